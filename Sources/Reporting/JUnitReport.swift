import Records

/// Rules and gates as JUnit XML, which every CI system reads.
///
/// A suite per entity, a case per rule and group, and a suite `gates`. Keys and counts only, never
/// values.
package enum JUnitReport {
    static let spec = ComponentSpec.reporter(
        "junit",
        "rules and gates as test cases, for CI",
        example: "junit: out/quality.xml"
    )

    private static let maxExampleCount = 20

    @Sendable
    package static func render(_ report: RunReport, options: RenderOptions) -> String {
        let name = report.pipeline.isEmpty ? "sluice" : report.pipeline
        var entities: [String] = []
        for rule in report.rules where !entities.contains(rule.entity) {
            entities.append(rule.entity)
        }
        var suites = entities.map { entity in
            Suite(entity, report.rules.filter { $0.entity == entity }.map { testCase($0, name) })
        }
        if !report.gates.isEmpty {
            suites.append(Suite("gates", report.gates.map { testCase($0, name) }))
        }
        let cases = suites.flatMap(\.cases)
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        lines.append("<testsuites name=\"\(escaped(name))\" \(counts(cases))>")
        for suite in suites {
            lines.append("  <testsuite name=\"\(escaped(suite.name))\" \(counts(suite.cases))>")
            lines += suite.cases.flatMap(\.lines)
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Suite {
        let name: String
        let cases: [Case]

        init(_ name: String, _ cases: [Case]) {
            self.name = name
            self.cases = cases
        }
    }

    private struct Case {
        let verdict: Verdict
        let lines: [String]
    }

    private static func counts(_ cases: [Case]) -> String {
        let failed = cases.filter { $0.verdict == .fail }.count
        let skipped = cases.filter { $0.verdict == .notEvaluated }.count
        return "tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"0\" "
            + "skipped=\"\(skipped)\" time=\"0\""
    }

    private static func testCase(_ rule: RuleResult, _ name: String) -> Case {
        let summary = "\(rule.measured) break `\(rule.text)`, limits: \(rule.limits)"
        let keys = rule.examples.prefix(maxExampleCount)
        var body = [summary]
        if !rule.why.isEmpty { body.append("why: \(rule.why)") }
        body += keys
        let missing = rule.offenders.numerator - keys.count
        if missing > 0 { body.append("… \(counted(missing, "record")) more") }
        return testCase(rule.title, "\(name).\(rule.entity)", rule.verdict, summary, body)
    }

    private static func testCase(_ gate: GateResult, _ name: String) -> Case {
        let summary = "\(gate.name): \(gate.measured), limits: \(gate.limits)"
        return testCase(gate.title, "\(name).gates", gate.verdict, summary, [summary])
    }

    private static func testCase(
        _ title: String,
        _ className: String,
        _ verdict: Verdict,
        _ summary: String,
        _ body: [String]
    ) -> Case {
        let open =
            "    <testcase name=\"\(escaped(title))\" classname=\"\(escaped(className))\" time=\"0\""
        let text = escaped(body.joined(separator: "\n"))
        let inner: String? =
            switch verdict {
            case .pass: nil
            case .fail: "<failure message=\"\(escaped(summary))\" type=\"limit\">\(text)</failure>"
            case .warn: "<system-out>warning: \(text)</system-out>"
            case .notEvaluated: "<skipped message=\"not evaluated\"/>"
            }
        guard let inner else { return Case(verdict: verdict, lines: [open + "/>"]) }
        return Case(
            verdict: verdict,
            lines: [open + ">", "      " + inner, "    </testcase>"]
        )
    }

    /// Text for an attribute or element; what XML 1.0 can't hold becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&apos;"
            case "\t", "\r": out += "&#\(scalar.value);"
            case "\n": out += "\n"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
