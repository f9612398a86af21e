import Records
import Yams

/// Reads YAML text into nodes with marks, through libyaml, within fixed bounds.
///
/// Two characters stand in for what Yams would do on its own. A `*name` is read as text behind
/// `aliasMark` and replaced by its anchor's node here, counted, so that no file grows without bound
/// (the "billion laughs"). Yams also stops at the first doubled key: its first letter is then
/// replaced by `doubledMark` and the text is read again, so that all doubled keys are shown.
struct YAMLText {
    /// Larger files are no pipelines.
    static let maxBytes = 4 << 20
    /// Nodes of a file after aliases are replaced.
    static let maxNodes = 200_000
    static let maxDepth = 64
    /// How many doubled keys of a file are shown before reading stops.
    static let maxDoubledKeys = 50

    static let aliasMark: UnicodeScalar = "\u{10FFFD}"
    static let doubledMark: UnicodeScalar = "\u{10FFFC}"

    let file: String
    let problems: Problems

    /// The root node; nil after an error, or for a file without content.
    func read(_ text: String) -> YAMLNode? {
        problems.register(file: file, text: text)
        guard isReadable(text) else { return nil }
        var scalars = markAliases(Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" }))
        var doubled: [DoubledKey] = []
        while true {
            do {
                let parser = try Parser(yaml: YAMLText.string(scalars), resolver: .basic)
                guard let root = try parser.singleRoot() else { return nil }
                return withExtendedLifetime(parser) {
                    var builder = YAMLTree(file: file, problems: problems, doubled: doubled)
                    return builder.build(root)
                }
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                guard doubled.count < YAMLText.maxDoubledKeys,
                    let key = mark(context.mark, in: &scalars)
                else {
                    reportDoubled(names, at: context.mark)
                    return nil
                }
                doubled.append(key)
            } catch {
                report(error)
                return nil
            }
        }
    }

    private func isReadable(_ text: String) -> Bool {
        let start = Diagnostic.Location(file: file, line: 1, column: 1)
        if text.utf8.count > YAMLText.maxBytes {
            problems.report(
                PipelineFindings.tooLarge,
                "the file has \(text.utf8.count) bytes, more than \(YAMLText.maxBytes)",
                at: start
            )
            return false
        }
        for mark in [YAMLText.aliasMark, YAMLText.doubledMark]
        where text.unicodeScalars.contains(mark) {
            let code = String(mark.value, radix: 16, uppercase: true)
            problems.report(
                PipelineFindings.syntax,
                "the file holds the private-use character U+\(code), which no pipeline may hold",
                at: start
            )
            return false
        }
        return true
    }

    /// `*name` becomes text; a `*` that is no alias is put back when scalars are built.
    private func markAliases(_ scalars: [UnicodeScalar]) -> [UnicodeScalar] {
        var result = scalars
        for index in scalars.indices.dropLast()
        where scalars[index] == "*" && YAMLText.isAnchorLetter(scalars[index + 1]) {
            result[index] = YAMLText.aliasMark
        }
        return result
    }

    /// libyaml's anchors: ASCII letters, digits, `_` and `-`.
    static func isAnchorLetter(_ scalar: UnicodeScalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }

    static func string(_ scalars: [UnicodeScalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

/// A doubled key's first place, and the letter that `doubledMark` took.
struct DoubledKey {
    var line: Int
    var column: Int
    var letter: UnicodeScalar
}

extension YAMLText {
    /// Replaces the first letter of the key at the mark; nil when it can't be replaced.
    private func mark(_ mark: Mark, in scalars: inout [UnicodeScalar]) -> DoubledKey? {
        guard var index = offset(of: mark, in: scalars) else { return nil }
        if index < scalars.count, scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
        guard index < scalars.count else { return nil }
        switch scalars[index] {
        case "\\", "'", "\"", "\n", "\r", "&", "!", "?", "[", "{", YAMLText.doubledMark: return nil
        default: break
        }
        let key = DoubledKey(line: mark.line, column: mark.column, letter: scalars[index])
        scalars[index] = YAMLText.doubledMark
        return key
    }

    private func offset(of mark: Mark, in scalars: [UnicodeScalar]) -> Int? {
        var line = 1
        var index = 0
        while line < mark.line, index < scalars.count {
            switch scalars[index] {
            case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": line += 1
            default: break
            }
            index += 1
        }
        let result = index + mark.column - 1
        return line == mark.line && result >= 0 && result <= scalars.count ? result : nil
    }

    private func reportDoubled(_ names: [String], at mark: Mark) {
        problems.report(
            PipelineFindings.duplicateKey,
            "the key \(names.map { "`\($0)`" }.joined(separator: ", ")) stands twice in one map",
            at: location(mark)
        )
    }

    private func report(_ error: any Error) {
        switch error {
        case YamlError.parser(_, let problem, let mark, _)
        where problem.contains("Maximum nesting level"):
            problems.report(
                PipelineFindings.tooLarge,
                "nested deeper than \(YAMLText.maxDepth) levels",
                at: location(mark)
            )
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            problems.report(
                PipelineFindings.syntax,
                "not YAML: \(YAMLText.plain(problem))",
                at: location(mark),
                hint: YAMLText.hint(problem, line: problems.line(location(mark))),
                notes: context.map { ["\(YAMLText.plain($0.text)) at line \($0.mark.line)"] } ?? []
            )
        case YamlError.reader(let problem, let offset, _, let yaml):
            problems.report(
                PipelineFindings.syntax,
                "not YAML: \(YAMLText.plain(problem))",
                at: location(yaml, offset ?? 0)
            )
        default:
            problems.report(
                PipelineFindings.syntax,
                "not YAML",
                at: Diagnostic.Location(file: file, line: 1, column: 1)
            )
        }
    }

    private func location(_ mark: Mark) -> Diagnostic.Location {
        Diagnostic.Location(file: file, line: max(mark.line, 1), column: max(mark.column, 1))
    }

    /// The place so many characters into the text.
    private func location(_ text: String, _ offset: Int) -> Diagnostic.Location {
        let before = text.prefix(offset).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        return Diagnostic.Location(
            file: file,
            line: max(before.count, 1),
            column: (before.last?.unicodeScalars.count ?? 0) + 1
        )
    }

    private static func plain(_ problem: String) -> String {
        problem.hasSuffix(".") ? String(problem.dropLast()) : problem
    }

    /// What to do about libyaml's usual complaints.
    private static func hint(_ problem: String, line: String) -> String {
        if problem.contains("cannot start any token") {
            return line.contains("\t")
                ? "indent with blanks: YAML allows no tabs there"
                : "put the value into quotes: it starts with a character of YAML's own"
        }
        if problem.contains("mapping values are not allowed") {
            return "put a value that holds `: ` into quotes"
        }
        if problem.contains("unexpected end of stream") { return "close the quote" }
        if problem.contains("did not find expected ',' or '") {
            return "close the bracket, or put a comma between the items"
        }
        if problem.contains("did not find expected key") {
            return "keys of one map start in the same column"
        }
        if problem.contains("another document") { return "a pipeline is one document" }
        return ""
    }
}
