import Records

/// `{extract: "合同号[:：]\\s*(\\S+)"}`: the part of a text that a pattern's group matches.
///
///     {extract: {pattern: "(\\d{4})届(.+)班", to: "$1-$2"}}      `2019届三班` → `2019-三`
struct Extract: TextStep {
    static let spec = ComponentSpec(
        name: "extract",
        stage: .normalizing,
        summary: "takes the part of a text that a pattern's group matches",
        options: [
            OptionSpec(
                "pattern",
                .text,
                isPrimary: true,
                "a regular expression; its first group is taken, or all of it when it has none"
            ),
            OptionSpec("group", .text, "number or name of the group; 0 is the whole match"),
            OptionSpec("to", .text, "what to make of the groups, such as `$1-$2`"),
            OptionSpec(
                "all",
                .boolean,
                standard: "false",
                "whether every match gives a value, not the first alone"
            ),
            TextPattern.caseOption,
            OptionSpec(
                "else",
                .choice(["clear", "keep", "flag"]),
                standard: "clear",
                "what becomes of texts that don't match; `flag` keeps them and tells it"
            ),
        ],
        findings: [.noMatch],
        example: "{extract: {pattern: \"合同号(\\\\d+)\", else: keep}}"
    )

    private var pattern: TextPattern
    private let template: RegexTemplate
    private let isForAll: Bool
    private let unmatched: Unmatched

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Extract.spec)
        guard let text = settings.text("pattern"), !text.isEmpty else {
            throw OptionError("pattern", "expected a pattern such as `合同号(\\d+)`")
        }
        pattern = try TextPattern(text, ignoresCase: try settings.boolean("ignore_case"))
        isForAll = try settings.boolean("all")
        unmatched = Unmatched(settings.text("else") ?? "clear")
        let program = pattern.machine.program
        var shape = program.groupCount > 0 ? "$1" : "$0"
        if let group = settings.text("group") {
            shape = Int(group) == nil ? "$<\(group)>" : "$\(group)"
        }
        if let to = settings.text("to") {
            if settings.text("group") != nil {
                throw OptionError("to", "expected `group` or `to`, not both")
            }
            shape = to
        }
        template = try RegexTemplate(
            shape,
            option: settings.text("to") == nil ? "group" : "to",
            groupCount: program.groupCount,
            names: program.groupNames
        )
    }

    mutating func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var start = 0
        var lastEnd = -1
        var isFound = false
        while let range = pattern.next(in: text, from: start, lastEnd: lastEnd) {
            template.append(pattern.machine, text, to: &output)
            // A group that took no part, or took nothing, is no find.
            if output.hasOpenText {
                output.close()
                isFound = true
                if !isForAll { break }
            }
            lastEnd = range.upperBound
            start = TextPattern.start(behind: range, of: text)
        }
        if !isFound { unmatched.append(text, code: .noMatch, to: &output) }
    }
}

/// What becomes of a text that a step has nothing for: `clear`, `keep` or `flag`.
enum Unmatched: Sendable {
    case clear, keep, flag

    init(_ text: String) {
        self = text == "keep" ? .keep : text == "flag" ? .flag : .clear
    }

    func append(_ text: Span<UInt8>, code: FindingCode, to output: inout TextList) {
        switch self {
        case .clear: break
        case .keep: output.append(text)
        case .flag: output.append(text, code: code)
        }
    }
}
