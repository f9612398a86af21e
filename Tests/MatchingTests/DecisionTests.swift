import Records
import TestSupport
import Testing

@testable import Matching

@Suite("people's answers, certain links and limits of clusters")
struct DecisionTests {
    /// Accounts of one full name: what keeps them apart is the test's.
    private func task(_ rows: [(uscc: String, phone: String)]) -> MatchTask {
        let name = "骐图农业|brand=骐图|trade=农业|region=沈阳|legalForm=有限公司"
        let table = SampleTables.table(
            "account",
            [
                ("name", rows.map { _ in name }), ("uscc", rows.map(\.uscc)),
                ("phone", rows.map(\.phone)),
            ]
        )
        let fields = [
            MatchField("company", columns: [0], comparator: CompanyName()),
            MatchField("uscc", columns: [1], comparator: ExclusiveID()),
            MatchField("phone", columns: [2], comparator: PhoneSet()),
        ]
        var task = MatchTask(table: table, fields: fields)
        task.table.sourceKeys = rows.indices.map { "k\($0)" }
        return task
    }

    private func blank(_ count: Int) -> [(uscc: String, phone: String)] {
        [(String, String)](repeating: ("", ""), count: count)
    }

    private func clusters(_ task: MatchTask) -> [UInt32] {
        Matcher.match(task, workers: .single).clusters.clusterOf
    }

    private let code = "91350100M000100Y43"
    private let other = "91110000600037341L"

    @Test("A = B and B ≠ C keep A and C apart, whatever their weight, and the pair isn't queued")
    func transitive() {
        var task = task(blank(3))
        task.decisions = [Decision(0, 1, isMatch: true), Decision(1, 2, isMatch: false)]
        let result = Matcher.match(task, workers: .single)
        #expect(result.clusters.clusterOf == [0, 0, 1])
        #expect(result.review.isEmpty)
        #expect(result.answers.answer(0, 2) == false)
        #expect(result.answers.answer(0, 1) == true)
        #expect(result.answers.answer(0, 0) == nil)
    }

