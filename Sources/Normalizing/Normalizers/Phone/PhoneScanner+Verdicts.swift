import Records

/// What a foreign number is by its plan, and its outcome.
extension PhoneScanner {
    mutating func judge(
        _ extent: DialExtent,
        _ cell: Span<UInt8>,
        _ rules: PhoneRules
    ) -> DialVerdict {
        if extent.isSlip { return judgeSlip(extent, cell, rules) }
        if let mark = extent.mark, let digits = extent.extension {
            let range = trimmed(extent.range.lowerBound..<mark)
            let verdict = judge(read(range, cell, rules), range, rules)
            if verdict.number.validity == .valid || digits.count <= 6 {
                return verdict.with(extension: digits, end: digits.upperBound)
            }
        }
        if let end = decimalTailStart(extent.range) {
            let range = extent.range.lowerBound..<end
            var verdict = judge(read(range, cell, rules), range, rules)
            if verdict.number.validity == .valid {
                verdict.number.code = .decimalTail
                verdict.end = extent.range.upperBound
                return verdict
            }
        }
        if let end = extent.beforeLetters {
            let range = extent.range.lowerBound..<end
            let reading = read(range, cell, rules)
            if reading.isValid { return judge(reading, range, rules) }
        }
        let reading = read(extent.range, cell, rules)
        var verdict = judge(reading, extent.range, rules)
        for index in 0..<reading.extension.count {
            verdict.extensionDigits.append(reading.extension[index])
        }
        return verdict
    }

    /// Where `.0` or `.00` begins, the only dot behind seven digits.
    private func decimalTailStart(_ range: Range<Int>) -> Int? {
        var digitCount = 0
        for index in range {
            if text[index] == 0x2E {
                guard decimalTailEnd(index) == range.upperBound, digitCount >= 7 else { return nil }
                return index
            }
            if text.isDigit(index) { digitCount += 1 }
        }
        return nil
    }

    /// A letter among the digits: nothing is sure; O, l and I are offered as 0 and 1.
    private mutating func judgeSlip(
        _ extent: DialExtent,
        _ cell: Span<UInt8>,
        _ rules: PhoneRules
    ) -> DialVerdict {
        value.removeAll(keepingCapacity: true)
        var isRepairable = true
        for index in extent.range {
            let scalar = text[index]
            if text.isLetter(index) {
                if !isLetterForDigit(scalar) { isRepairable = false }
                value.append(scalar | 0x20 == 0x6F ? 0x30 : 0x31)
            } else if scalar < 0x80 {
                value.append(UInt8(truncatingIfNeeded: scalar))
            }
        }
        let reading = NumberingPlan.shared.read(value.span, region: rules.region.index)
        guard isRepairable, reading.isValid else {
            var number = PhoneNumber(kind: .other, validity: .invalid, code: .strayDigits)
            number.code = .notAPhone
            number.hasValue = false
            number.isKey = false
            return DialVerdict(number: number, end: extent.range.upperBound)
        }
        var verdict = judge(reading, extent.range, rules)
        verdict.number.validity = .suspect
        verdict.number.code = .letterInDigits
        verdict.number.hasValue = false
        verdict.number.isKey = false
        verdict.number.isSuggestion = true
        return verdict
    }

    mutating func judge(
        _ reading: PlanReading,
        _ range: Range<Int>,
        _ rules: PhoneRules
    ) -> DialVerdict {
        gatherDigits(reading, range)
        let number = number(reading, range, rules)
        return DialVerdict(number: number, end: range.upperBound)
    }

    /// Puts the national digits into the splitter, those of the text when no plan read it.
    private mutating func gatherDigits(_ reading: PlanReading, _ range: Range<Int>) {
        splitter.removeAll()
        splitter.beginGroup(after: .none)
        if reading.error == nil {
            for index in 0..<reading.national.count { splitter.append(reading.national[index]) }
            return
        }
        for index in range where text.isDigit(index) {
            splitter.append(UInt8(truncatingIfNeeded: text[index]))
        }
    }

    private func number(
        _ reading: PlanReading,
        _ range: Range<Int>,
        _ rules: PhoneRules
    ) -> PhoneNumber {
        let digits = splitter.digits.span
        let isRepeated = PhoneNumber.isRepeated(digits)
        if reading.error == nil, reading.countryCode == 86,
            let number = PhoneNumber.readMainlandAbroad(digits, from: 0)
        {
            return number
        }
        if reading.isValid {
            var number = PhoneNumber(reading)
            if isRepeated {
                number.code = .placeholder
                number.isKey = false
            }
            return number
        }
        if isRepeated { return PhoneNumber.placeholder(digits) }
        let isPlus = range.contains { text[$0] == 0x2B }
        if !isPlus, let proposed = proposal(range) { return proposed }
        // A short number is dialled as it stands, without a prefix that the plan cut.
        var typedCount = 0
        for index in range where text.isDigit(index) { typedCount += 1 }
        if !isPlus, typedCount == digits.count,
            let short = PhoneNumber.readShort(digits, rules.region)
        {
            return short
        }
        return PhoneNumber.unplanned(reading, digits, hasPlus: isPlus, rules.region)
    }

