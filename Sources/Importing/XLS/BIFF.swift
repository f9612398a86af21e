import Records

/// The records of old workbooks ([MS-XLS], and OpenOffice's description of the older versions).
///
///     │type│length│data …│type│length│data …│ …      little-endian, 2 bytes each
enum BIFF {
    /// The versions differ in the form of texts, formats and cells; 5 is Excel 5 and 95, 8 is 97 on.
    enum Version: Int, Sendable, Comparable {
        case two = 2
        case three, four, five
        case eight = 8

        static func < (a: Version, b: Version) -> Bool { a.rawValue < b.rawValue }
    }

    /// What a record that begins a part of the stream says about the part.
    struct Beginning: Equatable {
        enum Part: Equatable {
            case globals, worksheet, chart, macro, workspace, other

            init(_ number: Int) {
                switch number {
                case 0x05: self = .globals
                case 0x10: self = .worksheet
                case 0x20: self = .chart
                case 0x40: self = .macro
                case 0x100: self = .workspace
                default: self = .other
                }
            }
        }

        var version: Version
        var part: Part

        /// Nil when no such record stands at `offset`.
        init?(_ bytes: Span<UInt8>, at offset: Int) {
            guard let type = bytes.number(at: offset, byteCount: 2), type & 0xF0FF == 0x0009,
                let count = bytes.number(at: offset + 2, byteCount: 2), count >= 4, count <= 32,
                let number = bytes.number(at: offset + 4, byteCount: 2),
                let part = bytes.number(at: offset + 6, byteCount: 2)
            else { return nil }
            switch (type >> 8, number) {
            case (0, _): version = .two
            case (2, _): version = .three
            case (4, _): version = .four
            case (8, 0x0600): version = .eight
            case (8, 0x0500), (8, 0): version = .five
            case (8, 0x0400): version = .four
            case (8, 0x0300): version = .three
            case (8, 0x0200), (8, 2), (8, 7): version = .two
            default: return nil
            }
            self.part = Part(part)
            if self.part == .other, part != 0x06, type >> 8 != 8 { return nil }
        }
    }

    static let end = 0x0A
    static let continuation = 0x3C

    static func isBeginning(_ type: Int) -> Bool {
        type == 0x809 || type == 0x409 || type == 0x209 || type == 0x009
    }

    /// The error values of cells ([MS-XLS] 2.5.10).
    static func errorText(_ code: UInt8) -> StaticString {
        switch code {
        case 0x00: "#NULL!"
        case 0x07: "#DIV/0!"
        case 0x0F: "#VALUE!"
        case 0x17: "#REF!"
        case 0x1D: "#NAME?"
        case 0x24: "#NUM!"
        case 0x2A: "#N/A"
        case 0x2B: "#GETTING_DATA"
        default: "#ERROR!"
        }
    }
}

/// One record of a stream.
struct BIFFRecord {
    var type: Int
    /// Where its data begins, behind type and length.
    var start: Int
    var end: Int
    /// Whether the stream ends before the record does.
    var isCut: Bool

    /// Nil where less than a record's head is left.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard offset >= 0, offset &+ 4 <= bytes.count else { return nil }
        type = bytes.word(offset)
        start = offset &+ 4
        let end = start &+ bytes.word(offset &+ 2)
        isCut = end > bytes.count
        self.end = isCut ? bytes.count : end
    }

    var count: Int { end - start }
}

extension Span<UInt8> {
    /// Two bytes, the lower first; they must be there.
    @inline(__always)
    func word(_ offset: Int) -> Int { Int(self[offset]) | Int(self[offset &+ 1]) << 8 }

    /// Four bytes, the lowest first; they must be there.
    @inline(__always)
    func long(_ offset: Int) -> Int { word(offset) | word(offset &+ 2) << 16 }

    /// The double of eight bytes; they must be there.
    @inline(__always)
    func double(_ offset: Int) -> Double {
        let bits = UInt64(long(offset)) | UInt64(long(offset &+ 4)) << 32
        return Double(bitPattern: bits)
    }

    /// The number that four bytes stand for ([MS-XLS] 2.5.122, RkNumber): the upper 30 bits of a
    /// double or a whole number, and maybe a hundredth of it.
    @inline(__always)
    func rkNumber(_ offset: Int) -> Double {
        let bits = long(offset)
        let whole = Int(Int32(truncatingIfNeeded: bits)) >> 2
        let number =
            bits & 2 != 0 ? Double(whole) : Double(bitPattern: UInt64(bits & ~3) << 32)
        return bits & 1 != 0 ? number / 100 : number
    }
}
