import Records

/// Check characters of Chinese identifiers and payment cards.
package enum CheckDigits {
    /// Credit code: GB 32100-2015 over 17 characters, GB 11714 over characters 9–16.
    package static func isCreditCode(_ code: Span<UInt8>) -> Bool {
        guard code.count == 18 else { return false }
        var sum = 0
        var weight = 1
        for index in 0..<17 {
            guard let value = creditValue(code[index]) else { return false }
            sum += value * weight
            weight = weight * 3 % 31
        }
        guard let last = creditValue(code[17]), last == (31 - sum % 31) % 31 else { return false }
        return isOrganizationCode(code.extracting(8..<17)) && hasRegion(code)
    }

    /// Characters 3–8 are a region of GB/T 2260: digits.
    private static func hasRegion(_ code: Span<UInt8>) -> Bool {
        Digits.areAll(code.extracting(2..<8))
    }

    /// `0-9A-HJ-NPQRTUWXY` are 0–30; nil for I, O, S, V, Z and everything else.
    static func creditValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x48: Int(byte) - 0x41 + 10
        case 0x4A...0x4E: Int(byte) - 0x4A + 18
        case 0x50...0x52: Int(byte) - 0x50 + 23
        case 0x54, 0x55: Int(byte) - 0x54 + 26
        case 0x57...0x59: Int(byte) - 0x57 + 28
        default: nil
        }
    }

    /// Organisation code of 9 characters (GB 11714): weights 3 7 9 10 5 8 4 2, modulus 11.
    static func isOrganizationCode(_ code: Span<UInt8>) -> Bool {
        let weights: InlineArray<8, Int> = [3, 7, 9, 10, 5, 8, 4, 2]
        guard code.count == 9 else { return false }
        var sum = 0
        for index in 0..<8 {
            let byte = code[index]
            if Digits.isDigit(byte) {
                sum += (Int(byte) - 0x30) * weights[index]
            } else if byte >= 0x41 && byte <= 0x5A {
                sum += (Int(byte) - 0x41 + 10) * weights[index]
            } else {
                return false
            }
        }
        let check = 11 - sum % 11
        let expected: UInt8 = check == 10 ? 0x58 : check == 11 ? 0x30 : UInt8(check) + 0x30
        return code[8] == expected
    }

    /// Registration number of 15 digits (GS15-2006): MOD 11,10.
    package static func isRegistrationNumber(_ code: Span<UInt8>) -> Bool {
        guard code.count == 15, Digits.areAll(code) else { return false }
        var product = 10
        for index in 0..<14 {
            let sum = (product + Int(code[index]) - 0x30) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return Int(code[14]) - 0x30 == (11 - product) % 10
    }

    /// ID card of 18 characters (GB 11643-1999) with a birth date that exists.
    package static func isIDCard(_ code: Span<UInt8>) -> Bool {
        let weights: InlineArray<17, Int> = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        guard code.count == 18, Digits.areAll(code.extracting(0..<17)), code[0] != 0x30,
            let year = Digits.value(code.extracting(6..<10)), year >= 1900, year < 2100,
            let month = Digits.value(code.extracting(10..<12)),
            let day = Digits.value(code.extracting(12..<14)), CalendarDay(year, month, day) != nil
        else { return false }
        var sum = 0
        for index in 0..<17 { sum += (Int(code[index]) - 0x30) * weights[index] }
        let last = code[17] == 0x78 ? 0x58 : code[17]
        let remainder = sum % 11
        let expected: UInt8 =
            remainder == 2 ? 0x58 : UInt8((12 - remainder) % 11) + 0x30
        return last == expected
    }

    /// Payment card of 16–19 digits with a known first digit (ISO/IEC 7812, Luhn).
    package static func isPaymentCard(_ code: Span<UInt8>) -> Bool {
        guard code.count >= 16, code.count <= 19, Digits.areAll(code),
            code.hasPrefix("62") || code[0] == 0x34 || code[0] == 0x35
        else { return false }
        var sum = 0
        for index in 0..<code.count {
            var digit = Int(code[code.count - 1 - index]) - 0x30
            if index % 2 == 1 {
                digit *= 2
                if digit > 9 { digit -= 9 }
            }
            sum += digit
        }
        return sum % 10 == 0
    }

    /// Whether an ID card or payment card number stands anywhere in a text.
    package static func holdsSensitiveNumber(_ text: Span<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            guard Digits.isDigit(text[index]) else {
                index += 1
                continue
            }
            var end = index
            while end < text.count, Digits.isDigit(text[end]) { end += 1 }
            let isLetterX = end < text.count && text[end] | 0x20 == 0x78
            if end - index == 17, isLetterX, isIDCard(text.extracting(index..<(end + 1))) {
                return true
            }
            let run = text.extracting(index..<end)
            if isIDCard(run) || isPaymentCard(run) { return true }
            index = end
        }
        return false
    }
}
