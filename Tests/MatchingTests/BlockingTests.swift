import Records
import TestSupport
import Testing

@testable import Matching

@Suite("Blocking: which pairs are compared, and what that brings")
struct BlockingTests {
    /// Two workers, one after the other: what must not depend on them.
    private static let two = Workers(count: 2) { count, body in
        for index in (0..<count).reversed() { body(index) }
    }

    private struct Pair: Hashable {
        let a: Int
        let b: Int

        init(_ a: Int, _ b: Int) {
            self.a = min(a, b)
            self.b = max(a, b)
        }
    }

    private static func pairs(_ result: MatchResult) -> [Pair] {
        var pairs: [Pair] = []
        result.scored.forEach { a, b, _ in pairs.append(Pair(a, b)) }
        return pairs
    }

    @Test("each pair of a block is compared once, as in a walk over all pairs")
    func once() {
        let task = SampleCustomers(personCount: 120, seed: 5).task()
        let run = MatchRun(task, workers: .single)
        let (scored, rules) = run.scan.run(Self.two)
        let blocks = run.scan.plan.blocks
        let count = task.table.count
        // By pair, the rules of the blocks that hold both.
        var shared = [UInt64](repeating: 0, count: count * count)
        for block in blocks.rules.indices {
            let members = blocks.members[Int(blocks.starts[block])..<Int(blocks.starts[block + 1])]
            for a in members {
                for b in members where a < b {
                    shared[Int(a) * count + Int(b)] |= 1 << UInt64(blocks.rules[block])
                }
            }
        }
        let expected = Set(
            shared.indices.filter { shared[$0] != 0 }.map { Pair($0 / count, $0 % count) }
        )
        let wrong = shared.indices.count {
            $0 / count < $0 % count && blocks.rules(of: $0 / count, $0 % count) != shared[$0]
        }
        #expect(wrong == 0)
        var found: [Pair] = []
        scored.forEach { a, b, _ in found.append(Pair(a, b)) }
        #expect(Set(found) == expected)
        #expect(found.count == expected.count)
        #expect(rules.reduce(0) { $0 + $1.2 } == found.count)
        for (rule, counts) in rules.enumerated() {
            #expect(counts.1 >= shared.count { $0 >> UInt64(rule) & 1 != 0 })
        }
    }

    @Test("another order of the rows and more workers propose the same pairs by the same rules")
    func order() {
        let sample = SampleCustomers(personCount: 400, seed: 8)
        var order = Array(sample.names.indices)
        var random = SplitMix64(seed: 2)
        order.shuffle(using: &random)
        let first = Matcher.match(sample.task(), workers: .single)
        let second = Matcher.match(sample.ordered(order).task(), workers: Self.two)
        let mapped = Set(Self.pairs(second).map { Pair(order[$0.a], order[$0.b]) })
        #expect(mapped == Set(Self.pairs(first)))
        #expect(first.summary.blocks == second.summary.blocks)
        #expect(first.summary.blockingRecall == second.summary.blockingRecall)
    }

    @Test("each rule tells its pairs and matches, and recall is estimated near the true one")
    func yields() throws {
        let sample = SampleCustomers(personCount: 900, seed: 21)
        let result = Matcher.match(sample.task(), workers: .single)
        let blocks = result.summary.blocks
        #expect(blocks.count > 2)
        for block in blocks {
            #expect(block.newPairCount <= block.pairCount)
            #expect(block.aloneMatchCount <= block.newMatchCount)
            #expect(block.newMatchCount <= block.matchCount)
            #expect(block.matchCount <= Double(block.pairCount))
        }
        #expect(blocks.reduce(0) { $0 + $1.newPairCount } == result.summary.candidatePairCount)
        let found = Self.pairs(result).count { sample.truth[$0.a] == sample.truth[$0.b] }
        let sizes = Dictionary(sample.truth.map { ($0, 1) }, uniquingKeysWith: +).values
        let all = sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
        let recall = try #require(result.summary.blockingRecall)
        #expect(abs(recall - Double(found) / Double(all)) < 0.05)
    }

