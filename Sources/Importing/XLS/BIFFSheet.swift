import Records

/// Reads the records of one sheet into a grid.
///
///     │BOF│ ROW … │ LABELSST row 0 column 0 text 7 │ MULRK row 0 columns 1–3 │ … │EOF│
///
/// Cells come row by row. Where a program wrote them in another order, they are read again in the
/// order of rows.
struct BIFFSheet: ~Copyable, ~Escapable {
    enum Ending: Equatable {
        case complete
        /// The next sheet or the end of the workbook comes first.
        case missing
        /// The stream ends within a record.
        case cut
    }

    static let maxRowCount = 65_536
    static let maxColumnCount = 256

    private let bytes: Span<UInt8>
    private let workbook: BIFFWorkbook
    private let codePage: BIFFCodePage?
    /// Where sheets begin.
    private let starts: Set<Int>
    private(set) var grid: SheetGrid
    private(set) var ending = Ending.missing
    private(set) var isDialog = false
    private(set) var isEncrypted = false
    /// Where the record that ends the sheet ends.
    private(set) var end = 0

    /// 0-based; -1 before the first cell.
    private var row = -1
    private var isDisordered = false
    private var hiddenRows: [Bool] = []
    private var text: [UInt8] = []

    @_lifetime(copy bytes)
    init(
        _ bytes: Span<UInt8>,
        _ workbook: BIFFWorkbook,
        _ codePage: BIFFCodePage?,
        starts: Set<Int>,
        into grid: SheetGrid
    ) {
        self.bytes = bytes
        self.workbook = workbook
        self.codePage = codePage
        self.starts = starts
        self.grid = grid
    }

    /// Reads the sheet whose first record stands at `start`.
    @_lifetime(self: copy self)
    mutating func read(from start: Int) {
        let empty = grid
        walk(from: start) { (sheet: inout BIFFSheet, record: BIFFRecord) in sheet.read(record) }
        if isDisordered {
            let cells = cellOffsets(from: start)
            grid = empty
            row = -1
            (isDisordered, hiddenRows) = (false, [])
            walk(from: start) { (sheet: inout BIFFSheet, record: BIFFRecord) in
                if !Self.isCell(record.type) { sheet.read(record) }
            }
            for cell in cells {
                let offset = Int(truncatingIfNeeded: cell & 0xFF_FFFF_FFFF)
                if let record = BIFFRecord(bytes, at: offset) { read(record) }
            }
        }
        if row >= 0 { grid.endRow() }
        grid.finish()
        let hidden = hiddenRows
        if !hidden.isEmpty { grid.hideRows { $0 <= hidden.count && hidden[$0 - 1] } }
    }

    /// Gives the records of the sheet itself, not those of charts within it, to `visit`.
    @_lifetime(self: copy self)
    private mutating func walk(
        from start: Int,
        _ visit: (inout BIFFSheet, BIFFRecord) -> Void
    ) {
        guard let first = BIFFRecord(bytes, at: start) else { return }
        var offset = first.end
        var depth = 0
        ending = .missing
        while let record = BIFFRecord(bytes, at: offset) {
            if BIFF.isBeginning(record.type) {
                if starts.contains(offset) { break }
                depth += 1
            } else if record.type == BIFF.end {
                depth -= 1
                if depth < 0 {
                    ending = .complete
                    offset = record.end
                    break
                }
            } else if depth == 0, !record.isCut {
                visit(&self, record)
            }
            offset = record.end
            if record.isCut {
                ending = .cut
                break
            }
        }
        end = offset
    }

    /// The places of all cell records, by row and then as they stand.
    private func cellOffsets(from start: Int) -> [UInt64] {
        var cells: [UInt64] = []
        guard let first = BIFFRecord(bytes, at: start) else { return [] }
        var offset = first.end
        var depth = 0
        while offset < end, let record = BIFFRecord(bytes, at: offset) {
            if BIFF.isBeginning(record.type) {
                depth += 1
            } else if record.type == BIFF.end {
                depth -= 1
            } else if depth == 0, Self.isCell(record.type), record.count >= 2 {
                cells.append(UInt64(bytes.word(record.start)) << 40 | UInt64(offset))
            }
            offset = record.end
        }
        cells.sort()
        return cells
    }

    private static func isCell(_ type: Int) -> Bool {
        switch type {
        case 0x02...0x06, 0x203...0x206, 0x406, 0x27E, 0xBD, 0xFD, 0xD6: true
        default: false
        }
    }

    // MARK: - Records

