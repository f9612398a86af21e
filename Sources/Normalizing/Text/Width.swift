import Records

/// `width`: ＡＢＣ１２３ → ABC123; `{width: letters}` leaves full-width punctuation as it is.
struct Width: TextStep {
    static let spec = ComponentSpec(
        name: "width",
        stage: .normalizing,
        summary: "full-width letters and digits in half width",
        options: [
            OptionSpec(
                "what",
                .choice(["all", "letters"]),
                standard: "all",
                isPrimary: true,
                "`letters` leaves punctuation such as （） and ， full width"
            )
        ],
        example: "{width: letters}"
    )

    private let isLettersOnly: Bool

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        isLettersOnly = try Settings(options, Width.spec).text("what") == "letters"
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var offset = 0
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            let half = isLettersOnly ? Widths.letter(scalar) : Widths.half(scalar)
            if half == scalar {
                output.extend(text.extracting(offset..<(offset &+ byteCount)))
            } else {
                output.extend(scalar: half)
            }
            offset &+= byteCount
        }
        output.close()
    }
}
