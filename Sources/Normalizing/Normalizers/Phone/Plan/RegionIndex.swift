/// A territory of the numbering plans by its place in the tables.
package struct RegionIndex: Sendable, Hashable {
    let index: UInt16

    init(_ index: Int) { self.index = UInt16(truncatingIfNeeded: index) }

    /// The territory with an ISO 3166 code, in either case; nil when no plan knows it.
    package init?(code: Span<UInt8>) {
        guard code.count == 2 else { return nil }
        self.init(code[0], code[1])
    }

    /// `RegionIndex("CN")`.
    package init?(_ code: StaticString) {
        let letters: (UInt8, UInt8) = code.withUTF8Buffer { bytes in
            bytes.count == 2 ? unsafe (bytes[0], bytes[1]) : (0, 0)
        }
        self.init(letters.0, letters.1)
    }

    private init?(_ first: UInt8, _ second: UInt8) {
        let high = Int(first & 0xDF) - 0x41
        let low = Int(second & 0xDF) - 0x41
        guard high >= 0, high < 26, low >= 0, low < 26 else { return nil }
        let number = NumberingPlan.shared.regionNumbers[high * 26 + low]
        guard number > 0 else { return nil }
        self.init(Int(number) - 1)
    }

    /// The two letters of its ISO code; nil for codes without a country, as +800.
    package var letters: (UInt8, UInt8)? {
        let pair = NumberingPlan.shared.territory(self, .letters)
        return pair == 0
            ? nil : (UInt8(truncatingIfNeeded: pair >> 8), UInt8(truncatingIfNeeded: pair))
    }

    /// `CN`, or `001` for codes without a country.
    package var code: String {
        guard let (first, second) = letters else { return "001" }
        return String(decoding: [first, second], as: UTF8.self)
    }

    /// The country code that its numbers have: 86.
    package var countryCode: Int { NumberingPlan.shared.territory(self, .countryCode) }

    package static let china = RegionIndex("CN")
    package static let hongKong = RegionIndex("HK")
    package static let macau = RegionIndex("MO")
    package static let taiwan = RegionIndex("TW")
}
