import CRM
import Records

/// Decides every record's fate, number and code before anything is written.
///
/// Codes continue from the highest and follow the order of the first mention, which is the order
/// of golden records (`Clusters`).
struct Planner {
    let set: LoadSet
    let keys: MentionKeys
    private(set) var plans: [EntityPlan] = []
    var findings = Findings()

    init(_ set: LoadSet) {
        self.set = set
        keys = MentionKeys(set.tables)
    }

    mutating func plan() {
        for index in set.entities.indices {
            guard let entity = set.model.entity(set.entities[index].name) else { continue }
            plans.append(plan(entity, index))
        }
    }

    private mutating func plan(_ entity: Entity, _ index: Int) -> EntityPlan {
        let load = set.entities[index]
        var plan = EntityPlan(entity: entity, index: index, count: load.records.golden.count)
        let existing = set.existing?.entities[entity.name]
        var nextID = (existing?.highestID ?? 0) + 1
        var nextCode = (existing?.highestCode ?? 0) + 1
        let known = knownCodes(existing)
        var uniques = UniqueGuard(entity: entity, load: load, existing: existing)
        let required = RequiredGuard(entity: entity, load: load)
        let links = linkedPlans(entity, load)
        for record in plan.ids.indices {
            let wish = load.plans[record]
            plan.isNew[record] = wish.existingID == nil
            plan.fates[record] = fate(record, wish, entity, load, required, links)
            if plan.fates[record] == .load {
                check(&uniques, record, &plan, load)
            }
            guard plan.fates[record] == .load else { continue }
            if let id = wish.existingID {
                plan.ids[record] = id
                plan.codeNumbers[record] = known[id] ?? 0
            } else {
                plan.ids[record] = nextID
                plan.codeNumbers[record] = nextCode
                nextID += 1
                nextCode += 1
            }
        }
        if entity.name == "contact" { plan.isPrimary = primaries(plan, load, existing) }
        return plan
    }

    private func knownCodes(_ existing: ExistingEntity?) -> [Int64: Int] {
        guard let existing else { return [:] }
        var result: [Int64: Int] = [:]
        for (id, code) in zip(existing.ids, existing.codes) {
            result[id] = Int(code.drop { !$0.isNumber }) ?? 0
        }
        return result
    }

    /// The plans of the entities to which links lead; nil for a link to the entity itself.
    private func linkedPlans(
        _ entity: Entity,
        _ load: LoadEntity
    ) -> [(link: Link, plan: Int?)] {
        load.links.compactMap { column in
            guard let link = entity.links.first(where: { $0.name == column.name }) else {
                return nil
            }
            return (link, plans.firstIndex { $0.entity.name == link.entity })
        }
    }

    private mutating func fate(
        _ record: Int,
        _ wish: RecordPlan,
        _ entity: Entity,
        _ load: LoadEntity,
        _ required: RequiredGuard,
        _ links: [(link: Link, plan: Int?)]
    ) -> EntityPlan.Fate {
        switch wish.disposition {
        case .rejected: return .rejected
        case .review: return .review
        case .load: break
        }
        for (link, plan) in links {
            if let fate = parentFate(record, link, plan, load) {
                report(LoadFindings.parentNotLoaded, record, load, link.name)
                return fate
            }
        }
        if wish.existingID == nil, set.write == .updateOnly {
            report(LoadFindings.onlyUpdates, record, load)
            return .rejected
        }
        if let missing = required.missing(record, isNew: wish.existingID == nil) {
            report(LoadFindings.requiredMissing, record, load, missing)
            return .rejected
        }
        if let kind = orphan(record, entity, load) {
            report(kind, record, load)
            return .rejected
        }
        return .load
    }

    private func parentFate(
        _ record: Int,
        _ link: Link,
        _ plan: Int?,
        _ load: LoadEntity
    ) -> EntityPlan.Fate? {
        guard let plan, link.isRequired || link.name == "account",
            let column = load.links.first(where: { $0.name == link.name }),
            case .record(let parent) = column.parents[record]
        else { return nil }
        let fate = plans[plan].fates[parent]
        return fate == .load ? nil : fate
    }

