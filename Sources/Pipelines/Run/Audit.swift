import CRM
import Records
import Validating

/// Rules over the golden records of a run.
struct Audit {
    let pipeline: Pipeline
    let mapped: [String: MappedEntity]
    let matched: [String: MatchedEntity]
    let sources: SourceSet
    let entities: [String: EntityRecords]
    private(set) var context = ValidatingContext()

    init(
        pipeline: Pipeline,
        mapped: [String: MappedEntity],
        matched: [String: MatchedEntity],
        sources: SourceSet,
        asOf: String,
        isCheck: Bool
    ) {
        self.pipeline = pipeline
        self.mapped = mapped
        self.matched = matched
        self.sources = sources
        entities = matched.mapValues(\.records)
        context.asOf = asOf
        context.isCheck = isCheck
        context.sourceNames = sources.tables.map(\.source)
        for (name, entity) in matched where name != "account" {
            if let parents = parents(of: name, entity, link: "account") {
                context.parents[name] = parents
            }
        }
        let tables = sources.tables
        let records = matched.mapValues { ($0.records.golden.base, $0.records.table.lineage) }
        context.recordKey = { entity, record in
            guard let (base, lineage) = records[entity] else { return "" }
            let mention = Int(base[record])
            let table = tables[Int(lineage.table[mention])]
            return "\(table.key)#\(mapped[entity]?.table.sourceKeys[mention] ?? "")"
        }
    }

    func check() -> RuleOutcome {
        let rules = pipeline.entities.flatMap(\.rules)
        return RuleChecker.check(
            rules,
            entities: entities,
            model: pipeline.model,
            context: context
        )
    }

    /// By record of a child: its parent's record along a link, -1 for none.
    func parents(of child: String, _ entity: MatchedEntity, link name: String) -> [Int32]? {
        guard let link = entity.records.table.link(name),
            let parents = matched[link.entity]
        else { return nil }
        let clusters = entity.clusters
        let base = entity.records.golden.base
        return (0..<clusters.count).map { record in
            let own = link.parent[Int(base[record])]
            let found =
                own >= 0
                ? own
                : clusters[record].lazy.map { link.parent[Int($0)] }
                    .first { $0 >= 0 } ?? -1
            return found < 0 ? -1 : Int32(parents.clusters.clusterOf[Int(found)])
        }
    }

    /// Findings of rules at the place of the record's base mention.
    func findings(_ outcome: RuleOutcome) -> [Finding] {
        outcome.findings.compactMap { found in
            guard let entity = matched[found.entity] else { return nil }
            let mention = Int(entity.records.golden.base[found.record])
            let lineage = entity.records.table.lineage
            let place = sources.place(
                table: Int(lineage.table[mention]),
                row: Int(lineage.row[mention])
            )
            var finding = found.finding(at: place)
            finding.part = Int(lineage.part[mention])
            return finding
        }
    }
}
