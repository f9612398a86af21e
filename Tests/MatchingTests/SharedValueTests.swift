import CRM
import Records
import TestSupport
import Testing

@testable import Matching

@Suite("values of many, and letters of names")
struct SharedValueTests {
    private static let names = [
        "wangwei", "lina", "zhangmin", "liuyang", "chenjie", "zhaolei", "sunli", "zhouping",
    ]

    /// Contacts of one account: `names` by pinyin, all with the same mobile and mailbox.
    private func task(_ names: [String]) -> MatchTask {
        let cells = names.map { $0.isEmpty ? "" : "\($0)|familyName=\($0.prefix(2))|pinyin=\($0)" }
        let table = SampleTables.table(
            "contact",
            [
                ("full_name", cells),
                ("mobile", names.map { _ in "+8613000000001|kind=mobile" }),
                ("email", names.map { _ in "boss88@lingpu.example" }),
            ]
        )
        let fields = [
            MatchField("name", columns: [0], comparator: PersonName()),
            MatchField("phone", columns: [1], comparator: PhoneSet(isPerson: true)),
            MatchField("email", columns: [2], comparator: EmailSet(isPerson: true)),
        ]
        return MatchTask(table: table, fields: fields)
    }

    private func levels(_ task: MatchTask, _ a: Int, _ b: Int) -> [String] {
        task.fields.map { field in
            let items = field.comparator.items(for: field, in: task)
            let level = field.comparator.compare(a, b, in: ItemView(items)).level
            return level < 0 ? "no value" : field.comparator.levels[level].name
        }
    }

    @Test("a mobile and a mailbox that more than five persons have are nobody's own")
    func boss() {
        let shared = task(Self.names + ["", ""])
        #expect(
            levels(shared, 8, 9)[1...] == ["service or shared number", "role or shared mailbox"]
        )
        #expect(Matcher.match(shared, workers: .single).clusters.count == 10)
    }

    @Test("many mentions of few persons share nothing too much")
    func fewPersons() {
        let own = task([String](repeating: "wangwei", count: 9) + ["", ""])
        #expect(levels(own, 9, 10)[1...] == ["same mobile", "equal"])
    }

    @Test("a mail domain that more than five companies have says nothing of the company")
    func publicDomain() {
        let count = 8
        let table = SampleTables.table(
            "contact",
            [
                ("full_name", (0..<count).map { "p\($0)|pinyin=p\($0)" }),
                ("email", (0..<count).map { "someone\($0)x@mail.example" }),
            ]
        )
        let fields = [
            MatchField("name", columns: [0], comparator: PersonName()),
            MatchField("email", columns: [1], comparator: EmailSet(isPerson: true)),
        ]
        var task = MatchTask(table: table, fields: fields)
        let numbers = (1...UInt32(count)).map { $0 }
        task.companies = ParentEvidence(
            cluster: numbers.map { _ in ParentEvidence.unknown },
            name: numbers,
            brand: numbers
        )
        #expect(levels(task, 0, 1)[1] == "similar")
        task.table.columns[1] = SampleTables.column(
            "email",
            (0..<count).map {
                "\(["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op"][$0])@mail.example"
            }
        )
        #expect(levels(task, 0, 1)[1] == "different")
        task.companies?.brand = numbers.map { _ in 1 }
        #expect(levels(task, 0, 1)[1] == "same domain")
    }

    @Test("one slip is a Damerau-Levenshtein distance of one at most, of scalars and of bytes")
    func slips() {
        var random = SplitMix64(seed: 31)
        for _ in 0..<20_000 {
            let x = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                UInt8.random(in: 97...99, using: &random)
            }
            let y = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                UInt8.random(in: 97...99, using: &random)
            }
            let expected = Self.distance(x, y) <= 1
            #expect(Slips.areOneApart(x.span, y.span) == expected)
            let scalars = (x.map(UInt32.init), y.map(UInt32.init))
            #expect(Slips.areOneApart(scalars.0.span, scalars.1.span) == expected)
        }
    }

    /// Insertions, deletions, substitutions and exchanges of neighbours, by the full table.
    private static func distance(_ x: [UInt8], _ y: [UInt8]) -> Int {
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: y.count + 1),
            count: x.count + 1
        )
        for i in 0...x.count { table[i][0] = i }
        for j in 0...y.count { table[0][j] = j }
        for i in x.indices {
            for j in y.indices {
                var best = table[i][j] + (x[i] == y[j] ? 0 : 1)
                best = min(best, table[i][j + 1] + 1, table[i + 1][j] + 1)
                if i > 0, j > 0, x[i] == y[j - 1], x[i - 1] == y[j] {
                    best = min(best, table[i - 1][j - 1] + 1)
                }
                table[i + 1][j + 1] = best
            }
        }
        return table[x.count][y.count]
    }

    @Test("letters are pinyin when they can be cut into syllables in any way")
    func syllables() {
        for text in ["zhangwei", "xian", "liuyue", "ouyangxiu", "lvbu", "e", "a", "shuangquan"] {
            #expect(Syllables.areSyllables(Array(text.utf8)), "\(text)")
        }
        for text in ["zhnagwei", "jack", "wong", "cheung", "zhangw", "bob", "", "chan8"] {
            #expect(!Syllables.areSyllables(Array(text.utf8)), "\(text)")
        }
    }

    @Test("family names of Hong Kong and Taiwan are known by what they are in pinyin")
    func families() {
        func mayBegin(_ sound: String, _ word: String) -> Bool {
            FamilySpellings.mayBegin(Array(sound.utf8).span, Array(word.utf8).span)
        }
        #expect(mayBegin("chenzhiqiang", "chan"))
        #expect(mayBegin("huangjiaming", "wong"))
        #expect(mayBegin("wangjiaming", "wong"))
        #expect(!mayBegin("chenzhiqiang", "wong"))
    }

    @Test("a full name beats the short name beside it, which only speaks where that is open")
    func shortNames() {
        let table = SampleTables.table(
            "account",
            [
                (
                    "name",
                    [
                        "骐图农业|brand=骐图|trade=农业", "骐图物流|brand=骐图|trade=物流",
                        "北方种业|brand=北方|trade=种业",
                    ]
                ),
                ("short_name", ["骐图", "骐图", "骐图"]),
            ]
        )
        let field = MatchField("company", columns: [0, 1], comparator: CompanyName())
        let task = MatchTask(table: table, fields: [field])
        #expect(levels(task, 0, 1) == ["same brand, other trade"])
        #expect(levels(task, 0, 2) == ["contained"])
    }

    @Test("accounts are compared by the e-mails of their contacts without a column of their own")
    func childEmails() throws {
        let entity = try #require(CRMModel.standard.entity("account"))
        let table = SampleTables.table("account", [("name", ["骐图", "骐图"])])
        let mails = SetEvidence(kind: .email, values: SampleTables.values(["a@b.example", ""]))
        let plain = MatchField.standard(for: entity, table: table).map(\.name)
        let fields = MatchField.standard(for: entity, table: table, children: [mails]).map(\.name)
        #expect(!plain.contains("email"))
        #expect(fields.contains("email"))
    }
}
