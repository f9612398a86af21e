import Records

/// The blocks of one rule: which mentions share a key; blocks of one mention are left out.
struct BlockIndex: Sendable {
    let name: String
    /// Pairs of the blocks that were larger than an index was asked to hold.
    private(set) var leftOutPairCount = 0
    private(set) var starts: [UInt32] = [0]
    /// By block, in order of mention.
    private(set) var members: [UInt32] = []
    private var mentionStarts: [UInt32] = []
    private var mentionBlocks: [UInt32] = []

    var count: Int { starts.count - 1 }

    @inline(__always)
    func size(_ block: Int) -> Int { Int(starts[block &+ 1] &- starts[block]) }

    @inline(__always)
    func range(_ block: Int) -> Range<Int> { Int(starts[block])..<Int(starts[block &+ 1]) }

    /// Positions in `blocksOfMentions` of a mention's blocks.
    @inline(__always)
    func blocks(of mention: Int) -> Range<Int> {
        Int(mentionStarts[mention])..<Int(mentionStarts[mention &+ 1])
    }

    @inline(__always)
    func block(_ position: Int) -> Int { Int(mentionBlocks[position]) }

    /// Builds the blocks; `appendKeys(m)` gives the keys of mention m, repeated ones count once.
    init(_ name: String, mentionCount: Int, appendKeys: (Int, inout [UInt64]) -> Void) {
        var keys = BlockKeys(mentionCount: mentionCount)
        for mention in 0..<mentionCount {
            appendKeys(mention, &keys.keys)
            keys.closeMention()
        }
        self.init(name, keys)
    }

    /// Mentions with the same key stand side by side once the keys are sorted; blocks of more than
    /// `largest` mentions are left out.
    init(_ name: String, _ keys: consuming BlockKeys, largest: Int = Int.max) {
        self.name = name
        let mentionCount = keys.mentionCount
        let (entries, bits) = keys.takeSorted()
        let mask: UInt64 = 1 << bits - 1
        var sizes = [UInt32](repeating: 0, count: mentionCount + 1)
        var first = 0
        while first < entries.count {
            let key = entries[first] >> bits
            var end = first &+ 1
            while end < entries.count, entries[end] >> bits == key { end &+= 1 }
            let size = end &- first
            if size > largest { leftOutPairCount += size * (size - 1) / 2 }
            if size > 1, size <= largest {
                for index in first..<end {
                    let mention = UInt32(entries[index] & mask)
                    members.append(mention)
                    sizes[Int(mention) &+ 1] &+= 1
                }
                starts.append(UInt32(members.count))
            }
            first = end
        }
        fillMentions(sizes)
    }

    /// Which blocks each mention is in, ascending.
    private mutating func fillMentions(_ sizes: [UInt32]) {
        mentionStarts = sizes
        for mention in mentionStarts.indices.dropFirst() {
            mentionStarts[mention] &+= mentionStarts[mention &- 1]
        }
        mentionBlocks = [UInt32](repeating: 0, count: members.count)
        var next = mentionStarts
        for block in 0..<count {
            for position in range(block) {
                let mention = Int(members[position])
                mentionBlocks[Int(next[mention])] = UInt32(block)
                next[mention] &+= 1
            }
        }
    }

    /// The blocks that all of some mentions are in, ascending.
    func commonBlocks(_ mentions: ArraySlice<UInt32>) -> [Int] {
        guard let first = mentions.first else { return [] }
        var common = blocks(of: Int(first)).map { block($0) }
        for mention in mentions.dropFirst() where common.count > 1 {
            let own = Set(blocks(of: Int(mention)).map { block($0) })
            common.removeAll { !own.contains($0) }
        }
        return common
    }

    /// The mentions of the largest block.
    var largest: Int { (0..<count).reduce(0) { max($0, size($1)) } }

    /// Pairs in blocks of at most `cap` mentions.
    func pairCount(cap: Int) -> Int {
        var total = 0
        for block in 0..<count {
            let size = size(block)
            if size <= cap { total += size * (size - 1) / 2 }
        }
        return total
    }
}
