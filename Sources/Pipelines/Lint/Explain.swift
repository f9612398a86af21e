import Records

/// What `sluice explain` prints: a code in plain words.
package enum Explain {
    /// The text of a code (`P004`) or name (`UNKNOWN_OPTION`), in any case; nil when there is none.
    package static func text(_ code: String, catalog: [FindingKind]) -> String? {
        let wanted = code.uppercased()
        guard let kind = catalog.first(where: { $0.code.text == wanted || $0.name == wanted })
        else { return nil }
        var lines = [
            "\(kind.code.text) \(kind.name) (\(kind.severity.rawValue))", "", kind.summary,
        ]
        if !kind.explanation.isEmpty { lines += ["", kind.explanation] }
        if !kind.hint.isEmpty { lines += ["", "what to do: \(kind.hint)"] }
        if !kind.action.isEmpty { lines += ["", "what happened: \(kind.action)"] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The nearest codes and names for one that doesn't exist.
    package static func suggestion(_ code: String, catalog: [FindingKind]) -> String? {
        DidYouMean.suggest(code.uppercased(), among: catalog.flatMap { [$0.code.text, $0.name] })
    }
}
