import Records

/// Puts values for `${name}`, `${env:NAME}`, `${env:NAME:-default}` and `${run.date}` into scalars.
///
/// Works on nodes, after YAML was read: a value can't add keys or break quotes. Values are not read
/// again; what has none stays as it is written. `$${` is a plain `${`.
struct Substitution {
    let problems: Problems
    let environment: [String: String]
    let asOf: String
    var variables: [String: String] = [:]

    /// The node with its scalars filled in; keys stay as they are.
    func apply(_ node: YAMLNode) -> YAMLNode {
        var node = node
        switch node.content {
        case .scalar(let text):
            guard text.contains("${") else { return node }
            node.content = .scalar(fill(text, node))
            node.isPlain = false
        case .list(let items): node.content = .list(items.map(apply))
        case .map(let entries):
            node.content = .map(
                entries.map {
                    var entry = $0
                    entry.value = apply($0.value)
                    return entry
                }
            )
        }
        return node
    }

    private func fill(_ text: String, _ node: YAMLNode) -> String {
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            let before = rest[..<start.lowerBound]
            if before.last == "$" {
                result += before.dropLast() + "${"
                rest = rest[start.upperBound...]
                continue
            }
            result += before
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                problems.report(
                    PipelineFindings.unsetVariable,
                    "`${` is never closed",
                    at: problems.place(of: "${", in: node),
                    hint: "close it with `}`, or write `$${` for the two characters"
                )
                return result + rest[start.lowerBound...]
            }
            let name = String(rest[start.upperBound..<end])
            result += value(name, node)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private func value(_ name: String, _ node: YAMLNode) -> String {
        if name == "run.date" { return asOf }
        guard name.hasPrefix("env:") else {
            if let value = variables[name] { return value }
            problems.report(
                PipelineFindings.unsetVariable,
                "the variable `\(name.cut)` has no value",
                at: problems.place(of: "${\(name)}", in: node),
                hint: variables.isEmpty
                    ? "add `vars: {\(name.cut): …}`, or set it with `--set \(name.cut)=…`"
                    : problems.suggestion(name, among: variables.keys.sorted())
            )
            return "${\(name)}"
        }
        let parts = name.dropFirst(4)
        let split = parts.firstRange(of: ":-")
        let key = String(parts[..<(split?.lowerBound ?? parts.endIndex)])
        if let value = environment[key], !(value.isEmpty && split != nil) { return value }
        if let split { return String(parts[split.upperBound...]) }
        problems.report(
            PipelineFindings.unsetVariable,
            "the environment variable `\(key.cut)` is not set",
            at: problems.place(of: "${\(name)}", in: node),
            hint: "set it, or give a default: `${env:\(key.cut):-text}`"
        )
        return "${\(name)}"
    }
}

extension Problems {
    /// The place of a stretch inside a scalar; the scalar's own when it can't be found on its line.
    func place(of text: String, in node: YAMLNode) -> Diagnostic.Location {
        let scalars = Array(line(node.location).unicodeScalars.dropFirst(node.location.column - 1))
        let wanted = Array(text.unicodeScalars)
        guard !wanted.isEmpty, scalars.count >= wanted.count,
            let offset = (0...(scalars.count - wanted.count)).first(where: { start in
                scalars[start..<(start + wanted.count)].elementsEqual(wanted)
            })
        else { return node.location }
        var location = node.location
        location.column += offset
        location.length = wanted.count
        return location
    }
}
