import Foundation
import Loading
import Records
import TestSupport
import Testing

@testable import Pipelines

/// Runs over a target that knows the rows already; all people are invented.
@Suite("A second run")
struct RerunTests {
    static let header = "id,公司,电话,姓名,手机,邮箱"
    /// Contacts without a name, two of them with one number, and some whose account has no phone.
    static let rows = [
        "1,苏州云澈化工有限公司,0512-65381942,王伟,13459182736,wang@yunche.example",
        "2,苏州云澈化工有限公司,0512-65381942,,18027364915,",
        "3,明达贸易有限公司,0571-88206317,,18027364915,",
        "4,华星科技有限公司,,李娜,15561908243,lina@mingda.example",
        "5,明达贸易有限公司,0571-88206317,李娜,15561908243,",
        "6,明达贸易有限公司,,张敏,13370285614,",
    ]

    private struct Place {
        let folder: GuessTests.Folder

        init() throws { folder = try GuessTests.Folder() }

        var database: String { folder.url.appendingPathComponent("out/crm.db").path }

        func run(_ rows: [String], rules: String = "") throws -> RunReport {
            _ = try folder.write("book.csv", ([header] + rows).joined(separator: "\n") + "\n")
            let pipeline = """
                version: 1
                sources: {book: {csv: book.csv}}
                entities:
                  account:
                    from: {book: {source_id: id, name: 公司, landline: 电话, fill_down: none}}
                    rules: [{id: A01-phone, required: landline, else: reject}]
                  contact:
                    from:
                      book: {source_id: id, full_name: 姓名, mobile: 手机, email: 邮箱, fill_down: none}
                    rules: [\(rules)]
                target: {database: out/crm.db}
                """
            var options = RunOptions(pipelinePath: try folder.write("p.yaml", pipeline))
            options.root = folder.url.path
            options.asOf = "2026-11-22"
            let outcome = Runner(options).execute(.run)
            #expect(outcome.exitCode == 0, "\(outcome.diagnostics)")
            return try #require(outcome.report)
        }
    }

    private func count(_ report: RunReport, _ entity: String, _ bucket: Bucket) -> Int {
        report.tables.flatMap(\.mentions).filter { $0.entity == entity }
            .reduce(0) { $0 + $1[bucket] }
    }

    private func compared(_ report: RunReport) -> Int {
        report.matching.reduce(0) { $0 + $1.candidatePairCount }
    }

    @Test("on unchanged files compares nothing, and what was kept out stays out")
    func unchanged() throws {
        let place = try Place()
        let first = try place.run(Self.rows)
        let hash = try DatabaseHash.sha256(place.database)
        let rejected = count(first, "contact", .rejected)
        #expect(rejected > 0)
        for _ in 2...3 {
            let again = try place.run(Self.rows)
            #expect(try DatabaseHash.sha256(place.database) == hash)
            #expect(compared(again) == 0)
            #expect(count(again, "contact", .rejected) == rejected)
            #expect(count(again, "contact", .unchanged) == Self.rows.count - rejected)
            #expect(
                again.matching.reduce(0) { $0 + $1.reviewPairCount }
                    == first.matching.reduce(0) { $0 + $1.reviewPairCount }
            )
        }
    }

    @Test("judges anew what was kept out when the rules change or its row does")
    func changed() throws {
        let place = try Place()
        let first = try place.run(Self.rows)
        let rejected = count(first, "contact", .rejected)
        let rule = "{id: C01-mail, required: mobile, else: reject}"
        #expect(compared(try place.run(Self.rows, rules: rule)) > 0)
        var rows = Self.rows
        rows[2] = "3,明达贸易有限公司,0571-88206317,赵敏,18027364915,"
        let named = try place.run(rows, rules: rule)
        #expect(count(named, "contact", .rejected) < rejected)
    }

    @Test("takes up a contact whose account was kept out and no longer is")
    func parent() throws {
        let place = try Place()
        let first = try place.run(Self.rows)
        let rejected = count(first, "contact", .rejected)
        var rows = Self.rows
        rows[5] = "6,明达贸易有限公司,0571-88206317,张敏,13370285614,"
        let named = try place.run(rows)
        #expect(count(named, "account", .rejected) < count(first, "account", .rejected))
        #expect(count(named, "contact", .rejected) < rejected)
    }

    @Test("counts the mentions of its files, and known records apart")
    func counts() throws {
        let place = try Place()
        _ = try place.run(Self.rows)
        let more = Self.rows + ["7,明达贸易有限公司,,张敏,13370285614,min@mingda.example"]
        let report = try place.run(more)
        let contacts = try #require(report.matching.first { $0.entity == "contact" })
        #expect(contacts.mentionCount == more.count)
        #expect(contacts.knownRecordCount > 0)
        #expect(contacts.estimatedRecall == nil)
        #expect(contacts.blocks.isEmpty)
    }
}
