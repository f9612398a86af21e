import Foundation
import Records

@testable import Importing

/// A workbook as its grids show it, for tests.
struct XLSXGrids {
    var sheets: [WorkbookReader.Sheet]
    var findings: [Finding]
    var isBroken: Bool

    init(_ bytes: [UInt8], usesTape: Bool = false, only: String? = nil) throws {
        var reader = WorkbookReader(source: "book", file: "book.xlsx")
        reader.usesTape = usesTape
        sheets = try reader.read(bytes.span, only: only)
        findings = reader.findings.all
        isBroken = reader.isBroken
        for sheet in sheets {
            findings += sheet.findings.findings(source: "book", file: "book.xlsx", tables: [])
        }
    }

    /// The grids of an OpenDocument spreadsheet.
    init(ods bytes: [UInt8]) throws {
        let archive = ZipArchive(bytes.span)
        var content: [UInt8] = []
        if let entry = archive.entry("content.xml") {
            content = archive.read(entry, in: bytes.span).bytes
        }
        let document = MarkupDocument(content.span) {
            ODSReader(only: nil, limits: SheetLimits())
        }
        sheets = document.visitor.set.sheets
        findings = []
        isBroken = document.outcome != .complete
    }

    /// The grids of an old workbook.
    init(
        xls bytes: [UInt8],
        only: String? = nil,
        encoding: String? = nil,
        opensProtected: Bool = false
    ) throws {
        var reader = XLSReader(source: "book", file: "book.xls", encoding: encoding)
        reader.opensProtected = opensProtected
        sheets = try reader.read(bytes.span, only: only)
        findings = reader.findings.all
        isBroken = reader.isBroken
        for sheet in sheets {
            findings += sheet.findings.findings(source: "book", file: "book.xls", tables: [])
        }
    }

    var names: [String] { sheets.map(\.grid.name) }

    var codes: Set<FindingCode> { Set(findings.map(\.code)) }

    /// The cells that aren't blank, by their reference.
    func cells(_ index: Int = 0) -> [String: String] { sheets[index].grid.cells }

    /// All rows with their numbers, tab-separated, blank ones too.
    func text(_ index: Int = 0) -> String {
        var lines: [String] = []
        for batch in sheets[index].grid.batches {
            for row in batch.rowNumbers.indices {
                let cells = batch.columns.map { $0.string(row) }
                    .map { $0.replacingOccurrences(of: "\n", with: "\\n") }
                    .map { $0.replacingOccurrences(of: "\r", with: "\\r") }
                lines.append(([String(batch.rowNumbers[row])] + cells).joined(separator: "\t"))
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Everything that both readers of sheets must agree on.
    var summary: String {
        sheets.enumerated().map { index, sheet in
            let grid = sheet.grid
            return "\(grid.name) \(grid.hiddenColumns.sorted()) \(grid.hiddenRows.sorted()) "
                + "\(grid.merges)\n" + text(index)
        }.joined()
    }
}

extension RawGrid {
    /// The cells that aren't blank, by their reference.
    var cells: [String: String] {
        var cells: [String: String] = [:]
        for batch in batches {
            for (column, values) in batch.columns.enumerated() {
                for row in 0..<values.count where !values[row].isEmpty {
                    let reference = SheetCell.letters(column) + "\(batch.rowNumbers[row])"
                    cells[reference] = values.string(row)
                }
            }
        }
        return cells
    }
}
