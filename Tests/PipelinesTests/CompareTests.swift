import Foundation
import Importing
import TestSupport
import Testing

@testable import Pipelines

@Suite("Comparisons of clusters")
struct CompareTests {
    private static func clusters(_ rows: [String]) -> String {
        let lines = rows.map { row in
            let cells = row.split(separator: " ").map(String.init)
            return "\(cells[0]),\(cells[1]),account,s,f.csv,t,id \(cells[0]),1,s:t:\(cells[0])#1"
        }
        return (["id,cluster,type,source,file,table,locator,part,key"] + lines)
            .joined(separator: "\n") + "\n"
    }

    private static func diff(_ old: [String], _ new: [String]) throws -> ClusterDiff {
        let folder = try GuessTests.Folder()
        return try ClusterDiff(
            old: try folder.write("old.csv", clusters(old)),
            new: try folder.write("new.csv", clusters(new))
        )
    }

    @Test("merged, split, moved, new and gone clusters are told apart, whatever they are called")
    func changes() throws {
        let diff = try Self.diff(
            ["a 1", "b 1", "c 2", "d 3", "e 3", "f 4", "g 4", "h 5", "i 5", "x 6"],
            ["i Y", "h Y", "a X", "b X", "c X", "d P", "e Q", "f R", "g S", "j S", "k T"]
        )
        let changes = diff.groups.map(\.change)
        #expect(changes == [.merged, .split, .split, .gone, .new])
        #expect(diff.groups[0].old.map(\.cluster) == ["1", "2"])
        #expect(diff.groups[0].new.map(\.mentions) == [["s:t:a#1", "s:t:b#1", "s:t:c#1"]])
        let summary = try #require(diff.summaries.first)
        #expect(summary.groups[.same] == 1)
        let mentions: [Int] = [summary.commonCount, summary.newCount, summary.goneCount]
        #expect(mentions == [9, 2, 1])
        let pairs: [Int] = [summary.keptPairs, summary.gainedPairs, summary.lostPairs]
        #expect(pairs == [2, 2, 2])
        #expect(diff.isDifferent)
    }

    @Test("mentions that change sides between two clusters have moved")
    func moved() throws {
        let diff = try Self.diff(["a 1", "b 1", "c 2", "d 2"], ["a 1", "b 2", "c 2", "d 2"])
        #expect(diff.groups.map(\.change) == [.moved])
        let csv = String(decoding: diff.csv, as: UTF8.self)
        #expect(csv.contains("account,moved,1,s:t:b#1,1,2\n"))
    }

    @Test("the same partition under other names and in another order differs in nothing")
    func same() throws {
        let diff = try Self.diff(["a 1", "b 1", "c 2"], ["c 9", "b 7", "a 7"])
        #expect(!diff.isDifferent)
        #expect(diff.groups.isEmpty)
        #expect(diff.text.contains("nothing differs"))
    }

    @Test("pairs kept, gained and lost agree with a count over all pairs")
    func pairCounts() throws {
        var random = SplitMix64(seed: 51)
        for _ in 0..<20 {
            let old = (0..<30).map { _ in Int.random(in: 0..<8, using: &random) }
            let new = (0..<30).map { _ in Int.random(in: 0..<8, using: &random) }
            let diff = try Self.diff(
                old.indices.map { "m\($0) \(old[$0])" },
                new.indices.shuffled(using: &random).map { "m\($0) \(new[$0])" }
            )
            var counts = [0, 0, 0]
            for a in 0..<30 {
                for b in (a + 1)..<30 {
                    switch (old[a] == old[b], new[a] == new[b]) {
                    case (true, true): counts[0] += 1
                    case (false, true): counts[1] += 1
                    case (true, false): counts[2] += 1
                    default: break
                    }
                }
            }
            let summary = try #require(diff.summaries.first)
            let found: [Int] = [summary.keptPairs, summary.gainedPairs, summary.lostPairs]
            #expect(found == counts)
        }
    }

    // MARK: Truth

    @Test("missed pairs are told apart by what became of them, never compared ones included")
    func causes() throws {
        let folder = try GuessTests.Folder()
        let clusters = try folder.write(
            "c.csv",
            Self.clusters(["a 1", "b 2", "c 3", "d 4", "e 5", "f 6", "g 6"])
        )
        let truth = try folder.write(
            "t.csv",
            "id,entity\na,X\nb,X\nc,X\nd,X\ne,X\nf,Y\ng,Z\nh,Y\n"
        )
        let pairs = try folder.write(
            "p.csv",
            """
            type,a,b,probability,weight,band,name_level
            account,s:t:a#1,s:t:b#1,0.99,9,merge,"x, ""y"
            account,s:t:a#1,s:t:c#1,0.5,0,review,x
            account,s:t:b#1,s:t:c#1,0.1,-3,below,x
            account,s:t:f#1,s:t:g#1,0.99,8,merge,x
            account,s:t:a#1,s:t:g#1,0.1,-3,below,x

            """
        )
        let results = try TruthComparison(kind: nil, leavesOutHard: false).evaluate(
            clusters: clusters,
            truth: truth,
            pairs: PairFile(path: pairs),
            listsErrors: true
        )
        let result = try #require(results.first)
        let missed = try #require(result.missed)
        #expect(missed.total == 11)
        let known: [Int] = [missed.refused, missed.inReview, missed.below]
        #expect(known == [1, 1, 1])
        #expect(missed.neverCompared == 8)
        #expect(result.evaluation.pairwise.recall == 0)
        #expect(result.errors.count == 12)
        let wrong = try #require(result.errors.first)
        #expect(!wrong.isMissed && wrong.cause == "scored as a merge" && wrong.weight == "8")
        #expect(result.errors.contains { $0.b == "(in no cluster)" && $0.isMissed })
        #expect(result.text.contains("8 never compared"))
    }

