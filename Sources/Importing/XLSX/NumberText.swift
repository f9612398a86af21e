import Glibc
import Records

/// The text of a stored number as the user means it; in decimal throughout, so nothing is lost.
///
///     13800138000.0 → 13800138000      1.38001380E+10 → 13800138000
///     0.28999999999999998 → 0.29       110101199003071234 → 110101199003071234
///
/// Programs store doubles with 17 digits, of which Excel shows 15: a number with a fraction is
/// rounded to 15 digits. Whole numbers keep all stored digits. From 10¹⁵ on a number with an
/// exponent stays as it is, because its last digits are gone.
enum NumberText {
    private static let maxDigitCount = 15

    static func append(_ raw: Span<UInt8>, to output: inout [UInt8]) {
        if isCanonical(raw) { return output.append(raw) }
        appendDecimal(raw, to: &output)
    }

    /// The text of a double: its shortest decimal, with the same rules.
    static func append(_ number: Double, to output: inout [UInt8]) {
        if abs(number) < 1e17, number == number.rounded(.towardZero) {
            return append(Int(number), to: &output)
        }
        if appendFraction(number, to: &output) { return }
        var text = Array(number.description.utf8)
        guard number.isFinite else { return output.append(text.span) }
        if let mark = text.firstIndex(of: 0x65) { text[mark] = 0x45 }
        if isTie(text) { text = allDigits(number) }
        append(text.span, to: &output)
    }

    /// Whether rounding the shortest decimal to 15 digits may differ from rounding the number.
    private static func isTie(_ text: [UInt8]) -> Bool {
        let end = text.firstIndex(of: 0x45) ?? text.count
        guard end > maxDigitCount, text[end - 1] == 0x35 else { return false }
        let digits = text[..<end].drop { $0 < 0x31 || $0 > 0x39 }
        return digits.count { $0 >= 0x30 } == maxDigitCount + 1
    }

    /// All 17 digits, as programs store them in .xlsx.
    private static func allDigits(_ number: Double) -> [UInt8] {
        var text = [UInt8](repeating: 0, count: 32)
        let count = unsafe text.withUnsafeMutableBytes { buffer in
            unsafe withVaList([number]) { arguments in
                unsafe vsnprintf(
                    buffer.bindMemory(to: CChar.self).baseAddress,
                    buffer.count,
                    "%.17G",
                    arguments
                )
            }
        }
        return Array(text.prefix(Int(count)))
    }

    static func append(_ number: Int, to output: inout [UInt8]) {
        if number < 0 { output.append(0x2D) }
        appendDigits(number.magnitude, count: 1, to: &output)
    }

    /// Appends decimal digits, at least `count`.
    @inline(__always)
    private static func appendDigits(_ number: UInt, count: Int, to output: inout [UInt8]) {
        var count = count
        var power: UInt = 10
        for _ in 1..<count { power &*= 10 }
        while count < 20, number >= power {
            count &+= 1
            if count == 20 { break }
            power &*= 10
        }
        var rest = number
        output.append(addingCapacity: count) { (free: inout OutputSpan<UInt8>) in
            for _ in 0..<count { free.append(0x30) }
            var span = free.mutableSpan
            var at = span.count &- 1
            while rest > 0 {
                span[at] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
                rest /= 10
                at &-= 1
            }
        }
    }

    /// Appends a number of up to four decimals whose digits a double holds exactly.
    ///
    /// A whole number below 10¹⁵ divided by a power of ten is the double nearest to that decimal,
    /// so when the quotient is the number, the decimal is its shortest.
    private static func appendFraction(_ number: Double, to output: inout [UInt8]) -> Bool {
        var power = 1.0
        for digitCount in 1...4 {
            power *= 10
            let scaled = (abs(number) * power).rounded()
            guard scaled < 1e15 else { return false }
            guard scaled / power == abs(number) else { continue }
            if number < 0 { output.append(0x2D) }
            let (whole, fraction) = UInt(scaled).quotientAndRemainder(dividingBy: UInt(power))
            appendDigits(whole, count: 1, to: &output)
            output.append(0x2E)
            appendDigits(fraction, count: digitCount, to: &output)
            return true
        }
        return false
    }

    /// Whole numbers without a leading zero, of at most 15 digits: nearly all numbers.
    @inline(__always)
    private static func isCanonical(_ raw: Span<UInt8>) -> Bool {
        guard raw.count > 0, raw.count <= maxDigitCount else { return false }
        for index in raw.indices where raw[index] &- 0x30 > 9 { return false }
        return raw[0] != 0x30 || raw.count == 1
    }

