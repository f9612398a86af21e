import CRM
import Records

/// Clusters of mentions → golden records: for each field, which mention's value survives.
///
/// Policies (`survive:`): `latest`, `most_complete`, `longest`, `majority`, `validated` (without a
/// finding, then the surest), `prefer [sources]`, `all`. Common to all: a blank never wins, a valid value comes before a suspect one and that
/// before an invalid one. `latest` goes by the mention's `source_updated_at`; mentions without it
/// come before those with, in order of source, then row, the later one winning. Fields with several
/// values per record keep all, the policy's first in front. Where mentions of a record disagree over
/// any other field, the conflict is kept beside the choice.
///
/// Example: mentions 0 (骐图, 2019) and 4 (沈阳骐图农业发展有限公司, blank date) of one account: the name
/// comes from 4, because a full name beats a brand before `latest` is asked.
package enum Survivorship {
    package static func golden(
        _ table: EntityTable,
        clusters: Clusters,
        fields: [Field],
        spec: MatchSpec,
        sourceOf: [UInt16] = [],
        sourceNames: [String] = [],
        workers: Workers = .single,
        updatedAt: (Int) -> String? = { _ in nil }
    ) -> GoldenRecords {
        let order = MentionOrder(
            table,
            sourceOf: sourceOf,
            sourceNames: sourceNames,
            updatedAt: updatedAt
        )
        let golden = workers.map(table.columns.count) { index -> GoldenField? in
            let column = table.columns[index]
            let name = MatchField.baseName(column.field)
            guard let field = fields.first(where: { $0.name == name }) else { return nil }
            return FieldChoice(column: column, field: field, spec: spec, order: order)
                .golden(clusters)
        }.compactMap { $0 }
        return GoldenRecords(
            entity: table.entity,
            clusters: clusters,
            base: (0..<clusters.count).map { base(of: $0, in: clusters, golden) },
            fields: golden
        )
    }

    /// The mention that gives most fields; of several, the first.
    private static func base(of cluster: Int, in clusters: Clusters, _ fields: [GoldenField])
        -> UInt32
    {
        let start = Int(clusters.starts[cluster])
        let count = Int(clusters.starts[cluster + 1]) - start
        if count == 1 { return clusters.members[start] }
        var given = [UInt32](repeating: 0, count: count)
        for index in fields.indices {
            let first = Int(fields[index].starts[cluster])
            if first == Int(fields[index].starts[cluster + 1]) { continue }
            let mention = fields[index].picks[first].mention
            for member in 0..<count where clusters.members[start + member] == mention {
                given[member] += 1
            }
        }
        var best = 0
        for member in 1..<count where given[member] > given[best] { best = member }
        return clusters.members[start + best]
    }
}

/// How late each mention is, and from which source.
struct MentionOrder: Sendable {
    /// By mention: larger is later.
    let lateness: [UInt32]
    /// By mention: the number of its source, an index into `sourceNames`.
    let source: [UInt16]
    let sourceNames: [String]

    init(
        _ table: EntityTable,
        sourceOf: [UInt16],
        sourceNames: [String],
        updatedAt: (Int) -> String?
    ) {
        let source = sourceOf.isEmpty ? table.lineage.table : sourceOf
        self.source = source
        let last = Int(source.max() ?? 0)
        self.sourceNames =
            sourceNames + [String](repeating: "", count: max(0, last + 1 - sourceNames.count))
        let times = Self.times(table.count, updatedAt)
        let lineage = table.lineage
        let places = (0..<table.count).map { mention in
            UInt64(source[mention]) << 48 | UInt64(lineage.table[mention]) << 32
                | UInt64(lineage.row[mention])
        }
        func isBefore(_ a: Int, _ b: Int) -> Bool {
            if times[a] != times[b] { return times[a] < times[b] }
            if places[a] != places[b] { return places[a] < places[b] }
            return (lineage.part[a], a) < (lineage.part[b], b)
        }
        var order = Array(0..<table.count)
        let isOrdered = zip(order, order.dropFirst()).allSatisfy { isBefore($0, $1) }
        if !isOrdered { order.sort(by: isBefore) }
        var lateness = [UInt32](repeating: 0, count: order.count)
        for (rank, mention) in order.enumerated() { lateness[mention] = UInt32(rank) }
        self.lateness = lateness
    }

    /// By mention: the rank of its time among all, 0 for none.
    private static func times(_ count: Int, _ updatedAt: (Int) -> String?) -> [UInt32] {
        let texts = (0..<count).map { updatedAt($0) ?? "" }
        var distinct = Set(texts)
        distinct.remove("")
        if distinct.isEmpty { return [UInt32](repeating: 0, count: count) }
        var ranks: [String: UInt32] = [:]
        for (rank, text) in distinct.sorted().enumerated() { ranks[text] = UInt32(rank + 1) }
        return texts.map { ranks[$0, default: 0] }
    }
}
