import CRM
import Records
import Validating

/// Entities: what rules ask for must be filled, what links lead to must be loaded.
struct EntityLint {
    let problems: Problems
    let pipeline: Pipeline
    let headers: [SourceHeaders]

    private var loaded: Set<String> {
        Set(pipeline.entities.filter { !$0.from.isEmpty }.map(\.name))
    }

    func check() {
        for entity in pipeline.entities {
            guard !entity.from.isEmpty else {
                checkDeadRules(entity)
                continue
            }
            for mapping in entity.from {
                checkUnfilled(mapping, entity)
                checkParts(mapping)
                for reference in mapping.refs { check(reference, entity) }
            }
            for link in entity.links { check(link, entity) }
        }
    }

    private func checkDeadRules(_ entity: EntitySpec) {
        for rule in entity.rules {
            let isShared = !rule.stands(in: pipeline.path)
            problems.report(
                PipelineFindings.deadRule,
                "the rule `\(rule.id)` is over \(entity.name), which isn't loaded",
                at: rule.place(problems),
                severity: isShared ? .note : nil
            )
        }
    }

    /// Fields without which a rule rejects the record.
    private func required(_ entity: EntitySpec) -> [String] {
        entity.rules.compactMap { rule in
            guard rule.action == .reject, rule.filter == nil,
                case .required(let field) = rule.condition
            else { return nil }
            return field
        }.unique()
    }

    private func checkUnfilled(_ mapping: TableMapping, _ entity: EntitySpec) {
        guard let fields = filled(mapping, entity) else { return }
        for field in required(entity) where !fields.contains(field) {
            problems.report(
                PipelineFindings.unfilledField,
                "no column of `\(mapping.key)` fills `\(field)` of \(entity.name), "
                    + "and a rule rejects records without it",
                at: mapping.location
            )
        }
    }

    /// The mapped fields; nil when they aren't known.
    private func filled(_ mapping: TableMapping, _ entity: EntitySpec) -> Set<String>? {
        let constants = mapping.constants.map(\.field)
        switch mapping.mode {
        case .same: return nil
        case .listed: return Set(mapping.fields.map(\.field) + constants)
        case .auto:
            guard let model = pipeline.model.entity(entity.name),
                let table = headers.table(mapping.source, mapping.table)
            else { return nil }
            let fields = AutoMapping.map(
                table.columnNames,
                entity: model,
                location: mapping.location
            )
            return Set(fields.map(\.field) + constants)
        }
    }

    private func checkParts(_ mapping: TableMapping) {
        let mapped = mapping.fields.map(\.field)
        for field in mapping.splitFields where !mapped.contains(field) {
            problems.unknown(
                PipelineFindings.partsUnmapped,
                "`parts:` splits `\(field)`, which `\(mapping.key)` doesn't map",
                field,
                at: mapping.location,
                among: mapped,
                owner: "`\(mapping.key)`"
            )
        }
    }

    private func check(_ reference: RefSpec, _ entity: EntitySpec) {
        let key = reference.table.map { "\(reference.source).\($0)" } ?? reference.source
        let keys = entity.from.map(\.key).unique()
        if keys.contains(key) { return }
        problems.unknown(
            PipelineFindings.unknownReference,
            "`refs:` names `\(key)`, which \(entity.name) isn't made of",
            key,
            at: reference.location,
            among: keys,
            owner: entity.name
        )
    }

    private func check(_ link: LinkSpec, _ entity: EntitySpec) {
        let target = pipeline.model.entity(entity.name)?.links.first { $0.name == link.link }
        guard let parent = target?.entity else { return }
        guard loaded.contains(parent) else {
            // A company's name takes part in matching contacts, loaded or not.
            if case .name = link.way { return }
            return problems.report(
                PipelineFindings.unloadedLink,
                "the link `\(link.link)` of \(entity.name) leads to \(parent), which isn't loaded",
                at: link.location
            )
        }
        let tables = pipeline.entities.first { $0.name == parent }?.from ?? []
        switch link.way {
        case .name: return
        case .sameRow:
            let isMapped = tables.contains { $0.source == link.source && $0.table == link.table }
            if !isMapped { unmapped(link, key: link.key, parent, tables) }
        case .key(let table, _):
            let isMapped = tables.contains {
                $0.source == link.source && ($0.table == table || $0.table == nil)
            }
            if !isMapped { unmapped(link, key: "\(link.source).\(table)", parent, tables) }
        }
    }

    private func unmapped(
        _ link: LinkSpec,
        key: String,
        _ parent: String,
        _ tables: [TableMapping]
    ) {
        problems.unknown(
            PipelineFindings.unknownReference,
            "the link `\(link.link)` follows `\(key.cut)`, which \(parent) isn't made of",
            key,
            at: link.location,
            among: tables.map(\.key).unique(),
            owner: parent
        )
    }
}

extension LinkSpec {
    var key: String { table.map { "\(source).\($0)" } ?? source }
}
