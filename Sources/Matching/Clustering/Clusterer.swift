import Records

/// Makes clusters of links: what people decided, what is certain, then scored pairs by weight.
///
/// Each link asks the two sets for obstacles first; a scored one between larger sets also asks
/// their other members (the mean evidence across), so that one wrong link doesn't chain two
/// records. Ties are broken by the mentions' own content: the order of the input never shows.
struct Clusterer {
    let task: MatchTask
    let scan: PairScan
    let table: WeightTable
    let model: MatchModel
    /// By mention: its rank by content.
    let ranks: [UInt32]

    private(set) var forest: ClusterForest
    private(set) var edges: [MatchEdge] = []
    private(set) var refused: [MatchEdge] = []
    private(set) var findings: [MatchFinding] = []
    private(set) var splits: [String: Int] = [:]

    /// Members of each side that are asked across a bridge.
    private static let bridgeSample = 8
    /// Bits to which one cross pair is limited in the average.
    private static let bridgeLimit = 12.0
    private static let leastBridge = 5.0
    /// By mention: who speaks for it across a bridge.
    private var speakers: [UInt32] = []

    init(
        task: MatchTask,
        scan: PairScan,
        table: WeightTable,
        model: MatchModel,
        ranks: [UInt32]
    ) {
        self.task = task
        self.scan = scan
        self.table = table
        self.model = model
        self.ranks = ranks
        forest = ClusterForest(
            count: task.table.count,
            constraints: Constraints.of(task, fields: scan.fields, items: scan.items),
            sources: task.sourceOf,
            maxPerSource: task.spec.maxPerSource,
            maxSize: task.maxClusterSize
        )
    }

    mutating func decide(_ decisions: [Decision]) {
        for decision in decisions where decision.isMatch {
            if forest.join(decision.a, decision.b) {
                edges.append(edge(decision.a, decision.b, .decision))
            }
        }
        for decision in decisions where !decision.isMatch {
            if forest.root(decision.a) == forest.root(decision.b) {
                findings.append(
                    MatchFinding(
                        MatchFindings.decisionsContradict,
                        mentions: [decision.a, decision.b]
                    )
                )
            } else {
                forest.forbid(decision.a, decision.b)
            }
        }
    }

    mutating func link(_ certain: [CertainLink]) {
        let order = certain.sorted { key($0) < key($1) }
        for link in order {
            if forest.root(link.a) == forest.root(link.b) { continue }
            let obstacle = forest.obstacle(link.a, link.b) ?? doubt(link)
            guard let obstacle else {
                forest.join(link.a, link.b)
                edges.append(edge(link.a, link.b, .certain(link.reason)))
                continue
            }
            refused.append(edge(link.a, link.b, .opposed(obstacle)))
            let code =
                obstacle == "branch and parent"
                ? MatchFindings.branchMerge : MatchFindings.certainRefused
            findings.append(
                MatchFinding(
                    code,
                    mentions: [link.a, link.b],
                    detail: "\(link.reason.rawValue): \(obstacle)"
                )
            )
        }
    }

    /// Decided and same-record links come first, then by reason and content.
    private func key(_ link: CertainLink) -> (String, UInt32, UInt32) {
        let reason = link.reason == .sameRecord ? "" : link.reason.rawValue
        return (
            reason, min(ranks[link.a], ranks[link.b]), max(ranks[link.a], ranks[link.b])
        )
    }

    /// An old id against a very different name.
    private func doubt(_ link: CertainLink) -> String? {
        guard link.reason == .reference else { return nil }
        let pattern = scan.pattern(link.a, link.b)
        let name = scan.fields.firstIndex {
            $0.comparator is CompanyName || $0.comparator is PersonName
        }
        guard let name, name < scan.layout.fieldCount else { return nil }
        let isOther = scan.layout.level(name, in: pattern) == 0
        return isOther && table.total(pattern) < 0 ? "a very different name" : nil
    }

    private func edge(_ a: Int, _ b: Int, _ reason: MatchEdge.Reason) -> MatchEdge {
        let pattern = scan.pattern(a, b)
        let weight = table.total(pattern)
        let isScored: Bool = if case .opposed = reason { true } else { false }
        return MatchEdge(
            a,
            b,
            reason,
            weight: isScored ? weight : nil,
            probability: isScored ? Logarithm.probability(weight) : 1,
            pattern: pattern
        )
    }

    /// Of mentions that are certainly one, the fullest speaks for all: a row that was filled down
    /// holds another contact of the same account, which is no contradiction.
    private mutating func appointSpeakers() {
        let count = task.table.count
        var filled = [Int](repeating: 0, count: count)
        for items in scan.items {
            for mention in 0..<count where !items.range(mention).isEmpty { filled[mention] += 1 }
        }
        speakers = [UInt32](repeating: 0, count: count)
        for mention in 0..<count where forest.root(mention) == mention {
            let members = forest.members(mention)
            let speaker =
                members.max { (filled[$0], ranks[$1]) < (filled[$1], ranks[$0]) } ?? mention
            for member in members { speakers[member] = UInt32(speaker) }
        }
    }

    /// Joins by scored links, the heaviest first; ties by content.
    mutating func link(_ scored: [MatchEdge]) {
        appointSpeakers()
        let order = scored.map { edge in
            (
                weight: edge.weight ?? 0, first: min(ranks[edge.a], ranks[edge.b]),
                second: max(ranks[edge.a], ranks[edge.b]), edge: edge
            )
        }.sorted { ($1.weight, $0.first, $0.second) < ($0.weight, $1.first, $1.second) }
        for (_, _, _, edge) in order {
            let x = forest.root(edge.a)
            let y = forest.root(edge.b)
            if x == y { continue }
            if let obstacle = forest.obstacle(x, y) {
                refuse(edge, obstacle)
            } else if !holds(x, y) {
                refuse(edge, "weak bridge")
            } else {
                forest.join(x, y)
                edges.append(edge)
            }
        }
    }

    private mutating func refuse(_ edge: MatchEdge, _ obstacle: String) {
        var edge = edge
        edge.reason = .opposed(obstacle)
        refused.append(edge)
        splits[obstacle, default: 0] += 1
        if obstacle == "weak bridge" {
            findings.append(MatchFinding(MatchFindings.weakBridge, mentions: [edge.a, edge.b]))
        } else if obstacle == "too many mentions" {
            findings.append(
                MatchFinding(MatchFindings.clusterTooLarge, mentions: [edge.a, edge.b])
            )
        }
    }

    /// Whether the members of two sets agree on average; single mentions need no other witness.
    private func holds(_ x: Int, _ y: Int) -> Bool {
        if forest.size(x) == 1, forest.size(y) == 1 { return true }
        let first = sample(x)
        let second = sample(y)
        var sum = 0.0
        for a in first {
            for b in second {
                let weight = table.total(scan.pattern(a, b)) - table.start
                sum += min(Self.bridgeLimit, max(-Self.bridgeLimit, weight))
            }
        }
        return sum / Double(first.count * second.count) >= Self.leastBridge
    }

    private func sample(_ root: Int) -> [Int] {
        let members = Set(forest.members(root).map { Int(speakers[$0]) })
        return Array(members.sorted { ranks[$0] < ranks[$1] }.prefix(Self.bridgeSample))
    }

    mutating func clusters() -> Clusters { Clusters(labels: forest.labels()) }
}
