import Records

/// What a string of digits is as a telephone number of a region.
///
/// Numbering of mainland China: mobile `1[3-9]` + 9 digits; landline 0 + area code + 7–8 digits;
/// 400/800 + 7 digits; service codes 95xxx, 96xxx, 1xxxx (MIIT numbering plan); devices have 11
/// or 13 digits and begin with 1064 or 144. Other countries go by their own plans
/// (`PhoneNumber+Foreign`).
struct PhoneNumber: Sendable {
    var kind: ValueKind = .plain
    var validity: Validity = .valid
    var code: FindingCode = .none
    var type: PhoneType = .unknown
    var country = PhoneRegion.mainland
    /// What stands behind `+` in the normal form; 0 = the form has no `+`.
    var callingCode: UInt16 = 0
    /// Where the national digits begin, prefixes cut off.
    var start = 0
    /// The national digits as a plan gave them, when they aren't those from `start`.
    var national: UInt64 = 0
    /// Digits of `national`, leading zeros counted; 0 = the digits from `start` hold.
    var nationalDigitCount = 0
    var hasValue = true
    var isKey = true
    /// Whether the normal form is only offered.
    var isSuggestion = false
    /// Digits of the area code from `start`; 0 = none.
    var areaDigitCount = 0
    /// What the splitter pays for reading digits this way; less is better.
    var cost = 10

    /// Reads all of `digits`, before which `+` may stand; nil when they are no telephone number.
    static func read(_ digits: Span<UInt8>, hasPlus: Bool, region: PhoneRegion) -> PhoneNumber? {
        guard digits.count >= 3 else { return nil }
        if hasPlus { return readAfterPlus(digits, region: region) }
        if isPlaceholder(digits) { return placeholder(digits) }
        if let national = readMainland(digits, from: 0) { return national }
        return readPrefixed(digits)
    }

    /// 00, 086, a country code without `+`, a carrier's prefix for cheap calls.
    private static func readPrefixed(_ digits: Span<UInt8>) -> PhoneNumber? {
        let count = digits.count
        guard count >= 9 else { return nil }
        switch digits[0] {
        case 0x30:
            if count > 9, digits[1] == 0x30 {
                return readInternational(digits, from: 2)
            }
            if count > 12, digits.starts(with: "086", at: 0) {
                return readInternational(digits, from: 1)
            }
        case 0x38:
            if isNeighbourCode(digits) {
                let number = readInternational(digits, from: 0)
                if let number, number.validity == .valid || number.code == .placeholder {
                    return number
                }
            }
        case 0x31:
            guard count > 12, isCarrierPrefix(digits) else { return nil }
            let number = readMainland(digits, from: 5)
            if let number, number.validity == .valid { return number }
        default: break
        }
        return nil
    }

    /// 86, 852, 853, 886.
    private static func isNeighbourCode(_ digits: Span<UInt8>) -> Bool {
        if digits[1] == 0x36 { return true }
        if digits[1] == 0x35 { return digits[2] == 0x32 || digits[2] == 0x33 }
        return digits[1] == 0x38 && digits[2] == 0x36
    }

    /// 17951, 17909, 12593 and the other prefixes of calls over the internet.
    private static func isCarrierPrefix(_ digits: Span<UInt8>) -> Bool {
        guard let prefix = Digits.value(digits.extracting(0..<5)) else { return false }
        return prefix >= 11_000 && prefix < 13_000 || prefix >= 17_900 && prefix < 18_000
            || prefix == 10_193
    }

    /// Behind `+`; a mobile number of mainland China may stand there without 86.
    private static func readAfterPlus(_ digits: Span<UInt8>, region: PhoneRegion) -> PhoneNumber? {
        var start = 0
        while start < digits.count, digits[start] == 0x30, start < 2 { start += 1 }
        guard digits.count - start >= 3 else { return nil }
        let number = readInternational(digits, from: start)
        if let number, number.validity == .valid { return number }
        if region == .mainland, start == 0, let mobile = readMobile(digits, from: 0) {
            return mobile
        }
        return number
    }

    static func readInternational(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let count = digits.count - start
        guard count >= 5, count <= 18, digits[start] != 0x30 else { return nil }
        if digits.starts(with: "86", at: start) {
            return readMainlandAbroad(digits, from: start + 2)
        }
        return readForeign(digits, from: start)
    }

