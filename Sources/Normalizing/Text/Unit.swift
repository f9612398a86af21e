import Records

/// `{unit: 万元}`: `3.1` → `31000`; a number with a unit or currency of its own keeps it.
///
/// A unit with a currency hands it on (`万美元`: `3.1` → `31000USD`). A text that is no single number
/// gets the unit's multiple as a word, so that what comes after it doesn't miss it: `5-10` → `5-10万`.
struct Unit: TextStep {
    static let spec = ComponentSpec(
        name: "unit",
        stage: .normalizing,
        summary: "multiplies bare numbers by the unit that the header names",
        options: [
            OptionSpec("name", .text, isPrimary: true, "the unit: 万元, 千元, 亿元, 万美元, %")
        ],
        example: "{unit: 万元}"
    )

    /// Words for the powers of ten that a number may have behind it.
    private static let words: [(Int, StaticString)] = [
        (12, "万亿"), (8, "亿"), (7, "千万"), (6, "百万"), (4, "万"), (3, "千"), (2, "百"), (-2, "%"),
    ]

    /// Power of ten.
    private let power: Int
    /// ISO 4217; empty for 元.
    private let currency: StaticString
    private let word: StaticString

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let name = (try Settings(options, Unit.spec).text("name") ?? "").lowercased()
        guard let one = Unit.one(name), let power = Unit.power(of: one.decimal) else {
            throw OptionError("name", "unknown unit `\(name)`, expected one such as 万元")
        }
        self.power = one.isPercent ? power - 2 : power
        let isOwn = one.currency.utf8CodeUnitCount == 0 || Unit.isYuan(one.currency)
        currency = isOwn ? "" : one.currency
        let known = self.power
        word = Unit.words.first { $0.0 == known }?.1 ?? ""
    }

    private static func isYuan(_ currency: StaticString) -> Bool {
        currency.withUTF8Buffer { unsafe $0.span.equals("CNY") }
    }

    /// One of the unit as a number: `1万元`; of a longer name (万吨) its beginning counts.
    private static func one(_ name: String) -> DecimalText? {
        var rest = name.unicodeScalars[...]
        while let first = rest.first, first.value &- 0x30 >= 10, first != "." {
            var one = DecimalText()
            one.countsMoney = true
            let text = Array("1\(String(rest))".utf8)
            if one.read(text.span) == .none, !one.isApproximate, one.hasUnit || one.isPercent {
                return one
            }
            rest.removeLast()
        }
        return nil
    }

    /// The power of ten that a value is; nil when it is none.
    private static func power(of value: DecimalValue) -> Int? {
        var rest = value.mantissa
        var power = value.exponent
        while rest > 1, rest % 10 == 0 {
            rest /= 10
            power += 1
        }
        return rest == 1 ? power : nil
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var number = DecimalText()
        number.countsMoney = true
        number.countsThings = true
        let code = number.read(text)
        let hasTwoReadings = code == .numberRange || code == .ambiguousNumber
        if number.hasUnit || number.isPercent || code != .none && !hasTwoReadings {
            output.append(text)
            return
        }
        var value: [UInt8] = []
        if hasTwoReadings {
            value.append(text)
            value.append(word)
        } else {
            if number.isApproximate { value.append("约") }
            number.append(to: &value, timesTen: power)
        }
        value.append(currency)
        output.append(value.span)
    }
}
