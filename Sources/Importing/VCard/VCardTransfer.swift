import Records

/// The transfer encodings of MIME in which values stand (RFC 2045, sections 6.7 and 6.8).
enum VCardTransfer {
    /// `=C3=91` for the bytes C3 91; an `=` without two hexadecimal digits stays as it is.
    static func quotedPrintable(_ text: Span<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == 0x3D, index + 2 < text.count, let high = digit(text[index + 1]),
                let low = digit(text[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(byte)
                index += 1
            }
        }
        return output
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// Nil when the text is no base64; blanks are passed over.
    static func base64(_ text: Span<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bitCount = 0
        for index in text.indices {
            let value: UInt32
            switch text[index] {
            case 0x41...0x5A: value = UInt32(text[index] - 0x41)
            case 0x61...0x7A: value = UInt32(text[index] - 0x61) + 26
            case 0x30...0x39: value = UInt32(text[index] - 0x30) + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D, 0x20, 0x09: continue
            default: return nil
            }
            buffer = buffer << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                output.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bitCount)))
            }
        }
        return output
    }
}
