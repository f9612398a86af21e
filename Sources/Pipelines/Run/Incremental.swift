import Loading
import Matching
import Records

/// What the target already knows of this run's mentions.
///
/// A mention whose key and content hash are known keeps its record and is not scored; new and changed
/// ones are compared with all others by the stored model. Two records of the target never merge,
/// unless the target itself is the source: then finding its twins is the purpose.
struct Incremental: Sendable {
    /// By entity: the record of each mention, -1 for none, and whether its content is unchanged.
    private(set) var records: [String: [Int64]] = [:]
    private(set) var frozen: [String: [Bool]] = [:]
    let existing: ExistingState?
    let isCleanup: Bool

    init(
        existing: ExistingState?,
        selfSource: String?,
        mapped: [String: MappedEntity],
        sources: SourceSet
    ) {
        self.existing = existing
        isCleanup = selfSource != nil
        guard let existing else { return }
        for (name, entity) in mapped {
            let byCode = codes(existing, name)
            var record = [Int64](repeating: -1, count: entity.count)
            var isFrozen = [Bool](repeating: false, count: entity.count)
            for mention in 0..<entity.count {
                let table = sources.tables[Int(entity.table.lineage.table[mention])]
                if table.source == selfSource || table.source == StoredRecords.source {
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
                guard let known = existing.references[key] else { continue }
                record[mention] = known.recordID
                isFrozen[mention] = known.contentHash == entity.table.contentHashes[mention]
            }
            records[name] = record
            frozen[name] = isFrozen
        }
    }

    private func codes(_ existing: ExistingState, _ name: String) -> [String: Int64] {
        var found: [String: Int64] = [:]
        guard let entity = existing.entities[name] else { return found }
        for (id, code) in zip(entity.ids, entity.codes) {
            found[code.isEmpty ? String(id) : code] = id
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

    /// Whether every mention is known and unchanged, or rejected again because its parent is missing:
    /// then there is nothing to match.
    func isSettled(_ mapped: MappedEntity) -> Bool {
        guard let frozen = frozen[mapped.entity.name] else { return false }
        return frozen.indices.allSatisfy { frozen[$0] || Orphans.isOrphan($0, mapped) }
    }

    /// One label per existing record; mentions without one stand alone.
    func labels(_ mapped: MappedEntity) -> [UInt32] {
        var dense: [Int64: UInt32] = [:]
        return (records[mapped.entity.name] ?? []).enumerated().map { mention, id in
            if id < 0 { return UInt32(mention) }
            if let known = dense[id] { return known }
            dense[id] = UInt32(mention)
            return UInt32(mention)
        }
    }

    func constrain(_ task: inout MatchTask, _ mapped: MappedEntity) {
        guard let record = records[mapped.entity.name] else { return }
        var dense: [Int64: Int32] = [:]
        task.recordOf = record.map { id in
            if id < 0 { return -1 }
            if let known = dense[id] { return known }
            let next = Int32(dense.count)
            dense[id] = next
            return next
        }
        task.isFrozen = frozen[mapped.entity.name] ?? []
        task.mayMergeExisting = isCleanup
    }

    func model(of entity: String) -> MatchModel? {
        guard let text = existing?.models[entity] else { return nil }
        do {
            return MatchModel(try JSON.parse(text))
        } catch {
            return nil
        }
    }

    /// The existing record of a cluster, and further ones that turned out to be the same.
    func existingIDs(_ entity: String, _ members: ArraySlice<UInt32>) -> [Int64] {
        guard let record = records[entity] else { return [] }
        var ids: [Int64] = []
        for member in members where record[Int(member)] >= 0 && !ids.contains(record[Int(member)]) {
            ids.append(record[Int(member)])
        }
        return ids.sorted()
    }
}
