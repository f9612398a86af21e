/// From dialled digits to a country code and a national number.
extension NumberingPlan {
    /// Reads digits that were typed after a plus sign or without one; `region` is where.
    package func read(
        digits text: Span<UInt8>,
        hasPlus: Bool,
        region: RegionIndex?
    ) -> PlanReading {
        guard text.count <= DialText.maxScalarCount else { return PlanReading(.tooLong) }
        guard text.count >= (hasPlus ? 3 : 2) else { return PlanReading(.notANumber) }
        var digits = DigitRun()
        for index in text.indices { digits.append(text[index]) }
        return read(digits, hasPlus: hasPlus, region: region)
    }

    /// Judges a national number of a country code; its leading zeros count.
    package func read(national text: Span<UInt8>, countryCode: Int) -> PlanReading {
        guard let country = country(countryCode) else { return PlanReading(.invalidCountryCode) }
        guard text.count >= Limits.least else { return PlanReading(.tooShort) }
        guard text.count <= Limits.greatest else { return PlanReading(.tooLong) }
        var digits = DigitRun()
        for index in text.indices { digits.append(text[index]) }
        return judged(digits, country)
    }

    enum Limits {
        static let least = 2
        static let greatest = 17
    }

    /// What stands before the national number.
    private enum Lead {
        case country(Country, rest: DigitRun)
        case none
        case error(PlanError)
    }

    func read(_ digits: DigitRun, hasPlus: Bool, region: RegionIndex?) -> PlanReading {
        if region == nil, !hasPlus { return PlanReading(.invalidCountryCode) }
        var lead = hasPlus ? afterPrefix(digits) : typedLead(digits, region)
        if hasPlus, case .error(.invalidCountryCode) = lead {
            lead = typedLead(digits, region)
            if case .none = lead { lead = .error(.invalidCountryCode) }
        }
        switch lead {
        case .error(let error): return PlanReading(error)
        case .country(let country, let rest):
            return national(rest, country, territory: country.main)
        case .none:
            guard let region, let country = country(region.countryCode) else {
                return PlanReading(.invalidCountryCode)
            }
            return national(digits, country, territory: region)
        }
    }

    /// The country code that must follow a plus sign or an international prefix.
    private func afterPrefix(_ digits: DigitRun) -> Lead {
        guard digits.count > Limits.least else { return .error(.tooShortAfterPrefix) }
        var code = 0
        for index in 0..<min(3, digits.count) {
            let digit = Int(digits[index] & 0x0F)
            if index == 0, digit == 0 { break }
            code = code &* 10 &+ digit
            if let country = country(code) {
                return .country(country, rest: digits.dropping(index &+ 1))
            }
        }
        return .error(.invalidCountryCode)
    }

    /// The lead of digits without a plus sign: an international prefix or the region's own code.
    private func typedLead(_ digits: DigitRun, _ region: RegionIndex?) -> Lead {
        guard let region else { return .none }
        let prefix = leadingMatch(digits, from: territory(region, .internationalPrefix)).length
        if prefix > 0 {
            let rest = digits.dropping(prefix)
            // No country code begins with 0, so this was no international prefix.
            if rest.count == 0 || rest[0] != 0x30 { return afterPrefix(rest) }
        }
        return ownCode(digits, region)
    }

    /// The region's own code without a plus sign, when the number makes no sense with it.
    private func ownCode(_ digits: DigitRun, _ region: RegionIndex) -> Lead {
        guard let country = country(region.countryCode) else { return .none }
        let width = country.code > 99 ? 3 : country.code > 9 ? 2 : 1
        guard digits.count >= width else { return .none }
        var code = 0
        for index in 0..<width { code = code &* 10 &+ Int(digits[index] & 0x0F) }
        guard code == country.code else { return .none }
        let rest = withoutNationalPrefix(digits.dropping(width), region)
        let isOwn = !fitsGeneral(digits, region) && fitsGeneral(rest, region)
        if isOwn || length(digits.count, region) == .tooLong {
            return .country(country, rest: rest)
        }
        return .none
    }

    /// Cuts the national prefix unless that leaves a number of no possible length.
    private func national(
        _ digits: DigitRun,
        _ country: Country,
        territory: RegionIndex
    ) -> PlanReading {
        guard digits.count >= Limits.least else { return PlanReading(.tooShort) }
        var number = digits
        let rest = withoutNationalPrefix(digits, territory)
        switch length(rest.count, territory) {
        case .possible, .tooLong: number = rest
        case .tooShort, .localOnly, .unused: break
        }
        guard number.count >= Limits.least else { return PlanReading(.tooShort) }
        guard number.count <= Limits.greatest else { return PlanReading(.tooLong) }
        return judged(number, country)
    }
}
