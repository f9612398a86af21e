import Records

/// Collects everything that is wrong with a pipeline file and its parts, each with its line.
///
/// Nothing stops at the first mistake: readers report here and go on with what is left.
final class Problems {
    private(set) var all: [Diagnostic] = []
    private(set) var texts: [(file: String, text: String)] = []
    private var lines: [String: [String]] = [:]

    /// Makes the lines of a file known, for the lines beside the carets.
    func register(file: String, text: String) {
        lines[file] = Problems.lines(of: text)
        texts.append((file: file, text: text))
    }

    var hasErrors: Bool { all.contains { $0.severity >= .error } }

    func line(_ location: Diagnostic.Location) -> String {
        guard let lines = lines[location.file], lines.indices.contains(location.line - 1) else {
            return ""
        }
        return lines[location.line - 1]
    }

    func report(
        _ kind: FindingKind,
        _ message: String,
        at location: Diagnostic.Location?,
        label: String = "",
        hint: String? = nil,
        notes: [String] = [],
        severity: Severity? = nil
    ) {
        var diagnostic = Diagnostic(kind, message, at: location)
        if let location { diagnostic.sourceLine = line(location) }
        diagnostic.label = label
        if let hint { diagnostic.hint = hint }
        diagnostic.notes = notes
        if let severity { diagnostic.severity = severity }
        all.append(diagnostic)
    }

    /// The diagnostics in the order of files and places; those without a place come first.
    func sorted(files: [String]) -> [Diagnostic] {
        let order = Dictionary(files.enumerated().map { ($1, $0) }) { first, _ in first }
        func rank(_ diagnostic: Diagnostic) -> (Int, Int, Int) {
            guard let place = diagnostic.location else { return (-1, 0, 0) }
            return (order[place.file] ?? files.count, place.line, place.column)
        }
        return all.enumerated().sorted {
            let (a, b) = (rank($0.element), rank($1.element))
            return a == b ? $0.offset < $1.offset : a < b
        }.map(\.element)
    }

    /// Lines as YAML 1.1 breaks them: NEL, LS and PS break lines too.
    private static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: UnicodeScalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(String(line))
                line = String.UnicodeScalarView()
            default: line.append(scalar)
            }
            previous = scalar
        }
        lines.append(String(line))
        return lines
    }
}

extension Problems {
    /// `did you mean …?`, or nothing.
    func suggestion(_ word: String, among candidates: [String]) -> String {
        guard candidates.count < 2_000, word.utf8.count < 200,
            let nearest = DidYouMean.suggest(word, among: candidates)
        else { return "" }
        return "did you mean `\(nearest)`?"
    }

    /// A name that is none of the known ones.
    func unknown(
        _ kind: FindingKind,
        _ message: String,
        _ name: String,
        at location: Diagnostic.Location,
        among candidates: [String],
        owner: String
    ) {
        let listed = candidates.prefix(30).joined(separator: ", ")
        let more = candidates.count > 30 ? ", … \(candidates.count - 30) more" : ""
        let label = candidates.isEmpty ? "\(owner) has none" : "\(owner) has: \(listed)\(more)"
        report(
            kind,
            message,
            at: location,
            label: label,
            hint: suggestion(name, among: candidates)
        )
    }
}
