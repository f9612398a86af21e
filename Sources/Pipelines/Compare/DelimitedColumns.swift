import Importing
import Records

/// A file that can't be compared.
package struct CompareFailure: Error, Sendable { package var message: String }

/// A CSV file by column, as comparisons of large files read it: numbers and hashes, no texts per row.
struct DelimitedColumns {
    private let table: SourceTable?
    /// By batch: its first row.
    ///
    /// Batches are as full as the file's pieces were.
    private let starts: [Int]

    init(_ path: String) throws(ImportFailure) {
        do throws(ImportFailure) {
            table = try DelimitedFile.read(path)
        } catch {
            guard error.kind.code == ImportFindings.fileMissing.code else { throw error }
            throw ImportFailure(
                error.kind,
                "no file `\(path)`",
                hint: "check the path of the CSV file; it is relative to the current folder"
            )
        }
        var starts: [Int] = []
        var count = 0
        for batch in table?.batches ?? [] {
            starts.append(count)
            count += batch.rowCount
        }
        self.starts = starts
    }

    var rowCount: Int { table?.rowCount ?? 0 }

    func has(_ name: String) -> Bool { table?.columnIndex(name) != nil }

    /// The file with a column that it must have; an empty file has none.
    init(_ path: String, requiring name: String) throws {
        try self.init(path)
        if !has(name) { throw CompareFailure(message: "`\(path)` has no column `\(name)`") }
    }

    /// A hash per row; that of `empty` where the file has no such column.
    func hashes(
        _ name: String,
        empty: StaticString = "",
        of hash: (Span<UInt8>) -> UInt64 = { Hash64.of($0) }
    ) -> [UInt64] {
        guard let table, let column = table.columnIndex(name) else {
            let bytes: [UInt8] = Array("\(empty)".utf8)
            return [UInt64](repeating: hash(bytes.span), count: rowCount)
        }
        var hashes: [UInt64] = []
        hashes.reserveCapacity(rowCount)
        for batch in table.batches {
            let cells = batch.columns[column]
            for row in 0..<batch.rowCount { hashes.append(hash(cells[row])) }
        }
        return hashes
    }

    /// Several columns as one hash per row.
    func hashes(_ names: [String]) -> [UInt64] {
        names.reduce([UInt64](repeating: 0, count: rowCount)) { zip($0, hashes($1)).map(Self.join) }
    }

    static func join(_ a: UInt64, _ b: UInt64) -> UInt64 { Hash64.combine(a, b) }

    /// The distinct values of a column, and which one each row has.
    func labels(_ name: String) -> (ids: [UInt32], texts: ValueTable) {
        var texts = ValueTable()
        guard let table, let column = table.columnIndex(name) else {
            return ([UInt32](repeating: 0, count: rowCount), texts)
        }
        var ids: [UInt32] = []
        ids.reserveCapacity(rowCount)
        for batch in table.batches {
            let cells = batch.columns[column]
            for row in 0..<batch.rowCount { ids.append(texts.intern(cells[row])) }
        }
        return (ids, texts)
    }

    /// A cell's text; empty without the column.
    func string(_ name: String, _ row: Int) -> String {
        guard let table, let column = table.columnIndex(name), row < rowCount else { return "" }
        var (batch, end) = (0, starts.count)
        while end - batch > 1 {
            let middle = (batch + end) / 2
            if starts[middle] <= row { batch = middle } else { end = middle }
        }
        return table.batches[batch].columns[column].string(row - starts[batch])
    }
}
