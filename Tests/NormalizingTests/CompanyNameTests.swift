import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Company names")
struct CompanyNameTests {
    private static let brandCharacters = Array("岚骐琰榛潍砺筠澜瑄屿霁汀骞旻翎")
    private static let trades = ["科技", "医疗器械", "精密机械", "贸易", "环保科技", "食品", "信息技术"]
    private static let traditional = [
        "医疗器械": "醫療器械", "精密机械": "精密機械", "贸易": "貿易", "环保科技": "環保科技", "信息技术": "信息技術",
    ]
    private static let forms = [
        "有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "集团股份有限公司", "公司", "(集团)有限公司", "(有限合伙)", "厂",
        "经营部", "商行", "有限責任公司",
    ]
    private static let regions = ["深圳市", "上海", "四川成都", "广东省深圳市南山区", "昆山", "内蒙古自治区"]
    private static let latinForms = [
        "Co., Ltd.", "CO.,LTD", "Co Ltd", "Company Limited", "Inc.", "Inc", "LLC", "GmbH", "AG",
        "S.A.", "Pty Ltd", "(Pty) Ltd", "PLC", "K.K.", "B.V.", "Sdn. Bhd.", "Pte. Ltd.", "Limited",
        "Corporation", "S.r.l.", "Oy", "A/S", "GmbH & Co. KG", "Sp. z o.o.", "LLP", "N.V.",
    ]

    private struct Random {
        var generator: SplitMix64

        mutating func pick<T>(_ values: [T]) -> T {
            values[Int(generator.next() % UInt64(values.count))]
        }

        mutating func brand() -> String {
            var text = ""
            for _ in 0..<(2 + generator.next() % 2) { text.append(pick(brandCharacters)) }
            return text
        }
    }

    private func key(_ name: String) throws -> String {
        let results = try ChineseCases.run(CompanyName.self, name)
        #expect(results.count == 1, "\(name)")
        return results.first?.key ?? ""
    }