    @inline(never)
    private static func appendDecimal(_ raw: Span<UInt8>, to output: inout [UInt8]) {
        guard var decimal = Decimal(raw) else { return output.append(raw) }
        let isWhole = decimal.exponent >= 0
        if decimal.digits.count > maxDigitCount, !isWhole {
            if decimal.digits.count + decimal.exponent > maxDigitCount { return output.append(raw) }
            decimal.round(to: maxDigitCount)
        }
        let hasManyDigits = decimal.digits.count + decimal.exponent > maxDigitCount
        if decimal.hasExponent && (hasManyDigits || decimal.exponent < -30) {
            return output.append(raw)
        }
        decimal.append(to: &output)
    }

    /// `digits` × 10^`exponent`, without leading and trailing zeros.
    struct Decimal {
        var isNegative = false
        /// Values 0…9; empty for zero.
        var digits: [UInt8] = []
        var exponent = 0
        /// Whether the text was written with one.
        var hasExponent = false

        /// Nil when the text is no number, or has an exponent of more than four digits.
        init?(_ raw: Span<UInt8>) {
            var at = 0
            while at < raw.count, raw[at] <= 0x20 { at += 1 }
            if at < raw.count, raw[at] == 0x2D || raw[at] == 0x2B {
                isNegative = raw[at] == 0x2D
                at += 1
            }
            var pointOffset: Int?
            var seenCount = 0
            while at < raw.count, raw[at] &- 0x30 <= 9 || (raw[at] == 0x2E && pointOffset == nil) {
                if raw[at] == 0x2E {
                    pointOffset = seenCount
                } else {
                    seenCount += 1
                    digits.append(raw[at] &- 0x30)
                }
                at += 1
            }
            guard seenCount > 0, seenCount < 400 else { return nil }
            exponent = (pointOffset ?? seenCount) - seenCount
            if at < raw.count, raw[at] | 0x20 == 0x65 {
                guard let power = Self.power(raw, from: &at) else { return nil }
                exponent += power
                hasExponent = true
            }
            while at < raw.count, raw[at] <= 0x20 { at += 1 }
            guard at == raw.count else { return nil }
            trim()
        }

        private static func power(_ raw: Span<UInt8>, from at: inout Int) -> Int? {
            at += 1
            var isNegative = false
            if at < raw.count, raw[at] == 0x2D || raw[at] == 0x2B {
                isNegative = raw[at] == 0x2D
                at += 1
            }
            let start = at
            var power = 0
            while at < raw.count, raw[at] &- 0x30 <= 9, at - start < 4 {
                power = power * 10 + Int(raw[at] &- 0x30)
                at += 1
            }
            return at == start ? nil : isNegative ? -power : power
        }

        private mutating func trim() {
            while digits.last == 0 {
                digits.removeLast()
                exponent += 1
            }
            let zeroCount = digits.prefix { $0 == 0 }.count
            digits.removeFirst(zeroCount)
            if digits.isEmpty { (exponent, isNegative, hasExponent) = (0, false, false) }
        }

        mutating func round(to count: Int) {
            guard digits.count > count else { return }
            let isUp = digits[count] >= 5
            exponent += digits.count - count
            digits.removeSubrange(count...)
            if isUp {
                var index = count - 1
                while index >= 0, digits[index] == 9 {
                    digits[index] = 0
                    index -= 1
                }
                if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
            }
            trim()
        }

        /// The value as a double; the error is below one unit in the last place per power of ten.
        var double: Double {
            var value = 0.0
            for digit in digits.prefix(18) { value = value * 10 + Double(digit) }
            let power = exponent + max(0, digits.count - 18)
            var factor = 1.0
            for _ in 0..<min(abs(power), 310) { factor *= 10 }
            value = power < 0 ? value / factor : value * factor
            return isNegative ? -value : value
        }

        func append(to output: inout [UInt8]) {
            if isNegative { output.append(0x2D) }
            let wholeCount = digits.count + exponent
            if wholeCount <= 0 {
                output.append(0x30)
            } else {
                for index in 0..<wholeCount {
                    output.append(0x30 + (index < digits.count ? digits[index] : 0))
                }
            }
            guard exponent < 0 else { return }
            output.append(0x2E)
            for _ in 0..<max(0, -wholeCount) { output.append(0x30) }
            for digit in digits[max(0, wholeCount)...] { output.append(0x30 + digit) }
        }
    }
}
