import CRM
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Sensitive numbers")
struct SensitiveNumberTests {
    static let idNumber = "11010519030708007X"
    static let oldIDNumber = "110105030708007"
    static let card = "6222000000123456786"

    /// Every text of a column that a report or the database could show.
    static func allTexts(_ column: CleanColumn) -> [String] {
        column.values.ids.map { column.values.string($0) }
    }

    @Test(
        "no text of a cleaned column holds a recognised number's digits, raw text included",
        arguments: ["id_number", "bank_card", "code", "keyword", "handle", "uscc", "tax_no"]
    )
    func leaksNothing(step: String) throws {
        let cells = [
            Self.idNumber, "110105 19030708 007X", "身份证：\(Self.idNumber)", "１１０１０５１９０３０７０８００７Ｘ",
            Self.idNumber.lowercased(),
        ]
        for keep in [nil, "masked"] where keep == nil || step.hasSuffix("r") || step == "code" {
            let options = keep.map { OptionValue.map([(key: "keep", value: .text($0))]) }
            let isSplit = step == "handle" || step == "uscc" || step == "tax_no"
            let names = step == "uscc" || step == "tax_no" ? nil : options
            let column = try NormalizerCases.clean(
                isSplit ? [Self.idNumber] : cells,
                type: .text,
                steps: [Step(step, names)]
            )
            for text in Self.allTexts(column) {
                let plain = text.unicodeScalars.map { Widths.half($0.value) }
                    .filter { $0 >= 0x30 && $0 < 0x3A }
                #expect(plain.count <= 10, "\(text)")
            }
            #expect(column.outcomes.allSatisfy { $0.key == 0 && $0.raw != 0 })
        }
    }

    @Test(
        "a number astray in a column of something else reaches no outcome",
        arguments: [FieldType.phone, .personName, .companyName, .address, .picklist, .money, .date]
    )
    func masksElsewhere(type: FieldType) throws {
        for cell in [
            Self.idNumber, "张三 \(Self.idNumber)", "6222 0000 0012 3456 786", "卡号\(Self.card)",
            "110105 19030708 007X", "13400000001 \(Self.card)",
        ] {
            let column = try NormalizerCases.clean([cell], type: type)
            for index in column.outcomes.indices {
                let value = column.outcomes[index]
                let parts = Part.allCases.map { column.part($0, of: index) }
                for id in [value.raw, value.value, value.key] + parts {
                    let text = column.values.string(id)
                    for secret in ["19030708", "2200000012345", "0000 0012"] {
                        #expect(!text.contains(secret), "\(type): \(text)")
                    }
                }
            }
        }
    }

    @Test("the quick look for fifteen digits in a row finds what a slow one finds")
    func findsRuns() {
        var random = SplitMix64(seed: 77)
        let pieces = ["1", "23", "4567", "８９", " ", "-", "　", "号", "ab", "012345678901"]
        for _ in 0..<5_000 {
            var text = ""
            for _ in 0..<(random.next() % 14) {
                text += pieces[Int(random.next() % UInt64(pieces.count))]
            }
            var run = 0
            var gap = 0
            var longest = 0
            for scalar in text.unicodeScalars {
                if (0x30...0x39).contains(Widths.half(scalar.value)) {
                    run = gap > 4 ? 1 : run + 1
                    gap = 0
                    longest = max(longest, run)
                } else {
                    gap += String(scalar).utf8.count
                }
            }
            let bytes = Array(text.utf8)
            #expect(SensitiveNumbers.hasLongRun(bytes.span) == (longest >= 15), "\(text)")
        }
    }

    @Test("numbers astray in columns of account names and addresses are masked too")
    func masksStrays() throws {
        for type in [FieldType.wechat, .qq, .email] {
            for cell in [Self.idNumber, "身份证\(Self.idNumber)", "6222 0000 0012 3456 786"] {
                let column = try NormalizerCases.clean([cell], type: type)
                for text in Self.allTexts(column) {
                    #expect(text.filter(\.isNumber).count <= 10, "\(type): \(text)")
                }
            }
        }
    }

    @Test("card numbers leave their last four digits at most")
    func leaksNoCards() throws {
        for cell in [Self.card, "6222 0000 0012 3456 786", "卡号：\(Self.card)（工行）"] {
            for step in ["bank_card", "code", "keyword"] {
                let column = try NormalizerCases.clean([cell], type: .text, steps: [Step(step)])
                for text in Self.allTexts(column) {
                    #expect(text.filter(\.isNumber).count <= 4, "\(step): \(text)")
                }
            }
        }
    }

    @Test("what looks like a number with a slip is masked in columns of such numbers")
    func masksSlips() throws {
        for cell in ["110105190307080071", "E12345678", "C1234567(8)", "34-56-78-90", "12345678"] {
            for step in ["id_number", "bank_card"] {
                let column = try NormalizerCases.clean([cell], type: .text, steps: [Step(step)])
                for text in Self.allTexts(column) {
                    #expect(text.contains("*") && text.filter(\.isNumber).count <= 10, "\(text)")
                }
            }
        }
    }

