import Records
import Testing

@testable import Reporting

@Suite("Text report")
struct TextReportTests {
    private func render(_ report: RunReport, _ set: (inout RenderOptions) -> Void = { _ in })
        -> String
    {
        var options = RenderOptions()
        set(&options)
        return TextReport.render(report, options: options)
    }

    @Test("both identities stand there with their numbers")
    func identities() {
        let text = render(SampleReport.full)
        #expect(
            text.contains("✓ 1,412 rows = 1,400 with mentions + 11 skipped + 1 rejected whole")
        )
        #expect(
            text.contains(
                "✓ 1,400 mentions = 1,000 created + 0 updated + 0 unchanged + 390 merged + 0 review"
                    + " + 10 rejected"
            )
        )
        #expect(text.contains("2 header, 9 blank"))
    }

    @Test("a ledger that doesn't add up is said to be a bug")
    func unbalanced() {
        var report = SampleReport.full
        report.tables[0].rowCount += 1
        let text = render(report)
        #expect(text.contains("✗ 1,413 rows"))
        #expect(text.contains("please report this bug"))
    }

    @Test("completeness goes from before to after")
    func completeness() {
        #expect(render(SampleReport.full).contains("40.0%  →  92.3%"))
    }

    @Test("columns line up by display width")
    func alignment() throws {
        let lines = render(SampleReport.full).split(separator: "\n").map(String.init)
        let header = try #require(
            lines.first { $0.contains("with mentions") && $0.contains("why") }
        )
        let row = try #require(lines.first { $0.contains("book.客户档案") && $0.contains("header") })
        func width(_ line: String, before needle: String) throws -> Int {
            DisplayWidth.of(line[..<(try #require(line.firstRange(of: needle)).lowerBound)])
        }
        #expect(try width(header, before: "why") == width(row, before: "2 header"))
    }

    @Test("values are masked unless asked for")
    func masking() {
        #expect(!render(SampleReport.full).contains(SampleReport.phone))
        #expect(render(SampleReport.full).contains("1***"))
        #expect(render(SampleReport.full) { $0.showsValues = true }.contains(SampleReport.phone))
        let own = render(SampleReport.full) { $0.mask = { value, field in "<\(field ?? "")>" } }
        #expect(own.contains("(<phone>") == false && own.contains("<phone>"))
    }

    @Test("a cut list says how many are missing")
    func cutLists() {
        let text = render(SampleReport.full) { $0.maxListCount = 1 }
        #expect(text.contains("… 1 kind more"))
        #expect(text.contains("… 29 changes more"))
        #expect(text.contains("… 2 splits more"))
        #expect(text.contains("… 145 records more"))
        #expect(text.contains("… 1 rule result more"))
        #expect(text.contains("C02-mobile"), "a failure is never what is cut")
    }

    @Test("the most frequent of equally grave findings comes first, with place and hint")
    func findings() throws {
        let text = render(SampleReport.full)
        let frequent = try #require(text.firstRange(of: "V001")).lowerBound
        let rare = try #require(text.firstRange(of: "V003")).lowerBound
        #expect(frequent < rare)
        #expect(text.contains("客户.xlsx, sheet `客户档案`, row 77, column `电话`: 1***"))
        #expect(text.contains("= hint: do this"))
    }

    @Test("timings show only when asked, so that equal runs have equal reports")
    func timings() {
        #expect(!render(SampleReport.full).contains("12 ms"))
        #expect(render(SampleReport.full) { $0.showsTimings = true }.contains("12 ms"))
    }

    @Test(
        "the last line says what to do next",
        arguments: [
            (RunReport.Mode.run, 0, "done: open out/crm.db; 12 pairs wait for people"),
            (.plan, 0, "next: sluice run pipelines/acme.yaml"),
            (.run, 1, "failed by rule C02-mobile [王五 & <co>] and 1 more"),
        ]
    )
    func nextStep(_ mode: RunReport.Mode, _ exitCode: Int, _ expected: String) throws {
        var report = SampleReport.full
        report.mode = mode
        report.exitCode = exitCode
        let last = try #require(render(report).split(separator: "\n").last)
        #expect(last.contains(expected))
    }

    @Test("an empty report has a head and an end")
    func empty() {
        let lines = render(RunReport()).split(separator: "\n")
        #expect(lines.count == 3)
    }

    @Test("without colour there is no escape sequence, with colour the same text")
    func color() {
        let plain = render(SampleReport.full)
        var colored = render(SampleReport.full) { $0.isColored = true }
        #expect(!plain.contains("\u{1B}") && colored.contains("\u{1B}[31m"))
        for code in ["0", "1", "2", "31", "32", "33"] {
            colored = colored.split(separator: "\u{1B}[\(code)m", omittingEmptySubsequences: false)
                .joined()
        }
        #expect(colored == plain)
    }

    @Test("a place is named as the user's own program does")
    func places() {
        var place = Place(source: "s", file: "erp.csv", locatorKind: .line, rowNumber: 18_204)
        #expect(place.text == "erp.csv:18204")
        place.column = "电话"
        #expect(place.text == "erp.csv:18204, column `电话`")
        place = Place(source: "s", file: "o.sql", table: "t", locatorKind: .tuple, rowNumber: 12)
        #expect(place.text == "o.sql, table `t`, tuple 12")
        #expect(Place(source: "s", file: "").text == "s")
    }

    @Test(
        "counts are grouped and nouns follow them",
        arguments: [
            (0, "0 pairs"), (1, "1 pair"), (1234, "1,234 pairs"), (-1_000_000, "-1,000,000 pairs"),
        ]
    )
    func counts(_ count: Int, _ text: String) {
        #expect(counted(count, "pair") == text)
    }

    @Test("findings about people's own files come first and are never cut")
    func ownFiles() {
        var report = SampleReport.full
        let kind = FindingKind("R024", "ANSWER_UNKNOWN_KEY", .note, "answers name unknown mentions")
        var own = FindingSummary(kind: kind)
        own.count = 1
        own.isOfUser = true
        report.findings.append(own)
        let text = render(report) { $0.maxListCount = 0 }
        #expect(text.contains("note[R024 ANSWER_UNKNOWN_KEY] × 1"))
    }

    @Test("after Matching alone nothing is said of where mentions ended")
    func matchOnly() {
        var report = SampleReport.full
        report.mode = .match
        let text = render(report)
        #expect(!text.contains("Mentions → records") && !text.contains("mentions ="))
        #expect(text.contains("Rows read"))
    }

    @Test("lines about matching stay within 120 columns, and one rule brings")
    func matchingLines() {
        var report = SampleReport.full
        report.matching[0].estimatedPrecision = 0.999
        report.matching[0].estimatedRecall = 0.95
        report.matching[0].blocks[0].name = String(repeating: "name of the company + ", count: 8)
        report.matching[0].blocks[0].newMatchCount = 390
        let lines = render(report).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 120 })
        #expect(lines.contains("    estimated precision 0.999, estimated recall 0.950"))
        #expect(lines.contains { $0.contains("compared by 1 rule, which brings together") })
    }
}
