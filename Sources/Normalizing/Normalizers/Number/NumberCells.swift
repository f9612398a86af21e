import Records

/// What the normalizers of numbers share: the column's decimal mark and what is said of a number.
struct NumberCells: Sendable {
    static let findings: [FindingCode] = [
        .noNumber, .numberRange, .approximate, .outOfRange, .decimalComma, .ambiguousNumber,
        .unclearAmount,
    ]

    var number = DecimalText()
    private let option: DecimalMark
    private var bytes: [UInt8] = []

    init(_ settings: Settings, countsThings: Bool = false, countsMoney: Bool = false) {
        option = settings.text("decimal").flatMap(DecimalMark.init) ?? .auto
        number.countsThings = countsThings
        number.countsMoney = countsMoney
        number.mark = option == .auto ? .point : option
    }

    mutating func prepare(_ cells: borrowing ValueTable) {
        number.mark = DecimalMark.settled(option, cells)
    }

    /// Whether the whole part has at most 18 digits.
    var isStorable: Bool {
        guard let (whole, _) = number.scaled(0) else { return false }
        return whole.magnitude < 1_000_000_000_000_000_000
    }

    /// What is said of a number that was read: the doubt first.
    func note(isRounded: Bool = false) -> FindingCode {
        if number.hasTrailingMinus || number.hasDollarAndYuan { return .unclearAmount }
        if number.isApproximate { return .approximate }
        if number.hasDecimalComma { return .decimalComma }
        return isRounded ? .rounded : .none
    }

    mutating func emit(
        _ value: DecimalValue,
        timesTen power: Int = 0,
        _ cell: Span<UInt8>,
        code: FindingCode,
        into column: inout CleanColumn
    ) {
        bytes.removeAll(keepingCapacity: true)
        value.append(to: &bytes, timesTen: power)
        var clean = CleanValue()
        clean.value = column.values.intern(bytes.span)
        clean.key = clean.value
        clean.raw =
            cell.hasSameBytes(as: bytes.span) ? clean.value : column.values.intern(cell)
        let isDoubtful = code == .approximate || code == .unclearAmount
        clean.validity = isDoubtful ? .suspect : .valid
        clean.code = code
        column.emit(clean)
        guard code == .unclearAmount, number.hasTrailingMinus, value.mantissa != 0 else { return }
        bytes.removeAll(keepingCapacity: true)
        var other = value
        other.mantissa = -other.mantissa
        other.append(to: &bytes, timesTen: power)
        column.setPart(.suggestion, bytes.span)
    }

    private mutating func findAmongWords(_ cell: Span<UInt8>) {
        number.text.read(cell)
        number.findAmongWords()
    }

    /// A cell without a value; what was probably meant is suggested, multiplied as values are.
    mutating func refuse(
        _ cell: Span<UInt8>,
        _ code: FindingCode,
        timesTen power: Int = 0,
        into column: inout CleanColumn
    ) {
        column.emitRaw(cell, code: code)
        if code == .noNumber, number.choices == nil { findAmongWords(cell) }
        guard let (a, b) = number.choices else { return }
        bytes.removeAll(keepingCapacity: true)
        if a < b || b < a {
            a.append(to: &bytes, timesTen: power)
            bytes.append(number.areChoicesBounds ? 0x2F : 0x7C)
        }
        b.append(to: &bytes, timesTen: power)
        column.setPart(.suggestion, bytes.span)
    }
}
