import Matching
import Records

/// Fields of which the mentions of a record say different things.
enum ValueConflicts {
    static func report(
        _ records: EntityRecords,
        _ mapped: MappedEntity,
        _ sources: SourceSet,
        _ findings: inout Findings
    ) {
        for field in records.golden.fields where !field.conflicts.isEmpty {
            guard let index = records.table.columnIndex(field.name) else { continue }
            let column = records.table.columns[index]
            let header = index < mapped.headers.count ? mapped.headers[index] : ""
            for conflict in field.conflicts {
                var finding = Finding(
                    MatchFindings.conflictingValues,
                    at: place(conflict.other, records.table, sources, header)
                )
                let kept = place(conflict.kept, records.table, sources, "")
                finding.entity = records.table.entity
                finding.part = Int(records.table.lineage.part[Int(conflict.other.mention)])
                finding.field = field.name
                finding.value = column.values.string(
                    column.outcomes[Int(conflict.other.outcome)].raw
                )
                finding.detail = "\(field.rule) kept that of \(name(kept))"
                findings.add(finding)
            }
        }
    }

    private static func place(
        _ pick: Pick,
        _ table: EntityTable,
        _ sources: SourceSet,
        _ header: String
    ) -> Place {
        sources.place(
            table: Int(table.lineage.table[Int(pick.mention)]),
            row: Int(table.lineage.row[Int(pick.mention)]),
            column: header
        )
    }

    private static func name(_ place: Place) -> String {
        let table = place.table.isEmpty ? place.source : "\(place.source).\(place.table)"
        return "\(table) \(place.locatorKind.rawValue) \(place.rowNumber)"
    }
}
