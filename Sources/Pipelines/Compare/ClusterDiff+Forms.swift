import Loading
import Records

/// A comparison of clusters for people, programs and tables.
extension ClusterDiff {
    /// Groups that the text lists of each entity.
    private static let listedCount = 20

    package var text: String {
        summaries.map(text).joined()
            + (isDifferent ? "" : "nothing differs\n")
    }

    private func text(_ summary: Summary) -> String {
        let counts = Change.allCases.map { "\(summary.groups[$0, default: 0]) \($0.rawValue)" }
        var lines = [
            "\(summary.type.isEmpty ? "all" : summary.type): \(summary.commonCount) mentions in both, "
                + "\(summary.newCount) new, \(summary.goneCount) gone",
            "  clusters: \(counts.joined(separator: ", "))",
            "  pairs: \(summary.keptPairs) kept, \(summary.gainedPairs) gained, "
                + "\(summary.lostPairs) lost",
        ]
        let own = groups.filter { $0.type == summary.type }
        for group in own.prefix(Self.listedCount) { lines += Self.lines(group) }
        if own.count > Self.listedCount {
            lines.append("  and \(own.count - Self.listedCount) more; --to csv lists all")
        }
        return lines.joined(separator: "\n").escapedLines + "\n"
    }

    private static func lines(_ group: Group) -> [String] {
        let names = { (clusters: [(cluster: String, mentions: [String])]) in
            clusters.isEmpty
                ? "–"
                : clusters.map { "\($0.cluster) (\($0.mentions.count))" }.joined(separator: " + ")
        }
        let head = "  \(group.change.rawValue): \(names(group.old)) → \(names(group.new))"
        let shown = (group.new.isEmpty ? group.old : group.new).map { cluster in
            let keys = cluster.mentions.prefix(6).joined(separator: ", ")
            let rest = cluster.mentions.count - 6
            return "    \(cluster.cluster): \(keys)" + (rest > 0 ? " and \(rest) more" : "")
        }
        return [head] + shown
    }

    package var json: JSON {
        .object([
            ("different", .bool(isDifferent)), ("entities", .array(summaries.map(Self.json))),
            ("groups", .array(groups.map(Self.json))),
        ])
    }

    private static func json(_ summary: Summary) -> JSON {
        .object(
            [
                ("type", .string(summary.type)), ("mentions", .int(summary.commonCount)),
                ("new_mentions", .int(summary.newCount)),
                ("gone_mentions", .int(summary.goneCount)),
            ]
                + Change.allCases.map { ($0.rawValue, .int(summary.groups[$0, default: 0])) }
                + [
                    ("pairs_kept", .int(summary.keptPairs)),
                    ("pairs_gained", .int(summary.gainedPairs)),
                    ("pairs_lost", .int(summary.lostPairs)),
                ]
        )
    }

    private static func json(_ group: Group) -> JSON {
        let list = { (clusters: [(cluster: String, mentions: [String])]) in
            JSON.array(
                clusters.map {
                    .object([
                        ("cluster", .string($0.cluster)),
                        ("mentions", .array($0.mentions.map(JSON.string))),
                    ])
                }
            )
        }
        return .object([
            ("type", .string(group.type)), ("change", .string(group.change.rawValue)),
            ("old", list(group.old)), ("new", list(group.new)),
        ])
    }

    /// `type,change,group,mention,old,new`: a row per mention of a cluster that changed, for
    /// spreadsheets.
    package var csv: [UInt8] {
        var text: [UInt8] = []
        DelimitedText.append(["type", "change", "group", "mention", "old", "new"], to: &text)
        for (number, group) in groups.enumerated() {
            var rows: [(mention: String, old: String, new: String)] = []
            var places: [String: Int] = [:]
            for cluster in group.old {
                for mention in cluster.mentions {
                    places[mention] = rows.count
                    rows.append((mention, cluster.cluster, ""))
                }
            }
            for cluster in group.new {
                for mention in cluster.mentions {
                    if let place = places[mention] {
                        rows[place].new = cluster.cluster
                    } else {
                        rows.append((mention, "", cluster.cluster))
                    }
                }
            }
            for row in rows {
                DelimitedText.append(
                    [
                        group.type, group.change.rawValue, String(number + 1), row.mention, row.old,
                        row.new,
                    ].map(Self.guarded),
                    to: &text
                )
            }
        }
        return text
    }

    /// A `'` before what a spreadsheet would read as a formula.
    private static func guarded(_ cell: String) -> String {
        Rejects.isFormula(Array(cell.utf8).span) ? "'" + cell : cell
    }
}

extension String {
    /// Without what a terminal would act on, line by line.
    fileprivate var escapedLines: String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).escapedControls }.joined(separator: "\n")
    }
}
