import Records

/// The digits, numerals and units of a number.
extension DecimalText {
    /// Reads the number with its units at `index`; a code when it is none.
    mutating func readAmount() -> FindingCode? {
        var sum = AmountSum()
        scale = 0
        while index < text.count {
            let scalar = text[index]
            if text.isDigit(index) || scalar == 0x2E && text.isDigit(index + 1) {
                let start = index
                switch readDigits() {
                case .success(let value):
                    let isSingle = index == start + 1
                    guard sum.put(value, isSingleDigit: isSingle) else { return .noNumber }
                case .failure(let reason): return reason.code
                }
                readExponent()
            } else if DecimalText.numeral(scalar) != nil {
                if let code = readNumerals(&sum) { return code }
            } else if let done = readUnit(&sum) {
                if !done { return .noNumber }
            } else {
                break
            }
        }
        guard let value = sum.sum() else { return .noNumber }
        if sum.isTooLarge { return .outOfRange }
        if scale == 0 { scale = sum.lastPower }
        if sum.hasUnit { hasUnit = true }
        mantissa = value.mantissa
        exponent += value.exponent
        return nil
    }

    // MARK: - Units

    /// Reads a unit, 元, or a word such as 多 inside a number; nil when none stands here, false when
    /// it makes no sense.
    private mutating func readUnit(_ sum: inout AmountSum) -> Bool? {
        if sum.isEmpty, text[index] != 0x5341, text[index] != 0x62FE { return nil }
        switch text[index] {
        case 0x20: return skipBlankBeforeUnit()
        case 0x62FE, 0x5341: return step(sum.multiply(small: 1))
        case 0x4F70, 0x767E: return step(sum.multiply(small: 2))
        case 0x4EDF, 0x5343: return step(sum.multiply(small: 3))
        case 0x4E07, 0x842C: return step(large: 4, &sum)
        case 0x4EBF, 0x5104: return step(large: 8, &sum)
        case 0x591A, 0x4F59, 0x9918, 0x6765, 0x4F86:
            isApproximate = true
            return step(true)
        case 0x5143, 0x5706, 0x5713: return closeYuan(&sum, isColloquial: false)
        case 0x5757, 0x584A: return closeYuan(&sum, isColloquial: true)
        case 0x89D2, 0x6BDB: return part(-1, &sum)
        case 0x5206: return part(-2, &sum)
        default: return readLetterUnit(&sum)
        }
    }

    private mutating func step(_ isDone: Bool) -> Bool {
        index += 1
        return isDone
    }

    private mutating func step(large power: Int, _ sum: inout AmountSum) -> Bool {
        scale = max(scale, power)
        return step(sum.multiply(large: power))
    }

    private mutating func closeYuan(_ sum: inout AmountSum, isColloquial: Bool) -> Bool {
        // $100元: dollars by the sign, yuan by the word; US$100元 names its dollars.
        let dollar: StaticString = "$"
        for place in 0..<index where text.has(dollar, at: place) && !text.isLetter(place - 1) {
            hasDollarAndYuan = true
        }
        noteYuan()
        return step(sum.closeYuan(isColloquial: isColloquial))
    }

    /// 元 is CNY unless another currency is named.
    mutating func noteYuan() {
        hasUnit = true
        if currency.utf8CodeUnitCount == 0 {
            currency = "CNY"
            isYuanOnly = true
        }
    }

    /// 角 and 分 count money, and are nothing of a number's otherwise.
    private mutating func part(_ power: Int, _ sum: inout AmountSum) -> Bool? {
        guard countsMoney || sum.hasYuan else { return nil }
        noteYuan()
        return step(sum.addPart(power))
    }

    private mutating func skipBlankBeforeUnit() -> Bool? {
        switch text[index + 1] {
        case 0x767E, 0x5343, 0x4E07, 0x842C, 0x4EBF, 0x5104, 0x5143, 0x5706, 0x591A, 0x4F59:
            return step(true)
        case 0x57, 0x77, 0x4B, 0x6B, 0x4D, 0x6D, 0x42, 0x62, 0x54, 0x74:
            let start = index
            index += 1
            if letterUnit() != nil { return true }
            index = start
            return nil
        default: return nil
        }
    }

