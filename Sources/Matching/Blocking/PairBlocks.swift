/// The blocks of a plan that are compared whole, of all rules together: what the scan walks.
struct PairBlocks: Sendable {
    private(set) var starts: [UInt32] = [0]
    private(set) var members: [UInt32] = []
    /// By block: the index of its rule.
    private(set) var rules: [UInt8] = []
    /// By mention: its blocks are `blocks[blockStarts[m]..<blockStarts[m + 1]]`, in order of rule.
    private(set) var blockStarts: [UInt32] = []
    private(set) var blocks: [UInt32] = []

    /// No blocks.
    init() {}

    /// `sizes` tells the blocks of each index that are compared whole.
    init(_ indices: [BlockIndex], sizes wanted: [ClosedRange<Int>], mentionCount: Int) {
        var sizes = [UInt32](repeating: 0, count: mentionCount + 1)
        for (rule, index) in indices.enumerated() {
            for block in 0..<index.count where wanted[rule].contains(index.size(block)) {
                for position in index.range(block) {
                    members.append(index.members[position])
                    sizes[Int(index.members[position]) &+ 1] &+= 1
                }
                starts.append(UInt32(members.count))
                rules.append(UInt8(rule))
            }
        }
        for mention in sizes.indices.dropFirst() { sizes[mention] &+= sizes[mention &- 1] }
        blockStarts = sizes
        blocks = [UInt32](repeating: 0, count: members.count)
        var next = sizes
        for block in rules.indices {
            for position in Int(starts[block])..<Int(starts[block + 1]) {
                let mention = Int(members[position])
                blocks[Int(next[mention])] = UInt32(block)
                next[mention] &+= 1
            }
        }
    }

    /// Bit by rule: which rules bring a pair together.
    func rules(of a: Int, _ b: Int) -> UInt64 {
        var found: UInt64 = 0
        var x = Int(blockStarts[a])
        var y = Int(blockStarts[b])
        let lastX = Int(blockStarts[a + 1])
        let lastY = Int(blockStarts[b + 1])
        while x < lastX, y < lastY {
            let first = blocks[x]
            let second = blocks[y]
            if first == second { found |= 1 << UInt64(rules[Int(first)]) }
            if first <= second { x &+= 1 }
            if second <= first { y &+= 1 }
        }
        return found
    }
}
