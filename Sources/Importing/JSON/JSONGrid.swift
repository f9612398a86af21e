import Records

extension JSONReader {
    /// Whether every record is an array without objects, as rows of a sheet are.
    var isGrid: Bool {
        !itemCounts.isEmpty && itemCounts.count == tables[0].rowCount && tables.count == 1
            && tables[0].rejected.isEmpty && !isBroken
            && paths.nodes.allSatisfy { $0.isPosition || $0.parent < 0 }
    }

    /// The records as a grid, items in their places.
    func grid() -> RawGrid {
        var rows = tables[0]
        rows.finish()
        var grid = RawGrid(name: "", locatorKind: root == .lines ? .line : .record)
        let order = paths.descendants(0).map { Int(paths.nodes[$0].column) }
        var row = 0
        grid.batches = rows.batches.map { batch in
            var raw = RawBatch()
            raw.columns = order.map { column in
                if column >= 0 { return batch.columns[column] }
                var cells = Column(minimumCapacity: batch.rowCount)
                for _ in 0..<batch.rowCount { cells.appendNull() }
                return cells
            }
            raw.rowNumbers = batch.rowNumbers
            raw.byteOffsets = batch.byteOffsets
            raw.cellCounts = Array(itemCounts[row..<(row + batch.rowCount)])
            row += batch.rowCount
            return raw
        }
        return grid
    }
}
