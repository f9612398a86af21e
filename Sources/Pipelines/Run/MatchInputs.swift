import CRM
import Matching
import Normalizing
import Records

/// Builds what Matching is asked from the mapped entities of a run.
struct MatchInputs {
    let mapped: [String: MappedEntity]
    let sources: SourceSet
    let pipeline: Pipeline
    let context: NormalizingContext
    let workers: Workers

    func task(_ name: String, spec: EntitySpec, accountClusters: Clusters?) -> MatchTask? {
        guard let entity = mapped[name] else { return nil }
        let fields = MatchField.standard(for: entity.entity, table: entity.table)
        var task = MatchTask(
            table: entity.table,
            fields: fields,
            spec: spec.match ?? MatchSpec()
        )
        task.certain = certainLinks(entity)
        task.sourceOf = sourceNumbers(entity)
        if name == "contact" { task.companies = companies(entity, spec, accountClusters) }
        if name == "account", let contacts = mapped["contact"] {
            task.children = evidence(of: contacts, for: entity)
            task.fields = MatchField.standard(
                for: entity.entity,
                table: entity.table,
                children: task.children
            )
        }
        return task
    }

    private func certainLinks(_ entity: MappedEntity) -> [CertainLink] {
        var links = entity.certain.map { link in
            CertainLink(link.a, link.b, link.reason == .filledDown ? .filledDown : .sameKey)
        }
        for ref in entity.resolvedReferences() {
            if let other = ref.target { links.append(CertainLink(other, ref.mention, .reference)) }
        }
        return links
    }

    /// A number per source system, for `max_per_source` and the order of `latest`.
    func sourceNumbers(_ entity: MappedEntity) -> [UInt16] {
        var numbers: [String: UInt16] = [:]
        for (index, source) in pipeline.sources.enumerated() {
            numbers[source.name] = UInt16(index)
        }
        numbers[StoredRecords.source] = MatchTask.noSource
        return entity.table.lineage.table.map { numbers[sources.tables[Int($0)].source] ?? 0 }
    }

    // MARK: Companies of contacts

    /// The company of each contact: its account's cluster, or else the name that the row gives.
    private func companies(
        _ contacts: MappedEntity,
        _ spec: EntitySpec,
        _ clusters: Clusters?
    ) -> ParentEvidence? {
        let link = contacts.table.link("account")
        var evidence = ParentEvidence(count: contacts.count)
        if let link, let accounts = mapped["account"], let names = accounts.table.column("name") {
            let own = companyNames(names)
            for mention in 0..<contacts.count where link.parent[mention] >= 0 {
                let parent = Int(link.parent[mention])
                if let clusters { evidence.cluster[mention] = clusters.clusterOf[parent] }
                evidence.name[mention] = own[parent].key
                evidence.brand[mention] = own[parent].brand
            }
        }
        addNamed(contacts, spec, link, to: &evidence)
        return evidence.isEmpty ? nil : evidence
    }

    /// By account: the ids of its name's key and brand; 0 for a person, who bears the contact's own
    /// name and says nothing of a company.
    private func companyNames(_ names: CleanColumn) -> [(key: ValueID, brand: ValueID)] {
        var list: [(key: ValueID, brand: ValueID)] = []
        list.reserveCapacity(names.cells.rowCount)
        let view = ColumnView(names)
        for mention in 0..<names.cells.rowCount {
            let outcome = view.firstOutcome(of: mention)
            if let outcome, names.outcomes[outcome].kind != .person {
                list.append((names.outcomes[outcome].key, names.part(.brand, of: outcome)))
            } else {
                list.append((0, 0))
            }
        }
        return list
    }

    /// Companies that a row only names; their ids continue those of the accounts' names.
    private func addNamed(
        _ contacts: MappedEntity,
        _ spec: EntitySpec,
        _ link: LinkColumn?,
        to evidence: inout ParentEvidence
    ) {
        let declared = namedColumns(spec)
        var names = CleanColumn(field: "company", raw: ValueTable(), cells: IDRuns())
        var mentions: [Int] = []
        for mention in 0..<contacts.count where (link?.parent[mention] ?? -1) < 0 {
            let id = names.raw.intern(named(contacts, mention, declared))
            if id == 0 { continue }
            names.cells.append(id)
            mentions.append(mention)
        }
        if mentions.isEmpty { return }
        do throws(OptionError) {
            try Cleaner.clean(
                &names,
                type: .companyName,
                steps: nil,
                context: context,
                workers: workers
            )
        } catch {
            return
        }
        var known = mapped["account"]?.table.column("name")?.values ?? ValueTable()
        for (index, ids) in companyNames(names).enumerated() {
            evidence.name[mentions[index]] = known.intern(names.values[ids.key])
            evidence.brand[mentions[index]] = known.intern(names.values[ids.brand])
        }
    }

