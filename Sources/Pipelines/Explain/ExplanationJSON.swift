import Matching
import Records

/// An explanation for programs.
package struct ExplanationJSON {
    let explanation: MatchExplanation
    let values: ExplainedValues

    package init(_ explanation: MatchExplanation, showsValues: Bool) {
        self.explanation = explanation
        values = ExplainedValues(explanation, showsValues: showsValues)
    }

    package var json: JSON {
        switch explanation.trace {
        case .pair(let pair): self.pair(pair)
        case .cluster(let cluster): self.cluster(cluster)
        }
    }

    private func mention(_ index: Int) -> JSON {
        let mention = explanation.mention(index)
        return .object([
            ("key", .string(mention.key)), ("place", .string(mention.place)),
            ("cluster", .string(mention.cluster)),
            ("name", mention.name.map { .string(values.shown($0)) } ?? .null),
        ])
    }

    private func pair(_ pair: PairTrace) -> JSON {
        let ending = PairEnding(pair, explanation)
        var path: [MatchEdge] = []
        if case .joined(let links) = pair.ending { path = links }
        return .object([
            ("entity", .string(explanation.entity)), ("a", mention(pair.a)), ("b", mention(pair.b)),
            ("outcome", .string(ending.word)), ("reason", .string(ending.sentence)),
            ("path", .array(path.map(edge))), ("queued", .bool(pair.isQueued)),
            ("queued_instead", pair.queuedInstead.map(edge) ?? .null),
            ("prior", .double(pair.prior)), ("start", .double(pair.start)),
            ("fields", .array(pair.lines.map(line))), ("shared_cause", .double(pair.sharedCauses)),
            ("relation", .double(pair.relation)),
            ("related_probability", .double(pair.relatedProbability)),
            ("weight", .double(pair.weight)), ("probability", .double(pair.probability)),
            ("band", .string(pair.band.rawValue)), ("merge", .double(pair.mergeThreshold)),
            ("review", .double(pair.reviewThreshold)), ("compared", .bool(pair.isProposed)),
            ("rules", .array(pair.rules.map(rule))), ("sufficient", .bool(pair.isSufficient)),
            ("veto", pair.veto.map(JSON.string) ?? .null),
            ("obstacle", pair.obstacle.map(JSON.string) ?? .null),
            ("certain", .array(pair.certain.map(JSON.string))),
            ("decision", pair.decision.map { .string($0 ? "match" : "no_match") } ?? .null),
            ("model", .string(explanation.verdict)),
        ])
    }

    private func line(_ line: PairTrace.Line) -> JSON {
        .object([
            ("field", .string(line.field)), ("level", .string(line.levelName)),
            ("a", side(line.a)), ("b", side(line.b)),
            ("m", line.match.map(JSON.double) ?? .null),
            ("u", line.other.map(JSON.double) ?? .null),
            ("related", line.related.map(JSON.double) ?? .null),
            ("weight", .double(line.weight)), ("frequency", .double(line.frequency)),
        ])
    }

    private func side(_ side: PairTrace.Side) -> JSON {
        .array(side.values.map { .string(values.shown($0)) })
    }

    private func rule(_ rule: RuleTrace) -> JSON {
        var pairs: [(String, JSON)] = [
            ("rule", .string(rule.name)), ("proposed", .bool(rule.isProposed)),
        ]
        switch rule.state {
        case .proposed(let size): pairs.append(("block", .int(size)))
        case .tooLarge(let size): pairs.append(("block", .int(size)))
        case .noKey(let a, let b):
            pairs.append(("no_key", .array((a ? [.string("a")] : []) + (b ? [.string("b")] : []))))
        case .differs: break
        }
        return .object(pairs)
    }

    private func cluster(_ cluster: ClusterTrace) -> JSON {
        .object([
            ("entity", .string(explanation.entity)),
            ("cluster", .string(explanation.mention(cluster.mention).cluster)),
            ("members", .array(cluster.members.map(mention))),
            (
                "steps",
                .array(
                    cluster.steps.map { step in
                        .object([
                            ("link", edge(step.edge)), ("left", keys(step.left)),
                            ("right", keys(step.right)),
                        ])
                    }
                )
            ),
            ("refused", .array(cluster.refused.map(edge))),
            ("queued", .array(cluster.queued.map(edge))),
            ("model", .string(explanation.verdict)),
        ])
    }

    private func keys(_ members: [Int]) -> JSON {
        .array(members.map { .string(explanation.mention($0).key) })
    }

    private func edge(_ edge: MatchEdge) -> JSON {
        .object([
            ("a", .string(explanation.mention(edge.a).key)),
            ("b", .string(explanation.mention(edge.b).key)),
            ("reason", .string(edge.reason.text)),
            ("weight", edge.weight.map(JSON.double) ?? .null),
            ("probability", .double(edge.probability)),
            (
                "levels",
                .array(
                    explanation.evidence(edge).map {
                        .object([
                            ("field", .string($0.field)), ("level", .string($0.levelName)),
                            ("weight", .double($0.weight)),
                        ])
                    }
                )
            ),
        ])
    }
}
