import Records

/// How each blocking rule saw one pair: those of the plan, and the keys of which it made none.
struct RuleTracer {
    private let scan: PairScan
    private let sources: [BlockSource]

    /// The end of the name of a rule that only has larger blocks.
    private static let larger = ", larger"

    init(scan: PairScan) {
        self.scan = scan
        sources =
            scan.task.spec.block.isEmpty
            ? BlockSource.all(scan.fields, scan.items, workers: .single) : []
    }

    func rules(_ a: Int, _ b: Int) -> [RuleTrace] {
        let plan = scan.plan
        if plan.names.isEmpty { return [] }
        let sizes = commonSizes(a, b)
        let planned = plan.names.indices.map { rule in
            RuleTrace(
                name: plan.names[rule],
                state: sizes[rule].map { .proposed(blockSize: $0) }
                    ?? absence(plan.names[rule], a, b)
            )
        }
        let isAll = plan.names == ["all pairs"]
        let others = sources.filter { !isAll && !$0.isCoarse && !plan.names.contains($0.name) }
        return planned + others.map { RuleTrace(name: $0.name, state: absence($0.name, a, b)) }
    }

    /// By rule: the mentions of the smallest block that two mentions share.
    private func commonSizes(_ a: Int, _ b: Int) -> [Int: Int] {
        let blocks = scan.plan.blocks
        func own(_ mention: Int) -> ArraySlice<UInt32> {
            blocks.blocks[Int(blocks.blockStarts[mention])..<Int(blocks.blockStarts[mention + 1])]
        }
        let theirs = Set(own(b))
        var sizes: [Int: Int] = [:]
        for block in own(a) where theirs.contains(block) {
            let size = Int(blocks.starts[Int(block) + 1] - blocks.starts[Int(block)])
            let rule = Int(blocks.rules[Int(block)])
            sizes[rule] = min(size, sizes[rule] ?? size)
        }
        return sizes
    }

    /// Why a rule didn't propose two mentions: nothing to make a key of, other keys, or a block that
    /// is too large.
    private func absence(_ name: String, _ a: Int, _ b: Int) -> RuleTrace.State {
        if let fields = declared(name) {
            let isKeyless = [a, b].map {
                DeclaredKeys.keys(fields, table: scan.task.table, mention: $0).isEmpty
            }
            return isKeyless.contains(true)
                ? .noKey(a: isKeyless[0], b: isKeyless[1]) : .differs
        }
        let base = name.hasSuffix(Self.larger) ? String(name.dropLast(Self.larger.count)) : name
        let parts = sources.filter { " + \(base) + ".contains(" + \($0.name) + ") }
        if parts.isEmpty { return .differs }
        let isKeyless = [a, b].map { mention in
            parts.contains { scan.items[$0.field].range(mention).isEmpty }
        }
        if isKeyless.contains(true) { return .noKey(a: isKeyless[0], b: isKeyless[1]) }
        let sizes = parts.map { commonSize($0.index, a, b) }
        guard !sizes.contains(nil) else { return .differs }
        return .tooLarge(blockSize: sizes.compactMap { $0 }.min() ?? 0)
    }

    private func declared(_ name: String) -> [String]? {
        scan.task.spec.block.first { $0.joined(separator: " + ") == name }
    }

    private func commonSize(_ index: BlockIndex, _ a: Int, _ b: Int) -> Int? {
        let theirs = Set(index.blocks(of: b).map { index.block($0) })
        return index.blocks(of: a).map { index.block($0) }.filter(theirs.contains)
            .map { index.size($0) }.min()
    }
}
