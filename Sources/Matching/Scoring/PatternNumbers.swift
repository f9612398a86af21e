import Records

/// Distinct patterns, numbered in order of appearance: an open-addressing table of one word each.
struct PatternNumbers: Sendable {
    private(set) var patterns: [UInt64] = []
    /// By number: how often it was added.
    private(set) var counts: [UInt32] = []
    /// By number: how often of these among the pairs that a model learns from.
    private(set) var commonCounts: [UInt32] = []
    /// Number + 1 by hash; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 1024)

    /// Counts a pattern and gives its number.
    mutating func add(_ pattern: UInt64, count: UInt32 = 1, common: UInt32 = 0) -> UInt32 {
        let mask = slots.count &- 1
        var place = Self.place(pattern, mask)
        while slots[place] != 0 {
            let number = slots[place] &- 1
            if patterns[Int(number)] == pattern {
                counts[Int(number)] &+= count
                commonCounts[Int(number)] &+= common
                return number
            }
            place = (place &+ 1) & mask
        }
        let number = UInt32(patterns.count)
        patterns.append(pattern)
        counts.append(count)
        commonCounts.append(common)
        slots[place] = number + 1
        if patterns.count * 2 > slots.count { grow() }
        return number
    }

    private static func place(_ pattern: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: Hash64.mix(pattern ^ 0x9E37_79B9_7F4A_7C15, 0xA076_1D64_78BD_642F))
            & mask
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, pattern) in patterns.enumerated() {
            var place = Self.place(pattern, mask)
            while slots[place] != 0 { place = (place &+ 1) & mask }
            slots[place] = UInt32(number) + 1
        }
    }
}
