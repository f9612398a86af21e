import Records

/// One table of a dump: its definition and the rows read so far.
struct DumpTable {
    var name: String
    var columns: [ColumnHeader] = []
    /// By column: whether the declared type is text, so that hexadecimal values are text too.
    var isText: [Bool] = []
    var batches: [RecordBatch] = []
    var rejectedRows: [UInt32: FindingCode] = [:]
    var rowCount: UInt32 = 0
    /// Columns in which binary values were found.
    var binaryColumns: Set<Int> = []

    init(name: String) { self.name = name }

    mutating func addColumn(_ name: String, label: String = "", isText: Bool = false) {
        var unique = name
        var number = 2
        while columns.contains(where: { $0.name == unique }) {
            unique = "\(name) (\(number))"
            number += 1
        }
        columns.append(ColumnHeader(name: unique, label: label))
        self.isText.append(isText)
        for batch in batches.indices {
            var column = Column(minimumCapacity: batches[batch].rowCount)
            for _ in 0..<batches[batch].rowCount { column.appendNull() }
            batches[batch].columns.append(column)
        }
    }

    /// Appends a row whose cells lie in `values`; `order` says which column each value is for.
    mutating func append(_ values: borrowing TupleValues, order: [Int], byteOffset: UInt64) {
        if batches.last.map({ $0.rowCount >= RecordBatch.maxRowCount }) ?? true {
            batches.append(RecordBatch(columnCount: columns.count))
        }
        let batch = batches.count - 1
        rowCount += 1
        batches[batch].rowNumbers.append(rowCount)
        batches[batch].byteOffsets.append(byteOffset)
        let count = batches[batch].rowNumbers.count
        for (index, column) in order.enumerated() where index < values.count {
            if values.isNull(index) {
                batches[batch].columns[column].appendNull()
            } else {
                batches[batch].columns[column].append(values[index])
            }
        }
        if min(order.count, values.count) == columns.count { return }
        for column in columns.indices where batches[batch].columns[column].count < count {
            batches[batch].columns[column].appendNull()
        }
    }

    func table(source: String, file: String) -> SourceTable {
        var table = SourceTable(
            source: source,
            file: file,
            name: name,
            columns: columns,
            locatorKind: .tuple
        )
        table.batches = batches
        table.rejectedRows = rejectedRows
        return table
    }
}

/// The values of one tuple, one behind the other.
struct TupleValues {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var nulls: [Bool] = []

    var count: Int { ends.count }

    subscript(index: Int) -> Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            let start = index == 0 ? 0 : ends[index - 1]
            return bytes.span.extracting(start..<ends[index])
        }
    }

    func isNull(_ index: Int) -> Bool { nulls[index] }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        nulls.removeAll(keepingCapacity: true)
    }

    mutating func append(_ part: Span<UInt8>) { bytes.append(part) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Ends the value that was appended in parts.
    mutating func endValue(isNull: Bool = false) {
        ends.append(bytes.count)
        nulls.append(isNull)
    }

    /// The value in progress.
    var open: ArraySlice<UInt8> { bytes[(ends.last ?? 0)...] }

    mutating func replaceOpen(_ value: [UInt8]) {
        bytes.removeSubrange((ends.last ?? 0)...)
        bytes.append(contentsOf: value)
    }
}
