import Records

/// Keys under which two texts meet that differ in one character, or in the order of two
/// neighbours: the text itself and the text with each character left out.
///
///     jonson / johnson, smith / smyth, martha / marhta
enum Deletions {
    static let longest = 16

    /// Appends the keys of texts of `least`…16 scalars.
    ///
    /// The hash of all before the gap goes on through the polynomial of what follows it, so a text
    /// of n scalars takes 2n steps and not n².
    static func append(_ scalars: Span<UInt32>, least: Int, to keys: inout [UInt64]) {
        let count = scalars.count
        guard count >= least, count <= longest else { return }
        var before: UInt64 = 0
        var after: UInt64 = 0
        var powers = InlineArray<17, UInt64>(repeating: 1)
        for index in 0..<count {
            after = after &* base &+ mixed(scalars[index])
            powers[index + 1] = powers[index] &* base
        }
        keys.append(spread(after))
        for gap in 0..<count {
            let rest = count &- gap &- 1
            let own = mixed(scalars[gap])
            after = after &- own &* powers[rest]
            keys.append(spread(before &* powers[rest] &+ after))
            before = before &* base &+ own
        }
    }

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    private static func mixed(_ scalar: UInt32) -> UInt64 {
        Hash64.mix(UInt64(scalar) ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
    }

    @inline(__always)
    private static func spread(_ hash: UInt64) -> UInt64 {
        Hash64.mix(hash ^ 0x8EBC_6AF0_9C88_C6E3, base)
    }
}
