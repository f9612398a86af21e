import CRM
import Records

/// Which record is whose parent, from the run's own index or else from the links of the mentions.
struct ParentIndex: Sendable {
    let entities: [String: EntityRecords]
    let model: CRMModel
    let context: ValidatingContext
    /// By entities already checked: which records are rejected or wait for review.
    var heldBack: [String: [Bool]] = [:]

    init(
        entities: [String: EntityRecords],
        model: CRMModel,
        context: ValidatingContext
    ) {
        self.entities = entities
        self.model = model
        self.context = context
    }

    func isHeldBack(_ entity: String, record: Int) -> Bool { heldBack[entity]?[record] ?? false }

    /// The entity as the model declares it, or a bare one.
    func entity(_ name: String) -> Entity {
        model.entity(name) ?? Entity(name, table: name, id: "id", zh: name, fields: [])
    }

    /// The parent's record per record of the child, -1 for none.
    ///
    /// A record made of several mentions takes the link of its base mention, or else of the first
    /// that has one.
    func parents(of child: String, in parent: String, link name: String? = nil) -> [Int32] {
        guard let records = entities[child] else { return [] }
        let none = [Int32](repeating: -1, count: records.golden.count)
        let given = context.parents[child]
        if parent == "account", name == nil || name == "account", let given {
            return given.count == records.golden.count ? given : none
        }
        let link = records.table.links.first {
            $0.entity == parent && (name == nil || $0.name == name)
        }
        guard let link, let owner = entities[parent] else { return none }
        return none.indices.map { record in
            var mention = link.parent[Int(records.golden.base[record])]
            for member in records.golden.clusters[record] where mention < 0 {
                mention = link.parent[Int(member)]
            }
            return mention < 0 ? -1 : Int32(owner.golden.clusters.clusterOf[Int(mention)])
        }
    }
}

extension EntityRecords {
    static func empty(_ entity: String) -> EntityRecords {
        let clusters = Clusters(labels: [])
        return EntityRecords(
            table: EntityTable(entity: entity),
            golden: GoldenRecords(entity: entity, clusters: clusters, base: [], fields: [])
        )
    }
}
