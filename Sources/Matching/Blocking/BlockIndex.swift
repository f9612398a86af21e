import Records

/// The blocks of one rule: which mentions share a key; blocks of one mention are left out.
struct BlockIndex: Sendable {
    let name: String
    private(set) var starts: [UInt32] = [0]
    /// By block, in order of mention.
    private(set) var members: [UInt32] = []
    private var mentionStarts: [UInt32]
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

    /// Builds the blocks; `keys(m)` gives the keys of mention m, repeated ones count once.
    init(_ name: String, mentionCount: Int, appendKeys: (Int, inout [UInt64]) -> Void) {
        self.name = name
        var ids: [UInt64: UInt32] = [:]
        ids.reserveCapacity(mentionCount)
        var entries: [UInt32] = []
        var entryStarts: [UInt32] = [0]
        entryStarts.reserveCapacity(mentionCount + 1)
        var sizes: [UInt32] = []
        var keys: [UInt64] = []
        for mention in 0..<mentionCount {
            keys.removeAll(keepingCapacity: true)
            appendKeys(mention, &keys)
            let first = entries.count
            for key in keys {
                let next = UInt32(sizes.count)
                let id = ids[key] ?? next
                if id == next {
                    ids[key] = id
                    sizes.append(0)
                }
                if entries[first...].contains(id) { continue }
                entries.append(id)
                sizes[Int(id)] += 1
            }
            entryStarts.append(UInt32(entries.count))
        }
        mentionStarts = []
        fill(entries, entryStarts, sizes)
    }

    private mutating func fill(_ entries: [UInt32], _ entryStarts: [UInt32], _ sizes: [UInt32]) {
        var numbers = [UInt32](repeating: UInt32.max, count: sizes.count)
        var next: [UInt32] = []
        var total: UInt32 = 0
        for (key, size) in sizes.enumerated() where size > 1 {
            numbers[key] = UInt32(next.count)
            next.append(total)
            total += size
            starts.append(total)
        }
        members = [UInt32](repeating: 0, count: Int(total))
        mentionStarts = [0]
        mentionStarts.reserveCapacity(entryStarts.count)
        for mention in 0..<(entryStarts.count - 1) {
            for entry in Int(entryStarts[mention])..<Int(entryStarts[mention + 1]) {
                let block = numbers[Int(entries[entry])]
                guard block != UInt32.max else { continue }
                members[Int(next[Int(block)])] = UInt32(mention)
                next[Int(block)] += 1
                mentionBlocks.append(block)
            }
            mentionStarts.append(UInt32(mentionBlocks.count))
        }
    }

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
