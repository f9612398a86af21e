import Records

/// What a string of digits is as a telephone number of a region.
///
/// Numbering: mobile `1[3-9]` + 9 digits; landline 0 + area code + 7–8 digits; 400/800 + 7 digits;
/// service codes 95xxx, 96xxx, 1xxxx (MIIT numbering plan). +852, +853 and +886 by their lengths;
/// other countries by the length of E.164 alone.
struct PhoneNumber: Sendable {
    var kind: ValueKind = .plain
    var validity: Validity = .valid
    var code: FindingCode = .none
    /// Where the national digits begin, prefixes cut off.
    var start = 0
    /// What stands before the national digits in the normal form: `+86`, or nothing.
    var prefix: StaticString = ""
    var hasValue = true
    var isKey = true
    /// Digits of the area code from `start`; 0 = none.
    var areaDigitCount = 0
    var country: StaticString = "CN"
    /// What the splitter pays for reading digits this way; less is better.
    var cost = 10

    /// Reads all of `digits`, before which `+` may stand; nil when they are no telephone number.
    static func read(_ digits: Span<UInt8>, hasPlus: Bool, region: PhoneRegion) -> PhoneNumber? {
        if hasPlus { return readInternational(digits, from: 0, region: region) }
        if isPlaceholder(digits) { return placeholder(digits) }
        if let national = readNational(digits, from: 0, region: region) { return national }
        if digits.hasPrefix("00"), digits.count > 9 {
            return readInternational(digits, from: 2, region: region)
        }
        if digits.hasPrefix("086"), digits.count > 12 {
            return readInternational(digits, from: 1, region: region)
        }
        for country in ["86", "852", "853", "886"] as [StaticString]
        where digits.hasPrefix(country) {
            if let number = readInternational(digits, from: 0, region: region),
                number.validity == .valid || number.code == .placeholder
            {
                return number
            }
        }
        for carrier in ["17951", "12593", "17909", "17911", "10193"] as [StaticString]
        where digits.hasPrefix(carrier) {
            if let number = readNational(digits, from: 5, region: region),
                number.validity == .valid
            {
                return number
            }
        }
        return nil
    }

    // MARK: - Mainland China

    private static func readNational(
        _ digits: Span<UInt8>,
        from start: Int,
        region: PhoneRegion
    ) -> PhoneNumber? {
        switch region {
        case .mainland: readMainland(digits, from: start, isTrunkNeeded: true)
        case .hongKong: readHongKong(digits, from: start)
        case .macau: readMacau(digits, from: start)
        case .taiwan:
            digits.count > start && digits[start] == 0x30
                ? readTaiwan(digits, from: start + 1) : nil
        }
    }

    private static func readMainland(
        _ digits: Span<UInt8>,
        from start: Int,
        isTrunkNeeded: Bool
    ) -> PhoneNumber? {
        let count = digits.count - start
        guard count >= 3 else { return nil }
        if let mobile = readMobile(digits, from: start) { return mobile }
        if digits[start] == 0x30 {
            if count == 12, let mobile = readMobile(digits, from: start + 1) { return mobile }
            return readLandline(digits, from: start + 1)
        }
        if !isTrunkNeeded, count >= 9, var number = readLandline(digits, from: start) {
            if digits[start] == 0x31, count == 10, digits[start + 1] != 0x30 { return nil }
            number.cost = 10
            return number
        }
        return readService(digits, from: start) ?? readDamaged(digits, from: start)
    }

    private static func readMobile(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        guard digits.count - start == 11, digits[start] == 0x31, digits[start + 1] >= 0x33 else {
            return nil
        }
        if isPlaceholder(digits.extracting(start..<digits.count)) { return placeholder(digits) }
        return PhoneNumber(kind: .mobile, start: start, prefix: "+86")
    }

