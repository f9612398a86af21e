import Records

/// One row of an OpenDocument sheet, with the numbers by which it and its cells are repeated.
struct ODSRow {
    /// A cell with text, in `bytes`.
    private struct Cell {
        var cell: SheetCell
        var column: Int
        var count: Int
        var value: Range<Int>
        var hasValue: Bool
    }

    private var rowNumber = 1
    private var repeatCount = 1
    private var isHidden = false
    private var nextColumn = 0
    private var cells: [Cell] = []
    private var bytes: [UInt8] = []
    private var merges: [MergedRange] = []

    private var type = ODSType.none
    private var columnCount = 1
    private var hasFormula = false
    /// The value that stands in an attribute; nil when none does.
    private var value: [UInt8]?
    /// Whether a formula of the cell names another file or program.
    private(set) var refersOutside = false

    init() {}

    static func isHidden(_ attributes: borrowing XMLAttributes) -> Bool {
        guard let visibility = attributes["visibility"] else { return false }
        return visibility.equals("collapse") || visibility.equals("filter")
    }

    mutating func begin(_ attributes: borrowing XMLAttributes) {
        repeatCount = max(1, attributes.count("number-rows-repeated"))
        isHidden = Self.isHidden(attributes)
        nextColumn = 0
        cells.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        merges.removeAll(keepingCapacity: true)
    }

    mutating func beginCell(_ attributes: borrowing XMLAttributes) {
        columnCount = max(1, attributes.count("number-columns-repeated"))
        type = .none
        if let name = attributes["value-type"] { type = ODSType(name) }
        value = nil
        switch type {
        case .number: if let text = attributes["value"] { value = text.copy() }
        case .date: if let text = attributes["date-value"] { value = text.copy() }
        case .time: if let text = attributes["time-value"] { value = text.copy() }
        case .boolean: if let text = attributes["boolean-value"] { value = text.copy() }
        case .text: if let text = attributes["string-value"] { value = text.copy() }
        case .none: break
        }
        hasFormula = false
        refersOutside = false
        if let formula = attributes["formula"] {
            hasFormula = true
            refersOutside =
                formula.range(of: Array("'file:".utf8).span) != nil
                || formula.range(of: Array("DDE(".utf8).span) != nil
        }
        merge(
            columns: attributes.count("number-columns-spanned"),
            rows: attributes.count("number-rows-spanned")
        )
    }

    private mutating func merge(columns: Int, rows: Int) {
        guard columns > 1 || rows > 1, nextColumn < SheetCell.maxColumnCount else { return }
        let last = min(nextColumn + max(columns, 1), SheetCell.maxColumnCount) - 1
        let bottom = min(rowNumber + max(rows, 1) - 1, SheetCell.maxRowCount)
        guard bottom >= rowNumber else { return }
        merges.append(
            MergedRange(rows: UInt32(rowNumber)...UInt32(bottom), columns: nextColumn...last)
        )
    }

    mutating func endCell(_ shown: [UInt8]) {
        defer { nextColumn = min(nextColumn + columnCount, SheetCell.maxColumnCount) }
        var cell = SheetCell()
        cell.kind = .text
        cell.hasFormula = hasFormula
        let start = bytes.count
        let isError = hasFormula && ODSType.isError(shown.span)
        if isError {
            cell.kind = .error
            bytes.append(contentsOf: shown)
        } else {
            append(shown, kind: &cell.kind)
        }
        let hasValue = bytes.count > start || type == .text
        guard bytes.count > start || (hasFormula && !hasValue) else { return }
        cells.append(
            Cell(
                cell: cell,
                column: nextColumn,
                count: columnCount,
                value: start..<bytes.count,
                hasValue: hasValue
            )
        )
    }

    private mutating func append(_ shown: [UInt8], kind: inout SheetCell.Kind) {
        guard let value else { return bytes.append(contentsOf: shown) }
        switch type {
        case .number:
            kind = .number
            bytes.append(contentsOf: value)
        case .boolean:
            kind = .boolean
            bytes.append(contentsOf: value)
        case .date:
            if let date = ISODateTime(value.span) {
                date.append(to: &bytes)
            } else {
                bytes.append(contentsOf: value)
            }
        case .time:
            if !ISODateTime.appendDuration(value.span, to: &bytes) {
                bytes.append(contentsOf: value)
            }
        case .text, .none: bytes.append(contentsOf: value)
        }
    }

    /// Writes the row as often as it is repeated; empty rows are only counted.
    mutating func write(to grid: inout SheetGrid) {
        let count = min(repeatCount, SheetCell.maxRowCount)
        defer { rowNumber = min(rowNumber + count, SheetCell.maxRowCount + 1) }
        for merge in merges { grid.addMerge(merge) }
        guard let last = cells.last else { return }
        let width = min(last.column + last.count, SheetCell.maxColumnCount)
        if count > 1, !grid.isOverLimit, !grid.fits(rowCount: count, columnCount: width) { return }
        let value = bytes.span
        for number in rowNumber..<(rowNumber + count) where number <= SheetCell.maxRowCount {
            if grid.isOverLimit { return }
            grid.beginRow(number, isHidden: isHidden)
            for cell in cells {
                var placed = cell.cell
                for column in cell.column..<(cell.column + cell.count) {
                    if column >= SheetCell.maxColumnCount { break }
                    placed.column = column
                    grid.add(placed, value: value.extracting(cell.value), hasValue: cell.hasValue)
                }
            }
            grid.endRow()
        }
    }
}

/// The type of a cell's value (`office:value-type`).
enum ODSType {
    case none, number, date, time, boolean, text

    init(_ name: Span<UInt8>) {
        if name.equals("float") || name.equals("currency") || name.equals("percentage") {
            self = .number
        } else if name.equals("string") {
            self = .text
        } else if name.equals("date") {
            self = .date
        } else if name.equals("time") {
            self = .time
        } else {
            self = name.equals("boolean") ? .boolean : .none
        }
    }

    /// Whether the text that a formula shows is an error: `#N/A`, `Err:502`.
    static func isError(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 4, text.count <= 13 else { return false }
        if text[0] == 0x23 {
            return text.equals("#N/A") || text[text.count - 1] == 0x21
                || text[text.count - 1] == 0x3F
        }
        return text.hasPrefix("Err:")
    }
}
