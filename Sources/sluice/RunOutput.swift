import ArgumentParser
import CRM
import Foundation
import Pipelines
import Records
import Reporting

/// Shows what a run has to say, writes its report files, and ends with its exit code.
struct RunOutput {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, junit, markdown
    }

    let options: PipelineOptions

    init(_ options: PipelineOptions) { self.options = options }

    func finish(_ outcome: RunOutcome) throws {
        Progress.clear()
        show(outcome.diagnostics)
        if var report = outcome.report {
            for spec in outcome.reports {
                try write(spec, report)
                report.outputs.append((spec.path, spec.format))
            }
            if !options.quiet || options.format != .text {
                Terminal.write(
                    render(report, options.format, color: Terminal.usesColor(options.noColor))
                )
            } else {
                showBroken(report)
            }
        }
        var code = outcome.exitCode
        if code == 0, options.strict, outcome.hasWarnings { code = 1 }
        if code != 0 { throw ExitCode(Int32(code)) }
    }

    func show(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics where !options.quiet || diagnostic.severity >= .error {
            Terminal.write(
                diagnostic.rendered(color: Terminal.usesColor(options.noColor)) + "\n",
                to: .standardError
            )
        }
    }

    /// What broke, when the report itself isn't printed.
    private func showBroken(_ report: RunReport) {
        let rules = report.rules.filter { $0.verdict == .fail }.map { rule in
            let share = rule.offenders
            let group = rule.group.isEmpty ? "" : " [\(rule.group)]"
            return "rule \(rule.id)\(group) of \(rule.entity): \(share.numerator) of "
                + "\(share.denominator) (\(share.percent)) break it; limits: \(rule.limits)"
        }
        let gates = report.gates.filter { $0.verdict == .fail }.map { gate in
            let group = gate.group.isEmpty ? "" : " [\(gate.group)]"
            return "gate \(gate.name)\(group): \(gate.measured); limits: \(gate.limits)"
        }
        for line in rules + gates {
            Terminal.write("error: \(line)\n", to: .standardError)
        }
    }

    private func render(_ report: RunReport, _ format: Format, color: Bool) -> String {
        var rendering = RenderOptions()
        rendering.isColored = color
        rendering.width = Terminal.width
        rendering.showsValues = options.showValues
        rendering.showsTimings = options.timings
        rendering.mask = { value, field in
            let field = field ?? ""
            return ShownValue.mask(
                value,
                type: FieldTypes.named(field),
                isPersonal: Masking.isPersonal(field)
            )
        }
        return Reporters.render(report, as: format.rawValue, options: rendering) ?? ""
    }

    private func write(_ spec: ReportSpec, _ report: RunReport) throws {
        guard let format = Format(rawValue: spec.format) else { return }
        do {
            let folder = (spec.path as NSString).deletingLastPathComponent
            if !folder.isEmpty {
                try FileManager.default.createDirectory(
                    atPath: folder,
                    withIntermediateDirectories: true
                )
            }
            try Data(render(report, format, color: false).utf8)
                .write(to: URL(fileURLWithPath: spec.path), options: .atomic)
        } catch {
            Terminal.write(
                "error: can't write the report `\(spec.path)`: \(Terminal.reason(error))\n",
                to: .standardError
            )
            throw ExitCode(3)
        }
    }
}

/// The type of a field by its name, over all entities: what decides how a value is masked.
enum FieldTypes {
    private static let byName: [String: FieldType] = {
        var found: [String: FieldType] = [:]
        // A name that several entities use, such as `name`, is masked as the most personal of them.
        let personal: Set<FieldType> = [.personName, .companyName, .phone, .email, .address]
        for field in CRMModel.standard.entities.flatMap(\.fields)
        where found[field.name] == nil || personal.contains(field.type) {
            found[field.name] = field.type
        }
        return found
    }()

    static func named(_ name: String) -> FieldType {
        byName[String(name.prefix { $0 != "@" })] ?? .text
    }
}
