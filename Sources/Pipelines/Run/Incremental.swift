import Loading
import Matching
import Records

/// What the target already knows of this run's mentions.
///
/// A mention whose key and content hash are known keeps its record and is not scored; new and changed
/// ones are compared with all others by the stored model. Two records of the target never merge,
/// unless a person says so or the target itself is the source: then finding its twins is the purpose.
/// A record that a changed answer is about is taken apart and clustered anew; all others keep their
/// mentions.
struct Incremental: Sendable {
    /// By entity: the record of each mention, -1 for none, and whether its content is unchanged.
    private(set) var records: [String: [Int64]] = [:]
    private(set) var frozen: [String: [Bool]] = [:]
    /// By entity: the mentions on which records are based.
    private(set) var bases: [String: Set<Int>] = [:]
    /// By entity: stored records of which this run has every mention, as mentions.
    private(set) var redundant: [String: Set<Int>] = [:]
    private(set) var answers: [String: AnswersOfRun] = [:]
    /// By entity: mentions that an earlier run kept out, unchanged since, by the refused record.
    private(set) var keptOut: [String: [Int: Int64]] = [:]
    /// By entity: pairs that earlier runs put in the review queue.
    let openPairs: [String: [OpenPair]]
    private let judgements: [String: UInt64]
    /// Entities whose model is trained anew.
    private let refits: Set<String>
    let existing: ExistingState?
    let isCleanup: Bool

    /// What a run knows beside its mentions and the target.
    struct Facts: Sendable {
        var selfSource: String?
        var decisions: [String: Decisions] = [:]
        var openPairs: [OpenPair] = []
        var keptOut: [KeptOutMention: Int64] = [:]
        /// By entity: what decides whether its mentions are kept out, as a hash.
        var judgements: [String: UInt64] = [:]
        var refits: Set<String> = []
    }

    init(
        existing: ExistingState?,
        facts: Facts,
        mapped: [String: MappedEntity],
        sources: SourceSet
    ) {
        self.existing = existing
        isCleanup = facts.selfSource != nil
        refits = facts.refits
        judgements = facts.judgements
        openPairs = Dictionary(grouping: facts.openPairs, by: \.entity)
        for (name, entity) in mapped {
            if let existing { recognize(name, entity, existing, facts, sources) }
        }
        letGo(mapped)
        for (name, entity) in mapped {
            answers[name] = AnswersOfRun(
                facts.decisions[name],
                entity,
                sources,
                known(name, entity, facts.decisions[name], sources)
            )
        }
    }

    private mutating func recognize(
        _ name: String,
        _ entity: MappedEntity,
        _ existing: ExistingState,
        _ facts: Facts,
        _ sources: SourceSet
    ) {
        let byCode = codes(existing, name)
        var record = [Int64](repeating: -1, count: entity.count)
        var isFrozen = [Bool](repeating: false, count: entity.count)
        var base: Set<Int> = []
        var present: [Int64: Int] = [:]
        var out: [Int: Int64] = [:]
        for mention in 0..<entity.count {
            let table = sources.tables[Int(entity.table.lineage.table[mention])]
            if table.source == facts.selfSource || table.source == StoredRecords.source {
                record[mention] = byCode[entity.nativeIDs[mention]] ?? -1
                isFrozen[mention] = table.source == StoredRecords.source
                continue
            }
            let key = ReferenceKey(
                source: table.source,
                table: table.name,
                key: entity.table.sourceKeys[mention],
                part: Int(entity.table.lineage.part[mention]),
                entity: name
            )
            guard let known = existing.references[key] else {
                let mark = KeptOutMention(key, mark: mark(mention, entity))
                out[mention] = facts.keptOut[mark]
                isFrozen[mention] = out[mention] != nil
                continue
            }
            record[mention] = known.recordID
            isFrozen[mention] = known.contentHash == entity.table.contentHashes[mention]
            if known.isBase { base.insert(mention) }
            present[known.recordID, default: 0] += 1
        }
        records[name] = record
        frozen[name] = isFrozen
        bases[name] = base
        keptOut[name] = out
        let ownCount = StoredRecords.ownCount(entity, sources)
        if ownCount < entity.count {
            findRedundant(name, ownCount..<entity.count, present, existing)
        }
    }

