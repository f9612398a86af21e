/// Prefixes of a region, lengths, and the verdict on a national number.
extension NumberingPlan {
    /// Whether the whole number fits the general pattern of a region, whatever its length.
    @inline(__always)
    func fitsGeneral(_ digits: DigitRun, _ region: RegionIndex) -> Bool {
        outcome(of: digits, from: territory(region, .general)) & 1 != 0
    }

    /// The number without the prefix for calls within the country; a prefix whose removal would
    /// spoil a good number stays.
    func withoutNationalPrefix(_ digits: DigitRun, _ region: RegionIndex) -> DigitRun {
        let start = territory(region, .nationalPrefix)
        guard start != 0, digits.count > 0 else { return digits }
        let match = leadingMatch(digits, from: start)
        guard match.length >= 0 else { return digits }
        var rest = digits.dropping(match.length)
        if !match.group.isEmpty, territory(region, .hasTransform) != 0 {
            rest = transformed(digits, match, region)
        } else if match.length == 0 {
            return digits
        }
        if fitsGeneral(digits, region), !fitsGeneral(rest, region) { return digits }
        return rest
    }

    /// A captured group with what the region's rule puts before it: 7221234 in AS is 684 7221234.
    private func transformed(
        _ digits: DigitRun,
        _ match: PrefixMatch,
        _ region: RegionIndex
    ) -> DigitRun {
        var result = DigitRun()
        let prefix = territory(region, .transformPrefix)
        for index in 0..<Int(texts[prefix]) { result.append(texts[prefix &+ 1 &+ index]) }
        for index in match.group { result.append(digits[index]) }
        for index in match.length..<digits.count { result.append(digits[index]) }
        return result
    }

    /// What a region's plan says of a national number's length.
    @inline(__always)
    func length(_ count: Int, _ region: RegionIndex) -> NumberLength {
        let lengths = territory(region, .lengths)
        let bit = count < 32 ? 1 << count : 0
        if territory(region, .localLengths) & bit != 0 { return .localOnly }
        if lengths & bit != 0 { return .possible }
        if lengths == 0 { return .unused }
        if count < lengths.trailingZeroBitCount { return .tooShort }
        return count > Int.bitWidth - 1 - lengths.leadingZeroBitCount ? .tooLong : .unused
    }

    func judged(_ digits: DigitRun, _ country: Country) -> PlanReading {
        var reading = PlanReading()
        reading.countryCode = country.code
        reading.national = DialDigits(digits)
        reading.length = length(digits.count, country.main)
        // Bit 0: fits the main region; bits 1–4: type; from bit 5: place among the regions.
        let verdict = outcome(of: digits, from: country.planState)
        reading.type = NumberType(rawValue: UInt8(verdict >> 1 & 0x0F)) ?? .unknown
        reading.isValid = reading.type != .unknown || verdict >> 1 & 0x0F != 0
        reading.region = RegionIndex(Int(country.main.index) &+ verdict >> 5)
        return reading
    }
}
