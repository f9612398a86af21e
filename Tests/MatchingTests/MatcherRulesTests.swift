import CRM
import Records
import TestSupport
import Testing

@testable import Matching

@Suite("what forbids and forces merges")
struct MatcherRulesTests {
    private func accounts(
        _ rows: [(name: String, uscc: String, phone: String)],
        _ change: (inout MatchTask) -> Void = { _ in }
    ) -> MatchResult {
        let table = SampleTables.table(
            "account",
            [("name", rows.map(\.name)), ("uscc", rows.map(\.uscc)), ("phone", rows.map(\.phone))]
        )
        let fields = [
            MatchField("company", columns: [0], comparator: CompanyName()),
            MatchField("uscc", columns: [1], comparator: ExclusiveID()),
            MatchField("phone", columns: [2], comparator: PhoneSet()),
        ]
        var task = MatchTask(table: table, fields: fields)
        change(&task)
        return Matcher.match(task, workers: .single)
    }

    private let full = "骐图农业|brand=骐图|trade=农业|region=沈阳|legalForm=有限公司"
    private let brand = "骐图|brand=骐图"
    private let branch = "骐图农业|brand=骐图|trade=农业|legalForm=有限公司|branch=大连分公司|kind=branch"
    private let phone = "+862460001079|kind=landline"

    @Test("the full legal name in the same place is enough; a brand needs a second agreement")
    func brandAlone() {
        #expect(accounts([(full, "", ""), (full, "", "")]).clusters.count == 1)
        #expect(accounts([(full, "", ""), (brand, "", "")]).clusters.count == 2)
        #expect(accounts([(full, "", phone), (brand, "", phone)]).clusters.count == 1)
    }

    @Test("a branch is no part of its parent, whatever they share")
    func branches() {
        let code = "91350100M000100Y43"
        let result = accounts([(full, code, phone), (branch, code, phone)])
        #expect(result.clusters.count == 2)
        #expect(result.review.map(\.reason) == [.opposed("branch and parent")])
        #expect(result.findings.map(\.code) == [MatchFindings.branchMerge])
    }

    @Test("a brand alone doesn't bridge a parent and its branch")
    func bridge() {
        let result = accounts([(full, "", phone), (brand, "", phone), (branch, "", phone)])
        #expect(result.clusters.clusterOf[0] != result.clusters.clusterOf[2])
    }

    @Test("a certain link yields to different credit codes and goes to review")
    func certainYields() {
        let rows = [(full, "91350100M000100Y43", ""), (full, "91110000600037341L", "")]
        let result = accounts(rows) { $0.certain = [CertainLink(0, 1, .sameKey)] }
        #expect(result.clusters.count == 2)
        #expect(result.review.map(\.reason) == [.opposed("different uscc")])
        #expect(result.findings.map(\.code) == [MatchFindings.certainRefused])
    }

    @Test("an old id against a very different name goes to review")
    func reference() {
        let other = "大江物流|brand=大江|trade=物流|region=成都|legalForm=有限公司"
        let result = accounts([(full, "", ""), (other, "", "")]) {
            $0.certain = [CertainLink(0, 1, .reference)]
        }
        #expect(result.clusters.count == 2)
        #expect(result.review.count == 1)
        let same = accounts([(full, "", ""), (brand, "", "")]) {
            $0.certain = [CertainLink(0, 1, .reference)]
        }
        #expect(same.clusters.count == 1)
    }

    @Test("decisions hold against values, both ways")
    func decisions() {
        let apart = accounts([(full, "", phone), (full, "", phone)]) {
            $0.decisions = [Decision(0, 1, isMatch: false)]
        }
        #expect(apart.clusters.count == 2)
        #expect(apart.review.isEmpty)
        let joined = accounts([(full, "91350100M000100Y43", ""), (brand, "91110000600037341L", "")])
        {
            $0.decisions = [Decision(0, 1, isMatch: true)]
        }
        #expect(joined.clusters.count == 1)
        #expect(joined.edges.map(\.reason) == [.decision])
    }

