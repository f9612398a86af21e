import Records

/// The forms in which numbers are written.
package enum NumberFormat: Sendable, CaseIterable {
    /// `+861065529988`, without an extension.
    case e164
    /// `+86 10 6552 9988 ext. 12`
    case international
    /// `010 6552 9988 ext. 12`
    case national
    /// `tel:+86-10-6552-9988;ext=12`
    case rfc3966
}

extension NumberingPlan {
    /// Appends a number that was read without an error.
    package func append(
        _ reading: PlanReading,
        as format: NumberFormat,
        to bytes: inout [UInt8]
    ) {
        let digits = reading.national
        guard let country = country(reading.countryCode) else {
            digits.append(to: &bytes)
            return
        }
        switch format {
        case .e164:
            appendCode(country.code, to: &bytes)
            digits.append(to: &bytes)
            return
        case .international:
            appendCode(country.code, to: &bytes)
            bytes.append(0x20)
        case .national: break
        case .rfc3966:
            bytes.append("tel:")
            appendCode(country.code, to: &bytes)
            bytes.append(0x2D)
        }
        let start = bytes.count
        appendGroups(digits, country, isNational: format == .national, to: &bytes)
        if format == .rfc3966 { hyphenate(&bytes, from: start) }
        appendExtension(reading, country, format, to: &bytes)
    }

    private func appendCode(_ code: Int, to bytes: inout [UInt8]) {
        bytes.append(0x2B)
        if code > 99 { bytes.append(UInt8(0x30 + code / 100)) }
        if code > 9 { bytes.append(UInt8(0x30 + code / 10 % 10)) }
        bytes.append(UInt8(0x30 + code % 10))
    }

    /// The digits in the groups of the first format that fits them; as they are when none does.
    private func appendGroups(
        _ digits: DialDigits,
        _ country: Country,
        isNational: Bool,
        to bytes: inout [UInt8]
    ) {
        var state = country.formatState
        for index in 0..<digits.count where state != 0 { state = next(state, digits[index]) }
        let place = Int(formatPairs[outcome(state) &* 2 &+ (isNational ? 0 : 1)])
        guard place != 0 else {
            digits.append(to: &bytes)
            return
        }
        let groupCount = Int(texts[place])
        let template = place &+ 2 &+ groupCount
        for index in 0..<Int(texts[place &+ 1 &+ groupCount]) {
            let sign = texts[template &+ index]
            if sign >= 0x20 {
                bytes.append(sign)
            } else {
                let group = group(Int(sign) &- 1, of: digits.count, widths: place &+ 1)
                digits.append(to: &bytes, from: group.start, count: group.width)
            }
        }
    }

    /// Where a group stands: each takes all the digits that the least widths leave over.
    private func group(_ number: Int, of count: Int, widths: Int) -> (start: Int, width: Int) {
        var spare = count
        for index in 0..<Int(texts[widths &- 1]) { spare &-= Int(texts[widths &+ index] >> 4) }
        var start = 0
        var index = 0
        while true {
            let width = texts[widths &+ index]
            let extra = min(spare, Int(width & 0x0F) &- Int(width >> 4))
            let taken = Int(width >> 4) &+ extra
            if index == number { return (start, taken) }
            spare &-= extra
            start &+= taken
            index &+= 1
        }
    }

    /// RFC 3966 knows one separator: runs of others become a hyphen, the first run goes.
    private func hyphenate(_ bytes: inout [UInt8], from start: Int) {
        var kept = start
        var isPending = false
        for index in start..<bytes.count {
            guard bytes[index] &- 0x30 < 10 else {
                isPending = kept > start
                continue
            }
            if isPending {
                bytes[kept] = 0x2D
                kept &+= 1
                isPending = false
            }
            bytes[kept] = bytes[index]
            kept &+= 1
        }
        bytes.removeLast(bytes.count - kept)
    }

    private func appendExtension(
        _ reading: PlanReading,
        _ country: Country,
        _ format: NumberFormat,
        to bytes: inout [UInt8]
    ) {
        guard !reading.extension.isEmpty else { return }
        let word = territory(country.main, .extensionPrefix)
        if format == .rfc3966 {
            bytes.append(";ext=")
        } else if word == 0 {
            bytes.append(" ext. ")
        } else {
            for index in 0..<Int(texts[word]) { bytes.append(texts[word &+ 1 &+ index]) }
        }
        reading.extension.append(to: &bytes)
    }
}