    @Test("region, its place, legal form, width, blanks and script leave the key as it is")
    func keyIsTheCore() throws {
        var random = Random(generator: SplitMix64(seed: 21))
        for _ in 0..<400 {
            let brand = random.brand()
            let trade = random.pick(Self.trades)
            let region = random.pick(Self.regions)
            let form = random.pick(Self.forms)
            let core = brand + trade
            let shown = brand + (Self.traditional[trade] ?? trade)
            let names = [
                core, core + form, region + core + form, "\(core)(\(region))\(form)",
                "\(core)（\(region)）\(form)", "\(brand)(\(region))\(trade)\(form)",
                "\(region) \(core) \(form)", region + shown + form, "\(core)(中国)\(form)",
                "\(core)\(form)【VIP】", "“\(region)\(core)\(form)”", "1、\(core)\(form)",
            ]
            for name in names { #expect(try key(name) == core, "\(name)") }
        }
    }

    @Test("names with different brands never have one key")
    func keysTellBrandsApart() throws {
        var random = Random(generator: SplitMix64(seed: 22))
        var seen: [String: String] = [:]
        for _ in 0..<600 {
            let core = random.brand() + random.pick(Self.trades)
            let name = random.pick(Self.regions) + core + random.pick(Self.forms)
            let found = try key(name)
            #expect(seen[found] == nil || seen[found] == core, "\(name)")
            seen[found] = core
        }
        let neighbours = [
            "北京银行", "上海银行", "北京大学", "南京大学", "上海汽车集团有限公司", "广州汽车集团有限公司", "四川大学华西医院",
            "西安交通大学", "上海交通大学", "深圳市公安局", "广州市公安局", "知行", "知", "万里行", "万里",
        ]
        var keys: Set<String> = []
        for name in neighbours { keys.insert(try key(name)) }
        #expect(keys.count == neighbours.count)
    }

    @Test("branches, departments and shops are kept apart and name their parent")
    func branchesHaveParents() throws {
        var random = Random(generator: SplitMix64(seed: 23))
        let branches = [
            "深圳分公司", "北京办事处", "华南分公司", "第二门市部", "采购部", "成都市锦江区营业部", "工会", "研发中心", "第三事业部",
        ]
        for _ in 0..<300 {
            let core = random.brand() + random.pick(Self.trades)
            let parent = random.pick(Self.regions) + core + "有限公司"
            let branch = random.pick(branches)
            for name in [parent + branch, "\(parent)(\(branch))", "\(parent) \(branch)"] {
                let result = try #require(try ChineseCases.run(CompanyName.self, name).first)
                #expect(result.kind == .branch, "\(name)")
                #expect(result.key == core, "\(name)")
                #expect(result.parts["parent"] == parent, "\(name)")
                #expect(result.parts["branch"] == branch, "\(name)")
                let parentKey = try key(result.parts["parent"] ?? "")
                #expect(parentKey == result.key, "\(name)")
            }
        }
    }

    @Test("foreign legal forms, case, marks, articles and the country leave the key as it is")
    func latinKeys() throws {
        for form in Self.latinForms {
            for name in [
                "Müller & Söhne \(form)", "MULLER AND SOHNE \(form)",
                "The Müller & Söhne \(form)", "Muller & Sohne (China) \(form)",
                "Shanghai Müller & Söhne \(form)", "Müller & Söhne (Shanghai) \(form)",
                "Ｍüller & Söhne， \(form)",
            ] {
                #expect(try key(name) == "mullerandsohne", "\(name)")
            }
            let result = try ChineseCases.run(CompanyName.self, "Nova Blue \(form)").first
            #expect(result?.parts["legalForm"] != nil, "\(form)")
        }
        // Words that only look like forms.
        for (name, expected) in [
            ("Visa", "visa"), ("Costco", "costco"), ("Sunrise Spa", "sunrisespa"),
            ("Nova Labs", "novalabs"), ("Seas", "seas"), ("Inc. Magazine", "incmagazine"),
        ] { #expect(try key(name) == expected) }
    }

    @Test("texts that are paragraphs, brackets or signs come out without a key, and come out")
    func hostileShapes() throws {
        let cells = [
            String(repeating: "云岚科技有限公司", count: 4000), String(repeating: "(", count: 3000) + "云",
            String(repeating: "【", count: 119) + "云", String(repeating: "云/", count: 5000),
            String(repeating: "A ", count: 9000), String(repeating: "有限公司", count: 29),
            String(repeating: "中心", count: 60), "((((((((((((((((", "))))公司((((", "【】【】【】",
            "有限公司", "Co., Ltd.", "【VIP】", "(老客户)", "12345", "采购部", "深圳分公司",
        ]
        for cell in cells {
            let results = try ChineseCases.run(CompanyName.self, cell)
            #expect(results.count <= 1)
            if cell.count > 200 || cell.hasPrefix("有限") || cell.count < 8 {
                #expect(results.allSatisfy { $0.key.isEmpty }, "\(cell.prefix(20))")
                #expect(results.allSatisfy { $0.validity == .suspect }, "\(cell.prefix(20))")
            }
        }
    }

    /// Pieces from which company cells are put together.
    private static let pieces = [
        "云岚", "深圳市", "上海", "科技", "医疗", "有限公司", "股份", "集团", "分公司", "办事处", "(", ")", "（", "）", "【",
        "】",
        "原", "VIP", "老客户", "-", "/", "、", " ", "Co., Ltd.", "Inc", "Yunlan", "Huawei", "中国", "大学",
        "医院", "学院",
        "银行", "支行", "部", "店", "厂", "13812345678", "1号", "路", "电话:", "王小明", "㈱", "株式会社", "주식회사",
        "ООО", "&",
        "The ", "Shanghai", "(China)", "工会", "有限责任公", "個體", "灣", "é", "ß", "“", "”", "1.", "★", "@",
        ".", "，",
    ]

    @Test("any pieces give an end, and what came out valid stays as it is")
    func isTotalAndStable() throws {
        var random = Random(generator: SplitMix64(seed: 24))
        var normalizer = try CompanyName(nil, context: NormalizingContext())
        for _ in 0..<20_000 {
            var cell = ""
            for _ in 0..<(1 + random.generator.next() % 8) { cell += random.pick(Self.pieces) }
            for result in ChineseCases.run(&normalizer, Array(cell.utf8)) {
                #expect(
                    result.validity != .suspect || result.key == "" || result.code == "N065"
                        || result.kind == .person
                )
                guard result.validity == .valid, result.kind != .person else { continue }
                let again = ChineseCases.run(&normalizer, Array(result.value.utf8))
                #expect(again.count == 1, "\(cell) → \(result.value)")
                #expect(again.first?.value == result.value, "\(cell)")
                #expect(again.first?.key == result.key, "\(cell) → \(result.value)")
            }
        }
    }

    @Test("slices of the cell and texts that were put together anew give the same")
    func agreesWithSlowPath() throws {
        var random = Random(generator: SplitMix64(seed: 25))
        var normalizer = try CompanyName(nil, context: NormalizingContext())
        for _ in 0..<3000 {
            var cell = ""
            for _ in 0..<(1 + random.generator.next() % 7) { cell += random.pick(Self.pieces) }
            let fast = ChineseCases.run(&normalizer, Array(cell.utf8))
            // An invisible character keeps the slices away.
            let slow = ChineseCases.run(&normalizer, Array(("\u{200B}" + cell).utf8))
            #expect(fast == slow, "\(cell)")
        }
    }

    @Test("the chain of trades is the longest that reaches the end")
    func tradeChainAgreesWithTwin() {
        let lexicon = CompanyLexicon.shared
        let words = Set(CompanyTrades.list.wordScalars)
        var random = Random(generator: SplitMix64(seed: 26))
        let characters = Array("科技信息环保工程云岚医疗器械机电设备智能化学".unicodeScalars.map(\.value))
        for _ in 0..<4000 {
            let text = (0..<(2 + random.generator.next() % 10)).map { _ in random.pick(characters) }
            let least = Int(random.generator.next() % 3)
            guard least < text.count else { continue }
            // From the end: a position is reached when a word leads from it to a reached one.
            var reached = [Bool](repeating: false, count: text.count) + [true]
            for start in stride(from: text.count - 1, through: least, by: -1) {
                for end in (start + 1)...text.count where reached[end] {
                    if words.contains(Array(text[start..<end])) { reached[start] = true }
                }
            }
            let expected = (least..<text.count).first { reached[$0] } ?? text.count
            #expect(lexicon.tradeStart(text, least: least, end: text.count) == expected)
        }
    }

    @Test("short forms and brands of real companies keep their brand and stay as they are")
    func shortForms() throws {
        guard let url = Fixtures.data("normalize/org-types/company_short_forms.txt") else { return }
        let names = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        var normalizer = try CompanyName(nil, context: NormalizingContext())
        var keptCount = 0
        var personCount = 0
        for name in names {
            let results = ChineseCases.run(&normalizer, Array(name.utf8))
            guard let result = results.first, results.count == 1 else { continue }
            if result.kind == .person { personCount += 1 }
            if result.value == name || result.kind == .person { keptCount += 1 }
            if result.kind == .organization, result.validity == .valid {
                #expect(result.parts["brand"] != nil, "\(name)")
                #expect(!result.key.isEmpty, "\(name)")
            }
            let full = ChineseCases.run(&normalizer, Array("\(name)有限公司".utf8))
            if result.kind == .organization, result.code == "N072",
                full.first?.code != "N132", !name.hasSuffix("中国")
            {
                #expect(full.first?.key == result.key, "\(name)")
            }
        }
        let count = Double(names.count)
        print(
            "short forms kept \(Double(keptCount) / count), persons \(Double(personCount) / count)"
        )
        #expect(Double(keptCount) / count > 0.995)
        #expect(Double(personCount) / count < 0.25)
    }

    @Test("every finding of company names has its kind")
    func findingsAreListed() {
        let known = Set(NormalizeFindings.all.map(\.code) + ChineseFindings.all.map(\.code))
        for kind in CompanyFindings.all { #expect(known.contains(kind.code)) }
        for code in CompanyName.spec.findings { #expect(known.contains(code)) }
    }
}
