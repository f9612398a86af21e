import Records

/// `{replace: {from: "（临时）", to: ""}}`: each occurrence of a literal text.
struct Replace: TextStep {
    static let spec = ComponentSpec(
        name: "replace",
        stage: .normalizing,
        summary: "replaces a literal text wherever it stands",
        options: [
            OptionSpec("from", .text, "the text to look for"),
            OptionSpec("to", .text, standard: "", "what takes its place"),
        ],
        example: "{replace: {from: \"（临时）\", to: \"\"}}"
    )

    private let from: [UInt8]
    private let to: [UInt8]

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Replace.spec)
        from = Array((settings.text("from") ?? "").utf8)
        to = Array((settings.text("to") ?? "").utf8)
        if from.isEmpty { throw OptionError("from", "expected a text to look for") }
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var changed: [UInt8] = []
        var start = 0
        while let found = text.range(of: from.span, from: start) {
            changed.append(text.extracting(start..<found.lowerBound))
            changed.append(contentsOf: to)
            start = found.upperBound
        }
        changed.append(text.extracting(start..<text.count))
        output.append(changed.span)
    }
}
