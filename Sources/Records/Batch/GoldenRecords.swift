/// A partition of mentions: which of them are one record.
package struct Clusters: Sendable {
    /// By mention: its cluster, numbered densely in order of the first mention.
    package var clusterOf: [UInt32]
    /// By cluster: `members[starts[c]..<starts[c + 1]]`, in mention order.
    package var starts: [UInt32]
    package var members: [UInt32]

    package var count: Int { starts.count - 1 }

    package subscript(cluster: Int) -> ArraySlice<UInt32> {
        members[Int(starts[cluster])..<Int(starts[cluster + 1])]
    }

    /// Builds the partition from labels, which are renumbered by first mention; they are numbers in
    /// the order of the count of mentions, because a table is as long as the largest.
    package init(labels: [UInt32]) {
        var dense = [UInt32](repeating: UInt32.max, count: Int(labels.max() ?? 0) + 1)
        var count: UInt32 = 0
        clusterOf = labels.map { label in
            if dense[Int(label)] == UInt32.max {
                dense[Int(label)] = count
                count += 1
            }
            return dense[Int(label)]
        }
        var sizes = [UInt32](repeating: 0, count: Int(count) + 1)
        for cluster in clusterOf { sizes[Int(cluster) + 1] += 1 }
        for index in sizes.indices.dropFirst() {
            sizes[index] += sizes[index - 1]
        }
        starts = sizes
        members = [UInt32](repeating: 0, count: labels.count)
        var next = sizes
        for (mention, cluster) in clusterOf.enumerated() {
            members[Int(next[Int(cluster)])] = UInt32(mention)
            next[Int(cluster)] += 1
        }
    }
}

/// A value that survived into a record: outcome `outcome` of mention `mention`.
package struct Pick: Sendable {
    package var mention: UInt32
    package var outcome: UInt32

    package init(mention: Int, outcome: Int) {
        self.mention = UInt32(mention)
        self.outcome = UInt32(outcome)
    }
}

/// A value that did not survive although it says something else than the one that did.
package struct FieldConflict: Sendable {
    package var record: Int
    package var kept: Pick
    package var other: Pick

    package init(record: Int, kept: Pick, other: Pick) {
        self.record = record
        self.kept = kept
        self.other = other
    }
}

/// One field of the golden records, aligned with the `CleanColumn` of the same name.
package struct GoldenField: Sendable {
    package var name: String
    /// By record: `picks[starts[r]..<starts[r + 1]]`; at most one for scalar fields.
    package var starts: [UInt32] = [0]
    package var picks: [Pick] = []
    /// The survivorship rule that chose them, such as `latest` or `prefer`.
    package var rule: String
    /// Of scalar fields: the best other value of each record whose mentions disagree.
    package var conflicts: [FieldConflict] = []

    package init(name: String, rule: String) {
        self.name = name
        self.rule = rule
    }

    package subscript(record: Int) -> ArraySlice<Pick> {
        picks[Int(starts[record])..<Int(starts[record + 1])]
    }
}

/// The records that Matching and survivorship made of an entity's mentions.
package struct GoldenRecords: Sendable {
    package var entity: String
    package var clusters: Clusters
    /// By record: the mention from which fields come unless a pick says otherwise.
    package var base: [UInt32]
    package var fields: [GoldenField]

    package init(entity: String, clusters: Clusters, base: [UInt32], fields: [GoldenField]) {
        self.entity = entity
        self.clusters = clusters
        self.base = base
        self.fields = fields
    }

    package var count: Int { clusters.count }

    package func field(_ name: String) -> GoldenField? { fields.first { $0.name == name } }
}

/// An entity as Validating and Loading see it.
package struct EntityRecords: Sendable {
    package var table: EntityTable
    package var golden: GoldenRecords

    package init(table: EntityTable, golden: GoldenRecords) {
        self.table = table
        self.golden = golden
    }
}
