import Records

/// Text for values whose bytes are no UTF-8: dumps mix binary columns, text of old clients and
/// text that a `latin1` connection passed on untouched.
struct ValueDecoder {
    /// The encoding that values have; nil for UTF-8 with exceptions.
    let encoding: Encoding?
    private let table: ByteTable?

    enum Outcome { case same, decoded([UInt8]), binary }

    init(_ encoding: Encoding?) {
        self.encoding = encoding
        table = ByteTable.of(encoding ?? .gb18030)
    }

    func decode(_ bytes: Span<UInt8>, isBinary: Bool) -> Outcome {
        if encoding == nil || isBinary, UTF8Check.isValid(bytes) { return .same }
        if bytes.isASCII { return .same }
        if isBinary || ValueDecoder.hasControls(bytes) { return .binary }
        if let text = characters(bytes) { return .decoded(text) }
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let (scalar, byteCount) = Scalars.decode(bytes, at: index)
            Scalars.append(scalar, to: &text)
            index += byteCount
        }
        return .decoded(text)
    }

    /// A name or comment whose scalars stand for bytes.
    func string(_ text: String) -> String {
        let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
        guard bytes.count == text.unicodeScalars.count, let decoded = characters(bytes.span) else {
            return text
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// Whole text in the encoding; nil when a byte is no character of it.
    func characters(_ bytes: Span<UInt8>) -> [UInt8]? {
        guard let table else { return nil }
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            var packed = table.singles[Int(bytes[index])]
            var length = 1
            if packed == ByteTable.leadMark {
                let trail = index + 1 < bytes.count ? bytes[index + 1] : 0
                packed = table.pairs[Int(bytes[index]) << 8 | Int(trail)]
                length = 2
            }
            if packed == 0 { return nil }
            for byte in 0..<(packed >> 24) {
                text.append(UInt8(truncatingIfNeeded: packed >> (byte * 8)))
            }
            index += length
        }
        return text
    }

    /// Control bytes that no text holds.
    static func hasControls(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x20 && !(byte >= 0x08 && byte <= 0x0D) && byte != 0x1A && byte != 0x1B {
                return true
            }
        }
        return false
    }
}
