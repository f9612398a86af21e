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

}
