import Records
import Storage

/// Rows being made, block by block: cells by row and layout column over one byte buffer.
///
/// A block is filled column by column, so that a column's arrays are fetched once for a thousand
/// records and not once for each.
struct RowBlock {
    /// Records to a block: enough to make fetching columns cheap, few enough to stay in the cache.
    static let capacity = 1024

    let columnCount: Int
    private(set) var bytes: [UInt8] = []
    private var cells: [StoredCell] = []

    init(columnCount: Int) { self.columnCount = columnCount }

    mutating func clear(rowCount: Int) {
        bytes.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        cells.append(contentsOf: repeatElement(.null, count: rowCount * columnCount))
    }

    private func at(_ row: Int, _ column: Int) -> Int { row &* columnCount &+ column }

    mutating func set(_ row: Int, _ column: Int, _ value: Int64) {
        cells[at(row, column)] = .integer(value)
    }

    mutating func set(_ row: Int, _ column: Int, real value: Double) {
        cells[at(row, column)] = .real(value)
    }

    mutating func setNull(_ row: Int, _ column: Int) { cells[at(row, column)] = .null }

    /// Empty text is null.
    mutating func set(_ row: Int, _ column: Int, _ text: Span<UInt8>) {
        if text.isEmpty { return setNull(row, column) }
        let start = bytes.count
        bytes.append(text)
        cells[at(row, column)] = .text(start: start, end: bytes.count)
    }

    mutating func set(_ row: Int, _ column: Int, _ text: String) {
        set(row, column, Array(text.utf8).span)
    }

    /// Text that `write` appends to the block's bytes; none is null.
    mutating func set(_ row: Int, _ column: Int, _ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        cells[at(row, column)] =
            start == bytes.count ? .null : .text(start: start, end: bytes.count)
    }

    /// A schema's standard value, which may be the empty text.
    mutating func set(_ row: Int, _ column: Int, standard: EntityLayout.StandardValue) {
        switch standard {
        case .none: setNull(row, column)
        case .integer(let value): set(row, column, value)
        case .text(let text):
            let start = bytes.count
            bytes.append(contentsOf: text.utf8)
            cells[at(row, column)] = .text(start: start, end: bytes.count)
        }
    }

    func isNull(_ row: Int, _ column: Int) -> Bool { cells[at(row, column)] == .null }

    /// The cell's text, a number's digits included; empty for null.
    func text(_ row: Int, _ column: Int) -> String {
        switch cells[at(row, column)] {
        case .null: ""
        case .integer(let value): String(value)
        case .real(let value): String(value)
        case .text(let start, let end), .blob(let start, let end):
            String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    /// Runs an INSERT whose parameters are the columns.
    func insert(_ row: Int, _ statement: borrowing Statement) throws(StorageFailure) {
        let start = row &* columnCount
        try statement.run(
            cells.span.extracting(start..<(start &+ columnCount)),
            over: bytes.span
        )
    }

    func bind(
        _ row: Int,
        _ column: Int,
        to statement: borrowing Statement,
        at parameter: Int
    ) {
        switch cells[at(row, column)] {
        case .null: statement.bindNull(parameter)
        case .integer(let value): statement.bind(value, at: parameter)
        case .real(let value): statement.bind(value, at: parameter)
        case .text(let start, let end), .blob(let start, let end):
            if start == end { return statement.bind("", at: parameter) }
            statement.bind(bytes.span.extracting(start..<end), at: parameter)
        }
    }

    /// Whether a column of a stepped statement holds the same value.
    func equals(
        _ row: Int,
        _ column: Int,
        _ statement: borrowing Statement,
        at index: Int
    ) -> Bool {
        switch cells[at(row, column)] {
        case .null: return statement.isNull(index)
        case .integer(let value):
            return !statement.isNull(index) && statement.integer(index) == value
        case .real(let value): return !statement.isNull(index) && statement.double(index) == value
        case .text(let start, let end), .blob(let start, let end):
            if statement.isNull(index) { return false }
            let text = bytes.span.extracting(start..<end)
            return statement.withBytes(index) { $0.hasSameBytes(as: text) }
        }
    }
}