    /// A record that needs a parent and has none.
    private func orphan(_ record: Int, _ entity: Entity, _ load: LoadEntity) -> FindingKind? {
        if load.plans[record].existingID != nil { return nil }
        let hasParent = load.links.contains { $0.parents[record] != .none }
        if entity.name == "activity", !hasParent { return LoadFindings.noParent }
        for link in entity.links where link.isRequired {
            let column = load.links.first { $0.name == link.name }
            if column.map({ $0.parents[record] == .none }) ?? true { return LoadFindings.noParent }
        }
        return nil
    }

    private mutating func check(
        _ uniques: inout UniqueGuard,
        _ record: Int,
        _ plan: inout EntityPlan,
        _ load: LoadEntity
    ) {
        let taken = uniques.take(record, id: load.plans[record].existingID)
        for (columns, holder) in taken {
            report(LoadFindings.uniqueTaken, record, load, columns.joined(separator: ", "))
            let isNeeded = columns.contains {
                EntityLayout.isRequired(plan.entity.name, $0) || $0 == "path"
            }
            if isNeeded {
                plan.fates[record] = .rejected
            } else {
                plan.cleared[record, default: []] += columns
            }
            if let holder, plan.entity.isMatched { plan.pairs.append(pair(record, holder, load)) }
        }
    }

    private func pair(_ record: Int, _ holder: Int, _ load: LoadEntity) -> CandidatePair {
        let golden = load.records.golden
        return CandidatePair(
            .mention(Int(golden.base[holder])),
            .mention(Int(golden.base[record])),
            blocks: "unique",
            weight: 0,
            probability: 0.5,
            levels: "{}",
            band: .review
        )
    }

    mutating func report(
        _ kind: FindingKind,
        _ record: Int,
        _ load: LoadEntity,
        _ field: String? = nil
    ) {
        let table = load.records.table
        let mention = Int(load.records.golden.base[record])
        var finding = Finding(kind.code, at: set.place(of: mention, in: table))
        finding.entity = table.entity
        finding.part = Int(table.lineage.part[mention])
        finding.field = field
        findings.add(finding)
    }

    /// By contact: whether it is its account's primary one.
    ///
    /// A mapped `is_primary` comes first, then the first contact; an account that has one keeps it.
    private func primaries(
        _ plan: EntityPlan,
        _ load: LoadEntity,
        _ existing: ExistingEntity?
    ) -> [Bool] {
        var result = [Bool](repeating: false, count: plan.ids.count)
        guard let link = load.links.first(where: { $0.name == "account" }) else { return result }
        let accounts = plans.first { $0.entity.name == "account" }
        var chosen = PrimaryContacts.existing(existing)
        let reader = RecordReader(load: load)
        let isMapped = load.records.table.columnIndex("is_primary") != nil
        for wantsMapped in isMapped ? [true, false] : [false] {
            for record in plan.ids.indices where plan.fates[record] == .load {
                let account: Int64 =
                    switch link.parents[record] {
                    case .none: 0
                    case .record(let parent): accounts?.ids[parent] ?? 0
                    case .existing(let id): id
                    }
                guard account != 0, !chosen.contains(account) else { continue }
                if wantsMapped,
                    !["1", "true", "是"].contains(reader.text(record, field: "is_primary"))
                {
                    continue
                }
                chosen.insert(account)
                result[record] = true
            }
        }
        return result
    }
}

/// Accounts of the target that already have a primary contact.
enum PrimaryContacts {
    static func existing(_ existing: ExistingEntity?) -> Set<Int64> {
        guard let existing, let accounts = existing.column("account_id"),
            let flags = existing.column("is_primary")
        else { return [] }
        var result: Set<Int64> = []
        for row in existing.ids.indices where flags[row].equals("1") {
            if let id = Int64(accounts.string(row)) { result.insert(id) }
        }
        return result
    }
}

extension LoadSet {
    /// Where a mention stands, as the user's own program shows it.
    package func place(of mention: Int, in table: EntityTable) -> Place {
        let source = tables[Int(table.lineage.table[mention])].table
        var row = Int(table.lineage.row[mention])
        var number: UInt32 = 0
        for batch in source.batches {
            if row < batch.rowCount {
                number = batch.rowNumbers[row]
                break
            }
            row -= batch.rowCount
        }
        return Place(
            source: source.source,
            file: source.file,
            table: source.name,
            locatorKind: source.locatorKind,
            rowNumber: number
        )
    }
}
