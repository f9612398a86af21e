import Records
import Yams

/// Builds our nodes from Yams': replaces aliases, counts, and finds doubled keys.
struct YAMLTree {
    let file: String
    let problems: Problems
    let doubled: [DoubledKey]
    private var anchors: [String: YAMLNode] = [:]
    /// How many nodes each anchor stands for.
    private var weights: [String: Int] = [:]
    private var count = 0
    private var isOverLimit = false

    init(file: String, problems: Problems, doubled: [DoubledKey]) {
        self.file = file
        self.problems = problems
        self.doubled = doubled
    }

    /// nil when a bound was passed.
    mutating func build(_ root: Node) -> YAMLNode? {
        let node = build(root, depth: 0)
        return isOverLimit ? nil : node
    }

    private mutating func build(_ node: Node, depth: Int) -> YAMLNode {
        let countBefore = count
        count += 1
        var result = YAMLNode(content: .scalar(""), location: location(node.mark))
        guard isWithinLimits(depth: depth, at: result.location) else { return result }
        switch node {
        case .scalar(let scalar):
            if let alias = alias(scalar) { return resolve(alias, at: result.location) }
            result.content = .scalar(restored(scalar.string, mark: scalar.mark))
            result.isPlain = scalar.style == .plain
            result.location.length = sourceLength(of: result)
        case .sequence(let sequence):
            result.content = .list(sequence.map { build($0, depth: depth + 1) })
        case .mapping(let mapping):
            result.content = .map(entries(mapping, depth: depth))
        case .alias: break
        }
        if let anchor = node.anchor?.rawValue {
            anchors[anchor] = result
            weights[anchor] = count - countBefore
        }
        return result
    }

    private mutating func entries(_ mapping: Node.Mapping, depth: Int) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var places: [String: Diagnostic.Location] = [:]
        for (key, value) in mapping {
            let keyNode = build(key, depth: depth + 1)
            let valueNode = build(value, depth: depth + 1)
            guard let text = keyNode.text, !isAlias(key) else {
                let form = isAlias(key) ? "an alias" : keyNode.kindName
                problems.report(
                    PipelineFindings.wrongShape,
                    "a key must be a text, this one is \(form)",
                    at: location(key.mark)
                )
                continue
            }
            if let first = places[text] {
                problems.report(
                    PipelineFindings.duplicateKey,
                    "the key `\(text)` stands twice in one map",
                    at: keyNode.location,
                    label: "already set at line \(first.line)"
                )
                continue
            }
            places[text] = keyNode.location
            entries.append(
                YAMLNode.Entry(key: text, keyLocation: keyNode.location, value: valueNode)
            )
        }
        return entries
    }

    private func isAlias(_ node: Node) -> Bool { node.scalar.flatMap(alias) != nil }

    private func alias(_ scalar: Node.Scalar) -> String? {
        guard scalar.style == .plain, scalar.string.unicodeScalars.first == YAMLText.aliasMark
        else { return nil }
        return restored(String(scalar.string.unicodeScalars.dropFirst()), mark: nil)
    }

    private mutating func resolve(_ alias: String, at location: Diagnostic.Location) -> YAMLNode {
        guard let target = anchors[alias] else {
            problems.report(
                PipelineFindings.syntax,
                "not YAML: no anchor `&\(alias)` stands before the alias `*\(alias)`",
                at: location,
                hint: "put a value that starts with `*` into quotes"
            )
            return YAMLNode(content: .scalar("*\(alias)"), location: location)
        }
        count += weights[alias] ?? 1
        _ = isWithinLimits(depth: 0, at: location)
        return isOverLimit ? YAMLNode(content: .scalar(""), location: location) : target
    }

    private mutating func isWithinLimits(depth: Int, at location: Diagnostic.Location) -> Bool {
        if isOverLimit { return false }
        if depth <= YAMLText.maxDepth, count <= YAMLText.maxNodes { return true }
        isOverLimit = true
        problems.report(
            PipelineFindings.tooLarge,
            depth > YAMLText.maxDepth
                ? "nested deeper than \(YAMLText.maxDepth) levels"
                : "more than \(YAMLText.maxNodes) nodes once aliases are replaced",
            at: location
        )
        return false
    }

    /// Puts back the characters that `YAMLText` replaced.
    private func restored(_ text: String, mark: Mark?) -> String {
        let marks = [YAMLText.aliasMark, YAMLText.doubledMark]
        guard text.unicodeScalars.contains(where: marks.contains) else { return text }
        let letter = doubled.first { $0.line == mark?.line && $0.column == mark?.column }?.letter
        return YAMLText.string(
            text.unicodeScalars.map {
                switch $0 {
                case YAMLText.aliasMark: "*"
                case YAMLText.doubledMark: letter ?? $0
                default: $0
                }
            }
        )
    }

    private func location(_ mark: Mark?) -> Diagnostic.Location {
        Diagnostic.Location(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    /// How many scalars of the line the node takes, quotes included.
    private func sourceLength(of node: YAMLNode) -> Int {
        guard let text = node.text else { return 1 }
        let rest = problems.line(node.location).unicodeScalars.dropFirst(node.location.column - 1)
        guard let quote = rest.first, quote == "\"" || quote == "'", !node.isPlain else {
            let count = text.unicodeScalars.count
            return max(1, min(count, rest.count))
        }
        var length = 1
        var isEscaped = false
        for scalar in rest.dropFirst() {
            length += 1
            if scalar == quote, !isEscaped { break }
            isEscaped = scalar == "\\" && quote == "\"" && !isEscaped
        }
        return length
    }
}
