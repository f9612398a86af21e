import CRM
import Records
import Validating

/// Rules on records and gates on the run.
extension PipelineReader {
    /// Groups that `by:` takes beside fields.
    static let groups = ["source", "table", "month"]

    func rules(_ node: YAMLNode?, _ entity: Entity) -> [RuleSpec] {
        (node?.items ?? []).compactMap { rule($0, entity) }
    }

    private func rule(_ node: YAMLNode, _ entity: Entity) -> RuleSpec? {
        guard let entries = node.entries,
            let condition = entries.first(where: { Vocabulary.conditions.contains($0.key) }),
            isOffered(condition),
            let parsed = self.condition(condition, entity)
        else { return nil }
        var rule = RuleSpec(
            id: node["id"]?.filledText ?? "",
            entity: entity.name,
            condition: parsed,
            text: "\(condition.key): \(condition.value.flow)"
        )
        rule.action = node["else"]?.text.flatMap(RuleSpec.RowAction.init) ?? .keep
        rule.warn = node["warn"]?.text.flatMap { Limit($0) }
        rule.fail = node["fail"]?.text.flatMap { Limit($0) }
        rule.by = node["by"].flatMap { group($0, entity) }
        rule.filter = node["where"].flatMap { condition in
            expression(condition) { name, location in
                fieldName(name, entity, at: location, derived: derived(entity)) ?? name
            }
        }
        rule.why = node["why"]?.filledText ?? ""
        let place = node.entry("id")?.value.location ?? node.location
        rule.origin = "\(place.file):\(place.line)"
        return rule
    }

    /// Whether the run knows the condition.
    private func isOffered(_ entry: YAMLNode.Entry) -> Bool {
        let names = catalog.rules.map(\.name)
        if names.isEmpty || names.contains(entry.key) { return true }
        problems.unknown(
            PipelineFindings.unknownKey,
            "there is no rule `\(entry.key)`",
            entry.key,
            at: entry.keyLocation,
            among: names,
            owner: "a rule"
        )
        return false
    }

    private func derived(_ entity: Entity) -> [String] { PipelineReader.derivedNames(entity) }

    private func condition(_ entry: YAMLNode.Entry, _ entity: Entity) -> RuleSpec.Condition? {
        let value = entry.value
        switch entry.key {
        case "required": return field(value, entity).map { .required($0) }
        case "valid": return field(value, entity).map { .valid($0) }
        case "unique": return field(value, entity).map { .unique($0) }
        case "exists": return parent(value, entity).map { .exists($0) }
        case "any_of":
            let fields = value.itemsOrSelf.compactMap { field($0, entity) }
            return fields.isEmpty ? nil : .anyOf(fields)
        case "complete":
            let fields = (value["fields"]?.itemsOrSelf ?? []).compactMap { field($0, entity) }
            guard let least = value["at_least"]?.text.flatMap(Shape.percent) else { return nil }
            return fields.isEmpty ? nil : .complete(fields: fields, atLeastPercent: least)
        default: return fieldCondition(entry, entity)
        }
    }

    /// Conditions of the form `{field: …}`.
    private func fieldCondition(
        _ entry: YAMLNode.Entry,
        _ entity: Entity
    ) -> RuleSpec.Condition? {
        guard let entries = entry.value.entries else { return nil }
        guard entries.count == 1, let inner = entries.first else {
            problems.report(
                PipelineFindings.wrongShape,
                "`\(entry.key)` takes one field, not \(entries.count)",
                at: entry.value.location,
                hint: "write a rule for each field"
            )
            return nil
        }
        guard
            let name = fieldName(
                inner.key,
                entity,
                at: inner.keyLocation,
                derived: derived(entity)
            )
        else { return nil }
        switch entry.key {
        case "newer_than":
            guard let age = inner.value.text.flatMap({ Age($0) }) else { return nil }
            return .newerThan(field: name, months: age.months, days: age.days)
        case "in": return .isIn(field: name, values: inner.value.texts)
        case "matches":
            return pattern(inner.value).map { .matches(field: name, pattern: $0) }
        default:
            let (min, max) = (inner.value["min"]?.filledText, inner.value["max"]?.filledText)
            return .range(field: name, min: min, max: max)
        }
    }

    /// A pattern that can be used; what is wrong with another is said at its place.
    private func pattern(_ node: YAMLNode) -> String? {
        guard let text = node.filledText else { return nil }
        do throws(RegexError) {
            _ = try RegexProgram(text, keepsGroups: false)
            return text
        } catch {
            problems.report(
                PipelineFindings.wrongShape,
                "\(error.message), at character \(error.position) of the pattern",
                at: node.location,
                hint: "look-around and back-references are not known"
            )
            return nil
        }
    }

