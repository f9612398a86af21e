import CRM
import Records

/// Where the ids of a row's plans go in the entity's table, and what each plan is for.
struct MentionLayout: Sendable {
    /// Plans in the order of their targets; several of one target follow each other.
    private var order: [(plan: Int, target: Int)] = []
    /// Columns that this table doesn't map: blank for its mentions.
    private var unmapped: [Int] = []
    /// By target: a hash of each raw text, by id.
    private var hashes: [[UInt64]] = []
    /// Plans of which a value makes a mention.
    private(set) var makers: [Int] = []
    /// Plans of a name or number: filled ones say that a row is no further contact of the one above.
    private(set) var identifiers: [Int] = []
    private(set) var names: [Int] = []
    private var firstMention = 0
    /// A row's ids that are not in use, for the next row.
    var spare = RowIDs()

    init() {}

    init(_ plans: [FieldPlan], _ table: inout EntityTable) {
        let identifying: Set<String> = ["name", "uscc", "registration_no"]
        for (plan, field) in plans.enumerated() {
            let name = table.columns[field.target].field
            if field.makesMention { makers.append(plan) }
            if identifying.contains(name) { identifiers.append(plan) }
            if name == "name" { names.append(plan) }
        }
        order = plans.indices.map { ($0, plans[$0].target) }
            .sorted { ($0.target, $0.plan) < ($1.target, $1.plan) }
        let mapped = Set(order.map(\.target))
        unmapped = table.columns.indices.filter { !mapped.contains($0) }
        hashes = table.columns.map { _ in [] }
        firstMention = table.count
    }

    /// One run of ids per mapped column, and the hash over all of them.
    ///
    /// The hash is a sum over the filled fields, each by its name: a field that is mapped later and
    /// stays blank, or another order of fields, leaves it as it was.
    mutating func append(_ ids: RowIDs, _ table: inout EntityTable) {
        var hash: UInt64 = 0
        var index = 0
        while index < order.count {
            let target = order[index].target
            let first = order[index].plan
            index += 1
            var run = ids[first]
            while index < order.count, order[index].target == target {
                run += ids[order[index].plan]
                index += 1
            }
            var own: UInt64 = 0
            for id in run {
                if Int(id) >= hashes[target].count { addHashes(target, table.columns[target]) }
                own = Hash64.combine(own, hashes[target][Int(id)])
            }
            hash &+= own
            if run.count == 1, let id = run.first {
                table.columns[target].cells.append(id)
            } else if run.isEmpty {
                table.columns[target].cells.append(0)
            } else {
                table.columns[target].cells.append(run)
            }
        }
        table.contentHashes.append(hash)
    }

    private mutating func addHashes(_ target: Int, _ column: CleanColumn) {
        let seed = Hash64.of(column.field.utf8.span)
        for id in hashes[target].count..<column.raw.count {
            hashes[target].append(Hash64.of(column.raw[ValueID(id)], seed: seed))
        }
    }

    /// Blanks for the columns that this table doesn't map.
    func finish(_ table: inout EntityTable) {
        for target in unmapped {
            for _ in firstMention..<table.count { table.columns[target].cells.append(0) }
        }
    }
}
