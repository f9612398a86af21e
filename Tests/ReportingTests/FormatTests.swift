import Foundation
import Records
import Testing

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("JSON, JUnit and Markdown reports")
struct FormatTests {
    @Test("the JSON report is read by our own parser and by Foundation's")
    func json() throws {
        let text = JSONReport.render(SampleReport.full, options: RenderOptions())
        let json = try JSON.parse(text)
        #expect(json["tables"]?.items?[0]["rows"]?.number == 1412)
        #expect(json["tables"]?.items?[0]["rows_skipped"]?["blank"]?.number == 9)
        #expect(json["tables"]?.items?[0]["mentions"]?.items?[0]["merged"]?.number == 390)
        #expect(json["rules"]?.items?.count == 4)
        #expect(json["rules"]?.items?[3]["offenders"]?["percent"]?.string == "15.0%")
        #expect(json["findings"]?.items?[0]["code"]?.string == "V001")
        #expect(json["findings"]?.items?[0]["examples"]?.items?[0]["row"]?.number == 77)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(object?["change_count"] as? Int == 30)
    }

    @Test("no format shows a value unless asked", arguments: Reporters.all.map(\.name))
    func masked(_ name: String) throws {
        var options = RenderOptions()
        let hidden = try #require(Reporters.render(SampleReport.full, as: name, options: options))
        #expect(!hidden.contains(SampleReport.phone))
        options.showsValues = true
        let shown = try #require(Reporters.render(SampleReport.full, as: name, options: options))
        #expect(shown.contains(SampleReport.phone) == (name != "junit"))
    }

    @Test("equal reports give equal bytes, times left out", arguments: Reporters.all.map(\.name))
    func deterministic(_ name: String) {
        var other = SampleReport.full
        other.timings = [StageTiming(name: "importing", elapsedNanoseconds: 99)]
        other.peakMemoryBytes = 1 << 30
        let options = RenderOptions()
        #expect(
            Reporters.render(SampleReport.full, as: name, options: options)
                == Reporters.render(other, as: name, options: options)
        )
    }

    @Test("JUnit is well-formed, a suite per entity, and counts agree with the cases")
    func junit() throws {
        let text = JUnitReport.render(SampleReport.full, options: RenderOptions())
        let reader = JUnitReader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(reader.suites.map { $0["name"] } == ["account", "contact", "gates"])
        #expect(reader.suites.map { $0["tests"] } == ["3", "1", "2"])
        #expect(reader.suites.map { $0["failures"] } == ["0", "1", "1"])
        #expect(reader.suites.map { $0["skipped"] } == ["1", "0", "0"])
        #expect(
            reader.cases.map { $0["name"] } == [
                "A01", "A02", "A03", "C02-mobile [王五 & <co>]", "rejected", "account.rows",
            ]
        )
        #expect(reader.cases[3]["classname"] == "pipelines/acme.yaml.contact")
        let failure = try #require(reader.failures.first)
        #expect(failure.contains("150 of 1,000 (15.0%) break `matches: {x: \"<a&b>\"}`"))
        #expect(failure.contains("C-20") && failure.contains("… 130 records more"))
        #expect(failure.contains("nobody \u{FFFD} can \"call\" them"))
    }

    @Test("a run without rules and gates is JUnit too")
    func emptyJUnit() {
        let text = JUnitReport.render(RunReport(), options: RenderOptions())
        #expect(XMLParser(data: Data(text.utf8)).parse())
    }

    @Test("Markdown cells can't break out of their table")
    func markdown() throws {
        var report = SampleReport.full
        report.rules[0].text = "matches: {x: \"^a|b$\"}\n# <img src=x>"
        let text = MarkdownReport.render(report, options: RenderOptions())
        let row = try #require(text.split(separator: "\n").first { $0.contains("account A01 ") })
        #expect(row.contains("^a\\|b$"))
        #expect(row.contains("\\# &lt;img src=x&gt;"))
        let columns = row.replacing("\\|", with: "").filter { $0 == "|" }.count
        #expect(columns == 7)
    }

    @Test("long Markdown lists are cut and say so")
    func markdownCut() {
        var report = SampleReport.full
        report.rules = [RuleResult](repeating: report.rules[0], count: 1000)
        let text = MarkdownReport.render(report, options: RenderOptions())
        #expect(text.contains("… 800 more"))
        #expect(text.contains("… 29 more"), "changes are a sample themselves")
    }
}

/// What a CI system would see.
private final class JUnitReader: NSObject, XMLParserDelegate {
    var suites: [[String: String]] = []
    var cases: [[String: String]] = []
    var failures: [String] = []
    private var isInFailure = false

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        if name == "testsuite" { suites.append(attributes) }
        if name == "testcase" { cases.append(attributes) }
        isInFailure = name == "failure"
        if isInFailure { failures.append("") }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if isInFailure { failures[failures.count - 1] += text }
    }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        isInFailure = false
    }
}
