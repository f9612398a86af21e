import Records

/// Mentions that are equal in every compared field, many of them: a list pasted in again and again.
///
/// Their blocks are too large for all pairs, and a second key doesn't take them apart. A chain
/// through them tells as much as all pairs: each is compared with its next neighbours.
///
///     m₀ … m₇ │ m₈ … m₁₅ │ m₁₆ …     blocks of eight and the first of the next eight
enum EqualContent {
    static let name = "equal content"
    /// Groups up to this size meet in the blocks of their values.
    private static let leastSize = 32
    private static let step = 8

    /// nil when no group is large enough.
    static func index(_ items: [FieldItems], ranks: [UInt32]) -> BlockIndex? {
        var places: [UInt64: Int] = [:]
        var sizes: [UInt64: Int] = [:]
        let contents = ranks.indices.map { content($0, items) }
        for content in contents { sizes[content, default: 0] += 1 }
        sizes[0] = nil
        guard sizes.values.contains(where: { $0 > leastSize }) else { return nil }
        var order = [Int](repeating: 0, count: ranks.count)
        for (mention, rank) in ranks.enumerated() { order[Int(rank)] = mention }
        var place = [Int](repeating: -1, count: ranks.count)
        for mention in order where sizes[contents[mention], default: 0] > leastSize {
            place[mention] = places[contents[mention], default: 0]
            places[contents[mention], default: 0] += 1
        }
        return BlockIndex(name, mentionCount: ranks.count) { mention, keys in
            let own = place[mention]
            guard own >= 0 else { return }
            keys.append(Hash64.combine(contents[mention], UInt64(own / step)))
            if own % step == 0, own > 0 {
                keys.append(Hash64.combine(contents[mention], UInt64(own / step - 1)))
            }
        }
    }

    /// One number per content; 0 for a mention without any value.
    private static func content(_ mention: Int, _ items: [FieldItems]) -> UInt64 {
        var hash: UInt64 = 0
        var isBlank = true
        for field in items {
            for position in field.range(mention) {
                hash = Hash64.combine(hash, UInt64(field.item(position)))
                isBlank = false
            }
            hash = Hash64.combine(hash, 0x9E37_79B9_7F4A_7C15)
        }
        return isBlank ? 0 : max(1, hash)
    }
}
