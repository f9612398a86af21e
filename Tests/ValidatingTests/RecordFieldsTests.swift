import CRM
import Records
import Testing

@testable import Validating

@Suite("Fields as rules see them")
struct RecordFieldsTests {
    private func fields(
        _ name: String,
        _ entities: [String: EntityRecords],
        _ context: ValidatingContext = ValidatingContext()
    ) -> RecordFields {
        RecordFields(
            name,
            links: ParentIndex(entities: entities, model: TestModel.model, context: context)
        )
    }

    private func filled(_ fields: inout RecordFields, _ name: String) -> [Bool] {
        let values = fields.values(name)
        return (0..<values.count).map { values.isFilled($0) }
    }

    @Test("a contact point counts by what its value is, not by its column")
    func kinds() {
        let records = TestRecords.make(
            "contact",
            [
                ["phone": [TestValue("+8613800138000", .mobile)]],
                ["mobile": [TestValue("+862155550101", .landline)]],
                ["mobile": [TestValue("138", .plain, .invalid)]],
                ["fax": [TestValue("+862155550102", .fax)]],
                ["phone": [TestValue("400", .service), TestValue("+8613900139000", .mobile)]],
            ]
        )
        var fields = fields("contact", ["contact": records])
        #expect(filled(&fields, "mobile") == [true, false, false, false, true])
        #expect(filled(&fields, "landline") == [false, true, false, false, false])
        #expect(filled(&fields, "phone") == [true, true, false, false, true])
        #expect(filled(&fields, "fax") == [false, false, false, true, false])
        #expect(!fields.values("mobile").isBlank(2), "an invalid mobile is a mobile nonetheless")
        #expect(fields.values("mobile").isBlank(1), "a landline in that column is none")
        #expect(filled(&fields, "reachable") == [true, true, false, false, true])
    }

    @Test("an account is reachable and has contacts through its children")
    func reachable() {
        let accounts = TestRecords.make(
            "account",
            [["email": [TestValue("a@b.cn", .email)]], [:], [:], [:]]
        )
        let contacts = TestRecords.make(
            "contact",
            [["mobile": [TestValue("+8613800138000", .mobile)]], [:]],
            links: [("account", "account", [1, 2])]
        )
        var fields = fields("account", ["account": accounts, "contact": contacts])
        #expect(filled(&fields, "reachable") == [true, true, false, false])
        #expect(filled(&fields, "contacts") == [false, true, true, false])
    }

    @Test("a merged record takes the link of its base mention, or else of the first that has one")
    func mergedLinks() {
        let accounts = TestRecords.make("account", [[:], [:], [:]], labels: [0, 1, 0])
        let contacts = TestRecords.make(
            "contact",
            [[:], [:], [:]],
            labels: [0, 0, 1],
            links: [("account", "account", [-1, 2, 1])]
        )
        let entities = ["account": accounts, "contact": contacts]
        let links = ParentIndex(entities: entities, model: TestModel.model, context: .init())
        #expect(links.parents(of: "contact", in: "account") == [0, 1])
    }

    @Test("a city comes from its own column, or else from the parts of the address")
    func city() {
        let records = TestRecords.make(
            "account",
            [
                ["city": [TestValue("上海市")], "address": [TestValue("x", parts: [(.city, "北京市")])]],
                ["address": [TestValue("y", parts: [(.city, "北京市")])]],
                ["address": [TestValue("z")]],
            ]
        )
        var fields = fields("account", ["account": records])
        let cities = fields.values("city")
        #expect((0..<3).map { cities.text($0) } == ["上海市", "北京市", ""])
    }

    @Test("a derived text stands in for the record's own, a blank one doesn't")
    func derived() {
        let records = TestRecords.make(
            "account",
            [["level": [TestValue("A")]], ["level": [TestValue("B")]]]
        )
        var context = ValidatingContext()
        context.derived["account"] = ["level": ["", "Z"]]
        var fields = fields("account", ["account": records], context)
        let levels = fields.values("level")
        #expect((0..<2).map { levels.text($0) } == ["A", "Z"])
    }

    @Test("the last activity is the latest of the account's children")
    func lastActivity() {
        let accounts = TestRecords.make("account", [[:], [:]])
        let times = ["2023-01-02", "2023-11-30 10:00:00", "2022-05-06"]
        let activities = TestRecords.make(
            "activity",
            times.map { ["occurred_at": [TestValue($0)]] },
            links: [("account", "account", [0, 0, 0])]
        )
        var fields = fields("account", ["account": accounts, "activity": activities])
        let latest = fields.values("last_activity_at")
        #expect((0..<2).map { latest.text($0) } == ["2023-11-30 10:00:00", ""])
    }

    @Test("a contact's name is its full name")
    func alias() {
        let contacts = TestRecords.make("contact", [["full_name": [TestValue("张三")]]])
        var fields = fields("contact", ["contact": contacts])
        #expect(fields.values("name").text(0) == "张三")
    }
}
