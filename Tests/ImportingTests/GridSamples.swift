import Records

@testable import Importing

/// Grids written as rows of cells, for tests of what is made of them.
enum GridSamples {
    /// A sheet with rows numbered from 1; rows without cells are gaps, as sheets leave them.
    static func sheet(
        _ rows: [[String]],
        name: String = "s",
        merges: [MergedRange] = [],
        batchRowCount: Int = .max
    ) -> RawGrid {
        var grid = RawGrid(name: name, locatorKind: .row)
        let width = rows.map(\.count).max() ?? 0
        var batch = empty(width)
        for (index, row) in rows.enumerated() where !row.isEmpty {
            add(row, number: index + 1, width, to: &batch)
            if batch.rowNumbers.count == batchRowCount {
                grid.batches.append(batch)
                batch = empty(width)
            }
        }
        if !batch.rowNumbers.isEmpty { grid.batches.append(batch) }
        grid.merges = merges
        return grid
    }

    /// Lines of text cut at commas; blank lines are rows.
    static func text(_ lines: String) -> RawGrid {
        let rows = lines.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) } }
        var grid = sheet(rows, name: "")
        grid.locatorKind = .line
        return grid
    }

    private static func empty(_ width: Int) -> RawBatch {
        var batch = RawBatch()
        batch.columns = (0..<width).map { _ in Column() }
        return batch
    }

    private static func add(
        _ row: [String],
        number: Int,
        _ width: Int,
        to batch: inout RawBatch
    ) {
        batch.rowNumbers.append(UInt32(number))
        batch.byteOffsets.append(0)
        batch.cellCounts.append(UInt32(row.count))
        for column in 0..<width {
            if column < row.count, !row[column].isEmpty {
                batch.columns[column].append(row[column])
            } else {
                batch.columns[column].appendNull()
            }
        }
    }

    static func shape(
        _ grid: RawGrid,
        _ options: [(String, String)] = []
    ) -> (tables: [SourceTable], findings: [Finding]) {
        let (tables, findings) = TableShaper.tables(
            grid,
            source: "s",
            file: "f",
            options: .map(options.map { (key: $0.0, value: .text($0.1)) })
        )
        return (tables, findings.all)
    }
}

extension SourceTable {
    /// `NAME: COLUMN COLUMN | row row`: what a test compares.
    var outline: String {
        let numbers = batches.flatMap(\.rowNumbers).map(String.init).joined(separator: " ")
        return "\(name): \(columns.map(\.name).joined(separator: " ")) | \(numbers)"
    }

    var skippedKinds: [String] { skipped.map { "\($0.rowNumber) \($0.kind)" } }

    /// The texts of a column's data cells.
    func texts(_ column: String) -> [String] {
        guard let index = columnIndex(column) else { return [] }
        return batches.flatMap { batch in
            (0..<batch.rowCount).map { batch.columns[index].string($0) }
        }
    }
}
