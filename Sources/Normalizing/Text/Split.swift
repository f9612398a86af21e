import Records

/// `{split: ["/", "、"]}`: one text becomes several; empty pieces fall away.
struct Split: TextStep {
    static let spec = ComponentSpec(
        name: "split",
        stage: .normalizing,
        summary: "parts one text into several",
        options: [OptionSpec("by", .list, isPrimary: true, "the texts that part, such as / and 、")],
        example: "{split: [\"/\", \"、\"]}"
    )

    private let separators: [[UInt8]]

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let texts = try Settings(options, Split.spec).texts("by") ?? []
        separators = texts.map { Array($0.utf8) }.filter { !$0.isEmpty }
        if separators.isEmpty { throw OptionError("by", "expected at least one text that parts") }
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var start = 0
        var offset = 0
        while offset < text.count {
            if let length = separatorLength(text, at: offset) {
                if offset > start { output.append(text.extracting(start..<offset)) }
                offset += length
                start = offset
            } else {
                offset += 1
            }
        }
        if start < text.count { output.append(text.extracting(start..<text.count)) }
    }

    private func separatorLength(_ text: Span<UInt8>, at offset: Int) -> Int? {
        for separator in separators where offset + separator.count <= text.count {
            let piece = text.extracting(offset..<(offset + separator.count))
            if piece.hasSameBytes(as: separator.span) { return separator.count }
        }
        return nil
    }
}