    /// 44 20 7946 0958 in another region's column; 86 and a mobile number in any.
    private func proposal(_ range: Range<Int>) -> PhoneNumber? {
        var all: [UInt8] = []
        var codeDigitCount = 0
        for index in range where text.isDigit(index) {
            all.append(UInt8(truncatingIfNeeded: text[index]))
            if codeDigitCount == 0, !text.isDigit(index + 1) { codeDigitCount = all.count }
        }
        let isMainland = all.count == 13 && all.span.hasPrefix("86")
        if isMainland { codeDigitCount = 2 }
        guard codeDigitCount <= 3 else { return nil }
        return PhoneNumber.readProposed(all.span, codeDigitCount: codeDigitCount)
    }

    // MARK: - Outcomes

    mutating func emit(
        _ verdict: DialVerdict,
        _ extent: DialExtent,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) -> Int {
        var verdict = verdict
        let isTouching = ranges.last.map { $0.upperBound == extent.range.lowerBound } ?? false
        var digitCount = 0
        for index in extent.range where text.isDigit(index) { digitCount += 1 }
        if hasOutcome {
            let last = column.outcomes.count - 1
            let wasValid = column.outcomes[last].validity == .valid
            let isValid = verdict.number.validity == .valid
            if wasValid, !isValid, digitCount <= 5 {
                doubt(last, &column)
                hasLooseDigits = true
                ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<verdict.end
                return verdict.end
            }
            if isTouching, wasValid, !isValid { doubt(last, &column) }
            if isTouching, !wasValid, isValid {
                verdict.number.validity = .suspect
                verdict.number.code = .strayDigits
            }
        }
        if verdict.number.validity == .valid, hasOutcome, isBroken(extent, column) {
            verdict.number.validity = .suspect
            verdict.number.code = .strayDigits
            verdict.number.isKey = false
        }
        // A number that may lack what stands before it has no value.
        let isTorn = text[extent.range.lowerBound] != 0x2B && labelHoldsDigits
        if verdict.number.hasValue, isTorn || hasOutcome && scrap == ranges.count - 1 {
            verdict.number.validity = .suspect
            verdict.number.code = isTorn ? .letterInDigits : .strayDigits
            verdict.number.hasValue = false
            verdict.number.isKey = false
        }
        if digitCount <= 5, verdict.number.validity == .invalid { scrap = ranges.count }
        let digits = 0..<splitter.digits.count
        append(verdict.number, digits: digits, rules, into: &column)
        ranges.append((lead ?? extent.range.lowerBound)..<verdict.end)
        lead = nil
        if let range = verdict.extension {
            value.removeAll(keepingCapacity: true)
            for index in range { value.append(UInt8(truncatingIfNeeded: text[index])) }
            column.setPart(.extension, value.span)
        } else if !verdict.extensionDigits.isEmpty {
            value.removeAll(keepingCapacity: true)
            verdict.extensionDigits.append(to: &value)
            column.setPart(.extension, value.span)
        }
        attachLabel()
        return verdict.end
    }

    /// 00 49 177⏎99 1234567: a line break alone parts it from digits that are no number, or it is
    /// a short code beside them.
    private func isBroken(_ extent: DialExtent, _ column: borrowing CleanColumn) -> Bool {
        guard let last = ranges.last, last.upperBound <= extent.range.lowerBound,
            column.outcomes[column.outcomes.count - 1].validity != .valid
        else { return false }
        let digitCount = extent.range.filter { text.isDigit($0) }.count
        return digitCount <= 6
            || (last.upperBound..<extent.range.lowerBound).allSatisfy {
                Widths.isBlank(text[$0]) || isDialPunctuation(text[$0])
            }
    }

    /// (I00) 212-3456: a letter among digits begins the number, and no label.
    private var labelHoldsDigits: Bool {
        guard let label else { return false }
        if text[label.lowerBound - 1] == 0x2B { return true }
        for index in label where text.isDigit(index) {
            var low = index
            while text.isDigit(low - 1) || text.isLetter(low - 1) { low -= 1 }
            var high = index
            while text.isDigit(high) || text.isLetter(high) { high += 1 }
            var letterCount = 0
            var isRepairable = true
            for place in low..<high where text.isLetter(place) {
                letterCount += 1
                if !isLetterForDigit(text[place]) { isRepairable = false }
            }
            let isDamaged = letterCount == 1 || letterCount == 2
            let isLong = isRepairable || high - low - letterCount >= 2
            if isDamaged, isLong, !isWord(low - 1), !isWord(high) { return true }
        }
        return false
    }

    /// Digits that belong to nothing touch a number that is whole without them.
    private func doubt(_ outcome: Int, _ column: inout CleanColumn) {
        column.outcomes[outcome].code = .strayDigits
        column.outcomes[outcome].validity = max(.suspect, column.outcomes[outcome].validity)
        column.outcomes[outcome].confidence = min(70, column.outcomes[outcome].confidence)
    }
}

/// What one text is, and where in the cell it ends.
struct DialVerdict {
    var number: PhoneNumber
    var end: Int
    var `extension`: Range<Int>?
    var extensionDigits = DialDigits()

    init(number: PhoneNumber, end: Int) {
        self.number = number
        self.end = end
    }

    func with(extension digits: Range<Int>, end: Int) -> DialVerdict {
        var verdict = self
        verdict.extension = digits
        verdict.end = end
        return verdict
    }
}
