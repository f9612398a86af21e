import Records

/// The keys of all mentions under one rule: runs of 64-bit numbers, each once per mention.
package struct BlockKeys: Sendable {
    package var keys: [UInt64] = []
    private(set) var starts: [UInt32] = [0]

    package var mentionCount: Int { starts.count - 1 }

    package init(mentionCount: Int) {
        keys.reserveCapacity(mentionCount)
        starts.reserveCapacity(mentionCount + 1)
    }

    /// Ends the run of a mention; keys that it has already are dropped.
    package mutating func closeMention() {
        let first = Int(starts[starts.count - 1])
        var end = first
        for index in first..<keys.count {
            let key = keys[index]
            if keys[first..<end].contains(key) { continue }
            keys[end] = key
            end &+= 1
        }
        if end < keys.count { keys.removeLast(keys.count - end) }
        starts.append(UInt32(end))
    }

    /// `key << bits | mention` in ascending order, where `bits` hold a mention; keys are cut to the
    /// rest of the 64 bits (46 for 200,000 mentions: a chance meeting only proposes one pair more).
    ///
    /// The keys are given up for it: a million mentions have ten million.
    mutating func takeSorted() -> (entries: [UInt64], mentionBits: UInt64) {
        let bits = UInt64(64 - max(1, mentionCount).leadingZeroBitCount)
        for mention in 0..<mentionCount {
            for index in Int(starts[mention])..<Int(starts[mention + 1]) {
                keys[index] = keys[index] << bits | UInt64(mention)
            }
        }
        var entries: [UInt64] = []
        swap(&entries, &keys)
        starts = [0]
        RadixSort.sort(&entries, above: bits)
        return (entries, bits)
    }
}

/// Sorts 64-bit numbers by 11 bits at a time, lowest first; digits that all share are passed over.
///
/// Numbers that are in the order of their lowest bits already need only be sorted `above` those.
enum RadixSort {
    private static let digitBits: UInt64 = 11
    private static let smallest = 256

    static func sort(_ values: inout [UInt64], above lowest: UInt64 = 0) {
        if values.count < smallest {
            values.sort()
            return
        }
        var other = [UInt64](repeating: 0, count: values.count)
        let varying = values.reduce(0) { $0 | ($1 ^ values[0]) }
        var shift = lowest
        while shift < 64 {
            if varying >> shift & (1 << digitBits - 1) != 0 {
                pass(values, into: &other, shift: shift)
                swap(&values, &other)
            }
            shift += digitBits
        }
    }

    private static func pass(_ values: [UInt64], into other: inout [UInt64], shift: UInt64) {
        let mask: UInt64 = 1 << digitBits - 1
        var next = [Int](repeating: 0, count: 1 << Int(digitBits))
        let input = values.span
        for index in input.indices { next[Int(input[index] >> shift & mask)] &+= 1 }
        var total = 0
        for digit in next.indices {
            let count = next[digit]
            next[digit] = total
            total &+= count
        }
        var output = other.mutableSpan
        for index in input.indices {
            let digit = Int(input[index] >> shift & mask)
            output[next[digit]] = input[index]
            next[digit] &+= 1
        }
    }
}
