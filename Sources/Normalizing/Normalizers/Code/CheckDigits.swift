import Records

/// Check characters of Chinese identifiers and payment cards.
package enum CheckDigits {
    /// Credit code: GB 32100-2015 over 17 characters, GB 11714 over characters 9–16.
    package static func isCreditCode(_ code: Span<UInt8>) -> Bool {
        guard code.count == 18 else { return false }
        // Characters 3–8 are a region of GB/T 2260: digits.
        for index in 2..<8 where !Digits.isDigit(code[index]) { return false }
        var sum = 0
        var weight = 1
        for index in 0..<17 {
            let value = creditValue(code[index])
            if value < 0 { return false }
            sum &+= value &* weight
            weight = weight &* 3 % 31
        }
        return creditValue(code[17]) == (31 &- sum % 31) % 31
            && isOrganizationCode(code.extracting(8..<17))
    }

    /// `0-9A-HJ-NPQRTUWXY` are 0–30; -1 for I, O, S, V, Z and everything else.
    @inline(__always)
    static func creditValue(_ byte: UInt8) -> Int {
        if byte &- 0x30 < 10 { return Int(byte &- 0x30) }
        guard byte &- 0x41 < 26 else { return -1 }
        // Bits for I, O, S, V and Z; each of them moves the letters behind it down by one.
        let unused: UInt32 = 1 << 8 | 1 << 14 | 1 << 18 | 1 << 21 | 1 << 25
        let letter = UInt32(byte &- 0x41)
        if unused >> letter & 1 == 1 { return -1 }
        let before = unused & ((1 << letter) &- 1)
        return 10 &+ Int(letter) &- before.nonzeroBitCount
    }

    /// Organisation code of 9 characters (GB 11714): weights 3 7 9 10 5 8 4 2, modulus 11.
    static func isOrganizationCode(_ code: Span<UInt8>) -> Bool {
        guard code.count == 9 else { return false }
        // The weights as nibbles, first one lowest.
        var weights: UInt64 = 0x2485_A973
        var sum = 0
        for index in 0..<8 {
            let byte = code[index]
            let weight = Int(weights & 0xF)
            weights >>= 4
            if Digits.isDigit(byte) {
                sum &+= Int(byte &- 0x30) &* weight
            } else if byte &- 0x41 < 26 {
                sum &+= Int(byte &- 0x41 &+ 10) &* weight
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

    /// ID card of 18 characters (GB 11643-1999) with a province and a birth date that exists.
    ///
    /// `lastBirth` is the latest birth date to believe, as year × 10,000 + month × 100 + day.
    package static func isIDCard(_ code: Span<UInt8>, lastBirth: Int = 2099_12_31) -> Bool {
        guard code.count == 18, Digits.areAll(code.extracting(0..<17)), isProvince(code),
            let birth = Digits.value(code.extracting(6..<14)), birth <= lastBirth,
            isBirth(birth)
        else { return false }
        let last = code[17] == 0x78 ? 0x58 : code[17]
        return last == idCheck(code)
    }

    /// The check character over the first 17 digits: weights 2^(17 − i) mod 11.
    static func idCheck(_ digits: Span<UInt8>) -> UInt8 {
        var sum = 0
        for index in 0..<17 { sum = (sum &* 2 &+ Int(digits[index] &- 0x30)) % 11 }
        let remainder = sum * 2 % 11
        return remainder == 2 ? 0x58 : UInt8((12 - remainder) % 11) + 0x30
    }

    /// ID card of 15 digits, given out until 1999: no check digit, the century is the twentieth.
    static func isOldIDCard(_ code: Span<UInt8>) -> Bool {
        guard code.count == 15, Digits.areAll(code), isProvince(code),
            let birth = Digits.value(code.extracting(6..<12))
        else { return false }
        return isBirth(19_00_00_00 + birth)
    }

    private static func isBirth(_ birth: Int) -> Bool {
        birth >= 1900_01_01
            && CalendarDay(birth / 10_000, birth / 100 % 100, birth % 100) != nil
    }

    /// The first two digits are a province (GB/T 2260), or 83 as on permits of Taiwan's residents.
    static func isProvince(_ code: Span<UInt8>) -> Bool {
        guard code.count >= 2, Digits.isDigit(code[0]), Digits.isDigit(code[1]) else {
            return false
        }
        switch (code[0] &- 0x30) &* 10 &+ (code[1] &- 0x30) {
        case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: return true
        default: return false
        }
    }

    /// Luhn's formula (ISO/IEC 7812-1, annex B) over digits.
    static func isLuhn(_ digits: Span<UInt8>) -> Bool {
        var sum = 0
        var isDoubled = digits.count % 2 == 0
        for index in digits.indices {
            guard Digits.isDigit(digits[index]) else { return false }
            var digit = Int(digits[index] &- 0x30)
            if isDoubled { digit = digit > 4 ? digit * 2 - 9 : digit * 2 }
            sum &+= digit
            isDoubled.toggle()
        }
        return sum % 10 == 0
    }

    /// Payment card of 16–19 digits with a known first digit (ISO/IEC 7812, Luhn).
    package static func isPaymentCard(_ code: Span<UInt8>) -> Bool {
        guard code.count >= 16, code.count <= 19,
            code.hasPrefix("62") || code[0] == 0x34 || code[0] == 0x35
        else { return false }
        return isLuhn(code)
    }

    /// Whether an ID card or payment card number stands anywhere in a text.
    package static func holdsSensitiveNumber(_ text: Span<UInt8>) -> Bool {
        SensitiveNumbers().masked(text) != nil
    }
}
