import ArgumentParser
import Importing
import Pipelines
import Records

/// Findings of single-file commands on standard error: a line of text or a JSON object each.
struct FindingLines {
    let isJSON: Bool

    func write(_ findings: Findings) {
        for finding in findings.all { write(finding) }
    }

    /// What is wrong, a line for each kind with its number and first place.
    func writeSummary(of findings: Findings) {
        for summary in FindingCatalog.summaries(findings.all) where summary.kind.severity > .note {
            let count = summary.count == 1 ? "" : " × \(summary.count)"
            let place = summary.examples.first.map { ": \(Self.text($0.place))" } ?? ""
            let detail = summary.examples.first?.detail ?? ""
            Terminal.write(
                "\(summary.kind.severity.rawValue) \(summary.kind.code.text) \(summary.kind.name)\(count)\(place): "
                    + summary.kind.summary + (detail.isEmpty ? "" : " (\(detail))") + "\n",
                to: .standardError
            )
        }
    }

    func write(_ finding: Finding) {
        let kind = FindingCatalog.kind(finding.code)
        if isJSON {
            Terminal.write(object(finding, kind).text() + "\n", to: .standardError)
        } else if (kind?.severity ?? .note) > .note {
            let placeText = Self.text(finding.place)
            let detail = finding.detail.isEmpty ? "" : " (\(finding.detail))"
            Terminal.write(
                "\(finding.code.text) \(kind?.name ?? ""): \(placeText): \(kind?.summary ?? "")\(detail)\n",
                to: .standardError
            )
        }
    }

    private static func text(_ place: Place) -> String {
        let row = place.rowNumber > 0 ? "\(place.locatorKind.rawValue) \(place.rowNumber)" : ""
        return [place.file, place.table, row, place.column].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    private func object(_ finding: Finding, _ kind: FindingKind?) -> JSON {
        let place = finding.place
        let locator = place.locatorKind == .line ? "line" : "row"
        var fields: [(String, JSON)] = [
            ("code", .string(finding.code.text)), ("name", .string(kind?.name ?? "")),
            ("severity", .string(kind?.severity.rawValue ?? "")),
            ("file", .string(place.file)), ("table", .string(place.table)),
            (locator, .int(Int(place.rowNumber))), ("column", .string(place.column)),
        ]
        if let offset = place.byteOffset { fields.append(("byte", .int(Int(offset)))) }
        fields += [
            ("message", .string(kind?.summary ?? "")), ("detail", .string(finding.detail)),
            ("hint", .string(kind?.hint ?? "")),
        ]
        return .object(fields)
    }

    /// A file that can't be read: in the form of the findings; gives the exit code to throw.
    func fail(_ error: any Error) -> any Error {
        guard isJSON, let failure = error as? ImportFailure else { return Failures.show(error) }
        let object = JSON.object([
            ("code", .string(failure.kind.code.text)), ("name", .string(failure.kind.name)),
            ("severity", .string(failure.kind.severity.rawValue)), ("row", .int(0)),
            ("message", .string(failure.message)), ("hint", .string(failure.hint)),
        ])
        Terminal.write(object.text() + "\n", to: .standardError)
        return ExitCode(2)
    }
}
