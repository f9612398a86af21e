import Records

/// What an expression of a dump gives.
struct SQLValue: Equatable {
    enum Kind { case null, text, number, binary }

    var kind: Kind
    /// Text and digits as they are read; of binary values the bytes themselves.
    var bytes: [UInt8] = []

    static let null = SQLValue(kind: .null)

    static func text(_ text: String) -> SQLValue { SQLValue(kind: .text, bytes: Array(text.utf8)) }

    static func text(_ bytes: [UInt8]) -> SQLValue { SQLValue(kind: .text, bytes: bytes) }

    static func number(_ text: String) -> SQLValue {
        SQLValue(kind: .number, bytes: Array(text.utf8))
    }

    static func binary(_ bytes: [UInt8]) -> SQLValue { SQLValue(kind: .binary, bytes: bytes) }

    /// The text; nil for null and binary values.
    var string: String? {
        kind == .text || kind == .number ? String(decoding: bytes, as: UTF8.self) : nil
    }

    var integer: Int? { string.flatMap { Int($0) } }
}

/// Bytes as hexadecimal digits and back.
enum HexText {
    /// `0x` and two digits a byte; nothing for no bytes.
    static func of(_ bytes: Span<UInt8>) -> [UInt8] {
        if bytes.isEmpty { return [] }
        return [UInt8](capacity: bytes.count * 2 + 2) { output in
            output.append(0x30)
            output.append(0x78)
            for index in bytes.indices {
                output.append(digit(bytes[index] >> 4))
                output.append(digit(bytes[index] & 15))
            }
        }
    }

    /// The bytes that pairs of digits spell; an odd first digit stands for itself.
    static func bytes(_ digits: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2 + 1)
        var isHigh = digits.count & 1 == 0
        var high: UInt8 = 0
        for index in digits.indices {
            guard let value = nibble(digits[index]) else { return nil }
            if isHigh { high = value << 4 } else { bytes.append(high | value) }
            if !isHigh { high = 0 }
            isHigh.toggle()
        }
        return bytes
    }

    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}

/// Numbers as dumps write them, without exponent: `1.5e+002` is 150, `.5` is 0.5.
enum SQLNumber {
    /// Nil when the text is no number.
    static func plain(_ text: Span<UInt8>) -> [UInt8]? {
        var index = 0
        var isNegative = false
        if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
            isNegative = text[index] == 0x2D
            index += 1
        }
        var digits: [UInt8] = []
        var pointAt: Int?
        while index < text.count {
            let byte = text[index]
            if byte == 0x2E && pointAt == nil {
                pointAt = digits.count
            } else if byte >= 0x30 && byte <= 0x39 {
                digits.append(byte)
            } else {
                break
            }
            index += 1
        }
        guard !digits.isEmpty else { return nil }
        var exponent = 0
        let hasExponent = index < text.count
        if hasExponent {
            guard text[index] | 0x20 == 0x65,
                let value = Int(text.extracting((index + 1)..<text.count).string()),
                abs(value) <= 400
            else { return nil }
            exponent = value
        }
        let whole = (pointAt ?? digits.count) + exponent
        return written(digits, whole, isNegative: isNegative, isTrimmed: hasExponent)
    }

    private static func written(
        _ digits: [UInt8],
        _ whole: Int,
        isNegative: Bool,
        isTrimmed: Bool
    ) -> [UInt8] {
        var integer: [UInt8] = []
        var fraction: [UInt8] = []
        if whole <= 0 {
            fraction = [UInt8](repeating: 0x30, count: -whole) + digits
        } else {
            integer = Array(digits.prefix(whole))
            integer += [UInt8](repeating: 0x30, count: whole - integer.count)
            fraction = Array(digits.dropFirst(whole))
        }
        if isTrimmed {
            integer = Array(integer.drop { $0 == 0x30 })
            while fraction.last == 0x30 { fraction.removeLast() }
        }
        if integer.isEmpty { integer = [0x30] }
        let isZero = (integer + fraction).allSatisfy { $0 == 0x30 }
        let text = integer + (fraction.isEmpty ? [] : [0x2E] + fraction)
        return isNegative && !(isTrimmed && isZero) ? [0x2D] + text : text
    }
}
