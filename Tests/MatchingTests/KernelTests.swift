import TestSupport
import Testing

@testable import Matching

@Suite("edit distances")
struct KernelTests {
    private func word(_ random: inout SplitMix64, longest: Int) -> [UInt32] {
        let length = Int.random(in: 0...longest, using: &random)
        return (0..<length).map { _ in UInt32.random(in: 0x61...0x64, using: &random) }
    }

    @Test(
        "Jaro-Winkler gives the published values",
        arguments: [
            ("martha", "marhta", 0.9611), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.8133),
        ]
    )
    func published(_ a: String, _ b: String, _ expected: Double) {
        let x = a.unicodeScalars.map(\.value)
        let y = b.unicodeScalars.map(\.value)
        #expect(abs(JaroWinkler.similarity(x.span, y.span) - expected) < 1e-4)
    }

    @Test("Jaro-Winkler is the same from either side")
    func symmetric() {
        var random = SplitMix64(seed: 12)
        for _ in 0..<5000 {
            let a = word(&random, longest: 12)
            let b = word(&random, longest: 12)
            let forth = JaroWinkler.similarity(a.span, b.span)
            #expect(forth == JaroWinkler.similarity(b.span, a.span))
        }
    }

    @Test("Jaro with masks agrees with arrays of flags")
    func jaro() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<3000 {
            let a = word(&random, longest: 14)
            let b = word(&random, longest: 14)
            guard !a.isEmpty, !b.isEmpty else { continue }
            #expect(abs(JaroWinkler.jaro(a.span, b.span) - slowJaro(a, b)) < 1e-12)
        }
    }

    private func slowJaro(_ a: [UInt32], _ b: [UInt32]) -> Double {
        let window = max(0, max(a.count, b.count) / 2 - 1)
        var used = [Bool](repeating: false, count: b.count)
        var first: [UInt32] = []
        for (i, x) in a.enumerated() {
            let hit = b.indices.first { !used[$0] && abs($0 - i) <= window && b[$0] == x }
            guard let hit else { continue }
            used[hit] = true
            first.append(x)
        }
        let second = b.indices.filter { used[$0] }.map { b[$0] }
        if first.isEmpty { return 0 }
        let moved = zip(first, second).count { $0 != $1 }
        let m = Double(first.count)
        return (m / Double(a.count) + m / Double(b.count) + (m - Double(moved / 2)) / m) / 3
    }

    @Test("two texts that differ in one character share a deletion key, others don't")
    func deletions() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<3000 {
            let a = (0..<6).map { _ in UInt32.random(in: 1...3, using: &random) }
            let b = (0..<6).map { _ in UInt32.random(in: 1...3, using: &random) }
            var first: [UInt64] = []
            var second: [UInt64] = []
            Deletions.append(a.span, least: 3, to: &first)
            Deletions.append(b.span, least: 3, to: &second)
            let rest = Set(Self.shortened(b) + [b])
            let isNear = (Self.shortened(a) + [a]).contains { rest.contains($0) }
            #expect(!Set(first).isDisjoint(with: second) == isNear)
        }
    }

    /// The text with each character left out.
    private static func shortened(_ text: [UInt32]) -> [[UInt32]] {
        text.indices.map { Array(text[..<$0] + text[($0 + 1)...]) }
    }

    @Test(
        "texts with a character more, less, other or two exchanged share a deletion key",
        arguments: [("johnson", "jonson"), ("smith", "smyth"), ("martha", "marhta")]
    )
    func slips(_ pair: (String, String)) {
        func keys(_ text: String) -> Set<UInt64> {
            var keys: [UInt64] = []
            let scalars = text.unicodeScalars.map(\.value)
            Deletions.append(scalars.span, least: 4, to: &keys)
            return Set(keys)
        }
        #expect(!keys(pair.0).isDisjoint(with: keys(pair.1)))
        #expect(keys(pair.0).isDisjoint(with: keys("garfield")))
    }

    @Test("characters that share a group are alike, in both directions")
    func lookAlike() {
        func code(_ text: Unicode.Scalar) -> UInt32 { text.value }
        #expect(LookAlike.areAlike(code("己"), code("巳")))
        #expect(LookAlike.areAlike(code("巳"), code("己")))
        #expect(LookAlike.areAlike(code("骐"), code("琪")))
        #expect(!LookAlike.areAlike(code("骐"), code("伟")))
    }

    @Test("the radix sort agrees with the standard one", arguments: [10, 300, 5000])
    func radix(_ count: Int) {
        var random = SplitMix64(seed: 3)
        for bits in [20, 40, 64] as [UInt64] {
            let values = (0..<count).map { _ in random.next() >> (64 - bits) }
            var sorted = values
            RadixSort.sort(&sorted)
            #expect(sorted == values.sorted())
        }
    }

    @Test("patterns are numbered by first appearance and counted, as a dictionary does")
    func patternNumbers() {
        var random = SplitMix64(seed: 9)
        var numbers = PatternNumbers()
        var known: [UInt64: (number: UInt32, count: UInt32)] = [:]
        for _ in 0..<20_000 {
            let pattern = UInt64.random(in: 0..<3000, using: &random) << 20
            let number = numbers.add(pattern)
            let expected = known[pattern]?.number ?? UInt32(known.count)
            #expect(number == expected)
            known[pattern] = (expected, (known[pattern]?.count ?? 0) + 1)
        }
        #expect(numbers.patterns.count == known.count)
        for (number, pattern) in numbers.patterns.enumerated() {
            #expect(numbers.counts[number] == known[pattern]?.count)
        }
    }

    @Test("blocks hold the mentions that share a key, without those of one mention")
    func blocks() {
        var random = SplitMix64(seed: 13)
        let keys = (0..<400).map { _ in
            (0..<3).map { _ in UInt64.random(in: 0..<200, using: &random) << 3 }
        }
        let index = BlockIndex("sample", mentionCount: keys.count) { mention, out in
            out.append(contentsOf: keys[mention])
        }
        var expected: Set<[UInt32]> = []
        for key in Set(keys.joined()) {
            let members = keys.indices.filter { keys[$0].contains(key) }
            if members.count > 1 { expected.insert(members.map { UInt32($0) }) }
        }
        let found = (0..<index.count).map { Array(index.members[index.range($0)]) }
        #expect(
            found.count
                == Set(keys.joined()).count { key in
                    keys.count { $0.contains(key) } > 1
                }
        )
        #expect(Set(found) == expected)
        for mention in keys.indices {
            let own = index.blocks(of: mention).map { index.block($0) }
            #expect(own.allSatisfy { index.members[index.range($0)].contains(UInt32(mention)) })
            #expect(own.count == found.count { $0.contains(UInt32(mention)) })
        }
    }
}