    /// What a mention is known by when it is kept out: its content, and what judged it.
    func mark(_ mention: Int, _ mapped: MappedEntity) -> UInt64 {
        let judgement = judgements[mapped.entity.name] ?? 0
        return max(1, Hash64.combine(mapped.table.contentHashes[mention], judgement))
    }

    /// A mention may have been kept out for its parent: with a new or changed one it is new as well.
    private mutating func letGo(_ mapped: [String: MappedEntity]) {
        var isDone = false
        while !isDone {
            isDone = true
            for (name, entity) in mapped {
                for mention in (keptOut[name] ?? [:]).keys where hasNewParent(mention, entity) {
                    keptOut[name]?[mention] = nil
                    frozen[name]?[mention] = false
                    isDone = false
                }
            }
        }
    }

    private func hasNewParent(_ mention: Int, _ mapped: MappedEntity) -> Bool {
        mapped.table.links.contains { link in
            guard link.parent[mention] >= 0, let parents = frozen[link.entity] else { return false }
            return !parents[Int(link.parent[mention])]
        }
    }

    /// Stored records say nothing new when all their mentions are here; counted with them, every
    /// value would be twice as common as it is.
    private mutating func findRedundant(
        _ name: String,
        _ stored: Range<Int>,
        _ present: [Int64: Int],
        _ existing: ExistingState
    ) {
        var all: [Int64: Int] = [:]
        existing.references.forEach(of: name) { all[$1.recordID, default: 0] += 1 }
        redundant[name] = Set(
            stored.filter { mention in
                let record = records[name]?[mention] ?? -1
                return all[record].map { present[record] == $0 } ?? false
            }
        )
    }

    private func codes(_ existing: ExistingState, _ name: String) -> [String: Int64] {
        var found: [String: Int64] = [:]
        guard let entity = existing.entities[name] else { return found }
        for (id, code) in zip(entity.ids, entity.codes) {
            found[code.isEmpty ? String(id) : code] = id
        }
        return found
    }

    // MARK: Keys

    /// Records of the keys that answers and waiting pairs name, and mentions that stand for them.
    private func known(
        _ name: String,
        _ entity: MappedEntity,
        _ file: Decisions?,
        _ sources: SourceSet
    ) -> KnownKeys {
        guard let existing else { return .none }
        let decisions = existing.decisions[name] ?? []
        let keys = (file?.answers ?? []).flatMap { [$0.aKey, $0.bKey] }
        let wanted = Set(keys + decisions.flatMap { [$0.aKey, $0.bKey] })
        if wanted.isEmpty { return .none }
        var mentions: [Int64: Int] = [:]
        for (mention, record) in (records[name] ?? []).enumerated() where record >= 0 {
            // Stored records stand behind the run's own mentions and speak for absent ones.
            mentions[record] = mention
        }
        return KnownKeys(
            hasTarget: true,
            decisions: decisions,
            records: recordsOfKeys(name, wanted),
            mentions: mentions
        )
    }

    /// The records of mentions by key, those included of which this run has no row.
    func recordsOfKeys(_ name: String, _ wanted: Set<String>) -> [String: Int64] {
        guard let existing, !wanted.isEmpty else { return [:] }
        var found: [String: Int64] = [:]
        existing.references.forEach(of: name) { key, reference in
            let text = key()
            if wanted.contains(text) { found[text] = reference.recordID }
        }
        let start = "\(StoredRecords.source):\(name):"
        if wanted.contains(where: { $0.hasPrefix(start) }) {
            for (code, id) in codes(existing, name) where wanted.contains("\(start)\(code)#1") {
                found["\(start)\(code)#1"] = id
            }
        }
        return found
    }