    @Test("masking is idempotent, and `keep: all` leaves every byte")
    func masksOnce() {
        let text = "身份证\(Self.idNumber)，卡号 6222 0000 0012 3456 786。"
        let bytes = Array(text.utf8)
        let once = SensitiveNumbers().masked(bytes.span) ?? []
        #expect(
            String(decoding: once, as: UTF8.self)
                == "身份证110105********007X，卡号 **** **** **** ***6 786。"
        )
        let twice = SensitiveNumbers().masked(once.span)
        #expect(twice == nil)
        let kept = SensitiveNumbers(keepsAll: true).masked(bytes.span)
        #expect(kept == nil)
    }

    @Test("an order column whose numbers pass Luhn's formula by chance stays whole")
    func keepsOrderNumbers() throws {
        var random = SplitMix64(seed: 21)
        var cells: [String] = []
        for _ in 0..<2000 {
            cells.append("62" + String(100_000_000_000_000 + random.next() % 900_000_000_000_000))
        }
        let column = try NormalizerCases.clean(cells, type: .code)
        #expect(column.outcomes.allSatisfy { $0.code == .none && $0.key != 0 })
    }

    @Test("a column of foreign cards is masked though each alone would stay")
    func masksForeignCards() throws {
        var cells: [String] = []
        var number = 4_000_000_000_000_000
        while cells.count < 8 {
            number += 7919
            if CheckDigits.isLuhn(Array(String(number).utf8).span) { cells.append(String(number)) }
        }
        let alone = try NormalizerCases.clean([cells[0]], type: .code)
        #expect(alone.outcomes.allSatisfy { $0.code == .none })
        let column = try NormalizerCases.clean(cells, type: .code)
        #expect(column.outcomes.allSatisfy { $0.code == .sensitive })
    }

    @Test("a column of fifteen-digit ID numbers is masked, one of registration numbers is not")
    func masksOldIDs() throws {
        let ids = (1...8).map { "11010503070\($0)007" }
        let column = try NormalizerCases.clean(ids, type: .code)
        #expect(column.outcomes.allSatisfy { $0.code == .sensitive })
        let numbers = ["440301103097413", "310115400012342", "510103600123452", "110108600037341"]
        let other = try NormalizerCases.clean(numbers + [ids[0]], type: .code)
        #expect(other.outcomes.allSatisfy { $0.code == .none })
    }

    static func randomDigits(_ length: Int, _ random: inout SplitMix64) -> [UInt8] {
        var digits = [UInt8(0x31 + random.next() % 9)]
        while digits.count < length { digits.append(UInt8(0x30 + random.next() % 10)) }
        return digits
    }

    @Test("of random digits one in 900 is taken for a card when it stands alone")
    func seldomErrsAlone() {
        var random = SplitMix64(seed: 8)
        for length in 15...20 {
            var hits = 0
            for _ in 0..<9000 {
                let digits = Self.randomDigits(length, &random)
                if SensitiveNumbers().masked(digits.span) != nil { hits += 1 }
            }
            print("\(length) random digits alone: \(hits) of 9000 masked")
            // Two digits of UnionPay and a check digit: 1 in 900; an ID number's: 1 in 70,000.
            #expect(hits <= (length == 15 || length == 20 ? 2 : 24))
        }
    }

    @Test("in a column of random digits hardly any is taken for a card")
    func seldomErrsInColumns() throws {
        var random = SplitMix64(seed: 9)
        var hits = 0
        for index in 0..<20 {
            let length = 16 + index % 4
            let cells = (0..<1000).map { _ in Self.randomDigits(length, &random) }
            let column = try NormalizerCases.clean(cells, type: .code)
            hits += column.outcomes.count { $0.code == .sensitive }
        }
        print("random digits in columns of 1000: \(hits) of 20000 masked")
        #expect(hits <= 4)
    }

    @Test("every synthetic number is found in prose, whatever stands around it")
    func findsInProse() {
        var random = SplitMix64(seed: 4)
        let around = [("", ""), ("身份证", ""), ("他的", "，请核对"), ("id=", ";"), ("（", "）"), ("A", " b")]
        for _ in 0..<3000 {
            let number = Self.makeIDNumber(&random)
            let (before, after) = around[Int(random.next() % UInt64(around.count))]
            let masked = SensitiveNumbers().masked(Array((before + number + after).utf8).span)
            #expect(masked != nil, "\(before + number + after)")
        }
    }

    /// Born 1900–1919: nobody's number.
    static func makeIDNumber(_ random: inout SplitMix64) -> String {
        let regions = ["110105", "440300", "310101", "650104", "510103", "330106"]
        var text = regions[Int(random.next() % UInt64(regions.count))]
        text += String(19_000_000 + Int(random.next() % 20) * 10_000)
            .prefix(4)
        text += String(String(101 + Int(random.next() % 12)).suffix(2))
        text += String(String(101 + Int(random.next() % 28)).suffix(2))
        text += String(String(1000 + Int(random.next() % 1000)).suffix(3))
        let check = CheckDigits.idCheck(Array(text.utf8).span)
        return text + String(UnicodeScalar(check))
    }
}
