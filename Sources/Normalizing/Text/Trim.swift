import Records

/// `trim`: no blanks of any width at the ends.
struct Trim: TextStep {
    static let spec = ComponentSpec(
        name: "trim",
        stage: .normalizing,
        summary: "removes blanks of any width at both ends",
        example: "trim"
    )

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Trim.spec)
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        output.append(text.extracting(Blanks.trimmedRange(text)))
    }
}
