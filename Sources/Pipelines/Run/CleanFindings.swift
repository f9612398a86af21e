import Records

/// Findings about cleaned values: each mention whose cell has an outcome with a code.
enum CleanFindings {
    static func collect(_ mapped: MappedEntity, _ sources: SourceSet, into findings: inout Findings)
    {
        for (column, header) in zip(mapped.table.columns, mapped.headers) {
            guard column.outcomes.contains(where: { $0.code != .none }) else { continue }
            let flagged = flags(column)
            for mention in 0..<mapped.count {
                for raw in column.cells[mention] where flagged[Int(raw)] {
                    for outcome in column.outcomeIndices(ofRaw: raw)
                    where column.outcomes[outcome].code != .none {
                        findings.add(finding(mapped, column, header, mention, outcome, sources))
                    }
                }
            }
        }
    }

    private static func flags(_ column: CleanColumn) -> [Bool] {
        (0..<column.raw.count).map { raw in
            column.outcomeIndices(ofRaw: ValueID(raw)).contains {
                column.outcomes[$0].code != .none
            }
        }
    }

    private static func finding(
        _ mapped: MappedEntity,
        _ column: CleanColumn,
        _ header: String,
        _ mention: Int,
        _ outcome: Int,
        _ sources: SourceSet
    ) -> Finding {
        let lineage = mapped.table.lineage
        let place = sources.place(
            table: Int(lineage.table[mention]),
            row: Int(lineage.row[mention]),
            column: header
        )
        let value = column.outcomes[outcome]
        var finding = Finding(value.code, at: place)
        finding.entity = mapped.entity.name
        finding.part = Int(lineage.part[mention])
        finding.field = column.field
        finding.value = column.values.string(value.raw)
        return finding
    }
}
