import Records

/// A number as people write it: sign, digits, unit and currency.
///
///     ¥１，２００.５0   12万   (1,200)   约3.1亿元   12w   壹万贰仟元整   -5%
///
/// The value is exact: `mantissa × 10^exponent`.
struct DecimalText: Sendable {
    private(set) var mantissa = 0
    /// Power of ten.
    private(set) var exponent = 0
    /// ISO 4217; empty when the text names none.
    private(set) var currency: StaticString = ""
    private(set) var isPercent = false
    private(set) var isApproximate = false
    /// 万, 亿, w, k, 元, ¥: the number says its own unit.
    private(set) var hasUnit = false

    private var text = FoldedText()

    /// Reads a cell; the code says why it is no number, `.none` when it is one.
    mutating func read(_ cell: Span<UInt8>) -> FindingCode {
        mantissa = 0
        exponent = 0
        currency = ""
        isPercent = false
        isApproximate = false
        hasUnit = false
        text.read(cell)
        var index = 0
        var isNegative = false
        skipAffixes(&index, isNegative: &isNegative)
        guard index < text.count else { return .noNumber }
        if let code = readDigits(&index) { return code }
        readExponent(&index)
        skipAffixes(&index, isNegative: &isNegative)
        if isNegative { mantissa = -mantissa }
        if index == text.count { return .none }
        let isRange = isRangeMark(index)
        return isRange ? .numberRange : .noNumber
    }

    /// The value in units of `10^-scale`, rounded half away from zero; nil when it is too large.
    func scaled(_ scale: Int) -> (value: Int, isRounded: Bool)? {
        var value = mantissa
        var power = exponent + scale
        while power > 0 {
            let (next, isOverflow) = value.multipliedReportingOverflow(by: 10)
            if isOverflow { return nil }
            value = next
            power -= 1
        }
        var isRounded = false
        while power < -1 {
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
        var digits = Array("\(mantissa.magnitude)".utf8)
        var point = exponent + power
        while point < 0, digits.last == 0x30, digits.count > 1 {
            digits.removeLast()
            point += 1
        }
        if mantissa == 0 { point = 0 }
        if mantissa < 0 { bytes.append(0x2D) }
        if point >= 0 {
            bytes.append(contentsOf: digits)
            for _ in 0..<point { bytes.append(0x30) }
            return
        }
        while digits.count <= -point { digits.insert(0x30, at: 0) }
        bytes.append(contentsOf: digits[..<(digits.count + point)])
        bytes.append(0x2E)
        bytes.append(contentsOf: digits[(digits.count + point)...])
    }

    // MARK: - Digits

    private mutating func readDigits(_ index: inout Int) -> FindingCode? {
        let start = index
        var digitCount = 0
        var hasPoint = false
        while index < text.count {
            if text.isDigit(index) {
                if digitCount >= 18 || mantissa > 99_999_999_999_999_999 { return .outOfRange }
                mantissa = mantissa * 10 + Int(text[index] &- 0x30)
                if mantissa > 0 { digitCount += 1 }
                if hasPoint { exponent -= 1 }
            } else if text[index] == 0x2E, !hasPoint, text.isDigit(index + 1) {
                hasPoint = true
            } else if text[index] == 0x2E, !hasPoint {
                index += 1
                break
            } else if !isGrouping(index, hasPoint: hasPoint) {
                break
            }
            index += 1
        }
        if index > start { return nil }
        return readChinese(&index)
    }

    /// `,` or a blank before a group of three digits; four after 万 grouping.
    private func isGrouping(_ index: Int, hasPoint: Bool) -> Bool {
        guard !hasPoint, text[index] == 0x2C || text[index] == 0x20 || text[index] == 0x27,
            text.isDigit(index - 1)
        else { return false }
        var end = index + 1
        while text.isDigit(end) { end += 1 }
        return end - index - 1 == 3
    }

    /// `1.5E+4`, as spreadsheets write.
    private mutating func readExponent(_ index: inout Int) {
        guard text[index] | 0x20 == 0x65 else { return }
        var place = index + 1
        let isNegative = text[place] == 0x2D
        if text[place] == 0x2B || text[place] == 0x2D { place += 1 }
        guard text.isDigit(place) else { return }
        var power = 0
        while text.isDigit(place), power < 100 {
            power = power * 10 + Int(text[place] &- 0x30)
            place += 1
        }
        exponent += isNegative ? -power : power
        index = place
    }

    /// 壹万贰仟叁佰元伍角: Chinese numerals of bank forms.
    private mutating func readChinese(_ index: inout Int) -> FindingCode? {
        var total = 0
        var section = 0
        var digit = 0
        var fraction = 0
        let start = index
        while index < text.count {
            if let value = DecimalText.numeral(text[index]) {
                digit = value
            } else if let unit = DecimalText.smallUnit(text[index]) {
                section += (digit == 0 && unit == 10 && section == 0 ? 1 : digit) * unit
                digit = 0
            } else if text[index] == 0x4E07 || text[index] == 0x842C || text[index] == 0x4EBF {
                let unit = text[index] == 0x4EBF ? 100_000_000 : 10_000
                total = (total + section + digit) * unit
                section = 0
                digit = 0
                if total > 1_000_000_000_000 { return .outOfRange }
            } else if text[index] == 0x89D2 || text[index] == 0x5206 {
                fraction += digit * (text[index] == 0x89D2 ? 10 : 1)
                digit = 0
            } else if text[index] == 0x5143 || text[index] == 0x5706 {
                total += section + digit
                section = 0
                digit = 0
                currency = "CNY"
                hasUnit = true
            } else {
                break
            }
            index += 1
        }
        if index == start { return .noNumber }
        mantissa = (total + section + digit) * 100 + fraction
        exponent = -2
        return nil
    }

    private static func numeral(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x96F6, 0x3007: 0
        case 0x58F9, 0x4E00: 1
        case 0x8D30, 0x4E8C, 0x4E24, 0x8CB3: 2
        case 0x53C1, 0x4E09, 0x53C3: 3
        case 0x8086, 0x56DB: 4
        case 0x4F0D, 0x4E94: 5
        case 0x9646, 0x516D, 0x9678: 6
        case 0x67D2, 0x4E03: 7
        case 0x634C, 0x516B: 8
        case 0x7396, 0x4E5D: 9
        default: nil
        }
    }

