/// A country by its two ISO 3166 letters; the region whose national numbers need no country code.
struct PhoneRegion: Hashable, Sendable {
    let rawValue: UInt16

    static let none = PhoneRegion(rawValue: 0)
    static let mainland = PhoneRegion(0x43, 0x4E)
    static let hongKong = PhoneRegion(0x48, 0x4B)
    static let macau = PhoneRegion(0x4D, 0x4F)
    static let taiwan = PhoneRegion(0x54, 0x57)

    private init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ first: UInt8, _ second: UInt8) {
        rawValue = UInt16(first) << 8 | UInt16(second)
    }

    /// From `CN`; nil when these are no two capital letters.
    init?(_ name: String) {
        let bytes = Array(name.utf8)
        guard bytes.count == 2, bytes.allSatisfy({ $0 &- 0x41 < 26 }) else { return nil }
        self.init(bytes[0], bytes[1])
    }

    var name: String {
        rawValue == 0
            ? "" : String(decoding: [UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)], as: UTF8.self)
    }
}
