import Records

/// ASCII digits with their grouping and decimal marks.
extension DecimalText {
    /// Why digits are no number.
    struct Unreadable: Error {
        var code: FindingCode
    }

    /// The digits of a number and the marks between them.
    private struct DigitRun {
        var mantissa = 0
        /// Digits behind the first 18, which a whole number can't hold.
        var cutCount = 0
        var digitCount = 0
        var isLeadingZero = false
        var groupCount = 0
        /// Lengths of the first and last group, whether those between and the last have three or four.
        var firstLength = 0
        var lastLength = 0
        var areThrees = true
        var areFours = true
        /// Whether the groups between the first and the last have three digits.
        var isInnerGrouped = true
        var commaCount = 0
        var pointCount = 0
        var otherCount = 0
        var lastMark: UInt32 = 0
    }

    mutating func readDigits() -> Result<DecimalValue, Unreadable> {
        let run = scanDigits()
        if text[index] == 0x2E, !text.isDigit(index + 1), run.pointCount == 0 { index += 1 }
        let decimals: Int
        switch judged(run) {
        case .success(let count): decimals = count
        case .failure(let reason): return .failure(reason)
        }
        if run.cutCount > decimals { return .failure(Unreadable(code: .outOfRange)) }
        return .success(
            DecimalValue(mantissa: run.mantissa, exponent: run.cutCount - decimals)
        )
    }

    private mutating func scanDigits() -> DigitRun {
        var run = DigitRun()
        run.isLeadingZero = text[index] == 0x30
        var length = 0
        while index < text.count {
            if text.isDigit(index) {
                if run.mantissa < 100_000_000_000_000_000 {
                    run.mantissa = run.mantissa * 10 + Int(text[index] &- 0x30)
                } else {
                    run.cutCount += 1
                }
                run.digitCount += 1
                length += 1
            } else if isMark(index) {
                closeGroup(&run, length)
                length = 0
                run.lastMark = text[index]
                switch text[index] {
                case 0x2C: run.commaCount += 1
                case 0x2E: run.pointCount += 1
                default: run.otherCount += 1
                }
            } else {
                break
            }
            index += 1
        }
        closeGroup(&run, length)
        run.lastLength = length
        return run
    }

    private func closeGroup(_ run: inout DigitRun, _ length: Int) {
        if run.groupCount == 0 {
            run.firstLength = length
        } else {
            // What was the last group so far stands between two marks.
            if run.groupCount > 1, run.lastLength != 3 { run.isInnerGrouped = false }
            if length != 3 { run.areThrees = false }
            if length != 4 { run.areFours = false }
        }
        run.lastLength = length
        run.groupCount += 1
    }

    /// `,` and `.` before a digit; a blank or `'` before exactly three.
    private func isMark(_ index: Int) -> Bool {
        guard text.isDigit(index + 1) else { return false }
        switch text[index] {
        case 0x2C, 0x2E: return true
        case 0x20, 0x27:
            return text.isDigit(index - 1) && text.isDigit(index + 2) && text.isDigit(index + 3)
                && !text.isDigit(index + 4)
        default: return false
        }
    }

    /// How many digits are decimals.
    private mutating func judged(_ run: DigitRun) -> Result<Int, Unreadable> {
        let marks = (run.commaCount, run.pointCount)
        let isShort = run.firstLength >= 1 && run.firstLength <= 3 && !run.isLeadingZero
        if run.otherCount > 0 {
            guard run.firstLength <= 3, run.isInnerGrouped, marks.0 + marks.1 <= 1 else {
                return .failure(Unreadable(code: .noNumber))
            }
            if marks.0 + marks.1 == 0 {
                return run.areThrees ? .success(0) : .failure(Unreadable(code: .noNumber))
            }
            guard run.lastMark == 0x2C || run.lastMark == 0x2E else {
                return .failure(Unreadable(code: .noNumber))
            }
            if marks.0 == 1 { hasDecimalComma = true }
            return .success(run.lastLength)
        }
        switch marks {
        case (0, 0): return .success(0)
        case (0, 1): return onePoint(run, isShort: isShort)
        case (1, 0): return oneComma(run, isShort: isShort)
        case (2..., 0):
            let isGrouped = run.areThrees || run.areFours
            let isFirstShort = run.firstLength <= (run.areFours ? 4 : 3)
            return isGrouped && isFirstShort && run.firstLength > 0
                ? .success(0) : .failure(Unreadable(code: .noNumber))
        case (0, 2...):
            guard run.areThrees, isShort else { return .failure(Unreadable(code: .noNumber)) }
            hasDecimalComma = true
            return .success(0)
        default:
            let lastIsSingle = run.lastMark == 0x2C ? marks.0 == 1 : marks.1 == 1
            guard lastIsSingle, run.isInnerGrouped, isShort else {
                return .failure(Unreadable(code: .noNumber))
            }
            if run.lastMark == 0x2C { hasDecimalComma = true }
            return .success(run.lastLength)
        }
    }

    /// Judges `12.5` and `1.200`.
    private mutating func onePoint(
        _ run: DigitRun,
        isShort: Bool
    ) -> Result<Int, Unreadable> {
        guard isShort, run.lastLength == 3, mark != .point, mark != .auto else {
            return .success(run.lastLength)
        }
        if mark == .contested { return ambiguous(run) }
        hasDecimalComma = true
        return .success(0)
    }

    /// Judges `1,200` and `12,5`.
    private mutating func oneComma(
        _ run: DigitRun,
        isShort: Bool
    ) -> Result<Int, Unreadable> {
        if isShort, run.lastLength == 3 {
            switch mark {
            case .point, .auto: return .success(0)
            case .contested: return ambiguous(run)
            case .comma:
                hasDecimalComma = true
                return .success(3)
            }
        }
        if mark == .comma || mark == .contested, run.firstLength > 0 {
            hasDecimalComma = true
            return .success(run.lastLength)
        }
        return ambiguous(run)
    }

    /// The readings are offered and none is taken; fewer than three digits are no group.
    private mutating func ambiguous(_ run: DigitRun) -> Result<Int, Unreadable> {
        if run.cutCount == 0 {
            let decimals = DecimalValue(mantissa: run.mantissa, exponent: -run.lastLength)
            let isGroup = run.lastLength >= 3
            choices = (isGroup ? DecimalValue(mantissa: run.mantissa) : decimals, decimals)
        }
        return .failure(Unreadable(code: .ambiguousNumber))
    }

    /// `1.5E+4`, as spreadsheets write.
    mutating func readExponent() {
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
}