    /// By record: the key of its base mention, as people's answers name it.
    func baseKeys(_ name: String) -> [Int64: String] {
        var found: [Int64: String] = [:]
        existing?.references.forEach(of: name) { key, reference in
            if reference.isBase { found[reference.recordID] = key() }
        }
        return found
    }

    /// Parents that this run's files don't hold, found by their references in the target.
    func adoptParents(_ mapped: inout MappedEntity, _ spec: EntitySpec, _ sources: SourceSet) {
        guard let existing else { return }
        for index in mapped.table.links.indices {
            let link = mapped.table.links[index]
            for (mention, text) in mapped.linkTexts[link.name] ?? [:] {
                let number = Int(mapped.table.lineage.table[mention])
                let table = sources.tables[number]
                let way = spec.links.first {
                    $0.link == link.name
                        && sources.indices(source: $0.source, table: $0.table).contains(number)
                }?.way
                guard case .key(let parent, _)? = way else { continue }
                let key = ReferenceKey(
                    source: table.source,
                    table: parent,
                    key: text,
                    part: 1,
                    entity: link.entity
                )
                guard let known = existing.references[key] else { continue }
                mapped.table.links[index].isMissing[mention] = false
                mapped.storedParents[link.name, default: [:]][mention] = known.recordID
            }
        }
    }

    // MARK: Matching

    /// Whether every mention is known and unchanged, or rejected again because its parent is missing,
    /// and people's answers are those that the target follows: then there is nothing to match.
    func isSettled(_ mapped: MappedEntity) -> Bool {
        let name = mapped.entity.name
        guard let frozen = frozen[name], !refits.contains(name) else { return false }
        if answers[name]?.isChanged ?? false { return false }
        return frozen.indices.allSatisfy { frozen[$0] || Orphans.isOrphan($0, mapped) }
    }

    /// One label per existing record and per refused one; other mentions stand alone.
    func labels(_ mapped: MappedEntity) -> [UInt32] {
        var dense: [Int64: UInt32] = [:]
        let keptOut = keptOut[mapped.entity.name] ?? [:]
        return (records[mapped.entity.name] ?? []).enumerated().map { mention, record in
            guard let id = record >= 0 ? record : keptOut[mention].map({ -$0 }) else {
                return UInt32(mention)
            }
            if let known = dense[id] { return known }
            dense[id] = UInt32(mention)
            return UInt32(mention)
        }
    }

    func constrain(_ task: inout MatchTask, _ mapped: MappedEntity) {
        let name = mapped.entity.name
        guard let record = records[name] else { return }
        var dense: [Int64: Int32] = [:]
        task.recordOf = record.map { id in
            if id < 0 { return -1 }
            if let known = dense[id] { return known }
            let next = Int32(dense.count)
            dense[id] = next
            return next
        }
        task.mayMergeExisting = isCleanup
        let answers = answers[name] ?? AnswersOfRun()
        if !answers.reopened.isEmpty {
            task.isReopened = record.map { answers.reopened.contains($0) }
        }
        // A model is learned from all pairs, not from those with new mentions alone.
        if refits.contains(name) { return }
        let touched = answers.reopened.union(answers.rescored)
        task.isFrozen = frozen[name] ?? []
        task.certain += keptTogether(name)
        if touched.isEmpty { return }
        for mention in record.indices where touched.contains(record[mention]) {
            task.isFrozen[mention] = false
        }
    }

    /// What was refused as one record stays together, as nothing of it is scored again.
    private func keptTogether(_ name: String) -> [CertainLink] {
        var firsts: [Int64: Int] = [:]
        return (keptOut[name] ?? [:]).sorted { $0.key < $1.key }.compactMap { mention, group in
            guard let first = firsts[group] else {
                firsts[group] = mention
                return nil
            }
            return CertainLink(first, mention, .sameKey)
        }
    }

    /// The stored model; nil when there is none, or when it is to be trained anew.
    func model(of entity: String) -> MatchModel? {
        guard !refits.contains(entity), let text = existing?.models[entity] else { return nil }
        do {
            return MatchModel(try JSON.parse(text))
        } catch {
            return nil
        }
    }
}
