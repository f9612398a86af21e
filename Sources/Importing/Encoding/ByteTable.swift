import CICU
import Records

/// The characters of a one- or two-byte encoding, asked from ICU once, packed as UTF-8.
///
/// A cell holds the UTF-8 bytes in its lower 24 bits (first byte lowest) and their number in the
/// upper 8; 0 is no character. Scalars beyond U+FFFF are left to `ICUConverter`.
struct ByteTable: Sendable {
    /// By byte; `leadMark` for the first of two or four bytes.
    private(set) var singles = [UInt32](repeating: 0, count: 256)
    /// By first byte << 8 | second byte.
    private(set) var pairs = [UInt32](repeating: 0, count: 65536)

    static let leadMark: UInt32 = 0xFF00_0000

    init(_ converter: borrowing ICUConverter) {
        for byte in 0..<256 {
            let scalar = converter.scalar([UInt8(byte)])
            singles[byte] = scalar == -2 ? ByteTable.leadMark : ByteTable.packed(scalar)
        }
        for lead in 0x81..<0xFF where singles[lead] == ByteTable.leadMark {
            for trail in 0x40..<0xFF {
                let scalar = converter.scalar([UInt8(lead), UInt8(trail)])
                pairs[lead << 8 | trail] = ByteTable.packed(scalar)
            }
        }
    }

    /// The table of an encoding, made once a process; nil for encodings without one.
    static func of(_ encoding: Encoding) -> ByteTable? {
        switch encoding {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
        case .gb18030: gb18030
        case .big5: big5
        case .shiftJIS: shiftJIS
        case .eucJP: eucJP
        case .eucKR: eucKR
        case .windows1252: windows1252
        }
    }

    private static let gb18030 = make(.gb18030)
    private static let big5 = make(.big5)
    private static let shiftJIS = make(.shiftJIS)
    private static let eucJP = make(.eucJP)
    private static let eucKR = make(.eucKR)
    private static let windows1252 = make(.windows1252)

    private static func make(_ encoding: Encoding) -> ByteTable? {
        guard let name = encoding.converterName, let converter = ICUConverter(name) else {
            return nil
        }
        return ByteTable(converter)
    }

    /// The scalar of a filled cell that is no `leadMark`.
    static func scalar(_ packed: UInt32) -> UInt32 {
        let first = packed & 0xFF
        let second = packed >> 8 & 0x3F
        switch packed >> 24 {
        case 1: return first
        case 2: return (first & 0x1F) << 6 | second
        default: return (first & 0x0F) << 12 | second << 6 | (packed >> 16 & 0x3F)
        }
    }

    private static func packed(_ scalar: Int32) -> UInt32 {
        guard scalar >= 0, scalar < 0x10000 else { return 0 }
        var bytes: [UInt8] = []
        Scalars.append(UInt32(scalar), to: &bytes)
        var packed = UInt32(bytes.count) << 24
        for (index, byte) in bytes.enumerated() { packed |= UInt32(byte) << UInt32(index * 8) }
        return packed
    }
}

/// One of ICU's converters from an encoding to Unicode.
@safe struct ICUConverter: ~Copyable {
    private let handle: OpaquePointer

    /// Nil when this ICU lacks the converter.
    init?(_ name: String) {
        guard let handle = unsafe CICUConverter_open(name) else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe CICUConverter_close(handle) }

    /// The scalar of exactly these bytes; -1 none, -2 the beginning of one, -3 several.
    func scalar(_ bytes: [UInt8]) -> Int32 {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe CICUConverter_scalar(handle, buffer.baseAddress, Int32(buffer.count))
        }
    }
}