    /// By table: the column that names the contact's company.
    private func namedColumns(_ spec: EntitySpec) -> [Int: Int] {
        var columns: [Int: Int] = [:]
        for link in spec.links {
            guard case .name(let header, _) = link.way else { continue }
            for table in sources.indices(source: link.source, table: link.table) {
                columns[table] = sources.tables[table].columnIndex(header)
            }
        }
        return columns
    }

    private func named(_ contacts: MappedEntity, _ mention: Int, _ columns: [Int: Int]) -> String {
        let table = Int(contacts.table.lineage.table[mention])
        guard let column = columns[table] else { return "" }
        return sources.text(
            table: table,
            row: Int(contacts.table.lineage.row[mention]),
            column: column
        )
    }

    // MARK: Contacts as evidence for accounts

    private func evidence(of contacts: MappedEntity, for accounts: MappedEntity) -> [SetEvidence] {
        guard let link = contacts.table.link("account") else { return [] }
        let children = Children(link.parent, parentCount: accounts.count)
        let kinds: [(SetEvidence.Kind, Set<FieldType>)] = [
            (.person, [.personName]), (.phone, [.phone]), (.email, [.email]),
        ]
        return workers.map(kinds.count) { index in
            let (kind, types) = kinds[index]
            let columns = contacts.table.columns.filter { column in
                contacts.entity.field(column.field).map { types.contains($0.type) } ?? false
            }
            return SetEvidence(kind: kind, values: keys(columns, children))
        }
    }

    /// The match keys of some columns of each account's contacts.
    private func keys(_ columns: [CleanColumn], _ children: Children) -> EncodedColumn {
        var encoded = EncodedColumn()
        let runs = columns.map { KeyRuns($0, in: &encoded.values) }
        var ids: [UInt32] = []
        for account in 0..<children.parentCount {
            ids.removeAll(keepingCapacity: true)
            for index in runs.indices {
                for position in children.range(account) {
                    for id in runs[index].range(Int(children.members[position])) {
                        let key = runs[index].ids[id]
                        if !ids.contains(key) { ids.append(key) }
                    }
                }
            }
            if ids.isEmpty { encoded.cells.append(0) } else { encoded.cells.append(ids) }
        }
        return encoded
    }
}

/// The match keys of a column by mention, as ids of a table that several columns share.
private struct KeyRuns {
    private(set) var ids: [UInt32] = []
    private var starts: [UInt32] = [0]

    init(_ column: CleanColumn, in texts: inout ValueTable) {
        // By key: its shared id, made when first met.
        var known = [UInt32](repeating: 0, count: column.values.count)
        let view = ColumnView(column)
        for mention in 0..<column.cells.rowCount {
            view.forEachOutcome(of: mention) { outcome in
                let key = Int(column.outcomes[outcome].key)
                if key == 0 { return }
                if known[key] == 0 { known[key] = texts.intern(column.values[ValueID(key)]) }
                ids.append(known[key])
            }
            starts.append(UInt32(ids.count))
        }
    }

    func range(_ mention: Int) -> Range<Int> { Int(starts[mention])..<Int(starts[mention + 1]) }
}

/// The children of each parent, in order.
struct Children: Sendable {
    private let starts: [UInt32]
    let members: [UInt32]

    var parentCount: Int { starts.count - 1 }

    func range(_ parent: Int) -> Range<Int> { Int(starts[parent])..<Int(starts[parent + 1]) }

    /// `parents` gives the parent of each child; -1 for none.
    ///
    /// Parents beyond the count are left out.
    init(_ parents: [Int32], parentCount: Int) {
        let known = 0..<Int32(parentCount)
        var starts = [UInt32](repeating: 0, count: parentCount + 1)
        for parent in parents where known.contains(parent) { starts[Int(parent) + 1] += 1 }
        for index in 0..<parentCount { starts[index + 1] += starts[index] }
        var members = [UInt32](repeating: 0, count: Int(starts[parentCount]))
        var next = starts
        for (child, parent) in parents.enumerated() where known.contains(parent) {
            members[Int(next[Int(parent)])] = UInt32(child)
            next[Int(parent)] += 1
        }
        self.starts = starts
        self.members = members
    }
}