    @Test("never_if keeps apart, same_if joins")
    func declared() {
        let rows = [
            (full, "", "+862460001079|kind=landline"), (full, "", "+862460001078|kind=landline"),
        ]
        #expect(accounts(rows) { $0.spec.neverIf = [["phone"]] }.clusters.count == 2)
        let other = "大江物流|brand=大江|trade=物流|region=成都|legalForm=有限公司"
        let joined = accounts([(full, "", phone), (other, "", phone)]) {
            $0.spec.sameIf = [["phone"]]
        }
        #expect(joined.clusters.count == 1)
        #expect(joined.edges.map(\.reason) == [.certain(.sameIf)])
    }

    @Test(
        "two existing records never merge unless the task allows it; their mentions stay together"
    )
    func existing() {
        let rows = [(full, "", phone), (full, "", phone), (brand, "", "")]
        let kept = accounts(rows) { $0.recordOf = [0, 1, 1] }
        #expect(kept.clusters.clusterOf == [0, 1, 1])
        let merged = accounts(rows) {
            $0.recordOf = [0, 1, 1]
            $0.mayMergeExisting = true
        }
        #expect(merged.clusters.count == 1)
    }

    @Test("frozen mentions are compared with new ones only")
    func frozen() {
        let rows = [(full, "", phone), (full, "", phone), (full, "", phone)]
        let result = accounts(rows) { $0.isFrozen = [true, true, false] }
        #expect(result.scored.count == 2)
    }

    @Test("a declared block that makes too many pairs is reported and nothing is compared")
    func tooLarge() {
        let rows = [(String, String, String)](repeating: (full, "", phone), count: 10)
        let result = accounts(rows) {
            $0.spec.block = [["name"]]
            $0.spec.maxPairCount = 44
        }
        #expect(result.findings.map(\.code) == [MatchFindings.blockTooLarge])
        #expect(result.scored.count == 0)
        let fits = accounts(rows) {
            $0.spec.block = [["name"]]
            $0.spec.maxPairCount = 45
        }
        #expect(fits.scored.count == 45)
    }

    @Test("王总 and a shared number alone merge nobody")
    func weakMentions() {
        let table = SampleTables.table(
            "contact",
            [
                (
                    "full_name",
                    [
                        "王总|key=0|familyName=王", "王芳|familyName=王|givenName=芳",
                        "王总|key=0|familyName=王",
                    ]
                ),
                ("phone", ["", phone, ""]),
            ]
        )
        let fields = [
            MatchField("name", columns: [0], comparator: PersonName()),
            MatchField("phone", columns: [1], comparator: PhoneSet(isPerson: true)),
        ]
        let result = Matcher.match(MatchTask(table: table, fields: fields), workers: .single)
        #expect(result.clusters.count == 3)
    }

    @Test("match: none leaves every mention a record of its own")
    func off() {
        let result = accounts([(full, "", phone), (full, "", phone)]) { $0.spec.isOff = true }
        #expect(result.clusters.count == 2)
    }

    @Test("the fields of an entity get their comparisons from their types")
    func standardFields() throws {
        let entity = try #require(CRMModel.standard.entity("contact"))
        let table = SampleTables.table(
            "contact",
            [
                ("full_name", ["张伟"]), ("mobile", ["+8613000000001"]),
                ("landline", ["+862462222222"]), ("gender", ["男"]), ("email", [""]),
            ]
        )
        let fields = MatchField.standard(for: entity, table: table)
        #expect(fields.map(\.name) == ["name", "phone", "account"])
        #expect(fields[1].columns == [1, 2])
    }

    @Test("the weights of a pair are explained field by field and add up")
    func explained() {
        let result = accounts([(full, "", phone), (brand, "", phone)])
        let edge = result.edges[0]
        let fields = result.explain.fields(edge.pattern)
        #expect(fields.prefix(3).map(\.levelName) == ["same brand", "no value", "same landline"])
        #expect(fields.dropFirst(3).map(\.field) == ["shared cause", "relation"])
        let sum = result.explain.start + fields.reduce(0) { $0 + $1.weight }
        #expect(abs(sum - (edge.weight ?? 0)) < 1e-9)
    }
}
