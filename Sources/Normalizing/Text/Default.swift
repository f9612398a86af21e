import Records

/// `{default: 未分类}`: a text for cells that earlier steps made blank.
struct Default: TextStep {
    static let spec = ComponentSpec(
        name: "default",
        stage: .normalizing,
        summary: "a text for what earlier steps left blank",
        options: [OptionSpec("text", .text, isPrimary: true, "the text")],
        example: "{default: 未分类}"
    )

    private let text: [UInt8]

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        text = Array((try Settings(options, Default.spec).text("text") ?? "").utf8)
        if text.isEmpty { throw OptionError("text", "expected a text") }
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        output.append(Blanks.trimmedRange(text).isEmpty ? self.text.span : text)
    }

    /// A cell of which a step left no text at all gets one.
    func applyAll(_ texts: borrowing TextList, to output: inout TextList) {
        if texts.count == 0 { return output.append(text.span) }
        for index in 0..<texts.count {
            let first = output.count
            apply(texts[index], to: &output)
            output.inherit(texts.code(index), from: first)
        }
    }
}
