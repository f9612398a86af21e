import Records

/// UTF-16 texts of workbooks, little-endian, in UTF-8.
enum UTF16Text {
    /// Appends `bytes`, two a character; a lone surrogate becomes U+FFFD.
    static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        var high: UInt32 = 0
        append(bytes, to: &output, high: &high)
        finish(&output, high: &high)
    }

    /// Appends a piece of a text whose next piece may begin within a surrogate pair; `high` is the
    /// first half of the pair, or 0.
    static func append(_ bytes: Span<UInt8>, to output: inout [UInt8], high: inout UInt32) {
        var lead = high
        let unitCount = bytes.count / 2
        output.append(addingCapacity: unitCount * 3 + 3) { (free: inout OutputSpan<UInt8>) in
            var at = 0
            while at < unitCount {
                let unit = UInt32(bytes[2 &* at]) | UInt32(bytes[2 &* at &+ 1]) << 8
                at &+= 1
                if unit < 0x80, lead == 0 {
                    free.append(UInt8(truncatingIfNeeded: unit))
                } else {
                    append(unit, lead: &lead, to: &free)
                }
            }
        }
        high = lead
    }

    /// Ends a text; a pair of which the second half is missing becomes U+FFFD.
    static func finish(_ output: inout [UInt8], high: inout UInt32) {
        if high != 0 { Scalars.append(0xFFFD, to: &output) }
        high = 0
    }

    @inline(__always)
    private static func append(
        _ unit: UInt32,
        lead: inout UInt32,
        to free: inout OutputSpan<UInt8>
    ) {
        if lead != 0 {
            if unit & 0xFC00 == 0xDC00 {
                let scalar = 0x10000 + ((lead & 0x3FF) << 10 | (unit & 0x3FF))
                free.append(UInt8(0xF0 | scalar >> 18))
                free.append(UInt8(0x80 | scalar >> 12 & 0x3F))
                free.append(UInt8(0x80 | scalar >> 6 & 0x3F))
                free.append(UInt8(0x80 | scalar & 0x3F))
                lead = 0
                return
            }
            appendWide(0xFFFD, to: &free)
            lead = 0
        }
        if unit & 0xFC00 == 0xD800 {
            lead = unit
        } else if unit < 0x80 {
            free.append(UInt8(unit))
        } else if unit < 0x800 {
            free.append(UInt8(0xC0 | unit >> 6))
            free.append(UInt8(0x80 | unit & 0x3F))
        } else {
            appendWide(unit & 0xFC00 == 0xDC00 ? 0xFFFD : unit, to: &free)
        }
    }

    @inline(__always)
    private static func appendWide(_ unit: UInt32, to free: inout OutputSpan<UInt8>) {
        free.append(UInt8(0xE0 | unit >> 12))
        free.append(UInt8(0x80 | unit >> 6 & 0x3F))
        free.append(UInt8(0x80 | unit & 0x3F))
    }

    /// Appends characters of one byte each, which stand for U+0000 to U+00FF.
    static func appendNarrow(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        if bytes.isASCII { return output.append(bytes) }
        for index in bytes.indices { Scalars.append(UInt32(bytes[index]), to: &output) }
    }
}
