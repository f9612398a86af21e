import Records

/// The character references of HTML 4 (Latin 1, symbols, special characters) and numeric ones.
enum HTMLEntities {
    /// The scalar of a name such as `nbsp` or `eacute`; letter case counts, as in HTML.
    static func scalar(_ name: Span<UInt8>) -> UInt32? {
        guard name.count >= 2, name.count <= 8 else { return nil }
        return byName[name.string()]
    }

    /// The scalar of a number that a reference names: 128–159 mean code page 1252 (HTML 13.2.5.80).
    static func scalar(number: UInt32) -> UInt32 {
        if number &- 0x80 < 32 {
            let scalar = windows1252[Int(number - 0x80)]
            return scalar == 0 ? 0xFFFD : scalar
        }
        let isForbidden = number == 0 || number > 0x10FFFF || number &- 0xD800 < 0x800
        return isForbidden ? 0xFFFD : number
    }

    /// Appends text with its references decoded; what is no reference stays as it is.
    static func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
        var plain = 0
        var at = 0
        while at < text.count {
            guard text[at] == 0x26, let found = reference(text, at: at) else { at &+= 1; continue }
            output.append(text.extracting(plain..<at))
            Scalars.append(found.scalar, to: &output)
            at = found.end
            plain = at
        }
        output.append(text.extracting(plain..<text.count))
    }

    /// The reference at `&`; some names need no semicolon, as old pages leave it out.
    static func reference(_ text: Span<UInt8>, at: Int) -> (scalar: UInt32, end: Int)? {
        guard at + 1 < text.count else { return nil }
        if text[at + 1] == 0x23 { return numeric(text, at: at) }
        var end = at + 1
        while end < text.count, end - at <= 9, isAlphanumeric(text[end]) { end += 1 }
        guard end > at + 1 else { return nil }
        if end < text.count, text[end] == 0x3B,
            let scalar = scalar(text.extracting((at + 1)..<end))
        {
            return (scalar, end + 1)
        }
        let rest = text.extracting((at + 1)..<text.count)
        if rest.hasPrefix("nbsp") { return (0xA0, at + 5) }
        if rest.hasPrefix("amp"), !(at + 4 < text.count && text[at + 4] == 0x3D) {
            return (0x26, at + 4)
        }
        if rest.hasPrefix("lt"), end == at + 3 { return (0x3C, at + 3) }
        if rest.hasPrefix("gt"), end == at + 3 { return (0x3E, at + 3) }
        if rest.hasPrefix("quot") { return (0x22, at + 5) }
        return nil
    }

    private static func numeric(_ text: Span<UInt8>, at: Int) -> (scalar: UInt32, end: Int)? {
        var end = at + 2
        let isHex = end < text.count && text[end] | 0x20 == 0x78
        if isHex { end += 1 }
        let start = end
        var value: UInt32 = 0
        while end < text.count, let digit = digit(text[end], isHex: isHex) {
            if value <= 0x10FFFF { value = value * (isHex ? 16 : 10) + digit }
            end += 1
        }
        guard end > start else { return nil }
        if end < text.count, text[end] == 0x3B { end += 1 }
        return (scalar(number: value), end)
    }

    private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
        if byte &- 0x30 < 10 { return UInt32(byte &- 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return isHex && letter < 6 ? UInt32(letter) + 10 : nil
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }

    private static let windows1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
        0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
        0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178,
    ]

    /// U+00A0–U+00FF, in order.
    private static let latin1 = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
        plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
        Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute \
        Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml \
        Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc \
        euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
        ugrave uacute ucirc uuml yacute thorn yuml
        """

    private static let others: [String: UInt32] = [
        "lt": 0x3C, "gt": 0x3E, "amp": 0x26, "quot": 0x22, "apos": 0x27, "OElig": 0x152,
        "oelig": 0x153, "Scaron": 0x160, "scaron": 0x161, "Yuml": 0x178, "circ": 0x2C6,
        "tilde": 0x2DC, "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "zwnj": 0x200C,
        "zwj": 0x200D, "lrm": 0x200E, "rlm": 0x200F, "ndash": 0x2013, "mdash": 0x2014,
        "lsquo": 0x2018, "rsquo": 0x2019, "sbquo": 0x201A, "ldquo": 0x201C, "rdquo": 0x201D,
        "bdquo": 0x201E, "dagger": 0x2020, "Dagger": 0x2021, "bull": 0x2022, "hellip": 0x2026,
        "permil": 0x2030, "prime": 0x2032, "Prime": 0x2033, "lsaquo": 0x2039, "rsaquo": 0x203A,
        "oline": 0x203E, "frasl": 0x2044, "euro": 0x20AC, "image": 0x2111, "trade": 0x2122,
        "fnof": 0x192, "larr": 0x2190, "uarr": 0x2191, "rarr": 0x2192, "darr": 0x2193,
        "harr": 0x2194, "rArr": 0x21D2, "hArr": 0x21D4, "forall": 0x2200, "part": 0x2202,
        "exist": 0x2203, "empty": 0x2205, "nabla": 0x2207, "isin": 0x2208, "notin": 0x2209,
        "prod": 0x220F, "sum": 0x2211, "minus": 0x2212, "radic": 0x221A, "prop": 0x221D,
        "infin": 0x221E, "ang": 0x2220, "and": 0x2227, "or": 0x2228, "cap": 0x2229, "cup": 0x222A,
        "int": 0x222B, "there4": 0x2234, "sim": 0x223C, "cong": 0x2245, "asymp": 0x2248,
        "ne": 0x2260, "equiv": 0x2261, "le": 0x2264, "ge": 0x2265, "sub": 0x2282, "sup": 0x2283,
        "perp": 0x22A5, "sdot": 0x22C5, "loz": 0x25CA, "spades": 0x2660, "clubs": 0x2663,
        "hearts": 0x2665, "diams": 0x2666, "alpha": 0x3B1, "beta": 0x3B2, "gamma": 0x3B3,
        "delta": 0x3B4, "epsilon": 0x3B5, "lambda": 0x3BB, "mu": 0x3BC, "pi": 0x3C0,
        "sigma": 0x3C3, "phi": 0x3C6, "omega": 0x3C9, "Delta": 0x394, "Omega": 0x3A9,
        "Sigma": 0x3A3, "Phi": 0x3A6,
    ]

    private static let byName: [String: UInt32] = {
        var names = others
        for (index, name) in latin1.split(separator: " ").enumerated() {
            names[String(name)] = 0xA0 + UInt32(index)
        }
        return names
    }()
}
