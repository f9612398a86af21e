import Records

/// A number as people write it: sign, digits, unit and currency.
///
///     ¥１，２００.５0   12万   (1,200)   约3.1亿元   12w   壹万贰仟元整   两万五   -5%   1万2千
///
/// The value is exact: `mantissa × 10^exponent`. Whatever the text holds beside its number, sign,
/// units, currency and words such as 约 makes it no number.
struct DecimalText: Sendable {
    var mantissa = 0
    /// Power of ten.
    var exponent = 0
    /// ISO 4217; empty when the text names none.
    var currency: StaticString = ""
    var isPercent = false
    var isApproximate = false
    /// 万, 亿, w, k, 元, ¥: the number says its own unit.
    var hasUnit = false
    /// Whether only 元 named the currency.
    var isYuanOnly = false
    /// Decimals behind a comma, or thousands parted by dots.
    var hasDecimalComma = false
    /// Whether a minus stands behind the number, or `$` and 元 around it: it may be read otherwise.
    var hasTrailingMinus = false
    var hasDollarAndYuan = false
    /// What was probably meant by a text that is no single number: `low/high` or `this|that`.
    var choices: (DecimalValue, DecimalValue)?
    var areChoicesBounds = false

    /// The column's decimal mark.
    var mark = DecimalMark.point
    /// Whether 角 and 分 are parts of 元.
    var countsMoney = false
    /// Whether 人, 家 and 台 may follow.
    var countsThings = false

    var text = FoldedText()
    var index = 0

    /// Reads a cell; the code says why it is no number, `.none` when it is one.
    mutating func read(_ cell: Span<UInt8>) -> FindingCode {
        reset()
        if mark == .point, readPlain(cell) { return .none }
        return readAll(cell)
    }

    /// Without the fast forms; their test twin.
    mutating func readSlowly(_ cell: Span<UInt8>) -> FindingCode {
        reset()
        return readAll(cell)
    }

    private mutating func reset() {
        mantissa = 0
        exponent = 0
        currency = ""
        isPercent = false
        isApproximate = false
        hasUnit = false
        isYuanOnly = false
        hasDecimalComma = false
        scale = 0
        choices = nil
        areChoicesBounds = false
        hasTrailingMinus = false
        hasDollarAndYuan = false
    }

    private mutating func readAll(_ cell: Span<UInt8>) -> FindingCode {
        text.read(cell)
        index = labelEnd()
        return readNumber()
    }

    /// The number from `index` to the end of the text.
    private mutating func readNumber() -> FindingCode {
        var sign = NumberSign()
        guard readPrefix(&sign) else { return .noNumber }
        if let code = readAmount() { return code }
        guard readSuffix(&sign) else { return .noNumber }
        if sign.isNegative { mantissa = -mantissa }
        if index == text.count { return sign.isClosed ? .none : .noNumber }
        return readSecond(sign)
    }

    /// Notes the one number among the words of a text that is none, as in 首付5000 or 5000元/月.
    mutating func findAmongWords() {
        var start = 0
        while start < text.count, !text.isDigit(start) { start += 1 }
        guard start < text.count else { return }
        var front = start
        while front > 0, DecimalText.isMark(text[front - 1]) { front -= 1 }
        reset()
        index = front
        var sign = NumberSign()
        guard readPrefix(&sign), readAmount() == nil, readSuffix(&sign), !isPercent else { return }
        let before = text[front - 1]
        // 十20 and (1,200 are broken numbers, not words beside one.
        if isUnit(before) || DecimalText.numeral(before) != nil || before == 0x28 { return }
        let isBehindWord = front == 0 || DecimalText.isWord(before)
        let isBeforeWord = index == text.count || DecimalText.isWord(text[index])
        guard isBehindWord, isBeforeWord, front > 0 || index < text.count else { return }
        for place in index..<text.count where text.isDigit(place) { return }
        if text[index] == 0x81F3 || text[index] == 0x5230 { return }
        let value = DecimalValue(
            mantissa: sign.isNegative ? -mantissa : mantissa,
            exponent: exponent
        )
        choices = (value, value)
    }

