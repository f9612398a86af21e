import CICU
import Records

/// Text in Unicode's composed form (NFC, UAX #15), by ICU where a scan can't prove it is already.
enum ComposedForm {
    /// The composed text; nil when `text` is composed already, which nearly all text is.
    static func make(_ text: Span<UInt8>) -> [UInt8]? {
        if isCertain(text) { return nil }
        let capacity = text.count * 3 + 16
        var length = -1
        let output = unsafe [UInt8](unsafeUninitializedCapacity: capacity) {
            buffer,
            initializedCount in
            length = unsafe text.withUnsafeBufferPointer { input in
                unsafe CICU_nfc(input.baseAddress, input.count, buffer.baseAddress, capacity)
            }
            initializedCount = max(0, min(length, capacity))
        }
        return length < 0 || length > capacity ? nil : output
    }

    /// Whether every scalar lies in a block where nothing composes or decomposes.
    private static func isCertain(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        while offset < text.count {
            if text[offset] < 0x80 {
                offset &+= 1
                continue
            }
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            guard isInert(scalar) else { return false }
            offset &+= byteCount
        }
        return true
    }

    private static func isInert(_ scalar: UInt32) -> Bool {
        scalar < 0x300 || (scalar >= 0x4E00 && scalar <= 0x9FFF)
            || (scalar >= 0x3001 && scalar <= 0x3029) || (scalar >= 0xFF00 && scalar <= 0xFFEF)
            || (scalar >= 0x2010 && scalar <= 0x2064)
    }
}
