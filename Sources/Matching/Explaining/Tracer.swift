import Records

/// Tells a finished match in full where it is asked to.
struct Tracer {
    let scan: PairScan
    let table: WeightTable
    let model: MatchModel
    let roles: RoleTable
    let clusterer: Clusterer
    let clusters: Clusters
    let review: [MatchEdge]
    let pairs: ScoredPairs

    private static let least = 1e-300

    func trace(_ request: TraceRequest) -> MatchTrace {
        switch request {
        case .pair(let a, let b): .pair(pair(a, b))
        case .cluster(let mention): .cluster(cluster(mention))
        }
    }

    // MARK: A pair

    private func pair(_ a: Int, _ b: Int) -> PairTrace {
        let pattern = scan.pattern(a, b)
        let sum = table.sum(pattern)
        let weight = table.total(sum)
        var forest = clusterer.forest
        let inReview = review.first { isPair($0, a, b) }
        return PairTrace(
            a: a,
            b: b,
            prior: model.prior,
            start: table.start,
            lines: (0..<scan.layout.fieldCount).map { line($0, pattern, a, b) },
            sharedCauses: sum.sharedCauses,
            relation: sum.relation,
            relatedProbability: sum.relatedProbability,
            weight: weight,
            probability: Logarithm.probability(weight),
            mergeThreshold: model.mergeThreshold,
            reviewThreshold: model.reviewThreshold,
            isProposed: isProposed(a, b),
            rules: RuleTracer(scan: scan).rules(a, b),
            isSufficient: roles.isSufficient(pattern),
            veto: roles.veto(pattern).map { scan.fields[$0].name },
            obstacle: forest.obstacle(a, b),
            certain: certain(a, b),
            decision: scan.task.decisions.first { isPair($0.a, $0.b, a, b) }?.isMatch,
            ending: ending(a, b),
            isQueued: inReview != nil,
            queuedInstead: inReview == nil ? review.first { joins($0, a, b) } : nil
        )
    }

    private func line(_ field: Int, _ pattern: UInt64, _ a: Int, _ b: Int) -> PairTrace.Line {
        let level = scan.layout.level(field, in: pattern)
        let known = model.fields[field]
        let weight = table.weight(field, in: pattern)
        var line = PairTrace.Line(
            field: scan.fields[field].name,
            level: level,
            levelName: level < 0 ? "no value" : scan.fields[field].comparator.levels[level].name,
            weight: weight,
            frequency: 0,
            a: side(field, a),
            b: side(field, b)
        )
        guard level >= 0 else { return line }
        line.match = known.match[level]
        line.other = known.other[level]
        line.related = known.related[level]
        let ratio = max(known.match[level], Self.least) / max(known.other[level], Self.least)
        line.frequency = weight - Logarithm.base2(ratio)
        return line
    }

    /// The values that the comparison reads, the children's included.
    private func side(_ field: Int, _ mention: Int) -> PairTrace.Side {
        let asked = scan.fields[field]
        let own = asked.comparator is NamePart ? asked.columns.prefix(1) : asked.columns[...]
        var values: [PairTrace.TracedValue] = []
        for index in own {
            let column = scan.task.table.columns[index]
            for outcome in column.outcomeIndices(ofMention: mention) {
                let value = column.outcomes[outcome]
                let text = column.values.string(value.value != 0 ? value.value : value.raw)
                values.append(PairTrace.TracedValue(field: column.field, text: text))
            }
        }
        for evidence in scan.task.children where evidence.kind == Self.kind(asked.comparator) {
            for id in evidence.values.cells[mention] where id != 0 {
                let text = evidence.values.values.string(id)
                values.append(PairTrace.TracedValue(field: evidence.kind.field, text: text))
            }
        }
        return PairTrace.Side(
            values: values,
            isCompared: !scan.items[field].range(mention).isEmpty
        )
    }

    private static func kind(_ comparator: any Comparator) -> SetEvidence.Kind? {
        switch comparator {
        case is SharedPeople: .person
        case is PhoneSet: .phone
        case is EmailSet: .email
        default: nil
        }
    }

