import CRM
import Matching
import Records

/// `match:`: which mentions are the same record, and what a merged record keeps.
extension PipelineReader {
    func match(_ node: YAMLNode, _ entity: Entity) -> MatchSpec? {
        var spec = MatchSpec()
        if node.text == "none" {
            spec.isOff = true
            return spec
        }
        guard node.entries != nil else { return nil }
        spec.sameIf = keys(node["same_if"], entity)
        spec.neverIf = keys(node["never_if"], entity)
        spec.block = keys(node["block"], entity)
        spec.merge = threshold(node["merge"])
        spec.review = threshold(node["review"])
        checkThresholds(spec, node)
        checkBlocks(spec, node)
        if let count = node["max_pairs"]?.text.flatMap({ Int($0) }) { spec.maxPairCount = count }
        spec.maxPerSource = count(node["max_per_source"])
        spec.decisions = node["decisions"].flatMap { path($0, of: "decisions") }
        readSurvivorship(node["survive"], entity, into: &spec)
        return spec
    }

    private func count(_ node: YAMLNode?) -> Int? {
        guard let node, let count = node.text.flatMap({ Int($0) }) else { return nil }
        if count == 0 {
            problems.report(
                PipelineFindings.badValue,
                "`max_per_source` is at least 1, not 0",
                at: node.location,
                hint: "leave it out to allow any number of mentions of one source in a record"
            )
        }
        return count
    }

    private func keys(_ node: YAMLNode?, _ entity: Entity) -> [[String]] {
        (node?.itemsOrSelf ?? []).compactMap { item in
            let fields = item.itemsOrSelf.compactMap { part in
                part.filledText.flatMap {
                    fieldName($0, entity, at: part.location, derived: entity.links.map(\.name))
                }
            }
            return fields.isEmpty ? nil : fields
        }
    }

    private func threshold(_ node: YAMLNode?) -> MatchSpec.Threshold {
        guard let value = node?.text.flatMap(Shape.probability) else { return .auto }
        return .probability(value)
    }

    private func checkThresholds(_ spec: MatchSpec, _ node: YAMLNode) {
        guard case .probability(let merge) = spec.merge,
            case .probability(let review) = spec.review, review > merge,
            let entry = node.entry("review")
        else { return }
        problems.report(
            PipelineFindings.badValue,
            "`review` \(review) is above `merge` \(merge)",
            at: entry.value.location,
            hint: "pairs from `review` up to `merge` are queued for people"
        )
    }

    private func checkBlocks(_ spec: MatchSpec, _ node: YAMLNode) {
        guard spec.block.count > MatchSpec.mostBlocks, let entry = node.entry("block") else {
            return
        }
        problems.report(
            PipelineFindings.badValue,
            "`block` lists \(spec.block.count) keys, at most \(MatchSpec.mostBlocks) are possible",
            at: entry.value.location,
            hint: "keep the keys whose blocks are small and hold most matches"
        )
    }

    private func readSurvivorship(
        _ node: YAMLNode?,
        _ entity: Entity,
        into spec: inout MatchSpec
    ) {
        for entry in node?.entries ?? [] {
            guard let way = survivorship(entry.value) else { continue }
            if entry.key == "default" {
                spec.surviveDefault = way
            } else if let field = fieldName(entry.key, entity, at: entry.keyLocation) {
                spec.survive[field] = way
            }
        }
    }

    private func survivorship(_ node: YAMLNode) -> MatchSpec.Survivorship? {
        switch node.text {
        case "latest": return .latest
        case "most_complete": return .mostComplete
        case "longest": return .longest
        case "majority": return .majority
        case "validated": return .validated
        case "all": return .all
        default: break
        }
        guard let prefer = node["prefer"] else { return nil }
        let sources = prefer.itemsOrSelf.compactMap { item -> String? in
            guard let name = item.filledText, table(name, at: item.location) != nil else {
                return nil
            }
            return name
        }
        return .prefer(sources)
    }
}
