import Records

/// Reads the rows that `mdb-export` writes, chunk by chunk: RFC 4180 with U+001F between cells.
///
///     ID␟姓名␟备注⏎
///     1␟"张三"␟␞⏎        1, 张三, null
///     2␟""␟"a""b"⏎       2, blank, a"b
///
/// Texts are quoted, numbers are not, and null is U+001E without quotes.
struct AccessExport {
    private(set) var names: [String] = []
    private(set) var batches: [RecordBatch] = []
    private(set) var rowCount: UInt32 = 0
    /// Rows with more or fewer cells than the header.
    private(set) var raggedRows: [UInt32] = []
    /// Of the rows, without binary values that were left out.
    private(set) var byteCount = 0
    /// By column: whether its values are bytes in hexadecimal digits.
    private let isBinary: [Bool]
    private(set) var binaryColumns: Set<Int> = []
    /// How many values of a column were left out because of their size.
    private(set) var largeCounts: [Int: Int] = [:]

    private var cell: [UInt8] = []
    private var column = 0
    private var state = State.start
    private var isQuotedCell = false
    private var hasHeader = false

    private enum State { case start, plain, quoted, quoteInQuoted }

    static let delimiter: UInt8 = 0x1F
    static let nullMarker: UInt8 = 0x1E
    /// In hexadecimal digits; photographs are longer.
    static let maxBinaryDigitCount = 128 << 10

    init(isBinary: [Bool]) { self.isBinary = isBinary }

    mutating func consume(_ chunk: Span<UInt8>) {
        for index in chunk.indices {
            let byte = chunk[index]
            switch state {
            case .quoted:
                if byte == 0x22 { state = .quoteInQuoted } else { appendQuoted(byte) }
            case .start where byte == 0x22:
                state = .quoted
                isQuotedCell = true
            case .quoteInQuoted where byte == 0x22:
                cell.append(byte)
                state = .quoted
            case .start, .plain, .quoteInQuoted:
                if byte == AccessExport.delimiter {
                    endCell()
                } else if byte == 0x0A {
                    endRow()
                } else {
                    cell.append(byte)
                    state = .plain
                }
            }
        }
    }

    private mutating func appendQuoted(_ byte: UInt8) {
        let isLarge = cell.count > AccessExport.maxBinaryDigitCount
        if isLarge && column < isBinary.count && isBinary[column] { return }
        cell.append(byte)
    }

    /// Ends a last row without a line break; true when the output ended within a quoted cell.
    mutating func finish() -> Bool {
        if state == .quoted { return true }
        if column > 0 || !cell.isEmpty { endRow() }
        return false
    }

    private mutating func endCell() {
        defer {
            byteCount += cell.count + 1
            cell.removeAll(keepingCapacity: true)
            column += 1
            state = .start
            isQuotedCell = false
        }
        guard hasHeader else { return names.append(String(decoding: cell, as: UTF8.self)) }
        if column == 0 { beginRow() }
        guard column < names.count else { return }
        let batch = batches.count - 1
        if !isQuotedCell, cell.isEmpty || cell == [AccessExport.nullMarker] {
            batches[batch].columns[column].appendNull()
        } else if column < isBinary.count, isBinary[column],
            cell.count > AccessExport.maxBinaryDigitCount
        {
            largeCounts[column, default: 0] += 1
            batches[batch].columns[column].appendNull()
        } else if column < isBinary.count, isBinary[column] {
            binaryColumns.insert(column)
            batches[batch].columns[column].append(Array("0x".utf8) + cell)
        } else {
            let text = isQuotedCell ? cell : AccessExport.number(cell)
            batches[batch].columns[column].append(text)
        }
    }

    private mutating func beginRow() {
        if batches.last.map({ $0.rowCount >= RecordBatch.maxRowCount }) ?? true {
            batches.append(RecordBatch(columnCount: names.count))
        }
        rowCount += 1
        batches[batches.count - 1].rowNumbers.append(rowCount)
        batches[batches.count - 1].byteOffsets.append(0)
    }

    private mutating func endRow() {
        endCell()
        defer { column = 0 }
        guard hasHeader else { hasHeader = true; return }
        if column == names.count { return }
        raggedRows.append(rowCount)
        for index in column..<max(column, names.count) {
            batches[batches.count - 1].columns[index].appendNull()
        }
    }

    /// Amounts lose the zeros that fill their four decimals; exponents become plain digits.
    private static func number(_ cell: [UInt8]) -> [UInt8] {
        if cell.contains(0x65) || cell.contains(0x45) {
            var output: [UInt8] = []
            NumberText.append(cell.span, to: &output)
            return output
        }
        guard cell.contains(0x2E), cell.allSatisfy({ $0 &- 0x30 <= 9 || $0 == 0x2E || $0 == 0x2D })
        else { return cell }
        var digits = cell
        while digits.last == 0x30 { digits.removeLast() }
        if digits.last == 0x2E { digits.removeLast() }
        return digits
    }
}