    private static func isMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2D, 0x2E, 0x24, 0xA5, 0xA3, 0x20AC, 0x8D1F: true
        default: false
        }
    }

    /// Han, a bracket, a colon, a blank or the slash of /月.
    private static func isWord(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x28, 0x29, 0x2C, 0x2F, 0x3A, 0x3002, 0x3001, 0x4E00...0x9FFF: true
        default: false
        }
    }

    /// `~20万` behind `10`: the bounds of a range.
    private mutating func readSecond(_ sign: NumberSign) -> FindingCode {
        switch text[index] {
        case 0x2D, 0x7E, 0x81F3, 0x5230, 0x301C: break
        default: return .noNumber
        }
        var second = self
        second.reset()
        second.index = index + 1
        guard sign.isClosed, second.readNumber() == .none else { return .noNumber }
        var low = DecimalValue(mantissa: mantissa, exponent: exponent)
        let high = DecimalValue(mantissa: second.mantissa, exponent: second.exponent)
        if !hasScale {
            // 10-20万 counts both in 万.
            let scaled = DecimalValue(mantissa: mantissa, exponent: exponent + second.scale)
            if !(high < scaled) { low = scaled }
        }
        if currency.utf8CodeUnitCount == 0 { currency = second.currency }
        isPercent = isPercent || second.isPercent
        if !(high < low) {
            choices = (low, high)
            areChoicesBounds = true
        }
        return .numberRange
    }

    /// Power of ten of the 万, 亿, k that the number was written with.
    var scale = 0
    private var hasScale: Bool { scale != 0 }

    /// Behind `合同金额：`, when it is a known label.
    private func labelEnd() -> Int {
        guard let colon = text.scalars.firstIndex(of: 0x3A), colon > 0 else { return 0 }
        for index in 0..<colon where text.isDigit(index) { return 0 }
        for label in DecimalText.labels where text.has(label, at: colon - label.hanCount) {
            return colon + 1
        }
        return 0
    }

    private static let labels: [StaticString] = [
        "金额", "报价", "价格", "单价", "总价", "合计", "总计", "预算", "合同额", "资本", "人数", "数量", "年收入",
        "营业额", "销售额", "规模", "价", "额", "amount", "total", "price",
    ]
}

extension StaticString {
    /// The scalars of a word that is wholly ASCII or wholly Han.
    var hanCount: Int { isASCII ? utf8CodeUnitCount : utf8CodeUnitCount / 3 }
}

/// `mantissa × 10^exponent`.
struct DecimalValue: Sendable {
    var mantissa = 0
    var exponent = 0

    var isZero: Bool { mantissa == 0 }

    /// Multiplied by a power of ten.
    func times(_ power: Int) -> DecimalValue {
        DecimalValue(mantissa: mantissa, exponent: mantissa == 0 ? 0 : exponent + power)
    }

    /// The exact sum; nil when it is too large.
    static func + (a: DecimalValue, b: DecimalValue) -> DecimalValue? {
        if a.isZero { return b }
        if b.isZero { return a }
        let exponent = min(a.exponent, b.exponent)
        guard let left = a.mantissa(at: exponent), let right = b.mantissa(at: exponent) else {
            return nil
        }
        let (sum, isOverflow) = left.addingReportingOverflow(right)
        return isOverflow ? nil : DecimalValue(mantissa: sum, exponent: exponent)
    }

    static func < (a: DecimalValue, b: DecimalValue) -> Bool {
        let exponent = min(a.exponent, b.exponent)
        guard let left = a.mantissa(at: exponent) else { return a.mantissa < 0 }
        guard let right = b.mantissa(at: exponent) else { return b.mantissa > 0 }
        return left < right
    }

    /// The mantissa for a lower exponent; nil when it is too large.
    private func mantissa(at lower: Int) -> Int? {
        var value = mantissa
        for _ in 0..<min(max(exponent - lower, 0), 20) {
            let (next, isOverflow) = value.multipliedReportingOverflow(by: 10)
            if isOverflow { return nil }
            value = next
        }
        return exponent - lower > 20 && mantissa != 0 ? nil : value
    }

    /// The value in units of `10^-scale`, rounded half away from zero; nil when it is too large.
    func scaled(_ scale: Int) -> (value: Int, isRounded: Bool)? {
        var value = mantissa
        var power = exponent + scale
        if value == 0 { return (0, false) }
        while power > 0 {
            let (next, isOverflow) = value.multipliedReportingOverflow(by: 10)
            if isOverflow { return nil }
            value = next
            power -= 1
        }
        var isRounded = false
        while power < -1, value != 0 {
            if value % 10 != 0 { isRounded = true }
            value /= 10
            power += 1
        }
        if power == -1 {
            let last = value % 10
            if last != 0 { isRounded = true }
            value = value / 10 + (last >= 5 ? 1 : last <= -5 ? -1 : 0)
        }
        return (value, isRounded)
    }

    /// `-12.5`: no exponent, no trailing zeros.
    func append(to bytes: inout [UInt8], timesTen power: Int = 0) {
        if mantissa == 0 {
            bytes.append(0x30)
            return
        }
        if mantissa < 0 { bytes.append(0x2D) }
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var first = 20
        var rest = mantissa.magnitude
        var point = exponent + power
        while point < 0, rest % 10 == 0 {
            rest /= 10
            point += 1
        }
        while rest > 0 {
            first -= 1
            digits[first] = UInt8(truncatingIfNeeded: rest % 10) &+ 0x30
            rest /= 10
        }
        let count = 20 - first
        if point < 0, count <= -point {
            bytes.append("0.")
            for _ in 0..<(-point - count) { bytes.append(0x30) }
        }
        for place in first..<20 {
            if point < 0, place == 20 + point, place > first { bytes.append(0x2E) }
            bytes.append(digits[place])
        }
        if point > 0 { for _ in 0..<point { bytes.append(0x30) } }
    }
}

extension DecimalText {
    var decimal: DecimalValue { DecimalValue(mantissa: mantissa, exponent: exponent) }

    func scaled(_ scale: Int) -> (value: Int, isRounded: Bool)? { decimal.scaled(scale) }

    func append(to bytes: inout [UInt8], timesTen power: Int = 0) {
        decimal.append(to: &bytes, timesTen: power)
    }
}
