import TestSupport
import Testing

@testable import Matching

@Suite("clusters")
struct ClusterForestTests {
    @Test("sets joined by links are the connected components of a slow search")
    func components() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<50 {
            let count = 40
            let links = (0..<25).map { _ in
                (
                    Int.random(in: 0..<count, using: &random),
                    Int.random(in: 0..<count, using: &random)
                )
            }
            var forest = ClusterForest(count: count, constraints: [])
            for (a, b) in links { forest.join(a, b) }
            var slow = Array(0..<count)
            for _ in 0..<count {
                for (a, b) in links {
                    let least = min(slow[a], slow[b])
                    slow[a] = least
                    slow[b] = least
                }
            }
            let labels = forest.labels()
            for a in 0..<count {
                for b in 0..<count { #expect((labels[a] == labels[b]) == (slow[a] == slow[b])) }
                #expect(
                    Set(forest.members(forest.root(a)))
                        == Set((0..<count).filter { slow[$0] == slow[a] })
                )
            }
        }
    }

    @Test("different exclusive values keep sets apart also when they came by a third")
    func constraints() {
        var forest = ClusterForest(
            count: 3,
            constraints: [.init(name: "different uscc", values: [7, 0, 9])]
        )
        #expect(forest.obstacle(0, 1) == nil)
        forest.join(0, 1)
        #expect(forest.obstacle(1, 2) == "different uscc")
    }

    @Test("size, source and decisions are obstacles")
    func obstacles() {
        var forest = ClusterForest(
            count: 4,
            constraints: [],
            sources: [0, 1, 0, 2],
            maxPerSource: 1,
            maxSize: 3
        )
        forest.forbid(1, 3)
        forest.join(0, 1)
        #expect(forest.obstacle(1, 2) == "several mentions of one source")
        #expect(forest.obstacle(0, 3) == "decided apart")
        var small = ClusterForest(count: 4, constraints: [], maxSize: 3)
        small.join(0, 1)
        small.join(2, 3)
        #expect(small.obstacle(0, 3) == "too many mentions")
    }
}