    private static func smallUnit(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x62FE, 0x5341: 10
        case 0x4F70, 0x767E: 100
        case 0x4EDF, 0x5343: 1000
        default: nil
        }
    }

    // MARK: - Affixes

    private func isRangeMark(_ index: Int) -> Bool {
        switch text[index] {
        case 0x2D, 0x7E, 0x81F3, 0x5230, 0x301C: text.isDigit(index + 1) || text[index + 1] == 0x20
        default: false
        }
    }

    private mutating func skipAffixes(_ index: inout Int, isNegative: inout Bool) {
        while index < text.count {
            if let length = wordLength(index) {
                index += length
                continue
            }
            switch text[index] {
            case 0x20, 0x2B, 0x3A, 0x29, 0x22, 0x3D, 0x27: break
            case 0x2D:
                if isRangeMark(index), mantissa != 0 { return }
                isNegative = true
            case 0x28:
                if text.isDigit(index + 1) || text[index + 1] == 0xA5 { isNegative = true }
            case 0x25: isPercent = true
            default: return
            }
            index += 1
        }
    }

    /// The scalars of a unit, currency or filler word at `index`, whose meaning is noted.
    private mutating func wordLength(_ index: Int) -> Int? {
        if let length = currencyLength(index) { return length }
        for (word, power) in DecimalText.units where text.has(word, at: index) {
            exponent += power
            hasUnit = true
            return word.isASCII ? word.utf8CodeUnitCount : word.utf8CodeUnitCount / 3
        }
        for word in ["大约", "约", "左右", "以上", "多", "近", "上下", "以内", "以下", "+"] as [StaticString]
        where text.has(word, at: index) && text[index] != 0x2B {
            isApproximate = true
            return word.utf8CodeUnitCount / 3
        }
        for word in ["元整", "元", "圆整", "圆", "整", "块钱", "块"] as [StaticString]
        where text.has(word, at: index) {
            if currency.utf8CodeUnitCount == 0 { currency = "CNY" }
            hasUnit = true
            return word.utf8CodeUnitCount / 3
        }
        return nil
    }

    private static let units: [(StaticString, Int)] = [
        ("百万", 6), ("千万", 7), ("万亿", 12), ("万", 4), ("萬", 4), ("亿", 8), ("億", 8), ("千", 3),
        ("百", 2), ("w", 4), ("k", 3),
    ]

    private static let currencies: [(StaticString, StaticString, Int)] = [
        ("人民币", "CNY", 3), ("RMB", "CNY", 3), ("CNY", "CNY", 3), ("美元", "USD", 2),
        ("USD", "USD", 3), ("US$", "USD", 3), ("港币", "HKD", 2), ("港元", "HKD", 2),
        ("HKD", "HKD", 3), ("HK$", "HKD", 3), ("欧元", "EUR", 2), ("EUR", "EUR", 3),
        ("日元", "JPY", 2), ("JPY", "JPY", 3), ("英镑", "GBP", 2), ("GBP", "GBP", 3),
        ("$", "USD", 1),
    ]

    private mutating func currencyLength(_ index: Int) -> Int? {
        if text[index] == 0xA5 || text[index] == 0x20AC || text[index] == 0xA3 {
            currency = text[index] == 0xA5 ? "CNY" : text[index] == 0xA3 ? "GBP" : "EUR"
            hasUnit = true
            return 1
        }
        for (word, code, length) in DecimalText.currencies where text.has(word, at: index) {
            currency = code
            hasUnit = true
            return length
        }
        return nil
    }
}
