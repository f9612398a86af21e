import Records

/// Puts the records of cards into batches; columns of X- properties come as they are met.
struct VCardTable {
    private var batches: [RecordBatch] = []
    private var extensionIndices: [String: Int] = [:]
    private var extensionNames: [String] = []

    static let maxExtensionCount = 40

    private var columnCount: Int { VCardColumn.all.count + extensionNames.count }

    mutating func append(_ record: VCardRecord, number: UInt32, byteOffset: UInt64) {
        if batches.last.map({ $0.rowCount >= RecordBatch.maxRowCount }) ?? true {
            batches.append(RecordBatch(columnCount: columnCount))
        }
        let batch = batches.count - 1
        var rest: [String] = []
        var texts: [Int: [String]] = [:]
        for (name, text) in record.extensions {
            if let index = column(name) {
                texts[index, default: []].append(text)
            } else {
                rest.append("\(name): \(text)")
            }
        }
        for (index, column) in VCardColumn.all.enumerated() {
            var cell = record.cell(column)
            if column == .other, !rest.isEmpty {
                cell = ((cell.map { [$0] } ?? []) + rest).joined(separator: column.separator)
            }
            VCardTable.append(cell, to: &batches[batch].columns[index])
        }
        for index in VCardColumn.all.count..<columnCount {
            let cell = texts[index]?.unique.joined(separator: "; ")
            VCardTable.append(cell, to: &batches[batch].columns[index])
        }
        batches[batch].rowNumbers.append(number)
        batches[batch].byteOffsets.append(byteOffset)
    }

    private static func append(_ cell: String?, to column: inout Column) {
        if let cell { column.append(cell) } else { column.appendNull() }
    }

    /// The column of an X- property; nil when there are too many of them.
    private mutating func column(_ name: String) -> Int? {
        if let index = extensionIndices[name] { return index }
        guard extensionNames.count < VCardTable.maxExtensionCount else { return nil }
        let index = columnCount
        extensionIndices[name] = index
        extensionNames.append(name)
        for batch in batches.indices {
            var column = Column(minimumCapacity: batches[batch].rowCount)
            for _ in 0..<batches[batch].rowCount { column.appendNull() }
            batches[batch].columns.append(column)
        }
        return index
    }

    func table(source: String, file: String, skipped: [SkippedRow]) -> SourceTable {
        let names = VCardColumn.headers + extensionNames
        var table = SourceTable(
            source: source,
            file: file,
            name: "",
            columns: names.map { ColumnHeader(name: $0) },
            locatorKind: .record
        )
        table.batches = batches
        table.skipped = skipped
        return table
    }
}

extension [String] {
    /// Without the later of equal texts.
    fileprivate var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
