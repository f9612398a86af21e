import CRM
import Foundation
import Records
import TestSupport

@testable import Normalizing

/// Runs cells through the whole of Normalizing and shows what came out in one line.
///
///     +8613812345678 mobile {label=微信同号} | - landline suspect
enum NormalizerCases {
    static var context: NormalizingContext {
        var context = NormalizingContext()
        context.asOf = "2023-12-31"
        for list in Vocabularies.picklists + [Vocabularies.stages] {
            context.lookups[list.name] = list.lookup
        }
        return context
    }

    static func clean(
        _ cells: [String],
        type: FieldType,
        steps: [Step]? = nil,
        workers: Workers = .single
    ) throws -> CleanColumn {
        try clean(cells.map { Array($0.utf8) }, type: type, steps: steps, workers: workers)
    }

    static func clean(
        _ cells: [[UInt8]],
        type: FieldType,
        steps: [Step]? = nil,
        workers: Workers = .single
    ) throws -> CleanColumn {
        var raw = ValueTable()
        var runs = IDRuns()
        for cell in cells { runs.append(raw.intern(cell)) }
        var column = CleanColumn(field: "field", raw: raw, cells: runs)
        try Cleaner.clean(
            &column,
            type: type,
            steps: steps,
            context: context,
            workers: workers
        )
        return column
    }

    static func shown(_ column: CleanColumn, mention: Int = 0) -> (values: String, codes: String) {
        var values: [String] = []
        var codes: [String] = []
        for index in column.outcomeIndices(ofMention: mention) {
            let outcome = column.outcomes[index]
            var text = outcome.value == 0 ? "-" : column.values.string(outcome.value)
            if outcome.kind != .plain { text += " \(outcome.kind)" }
            if outcome.validity != .valid { text += " \(outcome.validity)" }
            if outcome.value != 0, outcome.key != outcome.value {
                text += outcome.key == 0 ? " nokey" : " key=" + column.values.string(outcome.key)
            }
            let parts = Part.allCases.filter { column.part($0, of: index) != 0 && $0 != .country }
                .map { "\($0)=" + column.partText($0, of: index) }
            if !parts.isEmpty { text += " {" + parts.joined(separator: ",") + "}" }
            values.append(String(text.map { $0 == "\n" ? "⏎" : $0 == "\t" ? "␉" : $0 }))
            if outcome.code != .none { codes.append(outcome.code.text) }
        }
        return (values.joined(separator: " | "), codes.joined(separator: " "))
    }

    /// `\n`, `\t`, `\u{…}` and `\\` of a fixture's input.
    static func unescaped(_ text: String) -> String {
        var output = ""
        var rest = Substring(text)
        while let first = rest.first {
            rest = rest.dropFirst()
            guard first == "\\", let next = rest.first else {
                output.append(first)
                continue
            }
            rest = rest.dropFirst()
            switch next {
            case "n": output.unicodeScalars.append("\n")
            case "t": output.append("\t")
            case "r": output.unicodeScalars.append("\r")
            case "u":
                let digits = rest.dropFirst().prefix { $0 != "}" }
                rest = rest.dropFirst(digits.count + 2)
                if let value = UInt32(digits, radix: 16), let scalar = UnicodeScalar(value) {
                    output.unicodeScalars.append(scalar)
                }
            default: output.append(next)
            }
        }
        return output
    }

    /// `key=value, key=value` or one bare value.
    static func step(_ name: String, _ options: String) -> Step {
        if options.isEmpty { return Step(name) }
        guard options.contains("=") else { return Step(name, .text(options)) }
        let pairs = options.split(separator: ",").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return (key: sides[0], value: OptionValue.text(sides.count > 1 ? sides[1] : ""))
        }
        return Step(name, .map(pairs))
    }
}
