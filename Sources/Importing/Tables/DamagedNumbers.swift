import CRM
import Records

/// Finds numbers that a spreadsheet has changed before they were saved as text.
///
///     1.38E+10            telephone or id: digits lost, unrecoverable
///     320102199001010000  18 digits, the last three zero: only 15 were kept
///     1.23457E+14         in another column: damaged
///     10020 among 010020  postcode without its zero
struct DamagedNumbers {
    enum Damage {
        case lost, exponent, zeros, zero

        var detail: String {
            switch self {
            case .lost: "written with an exponent; the last digits are lost"
            case .exponent: "written with an exponent; all digits are there"
            case .zeros: "digits after the 15th are zero"
            case .zero: "five digits where six were expected; a zero in front is missing"
            }
        }
    }

    struct Cell {
        var damage: Damage
        /// Index of the row in the grid.
        var row: Int
    }

    /// The damaged cells of a column among those that `isOdd` picked, in order of rows.
    static func find(_ rows: GridRows, _ picked: [Int32], column: Int) -> [Cell] {
        var cells: [Cell] = []
        var isLong: [Bool] = []
        var longCount = 0
        var zeroCount = 0
        for row in picked {
            switch shape(rows.cell(Int(row), column).span) {
            case .exponent(let isWhole):
                cells.append(Cell(damage: isWhole ? .exponent : .lost, row: Int(row)))
                isLong.append(false)
            case .digits(let count, let zeros) where count > maxDigitCount:
                longCount += 1
                guard zeros >= count - maxDigitCount else { continue }
                zeroCount += 1
                cells.append(Cell(damage: .zeros, row: Int(row)))
                isLong.append(count >= 18)
            default: continue
            }
        }
        // A long number may end in zeros by chance; a column of them doesn't.
        guard zeroCount * 2 < longCount else { return cells }
        return zip(cells, isLong).filter { $0.damage != .zeros || $1 }.map(\.0)
    }

    /// Numbers of five digits in a column of postcodes that have six.
    static func shortened(_ rows: GridRows, _ kinds: [RowKind], column: Int) -> [Cell] {
        var cells: [Cell] = []
        var wholeCount = 0
        for row in 0..<rows.count where kinds[row] == .data {
            guard case .digits(let count, _)? = shape(rows.cell(row, column).span) else { continue }
            if count == 5 { cells.append(Cell(damage: .zero, row: row)) }
            if count == 6 { wholeCount += 1 }
        }
        return wholeCount > cells.count ? cells : []
    }

    /// The digits that spreadsheets keep.
    private static let maxDigitCount = 15

    // MARK: Cells

    /// One look at a byte or two: `+` before the last two digits, or many digits, or blanks outside.
    @inline(__always)
    static func isOdd(_ cell: Span<UInt8>) -> Bool {
        let count = cell.count
        guard count >= 5, count <= 40 else { return false }
        let last = cell[count &- 1]
        if last <= 0x20 { return true }
        guard last &- 0x30 <= 9 else { return false }
        return count >= 16 || cell[count &- 3] == 0x2B
    }

    private enum Shape {
        /// Whether all digits are still there.
        case exponent(isWhole: Bool)
        case digits(Int, zeros: Int)
    }

    /// Nil for anything but a run of digits or a number with an exponent.
    @inline(__always)
    private static func shape(_ cell: Span<UInt8>) -> Shape? {
        guard cell.count >= 5, cell.count <= 40 else { return nil }
        let first = cell[0] &- 0x30
        guard first <= 9 || cell[0] == 0x2D || cell[0] <= 0x20 else { return nil }
        let range = CellText.trimmed(cell)
        var index = range.lowerBound
        if index < range.upperBound, cell[index] == 0x2D { index &+= 1 }
        let start = index
        while index < range.upperBound, cell[index] &- 0x30 <= 9 { index &+= 1 }
        if index == range.upperBound {
            var zeros = 0
            while zeros < index - start, cell[index &- 1 &- zeros] == 0x30 { zeros &+= 1 }
            return index > start ? .digits(index - start, zeros: zeros) : nil
        }
        return exponent(cell, range, wholeCount: index - start, at: index)
    }

    private static func exponent(
        _ cell: Span<UInt8>,
        _ range: Range<Int>,
        wholeCount: Int,
        at point: Int
    ) -> Shape? {
        guard wholeCount == 1 else { return nil }
        var index = point
        var fractionCount = 0
        if cell[index] == 0x2E {
            index &+= 1
            while index < range.upperBound, cell[index] &- 0x30 <= 9 {
                index &+= 1
                fractionCount &+= 1
            }
        }
        guard index &+ 2 < range.upperBound, cell[index] | 0x20 == 0x65, cell[index &+ 1] == 0x2B
        else { return nil }
        index &+= 2
        var power = 0
        let start = index
        while index < range.upperBound, cell[index] &- 0x30 <= 9, power < 1000 {
            power = power * 10 + Int(cell[index] &- 0x30)
            index &+= 1
        }
        // Below ten digits spreadsheets write no exponent.
        guard index == range.upperBound, index > start, power >= 9, power <= 30 else { return nil }
        return .exponent(isWhole: fractionCount >= power)
    }
}

extension TableDraft {
    private static let maxCellCount = 1000

    /// Reports damaged numbers by column and row; beyond a thousand of a column they are counted.
    mutating func findDamage() {
        var picked: [Int32: [Int32]] = [:]
        for (row, column) in rows.oddNumbers where kinds[Int(row)] == .data {
            picked[column, default: []].append(row)
        }
        for header in table.columns {
            let column = header.position ?? 0
            var cells =
                picked[Int32(column)].map { DamagedNumbers.find(rows, $0, column: column) } ?? []
            if HeaderSynonyms.types(of: header.name).contains(.postalCode) {
                cells += DamagedNumbers.shortened(rows, kinds, column: column)
            }
            reportDamage(cells, column, header.name)
        }
    }

    private mutating func reportDamage(
        _ cells: [DamagedNumbers.Cell],
        _ column: Int,
        _ name: String
    ) {
        let isCode = TableDraft.isCode(name)
        for cell in cells.prefix(TableDraft.maxCellCount) {
            let isLost = cell.damage == .lost && isCode
            report(
                isLost ? TableFindings.unrecoverableNumber : TableFindings.excelDamage,
                row: cell.row,
                column: name,
                value: rows.text(cell.row, column),
                cell.damage.detail
            )
        }
        if cells.count > TableDraft.maxCellCount {
            let more = "\(cells.count - TableDraft.maxCellCount) more cells of the column"
            report(TableFindings.excelDamage, row: nil, column: name, more)
        }
    }

    /// Whether the digits of a column must all be right: any but amounts and quantities.
    private static func isCode(_ name: String) -> Bool {
        let types = HeaderSynonyms.types(of: name)
        if !types.isDisjoint(with: [.money, .number, .percent]) { return false }
        let base = HeaderName.normalized(name)
        return !["额", "價", "价", "量", "数", "amount", "price", "total", "balance"]
            .contains { base.hasSuffix($0) }
    }
}
