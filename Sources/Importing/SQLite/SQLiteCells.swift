import Records

/// The cells of a table as text: integers and reals as digits, blobs as hexadecimal digits.
struct SQLiteCells {
    private var finished: [RecordBatch] = []
    private var open: [Column]
    private var openRowCount = 0
    private var openByteCount = 0
    private let decoder = ValueDecoder(nil)
    /// By column: what its values had in common.
    private(set) var notes: [Int: Notes] = [:]

    struct Notes {
        var blobs = Tally()
        var decoded = Tally()
        var bad = Tally()
        var nuls = Tally()

        struct Tally {
            var count = 0
            var firstRow: UInt32 = 0

            mutating func add(_ row: Int) {
                if count == 0 { firstRow = UInt32(row) }
                count += 1
            }
        }
    }

    /// A batch ends early when it holds that much.
    private static let maxByteCount = 32 << 20

    init(columnCount: Int) {
        open = (0..<columnCount).map { _ in Column() }
    }

    private(set) var rowCount = 0

    /// Appends the columns of a row behind its rowid.
    mutating func append(_ row: borrowing SQLiteRow, _ isText: [Bool]) {
        rowCount += 1
        for column in open.indices { append(row, column + 1, column, isText[column]) }
        endRow()
    }

    private mutating func endRow() {
        openRowCount += 1
        if openRowCount >= RecordBatch.maxRowCount || openByteCount >= SQLiteCells.maxByteCount {
            finish()
        }
    }

    private mutating func append(
        _ row: borrowing SQLiteRow,
        _ index: Int,
        _ column: Int,
        _ isText: Bool
    ) {
        switch row.type(index) {
        case .null: open[column].appendNull()
        case .integer: row.withText(index) { open[column].append($0) }
        case .real: appendReal(row, index, column)
        case .text: row.withText(index) { appendText($0, column) }
        case .blob: row.withBlob(index) { appendBlob($0, column, isText) }
        }
    }

    /// The shortest digits that give the number again; SQLite's own 15 digits where those are more,
    /// which only the noise of sums needs: 0.1 + 0.2 is 0.3.
    private mutating func appendReal(_ row: borrowing SQLiteRow, _ index: Int, _ column: Int) {
        let shortest = "\(row.real(index))"
        let count = shortest.utf8.prefix { $0 != 0x65 }.count { $0 >= 0x30 && $0 <= 0x39 }
        let text = count > 15 ? row.string(index) : shortest
        open[column].append(SQLiteCells.plain(Array(text.utf8)))
    }

    /// Without exponent and without a fraction of nothing: 0.99, 9, 0.00001.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        guard var plain = SQLNumber.plain(text.span) else { return text }
        if plain.count > 2, plain.suffix(2) == [0x2E, 0x30] { plain.removeLast(2) }
        return plain == [0x2D, 0x30] ? [0x30] : plain
    }

    private mutating func appendText(_ text: Span<UInt8>, _ column: Int) {
        openByteCount += text.count
        let hasNul = text.firstIndex(of: 0) != nil
        if !hasNul, UTF8Check.isValid(text) {
            open[column].append(text)
            return
        }
        var bytes = text.copy()
        if hasNul {
            notes[column, default: Notes()].nuls.add(rowCount)
            bytes.removeAll { $0 == 0 }
        }
        if !UTF8Check.isValid(bytes.span) {
            if let decoded = decoder.characters(bytes.span) {
                notes[column, default: Notes()].decoded.add(rowCount)
                bytes = decoded
            } else {
                notes[column, default: Notes()].bad.add(rowCount)
                bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)
            }
        }
        open[column].append(bytes)
    }

    /// Programs that bind bytes put text into text columns as blobs.
    private mutating func appendBlob(_ blob: Span<UInt8>, _ column: Int, _ isText: Bool) {
        openByteCount += blob.count * 2
        if isText, !ValueDecoder.hasControls(blob), UTF8Check.isValid(blob) {
            open[column].append(blob)
            return
        }
        open[column].append(HexText.of(blob))
        if !blob.isEmpty { notes[column, default: Notes()].blobs.add(rowCount) }
    }

    private mutating func finish() {
        guard openRowCount > 0 else { return }
        var batch = RecordBatch(columnCount: 0)
        batch.columns = open
        batch.rowNumbers = (0..<openRowCount).map { UInt32(rowCount - openRowCount + $0 + 1) }
        batch.byteOffsets = [UInt64](repeating: 0, count: openRowCount)
        finished.append(batch)
        open = open.map { _ in Column() }
        openRowCount = 0
        openByteCount = 0
    }

    /// Appends the rows of another, last one first; their number.
    mutating func append(reversed other: SQLiteCells) -> Int {
        var other = other
        for batch in other.batches().reversed() {
            for row in (0..<batch.rowCount).reversed() {
                rowCount += 1
                for column in open.indices {
                    let cells = batch.columns[column]
                    if cells.isNull(row) {
                        open[column].appendNull()
                    } else {
                        open[column].append(cells[row])
                    }
                }
                endRow()
            }
        }
        return other.rowCount
    }

    mutating func batches() -> [RecordBatch] {
        finish()
        return finished
    }
}
