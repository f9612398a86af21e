import CRM
import Normalizing
import Records

/// Turns the fields of a table's mapping into plans over column indices.
struct FieldPlanner {
    let source: SourceTable
    let mapping: TableMapping
    let context: NormalizingContext

    /// Names of the address components in the order in which the address normalizer reads them.
    private static let components = ["region", "province", "city", "district"]

    func plans(into entity: inout MappedEntity) throws(OptionError) -> [FieldPlan] {
        var plans: [FieldPlan] = []
        let model = entity.entity
        for field in mapping.fields
        where field.field != "source_id" && !isComponent(field, model) {
            let name = field.kind.map { "\(field.field)@\($0)" } ?? field.field
            let columns = indices(field)
            let isAddress = field.field == "address" && field.kind == nil
            let groups = isAddress ? componentColumns(model) : []
            let source: FieldPlan.Source =
                if !groups.isEmpty {
                    .components(groups + [columns])
                } else if let name = nameColumns(entity.entity), field.field == "full_name" {
                    .name(whole: columns, family: name.family, given: name.given)
                } else if field.keepsAll {
                    .all(columns)
                } else {
                    .first(columns)
                }
            let header = field.columns.first ?? ""
            let target = entity.column(name, header: header)
            plans.append(FieldPlan(source: source, target: target, steps: try memo(field)))
        }
        if !mapping.fields.contains(where: { $0.field == "address" && $0.kind == nil }) {
            let groups = componentColumns(model)
            if !groups.isEmpty {
                let target = entity.column("address", header: groupsHeader(model))
                plans.append(FieldPlan(source: .components(groups + [[]]), target: target))
            }
        }
        if !mapping.fields.contains(where: { $0.field == "full_name" }),
            let name = nameColumns(entity.entity)
        {
            let header = mapping.fields.first { $0.field == "family_name" }?.columns.first
            let target = entity.column("full_name", header: header ?? "")
            let source = FieldPlan.Source.name(whole: [], family: name.family, given: name.given)
            plans.append(FieldPlan(source: source, target: target))
        }
        addConstants(&plans, &entity)
        addCustom(&plans, &entity)
        return plans
    }

    private func memo(_ field: FieldMapping) throws(OptionError) -> StepMemo? {
        if field.steps.isEmpty { return nil }
        return StepMemo(try TextChain(field.steps, context: context))
    }

    private func indices(_ field: FieldMapping) -> [Int] {
        field.columns.compactMap { source.columnIndex($0) }
    }

    /// An entity that a pipeline declares has no address but the fields that it names.
    private func isComponent(_ field: FieldMapping, _ entity: Entity) -> Bool {
        !entity.isCustom && field.kind == nil && FieldPlanner.components.contains(field.field)
    }

    private func groupsHeader(_ entity: Entity) -> String {
        mapping.fields.first { isComponent($0, entity) }?.columns.first ?? ""
    }

    /// Columns of region/province, city, district; empty when none is mapped.
    private func componentColumns(_ entity: Entity) -> [[Int]] {
        var groups: [[Int]] = [[], [], []]
        for field in mapping.fields where isComponent(field, entity) {
            let slot = field.field == "city" ? 1 : field.field == "district" ? 2 : 0
            groups[slot] += indices(field)
        }
        return groups.allSatisfy(\.isEmpty) ? [] : groups
    }

    /// Columns of family and given name, of which a full name can be made.
    private func nameColumns(_ entity: Entity) -> (family: [Int], given: [Int])? {
        guard entity.field("full_name") != nil, entity.field("family_name") != nil else {
            return nil
        }
        let columns = { (name: String) in
            mapping.fields.filter { $0.field == name }.flatMap(indices)
        }
        let (family, given) = (columns("family_name"), columns("given_name"))
        return family.isEmpty && given.isEmpty ? nil : (family, given)
    }

    private func addConstants(_ plans: inout [FieldPlan], _ entity: inout MappedEntity) {
        for (field, value) in mapping.constants {
            let target = entity.column(field, header: "")
            let id = entity.table.columns[target].raw.intern(value)
            plans.append(
                FieldPlan(source: .constant(id), target: target, steps: nil, makesMention: false)
            )
        }
    }

    /// Columns kept as they are, in the JSON column `custom`.
    private func addCustom(_ plans: inout [FieldPlan], _ entity: inout MappedEntity) {
        for header in mapping.custom {
            guard let index = source.columnIndex(header) else { continue }
            let target = entity.column("custom.\(header)", header: header)
            plans.append(
                FieldPlan(source: .first([index]), target: target, steps: nil, makesMention: false)
            )
        }
    }
}