    // MARK: - Mainland China

    /// As dialled inside the country: landlines with their 0.
    static func readMainland(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let count = digits.count - start
        guard count >= 3 else { return nil }
        if let mobile = readMobile(digits, from: start) { return mobile }
        if digits[start] == 0x30 {
            if count == 12, let mobile = readMobile(digits, from: start + 1) { return mobile }
            if count == 11, let service = readFreeCall(digits, from: start + 1) { return service }
            return readLandline(digits, from: start + 1)
        }
        return readService(digits, from: start) ?? readMachine(digits, from: start)
            ?? readDamaged(digits, from: start)
    }

    /// Behind +86: landlines without their 0, or with it all the same.
    static func readMainlandAbroad(
        _ digits: Span<UInt8>,
        from start: Int
    ) -> PhoneNumber? {
        let count = digits.count - start
        guard count >= 9 else { return nil }
        if let number = readMobile(digits, from: start) ?? readFreeCall(digits, from: start) {
            return number
        }
        if digits[start] == 0x30 { return readMainland(digits, from: start) }
        if let machine = readMachine(digits, from: start) { return machine }
        guard let number = readLandline(digits, from: start) else { return nil }
        if digits[start] == 0x31, digits[start + 1] != 0x30 { return nil }
        return number
    }

    static func readMobile(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        guard digits.count - start == 11, digits[start] == 0x31, digits[start + 1] >= 0x33 else {
            return nil
        }
        if isPlaceholder(digits.extracting(start..<digits.count)) { return placeholder(digits) }
        var number = PhoneNumber(kind: .mobile, type: .mobile, callingCode: 86, start: start)
        number.code = mobileNote(digits, from: start)
        if isVanity(digits, from: start) {
            number.validity = .suspect
            number.code = .placeholder
            number.isKey = false
        }
        return number
    }

    /// What is to be said of the range of a mobile number; it is valid in any case.
    @inline(__always)
    static func mobileNote(_ digits: Span<UInt8>, from start: Int) -> FindingCode {
        let second = digits[start + 1]
        let third = digits[start + 2] & 0xF
        switch second {
        case 0x33, 0x38: return .none
        case 0x34: return third == 5 || third == 7 ? .none : .machineNumber
        case 0x35, 0x39: return third == 4 ? .unlistedRange : .none
        case 0x36: return third == 2 || third >= 5 && third <= 7 ? .none : .unlistedRange
        default:
            if third == 4 {
                return digits[start + 3] == 0x30 && digits[start + 4] <= 0x35
                    ? .none : .unlistedRange
            }
            return third == 9 ? .unlistedRange : .none
        }
    }

    /// An area code without its 0, then 7 or 8 digits.
    static func readLandline(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let count = digits.count - start
        guard count >= 9, count <= 11, digits[start] != 0x30 else { return nil }
        let isShort = digits[start] == 0x31 && digits[start + 1] == 0x30 || digits[start] == 0x32
        let areaDigitCount = isShort ? 2 : 3
        guard let area = Digits.value(digits.extracting(start..<(start + areaDigitCount))) else {
            return nil
        }
        let rest = count - areaDigitCount
        guard rest == 7 || rest == 8, digits[start + areaDigitCount] >= 0x31 else { return nil }
        if isRun(digits.extracting((start + areaDigitCount)..<digits.count), step: 1) {
            return placeholder(digits)
        }
        var number = PhoneNumber(kind: .landline, type: .fixedLine, callingCode: 86, start: start)
        number.areaDigitCount = areaDigitCount
        if !AreaCodes.standard.contains(area) {
            number.validity = .suspect
            number.code = .unknownAreaCode
            number.cost = 40
        } else if isShort && rest == 7 {
            number.validity = .suspect
            number.code = .tooFewDigits
            number.cost = 40
        }
        return number
    }

    /// 400 and 800 with 7 digits.
    private static func readFreeCall(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        guard digits.count - start == 10, digits[start + 1] == 0x30, digits[start + 2] == 0x30
        else { return nil }
        switch digits[start] {
        case 0x34: return PhoneNumber(kind: .service, type: .sharedCost, start: start)
        case 0x38: return PhoneNumber(kind: .service, type: .tollFree, start: start)
        default: return nil
        }
    }

