import Records

/// Ranks of mentions by what they hold, so that ties don't depend on the order of the input.
enum ContentRank {
    static func ranks(_ task: MatchTask, items: [FieldItems]) -> [UInt32] {
        let count = task.table.count
        var hashes = task.table.contentHashes
        while hashes.count < count { hashes.append(0) }
        for mention in task.table.sourceKeys.indices.prefix(count) {
            let key = Hash64.of(task.table.sourceKeys[mention].utf8.span)
            hashes[mention] = Hash64.combine(hashes[mention], key)
        }
        for (index, field) in items.enumerated() {
            if task.fields[index].comparator is ParentAccount {
                addGroups(field, to: &hashes)
            } else {
                add(field, to: &hashes)
            }
        }
        return ranks(of: hashes)
    }

    /// The rank of each hash; equal ones in order.
    static func ranks(of hashes: [UInt64]) -> [UInt32] {
        let bits = UInt64(64 - max(1, hashes.count).leadingZeroBitCount)
        let mask: UInt64 = 1 << bits - 1
        var order = hashes.indices.map { hashes[$0] & ~mask | UInt64($0) }
        RadixSort.sort(&order, above: bits)
        var first = 0
        while first < order.count {
            // The bits that gave way to the number decide among those that agree in the rest.
            var end = first + 1
            while end < order.count, (order[end] ^ order[first]) & ~mask == 0 { end += 1 }
            if end - first > 1 {
                order[first..<end].sort {
                    let x = Int($0 & mask)
                    let y = Int($1 & mask)
                    return hashes[x] != hashes[y] ? hashes[x] < hashes[y] : x < y
                }
            }
            first = end
        }
        var ranks = [UInt32](repeating: 0, count: hashes.count)
        for (rank, entry) in order.enumerated() { ranks[Int(entry & mask)] = UInt32(rank) }
        return ranks
    }

    /// Numbers of clusters follow the order of the input: an account is told by those who have it.
    private static func addGroups(_ items: FieldItems, to hashes: inout [UInt64]) {
        var sums = [UInt64](repeating: 0, count: items.itemCount)
        for mention in hashes.indices {
            for position in items.range(mention) { sums[items.item(position)] &+= hashes[mention] }
        }
        for mention in hashes.indices {
            for position in items.range(mention) {
                hashes[mention] = Hash64.combine(hashes[mention], sums[items.item(position)])
            }
        }
    }

    private static func add(_ items: FieldItems, to hashes: inout [UInt64]) {
        let texts = (0..<UInt32(items.texts.count)).map { Hash64.of(items.texts[$0]) }
        for mention in hashes.indices {
            for position in items.range(mention) {
                let text = Int(items.slot(0, items.item(position)))
                hashes[mention] = Hash64.combine(hashes[mention], texts[text])
            }
        }
    }
}
