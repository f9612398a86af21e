import Records

/// `{split: ["/", "、"]}`: one text becomes several; empty pieces fall away.
///
///     {split: {pattern: "\\s*(?:和|及|&)\\s*", max: 2}}      `甲 & 乙和丙` → `甲`, `乙和丙`
struct Split: TextStep {
    static let spec = ComponentSpec(
        name: "split",
        stage: .normalizing,
        summary: "parts one text into several",
        options: [
            OptionSpec("by", .list, isPrimary: true, "the texts that part, such as / and 、"),
            TextPattern.option,
            TextPattern.caseOption,
            OptionSpec("max", .integer, "the largest number of pieces; the last keeps the rest"),
        ],
        example: "{split: [\"/\", \"、\"]}"
    )

    private var separators: [[UInt8]] = []
    private var pattern: TextPattern?
    private let maxCount: Int

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Split.spec)
        maxCount = try settings.integer("max", in: 1...1_000_000) ?? Int.max
        let ignoresCase = try settings.boolean("ignore_case")
        if let text = settings.text("pattern") {
            if settings["by"] != nil {
                throw OptionError("by", "expected `by` or `pattern`, not both")
            }
            pattern = try TextPattern(text, ignoresCase: ignoresCase, keepsGroups: false)
            return
        }
        let texts = (settings.texts("by") ?? []).filter { !$0.isEmpty }
        if texts.isEmpty { throw OptionError("by", "expected at least one text that parts") }
        separators = texts.map { Array($0.utf8) }
        if ignoresCase {
            let choices = texts.map(TextPattern.escaped).joined(separator: "|")
            pattern = try TextPattern(choices, ignoresCase: true, keepsGroups: false)
        }
    }

    mutating func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var count = 0
        var start = 0
        var offset = 0
        var lastEnd = -1
        while count < maxCount - 1, let range = separator(text, from: offset, lastEnd: lastEnd) {
            offset = TextPattern.start(behind: range, of: text)
            lastEnd = range.upperBound
            // An empty match parts nothing at the text's ends.
            if range.isEmpty && (range.lowerBound == 0 || range.lowerBound == text.count) {
                continue
            }
            if range.lowerBound > start {
                output.append(text.extracting(start..<range.lowerBound))
                count += 1
            }
            start = range.upperBound
        }
        if start < text.count { output.append(text.extracting(start..<text.count)) }
    }

    private mutating func separator(
        _ text: Span<UInt8>,
        from start: Int,
        lastEnd: Int
    ) -> Range<Int>? {
        if pattern != nil { return pattern?.next(in: text, from: start, lastEnd: lastEnd) }
        var offset = start
        while offset < text.count {
            if let length = separatorLength(text, at: offset) { return offset..<(offset + length) }
            offset += 1
        }
        return nil
    }

    private func separatorLength(_ text: Span<UInt8>, at offset: Int) -> Int? {
        for separator in separators where offset + separator.count <= text.count {
            let piece = text.extracting(offset..<(offset + separator.count))
            if piece.hasSameBytes(as: separator.span) { return separator.count }
        }
        return nil
    }
}