    /// w, k, m, million: powers of ten of whole words.
    private static let letterUnits: [(StaticString, Int)] = [
        ("w", 4), ("k", 3), ("m", 6), ("mn", 6), ("mio", 6), ("million", 6), ("bn", 9),
        ("billion", 9), ("thousand", 3), ("b", 9), ("kw", 7),
    ]

    private func letterUnit() -> (length: Int, power: Int)? {
        for (word, power) in DecimalText.letterUnits where text.has(word, at: index) {
            let length = word.utf8CodeUnitCount
            if !text.isLetter(index + length) { return (length, power) }
        }
        return nil
    }

    private mutating func readLetterUnit(_ sum: inout AmountSum) -> Bool? {
        guard text.isLetter(index), sum.hasPending, let (length, power) = letterUnit() else {
            return nil
        }
        index += length - 1
        return step(large: power, &sum)
    }

    // MARK: - Chinese numerals

    static func numeral(_ scalar: UInt32) -> Int? {
        guard scalar > 0x3000 else { return nil }
        return switch scalar {
        case 0x96F6, 0x3007, 0x25CB: 0
        case 0x58F9, 0x4E00, 0x58F1, 0x5F0C: 1
        case 0x8D30, 0x4E8C, 0x4E24, 0x5169, 0x8CB3, 0x8CAE, 0x5F0D: 2
        case 0x53C1, 0x4E09, 0x53C3, 0x53C4: 3
        case 0x8086, 0x56DB: 4
        case 0x4F0D, 0x4E94: 5
        case 0x9646, 0x516D, 0x9678: 6
        case 0x67D2, 0x4E03: 7
        case 0x634C, 0x516B: 8
        case 0x7396, 0x4E5D: 9
        default: nil
        }
    }

    /// 五, 零五 behind a unit, 二〇二三 alone; 三五万 is a range.
    private mutating func readNumerals(_ sum: inout AmountSum) -> FindingCode? {
        var value = 0
        var count = 0
        var zeroCount = 0
        if sum.hasUnit || sum.lastPower > 0 {
            while DecimalText.numeral(text[index]) == 0 {
                sum.zero()
                index += 1
            }
            if DecimalText.numeral(text[index]) == nil { return nil }
        }
        while let digit = DecimalText.numeral(text[index]) {
            if count == 17 { return .outOfRange }
            value = value * 10 + digit
            if digit == 0 { zeroCount += 1 }
            count += 1
            index += 1
        }
        if count > 1, sum.lastPower > 0 || isUnit(text[index]), zeroCount == 0 {
            return count == 2 ? .numberRange : .noNumber
        }
        if count == 2, zeroCount == 0 { return .noNumber }
        guard sum.put(DecimalValue(mantissa: value), isSingleDigit: count == 1) else {
            return .noNumber
        }
        return readChineseDecimals(&sum)
    }

    func isUnit(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x5341, 0x62FE, 0x767E, 0x4F70, 0x5343, 0x4EDF, 0x4E07, 0x842C, 0x4EBF, 0x5104: true
        default: false
        }
    }

    /// 点五 behind 三.
    private mutating func readChineseDecimals(_ sum: inout AmountSum) -> FindingCode? {
        guard text[index] == 0x70B9 || text[index] == 0x9EDE,
            DecimalText.numeral(text[index + 1]) != nil
        else { return nil }
        index += 1
        var fraction = DecimalValue()
        while let digit = DecimalText.numeral(text[index]) {
            if fraction.exponent < -16 { return .outOfRange }
            fraction.mantissa = fraction.mantissa * 10 + digit
            fraction.exponent -= 1
            index += 1
        }
        sum.addFraction(fraction)
        return nil
    }
}