    @Test("names of one word with a slip meet although no other value is shared")
    func slips() {
        var random = SplitMix64(seed: 4)
        var names = (0..<1500).map { _ in Self.word(&random) }
        names += ["johnsonville", "jonhsonville", "johnsonvile", "johnsonviille", "johnsonwille"]
        let table = SampleTables.table("person", [("title", names)])
        let field = MatchField("title", columns: [0], comparator: TextSimilarity())
        let run = MatchRun(MatchTask(table: table, fields: [field]), workers: .single)
        for other in 1501..<1505 { #expect(run.scan.plan.blocks.rules(of: 1500, other) != 0) }
        #expect(run.scan.plan.blocks.rules(of: 0, 1500) == 0)
    }

    private static func word(_ random: inout SplitMix64) -> String {
        String((0..<10).map { _ in "abcdefghijklm".randomElement(using: &random) ?? "a" })
    }

    @Test("mentions of a block that is too large meet by a second key; the rest is told")
    func split() {
        let count = 2400
        var random = SplitMix64(seed: 6)
        let names = (0..<count).map { _ in "骐图|brand=骐图|key=骐图" }
        let phones = (0..<count).map { index in
            index == 17 || index == 2017
                ? "+8613012345678|kind=mobile"
                : "+86131\(Int.random(in: 10_000_000..<99_999_999, using: &random))|kind=mobile"
        }
        let table = SampleTables.table("account", [("name", names), ("phone", phones)])
        let fields = [
            MatchField("company", columns: [0], comparator: CompanyName()),
            MatchField("phone", columns: [1], comparator: PhoneSet()),
        ]
        let result = Matcher.match(MatchTask(table: table, fields: fields), workers: .single)
        #expect(Self.pairs(result).contains(Pair(17, 2017)))
        #expect(result.summary.candidatePairCount < count * 200)
        let told = result.findings.filter { $0.code == MatchFindings.blockSplit }
        #expect(told.contains { $0.detail.hasPrefix("brand: ") })
    }

    @Test("of a combination only what small blocks don't bring counts as taken apart by it")
    func leftOut() {
        let count = 300
        // A key that 200 have, others that four have; the second is of ten each.
        let firsts = (0..<count).map { $0 < 200 ? 0 : UInt64($0 / 4) }
        let seconds = (0..<count).map { UInt64($0 % 30) }
        let first = BlockIndex("first", mentionCount: count) { $1.append(firsts[$0]) }
        let both = BlockIndex("both", mentionCount: count) {
            $1.append(firsts[$0] << 32 | seconds[$0])
            // Small blocks of the first, whatever the second.
            if $0 >= 200 { $1.append(1 << 60 | firsts[$0]) }
        }
        var expected = 0
        for a in 0..<200 { for b in 0..<a where seconds[a] == seconds[b] { expected += 1 } }
        #expect(both.pairCount(cap: count) == expected + 25 * 6)
        #expect(both.pairCount(1...count, beyond: 100, of: first) == expected)
        #expect(both.pairCount(1...count, beyond: 200, of: first) == 0)
        #expect(both.pairCount(1...count, beyond: 3, of: first) == expected + 25 * 6)
        #expect(both.pairCount(1...6, beyond: 100, of: first) < expected)
    }

    @Test("few texts aren't all compared with all when `max_pairs` is less than that")
    func fewTexts() {
        let names = (0..<100).map { "title \($0) of some book" }
        let table = SampleTables.table("book", [("title", names)])
        let field = MatchField("title", columns: [0], comparator: TextSimilarity())
        var task = MatchTask(table: table, fields: [field])
        task.spec.maxPairCount = 4950
        #expect(MatchRun(task, workers: .single).scan.plan.names == ["all pairs"])
        task.spec.maxPairCount = 4949
        #expect(MatchRun(task, workers: .single).scan.plan.names != ["all pairs"])
    }

    @Test("a declared block that is too large tells its pairs and its largest block")
    func declared() {
        let names = [String](repeating: "骐图|brand=骐图|key=骐图", count: 40)
        let table = SampleTables.table("account", [("name", names)])
        let field = MatchField("company", columns: [0], comparator: CompanyName())
        var task = MatchTask(table: table, fields: [field])
        task.spec.block = [["name"]]
        task.spec.maxPairCount = 700
        let result = Matcher.match(task, workers: .single)
        #expect(result.scored.count == 0)
        let finding = result.findings.first { $0.code == MatchFindings.blockTooLarge }
        #expect(finding?.detail == "name: 780 pairs, largest block 40 mentions; `max_pairs` is 700")
        task.spec.maxPairCount = 780
        #expect(Matcher.match(task, workers: .single).scored.count == 780)
    }

    @Test("sets of pairs agree with sets of numbers")
    func bits() {
        var random = SplitMix64(seed: 31)
        for count in [1, 63, 64, 200] {
            let x = Set((0..<count).filter { _ in Bool.random(using: &random) })
            let y = Set((0..<count).filter { _ in Bool.random(using: &random) })
            var bits = PairBits(count: count) { x.contains($0) }
            let other = PairBits(count: count) { y.contains($0) }
            #expect(bits.count == x.count)
            #expect(bits.count(without: other) == x.subtracting(y).count)
            #expect(bits.intersection(other).count == x.intersection(y).count)
            bits.formUnion(other)
            #expect(bits.count == x.union(y).count)
            #expect((0..<count).allSatisfy { bits.contains($0) == x.union(y).contains($0) })
        }
    }

    @Test("ranks by content follow the hashes, equal ones the order")
    func ranks() {
        var random = SplitMix64(seed: 12)
        for count in [1, 2, 300, 3000] {
            // Many agree in their upper bits, some wholly.
            let hashes = (0..<count).map { _ in
                random.next() & 0xF000_0000_0000_0000 | UInt64.random(in: 0..<900, using: &random)
            }
            let order = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
            var expected = [UInt32](repeating: 0, count: count)
            for (rank, index) in order.enumerated() { expected[index] = UInt32(rank) }
            #expect(ContentRank.ranks(of: hashes) == expected)
        }
    }
}
