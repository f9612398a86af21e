import Records

/// A quick look at every row for words of totals and for the header's own text, so that only few
/// rows are looked at closely.
enum SuspectRows {
    /// Marks rows whose first filled cell is that of a header row.
    static func markTitles(_ rows: GridRows, _ headerRows: [Int], _ flags: inout [Bool]) {
        var start = 0
        for batch in rows.grid.batches {
            let count = batch.rowNumbers.count
            for (index, column) in batch.columns.enumerated() {
                let titles = headerRows.map { rows.cell($0, index) }.filter { !$0.isEmpty }
                if titles.isEmpty { continue }
                for row in 0..<count where rows.firstFilled[start &+ row] == Int32(index) {
                    let cell = column[row]
                    for title in titles where title.count == cell.count {
                        if cell.hasSameBytes(as: title.span) { flags[start &+ row] = true }
                    }
                }
            }
            start += count
        }
    }

    /// Whether a short cell begins or ends like a total: 合计, 小计：, Subtotal, Total sales.
    @inline(__always)
    static func isTotal(_ cell: Span<UInt8>) -> Bool {
        guard cell.count >= 3, cell.count <= 48 else { return false }
        let first = cell[0]
        let last = cell[cell.count &- 1]
        if first < 0x80 && last < 0x80 {
            if first &- 0x30 <= 9 && last > 0x3A { return false }
            let isStart = first | 0x20 == 0x74 || first | 0x20 == 0x73 || first | 0x20 == 0x67
            return (isStart || last | 0x20 == 0x6C || last <= 0x20 || first <= 0x20)
                && holdsTotal(cell)
        }
        // 计, 和, 总 at the end; 小, 合, 总, 共, 累, 汇 with their second character at the start.
        let end = cell.count &- 3
        if last == 0xA1 && cell.starts(with: "计", at: end) { return true }
        if last == 0xBB && cell.starts(with: "总", at: end) { return true }
        if last == 0x8C && cell.starts(with: "和", at: end) { return true }
        if last <= 0x3A || last == 0x9A || last == 0x80 || first <= 0x20 { return holdsTotal(cell) }
        guard cell.count >= 6, first >= 0xE5, first <= 0xE7 else { return false }
        return cell.starts(with: "计", at: 3) || cell.starts(with: "和", at: 3)
            || cell.starts(with: "总", at: 3)
    }

    /// Whether a cell holds 计, 总, 汇, `total` or `sum` anywhere.
    @inline(never)
    private static func holdsTotal(_ cell: Span<UInt8>) -> Bool {
        for index in 0..<(cell.count &- 2) {
            let next = (cell[index &+ 1], cell[index &+ 2])
            switch cell[index] {
            case 0xE8: if next == (0xAE, 0xA1) { return true }
            case 0xE6: if next == (0x80, 0xBB) || next == (0xB1, 0x87) { return true }
            case 0x74, 0x54: if next.0 | 0x20 == 0x6F && next.1 | 0x20 == 0x74 { return true }
            case 0x73, 0x53: if next.0 | 0x20 == 0x75 && next.1 | 0x20 == 0x6D { return true }
            default: break
            }
        }
        return false
    }
}
