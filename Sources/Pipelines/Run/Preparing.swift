import CRM
import Importing
import Normalizing
import Records

/// From source tables to clean mentions: mapping, links, cleaning and keys, entity by entity.
struct Preparing {
    var pipeline: Pipeline
    let context: NormalizingContext
    let workers: Workers

    /// Entities of the pipeline in the order of their links: parents before children.
    var order: [(entity: Entity, spec: EntitySpec)] {
        pipeline.model.entities.compactMap { entity in
            pipeline.entities.first { $0.name == entity.name && !$0.from.isEmpty }
                .map { (entity, $0) }
        }
    }

    func prepare(
        _ sources: SourceSet,
        findings: inout Findings
    ) throws(OptionError) -> [String: MappedEntity] {
        var mapped: [String: MappedEntity] = [:]
        for (entity, spec) in order {
            let mapper = EntityMapper(
                sources: sources,
                spec: spec,
                context: context,
                companions: companions(of: entity, sources),
                workers: workers
            )
            var result = try mapper.map(entity, findings: &findings)
            if entity.name == "contact", let accounts = mapped["account"] {
                PersonAccounts.name(
                    contacts: &result,
                    accounts: accounts,
                    sources: sources,
                    findings: &findings
                )
            }
            let resolver = LinkResolver(sources: sources, entities: mapped)
            resolver.link(&result, spec: spec)
            if let users = mapped["user"] {
                OwnerIDs.resolve(&result, users: users, sources: sources)
            }
            try clean(&result, spec)
            proposeAreaCodes(&result, mapped["account"])
            SourceKeys.assign(to: &result, parents: mapped, sources: sources)
            result.certain += SourceKeys.sameKeys(result, sources: sources)
            mapped[entity.name] = result
        }
        return mapped
    }

    /// Columns are cleaned at once, the longest first; where there are more workers than columns
    /// keep busy, one after the other, each by all workers.
    private func clean(_ mapped: inout MappedEntity, _ spec: EntitySpec) throws(OptionError) {
        let columns = mapped.table.columns
        let tasks = columns.map { task($0.field, mapped.entity, spec) }
        let order = columns.indices.sorted {
            (columns[$1].raw.arena.count, $0) < (columns[$0].raw.arena.count, $1)
        }
        let isByColumn = columns.count >= 2 * workers.count
        let inner = isByColumn ? .single : workers
        let outer = isByColumn ? workers : .single
        let cleaned = outer.map(order.count) { slot -> Result<CleanColumn, OptionError> in
            let task = tasks[order[slot]]
            var column = columns[order[slot]]
            do throws(OptionError) {
                try Cleaner.clean(
                    &column,
                    type: task.type,
                    steps: task.steps,
                    context: context,
                    workers: inner
                )
            } catch {
                return .failure(error)
            }
            return .success(column)
        }
        for index in columns.indices {
            guard let slot = order.firstIndex(of: index) else { continue }
            mapped.table.columns[index] = try cleaned[slot].get()
        }
    }

    /// The type of a field, and the steps that clean it: declared ones, else those of its type.
    func task(
        _ name: String,
        _ entity: Entity,
        _ spec: EntitySpec
    ) -> (type: FieldType, steps: [Step]?) {
        let base = String(name.prefix { $0 != "@" })
        let field = entity.field(base)
        let steps = spec.clean.first { $0.field == name || $0.field == base }?.steps
        let standard = field.map { field in
            VocabularyLookups.list(entity, field).map { [Step("picklist", .text($0))] }
                ?? StandardCleaning.steps(for: field.type, field: field)
        }
        return (field?.type ?? .text, steps.map { typed($0, standard) } ?? standard)
    }

    /// Landline numbers without an area code get that of the mention's city, or of its account's, as a
    /// proposal.
    private func proposeAreaCodes(_ mapped: inout MappedEntity, _ accounts: MappedEntity?) {
        let own = mapped.table.column("address")
        let other = accounts?.table.column("address")
        let link = mapped.table.link("account")
        let city = { (mention: Int) -> String in
            let parent = link.map { Int($0.parent[mention]) } ?? -1
            for (column, index) in [(own, mention), (other, parent)] where index >= 0 {
                guard let column, let outcome = column.outcomeIndices(ofMention: index).first else {
                    continue
                }
                let name = column.partText(.city, of: outcome)
                if !name.isEmpty { return name }
            }
            return ""
        }
        for index in mapped.table.columns.indices {
            let field = mapped.entity.field(mapped.table.columns[index].field)
            guard field?.type == .phone else { continue }
            AreaCodeFromCity.propose(phoneColumn: &mapped.table.columns[index], cityOf: city)
        }
    }

    /// Declared text steps run before the type's own normalizer; a declared typed step replaces it.
    private func typed(_ steps: [Step], _ standard: [Step]?) -> [Step] {
        steps.contains { Normalizers.find($0.name) != nil } ? steps : steps + (standard ?? [])
    }

    /// Columns that contacts read from the rows of an account's tables, for fill-down.
    private func companions(of entity: Entity, _ sources: SourceSet) -> [Int: [Int]] {
        guard entity.name == "account",
            let contacts = pipeline.entities.first(where: { $0.name == "contact" })
        else { return [:] }
        var columns: [Int: [Int]] = [:]
        for mapping in contacts.from {
            for table in sources.indices(source: mapping.source, table: mapping.table) {
                columns[table, default: []] += mapping.fields.flatMap(\.columns)
                    .compactMap { sources.tables[table].columnIndex($0) }
            }
        }
        return columns
    }
}
