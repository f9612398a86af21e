import Records

/// `{concat: {prefix: "ERP-"}}`: a literal text before or behind; a blank text stays blank.
struct Concat: TextStep {
    static let spec = ComponentSpec(
        name: "concat",
        stage: .normalizing,
        summary: "puts a literal text before or behind",
        options: [
            OptionSpec("prefix", .text, standard: "", isPrimary: true, "what stands before"),
            OptionSpec("suffix", .text, standard: "", "what stands behind"),
            OptionSpec(
                "once",
                .boolean,
                standard: "false",
                "whether a text that has the prefix or suffix already gets no second one"
            ),
        ],
        example: "{concat: {prefix: \"ERP-\", once: true}}"
    )

    private let prefix: [UInt8]
    private let suffix: [UInt8]
    private let isOnce: Bool

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Concat.spec)
        prefix = Array((settings.text("prefix") ?? "").utf8)
        suffix = Array((settings.text("suffix") ?? "").utf8)
        isOnce = try settings.boolean("once")
        if prefix.isEmpty, suffix.isEmpty {
            throw OptionError("prefix", "expected a `prefix` or a `suffix`")
        }
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        if Blanks.trimmedRange(text).isEmpty { return output.append(text) }
        let isBehindPrefix = isOnce && stands(prefix.span, in: text, at: 0)
        let isBeforeSuffix = isOnce && stands(suffix.span, in: text, at: text.count - suffix.count)
        if !isBehindPrefix { output.extend(prefix.span) }
        output.extend(text)
        if !isBeforeSuffix { output.extend(suffix.span) }
        output.close()
    }

    private func stands(_ piece: Span<UInt8>, in text: Span<UInt8>, at offset: Int) -> Bool {
        guard offset >= 0, offset + piece.count <= text.count else { return false }
        return text.extracting(offset..<(offset + piece.count)).hasSameBytes(as: piece)
    }
}
