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

    mutating func add(_ result: ImportResult, of spec: SourceSpec) {
        let first = tables.count
        var result = result
        tables.append(contentsOf: result.tables)
        result.tables = []
        files.append(File(spec: spec, result: result, tables: first..<tables.count))
    }

    /// The table that `source` or `source.table` names; without a name the first visible one.
    func index(source: String, table: String?) -> Int? {
        let candidates = tables.indices.filter { tables[$0].source == source }
        guard let table else {
            return candidates.first { !tables[$0].isHidden } ?? candidates.first
        }
        return candidates.first { tables[$0].name == table }
    }

    func place(table: Int, row: Int, column: String = "") -> Place {
        let source = tables[table]
        let (batch, index) = SourceSet.position(of: row)
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

    /// Batches are full but for the last one, so a row's batch follows from its number.
    static func position(of row: Int) -> (batch: Int, index: Int) {
        (row / RecordBatch.maxRowCount, row % RecordBatch.maxRowCount)
    }
}