    @Test("a no_match holds against matches that contradict it, in any order of the file")
    func contradiction() {
        let answers = [
            Decision(0, 1, isMatch: true), Decision(1, 2, isMatch: true),
            Decision(0, 2, isMatch: false),
        ]
        var found: Set<[UInt32]> = []
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
            var task = task([("", "+862460001079|kind=landline"), ("", ""), ("", "")])
            task.decisions = order.map { answers[$0] }
            let result = Matcher.match(task, workers: .single)
            found.insert(result.clusters.clusterOf)
            #expect(result.clusters.clusterOf[0] != result.clusters.clusterOf[2])
            #expect(result.findings.map(\.code) == [MatchFindings.decisionsContradict])
        }
        #expect(found.count == 1)
    }

    @Test(
        "equal keys, old ids, same_if and one record yield to a no_match; the rest stays together"
    )
    func certain() {
        let keyed = [CertainLink(0, 1, .sameKey), CertainLink(0, 2, .sameKey)]
        for change: (inout MatchTask) -> Void in [
            { $0.certain = keyed }, { $0.certain = [CertainLink(0, 1, .reference)] },
            { $0.spec.sameIf = [["name"]] }, { $0.recordOf = [0, 0, 0] },
        ] {
            var task = task(blank(3))
            task.decisions = [Decision(0, 1, isMatch: false)]
            change(&task)
            let result = Matcher.match(task, workers: .single)
            let of = result.clusters.clusterOf
            #expect(of[0] != of[1])
            #expect(of[2] == of[0] || of[2] == of[1])
            #expect(result.findings.contains { $0.code == MatchFindings.certainRefused })
        }
    }

    @Test("one that contradicts the others of its group doesn't part them, wherever it stands")
    func groups() {
        let rows = [("", ""), (code, ""), (other, ""), (code, "")]
        for order in [[0, 1, 2, 3], [1, 2, 3, 0], [2, 1, 0, 3], [1, 2, 0, 3]] {
            for isKey in [true, false] {
                var task = task(order.map { rows[$0] })
                task.table.sourceKeys = order.map { "k\($0)" }
                if isKey {
                    task.certain = [
                        CertainLink(0, 1, .sameKey), CertainLink(1, 2, .sameKey),
                        CertainLink(2, 3, .sameKey),
                    ]
                } else {
                    task.spec.sameIf = [["name"]]
                }
                let of = clusters(task)
                let place = { (row: Int) -> UInt32 in of[order.firstIndex(of: row) ?? 0] }
                #expect(place(1) == place(3))
                #expect(place(1) != place(2))
            }
        }
    }

    @Test("never_if and exclusive numbers hold over the whole cluster, in any order of the input")
    func wholeCluster() {
        let a = "+862460001079|kind=landline"
        let b = "+862460001078|kind=landline"
        let rows = [("", a), ("", ""), ("", b), (code, ""), (other, "")]
        var partitions: Set<[[String]]> = []
        for seed in 1...6 {
            var random = SplitMix64(seed: UInt64(seed))
            let order = Array(rows.indices).shuffled(using: &random)
            var task = task(order.map { rows[$0] })
            task.table.sourceKeys = order.map { "k\($0)" }
            task.spec.neverIf = [["phone"]]
            let of = clusters(task)
            let place = { (row: Int) -> UInt32 in of[order.firstIndex(of: row) ?? 0] }
            #expect(place(0) != place(2))
            #expect(place(3) != place(4))
            partitions.insert(partition(of, task.table.sourceKeys))
        }
        #expect(partitions.count == 1)
    }

    private func partition(_ clusters: [UInt32], _ keys: [String]) -> [[String]] {
        Dictionary(grouping: clusters.indices, by: { clusters[$0] }).values
            .map { members in members.map { keys[$0] }.sorted() }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test("max_per_source takes the best of a source and queues the others, in any order")
    func perSource() {
        let phone = "+862460001079|kind=landline"
        let rows = [("", phone), ("", phone), ("", "")]
        var partitions: Set<[[String]]> = []
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            var task = task(order.map { rows[$0] })
            task.table.sourceKeys = order.map { "k\($0)" }
            task.sourceOf = order.map { $0 == 0 ? 0 : 1 }
            task.spec.maxPerSource = 1
            let result = Matcher.match(task, workers: .single)
            partitions.insert(partition(result.clusters.clusterOf, task.table.sourceKeys))
            #expect(result.review.map(\.reason) == [.opposed("several mentions of one source")])
        }
        #expect(partitions == [[["k0", "k1"], ["k2"]]])
    }

    @Test("stored records take nobody's place under max_per_source")
    func storedPerSource() {
        var task = task(blank(2))
        task.sourceOf = [0, MatchTask.noSource]
        task.spec.maxPerSource = 1
        #expect(clusters(task) == [0, 0])
    }

    @Test("no cluster grows beyond its greatest size")
    func size() {
        var task = task(blank(5))
        task.maxClusterSize = 2
        let result = Matcher.match(task, workers: .single)
        #expect((0..<result.clusters.count).allSatisfy { result.clusters[$0].count <= 2 })
        #expect(result.findings.contains { $0.code == MatchFindings.clusterTooLarge })
    }

    @Test("a new mention that fits two records joins one of them, and the other is a question")
    func bridge() {
        var task = task(blank(3))
        task.recordOf = [0, 1, -1]
        task.isFrozen = [true, true, false]
        let result = Matcher.match(task, workers: .single)
        #expect(result.clusters.count == 2)
        #expect(result.findings.map(\.code) == [MatchFindings.recordBridge])
        #expect(result.review.map(\.reason) == [.opposed("two existing records")])
        task.decisions = [Decision(0, 1, isMatch: true)]
        #expect(clusters(task) == [0, 0, 0])
    }

    @Test("a match between mentions of two records makes one of all their mentions")
    func mergedRecords() {
        var task = task([("", ""), ("", "+862460001079|kind=landline"), ("", ""), ("", "")])
        task.recordOf = [0, 0, 1, 1]
        task.isFrozen = [true, true, true, true]
        #expect(clusters(task) == [0, 0, 1, 1])
        task.decisions = [Decision(1, 2, isMatch: true)]
        let result = Matcher.match(task, workers: .single)
        #expect(result.clusters.count == 1)
        #expect(result.findings.isEmpty)
    }

    @Test("a record that is taken apart keeps together only what belongs together")
    func reopened() {
        var task = task([(code, ""), ("", ""), (code, "")])
        task.recordOf = [0, 0, 0]
        task.isReopened = [true, true, true]
        task.decisions = [Decision(0, 1, isMatch: false)]
        #expect(clusters(task) == [0, 1, 0])
    }

    @Test("chains of very many answers, keys and records end, each in one set")
    func chains() {
        let count = 100_000
        let table = SampleTables.table("account", [("name", (0..<count).map { _ in "" })])
        var task = MatchTask(table: table, fields: [])
        // Downwards, so that each link puts a new least number before the others.
        let links = (1..<count).reversed()
        task.certain = links.map { CertainLink($0, $0 - 1, .sameKey) }
        task.decisions = links.map { Decision($0 - 1, $0, isMatch: true) }
        task.recordOf = (0..<Int32(count)).map { $0 }
        let groups = CertainGroup.all(task, ranks: (0..<UInt32(count)).map { $0 })
        #expect(groups.map(\.members) == [Array(0..<count)])
        let records = Constraints.of(task, fields: [], items: [])
        #expect(records.map { Set($0.values) } == [[1]])
        let book = DecisionBook(task.decisions)
        #expect((1..<count).allSatisfy { book.answer($0, $0 - 1) == true })
        #expect(book.answer(count - 1, 0) == true)
        #expect(book.answer(0, count) == nil)
    }

    @Test(
        "an answer teaches by its own pattern, and not at all where no pair of it is learned from"
    )
    func subset() {
        var part = PairScan.Part(proposed: [], isNew: [])
        part.sizes = [2, 1, 0]
        part.others = [1, 2, 2]
        part.patternOf = [
            part.numbers.add(5), part.numbers.add(7, common: 1), part.numbers.add(9, common: 1),
        ]
        var parts = [part]
        let pairs = ScoredPairs(taking: &parts, mentionCount: 3)
        #expect(pairs.common.patterns == [7, 9])
        let decided = DecidedPairs(
            [
                Decision(0, 1, isMatch: true), Decision(2, 1, isMatch: false),
                Decision(0, 2, isMatch: true),
            ],
            in: pairs,
            common: pairs.common
        )
        #expect(decided.answers.map(\.pattern) == [7, 9])
        #expect(decided.answers.map(\.isMatch) == [true, false])
    }

    @Test("answers that the model expects change nothing, surprising ones change it")
    func training() {
        let sample = SampleCustomers(personCount: 900, seed: 11)
        let plain = Matcher.match(sample.task(), workers: .single)
        var pairs: [(a: Int, b: Int, probability: Double)] = []
        plain.scored.forEach { a, b, pattern in
            pairs.append((a, b, plain.explain.probability(plain.scored.patterns[pattern])))
        }
        let sure = pairs.filter { $0.probability > 0.9999 }.prefix(50).map {
            Decision($0.a, $0.b, isMatch: true)
        }
        let doubtful = pairs.sorted { abs($0.probability - 0.5) < abs($1.probability - 0.5) }
        let wrong = doubtful.prefix(50).map {
            Decision($0.a, $0.b, isMatch: $0.probability < 0.5)
        }
        var task = sample.task()
        task.decisions = sure
        #expect(Matcher.match(task, workers: .single).model.fields == plain.model.fields)
        task.decisions = wrong
        #expect(Matcher.match(task, workers: .single).model.fields != plain.model.fields)
    }
}
