import Records

/// Reads a worksheet part of a binary workbook into a grid.
///
///     │row 3│ cell C, style 2, number │ cell D, text 17 of the shared ones │ row 4 │ …
enum BinarySheet {
    static func read(_ bytes: Span<UInt8>, into grid: inout SheetGrid) -> PartOutcome {
        let styles = grid.styles
        var outcome = PartOutcome.cut
        var isInData = false
        var isFiltered = false
        var column = 0
        var text: [UInt8] = []
        var offset = 0
        while let record = BinaryRecord(bytes, at: offset) {
            offset = record.end
            switch record.type {
            case 145: isInData = true
            case 146:
                isInData = false
                outcome = .complete
            case 0:
                guard isInData, record.count >= 12 else { continue }
                grid.endRow()
                let number = bytes.long(record.start) + 1
                grid.beginRow(number, isHidden: bytes[record.start + 11] & 0x10 != 0)
                column = -1
            case 1...18, 62:
                if isInData { readCell(bytes, record, styles, &column, &text, into: &grid) }
            case 60:
                guard record.count >= 18, bytes.word(record.start + 16) & 1 != 0 else { continue }
                grid.hideColumns(
                    from: bytes.long(record.start) + 1,
                    to: bytes.long(record.start + 4) + 1
                )
            case 163: isFiltered = true
            case 176: readMerge(bytes, record, into: &grid)
            default: break
            }
            if record.isCut {
                outcome = .cut
                break
            }
        }
        grid.endRow()
        if isFiltered { grid.noteFilter() }
        return outcome
    }

    /// Cells name their column; the short ones (12–18) stand right of the last.
    @inline(__always)
    private static func readCell(
        _ bytes: Span<UInt8>,
        _ record: BinaryRecord,
        _ styles: CellStyles,
        _ column: inout Int,
        _ text: inout [UInt8],
        into grid: inout SheetGrid
    ) {
        let isShort = record.type >= 12 && record.type <= 18
        let style = record.start &+ (isShort ? 0 : 4)
        let value = style &+ 4
        let valueByteCount = byteCount(of: record.type)
        guard value &+ valueByteCount <= record.end else {
            return grid.count(XLSFindings.brokenRecord, column: nil)
        }
        column = isShort ? column &+ 1 : bytes.long(record.start)
        switch record.type {
        case 7, 18: grid.add(sharedText: bytes.long(value), column: column)
        case 2, 13:
            let format = styles[bytes.long(style) & 0xFF_FFFF]
            grid.add(bytes.rkNumber(value), format: format, column: column)
        case 5, 9, 16:
            let format = styles[bytes.long(style) & 0xFF_FFFF]
            grid.add(bytes.double(value), format: format, column: column)
        case 6, 8, 17, 62:
            text.removeAll(keepingCapacity: true)
            let range = record.text(bytes, at: record.type == 62 ? value &+ 1 : value)
            UTF16Text.append(bytes.extracting(range), to: &text)
            grid.add(text.span, column: column)
        case 3, 11, 14: grid.add(error: BIFF.errorText(bytes[value]), column: column)
        case 4, 10, 15: grid.add(bytes[value] != 0, column: column)
        default: break
        }
    }

    /// How many bytes a cell has at least behind its style.
    @inline(__always)
    private static func byteCount(of type: Int) -> Int {
        switch type {
        case 2, 7, 13, 18: 4
        case 3, 4, 10, 11, 14, 15: 1
        case 5, 9, 16: 8
        case 6, 8, 17, 62: 4
        default: 0
        }
    }

    private static func readMerge(
        _ bytes: Span<UInt8>,
        _ record: BinaryRecord,
        into grid: inout SheetGrid
    ) {
        guard record.count >= 16 else { return }
        let rows = (bytes.long(record.start), bytes.long(record.start + 4))
        let columns = (bytes.long(record.start + 8), bytes.long(record.start + 12))
        guard rows.0 <= rows.1, rows.1 < SheetCell.maxRowCount, columns.0 <= columns.1,
            columns.1 < SheetCell.maxColumnCount
        else { return }
        grid.addMerge(
            MergedRange(
                rows: UInt32(rows.0 + 1)...UInt32(rows.1 + 1),
                columns: columns.0...columns.1
            )
        )
    }
}
