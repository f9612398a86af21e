import CRM
import Records

/// Clusters of mentions → golden records: for each field, which mention's value survives.
///
/// Policies (`survive:`): `latest`, `most_complete`, `longest`, `majority`, `prefer [sources]`,
/// `all`. Common to all: a blank never wins, a valid value comes before a suspect one and that
/// before an invalid one. `latest` goes by the mention's `source_updated_at`; mentions without it
/// come before those with, in order of source, then row, the later one winning. Fields with several
/// values per record keep all, the policy's first in front.
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
        updatedAt: (Int) -> String? = { _ in nil }
    ) -> GoldenRecords {
        let order = MentionOrder(
            table,
            sourceOf: sourceOf,
            sourceNames: sourceNames,
            updatedAt: updatedAt
        )
        var golden: [GoldenField] = []
        for column in table.columns {
            let name = MatchField.baseName(column.field)
            guard let field = fields.first(where: { $0.name == name }) else { continue }
            let choice = FieldChoice(column: column, field: field, spec: spec, order: order)
            var result = GoldenField(name: column.field, rule: choice.ruleName)
            for cluster in 0..<clusters.count {
                result.picks.append(contentsOf: choice.picks(clusters[cluster]))
                result.starts.append(UInt32(result.picks.count))
            }
            golden.append(result)
        }
        let base = (0..<clusters.count).map { cluster in
            Self.base(of: clusters[cluster], cluster: cluster, golden)
        }
        return GoldenRecords(
            entity: table.entity,
            clusters: clusters,
            base: base,
            fields: golden
        )
    }

    /// The mention that gives most fields; of several, the first.
    private static func base(
        of members: ArraySlice<UInt32>,
        cluster: Int,
        _ fields: [GoldenField]
    ) -> UInt32 {
        let first = members[members.startIndex]
        if members.count == 1 { return first }
        var counts: [UInt32: Int] = [:]
        for field in fields {
            if let pick = field[cluster].first { counts[pick.mention, default: 0] += 1 }
        }
        var best = first
        for member in members where counts[member, default: 0] > counts[best, default: 0] {
            best = member
        }
        return best
    }
}

/// How late each mention is, and from which source.
struct MentionOrder {
    /// By mention: larger is later.
    let lateness: [UInt32]
    let sources: [String]
    let table: EntityTable

    init(
        _ table: EntityTable,
        sourceOf: [UInt16],
        sourceNames: [String],
        updatedAt: (Int) -> String?
    ) {
        self.table = table
        let source = sourceOf.isEmpty ? table.lineage.table : sourceOf
        sources = source.map { Int($0) < sourceNames.count ? sourceNames[Int($0)] : "" }
        let times = (0..<table.count).map { updatedAt($0) ?? "" }
        let lineage = table.lineage
        let order = times.indices.sorted { a, b in
            if times[a] != times[b] { return times[a] < times[b] }
            let x = (source[a], lineage.table[a], lineage.row[a], lineage.part[a])
            let y = (source[b], lineage.table[b], lineage.row[b], lineage.part[b])
            return x != y ? x < y : a < b
        }
        var lateness = [UInt32](repeating: 0, count: times.count)
        for (rank, mention) in order.enumerated() { lateness[mention] = UInt32(rank) }
        self.lateness = lateness
    }
}
