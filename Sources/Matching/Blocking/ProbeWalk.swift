import Records

/// Walks the blocks of sampled mentions: who else is in them, and with how much in common.
struct ProbeWalk: Sendable {
    let sources: [BlockSource]
    let ranks: [UInt32]
    /// Of all pairs met, one in so many is kept.
    let thinning: UInt64

    /// What is known of the others while one mention is looked at.
    private struct Others {
        /// By mention: bits in common, and 1 + the source that counted last.
        var bits: [UInt16]
        var last: [UInt8]
        var met: [UInt32] = []

        mutating func clear() {
            for other in met {
                bits[Int(other)] = 0
                last[Int(other)] = 0
            }
            met.removeAll(keepingCapacity: true)
        }
    }

    /// For each mention the `most` others with most in common, and a part of all others.
    func walk(
        _ mentions: ArraySlice<Int>,
        most: Int
    ) -> (likely: BlockProbe.Pairs, any: BlockProbe.Pairs) {
        var likely = BlockProbe.Pairs()
        var any = BlockProbe.Pairs()
        var others = Others(
            bits: [UInt16](repeating: 0, count: ranks.count),
            last: [UInt8](repeating: 0, count: ranks.count)
        )
        for mention in mentions {
            gather(mention, &others)
            for other in closest(others, most) { append(mention, Int(other), to: &likely) }
            for other in others.met where isKept(mention, Int(other)) {
                append(mention, Int(other), to: &any)
            }
            others.clear()
        }
        return (likely, any)
    }

    private func gather(_ mention: Int, _ others: inout Others) {
        for (number, source) in sources.enumerated() {
            let stamp = UInt8(truncatingIfNeeded: number &+ 1)
            let members = source.index.members.span
            for place in source.index.blocks(of: mention) {
                let block = source.index.block(place)
                let size = source.index.size(block)
                if size > BlockProbe.largestBlock { continue }
                let ratio = UInt64(ranks.count / size)
                let bits = UInt16(64 - ratio.leadingZeroBitCount)
                for position in source.index.range(block) {
                    let other = Int(members[position])
                    if other == mention || others.last[other] == stamp { continue }
                    if others.bits[other] == 0 { others.met.append(UInt32(other)) }
                    others.bits[other] &+= bits
                    others.last[other] = stamp
                }
            }
        }
    }

    /// Of others with as much in common, the first by content.
    private func closest(_ others: Others, _ most: Int) -> [UInt32] {
        if others.met.count <= most { return others.met }
        var counts = [Int](repeating: 0, count: 1 << 12)
        for other in others.met { counts[min(4095, Int(others.bits[Int(other)]))] += 1 }
        var least = 4095
        var total = counts[least]
        while total < most {
            least -= 1
            total += counts[least]
        }
        var chosen: [UInt32] = []
        var ties: [UInt32] = []
        for other in others.met {
            let bits = min(4095, Int(others.bits[Int(other)]))
            if bits > least { chosen.append(other) } else if bits == least { ties.append(other) }
        }
        ties.sort { ranks[Int($0)] < ranks[Int($1)] }
        return chosen + ties.prefix(most - chosen.count)
    }

    private func isKept(_ a: Int, _ b: Int) -> Bool {
        let x = UInt64(ranks[a])
        let y = UInt64(ranks[b])
        let hash = Hash64.mix(min(x, y) ^ 0x9E37_79B9_7F4A_7C15, max(x, y) ^ 0xA076_1D64_78BD_642F)
        return hash % thinning == 0
    }

    private func append(_ a: Int, _ b: Int, to pairs: inout BlockProbe.Pairs) {
        pairs.list.append(min(a, b), max(a, b))
        for source in sources { pairs.classes.append(source.index.commonClass(a, b)) }
    }
}

extension BlockIndex {
    /// The class of the smallest block that both mentions are in, as `BlockProbe.Pairs` has it.
    fileprivate func commonClass(_ a: Int, _ b: Int) -> UInt8 {
        let xs = blocks(of: a)
        let ys = blocks(of: b)
        var x = xs.lowerBound
        var y = ys.lowerBound
        var least = Int.max
        while x < xs.upperBound, y < ys.upperBound {
            let first = block(x)
            let second = block(y)
            if first == second { least = min(least, size(first)) }
            if first <= second { x &+= 1 }
            if second <= first { y &+= 1 }
        }
        if least == Int.max { return 0 }
        let index = BlockProbe.sizes.firstIndex { least <= $0 } ?? BlockProbe.sizes.count
        return UInt8(index + 1)
    }
}
