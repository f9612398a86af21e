import Records
import TestSupport
import Testing

@testable import Matching

@Suite("Equal content")
struct EqualContentTests {
    private func items(_ values: [String]) -> FieldItems {
        var items = FieldItems(slotCount: 1)
        for value in values {
            if !value.isEmpty {
                items.add(items.item([items.intern(Array(value.utf8))]))
            }
            items.closeMention()
        }
        items.finish()
        return items
    }

    @Test("a chain of blocks leads through all mentions that are equal, each in two at most")
    func chain() throws {
        let values = (0..<100).map { $0 % 2 == 0 ? "equal" : "other \($0)" }
        let ranks = (0..<UInt32(100)).map { 99 - $0 }
        let index = try #require(EqualContent.index([items(values)], ranks: ranks))
        var reached: Set<UInt32> = [0]
        for _ in 0..<index.count {
            for block in 0..<index.count {
                let members = index.members[index.range(block)]
                if !reached.isDisjoint(with: members) { reached.formUnion(members) }
            }
        }
        #expect(reached == Set(stride(from: 0, to: 100, by: 2).map { UInt32($0) }))
        #expect((0..<100).allSatisfy { index.blocks(of: $0).count <= 2 })
    }

    @Test("few equal mentions, and mentions without a value, make no chain")
    func none() {
        let few = (0..<100).map { "value \($0 / 10)" }
        let ranks = (0..<UInt32(100)).map { $0 }
        #expect(EqualContent.index([items(few)], ranks: ranks) == nil)
        let blank = [String](repeating: "", count: 100)
        #expect(EqualContent.index([items(blank)], ranks: ranks) == nil)
    }
}