    private func field(_ node: YAMLNode, _ entity: Entity) -> String? {
        guard let name = node.filledText else {
            if node.text != nil {
                ShapeCheck(problems: problems).check(node, .texts, of: "a field's name")
            }
            return nil
        }
        return fieldName(name, entity, at: node.location, derived: derived(entity))
    }

    /// The parent of `exists:`: a link's name or the entity it leads to.
    private func parent(_ node: YAMLNode, _ entity: Entity) -> String? {
        guard let name = node.filledText else { return nil }
        if entity.links.contains(where: { $0.name == name || $0.entity == name }) { return name }
        problems.unknown(
            PipelineFindings.badLink,
            "\(entity.name) has no link to `\(name.cut)`",
            name,
            at: node.location,
            among: entity.links.map(\.name),
            owner: entity.name
        )
        return nil
    }

    private func group(_ node: YAMLNode, _ entity: Entity) -> String? {
        guard let name = node.filledText else { return nil }
        return fieldName(
            name,
            entity,
            at: node.location,
            derived: PipelineReader.groups + entity.links.map(\.name)
        )
    }

    /// Ids are unique in the pipeline and its parts.
    func checkRuleIDs(_ entities: [EntitySpec]) {
        var places: [String: String] = [:]
        for rule in entities.flatMap(\.rules) where !rule.id.isEmpty {
            guard let first = places[rule.id] else {
                places[rule.id] = rule.origin
                continue
            }
            problems.report(
                PipelineFindings.duplicateRule,
                "the id `\(rule.id.cut)` stands on two rules",
                at: rule.place(problems),
                label: "already used at \(first)",
                hint: "give each rule an id of its own, such as `A01-name`"
            )
        }
    }

    func gates(_ node: YAMLNode?) -> [GateSpec] {
        let names = catalog.gateNames(model)
        return (node?.entries ?? []).compactMap { entry in
            guard names.contains(entry.key) else {
                let label = catalog.gates.joined(separator: ", ")
                problems.report(
                    PipelineFindings.unknownGate,
                    "unknown gate `\(entry.key.cut)`",
                    at: entry.keyLocation,
                    label: "`gates` has: \(label)",
                    hint: problems.suggestion(entry.key, among: names)
                )
                return nil
            }
            return gate(entry)
        }
    }

    private func gate(_ entry: YAMLNode.Entry) -> GateSpec? {
        guard entry.value.entries != nil else { return nil }
        func limit(_ key: String) -> Limit? { entry.value[key]?.text.flatMap { Limit($0) } }
        var gate = GateSpec(name: entry.key)
        gate.min = limit("min")
        gate.max = limit("max")
        gate.change = limit("change")
        gate.warn = limit("warn")
        gate.fail = limit("fail")
        gate.by = entry.value["by"].flatMap(gateGroup)
        gate.origin = "\(entry.keyLocation.file):\(entry.keyLocation.line)"
        if entry.value.entries?.contains(where: { $0.key != "by" }) != true {
            problems.report(
                PipelineFindings.missingKey,
                "the gate `\(entry.key)` has no threshold",
                at: entry.keyLocation,
                hint: "give one of min, max, change, warn, fail"
            )
        }
        return gate
    }
}

extension PipelineReader {
    /// A gate may group by any entity's field: not all gates are about one entity.
    private func gateGroup(_ node: YAMLNode) -> String? {
        guard let name = node.filledText else { return nil }
        let fields = model.entities.flatMap(\.fields).map(\.name)
        let names = (PipelineReader.groups + fields).unique()
        if names.contains(name) { return name }
        problems.report(
            PipelineFindings.unknownField,
            "unknown group `\(name.cut)`",
            at: node.location,
            hint: problems.suggestion(name, among: names)
        )
        return nil
    }
}

extension RuleSpec {
    /// Whether the rule was read from that file.
    func stands(in file: String) -> Bool {
        origin.split(separator: ":").dropLast().joined(separator: ":") == file
    }

    /// The place of the rule's id, from its origin.
    func place(_ problems: Problems) -> Diagnostic.Location? {
        guard let colon = origin.lastIndex(of: ":"),
            let line = Int(origin[origin.index(after: colon)...])
        else { return nil }
        let file = String(origin[..<colon])
        var place = Diagnostic.Location(file: file, line: line, column: 1)
        let scalars = Array(problems.line(place).unicodeScalars)
        let wanted = Array(id.unicodeScalars)
        let starts = 0...max(scalars.count - wanted.count, 0)
        if let start = starts.first(where: { scalars[$0...].starts(with: wanted) }) {
            place.column = start + 1
            place.length = max(wanted.count, 1)
        }
        return place
    }
}

extension YAMLNode {
    /// The node on one line, as YAML would write it.
    var flow: String {
        switch content {
        case .scalar(let text): text
        case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }
}
