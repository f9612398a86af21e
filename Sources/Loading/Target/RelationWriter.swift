import CRM
import Records
import Storage

/// Writes the further accounts of a contact: its mentions may name several, of which `account_id`
/// holds one and `account_contact_relation` the others.
struct RelationWriter: ~Copyable {
    private let relation: Statement
    private let contacts: EntityPlan
    private let clusters: Clusters
    /// By contact mention: the account mention that it names; empty for other entities.
    private let parents: [Int32]
    private let main: [LoadLink.Parent]
    private let accounts: EntityPlan?
    private let accountOf: [UInt32]

    init(
        _ set: LoadSet,
        _ plans: [EntityPlan],
        _ plan: EntityPlan,
        _ connection: Connection
    ) throws(StorageFailure) {
        let load = set.entities[plan.index]
        let clusters = load.records.golden.clusters
        var main: [LoadLink.Parent] = []
        for link in load.links where link.name == "account" { main = link.parents }
        var accounts: EntityPlan?
        var accountOf: [UInt32] = []
        for other in plans where other.entity.name == "account" {
            accounts = other
            accountOf = set.entities[other.index].records.golden.clusters.clusterOf
        }
        var parents: [Int32] = []
        if plan.entity.name == "contact", !main.isEmpty {
            for link in load.records.table.links where link.name == "account" {
                parents = link.parent
            }
        }
        let relation = try connection.prepare(
            """
            INSERT OR IGNORE INTO account_contact_relation (account_id, contact_id)
            VALUES (?, ?) RETURNING 1
            """
        )
        self.relation = relation
        self.clusters = clusters
        self.main = main
        self.parents = parents
        self.accounts = accounts
        self.accountOf = accountOf
        contacts = plan
    }

    /// Writes the further accounts of a record; true when there was one that wasn't stored yet.
    func write(_ record: Int) throws(StorageFailure) -> Bool {
        if parents.isEmpty || clusters[record].count < 2 { return false }
        guard let accounts else { return false }
        let mainID: Int64 =
            switch main[record] {
            case .none: 0
            case .existing(let id): id
            case .record(let account): accounts.ids[account]
            }
        var written: Set<Int64> = [mainID, 0]
        var hasNew = false
        for mention in clusters[record] where parents[Int(mention)] >= 0 {
            let account = Int(accountOf[Int(parents[Int(mention)])])
            if accounts.fates[account] != .load { continue }
            if !written.insert(accounts.ids[account]).inserted { continue }
            relation.bind(accounts.ids[account], at: 1)
            relation.bind(contacts.ids[record], at: 2)
            if try relation.step() { hasNew = true }
            relation.reset()
        }
        return hasNew
    }
}
