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
        }
        return task
    }

    private func certainLinks(_ entity: MappedEntity) -> [CertainLink] {
        var links = entity.certain.map { link in
            CertainLink(link.a, link.b, link.reason == .filledDown ? .filledDown : .sameKey)
        }
        var indices: [Int: [String: Int]] = [:]
        for ref in entity.refs {
            if indices[ref.table] == nil {
                indices[ref.table] = entity.mentionsByNativeID(table: ref.table)
            }
            if let other = indices[ref.table]?[ref.id] {
                links.append(CertainLink(other, ref.mention, .reference))
            }
        }
        return links
    }

    /// A number per source system, for `max_per_source` and the order of `latest`.
    func sourceNumbers(_ entity: MappedEntity) -> [UInt16] {
        var numbers: [String: UInt16] = [:]
        for (index, source) in pipeline.sources.enumerated() {
            numbers[source.name] = UInt16(index)
        }
        return entity.table.lineage.table.map { numbers[sources.tables[Int($0)].source] ?? 0 }
    }

    // MARK: Companies of contacts

    /// The company of each contact: its account's cluster, or else the name that the row gives.
    private func companies(
        _ contacts: MappedEntity,
        _ spec: EntitySpec,
        _ clusters: Clusters?
    ) -> ParentEvidence? {
        var names = CleanColumn(field: "company", raw: ValueTable(), cells: IDRuns())
        var cluster = [UInt32](repeating: ParentEvidence.unknown, count: contacts.count)
        let link = contacts.table.link("account")
        let accounts = mapped["account"]
        let accountNames = accounts?.table.column("name")
        let declared = namedColumns(spec)
        for mention in 0..<contacts.count {
            let parent = link.map { Int($0.parent[mention]) } ?? -1
            if parent >= 0, let accountNames {
                if let clusters { cluster[mention] = clusters.clusterOf[parent] }
                let raw = accountNames.cells[parent].first ?? 0
                names.cells.append(names.raw.intern(accountNames.raw[raw]))
            } else {
                names.cells.append(names.raw.intern(named(contacts, mention, declared)))
            }
        }
        guard names.raw.count > 1 else { return nil }
        do throws(OptionError) {
            try Cleaner.clean(
                &names,
                type: .companyName,
                steps: nil,
                context: context,
                workers: workers
            )
        } catch {
            return nil
        }
        return evidence(names, cluster, contacts.count)
    }

    private func evidence(_ names: CleanColumn, _ cluster: [UInt32], _ count: Int) -> ParentEvidence
    {
        var keys = [UInt32](repeating: 0, count: count)
        var brands = [UInt32](repeating: 0, count: count)
        for mention in 0..<count {
            // A customer who is a person bears the contact's own name: it says nothing of a company.
            guard let outcome = names.outcomeIndices(ofMention: mention).first,
                names.outcomes[outcome].kind != .person
            else { continue }
            keys[mention] = names.outcomes[outcome].key
            brands[mention] = names.part(.brand, of: outcome)
        }
        return ParentEvidence(cluster: cluster, name: keys, brand: brands)
    }

    /// By table: the column that names the contact's company.
    private func namedColumns(_ spec: EntitySpec) -> [Int: Int] {
        var columns: [Int: Int] = [:]
        for link in spec.links {
            guard case .name(let header, _) = link.way,
                let table = sources.index(source: link.source, table: link.table),
                let column = sources.tables[table].columnIndex(header)
            else { continue }
            columns[table] = column
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
        var children = [[Int]](repeating: [], count: accounts.count)
        for (contact, parent) in link.parent.enumerated() where parent >= 0 {
            children[Int(parent)].append(contact)
        }
        let kinds: [(SetEvidence.Kind, Set<FieldType>)] = [
            (.person, [.personName]), (.phone, [.phone]), (.email, [.email]),
        ]
        return kinds.map { kind, types in
            let columns = contacts.table.columns.filter { column in
                contacts.entity.field(column.field).map { types.contains($0.type) } ?? false
            }
            return SetEvidence(kind: kind, values: keys(columns, children))
        }
    }

    /// The match keys of some columns of each account's contacts.
    private func keys(_ columns: [CleanColumn], _ children: [[Int]]) -> EncodedColumn {
        var encoded = EncodedColumn()
        for contacts in children {
            var ids: [UInt32] = []
            for column in columns {
                for contact in contacts {
                    for raw in column.cells[contact] {
                        for outcome in column.outcomeIndices(ofRaw: raw) {
                            let key = column.outcomes[outcome].key
                            if key == 0 { continue }
                            let id = encoded.values.intern(column.values[key])
                            if !ids.contains(id) { ids.append(id) }
                        }
                    }
                }
            }
            if ids.isEmpty { encoded.cells.append(0) } else { encoded.cells.append(ids) }
        }
        return encoded
    }
}