    @Test("a truth by place meets clusters by file, table, locator and part")
    func places() throws {
        let folder = try GuessTests.Folder()
        let clusters = try folder.write("c.csv", Self.clusters(["a 1", "b 1", "c 2"]))
        let truth = try folder.write(
            "t.csv",
            """
            source,table,locator,part,kind,entity,hard
            data/f.csv,t,id a,1,customer,X,0
            data/f.csv,t,id b,1,customer,X,0
            data/f.csv,t,id c,1,customer,X,1

            """
        )
        let all = try TruthComparison(kind: nil, leavesOutHard: false)
            .evaluate(clusters: clusters, truth: truth)
        #expect(all.map(\.evaluation.truePairCount) == [3])
        #expect(all.map(\.evaluation.rightPairCount) == [1])
        let easy = try TruthComparison(kind: "account", leavesOutHard: true)
            .evaluate(clusters: clusters, truth: truth)
        #expect(easy.map(\.evaluation.pairwise.recall) == [1])
    }

    /// Accounts a, b and contacts of the same rows, with the same keys.
    private static let twoTypes = """
        id,cluster,type,source,file,table,locator,part,key
        a,A1,account,s,f.csv,t,line 2,1,s:t:a#1
        b,A2,account,s,f.csv,t,line 3,1,s:t:b#1
        a,C1,contact,s,f.csv,t,line 2,1,s:t:a#1
        b,C1,contact,s,f.csv,t,line 3,1,s:t:b#1

        """

    @Test("ids alone are scored for the entity that is asked for, with its own pairs")
    func types() throws {
        let folder = try GuessTests.Folder()
        let clusters = try folder.write("c.csv", Self.twoTypes)
        let truth = try folder.write("t.csv", "id,entity\na,X\nb,X\n")
        let pairs = try folder.write(
            "p.csv",
            """
            type,a,b,probability,weight,band
            account,s:t:a#1,s:t:b#1,0.5,0,review
            contact,s:t:a#1,s:t:b#1,0.99,9,merge

            """
        )
        func evaluate(_ kind: String?) throws -> TruthResult? {
            try TruthComparison(kind: kind, leavesOutHard: false).evaluate(
                clusters: clusters,
                truth: truth,
                pairs: PairFile(path: pairs),
                listsErrors: true
            ).first
        }
        let accounts = try #require(try evaluate("account"))
        #expect(accounts.kind == "account" && accounts.evaluation.pairwise.recall == 0)
        #expect(accounts.missed?.neverCompared == 0 && accounts.missed?.inReview == 1)
        let contacts = try #require(try evaluate("contact"))
        #expect(contacts.evaluation.pairwise.recall == 1 && contacts.errors.isEmpty)
        let unasked = #expect(throws: CompareFailure.self) { try evaluate(nil) }
        #expect(unasked?.message.contains("`account`, `contact`") == true)
        let unknown = #expect(throws: CompareFailure.self) { try evaluate("lead") }
        #expect(unknown?.message.contains("`lead`; there are `account`, `contact`") == true)
    }

    @Test("kinds of a truth by id tell its entities apart")
    func kinds() throws {
        let folder = try GuessTests.Folder()
        let clusters = try folder.write("c.csv", Self.twoTypes)
        let truth = try folder.write(
            "t.csv",
            "id,kind,entity\na,customer,X\nb,customer,X\na,contact,Y\nb,contact,Z\n"
        )
        let all = try TruthComparison(kind: nil, leavesOutHard: false)
            .evaluate(clusters: clusters, truth: truth)
        #expect(all.map(\.kind) == ["contact", "customer"])
        #expect(all.map(\.evaluation.foundPairCount) == [1, 0])
        #expect(all.map(\.evaluation.truePairCount) == [0, 1])
    }

    @Test("cells of large files are found by row, however full the batches are")
    func largeFiles() throws {
        let folder = try GuessTests.Folder()
        let rows = (0..<20_000).map { "m\($0),\(String(repeating: "x", count: $0 % 97)) \($0)\n" }
        let path = try folder.write("c.csv", "id,cluster\n" + rows.joined())
        let columns = try DelimitedColumns(path, requiring: "cluster")
        #expect(columns.rowCount == 20_000)
        for row in stride(from: 0, to: 20_000, by: 7) {
            #expect(columns.string("id", row) == "m\(row)")
        }
        #expect(columns.string("id", 20_000).isEmpty && columns.string("none", 0).isEmpty)
    }

    @Test("a missing file is no source")
    func missing() throws {
        let failure = #expect(throws: ImportFailure.self) {
            try ClusterDiff(old: "/nowhere/c.csv", new: "/nowhere/d.csv")
        }
        #expect(failure?.hint.contains("source") == false)
        #expect(failure?.message == "no file `/nowhere/c.csv`")
    }

    @Test("cells that are cut between two pieces are read whole")
    func pieces() throws {
        let text = Array("a,\"b, \"\"c\"\"\nd\",e\r\nf,,\n\ng".utf8)
        for size in 1...text.count {
            var scanner = CellScanner()
            var rows: [[String]] = []
            func add(_ row: CellScanner.Row) {
                rows.append((0..<row.count).map { row.text($0) })
            }
            var start = 0
            while start < text.count {
                let end = min(text.count, start + size)
                scanner.scan(Array(text[start..<end]), add)
                start = end
            }
            scanner.finish(add)
            #expect(rows == [["a", "b, \"c\"\nd", "e"], ["f", "", ""], ["g"]])
        }
    }
}
