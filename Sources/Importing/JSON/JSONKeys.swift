import Records

/// The column of a table that names its records, for the tables of their arrays.
enum JSONKeys {
    struct Key {
        var column: Int
        /// As the parent's table calls it.
        var name: String
    }

    private static let names: [String] = [
        "_id", "id", "uuid", "guid", "oid", "编号", "客户编号", "code", "no", "key",
    ]
    private static let endings: [String] = [
        "_id", "Id", "ID", "userid", "编号", "_no", "_code", "No",
    ]

    /// The likeliest column whose cells are all there and all different; nil when there is none.
    static func column(of table: Int, in reader: JSONReader) -> Key? {
        let rows = reader.tables[table]
        var candidates: [(rank: Int, key: Key)] = []
        for (column, node) in rows.columnNodes.enumerated() {
            let path = reader.paths.name(Int(node), below: rows.node)
            // The code of an answer is no code of a customer.
            let isRoot = table == 0 && reader.root == .object
            if isRoot && JSONEnvelope.words.contains(path.lowercased()) { continue }
            guard let rank = rank(path, last: reader.paths.part(Int(node))) else { continue }
            candidates.append((rank, Key(column: column, name: path)))
        }
        let sorted = candidates.sorted { ($0.rank, $0.key.column) < ($1.rank, $1.key.column) }
        return sorted.first { isUnique($0.key.column, rows) }?.key
    }

    /// Smaller is likelier.
    private static func rank(_ path: String, last: String) -> Int? {
        let depth = path.utf8.count { $0 == 0x2E } * 100
        if let index = names.firstIndex(of: last.lowercased()) { return index + depth }
        if let index = endings.firstIndex(where: last.hasSuffix) { return 50 + index + depth }
        return nil
    }

    private static func isUnique(_ column: Int, _ rows: JSONRows) -> Bool {
        var values = ValueTable(minimumCapacity: rows.rowCount)
        for batch in rows.batches {
            let cells = batch.columns[column]
            for row in 0..<cells.count {
                if cells[row].isEmpty { return false }
                let known = values.count
                if values.intern(cells[row]) != known { return false }
            }
        }
        return true
    }

    /// Walks the rows of a table forward.
    struct Cursor {
        private let batches: [RecordBatch]
        private var batch = 0
        private var start = 0
        private var row = 0

        init(_ rows: JSONRows) { batches = rows.batches }

        mutating func move(to row: Int) {
            while batch < batches.count, row >= start + batches[batch].rowCount {
                start += batches[batch].rowCount
                batch += 1
            }
            self.row = row - start
        }

        private var isInside: Bool {
            batch < batches.count && row >= 0 && row < batches[batch].rowCount
        }

        var rowNumber: UInt32 { isInside ? batches[batch].rowNumbers[row] : 0 }

        func appendCell(of column: Int, to cells: inout Column) {
            if isInside {
                let values = batches[batch].columns[column]
                cells.append(values[row])
            } else {
                cells.appendNull()
            }
        }
    }
}
