import CRM
import Records
import Testing

@testable import Matching

@Suite("survivorship")
struct SurvivorshipTests {
    private let fields = [
        Field("name", .companyName, .column("name"), zh: "客户名称"),
        Field("industry", .text, .column("industry"), zh: "行业"),
        Field("phone", .phone, .point(nil), zh: "电话"),
    ]

    private func golden(
        _ columns: [(String, [String])],
        labels: [UInt32]? = nil,
        times: [String?] = [],
        sources: [UInt16] = [],
        _ change: (inout MatchSpec) -> Void = { _ in }
    ) -> (GoldenRecords, (String) -> [String]) {
        let table = SampleTables.table("account", columns)
        var spec = MatchSpec()
        change(&spec)
        let count = table.count
        let records = Survivorship.golden(
            table,
            clusters: Clusters(labels: labels ?? [UInt32](repeating: 0, count: count)),
            fields: fields,
            spec: spec,
            sourceOf: sources,
            sourceNames: ["legacy", "web"],
            updatedAt: { times.isEmpty ? nil : times[$0] }
        )
        return (
            records,
            { name in
                guard let field = records.field(name), let column = table.column(name) else {
                    return []
                }
                return field[0].map { column.values.string(column.outcomes[Int($0.outcome)].value) }
            }
        )
    }

    @Test("latest goes by the mention's time, then by source and row")
    func latest() {
        let column = [("industry", ["a", "b", "c"])]
        #expect(golden(column).1("industry") == ["c"])
        #expect(golden(column, times: ["2021", "2023", "2022"]).1("industry") == ["b"])
        #expect(golden(column, times: ["2021", nil, nil]).1("industry") == ["a"])
        #expect(golden(column, sources: [1, 0, 0]).1("industry") == ["a"])
    }

    @Test("a blank never wins and validity comes first")
    func validFirst() {
        #expect(golden([("industry", ["a", ""])]).1("industry") == ["a"])
        let mixed = [("industry", ["a", "b|validity=suspect", "c|validity=invalid"])]
        #expect(golden(mixed).1("industry") == ["a"])
    }

    @Test("longest, majority and prefer are followed")
    func policies() {
        let column = [("industry", ["bb", "bb", "ccc", "d"])]
        #expect(golden(column) { $0.surviveDefault = .majority }.1("industry") == ["bb"])
        #expect(golden(column) { $0.survive["industry"] = .longest }.1("industry") == ["ccc"])
        let preferred = golden(column, sources: [1, 0, 1, 1]) {
            $0.survive["industry"] = .prefer(["legacy", "web"])
        }
        #expect(preferred.1("industry") == ["bb"])
    }

    @Test("the full legal name survives a later brand")
    func names() {
        let full = "沈阳骐图农业有限公司|brand=骐图|trade=农业|legalForm=有限公司"
        #expect(golden([("name", [full, "骐图|brand=骐图"])]).1("name") == ["沈阳骐图农业有限公司"])
    }

    @Test("fields with several values keep each once, extensions apart")
    func union() {
        let cells = [
            "+8613000000001 ; +862460001079", "+862460001079", "+862460001079|extension=8",
        ]
        let (records, values) = golden([("phone", cells)])
        #expect(values("phone").sorted() == ["+8613000000001", "+862460001079", "+862460001079"])
        #expect(records.field("phone")?.rule == "union")
    }

    @Test("the base is the mention that gives most fields, and every record has its own picks")
    func base() {
        let (records, _) = golden(
            [("name", ["", "甲", "乙"]), ("industry", ["a", "b", "c"]), ("phone", ["", "1", ""])],
            labels: [0, 0, 1]
        )
        #expect(records.base == [1, 2])
        #expect(records.field("industry")?[1].map(\.mention) == [2])
    }

    @Test(
        "what cleaning adds to a value makes it no more complete",
        arguments: ["suggestion", "mailbox", "label", "numberType", "gender", "pinyinVariant"]
    )
    func contentOnly(part: String) {
        let cells = ["仪器|\(part)=x", "化工原料"]
        let kept = golden([("industry", cells)]) { $0.survive["industry"] = .mostComplete }
        #expect(kept.1("industry") == ["化工原料"])
        let content = golden([("industry", ["仪器|trade=x", "化工原料"])]) {
            $0.survive["industry"] = .mostComplete
        }
        #expect(content.1("industry") == ["仪器"])
    }
}

extension SurvivorshipTests {
    @Test("a placeholder never wins, not against a suspect and not against an invalid value")
    func placeholders() {
        let suspect = [("industry", ["a|validity=suspect", "", "|key=0"])]
        #expect(golden(suspect).1("industry") == ["a"])
        let raw = [("industry", ["|validity=invalid", "|key=0"])]
        #expect(golden(raw).0.field("industry")?[0].map(\.mention) == [0])
    }

    @Test("validated prefers the value that cleaning is surest of to a later one")
    func validated() {
        var column = SampleTables.column("industry", ["a", "b", "c"])
        column.outcomes[1].confidence = 60
        column.outcomes[2].code = MatchFindings.branchMerge
        var table = SampleTables.table("account", [("industry", ["a", "b", "c"])])
        table.columns = [column]
        func survivor(_ policy: MatchSpec.Survivorship) -> [UInt32]? {
            var spec = MatchSpec()
            spec.survive["industry"] = policy
            return Survivorship.golden(
                table,
                clusters: Clusters(labels: [0, 0, 0]),
                fields: [Field("industry", .text, .column("industry"), zh: "行业")],
                spec: spec
            ).field("industry")?[0].map(\.mention)
        }
        #expect(survivor(.latest) == [2])
        #expect(survivor(.validated) == [0])
    }

    @Test("values that say different things are conflicts; spellings, blanks and unions are none")
    func conflicts() {
        let (records, _) = golden(
            [
                ("name", ["骐图|key=k", "騏圖|key=k", "", "甲", "乙", "丙"]),
                ("industry", ["a", "b", "", "c", "", "d|validity=invalid"]),
                ("phone", ["1", "2", "3", "4", "5", "6"]),
            ],
            labels: [0, 0, 0, 1, 1, 1]
        )
        let names = records.field("name")?.conflicts ?? []
        #expect(names.map(\.record) == [1])
        #expect(names.map(\.kept.mention) == [5])
        #expect(names.map(\.other.mention) == [4])
        let industries = records.field("industry")?.conflicts ?? []
        #expect(industries.map(\.record) == [0])
        #expect(industries.map(\.kept.mention) == [1])
        #expect(industries.map(\.other.mention) == [0])
        #expect(records.field("phone")?.conflicts.isEmpty == true)
    }
}
