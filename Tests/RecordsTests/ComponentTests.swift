import Testing

@testable import Records

@Suite("Limits, shares, expressions, workers")
struct ComponentTests {
    @Test(
        "limits are read and written as typed",
        arguments: ["0", "10", "5%", "0.5%", "33.333%", "100%", "0.05%"]
    )
    func limitText(_ text: String) {
        #expect(Limit(text)?.text == text)
    }

    @Test(
        "what is no limit is none",
        arguments: ["", "%", "-1", "5 %", "1.2345%", "x", "1.2.3%", "0.5"]
    )
    func noLimit(_ text: String) {
        #expect(Limit(text) == nil)
    }

    @Test("a limit tolerates exactly its share or number")
    func exceeded() throws {
        let share = try #require(Limit("0.5%"))
        #expect(!share.isExceeded(by: Share(5, of: 1000)))
        #expect(share.isExceeded(by: Share(6, of: 1000)))
        #expect(!share.isExceeded(by: Share(0, of: 0)))
        #expect(!Limit.count(2).isExceeded(by: Share(2, of: 2)))
        #expect(Limit.count(2).isExceeded(by: Share(3, of: 3)))
    }

    @Test(
        "percentages are honest at both ends",
        arguments: [
            (0, 10, "0.0%"), (1, 100_000, "<0.1%"), (1, 8, "12.5%"), (2, 3, "66.7%"),
            (99_999, 100_000, "99.9%"), (10, 10, "100.0%"), (0, 0, "n/a"),
        ]
    )
    func percent(_ numerator: Int, _ denominator: Int, _ text: String) {
        #expect(Share(numerator, of: denominator).percent == text)
    }

    @Test("expressions compare numbers as numbers, dates as text, and blanks as blank")
    func expressions() {
        let values = ["n": "10", "d": "2023-05-06", "b": " ", "s": "上海市"]
        func holds(_ expression: Expression) -> Bool { expression.holds { values[$0] ?? "" } }
        #expect(holds(.compare(name: "n", .greater, value: "9")))
        #expect(!holds(.compare(name: "n", .less, value: "9")))
        #expect(holds(.compare(name: "d", .less, value: "2023-11-30")))
        #expect(holds(.compare(name: "n", .greaterOrEqual, value: "10.0")))
        #expect(!holds(.compare(name: "n", .equal, value: "10.0")))
        #expect(!holds(.compare(name: "x", .less, value: "1")), "a blank is less than nothing")
        #expect(holds(.isBlank(name: "b")) && !holds(.isBlank(name: "s")))
        #expect(holds(.compare(name: "s", .contains, value: "海")))
        #expect(holds(.compare(name: "s", .matches, value: "上")))
        #expect(holds(.and(.not(.isBlank(name: "s")), .isIn(name: "n", values: ["1", "10"]))))
        #expect(holds(.or(.isBlank(name: "s"), .compare(name: "n", .notEqual, value: "1"))))
        #expect(Expression.and(.isBlank(name: "a"), .not(.isBlank(name: "b"))).names == ["a", "b"])
    }

    @Test("workers give results in order of index, however many and in whatever order they run")
    func workers() {
        let backwards = Workers(count: 3) { count, body in
            for index in (0..<count).reversed() { body(index) }
        }
        let expected = (0..<100).map { "\($0)" }
        #expect(backwards.map(100) { "\($0)" } == expected)
        #expect(Workers.single.map(100) { "\($0)" } == expected)
        #expect(backwards.map(0) { $0 }.isEmpty)
    }

    @Test("finding codes are two bytes and read back", arguments: ["I012", "V001", "P999", "A000"])
    func codes(_ text: String) {
        #expect(FindingCode(text)?.text == text)
        #expect(FindingCode(text) != FindingCode.none)
    }

    @Test("what is no code is none", arguments: ["", "i012", "V01", "V0011", "VVVV"])
    func noCodes(_ text: String) {
        #expect(FindingCode(text) == nil)
    }

    @Test("findings beyond the limit are counted")
    func boundedFindings() throws {
        let code = try #require(FindingCode("I012"))
        var findings = Findings(limit: 2)
        for _ in 0..<3 { findings.add(Finding(code, at: Place(source: "s", file: "f"))) }
        var all = Findings(limit: 3)
        all.add(contentsOf: findings)
        all.add(contentsOf: findings)
        #expect(findings.all.count == 2 && findings.droppedCount == 1)
        #expect(all.all.count == 3 && all.droppedCount == 3)
    }

    @Test("a ledger balances only when every row and mention is somewhere")
    func ledger() {
        var table = TableLedger(source: "s", file: "f", table: "t")
        table.rowCount = 10
        table.mentionedRowCount = 7
        table.skipped = [.blank: 1, .header: 1]
        table.rejectedWholeCount = 1
        var mentions = EntityLedger(entity: "account")
        mentions.mentionCount = 2
        mentions[.created] = 1
        table.mentions = [mentions]
        #expect(!table.isBalanced)
        table.mentions[0][.merged] = 1
        #expect(table.isBalanced)
        table.rowCount = 11
        #expect(!table.isBalanced)
    }
}
