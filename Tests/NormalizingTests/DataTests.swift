import CRM
import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Labelled data")
struct DataTests {
    /// A small CSV reader for the data sets: quotes, doubled quotes, line breaks in quotes.
    static func rows(_ url: URL) throws -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        let text = Array(try String(contentsOf: url, encoding: .utf8).unicodeScalars)
        var index = 0
        while index < text.count {
            let scalar = text[index]
            if isQuoted {
                if scalar == "\"", index + 1 < text.count, text[index + 1] == "\"" {
                    cell.unicodeScalars.append(scalar)
                    index += 1
                } else if scalar == "\"" {
                    isQuoted = false
                } else {
                    cell.unicodeScalars.append(scalar)
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," {
                row.append(cell)
                cell = ""
            } else if scalar == "\n" {
                row.append(cell)
                rows.append(row)
                row = []
                cell = ""
            } else if scalar != "\r" {
                cell.unicodeScalars.append(scalar)
            }
            index += 1
        }
        if !cell.isEmpty || !row.isEmpty { rows.append(row + [cell]) }
        return Array(rows.dropFirst())
    }

    @Test("credit codes are judged as labelled")
    func judgesCreditCodes() throws {
        guard let url = Fixtures.data("normalize/uscc/uscc.csv") else { return }
        let repairable: Set = ["lower case", "blanks inside", "full width", "hyphens"]
        for row in try Self.rows(url) where row.count >= 4 && row[2] != "unknown region" {
            let column = try NormalizerCases.clean([row[0]], type: .uscc)
            let outcome = try #require(column.outcomes.first)
            let value = column.values.string(outcome.value)
            if row[1] == "true" || repairable.contains(row[2]) {
                #expect(value == (row[1] == "true" ? row[0] : row[3]), "\(row)")
            } else {
                #expect(outcome.value == 0 && outcome.validity != .valid, "\(row)")
                let isLetter = row[2].hasPrefix("letter") && !row[3].isEmpty
                #expect((outcome.code == .letterForDigit) == isLetter, "\(row)")
            }
        }
    }

    @Test("ID card numbers are recognised by their check character")
    func judgesIDCards() throws {
        guard let url = Fixtures.data("normalize/uscc/id_numbers.csv") else { return }
        for row in try Self.rows(url) where row.count >= 3 && row[2] == "valid" {
            let number = Array(row[0].utf8)
            let isIDCard = CheckDigits.isIDCard(number.span)
            #expect(isIDCard, "\(row)")
        }
    }

    @Test("date phrases are read as labelled, and nothing else becomes a day")
    func readsDates() throws {
        guard let url = Fixtures.data("normalize/dates/dates.csv") else { return }
        for row in try Self.rows(url) where row.count >= 7 {
            let (phrase, kind, expected, note) = (row[1], row[3], row[4], row[6])
            // 1904, Unix, Minguo and small serials depend on a column that says so.
            if !note.isEmpty,
                note.contains("column") || note.contains("1904")
                    || note.contains("workbook")
            {
                guard let serial = Int(phrase.prefix(5)), serial >= 44_000, serial < 46_000,
                    !note.contains("1904")
                else { continue }
            }
            let type: FieldType = kind == "datetime" ? .datetime : .date
            let column = try NormalizerCases.clean([phrase], type: type)
            let values = column.outcomes.map { column.values.string($0.value) }
            switch kind {
            case "date": #expect(values == [expected], "\(row)")
            case "datetime": #expect(values == [String(expected.prefix(19))], "\(row)")
            case "open_end": #expect(values == ["9999-12-31"], "\(row)")
            case "null": #expect(values.allSatisfy { $0.isEmpty }, "\(row)")
            default:
                #expect(values == [""], "\(row)")
                #expect(column.outcomes.allSatisfy { $0.code != .none })
            }
        }
    }
}
