import Loading
import Matching
import Records

/// The whole review queue of one entity: pairs of this run, and pairs of earlier ones that still wait.
///
/// A pair of an earlier run waits until it is answered, its mentions have become one record, or a
/// changed mention was compared anew and no longer falls in the band.
struct OpenQueue {
    /// Pairs of earlier runs that still wait, the most probable first.
    private(set) var carried: [OpenPair] = []
    /// Pairs of earlier runs that this run settled: they leave the queue with this band.
    private(set) var closed: [(pair: OpenPair, band: CandidatePair.Band)] = []

    init(
        _ matched: MatchedEntity,
        _ mapped: MappedEntity,
        _ incremental: Incremental,
        _ sources: SourceSet
    ) {
        let name = mapped.entity.name
        let earlier = incremental.openPairs[name] ?? []
        if earlier.isEmpty { return }
        let places = Places(earlier, matched, mapped, incremental, sources)
        let answered = Set(
            (incremental.answers[name] ?? AnswersOfRun()).answers.filter {
                $0.answer != "unsure"
            }.map(\.pair)
        )
        var queued: Set<[Int64]> = []
        for edge in matched.result?.review ?? [] {
            queued.insert([places.group(edge.a), places.group(edge.b)].sorted())
        }
        for pair in earlier {
            let a = places.group(pair.aKey)
            let b = places.group(pair.bKey)
            if a == b {
                if a != nil { closed.append((pair, .merge)) }
                continue
            }
            if answered.contains(DecisionKeys(pair.aKey, pair.bKey)) { continue }
            if places.areApart(pair.aKey, pair.bKey) { continue }
            if let a, let b, !queued.insert([a, b].sorted()).inserted { continue }
            if places.isNew(pair.aKey) || places.isNew(pair.bKey) {
                closed.append((pair, .below))
            } else {
                carried.append(pair)
            }
        }
    }
}

/// Where the mentions of waiting pairs are now.
private struct Places {
    private let mentions: [String: Int]
    private let records: [String: Int64]
    private let recordOf: [Int64]
    private let isFrozen: [Bool]
    private let clusters: [UInt32]
    /// By existing record: the cluster that it is in this run.
    private let clusterOf: [Int64: UInt32]
    private let answers: DecisionBook?
    private let wasMatched: Bool

    init(
        _ pairs: [OpenPair],
        _ matched: MatchedEntity,
        _ mapped: MappedEntity,
        _ incremental: Incremental,
        _ sources: SourceSet
    ) {
        let name = mapped.entity.name
        let wanted = Set(pairs.flatMap { [$0.aKey, $0.bKey] })
        var mentions: [String: Int] = [:]
        for mention in 0..<matched.records.table.count {
            let key = mapped.key(mention, sources)
            if wanted.contains(key) { mentions[key] = mention }
        }
        self.mentions = mentions
        records = incremental.recordsOfKeys(name, wanted)
        recordOf = incremental.records[name] ?? []
        isFrozen = incremental.frozen[name] ?? []
        clusters = matched.full.clusterOf
        var clusterOf: [Int64: UInt32] = [:]
        for (mention, record) in recordOf.enumerated()
        where record >= 0 && mention < clusters.count {
            if clusterOf[record] == nil { clusterOf[record] = clusters[mention] }
        }
        self.clusterOf = clusterOf
        answers = matched.result?.answers
        wasMatched = matched.result != nil
    }

    /// A number for what is one record: a cluster of this run, or below zero a record without any.
    func group(_ mention: Int) -> Int64 { Int64(clusters[mention]) }

    func group(_ key: String) -> Int64? {
        if let mention = mentions[key] { return group(mention) }
        guard let record = records[key] else { return nil }
        return clusterOf[record].map { Int64($0) } ?? -1 - record
    }

    func areApart(_ aKey: String, _ bKey: String) -> Bool {
        guard let a = mentions[aKey], let b = mentions[bKey] else { return false }
        return answers?.answer(a, b) == false
    }

    /// Whether the mention was compared in this run.
    func isNew(_ key: String) -> Bool {
        guard wasMatched, let mention = mentions[key] else { return false }
        return mention >= isFrozen.count || !isFrozen[mention]
    }
}
