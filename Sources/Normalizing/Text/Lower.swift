import Records

/// `lower`: ASCII letters in small letters; other scripts stay.
struct Lower: TextStep {
    static let spec = ComponentSpec(
        name: "lower",
        stage: .normalizing,
        summary: "Latin letters in small letters",
        example: "lower"
    )

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Lower.spec)
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        let changed = text.copy().map { byte in byte &- 0x41 < 26 ? byte | 0x20 : byte }
        output.append(changed.span)
    }
}
