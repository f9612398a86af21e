import Records

/// Words of Latin letters: names of months and weekdays, AM and PM, zones.
extension DateText {
    /// The word at `start` in ASCII lower case, accents dropped, as it is compared with names.
    private func word(_ start: Int) -> (letters: InlineArray<12, UInt8>, length: Int) {
        var letters = InlineArray<12, UInt8>(repeating: 0)
        var length = 0
        while let letter = DateText.letter(text[start + length]) {
            if length < 12 { letters[length] = letter }
            length += 1
        }
        return (letters, length)
    }

    /// The plain letter of a Latin one; nil for everything else.
    private static func letter(_ scalar: UInt32) -> UInt8? {
        if (scalar | 0x20) &- 0x61 < 26 { return UInt8(truncatingIfNeeded: scalar | 0x20) }
        return switch scalar | 0x20 {
        case 0xE0...0xE5: 0x61
        case 0xE7: 0x63
        case 0xE8...0xEB: 0x65
        case 0xEC...0xEF: 0x69
        case 0xF2...0xF6: 0x6F
        case 0xF9...0xFC: 0x75
        default: nil
        }
    }

    /// `T`, `Z`, AM, PM, Q3, names of months; weekdays and ordinals fall away.
    mutating func takeLetters(_ start: Int) -> Int {
        let (letters, length) = word(start)
        guard length > 0 else {
            takeOther()
            return start + 1
        }
        let end = start + length
        if length == 1, letters[0] == 0x61 || letters[0] == 0x70, text[end] == 0x2E,
            text[end + 1] | 0x20 == 0x6D
        {
            // a.m. and p.m.
            bytes.append(letters[0] == 0x61 ? DateText.forenoon : DateText.afternoon)
            return text[end + 2] == 0x2E ? end + 3 : end + 2
        }
        if length == 1 {
            takeLetter(letters[0], start)
        } else if isHalfOfDay(letters, length) {
            bytes.append(letters[0] == 0x61 ? DateText.forenoon : DateText.afternoon)
        } else if let month = DateText.monthNumber(letters, length) {
            bytes.append(DateText.name)
            CalendarDay.append(month, digitCount: 2, to: &bytes)
        } else if let zone = DateText.zone(letters, length) {
            bytes.append(zone)
        } else if !DateText.isOneOf(DateText.ignored, letters, length),
            !(length >= 3 && DateText.isPrefixOfOne(DateText.weekdays, letters, length))
        {
            takeWord(letters, length)
        }
        return end
    }

    private mutating func takeLetter(_ letter: UInt8, _ index: Int) {
        switch letter {
        case 0x74: bytes.append(0x20)
        case 0x7A: bytes.append(DateText.zone)
        case 0x71, 0x68, 0x77:
            marks.isPeriod = true
            bytes.append(letter & 0xDF)
        case 0x65 where text.isDigit(index - 1): break
        default: takeOther()
        }
    }

    private mutating func takeWord(_ letters: InlineArray<12, UInt8>, _ length: Int) {
        if DateText.isOneOf(DateText.openEnds, letters, length) {
            bytes.append(DateText.open)
        } else if DateText.isOneOf(DateText.bounds, letters, length) {
            marks.isApproximate = true
        } else if DateText.isOneOf(DateText.spans, letters, length) {
            bytes.append(DateText.span)
        } else {
            takeOther()
        }
    }

    private func isHalfOfDay(_ letters: InlineArray<12, UInt8>, _ length: Int) -> Bool {
        length == 2 && letters[1] == 0x6D && (letters[0] == 0x61 || letters[0] == 0x70)
    }

    // MARK: - Names

    /// English first, then German, French, Spanish, Italian, Portuguese and Dutch, accents dropped.
    private static let monthNames: [[StaticString]] = [
        ["january", "januar", "janvier", "januari", "janeiro", "enero", "gennaio", "janner"],
        ["february", "februar", "fevrier", "februari", "fevereiro", "febrero", "febbraio"],
        ["march", "marz", "mars", "marzo", "marco", "maart", "mrz"],
        ["april", "avril", "abril", "aprile"],
        ["may", "mai", "mayo", "maggio", "maio", "mei"],
        ["june", "juni", "juin", "junio", "giugno", "junho"],
        ["july", "juli", "juillet", "julio", "luglio", "julho"],
        ["august", "aout", "agosto", "augustus"],
        ["september", "septembre", "septiembre", "settembre", "setembro"],
        ["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
        ["november", "novembre", "noviembre", "novembro"],
        ["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"],
    ]

    private static func monthNumber(_ letters: InlineArray<12, UInt8>, _ length: Int) -> Int? {
        guard length >= 3, length <= 12 else { return nil }
        for (index, names) in monthNames.enumerated()
        where isPrefixOfOne(names, letters, length) { return index + 1 }
        return nil
    }

    private static let weekdays: [StaticString] = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag",
        "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi",
        "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "thurs", "tues",
    ]
    private static let ignored: [StaticString] = [
        "st", "nd", "rd", "th", "er", "cst", "of", "the", "on", "de", "del", "le", "den", "der",
        "date", "uhr",
    ]
    private static let openEnds: [StaticString] = [
        "present", "now", "permanent", "indefinite", "perpetual", "forever", "ongoing",
        "longterm", "unlimited",
    ]
    private static let bounds: [StaticString] = [
        "about", "approx", "circa", "ca", "around", "before", "after", "until", "since", "by",
        "est", "expected",
    ]
    private static let spans: [StaticString] = ["to", "till", "through", "bis"]

    /// Hours east of UTC; CST is China's own time here, and falls away.
    private static let zones: [(StaticString, StaticString)] = [
        ("gmt", "Z"), ("utc", "Z"), ("hkt", "Z+8"), ("sgt", "Z+8"), ("jst", "Z+9"),
        ("kst", "Z+9"), ("cet", "Z+1"), ("cest", "Z+2"), ("edt", "Z-4"), ("pst", "Z-8"),
        ("pdt", "Z-7"), ("msk", "Z+3"),
    ]

    private static func zone(
        _ letters: InlineArray<12, UInt8>,
        _ length: Int
    ) -> StaticString? {
        zones.first { isOneOf([$0.0], letters, length) }?.1
    }

    private static func isOneOf(
        _ words: [StaticString],
        _ letters: InlineArray<12, UInt8>,
        _ length: Int
    ) -> Bool {
        for word in words where word.utf8CodeUnitCount == length {
            if isPrefixOfOne([word], letters, length) { return true }
        }
        return false
    }

    /// Whether the letters are the first of one of `names`.
    private static func isPrefixOfOne(
        _ names: [StaticString],
        _ letters: InlineArray<12, UInt8>,
        _ length: Int
    ) -> Bool {
        guard length <= 12 else { return false }
        for name in names where length <= name.utf8CodeUnitCount {
            let isSame = name.withUTF8Buffer { buffer in
                for offset in 0..<length {
                    if unsafe letters[offset] != buffer[offset] { return false }
                }
                return true
            }
            if isSame { return true }
        }
        return false
    }
}
