import Records

/// Where reading breaks off, and what is reported.
extension JSONReader {
    mutating func stop(_ error: JSONBreak, _ text: Span<UInt8>) {
        isBroken = true
        let kind =
            switch error.kind {
            case .syntax: JSONFindings.brokenText
            case .end: ImportFindings.truncatedSource
            case .depth, .cells: ImportFindings.limit
            }
        let isInRecord = tables[0].isRowOpen
        abandon(kind.code)
        let before = text.extracting(0..<min(error.offset, text.count))
        var lineStart = 0
        var number = 1
        for index in before.indices where before[index] == 0x0A {
            lineStart = index + 1
            number += 1
        }
        add(
            Issue(
                kind: kind,
                rowNumber: isInRecord ? tables[0].lastRowNumber : 0,
                offset: error.offset,
                detail: "line \(number), " + detail(error, text, lineStart: lineStart)
            )
        )
    }

    /// Place and expectation; the column counts characters.
    func detail(_ error: JSONBreak, _ text: Span<UInt8>, lineStart: Int) -> String {
        var column = 1
        for index in lineStart..<max(lineStart, min(error.offset, text.count))
        where text[index] & 0xC0 != 0x80 { column += 1 }
        let place = "column \(column)"
        return switch error.kind {
        case .syntax: "\(place): \(error.expected) was expected"
        case .end: "\(place): it ends where \(error.expected) was expected"
        case .depth: "\(place): more than \(limits.depth) levels (`max_depth`)"
        case .cells: "\(place): more than \(limits.cellCount) cells (`max_cells`)"
        }
    }

    /// Ends the rows that a break leaves unfinished; what was read of them stays, rejected.
    mutating func abandon(_ code: FindingCode) {
        for table in tables.indices where tables[table].isRowOpen {
            tables[table].rejected[UInt32(clamping: tables[table].rowCount - 1)] = code
            tables[table].end()
        }
    }

    /// Rejects the open row, of which something can't be read.
    mutating func overLimit(_ table: Int, _ detail: String) {
        tables[table].rejected[UInt32(clamping: tables[table].rowCount - 1)] =
            ImportFindings.limit.code
        isBroken = true
        let key = UInt64(table) << 32 | UInt64(truncatingIfNeeded: detail.utf8.count) << 8 | 2
        guard reported.insert(key).inserted else { return }
        add(
            Issue(
                kind: ImportFindings.limit,
                table: table,
                rowNumber: tables[table].lastRowNumber,
                offset: scanner.offset,
                detail: detail
            )
        )
    }

    /// Reports once for each path.
    mutating func note(_ kind: FindingKind, _ node: Int, at offset: Int, _ detail: String = "") {
        let key = UInt64(node) << 32 | UInt64(kind.code.rawValue) << 8 | 3
        guard reported.insert(key).inserted else { return }
        report(kind, node, at: offset, detail)
    }

    mutating func report(_ kind: FindingKind, _ node: Int, at offset: Int, _ detail: String) {
        let table = Int(paths.nodes[node].table)
        var issue = Issue(kind: kind, table: table, node: node, offset: offset, detail: detail)
        if tables[table].isRowOpen { issue.rowNumber = tables[table].lastRowNumber }
        add(issue)
    }
}