    @_lifetime(self: copy self)
    private mutating func read(_ record: BIFFRecord) {
        let start = record.start
        switch record.type {
        case 0xFD:
            guard let column = begin(record, byteCount: 10) else { return }
            grid.add(sharedText: bytes.long(start &+ 6), column: column)
        case 0x27E:
            guard let column = begin(record, byteCount: 10) else { return }
            let format = format(at: start &+ 4)
            grid.add(bytes.rkNumber(start &+ 6), format: format, column: column)
        case 0xBD: readNumbers(record)
        case 0x203:
            guard let column = begin(record, byteCount: 14) else { return }
            grid.add(bytes.double(start &+ 6), format: format(at: start &+ 4), column: column)
        case 0x204, 0xD6:
            guard let column = begin(record, byteCount: 8) else { return }
            readText(record, from: start + 6, countBytes: 2)
            addText(column: column)
        case 0x205:
            guard let column = begin(record, byteCount: 8) else { return }
            addValue(bytes[start + 6], isError: bytes[start + 7] != 0, column: column)
        case 0x06, 0x206, 0x406: readFormula(record)
        case 0x02...0x05: readCellOfTwo(record)
        case 0x08, 0x208, 0x24, 0x7D, 0xE5, 0x81, 0x9B, 0x2F: readLayout(record)
        default: break
        }
    }

    /// Begins the row of a cell and gives its column; nil when the record is too short.
    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func begin(_ record: BIFFRecord, byteCount: Int) -> Int? {
        guard record.count >= byteCount else {
            grid.count(XLSFindings.brokenRecord, column: nil)
            return nil
        }
        let next = bytes.word(record.start)
        if next != row {
            if next < row {
                isDisordered = true
                return nil
            }
            if row >= 0 { grid.endRow() }
            row = next
            grid.beginRow(next &+ 1, isHidden: false)
        }
        let column = bytes.word(record.start &+ 2)
        if column < Self.maxColumnCount { return column }
        grid.count(XLSXFindings.badReference, column: column)
        return nil
    }

    @inline(__always)
    private func format(at offset: Int) -> NumberFormat { workbook.styles[bytes.word(offset)] }

    @_lifetime(self: copy self)
    private mutating func readNumbers(_ record: BIFFRecord) {
        guard var column = begin(record, byteCount: 6) else { return }
        var offset = record.start &+ 4
        while offset &+ 8 <= record.end, column < Self.maxColumnCount {
            grid.add(bytes.rkNumber(offset &+ 2), format: format(at: offset), column: column)
            column &+= 1
            offset &+= 6
        }
    }

    @_lifetime(self: copy self)
    private mutating func addValue(_ value: UInt8, isError: Bool, column: Int) {
        if isError {
            grid.add(error: BIFF.errorText(value), column: column)
        } else {
            grid.add(value != 0, column: column)
        }
    }

    /// Cells of Excel 2: three bytes of attributes, of which the second names the format.
    @_lifetime(self: copy self)
    private mutating func readCellOfTwo(_ record: BIFFRecord) {
        let start = record.start
        let byteCount = [9, 15, 8, 9][record.type - 2]
        guard let column = begin(record, byteCount: byteCount) else { return }
        switch record.type {
        case 0x02:
            let number = Double(bytes.word(start + 7))
            grid.add(number, format: formatOfTwo(at: start), column: column)
        case 0x03:
            grid.add(bytes.double(start + 7), format: formatOfTwo(at: start), column: column)
        case 0x04:
            readText(record, from: start + 7, countBytes: 1)
            addText(column: column)
        default: addValue(bytes[start + 7], isError: bytes[start + 8] != 0, column: column)
        }
    }

    private func formatOfTwo(at start: Int) -> NumberFormat {
        let index = Int(bytes[start + 5] & 0x3F)
        return index < workbook.listedFormats.count ? workbook.listedFormats[index] : .number
    }

    // MARK: - Formulas

    /// Reads the stored result of a formula: a number, or what its last two bytes announce.
    @_lifetime(self: copy self)
    private mutating func readFormula(_ record: BIFFRecord) {
        let isOfTwo = workbook.version == .two && record.type == 0x06
        guard let column = begin(record, byteCount: isOfTwo ? 15 : 14) else { return }
        let result = record.start + (isOfTwo ? 7 : 6)
        guard bytes.word(result + 6) == 0xFFFF else {
            let format = isOfTwo ? formatOfTwo(at: record.start) : format(at: record.start + 4)
            return grid.add(bytes.double(result), format: format, column: column)
        }
        switch bytes[result] {
        case 0: readResultText(behind: record, column: column)
        case 1: addValue(bytes[result + 2], isError: false, column: column)
        case 2: addValue(bytes[result + 2], isError: true, column: column)
        default:
            // An empty text; programs that store no result ask for computing on loading.
            let flags = result + 8
            if flags < record.end, bytes[flags] & 2 != 0 { grid.addNoValue(column: column) }
        }
    }

