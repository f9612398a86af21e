import Records

/// Normal forms of numbers as Normalizing writes them, read into what columns hold.
enum Numbers {
    /// A whole number; amounts arrive as fen.
    ///
    /// Decimals round half away from zero.
    static func integer(_ text: Span<UInt8>) -> Int64? { scaled(text, by: 0) }

    static func real(_ text: Span<UInt8>) -> Double? { Double(text.string()) }

    /// 0…100; a share below 1 with decimals (`0.35`) is read as 35 %.
    static func percent(_ text: Span<UInt8>) -> Int64? {
        var bytes = text.copy()
        let hasSign = bytes.last == 0x25
        if hasSign { bytes.removeLast() }
        guard let hundredths = scaled(bytes.span, by: 2), hundredths >= 0 else { return nil }
        let isShare = !hasSign && bytes.contains(0x2E) && hundredths <= 100
        let value = isShare ? hundredths : (hundredths + 50) / 100
        return value <= 100 ? value : nil
    }

    static func boolean(_ text: Span<UInt8>) -> Bool? {
        switch text.string() {
        case "1", "true", "yes", "是", "Y", "y", "on", "启用", "在职", "有效": true
        case "0", "false", "no", "否", "N", "n", "off", "停用", "离职", "无效": false
        default: nil
        }
    }

    /// GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated.
    static func gender(_ text: Span<UInt8>) -> Int64? {
        switch text.string() {
        case "0", "unknown", "未知": 0
        case "1", "male", "男", "M", "m", "先生": 1
        case "2", "female", "女", "F", "f", "女士": 2
        case "9", "not_stated", "保密": 9
        default: nil
        }
    }

    /// 18 characters of GB 32100's alphabet, which lacks I O S V Z.
    static func isCreditCode(_ text: Span<UInt8>) -> Bool {
        guard text.count == 18 else { return false }
        for index in text.indices {
            switch text[index] {
            case 0x30...0x39, 0x41...0x48, 0x4A...0x4E, 0x50...0x52, 0x54, 0x55, 0x57, 0x58, 0x59:
                continue
            default: return false
            }
        }
        return true
    }

    private static func scaled(_ text: Span<UInt8>, by decimals: Int) -> Int64? {
        var index = 0
        var isNegative = false
        if text.count > 0, text[0] == 0x2D || text[0] == 0x2B {
            isNegative = text[0] == 0x2D
            index = 1
        }
        var value: Int64 = 0
        var places = -1
        var digitCount = 0
        var rounds = false
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == 0x2E, places < 0 {
                places = 0
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            digitCount += 1
            if places >= decimals {
                if places == decimals { rounds = byte >= 0x35 }
                places += 1
                continue
            }
            guard value < 90_000_000_000_000_000 else { return nil }
            value = value * 10 + Int64(byte - 0x30)
            if places >= 0 { places += 1 }
        }
        guard digitCount > 0 else { return nil }
        for _ in max(places, 0)..<max(decimals, max(places, 0)) {
            guard value < 90_000_000_000_000_000 else { return nil }
            value *= 10
        }
        if rounds { value += 1 }
        return isNegative ? -value : value
    }
}
