import CRM
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Telephone cells")
struct PhoneCellTests {
    /// Input, options, values and codes of each line that is no comment.
    static func lines(_ path: String) throws -> [[String]] {
        try Fixtures.text(path).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("500 Chinese cells of all forms come out as people mean them")
    func readsChineseCells() throws {
        let rows = try Self.lines("normalizers/phone-cells.tsv")
        #expect(rows.count >= 500)
        for row in rows {
            let column = try NormalizerCases.clean(
                [NormalizerCases.unescaped(row[0])],
                type: .phone,
                steps: row[1].isEmpty ? nil : [NormalizerCases.step("phone", row[1])]
            )
            let shown = NormalizerCases.shown(column)
            #expect(shown.values == row[2], "\(row[0])")
            #expect(shown.codes == row[3], "\(row[0])")
        }
    }

    /// Seeded cells of all forms, odd ones included.
    static func randomCells(_ count: Int, seed: UInt64) -> [String] {
        var random = SplitMix64(seed: seed)
        func digits(_ count: UInt64) -> String {
            (0..<count).map { _ in String(random.next() % 10) }.joined()
        }
        func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
        return (0..<count).map { _ in
            let leads = ["手机：", "张三", "①", "1.", "（办）", "Tel ", "+86 ", "(86)", "0086", "86-"]
            var cell = random.next() % 2 == 0 ? "" : pick(leads)
            let isPlain = random.next() % 3 == 0
            for _ in 0..<(1 + random.next() % 3) {
                switch random.next() % 6 {
                case 0: cell += pick(["138", "199", "177", "166"]) + digits(8)
                case 1:
                    cell +=
                        "139" + pick(["-", " ", "."]) + digits(4) + pick(["-", " ", ""]) + digits(4)
                case 2:
                    cell += pick(["010-", "(021)", "0755", "（0592）", "0371 ", "+86 10 ", "0399-"])
                    cell += pick(["5", "8"]) + digits(6 + random.next() % 2)
                case 3: cell += pick(["400-820-", "95", "852-2"]) + digits(3 + random.next() % 5)
                case 4: cell += digits(1 + random.next() % 14)
                default:
                    cell += pick(["+44 20 7946 0", "+1 212 555 0", "0081 3 3224 9"]) + digits(3)
                }
                if isPlain {
                    cell += pick(["", "-801", "/", "、", ";", ", "])
                    continue
                }
                cell += pick([
                    "", "-801", "转801", " ext 12", "(微信同号)", " 9点后", "/", "、", " ", "，", ";", "\n",
                    "/79",
                    " 李四 ", "(801)", ".0", "或",
                ])
            }
            return random.next() % 8 == 0 ? wide(cell) : cell
        }
    }

    /// Seeded cells of mobiles and landlines alone, in their usual spellings.
    static func spelledCells(_ count: Int, seed: UInt64) -> [String] {
        var random = SplitMix64(seed: seed)
        func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
        func digits(_ count: Int, first: UInt64 = 0) -> String {
            (0..<count).map {
                String($0 == 0 ? max(first, random.next() % 10) : random.next() % 10)
            }
            .joined()
        }
        return (0..<count).map { _ in
            var cell = ""
            for index in 0..<(1 + random.next() % 3) {
                if index > 0 { cell += pick(["/", "、", ",", "，", "; ", " / ", "\n"]) }
                let gap = pick(["", "", " ", "-"])
                if random.next() % 2 == 0 {
                    cell += pick(["", "", "+86", "+86 ", "86-", "0086", "+86-"]) + "1"
                    cell += digits(2, first: 3) + gap + digits(4) + gap + digits(4)
                } else {
                    cell += pick(["010-", "(021)", "0755", "（0592）", "0371 ", "+86 10 ", "+86-21-"])
                    cell += digits(4, first: 2) + gap + digits(3 + Int(random.next() % 2))
                    cell += pick(["", "", "-801", "-8", "-12345"])
                }
            }
            return random.next() % 4 == 0 ? wide(cell) : cell
        }
    }

    static func wide(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            let isPlain = scalar.value > 0x20 && scalar.value < 0x7F
            output.unicodeScalars.append(
                isPlain ? UnicodeScalar(scalar.value + 0xFEE0) ?? scalar : scalar
            )
        }
        return output
    }

