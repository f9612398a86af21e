import Loading
import Records

/// Rows that were kept out, each with rule, code and reason, for the rejects files.
struct RejectList {
    let assembly: LoadAssembly
    let result: LoadResult

    func rows(_ findings: Findings) -> [RejectedRow] {
        let reasons = Reasons(findings)
        var rows: [RejectedRow] = []
        let isMentioned = mentionedRows()
        for (index, table) in assembly.sources.tables.enumerated() {
            for row in 0..<table.rowCount
            where !isMentioned[index][row] && table.filteredRows[UInt32(row)] == nil {
                let code = table.rejectedRows[UInt32(row)] ?? RunFindings.noMention.code
                rows.append(whole(index, row, code))
            }
        }
        for (entity, _) in assembly.order {
            guard let mapped = assembly.mapped[entity.name],
                let outcome = result.entities.first(where: { $0.entity == entity.name })
            else { continue }
            for mention in 0..<mapped.count where isKeptOut(outcome.buckets[mention]) {
                rows.append(rejected(mapped, mention, outcome.buckets[mention], reasons))
            }
        }
        return rows
    }

    /// By table and data row: whether some entity has a mention of it.
    private func mentionedRows() -> [[Bool]] {
        var isMentioned = assembly.sources.tables.map {
            [Bool](repeating: false, count: $0.rowCount)
        }
        for mapped in assembly.mapped.values {
            let lineage = mapped.table.lineage
            for mention in 0..<mapped.count {
                isMentioned[Int(lineage.table[mention])][Int(lineage.row[mention])] = true
            }
        }
        return isMentioned
    }

    private func isKeptOut(_ bucket: Bucket) -> Bool { bucket == .rejected || bucket == .review }

    private func whole(_ table: Int, _ row: Int, _ code: FindingCode) -> RejectedRow {
        let summary = FindingCatalog.kind(code)?.summary ?? "the row can't be read"
        return RejectedRow(table: table, row: row, code: code.text, reason: summary)
    }

    private func rejected(
        _ mapped: MappedEntity,
        _ mention: Int,
        _ bucket: Bucket,
        _ reasons: Reasons
    ) -> RejectedRow {
        let table = Int(mapped.table.lineage.table[mention])
        let row = Int(mapped.table.lineage.row[mention])
        let place = assembly.sources.place(table: table, row: row)
        let found = reasons.reason(place, mapped.entity.name)
        let rule = disposition(mapped.entity.name, mention)
        let kind = found.flatMap { FindingCatalog.kind($0.code) }
        let detail = found.map { $0.detail.isEmpty ? "" : ": \($0.detail)" } ?? ""
        return RejectedRow(
            table: table,
            row: row,
            rule: rule,
            code: found?.code.text ?? "",
            reason: "\(mapped.entity.name) \(bucket.name): \(kind?.summary ?? rule)\(detail)"
        )
    }

    /// The rule that kept the mention's record out; empty when it was no rule.
    private func disposition(_ entity: String, _ mention: Int) -> String {
        guard let matched = assembly.matched[entity],
            let dispositions = assembly.outcome.dispositions[entity]
        else { return "" }
        switch dispositions[Int(matched.clusters.clusterOf[mention])] {
        case .keep: return ""
        case .reject(let rule), .review(let rule): return rule
        }
    }
}

/// The gravest finding of each row and entity.
private struct Reasons {
    private struct Key: Hashable {
        var place: Place
        var entity: String
    }

    private var found: [Key: Finding] = [:]

    init(_ findings: Findings) {
        for finding in findings.all {
            var place = finding.place
            place.column = ""
            place.byteOffset = nil
            let key = Key(place: place, entity: finding.entity ?? "")
            let severity = FindingCatalog.kind(finding.code)?.severity ?? .note
            if let known = found[key],
                (FindingCatalog.kind(known.code)?.severity ?? .note) >= severity
            {
                continue
            }
            found[key] = finding
        }
    }

    func reason(_ place: Place, _ entity: String) -> Finding? {
        var place = place
        place.column = ""
        place.byteOffset = nil
        return found[Key(place: place, entity: entity)] ?? found[Key(place: place, entity: "")]
    }
}