    private func isProposed(_ a: Int, _ b: Int) -> Bool {
        let (first, second) = (min(a, b), UInt32(max(a, b)))
        guard first + 1 < pairs.starts.count else { return false }
        let range = Int(pairs.starts[first])..<Int(pairs.starts[first + 1])
        return pairs.others[range].contains(second)
    }

    private func certain(_ a: Int, _ b: Int) -> [String] {
        CertainGroup.all(scan.task, ranks: clusterer.ranks)
            .filter { $0.members.contains(a) && $0.members.contains(b) }.map(\.reason.rawValue)
    }

    private func isPair(_ edge: MatchEdge, _ a: Int, _ b: Int) -> Bool {
        isPair(edge.a, edge.b, a, b)
    }

    private func isPair(_ x: Int, _ y: Int, _ a: Int, _ b: Int) -> Bool {
        min(x, y) == min(a, b) && max(x, y) == max(a, b)
    }

    /// Whether an edge lies between the records of two mentions.
    private func joins(_ edge: MatchEdge, _ a: Int, _ b: Int) -> Bool {
        let ends = [clusters.clusterOf[edge.a], clusters.clusterOf[edge.b]]
        let asked = [clusters.clusterOf[a], clusters.clusterOf[b]]
        return asked[0] != asked[1] && (ends == asked || ends == asked.reversed())
    }

    private func ending(_ a: Int, _ b: Int) -> PairTrace.Ending {
        if let link = clusterer.edges.first(where: { isPair($0, a, b) }) {
            return .linked(link.reason.text)
        }
        if clusters.clusterOf[a] == clusters.clusterOf[b] { return .joined(path(a, b)) }
        if let link = clusterer.refused.first(where: { isPair($0, a, b) }) {
            return .refused(link.reason.text)
        }
        return .apart
    }

    /// The links between two mentions of one record: there is one way, the links are a tree.
    private func path(_ a: Int, _ b: Int) -> [MatchEdge] {
        let own = clusterer.edges.filter { clusters.clusterOf[$0.a] == clusters.clusterOf[a] }
        var cameBy: [Int: MatchEdge] = [:]
        var reached: Set<Int> = [a]
        var front = [a]
        while !front.isEmpty, !reached.contains(b) {
            var next: [Int] = []
            for edge in own {
                for (from, to) in [(edge.a, edge.b), (edge.b, edge.a)]
                where front.contains(from) && reached.insert(to).inserted {
                    cameBy[to] = edge
                    next.append(to)
                }
            }
            front = next
        }
        var path: [MatchEdge] = []
        var place = b
        while place != a, let edge = cameBy[place] {
            path.append(edge)
            place = edge.a == place ? edge.b : edge.a
        }
        return path.reversed()
    }

    // MARK: A cluster

    private func cluster(_ mention: Int) -> ClusterTrace {
        let own = clusters.clusterOf[mention]
        let members = clusters[Int(own)].map { Int($0) }
        var groupOf = Dictionary(uniqueKeysWithValues: members.map { ($0, [$0]) })
        var steps: [ClusterTrace.Step] = []
        for edge in clusterer.edges where clusters.clusterOf[edge.a] == own {
            let left = groupOf[edge.a] ?? []
            let right = groupOf[edge.b] ?? []
            steps.append(ClusterTrace.Step(edge: edge, left: left, right: right))
            let joined = (left + right).sorted()
            for member in joined { groupOf[member] = joined }
        }
        func touches(_ edge: MatchEdge) -> Bool {
            clusters.clusterOf[edge.a] == own || clusters.clusterOf[edge.b] == own
        }
        return ClusterTrace(
            mention: mention,
            members: members,
            steps: steps,
            refused: clusterer.refused.filter(touches),
            queued: review.filter { edge in
                touches(edge) && !clusterer.refused.contains { isPair($0, edge.a, edge.b) }
            }
        )
    }
}

extension SetEvidence.Kind {
    /// The field whose masking suits the values.
    fileprivate var field: String {
        switch self {
        case .person: "full_name"
        case .phone: "phone"
        case .email: "email"
        }
    }
}
