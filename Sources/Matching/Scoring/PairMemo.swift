/// Outcomes of the value pairs that were compared last, of fields in which few values repeat in many
/// mentions: surnames, towns, occupations.
///
/// One place per hash of a pair; a later one takes it.
package struct PairMemo: Sendable {
    private var keys: [UInt64] = []
    private var codes: [UInt64] = []

    private static let bits: UInt64 = 13
    /// Mentions per value from which remembering is cheaper than comparing.
    private static let leastRepeats = 6
    private static let free = UInt64.max

    /// Remembers nothing.
    init() {}

    init(_ items: FieldItems) {
        guard items.itemCount * Self.leastRepeats <= items.mentionCount else { return }
        keys = [UInt64](repeating: Self.free, count: 1 << Int(Self.bits))
        codes = keys
    }

    @inline(__always)
    var isUsed: Bool { !keys.isEmpty }

    /// The key of two items, in either order, and its place.
    @inline(__always)
    static func key(_ x: Int, _ y: Int) -> (key: UInt64, place: Int) {
        let key = UInt64(min(x, y)) << 32 | UInt64(max(x, y))
        let hash = (key ^ key >> 32 &* 0xE703_7ED1_A0B4_28DB) &* 0x9E37_79B9_7F4A_7C15
        return (key, Int(truncatingIfNeeded: hash >> (64 - bits)))
    }

    @inline(__always)
    func code(_ key: UInt64, at place: Int) -> UInt64? {
        keys[place] == key ? codes[place] : nil
    }

    @inline(__always)
    mutating func remember(_ key: UInt64, _ code: UInt64, at place: Int) {
        keys[place] = key
        codes[place] = code
    }
}
