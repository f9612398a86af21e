import CRM
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Numbers")
struct NumberTests {
    static let pieces = [
        "1", "12", "123", "1,200", "0", "0.5", ".", ",", "-", "¥", "￥", "万", "元", "万元", "00", "000",
        ",300", ".25", "(", ")", "约", "%", " ", "9999999999", "1200", "USD",
    ]

    @Test("the fast forms of numbers are read as the reader of all forms reads them")
    func agreesWithTwin() {
        var random = SplitMix64(seed: 22)
        var fastCount = 0
        for _ in 0..<60_000 {
            var cell: [UInt8] = []
            for _ in 0..<(random.next() % 4 + 1) {
                let piece = Self.pieces[Int(random.next() % UInt64(Self.pieces.count))]
                cell.append(contentsOf: Array(piece.utf8))
            }
            var fast = DecimalText()
            var slow = DecimalText()
            fast.countsMoney = true
            slow.countsMoney = true
            var plain = DecimalText()
            let isFast = plain.readPlain(cell.span)
            if isFast { fastCount += 1 }
            let (a, b) = (fast.read(cell.span), slow.readSlowly(cell.span))
            #expect(
                Self.shown(fast, a) == Self.shown(slow, b),
                "\(String(decoding: cell, as: UTF8.self))"
            )
        }
        #expect(fastCount > 5000)
    }

    static func shown(_ number: DecimalText, _ code: FindingCode) -> String {
        if code != .none { return code.text }
        var bytes: [UInt8] = []
        number.append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
            + " \(number.currency) \(number.hasUnit) \(number.isPercent) \(number.isApproximate)"
    }

    /// 0…99,999,999 in the numerals of daily use.
    static func han(_ number: Int) -> String {
        let digits = Array("零一二三四五六七八九")
        func section(_ number: Int, isFirst: Bool) -> String {
            var text = ""
            var isAfterZero = !isFirst && number < 1000
            for (power, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
                let digit = number / power % 10
                if digit == 0 {
                    isAfterZero = isAfterZero || !text.isEmpty
                    continue
                }
                if isAfterZero { text += "零" }
                isAfterZero = false
                text += "\(digits[digit])\(unit)"
            }
            return text
        }
        if number == 0 { return "零" }
        let (high, low) = (number / 10_000, number % 10_000)
        if high == 0 { return section(low, isFirst: true) }
        return section(high, isFirst: true) + "万" + (low == 0 ? "" : section(low, isFirst: false))
    }

    @Test("numerals of daily use and of bank forms give back their number")
    func readsNumerals() throws {
        var random = SplitMix64(seed: 23)
        let formal: [Character: Character] = [
            "一": "壹", "二": "贰", "三": "叁", "四": "肆", "五": "伍", "六": "陆", "七": "柒", "八": "捌",
            "九": "玖", "十": "拾", "百": "佰", "千": "仟",
        ]
        for round in 0..<3000 {
            let limit: UInt64 = round % 3 == 0 ? 100 : round % 3 == 1 ? 20_000 : 99_999_999
            let number = Int(random.next() % limit)
            let text = Self.han(number)
            let bank = String(text.map { formal[$0] ?? $0 }) + "元整"
            for (cell, type) in [(text, FieldType.number), (bank, .money)] {
                let column = try NormalizerCases.clean([cell], type: type)
                let value = column.values.string(column.outcomes.first?.value ?? 0)
                let expected = type == .money && number > 0 ? "\(number)00" : "\(number)"
                #expect(value == expected, "\(cell)")
            }
        }
    }

    @Test(
        "a column's other numbers settle which mark parts the decimals",
        arguments: [
            (["1.200,50", "1.200"], "1200", "N156"), (["12.5", "1.200"], "1.2", ""),
            (["12.5", "3,5", "1.200"], "- invalid {suggestion=1200|1.2}", "N157"),
            (["12.5", "3,5", "1,200"], "- invalid {suggestion=1200|1.2}", "N157"),
            (["1.200,50", "1,200"], "1.2", "N156"), (["1.200,50", "12"], "12", ""),
            (["1,200,300", "1,200"], "1200", ""), (["0,5", "0,25"], "0.25", "N156"),
        ]
    )
    func settlesDecimals(cells: [String], value: String, code: String) throws {
        let column = try NormalizerCases.clean(cells, type: .number)
        let shown = NormalizerCases.shown(column, mention: cells.count - 1)
        #expect(shown.values == value, "\(cells)")
        #expect(shown.codes == code, "\(cells)")
    }

    @Test("a few odd commas among many points don't unsettle a column")
    func keepsPoint() throws {
        let cells = (1...40).map { "\($0).5" } + ["3,5", "1,200"]
        let column = try NormalizerCases.clean(cells, type: .number)
        #expect(NormalizerCases.shown(column, mention: 41) == ("1200", ""))
        #expect(NormalizerCases.shown(column, mention: 40).codes == "N157")
    }

    @Test(
        "shares and percentages are told apart by the column",
        arguments: [
            (["0.6", "1"], "100", ""), (["60", "1"], "1", ""),
            (["60", "0.6"], "- invalid {suggestion=0.6|60}", "N157"), (["60%", "0.6"], "60", ""),
        ]
    )
    func settlesShares(cells: [String], value: String, code: String) throws {
        let column = try NormalizerCases.clean(cells, type: .percent)
        let shown = NormalizerCases.shown(column, mention: cells.count - 1)
        #expect(shown.values == value, "\(cells)")
        #expect(shown.codes == code, "\(cells)")
    }

    @Test(
        "a unit hands its multiple and its currency on",
        arguments: [
            ("万美元", "3.1", "3100000 {currency=USD}"), ("usd", "3.1", "310 {currency=USD}"),
            ("元", "3.1", "310 {currency=CNY}"), ("分", "310", "310 {currency=CNY}"),
            ("万", "三点一", "3100000 {currency=CNY}"), ("万元", "1,5", "1500000 {currency=CNY}"),
            ("万元", "5-10", "- invalid {suggestion=5000000/10000000}"),
            ("百万元", "3", "300000000 {currency=CNY}"), ("千", "$5", "500 {currency=USD}"),
            ("万吨", "2", "2000000 {currency=CNY}"), ("万元", "面议", "- invalid"),
            ("亿元", "约3", "30000000000 suspect {currency=CNY}"),
        ]
    )
    func multiplies(unit: String, cell: String, fen: String) throws {
        let steps = [Step("unit", .text(unit))]
        let column = try NormalizerCases.clean([cell], type: .money, steps: steps)
        #expect(NormalizerCases.shown(column).values == fen)
    }
}
