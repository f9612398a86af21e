import Records

/// Holds a file's nodes against the vocabulary: keys, forms and plain values.
///
/// What names mean (fields, sources, steps) is left to the readers, which skip in silence what
/// was reported here.
struct ShapeCheck {
    let problems: Problems

    func check(_ node: YAMLNode, _ shape: Shape, of key: String) {
        switch shape {
        case .section(let name): checkSection(node, Vocabulary.section(name))
        case .named(_, let value):
            guard let entries = node.entries else { return expected("a map", node, key) }
            for entry in entries { check(entry.value, value, of: entry.key) }
        case .list(let item):
            guard let items = node.items else { return expected("a list", node, key) }
            for item_ in items { check(item_, item, of: key) }
        case .oneOrMore(let item):
            for item_ in node.itemsOrSelf { check(item_, item, of: key) }
        case .either(let shapes): checkEither(node, shapes, key)
        case .shared(_, let inner): check(node, inner, of: key)
        case .texts, .keys: checkTexts(node, isNested: shape.isKeys, key)
        case .step:
            if node.text?.isEmpty ?? (node.entries?.count != 1) {
                expected("one step (`trim` or `{phone: CN}`)", node, key)
            }
        case .source:
            if node.entries == nil { expected("a map (`{csv: customers.csv}`)", node, key) }
        case .any: break
        default: checkScalar(node, shape, key)
        }
    }

    private func checkSection(_ node: YAMLNode, _ section: Section) {
        guard let entries = node.entries else { return expected("a map", node, section.title) }
        for entry in entries {
            if let key = section.key(entry.key) {
                check(entry.value, key.shape, of: key.name)
            } else if let others = section.others {
                check(entry.value, others.shape, of: entry.key)
            } else {
                unknownKey(entry, section)
            }
        }
        for key in section.keys where key.isRequired { checkPresence(node, key, section) }
        checkExactlyOne(entries, node, section)
    }

    private func checkPresence(_ node: YAMLNode, _ key: Key, _ section: Section) {
        guard let entry = node.entry(key.name) else {
            problems.report(
                PipelineFindings.missingKey,
                "\(section.title) needs `\(key.name)`",
                at: node.location,
                hint: "`\(key.name)` is \(key.summary)"
            )
            return
        }
        guard entry.value.isMissing, key.shape.isScalar else { return }
        problems.report(
            PipelineFindings.missingKey,
            "`\(key.name)` of \(section.title) is empty",
            at: entry.keyLocation,
            hint: "`\(key.name)` is \(key.summary)"
        )
    }

    private func checkExactlyOne(
        _ entries: [YAMLNode.Entry],
        _ node: YAMLNode,
        _ section: Section
    ) {
        guard !section.exactlyOne.isEmpty else { return }
        let present = entries.filter { section.exactlyOne.contains($0.key) }
        let names = section.exactlyOne.map { "`\($0)`" }.joined(separator: ", ")
        if present.isEmpty {
            problems.report(
                PipelineFindings.missingKey,
                "\(section.title) needs one of \(names)",
                at: node.location
            )
        }
        for entry in present.dropFirst() {
            problems.report(
                PipelineFindings.wrongShape,
                "\(section.title) has `\(present[0].key)` and `\(entry.key)`, it takes one of them",
                at: entry.keyLocation,
                hint: "write two of them, each with its own `id`".onlyIf(section.name == .rule)
            )
        }
    }

    private func unknownKey(_ entry: YAMLNode.Entry, _ section: Section) {
        let names = section.keys.map(\.name)
        problems.report(
            PipelineFindings.unknownKey,
            "unknown key `\(entry.key)` in \(section.title)",
            at: entry.keyLocation,
            label: "\(section.title) has: \(names.joined(separator: ", "))",
            hint: problems.suggestion(entry.key, among: names)
        )
    }

    private func checkEither(_ node: YAMLNode, _ shapes: [Shape], _ key: String) {
        let fitting = shapes.filter { $0.fits(node) }
        guard let first = fitting.first else {
            let forms = shapes.map(\.formName).unique().joined(separator: " or ")
            return expected(forms, node, key)
        }
        // A map with the keys of a section is that section; else the names of another shape.
        let section = fitting.first { shape in
            guard case .section(let name) = shape, let entries = node.entries else { return false }
            return entries.contains { Vocabulary.section(name).key($0.key) != nil }
        }
        check(node, section ?? (fitting.count > 1 ? fitting[fitting.count - 1] : first), of: key)
    }

    private func checkTexts(_ node: YAMLNode, isNested: Bool, _ key: String) {
        for item in node.itemsOrSelf {
            if isNested, let inner = item.items {
                for text in inner where text.text == nil { expected("a text", text, key) }
            } else if item.text == nil {
                expected("a text or a list of texts", item, key)
            } else if item.isMissing {
                expected("a text", item, key)
            }
        }
    }

    private func expected(_ form: String, _ node: YAMLNode, _ key: String) {
        let name = key.contains(" ") ? key : "`\(key)`"
        problems.report(
            PipelineFindings.wrongShape,
            "\(name) must be \(form), not \(node.kindName)",
            at: node.location
        )
    }
}

extension ShapeCheck {
    private func checkScalar(_ node: YAMLNode, _ shape: Shape, _ key: String) {
        guard let text = node.text else { return expected(shape.scalarName, node, key) }
        if node.isMissing {
            if case .text = shape { return }
            return expected(shape.scalarName, node, key)
        }
        // A variable without a value was reported where it stands.
        if shape.takes(text) || text.contains("${") { return }
        var hint = ""
        if case .choice(let choices) = shape { hint = problems.suggestion(text, among: choices) }
        problems.report(
            PipelineFindings.badValue,
            "`\(key)` must be \(shape.scalarName), not `\(text.cut)`",
            at: node.location,
            hint: hint
        )
    }
}
