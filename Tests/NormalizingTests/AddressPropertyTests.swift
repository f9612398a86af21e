import CRM
import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

/// Cells put together at random from what stands in address columns.
struct AddressCells {
    private var random: SplitMix64
    private let regions = RegionTable.shared

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private static let streets = [
        "人民路12号", "山西路88号", "五一路3-5号", "科技园南区A栋1201室", "镇前街道办", "上海大厦5层", "高新区锦业路1号", "经济开发区",
        "Building 5", "新村38弄", "虎门镇北栅社区", "南京东路100号", "解放大道562号B座", "路桥街2号",
    ]
    private static let rests = [
        "(门卫收)", "（A座5层）", "(135300)", "【近地铁】", " 518000", "，邮编：200030", "13812345678", "张三 收",
        "电话：0571-88886666", "；", "、", "/", "-", " ", "  ", "，", "\u{1F}", "\u{3000}", "中国", "地址：",
        "市辖区",
        "1、", "2、", "No. 8", "無", "?", "鼓樓區", "臺灣",
    ]

    mutating func next() -> String {
        var cell = ""
        for _ in 0..<(random.next() % 7 + 1) {
            switch random.next() % 4 {
            case 0, 1: cell += region()
            case 2: cell += pick(Self.streets)
            default: cell += pick(Self.rests)
            }
        }
        return cell
    }

    /// One address as people write it, sometimes with what they write around it.
    mutating func nextPlain() -> String {
        var cell = random.next() % 4 == 0 ? pick(Self.fronts) : ""
        cell += region()
        cell += pick(Self.separators) + pick(Self.streets)
        if random.next() % 3 == 0 { cell += pick(Self.separators) + pick(Self.streets) }
        if random.next() % 2 == 0 { cell += pick(Self.ends) }
        return cell
    }

    private static let fronts = [
        "地址：", "张三 13812345678 ", "1、", "200030 ", "中国", "公司地址:", "收件人：李四 电话：13812345678 ",
        "邮编：518000 ",
    ]
    private static let separators = ["", "", "", " ", "，", "\u{1F}", "-", "\u{3000}", "  "]
    private static let ends = [
        "(门卫收)", "（A座5层）", "(135300)", "【近地铁】", " 518000", "，邮编：200030", " 13812345678",
        " 张三 收 13812345678",
        " 电话：0571-88886666", "。", "；上海市浦东新区世纪大道1号",
    ]

    private mutating func pick(_ words: [String]) -> String {
        words[Int(random.next() % UInt64(words.count))]
    }

    /// A region, often with those around it, each in full or short.
    private mutating func region() -> String {
        var region = Int32(random.next() % UInt64(regions.codes.count))
        var names: [String] = []
        while region >= 0 {
            let row = regions.regions[Int(region)]
            let isShort = random.next() % 3 == 0
            let short = String(String.UnicodeScalarView(row.short.compactMap(Unicode.Scalar.init)))
            if random.next() % 4 != 0 { names.insert(isShort ? short : row.name, at: 0) }
            region = regions.parents[Int(region)]
        }
        return names.joined()
    }
}

@Suite("Properties of addresses")
struct AddressPropertyTests {
    private func simplified(_ text: String) -> [UInt32] {
        var decoded: [UInt32] = []
        WidthFolding.decode(Array(text.utf8).span, into: &decoded)
        var folded: [UInt32] = []
        ScriptFolding.shared.fold(decoded, decoded.indices, into: &folded)
        return folded
    }