    /// The text of a formula stands in a record behind it.
    @_lifetime(self: copy self)
    private mutating func readResultText(behind formula: BIFFRecord, column: Int) {
        var offset = formula.end
        while let record = BIFFRecord(bytes, at: offset) {
            switch record.type {
            case 0x207 where !record.isCut, 0x07 where !record.isCut:
                let countBytes = record.type == 0x07 ? 1 : 2
                readText(record, from: record.start, countBytes: countBytes)
                return addText(column: column)
            case 0x4BC, 0x221, 0x21, 0x236, 0x36, 0x37, BIFF.continuation: offset = record.end
            default: return grid.addNoValue(column: column)
            }
        }
    }

    // MARK: - Texts

    @_lifetime(self: copy self)
    private mutating func addText(column: Int) {
        let text = text
        grid.add(text.span, column: column)
    }

    /// Reads a text with its count into `text`.
    @_lifetime(self: copy self)
    private mutating func readText(_ record: BIFFRecord, from offset: Int, countBytes: Int) {
        text.removeAll(keepingCapacity: true)
        if workbook.version == .eight {
            var reader = BIFFText(bytes, record, from: offset)
            _ = reader.read(countBytes: countBytes, to: &text)
            if reader.isCut { grid.count(XLSFindings.brokenRecord, column: nil) }
            return
        }
        guard offset + countBytes <= record.end else { return }
        let count = countBytes == 1 ? Int(bytes[offset]) : bytes.word(offset)
        readBytes(count, record, from: offset + countBytes)
    }

    /// Texts of one code page, which may go on in the next records.
    @_lifetime(self: copy self)
    private mutating func readBytes(_ count: Int, _ record: BIFFRecord, from start: Int) {
        let end = min(record.end, start + count)
        var whole: [UInt8] = []
        if end - start < count {
            whole.append(bytes.extracting(start..<end))
            var next = record
            while whole.count < count, let more = BIFFRecord(bytes, at: next.end),
                more.type == BIFF.continuation
            {
                let rest = min(more.count, count - whole.count)
                whole.append(bytes.extracting(more.start..<(more.start + rest)))
                next = more
            }
        }
        guard let codePage else { return }
        let badCount =
            whole.isEmpty
            ? codePage.decode(bytes.extracting(start..<end), to: &text)
            : codePage.decode(whole.span, to: &text)
        if badCount > 0 { grid.count(ImportFindings.invalidEncoding, column: nil) }
    }

    // MARK: - Layout

    @_lifetime(self: copy self)
    private mutating func readLayout(_ record: BIFFRecord) {
        let start = record.start
        switch record.type {
        case 0x08: if record.count >= 8, bytes.word(start + 6) & 0x7FFF == 0 { hide(record) }
        case 0x208: if record.count >= 14, bytes.word(start + 12) & 0x20 != 0 { hide(record) }
        case 0x24:
            if record.count >= 4, bytes.word(start + 2) == 0 {
                grid.hideColumns(from: Int(bytes[start]) + 1, to: Int(bytes[start + 1]) + 1)
            }
        case 0x7D:
            if record.count >= 10, bytes.word(start + 8) & 1 != 0 {
                grid.hideColumns(from: bytes.word(start) + 1, to: bytes.word(start + 2) + 1)
            }
        case 0xE5: readMerges(record)
        case 0x81: if record.count >= 2 { isDialog = bytes.word(start) & 0x10 != 0 }
        case 0x9B: grid.noteFilter()
        case 0x2F: isEncrypted = true
        default: break
        }
    }

    @_lifetime(self: copy self)
    private mutating func hide(_ record: BIFFRecord) {
        let row = bytes.word(record.start)
        while hiddenRows.count <= row { hiddenRows.append(false) }
        hiddenRows[row] = true
    }

    @_lifetime(self: copy self)
    private mutating func readMerges(_ record: BIFFRecord) {
        var offset = record.start + 2
        while offset + 8 <= record.end {
            let rows = (bytes.word(offset), bytes.word(offset + 2))
            let columns = (bytes.word(offset + 4), bytes.word(offset + 6))
            offset += 8
            guard rows.0 <= rows.1, columns.0 <= columns.1, columns.1 < Self.maxColumnCount else {
                continue
            }
            grid.addMerge(
                MergedRange(
                    rows: UInt32(rows.0 + 1)...UInt32(rows.1 + 1),
                    columns: columns.0...columns.1
                )
            )
        }
    }
}
