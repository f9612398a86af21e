import Records

/// What a `<c>` element says, before its value is understood.
struct SheetCell {
    /// The attribute `t`.
    enum Kind: Sendable, Equatable {
        case number, sharedString, text, inlineText, boolean, error, isoDate

        init(_ type: Span<UInt8>) {
            if type.count == 1 {
                switch type[0] {
                case 0x73: self = .sharedString
                case 0x62: self = .boolean
                case 0x65: self = .error
                case 0x64: self = .isoDate
                default: self = .number
                }
            } else if type.equals("str") {
                self = .text
            } else {
                self = type.equals("inlineStr") ? .inlineText : .number
            }
        }

        /// Whether the value is text with escapes such as `_x000D_`.
        var holdsText: Bool { self == .text || self == .inlineText }
    }

    var kind = Kind.number
    /// 0-based; nil when the element names no place, -1 when the place is impossible.
    var column: Int?
    var style = 0
    var hasFormula = false

    static let maxColumnCount = 16_384
    static let maxRowCount = 1_048_576

    /// The column of a reference such as `AB12`; -1 when there is none.
    @inline(__always)
    static func column(_ reference: Span<UInt8>) -> Int {
        var column = 0
        for index in reference.indices {
            let letter = (reference[index] | 0x20) &- 0x61
            if letter > 25 { return index == 0 || column > maxColumnCount ? -1 : column &- 1 }
            if index >= 3 { return -1 }
            column = column &* 26 &+ Int(letter) &+ 1
        }
        return column == 0 || column > maxColumnCount ? -1 : column &- 1
    }

    /// The row of a reference such as `AB12`; 0 when there is none.
    static func row(_ reference: Span<UInt8>) -> Int {
        var start = 0
        while start < reference.count, (reference[start] | 0x20) &- 0x61 < 26 { start += 1 }
        return integer(reference.extracting(start..<reference.count)) ?? 0
    }

    /// A number of at most nine digits.
    @inline(__always)
    static func integer(_ text: Span<UInt8>) -> Int? {
        guard text.count > 0, text.count < 10 else { return nil }
        var value = 0
        for index in text.indices {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    /// `A`, …, `XFD`.
    static func letters(_ column: Int) -> String {
        var rest = column + 1
        var letters = ""
        while rest > 0 {
            rest -= 1
            letters = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + letters
            rest /= 26
        }
        return letters
    }

    /// A merged range such as `A1:T2`; nil when it is none.
    static func range(_ reference: Span<UInt8>) -> MergedRange? {
        guard let colon = reference.firstIndex(of: 0x3A) else { return nil }
        let first = reference.extracting(0..<colon)
        let last = reference.extracting((colon + 1)..<reference.count)
        let columns = (column(first), column(last))
        let rows = (row(first), row(last))
        guard columns.0 >= 0, columns.1 >= columns.0, rows.0 > 0, rows.1 >= rows.0,
            rows.1 <= maxRowCount
        else { return nil }
        return MergedRange(
            rows: UInt32(rows.0)...UInt32(rows.1),
            columns: columns.0...columns.1
        )
    }
}
