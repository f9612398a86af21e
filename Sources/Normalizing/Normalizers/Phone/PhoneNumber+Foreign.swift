import Records

/// Numbers of other countries, judged by the numbering plans of all territories.
extension PhoneNumber {
    /// A number that its plan doesn't have: one of a length in use, or none.
    static func unplanned(
        _ reading: PlanReading,
        _ digits: Span<UInt8>,
        hasPlus: Bool,
        _ region: PhoneRegion
    ) -> PhoneNumber {
        guard reading.error == nil else {
            var number = PhoneNumber(kind: .other, validity: .invalid, code: .notInPlan)
            if !hasPlus {
                number.kind = digits.count > 0 && digits[0] == 0x31 ? .mobile : .landline
                number.code =
                    digits.count > 17
                    ? .tooManyDigits : region.index == nil ? .notAPhone : .tooFewDigits
            }
            number.hasValue = false
            number.isKey = false
            return number
        }
        var number = PhoneNumber(reading)
        // 2345 6789 in HK is a number, in the United States it lacks its area code.
        if reading.length == .localOnly, !hasPlus {
            number.kind = .landline
            number.code = .noAreaCode
            number.validity = .suspect
        }
        return number
    }

    /// 911, 16000: dialled within the region only.
    static func readShort(_ digits: Span<UInt8>, _ region: PhoneRegion) -> PhoneNumber? {
        guard digits.count <= 6, let index = region.index else { return nil }
        let short = NumberingPlan.shared.shortNumber(digits, region: index)
        guard let short, short.isValid else { return nil }
        var number = PhoneNumber(kind: .service, type: .shortCode)
        number.country = region
        number.cost = 60
        return number
    }

    /// From the country code on.
    static func readForeign(_ digits: Span<UInt8>, from start: Int) -> PhoneNumber? {
        let rest = digits.extracting(start..<digits.count)
        let reading = NumberingPlan.shared.read(digits: rest, hasPlus: true, region: nil)
        guard reading.error == nil else {
            guard digits.count - start >= 8 else { return nil }
            var number = PhoneNumber(kind: .other, validity: .invalid, code: .notInPlan)
            number.hasValue = false
            number.isKey = false
            number.cost = 105
            return number
        }
        return PhoneNumber(reading)
    }

    /// Reads digits that say their country only by standing apart, as 44 in 44 20 7946 0958.
    static func readProposed(_ digits: Span<UInt8>, codeDigitCount: Int) -> PhoneNumber? {
        guard digits.count >= 8, digits.count <= 15, digits[0] != 0x30,
            let code = Digits.value(digits.extracting(0..<codeDigitCount))
        else { return nil }
        let reading = NumberingPlan.shared.read(digits: digits, hasPlus: true, region: nil)
        guard reading.error == nil, reading.isValid, reading.countryCode == code else { return nil }
        var number = PhoneNumber(reading)
        number.validity = .suspect
        number.code = .countryCodeProposed
        number.hasValue = false
        number.isKey = false
        number.isSuggestion = true
        number.cost = 40
        return number
    }

    /// What a plan says, as a CRM files it.
    init(_ reading: PlanReading) {
        self.init()
        callingCode = UInt16(reading.countryCode)
        for index in 0..<reading.national.count {
            national = national &* 10 &+ UInt64(reading.national[index] & 0xF)
        }
        nationalDigitCount = reading.national.count
        country = .none
        if reading.isValid {
            if let region = reading.region { country = PhoneRegion(region) }
            type = PhoneType(reading.type)
            kind = type.kind
            return
        }
        kind = .other
        if reading.length == .possible {
            if let region = reading.region { country = PhoneRegion(region) }
            validity = .suspect
            code = .foreignNumber
            cost = 95
        } else {
            validity = .invalid
            code = .notInPlan
            cost = 105
        }
        if reading.length != .possible {
            hasValue = false
            isKey = false
        }
    }
}

extension PhoneRegion {
    /// Whether blanks alone may part two whole numbers: lists in Chinese cells do that.
    var partsAtBlanks: Bool { self == .hongKong || self == .macau || self == .taiwan }

    /// Its place in the numbering plans; nil when no plan knows it.
    var index: RegionIndex? {
        guard rawValue != 0 else { return nil }
        let place = (Int(rawValue >> 8) - 0x41) * 26 + Int(rawValue & 0xFF) - 0x41
        let number = NumberingPlan.shared.regionNumbers[place]
        return number > 0 ? RegionIndex(Int(number) - 1) : nil
    }

    /// None for numbers without a country, as those of +800.
    init(_ region: RegionIndex) {
        self = region.letters.map { PhoneRegion($0.0, $0.1) } ?? .none
    }
}

extension PhoneType {
    init(_ type: NumberType) {
        self =
            switch type {
            case .unknown: .unknown
            case .premiumRate: .premiumRate
            case .tollFree: .tollFree
            case .sharedCost: .sharedCost
            case .voip: .voip
            case .personalNumber: .personalNumber
            case .pager: .pager
            case .uan: .universalAccess
            case .voicemail: .voicemail
            case .fixedLine: .fixedLine
            case .mobile: .mobile
            case .fixedLineOrMobile: .fixedLineOrMobile
            }
    }
}
