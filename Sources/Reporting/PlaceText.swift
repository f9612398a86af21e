import Records

extension Place {
    /// As the user's own program shows it: ``客户.xlsx, sheet `客户表`, row 77, column `电话` ``.
    var text: String {
        var parts = [file.isEmpty ? source : file]
        switch locatorKind {
        case .line where rowNumber > 0: parts[0] += ":\(rowNumber)"
        case .line: break
        case .row:
            if !table.isEmpty { parts.append("sheet `\(table)`") }
            if rowNumber > 0 { parts.append("row \(rowNumber)") }
        case .tuple, .record:
            if !table.isEmpty { parts.append("table `\(table)`") }
            if rowNumber > 0 { parts.append("\(locatorKind.rawValue) \(rowNumber)") }
        }
        if !column.isEmpty { parts.append("column `\(column)`") }
        return parts.joined(separator: ", ").escapedControls
    }
}

extension FindingSummary {
    /// `N031 NO_AREA_CODE`.
    var tag: String { "\(kind.code.text) \(kind.name)" }
}

extension [FindingSummary] {
    /// Those of files that people wrote, then the gravest, of those the most frequent, then by code.
    var byWeight: [FindingSummary] {
        sorted { a, b in
            if a.isOfUser != b.isOfUser { return a.isOfUser }
            if a.kind.severity != b.kind.severity { return a.kind.severity > b.kind.severity }
            return a.count != b.count ? a.count > b.count : a.kind.code < b.kind.code
        }
    }
}

extension TableLedger {
    /// `source` or `source.table`, as pipelines name it.
    var key: String { table.isEmpty ? source : "\(source).\(table)" }

    /// `3 blank, 1 header`; kinds in their own order.
    var skippedText: String {
        RowKind.allCases.compactMap { kind in
            skipped[kind].flatMap { $0 > 0 ? "\(grouped($0)) \(kind.rawValue)" : nil }
        }.joined(separator: ", ")
    }
}

extension Verdict {
    var sign: String {
        switch self {
        case .pass: "✓"
        case .warn: "!"
        case .fail: "✗"
        case .notEvaluated: "–"
        }
    }
}

extension RuleResult {
    /// `A04-core`, or `A04-core [张三]` for a group.
    var title: String { group.isEmpty ? id : "\(id) [\(group)]" }

    /// `3 of 100 (3.0%)`.
    var measured: String {
        let share = offenders
        if share.denominator == 0 { return "nothing to evaluate" }
        return "\(grouped(share.numerator)) of \(grouped(share.denominator)) (\(share.percent))"
    }
}

extension GateResult {
    var title: String { group.isEmpty ? name : "\(name) [\(group)]" }
}

extension MatchSummary {
    /// The rules that brought the most new matches first.
    var blocksByYield: [Block] {
        blocks.sorted { ($0.newMatchCount, $1.name) > ($1.newMatchCount, $0.name) }
    }
}
