import Records

/// `squeeze`: runs of blanks, TAB and line breaks become one blank.
struct Squeeze: TextStep {
    static let spec = ComponentSpec(
        name: "squeeze",
        stage: .normalizing,
        summary: "turns runs of blanks into one",
        example: "squeeze"
    )

    private var squeezed: [UInt8] = []

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Squeeze.spec)
    }

    mutating func apply(_ text: Span<UInt8>, to output: inout TextList) {
        Squeezing.squeeze(text, isHalfWidth: false, into: &squeezed)
        output.append(squeezed.span)
    }
}
