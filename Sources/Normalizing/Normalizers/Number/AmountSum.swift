import Records

/// The terms of an amount as they are read, and their sum.
///
///     1亿2000万   一百二十万   两万五   12元5角3分   3千5
///
/// 十, 百, 千 add to a section, 万 and 亿 multiply it; a last single digit counts tenths of the unit
/// in front of it (两万五 is 25000), unless 零 stands between them.
struct AmountSum {
    private var total = DecimalValue()
    private var section = DecimalValue()
    private var pending: DecimalValue?
    private var isSingleDigit = false
    private var isAfterZero = false
    /// The power of ten of the unit that was read last; 0 before any.
    private(set) var lastPower = 0
    /// The power of the 万 or 亿 that was read last.
    private var lastLarge = 0
    private var yuan: DecimalValue?
    private var isColloquial = false
    private var isNonsense = false
    private(set) var isEmpty = true
    private(set) var isTooLarge = false

    /// Whether a unit or 元 has been read.
    var hasUnit: Bool { lastPower > 0 || yuan != nil }
    /// Whether a number stands without a unit behind it.
    var hasPending: Bool { pending != nil }
    var hasYuan: Bool { yuan != nil }

    /// A number; false when another one waits for its unit.
    mutating func put(_ value: DecimalValue, isSingleDigit: Bool) -> Bool {
        guard pending == nil else { return false }
        pending = value
        self.isSingleDigit = isSingleDigit
        isEmpty = false
        return true
    }

    /// 零 between units.
    mutating func zero() { isAfterZero = true }

    /// Decimals behind 点.
    mutating func addFraction(_ value: DecimalValue) {
        pending = add(pending ?? DecimalValue(), value)
        isSingleDigit = false
    }

    /// 十, 百, 千; false when 百 or 千 has no number in front.
    mutating func multiply(small power: Int) -> Bool {
        guard let digit = pending ?? (power == 1 ? DecimalValue(mantissa: 1) : nil),
            lastPower == 0 || lastPower > power
        else { return false }
        section = add(section, digit.times(power))
        pending = nil
        lastPower = power
        isAfterZero = false
        isEmpty = false
        return true
    }

    /// 万, 亿, w, k; false when there is nothing to multiply or a larger unit should have come first.
    mutating func multiply(large power: Int) -> Bool {
        guard !isEmpty, lastLarge == 0 || lastLarge > power || power == 8 && lastLarge == 4 else {
            return false
        }
        section = add(section, pending ?? DecimalValue())
        guard !section.isZero || lastLarge == 4 && power == 8 || pending != nil else {
            return false
        }
        if power == 8 {
            total = add(total, section).times(8)
        } else {
            total = add(total, section.times(power))
        }
        section = DecimalValue()
        pending = nil
        lastPower = power
        lastLarge = power
        isAfterZero = false
        return true
    }

    /// 元 and 块; false when nothing stands in front, or it came before.
    mutating func closeYuan(isColloquial: Bool) -> Bool {
        guard !isEmpty, yuan == nil else { return false }
        flush()
        yuan = total
        total = DecimalValue()
        lastPower = 0
        lastLarge = 0
        self.isColloquial = isColloquial
        return true
    }

    /// 角 and 分; false without a number in front.
    mutating func addPart(_ power: Int) -> Bool {
        guard let value = pending else { return false }
        total = add(total, value.times(power))
        pending = nil
        isColloquial = false
        lastPower = 0
        return true
    }

    /// The sum; nil when a number is left that no unit explains.
    mutating func sum() -> DecimalValue? {
        if isEmpty { return nil }
        if let value = pending, yuan != nil {
            guard isColloquial, isSingleDigit else { return nil }
            total = add(total, value.times(-1))
            pending = nil
        }
        flush()
        return isNonsense ? nil : add(total, yuan ?? DecimalValue())
    }

    private mutating func flush() {
        if let value = pending {
            // 十20 says nothing: what follows a unit is smaller than it.
            if lastPower > 0, !(value < DecimalValue(mantissa: 1, exponent: lastPower)) {
                isNonsense = true
            }
            let counts = isSingleDigit && lastPower >= 2 && !isAfterZero ? lastPower - 1 : 0
            section = add(section, value.times(counts))
            pending = nil
        }
        total = add(total, section)
        section = DecimalValue()
    }

    private mutating func add(_ a: DecimalValue, _ b: DecimalValue) -> DecimalValue {
        guard let sum = a + b else {
            isTooLarge = true
            return DecimalValue()
        }
        return sum
    }
}
