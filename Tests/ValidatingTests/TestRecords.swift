import CRM
import Records

@testable import Validating

/// One value of a test record.
struct TestValue {
    var text: String
    var kind = ValueKind.plain
    var validity = Validity.valid
    var hasKey = true
    var parts: [(Part, String)] = []

    init(
        _ text: String,
        _ kind: ValueKind = .plain,
        _ validity: Validity = .valid,
        parts: [(Part, String)] = []
    ) {
        self.text = text
        self.kind = kind
        self.validity = validity
        self.parts = parts
    }

    /// From a fixture: `!` invalid, `?` suspect, `~` never matches.
    init(fixture: String) {
        var text = fixture[...]
        if text.hasPrefix("!") { validity = .invalid }
        if text.hasPrefix("?") { validity = .suspect }
        if validity != .valid { text = text.dropFirst() }
        if text.hasPrefix("~") {
            hasKey = false
            text = text.dropFirst()
        }
        self.text = String(text)
    }
}

/// Golden records from texts, one mention per record unless labels cluster them.
struct TestRecords {
    typealias Row = [String: [TestValue]]

    static func make(
        _ entity: String,
        _ rows: [Row],
        labels: [UInt32]? = nil,
        links: [(name: String, entity: String, parents: [Int32])] = []
    ) -> EntityRecords {
        var table = EntityTable(entity: entity)
        for index in rows.indices {
            table.lineage.append(table: index % 2, row: index, part: 1)
            table.sourceKeys.append("k\(index + 1)")
        }
        let names = Set(rows.flatMap(\.keys)).sorted()
        table.columns = names.map { name in column(name, rows.map { $0[name] ?? [] }) }
        for link in links {
            var column = LinkColumn(name: link.name, entity: link.entity, count: rows.count)
            column.parent = link.parents
            table.links.append(column)
        }
        let clusters = Clusters(labels: labels ?? rows.indices.map { UInt32($0) })
        let base = (0..<clusters.count).map { clusters[$0].first ?? 0 }
        let fields = table.columns.map { golden($0, clusters) }
        return EntityRecords(
            table: table,
            golden: GoldenRecords(entity: entity, clusters: clusters, base: base, fields: fields)
        )
    }

    /// A raw cell per row that has values, an outcome per value.
    private static func column(_ name: String, _ rows: [[TestValue]]) -> CleanColumn {
        var raw = ValueTable()
        var cells = IDRuns()
        var column = CleanColumn(field: name, raw: ValueTable(), cells: IDRuns())
        for (index, values) in rows.enumerated() {
            cells.append(values.isEmpty ? 0 : raw.intern("row \(index): \(values.map(\.text))"))
            if values.isEmpty { continue }
            for value in values {
                var clean = CleanValue()
                clean.raw = column.values.intern(value.text)
                clean.value = value.validity == .invalid ? 0 : clean.raw
                clean.key = value.hasKey ? clean.value : 0
                clean.kind = value.kind
                clean.validity = value.validity
                column.emit(clean)
                for (part, text) in value.parts { column.setPart(part, text) }
            }
            column.closeRaw()
        }
        column.raw = raw
        column.cells = cells
        return column
    }

    /// All values of all mentions of a record survive.
    private static func golden(_ column: CleanColumn, _ clusters: Clusters) -> GoldenField {
        var field = GoldenField(name: column.field, rule: "union")
        for cluster in 0..<clusters.count {
            for mention in clusters[cluster] {
                for outcome in column.outcomeIndices(ofMention: Int(mention)) {
                    field.picks.append(Pick(mention: Int(mention), outcome: outcome))
                }
            }
            field.starts.append(UInt32(field.picks.count))
        }
        return field
    }
}

/// A CRM of a few fields, enough for every kind of field that rules know.
enum TestModel {
    static let account = Entity(
        "account",
        table: "account",
        id: "account_id",
        zh: "客户",
        fields: [
            Field("name", .companyName, .column("name"), zh: "名称", weight: 20),
            Field("uscc", .uscc, .column("uscc"), zh: "信用代码"),
            Field("level", .text, .column("level"), zh: "级别", weight: 10),
            Field("last_activity_at", .date, .column("last_activity_at"), zh: "最后跟进"),
            Field("owner", .user, .user("owner_id"), zh: "负责人", weight: 10),
        ] + points + [
            Field("address", .address, .address, zh: "地址"),
            Field("city", .city, .address, zh: "城市"),
        ]
    )

    static let contact = Entity(
        "contact",
        table: "contact",
        id: "contact_id",
        zh: "联系人",
        fields: [Field("full_name", .personName, .column("full_name"), zh: "姓名", weight: 50)]
            + points,
        links: [Link("account", to: "account", column: "account_id")]
    )

    static let deal = Entity(
        "opportunity",
        table: "opportunity",
        id: "opportunity_id",
        zh: "商机",
        fields: [Field("name", .text, .column("name"), zh: "名称")],
        links: [Link("account", to: "account", column: "account_id", isRequired: true)]
    )

    static let activity = Entity(
        "activity",
        table: "activity",
        id: "activity_id",
        zh: "跟进",
        fields: [Field("occurred_at", .datetime, .column("occurred_at"), zh: "时间")],
        links: [Link("account", to: "account", column: "account_id")]
    )

    static let model = CRMModel(entities: [account, contact, deal, activity])

    private static let points = [
        Field("phone", .phone, .point(nil), zh: "电话", weight: 50),
        Field("mobile", .phone, .point(.mobile), zh: "手机"),
        Field("landline", .phone, .point(.landline), zh: "座机"),
        Field("fax", .phone, .point(.fax), zh: "传真"),
        Field("email", .email, .point(.email), zh: "邮箱"),
    ]
}

extension RuleSpec {
    /// A rule on accounts, or on what is said.
    static func of(
        _ id: String,
        _ condition: Condition,
        on entity: String = "account",
        else action: RowAction = .keep
    ) -> RuleSpec {
        var spec = RuleSpec(id: id, entity: entity, condition: condition, text: condition.name)
        spec.action = action
        return spec
    }
}

/// Checks with the test model.
func check(
    _ specs: [RuleSpec],
    _ entities: [String: EntityRecords],
    context: ValidatingContext = ValidatingContext()
) -> RuleOutcome {
    RuleChecker.check(specs, entities: entities, model: TestModel.model, context: context)
}
