import CRM
import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Labelled dates")
struct DateDataTests {
    /// What a cell turned out to be, in the words of the labels.
    static func judged(_ column: CleanColumn) -> (kind: String, value: String) {
        guard let outcome = column.outcomes.first else { return ("null", "") }
        let value = column.values.string(outcome.value)
        let suggestion = column.partText(.suggestion, of: 0)
        switch outcome.code {
        case .zeroDate: return ("null", value)
        case .noDate: return ("invalid", value)
        case .partialDate:
            // The labels know no days without a year, and of 2023.1 the month as it is written.
            if suggestion.hasPrefix("--") { return ("invalid", value) }
            let first = suggestion.prefix { $0 != "|" }
            return (first.count == 4 ? "year" : "month", value + first)
        case .periodDate: return ("period", value + suggestion)
        case .ambiguousDate: return ("ambiguous", value + suggestion)
        case .lunarDate: return ("lunar", value + suggestion)
        case .openEnd: return ("open_end", value)
        case .dateRange: return ("range", value + suggestion)
        default: return (value.count > 10 ? "datetime" : "date", value)
        }
    }

    /// The column that the note describes, as options.
    static func steps(_ note: String, _ rule: String, _ type: FieldType) -> [Step]? {
        func step(_ key: String, _ value: String) -> [Step] {
            [Step(type.rawValue, .map([(key: key, value: .text(value))]))]
        }
        if note.contains("1904") { return step("numbers", "1904") }
        if note.contains("whole column looks so") { return nil }
        if rule.contains("1900 system") || note.contains("serial column") {
            return step("numbers", "1900")
        }
        return rule.contains("Minguo") && note.contains("column") ? step("minguo", "true") : nil
    }

    @Test("date phrases are read as labelled, and nothing else becomes a day")
    func readsDates() throws {
        guard let url = Fixtures.data("normalize/dates/dates.csv") else { return }
        var wrong: [String] = []
        var rowCount = 0
        for row in try DataTests.rows(url) where row.count >= 6 {
            rowCount += 1
            let type: FieldType = row[3] == "datetime" ? .datetime : .date
            let steps = Self.steps(row.count > 6 ? row[6] : "", row[5], type)
            let column = try NormalizerCases.clean([row[1]], type: type, steps: steps)
            let (kind, value) = Self.judged(column)
            let expected = kind == "datetime" ? String(row[4].prefix(19)) : row[4]
            let isSame =
                kind == "ambiguous"
                ? Set(value.split(separator: "|")) == Set(expected.split(separator: "|"))
                : value == expected
            if kind != row[3] || !isSame {
                wrong.append("\(row[0]) \(row[1]): \(kind) \(value), expected \(row[3]) \(row[4])")
            }
            // Only what is a day may have a value.
            let hasDay = column.outcomes.contains { $0.value != 0 }
            #expect(!hasDay || ["date", "datetime", "open_end"].contains(row[3]), "\(row)")
        }
        print("dates: \(rowCount - wrong.count) of \(rowCount) right in kind and value")
        #expect(rowCount > 200)
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }
}
