import Records

/// A quick look at every row for words of totals and for the header's own text, so that only few
/// rows are looked at closely.
enum SuspectRows {
    /// One flag a row; a total's word stands in the first three cells from the first filled one.
    static func find(_ rows: GridRows, header: Int?) -> [Bool] {
        var flags = [Bool](repeating: false, count: rows.count)
        var start = 0
        for batch in rows.grid.batches {
            let end = start + batch.rowNumbers.count
            let last = Int(rows.firstFilled[start..<end].max() ?? -1) + 2
            for (index, column) in batch.columns.enumerated().prefix(last + 1) {
                let title = header.map { rows.cell($0, index) } ?? []
                mark(column, index, title, rows, start, &flags)
            }
            start = end
        }
        return flags
    }

    private static func mark(
        _ column: Column,
        _ index: Int,
        _ title: [UInt8],
        _ rows: GridRows,
        _ start: Int,
        _ flags: inout [Bool]
    ) {
        for row in 0..<column.count {
            let first = Int(rows.firstFilled[start &+ row])
            if first < 0 || index < first || index > first &+ 2 { continue }
            let cell = column[row]
            let isTitle = index == first && !title.isEmpty && cell.hasSameBytes(as: title.span)
            if isTitle || isTotal(cell) { flags[start &+ row] = true }
        }
    }

    /// Whether a short cell holds 计, 总, 汇, `total` or `sum`.
    private static func isTotal(_ cell: Span<UInt8>) -> Bool {
        guard cell.count >= 3, cell.count <= 48 else { return false }
        for index in 0..<(cell.count &- 2) {
            let byte = cell[index]
            if byte < 0x80 && byte | 0x20 != 0x74 && byte | 0x20 != 0x73 { continue }
            let next = (cell[index &+ 1], cell[index &+ 2])
            switch byte {
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
