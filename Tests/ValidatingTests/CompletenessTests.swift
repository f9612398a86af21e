import CRM
import Records
import Testing

@testable import Validating

/// The weights of the test model: account name 20, level 10, owner 10, reachable 50 = 90; contact
/// full_name 50, reachable 50.
@Suite("Completeness")
struct CompletenessTests {
    private let accounts = TestRecords.make(
        "account",
        [
            ["name": [TestValue("宏图")], "owner": [TestValue("王五")]],
            ["name": [TestValue("宏图")], "phone": [TestValue("+862155550101", .landline)]],
            [:],
        ],
        labels: [0, 0, 1]
    )

    @Test("percentages are rounded down; nothing missing is 100")
    func percents() {
        let outcome = check([], ["account": accounts])
        #expect(outcome.completeness["account"] == [88, 0])
    }

    @Test("merging raises the mean: mentions before, records after")
    func beforeAndAfter() {
        let before = Completeness.ofMentions(
            accounts.table,
            entity: "account",
            model: TestModel.model
        )
        let after = Completeness.ofRecords(
            "account",
            entities: ["account": accounts],
            model: TestModel.model,
            context: .init()
        )
        #expect(before == Share(2 * (30 + 70), of: 3 * 180))
        #expect(after == Share(2 * 80, of: 2 * 180))
    }

    @Test("records that aren't kept are left out")
    func kept() {
        let share = Completeness.ofRecords(
            "account",
            entities: ["account": accounts],
            model: TestModel.model,
            context: .init(),
            kept: [true, false]
        )
        #expect(share == Share(160, of: 180))
    }

    @Test("a name of which only the family name is known counts half")
    func surnameOnly() {
        let contacts = TestRecords.make(
            "contact",
            [
                ["full_name": [TestValue("张", .plain, .suspect, parts: [(.familyName, "张")])]],
                [
                    "full_name": [
                        TestValue("张三", parts: [(.familyName, "张"), (.givenName, "三")])
                    ]
                ],
                ["full_name": [TestValue("x", .plain, .invalid)]],
            ]
        )
        #expect(check([], ["contact": contacts]).completeness["contact"] == [25, 50, 0])
    }

    @Test("an account is asked whether anybody can reach it, contacts included")
    func reachableThroughContacts() {
        let contacts = TestRecords.make(
            "contact",
            [["mobile": [TestValue("+8613800138000", .mobile)]]],
            links: [("account", "account", [2])]
        )
        let outcome = check([], ["account": accounts, "contact": contacts])
        #expect(outcome.completeness["account"] == [88, 55])
    }

    @Test("groups are measured apart, in order of name")
    func byGroup() {
        let groups = Completeness.byGroup(
            "account",
            by: "owner",
            entities: ["account": accounts],
            model: TestModel.model,
            context: .init()
        )
        #expect(groups.map(\.group) == ["(blank)", "王五"])
        #expect(groups.map(\.share) == [Share(0, of: 180), Share(160, of: 180)])
    }

    @Test("fields are counted as filled by question")
    func fields() {
        let fields = Completeness.fields(
            "account",
            entities: ["account": accounts],
            model: TestModel.model,
            context: .init()
        )
        let counts = Dictionary(uniqueKeysWithValues: fields.map { ($0.field, $0.filled) })
        #expect(counts["name"] == Share(1, of: 2))
        #expect(counts["reachable"] == Share(1, of: 2))
        #expect(counts["level"] == Share(0, of: 2))
    }
}
