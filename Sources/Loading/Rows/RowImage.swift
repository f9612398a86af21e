import Records
import Storage

/// One cell as it will stand in the database; text lies in the image's bytes.
enum StoredCell: Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(start: Int, end: Int)
}

/// One row being made: cells by layout column over one byte buffer, reused from row to row.
struct RowImage {
    private(set) var bytes: [UInt8] = []
    private(set) var cells: [StoredCell]

    init(columnCount: Int) { cells = [StoredCell](repeating: .null, count: columnCount) }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        for index in cells.indices { cells[index] = .null }
    }

    mutating func set(_ column: Int, _ value: Int64) { cells[column] = .integer(value) }

    mutating func set(_ column: Int, real value: Double) { cells[column] = .real(value) }

    mutating func setNull(_ column: Int) { cells[column] = .null }

    /// Empty text is null.
    mutating func set(_ column: Int, _ text: Span<UInt8>) {
        if text.isEmpty { return setNull(column) }
        let start = bytes.count
        bytes.append(text)
        cells[column] = .text(start: start, end: bytes.count)
    }

    mutating func set(_ column: Int, _ text: [UInt8]) { set(column, text.span) }

    /// A value of a table; id 0 is null.
    mutating func set(_ column: Int, _ values: ValueTable, _ id: ValueID) {
        set(column, values[id])
    }

    mutating func set(_ column: Int, _ text: String) { set(column, Array(text.utf8).span) }

    /// A schema's standard value, which may be the empty text.
    mutating func set(_ column: Int, standard: EntityLayout.StandardValue) {
        switch standard {
        case .none: setNull(column)
        case .integer(let value): set(column, value)
        case .text(let text):
            let start = bytes.count
            bytes.append(contentsOf: text.utf8)
            cells[column] = .text(start: start, end: bytes.count)
        }
    }

    func isNull(_ column: Int) -> Bool { cells[column] == .null }

    /// The cell's text, a number's digits included; empty for null.
    func text(_ column: Int) -> String {
        switch cells[column] {
        case .null: ""
        case .integer(let value): String(value)
        case .real(let value): String(value)
        case .text(let start, let end): String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    func bind(_ column: Int, to statement: borrowing Statement, at parameter: Int) {
        switch cells[column] {
        case .null: statement.bindNull(parameter)
        case .integer(let value): statement.bind(value, at: parameter)
        case .real(let value): statement.bind(value, at: parameter)
        case .text(let start, let end):
            if start == end { return statement.bind("", at: parameter) }
            statement.bind(bytes.span.extracting(start..<end), at: parameter)
        }
    }

    /// Whether a column of a stepped statement holds the same value.
    func equals(_ column: Int, _ statement: borrowing Statement, at index: Int) -> Bool {
        switch cells[column] {
        case .null: statement.isNull(index)
        case .integer(let value): !statement.isNull(index) && statement.integer(index) == value
        case .real(let value): !statement.isNull(index) && statement.double(index) == value
        case .text(let start, let end):
            !statement.isNull(index) && statement.bytes(index) == Array(bytes[start..<end])
        }
    }
}
