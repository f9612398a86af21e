import Records

/// What doesn't follow from scores: people's answers, and links that are certain.
extension Clusterer {
    /// "No" holds always; of matches that contradict it through each other, the weakest is left
    /// out.
    mutating func decide(_ decisions: [Decision]) -> DecisionBook {
        let apart = decisions.filter { !$0.isMatch && $0.a != $0.b }
        for decision in apart { forest.forbid(decision.a, decision.b) }
        var followed = apart
        let matches = decisions.filter { $0.isMatch && $0.a != $0.b }.map {
            (decision: $0, edge: edge($0.a, $0.b, .decision))
        }
        let order = matches.sorted { x, y in
            let a = table.total(x.edge.pattern)
            let b = table.total(y.edge.pattern)
            return a != b ? a > b : rankPair(x.decision) < rankPair(y.decision)
        }
        for (decision, edge) in order {
            if forest.areDecidedApart(decision.a, decision.b) {
                findings.append(
                    MatchFinding(
                        MatchFindings.decisionsContradict,
                        mentions: [edge.a, edge.b]
                    )
                )
                continue
            }
            followed.append(decision)
            if forest.join(decision.a, decision.b) { edges.append(edge) }
        }
        return DecisionBook(followed)
    }

    private func rankPair(_ decision: Decision) -> UInt64 {
        let x = ranks[decision.a]
        let y = ranks[decision.b]
        return UInt64(min(x, y)) << 32 | UInt64(max(x, y))
    }

    /// Joins each group as far as nothing stands against it.
    ///
    /// A member that contradicts the first ones may still belong to others of the group: it is
    /// offered to each part that has come about so far.
    mutating func link(_ groups: [CertainGroup]) {
        for group in groups {
            var parts: [Int] = []
            for member in group.members {
                if parts.contains(where: { forest.root($0) == forest.root(member) }) { continue }
                let part = parts.first { obstacle($0, member, group.reason) == nil }
                if let part {
                    forest.join(part, member)
                    edges.append(edge(part, member, .certain(group.reason)))
                } else {
                    parts.first.map { refuse($0, member, group.reason) }
                    parts.append(member)
                }
            }
        }
    }

    private mutating func obstacle(
        _ a: Int,
        _ b: Int,
        _ reason: CertainLink.Reason
    ) -> String? {
        forest.obstacle(a, b) ?? (reason == .reference ? doubt(a, b) : nil)
    }

    private mutating func refuse(_ a: Int, _ b: Int, _ reason: CertainLink.Reason) {
        let obstacle = obstacle(a, b, reason) ?? ""
        refused.append(edge(a, b, .opposed(obstacle)))
        let isBranch = obstacle == "branch and parent"
        findings.append(
            MatchFinding(
                isBranch ? MatchFindings.branchMerge : MatchFindings.certainRefused,
                mentions: [a, b],
                detail: "\(reason.rawValue): \(obstacle)"
            )
        )
    }

    /// An old id against a very different name.
    private func doubt(_ a: Int, _ b: Int) -> String? {
        let pattern = scan.pattern(a, b)
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

    /// Once per two existing records that something new would have made one.
    mutating func reportRecordBridges() {
        var reported: Set<UInt64> = []
        for edge in refused where edge.reason == .opposed(Constraints.existingRecords) {
            let x = UInt64(forest.root(edge.a))
            let y = UInt64(forest.root(edge.b))
            if !reported.insert(min(x, y) << 32 | max(x, y)).inserted { continue }
            findings.append(MatchFinding(MatchFindings.recordBridge, mentions: [edge.a, edge.b]))
        }
    }
}
