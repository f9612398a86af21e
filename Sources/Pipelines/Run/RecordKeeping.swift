import Loading
import Matching
import Records

/// Which records of the target the clusters of a run are.
///
/// A record whose mentions came apart stays with the one it is based on; without that one, with the
/// stored record itself, or else with the most of its mentions. So ids stay whatever the order of
/// the input.
struct RecordKeeping {
    /// By cluster: the records that it is, the lowest id first.
    private(set) var ids: [Int: [Int64]] = [:]
    /// By cluster: the records that some of its mentions left.
    private(set) var parted: [Int: [(id: Int64, cause: String)]] = [:]

    init(
        _ mapped: MappedEntity,
        _ incremental: Incremental,
        _ clusters: Clusters,
        _ result: MatchResult?,
        _ sources: SourceSet
    ) {
        let name = mapped.entity.name
        guard let records = incremental.records[name] else { return }
        let redundant = incremental.redundant[name] ?? []
        var fragments: [Int64: [Int: [Int]]] = [:]
        for (mention, record) in records.enumerated()
        where record >= 0 && !redundant.contains(mention) {
            let cluster = Int(clusters.clusterOf[mention])
            fragments[record, default: [:]][cluster, default: []].append(mention)
        }
        for (record, parts) in fragments {
            guard parts.count > 1 else {
                for cluster in parts.keys { ids[cluster, default: []].append(record) }
                continue
            }
            // A rejected mention leaves no trace of its own.
            let whole = parts.filter { part in
                !part.value.allSatisfy { Orphans.isOrphan($0, mapped) }
            }
            let keeper = keeper(whole.isEmpty ? parts : whole, mapped, incremental, sources)
            ids[keeper, default: []].append(record)
            for cluster in whole.keys where cluster != keeper {
                let cause = cause(cluster, keeper, record, result, incremental, name)
                parted[cluster, default: []].append((record, cause))
            }
        }
        for cluster in ids.keys { ids[cluster]?.sort() }
        for cluster in parted.keys { parted[cluster]?.sort { $0.id < $1.id } }
    }

    private func keeper(
        _ parts: [Int: [Int]],
        _ mapped: MappedEntity,
        _ incremental: Incremental,
        _ sources: SourceSet
    ) -> Int {
        let bases = incremental.bases[mapped.entity.name] ?? []
        let frozen = incremental.frozen[mapped.entity.name] ?? []
        // Keys of a source repeat in others; where whole keys are equal, the first cluster keeps it.
        let ranks = parts.map { cluster, members in
            let key = members.map { mapped.key($0, sources) }.min() ?? ""
            return (
                members.contains { bases.contains($0) } ? 0 : 1,
                members.contains { frozen[$0] } ? 0 : 1, -members.count, key, cluster
            )
        }
        return ranks.min { $0 < $1 }?.4 ?? 0
    }

    private func cause(
        _ cluster: Int,
        _ keeper: Int,
        _ record: Int64,
        _ result: MatchResult?,
        _ incremental: Incremental,
        _ name: String
    ) -> String {
        guard let result else { return "unknown" }
        let pair = Set([UInt32(cluster), UInt32(keeper)])
        let of = result.clusters.clusterOf
        let answers = incremental.answers[name] ?? AnswersOfRun()
        if answers.decisions.contains(where: { !$0.isMatch && Set([of[$0.a], of[$0.b]]) == pair }) {
            return "no_match"
        }
        if answers.reopened.contains(record) { return "answers changed" }
        let opposed = result.review.first { Set([of[$0.a], of[$0.b]]) == pair }
        return opposed?.reason.text ?? "certain contradiction"
    }

    /// Tells of each record that came apart, once per part that left it.
    func findings(
        _ mapped: MappedEntity,
        _ clusters: Clusters,
        _ sources: SourceSet
    ) -> [Finding] {
        parted.keys.sorted().flatMap { cluster in
            (parted[cluster] ?? []).map { _, cause in
                let mention = Int(clusters[cluster].first ?? 0)
                let place = sources.place(
                    table: Int(mapped.table.lineage.table[mention]),
                    row: Int(mapped.table.lineage.row[mention])
                )
                var finding = Finding(RunFindings.recordSplit.code, at: place)
                finding.entity = mapped.entity.name
                finding.part = Int(mapped.table.lineage.part[mention])
                finding.detail = cause
                return finding
            }
        }
    }
}
