import Records

/// `{replace: {from: "（临时）", to: ""}}`: each occurrence of a literal text or of a pattern.
///
///     {replace: {pattern: "(\\d+)层", to: "$1F"}}      `3层B座` → `3FB座`
struct Replace: TextStep {
    static let spec = ComponentSpec(
        name: "replace",
        stage: .normalizing,
        summary: "replaces a literal text, or what a pattern matches, wherever it stands",
        options: [
            OptionSpec("from", .text, "the text to look for"),
            TextPattern.option,
            OptionSpec(
                "to",
                .text,
                standard: "",
                "what takes its place; with a pattern `$1` is its first group, `$0` the whole match"
            ),
            TextPattern.caseOption,
            OptionSpec(
                "only_first",
                .boolean,
                standard: "false",
                "whether only the first occurrence is replaced"
            ),
        ],
        example: "{replace: {from: \"（临时）\", to: \"\"}}"
    )

    private enum Way: Sendable {
        case literal([UInt8], [UInt8])
        case pattern(RegexTemplate)
    }

    private let way: Way
    private var pattern: TextPattern?
    private let isOnlyFirst: Bool

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Replace.spec)
        let from = settings.text("from") ?? ""
        let to = settings.text("to") ?? ""
        let ignoresCase = try settings.boolean("ignore_case")
        isOnlyFirst = try settings.boolean("only_first")
        if let text = settings.text("pattern") {
            if !from.isEmpty { throw OptionError("from", "expected `from` or `pattern`, not both") }
            var pattern = try TextPattern(text, ignoresCase: ignoresCase)
            let program = pattern.machine.program
            let template = try RegexTemplate(
                to,
                option: "to",
                groupCount: program.groupCount,
                names: program.groupNames
            )
            if !template.needsGroups {
                pattern = try TextPattern(text, ignoresCase: ignoresCase, keepsGroups: false)
            }
            self.pattern = pattern
            way = .pattern(template)
            return
        }
        if from.isEmpty { throw OptionError("from", "expected a text to look for, or `pattern`") }
        if ignoresCase {
            pattern = try TextPattern(
                TextPattern.escaped(from),
                ignoresCase: true,
                keepsGroups: false
            )
        }
        way = .literal(Array(from.utf8), Array(to.utf8))
    }

    mutating func apply(_ text: Span<UInt8>, to output: inout TextList) {
        if pattern != nil {
            replaceMatches(text, to: &output)
        } else if case .literal(let from, let to) = way {
            replace(from.span, by: to.span, in: text, to: &output)
        }
    }

    private func replace(
        _ from: Span<UInt8>,
        by to: Span<UInt8>,
        in text: Span<UInt8>,
        to output: inout TextList
    ) {
        var start = 0
        while let found = text.range(of: from, from: start) {
            output.extend(text.extracting(start..<found.lowerBound))
            output.extend(to)
            start = found.upperBound
            if isOnlyFirst { break }
        }
        output.extend(text.extracting(start..<text.count))
        output.close()
    }

    private mutating func replaceMatches(_ text: Span<UInt8>, to output: inout TextList) {
        var copied = 0
        var start = 0
        var lastEnd = -1
        while let range = pattern?.next(in: text, from: start, lastEnd: lastEnd) {
            output.extend(text.extracting(copied..<range.lowerBound))
            switch way {
            case .literal(_, let to): output.extend(to.span)
            case .pattern(let template):
                if let machine = pattern?.machine { template.append(machine, text, to: &output) }
            }
            copied = range.upperBound
            lastEnd = range.upperBound
            start = TextPattern.start(behind: range, of: text)
            if isOnlyFirst { break }
        }
        output.extend(text.extracting(copied..<text.count))
        output.close()
    }
}
