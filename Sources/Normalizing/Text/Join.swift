import Records

/// `{join: "、"}`: the values of a cell as one text; blank ones fall away.
struct Join: TextStep {
    static let spec = ComponentSpec(
        name: "join",
        stage: .normalizing,
        summary: "makes one text of a cell's several values",
        options: [
            OptionSpec(
                "with",
                .text,
                standard: " ",
                isPrimary: true,
                "what stands between two values"
            )
        ],
        example: "{join: \"、\"}"
    )

    private let separator: [UInt8]

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        separator = Array((try Settings(options, Join.spec).text("with") ?? " ").utf8)
    }

    /// One value may itself hold several, parted by U+001F.
    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var isFirst = true
        extend(text, isFirst: &isFirst, to: &output)
        output.close()
    }

    func applyAll(_ texts: borrowing TextList, to output: inout TextList) {
        var isFirst = true
        var code = FindingCode.none
        for index in 0..<texts.count {
            extend(texts[index], isFirst: &isFirst, to: &output)
            if code == .none { code = texts.code(index) }
        }
        if !isFirst { output.close(code) }
    }

    private func extend(_ text: Span<UInt8>, isFirst: inout Bool, to output: inout TextList) {
        var start = 0
        while start <= text.count {
            let end = text.firstIndex(of: 0x1F, from: start) ?? text.count
            let value = text.extracting(start..<end)
            if !Blanks.trimmedRange(value).isEmpty {
                if !isFirst { output.extend(separator.span) }
                output.extend(value.extracting(Blanks.trimmedRange(value)))
                isFirst = false
            }
            start = end + 1
        }
    }
}
