import Records

/// `{unit: 万元}`: `3.1` → `31000`; a number with a unit or currency of its own keeps it.
struct Unit: TextStep {
    static let spec = ComponentSpec(
        name: "unit",
        stage: .normalizing,
        summary: "multiplies bare numbers by the unit that the header names",
        options: [OptionSpec("name", .text, isPrimary: true, "the unit: 万元, 千元, 亿元, 万, %")],
        example: "{unit: 万元}"
    )

    private static let powers: [(String, Int)] = [
        ("百万", 6), ("千万", 7), ("万", 4), ("萬", 4), ("亿", 8), ("億", 8), ("千", 3), ("百", 2), ("w", 4),
        ("k", 3), ("元", 0),
    ]

    /// Power of ten.
    private let power: Int

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let name = (try Settings(options, Unit.spec).text("name") ?? "").lowercased()
        if name == "%" {
            power = -2
            return
        }
        guard let (_, power) = Unit.powers.first(where: { name.hasPrefix($0.0) }) else {
            throw OptionError("name", "unknown unit `\(name)`, expected one such as 万元")
        }
        self.power = power
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var number = DecimalText()
        let isBare =
            number.read(text) == .none && !number.hasUnit && !number.isPercent
            && !number.isApproximate
        guard isBare else { return appendOwn(text, number, to: &output) }
        var value: [UInt8] = []
        number.append(to: &value, timesTen: power)
        output.append(value.span)
    }

    /// `约3.1` in a column of 万元 is 约31000; everything else with a unit stays.
    private func appendOwn(
        _ text: Span<UInt8>,
        _ number: DecimalText,
        to output: inout TextList
    ) {
        guard number.isApproximate, !number.hasUnit, !number.isPercent else {
            output.append(text)
            return
        }
        var value: [UInt8] = []
        value.append("约")
        number.append(to: &value, timesTen: power)
        output.append(value.span)
    }
}