    private func cleaned(_ cell: String, isThorough: Bool) throws -> CleanColumn {
        var phone = try Phone(nil, context: NormalizingContext())
        phone.isThorough = isThorough
        var column = CleanColumn(field: "phone", raw: ValueTable(), cells: IDRuns())
        let bytes = Array(cell.utf8)
        phone.normalize(bytes.span.extracting(Blanks.trimmedRange(bytes.span)), into: &column)
        return column
    }

    @Test("the spellings read in one pass come out as the scanner reads them")
    func agreesWithScanner() throws {
        var cells = Self.randomCells(4_000, seed: 21) + Self.spelledCells(8_000, seed: 24)
        cells += try Self.lines("normalizers/phone-cells.tsv").map {
            NormalizerCases.unescaped($0[0])
        }
        var quickCount = 0
        for cell in cells where !cell.allSatisfy({ $0.isWhitespace }) {
            let quick = try cleaned(cell, isThorough: false)
            let slow = try cleaned(cell, isThorough: true)
            #expect(Self.whole(quick) == Self.whole(slow), "\(cell)")
            var reader = QuickPhones()
            let bytes = Array(cell.utf8)
            if reader.read(bytes.span) { quickCount += 1 }
        }
        #expect(quickCount > 2000)
    }

    /// All that an outcome says, its raw piece included.
    static func whole(_ column: CleanColumn) -> [String] {
        column.outcomes.indices.map { index in
            let outcome = column.outcomes[index]
            let parts = Part.allCases.map { column.partText($0, of: index) }
            let texts = [outcome.value, outcome.raw, outcome.key].map { column.values.string($0) }
            return "\(texts) \(outcome.kind) \(outcome.validity) \(outcome.code.text) "
                + "\(outcome.confidence) \(parts)"
        }
    }

    @Test("every digit of a cell stands in the raw piece of one of its outcomes")
    func losesNoDigit() throws {
        for cell in Self.randomCells(5_000, seed: 22)
        where !cell.allSatisfy({ $0.isWhitespace })
            && !NullWords.contain(
                Array(cell.utf8).span,
                type: .phone
            )
        {
            let column = try cleaned(cell, isThorough: false)
            #expect(!column.outcomes.isEmpty)
            let raw = column.outcomes.map { column.values.string($0.raw) }.joined()
            #expect(Self.digitCount(raw) >= Self.digitCount(cell), "\(cell)")
        }
    }

    static func digitCount(_ text: String) -> Int {
        text.unicodeScalars.count { Widths.plain($0.value) &- 0x30 < 10 }
    }