    /// The cell's letters and digits that stand in no outcome, except names of regions that are there
    /// under another name, and the words for country and postal code.
    private func lost(_ cell: String, _ results: [CellResult]) -> [UInt32] {
        var kept = Set<UInt32>()
        var values: [String] = []
        for result in results {
            values.append(result.value)
            kept.formUnion(simplified(result.value))
            for part in result.parts.values { kept.formUnion(simplified(part)) }
        }
        let text = simplified(cell)
        var isExcused = [Bool](repeating: false, count: text.count)
        let table = RegionTable.shared
        for start in text.indices {
            for end in (start + 1)..<min(start + 12, text.count + 1) {
                let value = table.names.exact(text, start, end)
                guard value >= 0 else { continue }
                let isThere = table.meanings(of: Int(value)).contains { index in
                    let name = table.regions[Int(table.meanings[index].region)].name
                    return values.contains { $0.contains(name) }
                }
                if isThere { for place in start..<end { isExcused[place] = true } }
            }
            for word in Self.words where text[start...].starts(with: word) {
                for place in start..<(start + word.count) { isExcused[place] = true }
            }
        }
        return text.indices.filter { index in
            let isText = PersonReader.isLetter(text[index]) || AddressReader.isDigit(text[index])
            return isText && !isExcused[index] && !kept.contains(text[index])
        }.map { text[$0] }
    }

    private static let words =
        "中华人民共和国 中国 邮政编码 邮编 市辖区 1、 2、 1. 2. 无 無 不详".wordScalars + AddressReader.listWords

    @Test(
        "nothing of a cell is lost: it stands in a region, the detail, the remark or the postal code"
    )
    func keepsEverything() throws {
        var normalizer = try AddressNormalizer(nil, context: NormalizingContext())
        var cells = AddressCells(seed: 41)
        var texts = (0..<4000).map { _ in cells.next() }
        texts += try Fixtures.rows("normalizers/address.tsv").map {
            $0[0].replacingOccurrences(of: "␟", with: "\u{1F}")
        }
        for text in texts {
            let results = ChineseCases.run(&normalizer, Array(text.utf8))
            // Regions in latin letters come out by their Chinese names.
            if results.isEmpty || text.utf8.allSatisfy({ $0 < 0x80 }) { continue }
            let lost = lost(text, results)
            #expect(lost.isEmpty, "\(text) loses \(lost.compactMap(Unicode.Scalar.init))")
        }
    }

