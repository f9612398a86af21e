import Records

/// What the strings and numbers of a JSON text mean.
enum JSONText {
    /// What an escaped string may hold that no text should.
    struct Damage {
        /// Halves of surrogate pairs, read as U+FFFD.
        var halfPairCount = 0
        /// NUL characters, left out.
        var nulCount = 0
    }

    /// Appends what a checked string with escapes means.
    static func unescape(_ raw: Span<UInt8>, to output: inout [UInt8]) -> Damage {
        var damage = Damage()
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            guard byte == 0x5C, index + 1 < raw.count else {
                output.append(byte)
                index &+= 1
                continue
            }
            let mark = raw[index + 1]
            if mark == 0x75 {
                index = unicode(raw, at: index, to: &output, &damage)
            } else {
                output.append(plain(mark))
                index += 2
            }
        }
        return damage
    }

    private static func plain(_ mark: UInt8) -> UInt8 {
        switch mark {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: mark
        }
    }

    /// Appends the character of `\uXXXX`, or of two that are a surrogate pair; returns its end.
    private static func unicode(
        _ raw: Span<UInt8>,
        at offset: Int,
        to output: inout [UInt8],
        _ damage: inout Damage
    ) -> Int {
        var scalar = unit(raw, at: offset) ?? 0xFFFD
        var next = offset + 6
        if scalar & 0xFC00 == 0xD800, let low = unit(raw, at: next), low & 0xFC00 == 0xDC00 {
            scalar = 0x10000 + ((scalar & 0x3FF) << 10 | (low & 0x3FF))
            next += 6
        }
        if scalar & 0xFFFF_F800 == 0xD800 { damage.halfPairCount += 1 }
        if scalar == 0 {
            damage.nulCount += 1
        } else {
            Scalars.append(scalar, to: &output)
        }
        return next
    }

    private static func unit(_ raw: Span<UInt8>, at offset: Int) -> UInt32? {
        guard raw.starts(with: "\\u", at: offset), offset + 6 <= raw.count else { return nil }
        var unit: UInt32 = 0
        for index in (offset + 2)..<(offset + 6) {
            guard let digit = JSONScanner.digit(raw[index]) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    /// The most digits that a number with an exponent is written out with.
    private static let maxDigitCount = 40

    /// Appends a number with an exponent in plain digits when they are few: `1E5` → `100000`.
    static func appendPlain(_ raw: Span<UInt8>, to output: inout [UInt8]) {
        guard let decimal = NumberText.Decimal(raw),
            decimal.digits.count + abs(decimal.exponent) <= maxDigitCount
        else {
            output.append(raw)
            return
        }
        decimal.append(to: &output)
    }

    /// Appends a checked value without the blanks between its tokens.
    static func appendCompact(_ raw: Span<UInt8>, to output: inout [UInt8]) {
        var isQuoted = false
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            index &+= 1
            if isQuoted && byte == 0x5C && index < raw.count {
                output.append(byte)
                output.append(raw[index])
                index &+= 1
                continue
            }
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted || byte > 0x20 { output.append(byte) }
        }
    }
}