    /// An area code without its 0, then 7 or 8 digits.
    private static func readLandline(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let count = digits.count - start
        guard count >= 9, count <= 11 else { return nil }
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
        var number = PhoneNumber(kind: .landline, start: start, prefix: "+86")
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

    private static func readService(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let count = digits.count - start
        var number = PhoneNumber(kind: .service, start: start)
        if count == 10,
            digits.starts(with: "400", at: start) || digits.starts(with: "800", at: start)
        {
            return number
        }
        number.cost = 60
        let isBank = digits.starts(with: "95", at: start) || digits.starts(with: "96", at: start)
        if isBank, count == 5 || count == 6 { return number }
        if count == 5, digits[start] == 0x31, digits[start + 1] <= 0x32 { return number }
        guard count == 3 else { return nil }
        for emergency in ["110", "114", "119", "120", "122"] as [StaticString]
        where digits.starts(with: emergency, at: start) { return number }
        return nil
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

    // MARK: - Other countries

    private static func readInternational(
        _ digits: Span<UInt8>,
        from start: Int,
        region: PhoneRegion
    ) -> PhoneNumber? {
        let count = digits.count - start
        guard count >= 7, count <= 17, digits[start] != 0x30 else { return nil }
        if digits.starts(with: "86", at: start) {
            let number = readMainland(digits, from: start + 2, isTrunkNeeded: false)
            return number ?? (count > 9 ? nil : readForeign(digits, from: start))
        }
        if digits.starts(with: "852", at: start) {
            return readHongKong(digits, from: start + 3)
        }
        if digits.starts(with: "853", at: start) { return readMacau(digits, from: start + 3) }
        if digits.starts(with: "886", at: start) {
            let skip = start + 3 < digits.count && digits[start + 3] == 0x30 ? 4 : 3
            return readTaiwan(digits, from: start + skip)
        }
        return readForeign(digits, from: start)
    }

    private static func readForeign(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        guard digits.count - start <= 15, digits.count - start >= 8 else { return nil }
        var number = PhoneNumber(kind: .other, validity: .suspect, code: .foreignNumber)
        number.start = start
        number.prefix = "+"
        number.country = ""
        number.cost = 30
        return number
    }

    private static func readHongKong(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        guard digits.count - start == 8, digits[start] >= 0x32 else { return nil }
        let isLandline = digits[start] == 0x32 || digits[start] == 0x33
        return PhoneNumber(
            kind: isLandline ? .landline : .mobile,
            start: start,
            prefix: "+852",
            country: "HK"
        )
    }

    private static func readMacau(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        guard digits.count - start == 8,
            digits[start] == 0x36 || digits[start] == 0x32
                || digits[start] == 0x38
        else { return nil }
        return PhoneNumber(
            kind: digits[start] == 0x36 ? .mobile : .landline,
            start: start,
            prefix: "+853",
            country: "MO"
        )
    }

    private static func readTaiwan(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let count = digits.count - start
        guard count == 8 || count == 9, digits[start] >= 0x32 else { return nil }
        let isMobile = digits[start] == 0x39 && count == 9
        guard isMobile || digits[start] != 0x39 else { return nil }
        return PhoneNumber(
            kind: isMobile ? .mobile : .landline,
            start: start,
            prefix: "+886",
            country: "TW"
        )
    }

    // MARK: - Placeholders

    private static func placeholder(_ digits: Span<UInt8>) -> PhoneNumber {
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

    /// Whether each digit is the one before it plus `step`, with 9 followed by 0.
    private static func isRun(_ digits: Span<UInt8>, step: UInt8) -> Bool {
        for index in 1..<digits.count {
            let expected = (digits[index - 1] &- 0x30 &+ step) % 10
            if digits[index] &- 0x30 != expected { return false }
        }
        return true
    }
}

/// The region whose national numbers need no country code.
enum PhoneRegion: String, Sendable, CaseIterable {
    case mainland = "CN"
    case hongKong = "HK"
    case macau = "MO"
    case taiwan = "TW"
}