    @Test("a value that is read again gives the same parts")
    func isIdempotent() throws {
        var normalizer = try AddressNormalizer(nil, context: NormalizingContext())
        var cells = AddressCells(seed: 43)
        for _ in 0..<6000 {
            let text = cells.nextPlain()
            for result in ChineseCases.run(&normalizer, Array(text.utf8))
            where result.validity == .valid {
                let again = ChineseCases.run(&normalizer, Array(result.value.utf8))
                #expect(again.map(\.value) == [result.value], "\(text)")
                for part in ["province", "city", "district", "adcode", "detail"] {
                    #expect(
                        again.first?.parts[part] == result.parts[part],
                        "\(part) of \(result.value) from \(text)"
                    )
                }
            }
        }
    }

    @Test("a valid value of any cell is valid again and stays as it is", arguments: [71, 72])
    func isStable(seed: UInt64) throws {
        var cells = AddressCells(seed: seed)
        let once = try NormalizerCases.clean((0..<6000).map { _ in cells.next() }, type: .address)
        let texts = once.outcomes.filter { $0.validity == .valid }
            .map { once.values.string($0.value) }
        let twice = try NormalizerCases.clean(texts, type: .address)
        for (mention, text) in texts.enumerated() {
            let again = twice.outcomeIndices(ofMention: mention).map { twice.outcomes[$0] }
            #expect(again.map { twice.values.string($0.value) } == [text])
            #expect(again.allSatisfy { $0.validity == .valid }, "\(text)")
        }
    }

    @Test("real addresses lose nothing and read the same again")
    func realAddresses() throws {
        guard let url = Fixtures.data("normalize/addresses/addresses.csv") else { return }
        var normalizer = try AddressNormalizer(nil, context: NormalizingContext())
        var cellCount = 0
        var lostCount = 0
        var changedCount = 0
        for row in CSV.rows(try String(contentsOf: url, encoding: .utf8)).dropFirst() {
            guard row.count >= 6, !row[1].utf8.allSatisfy({ $0 < 0x80 }) else { continue }
            let results = ChineseCases.run(&normalizer, Array(row[1].utf8))
            if results.isEmpty { continue }
            cellCount += 1
            let missing = lost(row[1], results)
            if !missing.isEmpty {
                lostCount += 1
                print("address \(row[0]) loses \(missing.compactMap(Unicode.Scalar.init))")
            }
            for result in results where result.validity == .valid {
                let again = ChineseCases.run(&normalizer, Array(result.value.utf8))
                if again.count != 1 || again[0].parts["adcode"] != result.parts["adcode"]
                    || again[0].parts["detail"] != result.parts["detail"]
                {
                    changedCount += 1
                    print("address \(row[0]) reads otherwise again")
                }
            }
        }
        print("real addresses: \(cellCount), lose \(lostCount), change \(changedCount)")
        #expect(lostCount == 0)
        #expect(changedCount * 1000 <= cellCount)
    }

    @Test("every district is found from the usual forms of its path")
    func findsDistricts() throws {
        var normalizer = try AddressNormalizer(nil, context: NormalizingContext())
        let table = RegionTable.shared
        var tally = Tally()
        for (index, region) in table.regions.enumerated()
        where region.level == .district && index < table.codedCount
            && !RegionNames.isZone(region.adcode)
        {
            let city = table.regions[Int(table.parents[index])]
            let province = table.regions[Int(table.parents[Int(table.parents[index])])]
            let short = { (region: Region) in
                String(String.UnicodeScalarView(region.short.compactMap(Unicode.Scalar.init)))
            }
            let outer = city.name == province.name || city.name.isEmpty ? "" : city.name
            let forms = [
                ("full", province.name + outer + region.name),
                ("blanks", "\(province.name) \(outer) \(region.name)"),
                ("columns", "\(province.name)\u{1F}\(city.name)\u{1F}\(region.name)"),
                ("short", short(province) + (outer.isEmpty ? "" : short(city)) + region.name),
                ("no province", (outer.isEmpty ? province.name : outer) + region.name),
            ]
            for (name, form) in forms {
                let cell = form + "\u{1F}幸福里8号"
                let found = ChineseCases.run(&normalizer, Array(cell.utf8)).first
                tally.add(name, String(region.adcode), found?.parts["adcode"])
                if name == "full" { #expect(found?.parts["detail"] == "幸福里8号", "\(cell)") }
            }
        }
        tally.show("districts")
        #expect(tally.share("full") == 1)
        #expect(tally.share("blanks") == 1)
        #expect(tally.share("columns") == 1)
        #expect(tally.share("short") > 0.995)
        #expect(tally.share("no province") > 0.998)
    }

    @Test("every city of the mainland has an area code")
    func areaCodes() {
        for row in RegionTable.all where row.level == 2 && Int(row.adcode) ?? 0 < 700_000 {
            #expect(AreaCodeFromCity.code(ofCity: row.name) != nil, "\(row.name)")
        }
        #expect(AreaCodeFromCity.code(ofCity: "义乌市") == 579)
        #expect(AreaCodeFromCity.code(ofCity: "仙桃市") == 728)
        #expect(AreaCodeFromCity.code(ofCity: "鼓楼区") == nil)
        #expect(AreaCodeFromCity.code(ofCity: "California") == nil)
    }

    @Test(
        "the first digits of a postal code tell the province",
        arguments: [
            (10, 11), (20, 31), (30, 12), (40, 50), (51, 44), (52, 44), (31, 33), (21, 32),
            (61, 51),
            (3, 14), (1, 15), (85, 54), (57, 46), (99, 0),
        ]
    )
    func postalAreas(_ prefix: Int, _ province: Int) {
        #expect(PostalAreas.province(prefix) == province)
        #expect(PostalAreas.isPlausible(prefix, in: province) == (province != 0))
    }

    @Test("road words: names of roads, not of regions, and the other way round")
    func roadWords() {
        func isRoad(_ text: String) -> Bool {
            RoadWords.isRoadAhead(text.scalarValues, 2, text.unicodeScalars.count)
        }
        for text in ["山西路8号", "南京东路", "北京大道", "中山一路", "上海大厦", "四川北路", "广州大桥"] {
            #expect(isRoad(text), "\(text)")
        }
        for text in ["常州五一路", "东莞道滘镇", "深圳南山区", "南京", "杭州东站"] {
            #expect(!isRoad(text), "\(text)")
        }
    }
}
