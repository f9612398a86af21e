import Records

/// `upper`: ASCII letters in capital letters; other scripts stay.
struct Upper: TextStep {
    static let spec = ComponentSpec(
        name: "upper",
        stage: .normalizing,
        summary: "Latin letters in capital letters",
        example: "upper"
    )

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Upper.spec)
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        let changed = text.copy().map { byte in byte &- 0x61 < 26 ? byte & ~0x20 : byte }
        output.append(changed.span)
    }
}
