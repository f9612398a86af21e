import CRM
import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Normalizers' fixtures")
struct FixtureTests {
    static let names = Normalizers.all.map { $0.spec.name }.filter {
        !["name", "company_name", "address"].contains($0)
    }

    /// `RECORD=1` writes what comes out into the fixture, to be read by a person.
    static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    @Test("every case of a normalizer's fixture comes out as written", arguments: names)
    func cases(name: String) throws {
        // A normalizer that no field type brings by itself is a step of a text field.
        let type = FieldType(rawValue: name)
        let path = "normalizers/\(name).tsv"
        var lines: [String] = []
        for line in try Fixtures.text(path).split(
            separator: "\n",
            omittingEmptySubsequences: false
        ) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard !line.isEmpty, !line.hasPrefix("#") else {
                lines.append(String(line))
                continue
            }
            let options = fields.count > 1 ? fields[1] : ""
            let column = try NormalizerCases.clean(
                [NormalizerCases.unescaped(fields[0])],
                type: type ?? .text,
                steps: options.isEmpty && type != nil ? nil : [NormalizerCases.step(name, options)]
            )
            let shown = NormalizerCases.shown(column)
            lines.append([fields[0], options, shown.values, shown.codes].joined(separator: "\t"))
            if !Self.isRecording {
                #expect(shown.values == (fields.count > 2 ? fields[2] : ""), "\(fields[0])")
                #expect(shown.codes == (fields.count > 3 ? fields[3] : ""), "\(fields[0])")
            }
        }
        if Self.isRecording {
            try lines.joined(separator: "\n").write(
                to: Fixtures.url(path),
                atomically: true,
                encoding: .utf8
            )
        }
    }

    static let stepNames = TextSteps.all.map { $0.spec.name }

    @Test("every case of a step's fixture comes out as written", arguments: stepNames)
    func stepCases(name: String) throws {
        let path = "normalizers/steps/\(name).tsv"
        let kind = try #require(TextSteps.find(name))
        var lines: [String] = []
        for line in try Fixtures.text(path).split(
            separator: "\n",
            omittingEmptySubsequences: false
        ) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard !line.isEmpty, !line.hasPrefix("#"), fields.count > 1 else {
                lines.append(String(line))
                continue
            }
            let options = StepCases.options(fields[1], kind.spec)
            let shown = try StepCases.shown(fields[0], options, kind)
            lines.append([fields[0], fields[1], shown.texts, shown.codes].joined(separator: "\t"))
            if !Self.isRecording {
                #expect(shown.texts == (fields.count > 2 ? fields[2] : ""), "\(line)")
                #expect(shown.codes == (fields.count > 3 ? fields[3] : ""), "\(line)")
            }
        }
        #expect(lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }.count >= 12)
        if Self.isRecording {
            try lines.joined(separator: "\n").write(
                to: Fixtures.url(path),
                atomically: true,
                encoding: .utf8
            )
        }
    }
}
