import Records

/// Where each row and each mention ended: the two identities of the ledger.
struct Ledger {
    let sources: SourceSet
    let mapped: [(entity: MappedEntity, buckets: [Bucket])]

    func tables() -> [TableLedger] {
        sources.tables.indices.map { table in
            let source = sources.tables[table]
            var ledger = TableLedger(source: source.source, file: source.file, table: source.name)
            let dataCount = source.rowCount
            ledger.rowCount = dataCount + source.skipped.count
            for row in source.skipped { ledger.skipped[row.kind, default: 0] += 1 }
            var hasMention = [Bool](repeating: false, count: dataCount)
            for (entity, buckets) in mapped {
                ledger.mentions += count(entity, buckets, table, &hasMention)
            }
            for row in 0..<dataCount where !hasMention[row] {
                if source.filteredRows[UInt32(row)] != nil {
                    ledger.skipped[.filtered, default: 0] += 1
                } else {
                    ledger.rejectedWholeCount += 1
                }
            }
            ledger.mentionedRowCount = hasMention.reduce(0) { $0 + ($1 ? 1 : 0) }
            return ledger
        }
    }

    private func count(
        _ entity: MappedEntity,
        _ buckets: [Bucket],
        _ table: Int,
        _ hasMention: inout [Bool]
    ) -> [EntityLedger] {
        var ledger = EntityLedger(entity: entity.entity.name)
        for mention in 0..<entity.count where Int(entity.table.lineage.table[mention]) == table {
            ledger.mentionCount += 1
            ledger[buckets[mention]] += 1
            hasMention[Int(entity.table.lineage.row[mention])] = true
        }
        return ledger.mentionCount > 0 ? [ledger] : []
    }
}

/// Rows of the sources that yield no mention, told apart before anything is loaded.
enum RowAccounting {
    /// Marks rows that `skip:` or a missing mapping leaves out, and reports rows without a mention.
    static func close(
        _ sources: inout SourceSet,
        _ mapped: [String: MappedEntity],
        mappedTables: Set<Int>,
        findings: inout Findings
    ) {
        // By name: where two entities skip a row, the same reason is kept in every run.
        let entities = mapped.sorted { $0.key < $1.key }.map(\.value)
        for table in sources.tables.indices {
            let count = sources.tables[table].rowCount
            if !mappedTables.contains(table) {
                leaveOut(table, count, &sources, &findings)
                continue
            }
            var seen = [Bool](repeating: false, count: count)
            for entity in entities {
                let lineage = entity.table.lineage
                for mention in 0..<entity.count where Int(lineage.table[mention]) == table {
                    seen[Int(lineage.row[mention])] = true
                }
                for (row, why) in entity.skippedRows[table] ?? [:] {
                    sources.tables[table].filteredRows[UInt32(row)] = why
                }
            }
            for row in 0..<count { report(row, table, seen[row], &sources, &findings) }
        }
    }

    private static func report(
        _ row: Int,
        _ table: Int,
        _ isSeen: Bool,
        _ sources: inout SourceSet,
        _ findings: inout Findings
    ) {
        if let why = sources.tables[table].filteredRows[UInt32(row)] {
            if isSeen {
                sources.tables[table].filteredRows[UInt32(row)] = nil
                return
            }
            add(RunFindings.filtered, why, row, table, sources, &findings)
        } else if let code = sources.tables[table].rejectedRows[UInt32(row)] {
            add(RunFindings.rejectedWhole, "see \(code.text)", row, table, sources, &findings)
        } else if !isSeen {
            add(RunFindings.noMention, "", row, table, sources, &findings)
        }
    }

    private static func add(
        _ kind: FindingKind,
        _ detail: String,
        _ row: Int,
        _ table: Int,
        _ sources: SourceSet,
        _ findings: inout Findings
    ) {
        var finding = Finding(kind.code, at: sources.place(table: table, row: row))
        finding.detail = detail
        findings.add(finding)
    }

    /// A table without a mapping: all its rows are filtered, and said once.
    private static func leaveOut(
        _ table: Int,
        _ count: Int,
        _ sources: inout SourceSet,
        _ findings: inout Findings
    ) {
        let source = sources.tables[table]
        for row in 0..<count {
            sources.tables[table].filteredRows[UInt32(row)] = "table not mapped"
        }
        if count == 0 { return }
        let place = Place(source: source.source, file: source.file, table: source.name)
        var finding = Finding(RunFindings.unmappedTable.code, at: place)
        finding.detail = "\(count) rows\(source.isHidden ? ", hidden" : "")"
        findings.add(finding)
    }
}
