import Importing
import Records

/// All tables of a run in source order: what `from:` maps.
struct SourceSet: Sendable {
    /// One file that was read, with what the importer found out about it.
    struct File: Sendable {
        var spec: SourceSpec
        var result: ImportResult
        /// Indices into `tables`.
        var tables: Range<Int>
    }

    var files: [File] = []
    var tables: [SourceTable] = []
    /// By table: the index of each batch's first data row.
    private var batchStarts: [[Int]] = []

    mutating func add(_ result: ImportResult, of spec: SourceSpec) {
        let first = tables.count
        var result = result
        for table in result.tables {
            tables.append(table)
            var start = 0
            batchStarts.append(
                table.batches.map { batch in
                    defer { start += batch.rowCount }
                    return start
                }
            )
        }
        result.tables = []
        files.append(File(spec: spec, result: result, tables: first..<tables.count))
    }

    /// Appends the files of another set behind these.
    mutating func append(_ other: SourceSet) {
        for file in other.files {
            var result = file.result
            result.tables = other.tables[file.tables].map { $0 }
            add(result, of: file.spec)
        }
    }

    /// The tables that `source` or `source.table` names: one, or one in each file of the source.
    ///
    /// Without a name they are the first visible table and those of its name in other files.
    func indices(source: String, table: String?) -> [Int] {
        let candidates = tables.indices.filter { tables[$0].source == source }
        let first = candidates.first { !tables[$0].isHidden } ?? candidates.first
        let name = table ?? first.map { tables[$0].name }
        return candidates.filter { tables[$0].name == name }
    }

    func place(table: Int, row: Int, column: String = "") -> Place {
        let source = tables[table]
        let (batch, index) = position(table: table, row: row)
        var place = Place(
            source: source.source,
            file: source.file,
            table: source.name,
            locatorKind: source.locatorKind,
            rowNumber: source.batches[batch].rowNumbers[index],
            column: column
        )
        place.byteOffset = source.batches[batch].byteOffsets[index]
        return place
    }

    /// The batch of a data row, and its index there.
    func position(table: Int, row: Int) -> (batch: Int, index: Int) {
        let starts = batchStarts[table]
        var low = 0
        var high = starts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= row { low = middle } else { high = middle - 1 }
        }
        return (low, row - starts[low])
    }

    /// The text of a cell without outer blanks.
    func text(table: Int, row: Int, column: Int) -> String {
        let (batch, index) = position(table: table, row: row)
        return tables[table].batches[batch].columns[column].string(index).trimmed
    }
}