    private static func readService(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        if let number = readFreeCall(digits, from: start) { return number }
        let count = digits.count - start
        guard count <= 6 else { return nil }
        var number = PhoneNumber(kind: .service, type: .shortCode, start: start)
        number.cost = 60
        let second = digits[start + 1]
        let isBank = digits[start] == 0x39 && (second == 0x35 || second == 0x36)
        if isBank, count == 5 || count == 6 { return number }
        if count == 5, digits[start] == 0x31, second <= 0x32 { return number }
        guard count == 3, let code = Digits.value(digits.extracting(start..<digits.count)) else {
            return nil
        }
        switch code {
        case 110, 114, 119, 120, 122: return number
        default: return nil
        }
    }

    /// SIM cards of devices that no person's number looks like.
    private static func readMachine(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let count = digits.count - start
        guard count == 13 || count == 11, digits[start] == 0x31 else { return nil }
        guard
            digits.starts(with: "1064", at: start)
                || count == 13 && digits.starts(with: "144", at: start)
        else { return nil }
        var number = PhoneNumber(kind: .other, validity: .suspect, code: .machineNumber)
        number.type = .machine
        number.callingCode = 86
        number.start = start
        number.isKey = false
        number.cost = 20
        return number
    }

    /// Numbers that lack something that can be named.
    private static func readDamaged(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let count = digits.count - start
        if count == 7 || count == 8, digits[start] >= 0x32 {
            var number = PhoneNumber(kind: .landline, validity: .suspect, code: .noAreaCode)
            number.start = start
            number.hasValue = false
            number.isKey = false
            number.cost = 40
            return number
        }
        if count == 10 || count == 11, var number = readLandline(digits, from: start),
            number.validity == .valid
        {
            number.validity = .suspect
            number.code = .lostZero
            number.isKey = false
            number.cost = 50
            return number
        }
        if count == 9 || count == 10, digits[start] == 0x31, digits[start + 1] >= 0x33 {
            var number = PhoneNumber(kind: .mobile, validity: .invalid, code: .tooFewDigits)
            number.start = start
            number.hasValue = false
            number.isKey = false
            number.cost = 100
            return number
        }
        return nil
    }

    // MARK: - Placeholders

    static func placeholder(_ digits: Span<UInt8>) -> PhoneNumber {
        var number = PhoneNumber(validity: .invalid, code: .placeholder)
        let isMobile = digits.count >= 11 && digits[digits.count - 11] == 0x31
        number.kind = isMobile ? .mobile : .landline
        number.hasValue = false
        number.isKey = false
        number.cost = 15
        return number
    }

    /// One digit repeated, digits counting up, 13800138000, a mobile whose last eight are 0.
    static func isPlaceholder(_ digits: Span<UInt8>) -> Bool {
        guard digits.count >= 7 else { return false }
        // Two neighbours decide nearly every number.
        let step = digits[1] &- digits[0]
        if step <= 1, isRun(digits, step: step) { return true }
        guard digits.count == 11 else { return false }
        if digits[3] == 0x30, digits[4] == 0x30 {
            return digits.hasSuffix("00000000") || digits.equals("13800138000")
        }
        return false
    }

    /// 13888888888: one digit from the third on; somebody has it, but most who type it don't.
    @inline(__always)
    static func isVanity(_ digits: Span<UInt8>, from start: Int) -> Bool {
        guard digits[start + 9] == digits[start + 10] else { return false }
        return isRun(digits.extracting((start + 2)..<(start + 11)), step: 0)
    }

    /// Seven or more digits that are all the same.
    static func isRepeated(_ digits: Span<UInt8>) -> Bool {
        digits.count >= 7 && isRun(digits, step: 0)
    }

    /// Whether each digit is the one before it plus `step`, with 9 followed by 0.
    private static func isRun(_ digits: Span<UInt8>, step: UInt8) -> Bool {
        for index in 1..<digits.count {
            let expected = (digits[index - 1] &- 0x30 &+ step) % 10
            if digits[index] &- 0x30 != expected { return false }
        }
        return true
    }
}
