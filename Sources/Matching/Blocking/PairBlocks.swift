/// The blocks of a plan that are compared whole, of all rules together: what the scan walks.
struct PairBlocks: Sendable {
    private(set) var starts: [UInt32] = [0]
    private(set) var members: [UInt32] = []
    /// By block: the index of its rule.
    private(set) var rules: [UInt8] = []
    /// By mention: its blocks are `blocks[blockStarts[m]..<blockStarts[m + 1]]`, in order of rule.
    private(set) var blockStarts: [UInt32]
    private(set) var blocks: [UInt32] = []

    init(_ plan: BlockPlan, mentionCount: Int) {
        var sizes = [UInt32](repeating: 0, count: mentionCount + 1)
        for (rule, index) in plan.indices.enumerated() {
            for block in 0..<index.count where index.size(block) <= plan.caps[rule] {
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
}