    @Test("a normal form read again is the same number of the same kind")
    func isIdempotent() throws {
        for cell in Self.randomCells(3_000, seed: 23) {
            let once = try NormalizerCases.clean([cell], type: .phone)
            for index in once.outcomes.indices where once.outcomes[index].value != 0 {
                let outcome = once.outcomes[index]
                let text = once.values.string(outcome.value)
                guard outcome.validity == .valid, outcome.kind != .fax else { continue }
                let twice = try NormalizerCases.clean([text], type: .phone)
                #expect(twice.outcomes.count == 1, "\(text)")
                #expect(twice.values.string(twice.outcomes[0].value) == text, "\(cell)")
                #expect(twice.outcomes[0].kind == outcome.kind, "\(text)")
                for part in [Part.country, .areaCode, .province, .city, .numberType] {
                    #expect(
                        twice.partText(part, of: 0) == once.partText(part, of: index),
                        "\(text)"
                    )
                }
            }
        }
    }

    @Test("example numbers of all plans come out valid, with the plan's type")
    func readsExamples() throws {
        guard let url = Fixtures.data("normalize/phone-examples.csv") else { return }
        var count = 0
        for row in try DataTests.rows(url) where row.count >= 8 && row[1] != "86" {
            let column = try NormalizerCases.clean([row[4]], type: .phone)
            let outcome = try #require(column.outcomes.first)
            #expect(column.outcomes.count == 1 && outcome.validity == .valid, "\(row[4])")
            #expect(column.values.string(outcome.value) == row[4])
            #expect(column.partText(.numberType, of: 0) == row[7].lowercased(), "\(row[4])")
            count += 1
        }
        #expect(count > 1000)
    }

    @Test("a city proposes the area code and the whole number, and changes nothing else")
    func proposesFromCity() throws {
        var column = try NormalizerCases.clean(["8234-5679", "13912345670"], type: .phone)
        AreaCodeFromCity.propose(phoneColumn: &column) { _ in "杭州市" }
        #expect(column.outcomes[0].code == .areaCodeProposed)
        #expect(column.outcomes[0].value == 0 && column.outcomes[0].validity == .suspect)
        #expect(column.partText(.areaCode, of: 0) == "571")
        #expect(column.partText(.suggestion, of: 0) == "+8657182345679")
        #expect(column.partText(.suggestion, of: 1).isEmpty)
    }

    @Test("parts of another region's column are those of its numbers")
    func takesRegions() throws {
        let cells = [
            ("US", "(650) 253-0000", "+16502530000", "US"),
            ("DE", "030 901820", "+4930901820", "DE"),
            ("HK", "2345 6780", "+85223456780", "HK"), ("IT", "06 6982", "+39066982", "VA"),
            ("US", "+86 139 1234 5670", "+8613912345670", "CN"),
        ]
        for (region, cell, value, country) in cells {
            let steps = [Step("phone", .text(region))]
            let column = try NormalizerCases.clean([cell], type: .phone, steps: steps)
            #expect(column.values.string(column.outcomes[0].value) == value)
            #expect(column.partText(.country, of: 0) == country)
        }
        #expect(throws: OptionError.self) {
            _ = try Phone(.text("XX"), context: NormalizingContext())
        }
    }

    @Test("a foreign number is whole by its plan or it is none, however many digits it has")
    func shortensNoForeignNumber() throws {
        var random = SplitMix64(seed: 31)
        func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
        var validCount = 0
        for _ in 0..<6_000 {
            let region = pick(["US", "GB", "DE", "FR", "AE", "SG", "IN", "RU", "BR", "AU"])
            var cell = pick(["+44", "+1", "+49", "+971 ", "+65", "", "0", "", "00 33 "])
            for _ in 0..<(7 + random.next() % 7) {
                cell += String(random.next() % 10) + pick(["", "", "", " ", "-"])
            }
            cell += pick(["", "", "", "7", " 12", "-3"])
            while cell.last == "-" || cell.last == " " { cell.removeLast() }
            let steps = [Step("phone", .text(region))]
            let column = try NormalizerCases.clean([cell], type: .phone, steps: steps)
            let codes = column.outcomes.map(\.code)
            if codes.contains(.sensitive) || codes.contains(.placeholder)
                || column.partText(.country, of: 0) == "CN"
            {
                continue
            }
            let valid = column.outcomes.filter { $0.validity == .valid }
                .map { column.values.string($0.value) }
            let bytes = Array(cell.utf8)
            let letters = Array(region.utf8)
            let reading = NumberingPlan.shared.read(
                bytes.span,
                region: RegionIndex(code: letters.span)
            )
            var expected: [UInt8] = []
            NumberingPlan.shared.append(reading, as: .e164, to: &expected)
            let text = String(decoding: expected, as: UTF8.self)
            #expect(valid == (reading.isValid ? [text] : []), "\(region) \(cell)")
            guard reading.isValid else { continue }
            validCount += 1
            let again = try NormalizerCases.clean([text], type: .phone, steps: steps)
            #expect(again.values.string(again.outcomes[0].value) == text)
        }
        #expect(validCount > 300)
    }

    /// Kinds in which a cell is read better than number by number: cut, split, repaired or refused.
    static let ownKinds: Set = ["chinese extension", "two numbers", "dot zero", "scientific"]

    /// Why a verdict differs from the plan's on purpose; nil when nothing explains it.
    static func reason(
        _ row: [String],
        _ column: CleanColumn,
        isValid: Bool
    ) -> String? {
        let outcomes = column.outcomes
        let values = outcomes.map { column.values.string($0.value) }
        let codes = outcomes.map(\.code)
        func isMainland(_ index: Int) -> Bool {
            column.partText(.country, of: index) == "CN" || row[4].hasPrefix("+86")
        }
        if codes.contains(.placeholder) { return "dummy" }
        if codes.contains(.letterInDigits) { return "letter among the digits" }
        if isValid {
            if codes.contains(.lostZero) { return "lost zero is proposed" }
            if codes == [.noAreaCode] { return "no area code" }
            if codes == [.shortTail] { return "shortened second number" }
            if row[0].contains("or later") { return "remark behind the number" }
            if codes == [.notAPhone], row[0].contains(where: \.isLetter) {
                return "letter among the digits"
            }
            if codes.allSatisfy({ $0 == .tooFewDigits || $0 == .notAPhone || $0 == .noAreaCode }) {
                if row[2] == "vanity" { return "letters of a keypad in mainland China" }
                let isRun = row[4].hasSuffix("2345678") || row[4].hasSuffix("3456789")
                return isRun ? "dummy" : nil
            }
            return nil
        }
        if row[0].contains("＋tel:") || row[0].contains("+tel:") { return "sign before tel:" }
        if row[2] == "text after" { return "remark behind the number" }
        if values.count == 2, values[0] == values[1] { return "whole number twice" }
        if column.partText(.numberType, of: 0) == "short_code" { return "number of few digits" }
        if row[0].contains(where: \.isNewline) || row[0].contains("\t") { return "line break" }
        if codes == [.unlistedRange] || codes == [.machineNumber] { return "mobile of any range" }
        if codes.contains(.wrongColumn) { return "account name" }
        return isMainland(0) ? "landline, prefix or extension of mainland China" : nil
    }

    @Test("random strings of all regions are judged as their plans judge them")
    func agreesWithPlans() throws {
        guard let url = Fixtures.data("normalize/phone-random-5k.csv") else { return }
        var counts: [String: (same: Int, all: Int)] = [:]
        var reasons: [String: Int] = [:]
        var foreign = (same: 0, all: 0)
        for row in try DataTests.rows(url) where row.count >= 10 && !Self.ownKinds.contains(row[2])
        {
            let steps = [Step("phone", .text(row[1]))]
            let column = try NormalizerCases.clean([row[0]], type: .phone, steps: steps)
            let values = column.outcomes.filter { $0.validity == .valid && $0.value != 0 }
                .map { column.values.string($0.value) }
            let isValid = row[6] == "true"
            // 400 and 800 numbers stand without +86.
            let isSame =
                isValid
                ? values == [row[4]]
                    || row[4].hasPrefix("+86") && values == [String(row[4].dropFirst(3))]
                : values.isEmpty
            let isForeign = row[1] != "CN" && !row[4].hasPrefix("+86")
            counts[row[2], default: (0, 0)].all += 1
            if isSame { counts[row[2], default: (0, 0)].same += 1 }
            if isForeign, row[2] != "text after", row[2] != "doubled" {
                foreign.all += 1
                if isSame { foreign.same += 1 }
            }
            if isSame || column.outcomes.isEmpty { continue }
            let reason = Self.reason(row, column, isValid: isValid)
            if reason == nil { print("differs:", row[0...4], NormalizerCases.shown(column)) }
            reasons[reason ?? "unexplained", default: 0] += 1
        }
        for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
            print("\(kind): \(count.same) of \(count.all)")
        }
        for (reason, count) in reasons.sorted(by: { $0.value > $1.value }) {
            print("phone differs, \(reason): \(count)")
        }
        let all = counts.values.reduce(0) { $0 + $1.all }
        let same = counts.values.reduce(0) { $0 + $1.same }
        print("phones: \(same) of \(all); foreign \(foreign.same) of \(foreign.all)")
        #expect(Double(same) >= 0.96 * Double(all))
        #expect(Double(foreign.same) >= 0.997 * Double(foreign.all))
        #expect(reasons["unexplained", default: 0] * 1_000 <= all)
    }
}
