import Records

/// Makes tables of what was read: which ones, their names, their columns, the links to parents.
struct JSONTables {
    private var reader: JSONReader
    private let source: String
    private let file: String
    private(set) var tables: [SourceTable] = []
    private(set) var findings = Findings()
    /// Indices of the reader's tables in the order of `tables`.
    private var order: [Int] = []
    /// Whether the whole document is no record, but only what is around the records.
    private var isEnvelope = false

    /// `path` names the array of the records, `.` the whole; nil leaves it to the document.
    init(
        _ reader: consuming JSONReader,
        source: String,
        file: String,
        path: String?
    ) throws(ImportFailure) {
        self.reader = reader
        self.source = source
        self.file = file
        completeColumns()
        isEnvelope = path.map { $0 != "." } ?? JSONEnvelope.isEnvelope(self.reader)
        order = sorted()
        if let path, path != "." { try select(path) }
        for index in order { tables.append(table(index)) }
        if self.reader.isBroken == false, tables.isEmpty || tables.allSatisfy({ $0.rowCount == 0 })
        {
            add(JSONFindings.noRecords)
        }
    }

    /// The table's name: the path of its array; empty for the document's own records.
    func name(_ table: Int) -> String { reader.paths.name(reader.tables[table].node) }

    private mutating func add(_ kind: FindingKind, detail: String = "") {
        var finding = Finding(kind.code, at: Place(source: source, file: file))
        finding.detail = detail
        findings.add(finding)
    }

    // MARK: Which tables

    /// Paths of which only null or nothing was seen are columns too.
    private mutating func completeColumns() {
        for node in reader.paths.nodes.indices where node > 0 {
            let place = reader.paths.nodes[node]
            if place.column >= 0, !place.children.isEmpty || place.items >= 0 {
                reader.note(JSONFindings.mixedValues, node, at: 0)
            }
            if place.isSeen, !place.isItems, place.column < 0, place.children.isEmpty,
                place.items < 0
            {
                _ = reader.newColumn(node)
            }
        }
        for table in reader.tables.indices {
            // A table of objects without any key.
            if reader.tables[table].columnNodes.isEmpty, reader.tables[table].rowCount > 0,
                !reader.tables.contains(where: { $0.parent == table })
            {
                reader.addBlankColumn(table)
            }
            reader.tables[table].finish()
        }
    }

    /// The document's records first; the tables of an envelope by their number of rows, each with
    /// its own behind it.
    private mutating func sorted() -> [Int] {
        if !isEnvelope {
            return reader.tables.indices.filter { $0 > 0 || reader.tables[0].rowCount > 0 }
        }
        let tops = reader.tables.indices.filter { reader.tables[$0].parent == 0 }
        let bySize = tops.sorted {
            (reader.tables[$1].rowCount, $0) < (reader.tables[$0].rowCount, $1)
        }
        return bySize.flatMap { [$0] + descendants($0) }
    }

    private func descendants(_ table: Int) -> [Int] {
        reader.tables.indices.filter { $0 > table && reader.tables[$0].parent == table }
            .flatMap { [$0] + descendants($0) }
    }

    /// Leaves only the table of that path and those below it.
    private mutating func select(_ path: String) throws(ImportFailure) {
        let names = reader.tables.indices.map(name)
        guard let chosen = names.indices.first(where: { $0 > 0 && names[$0] == path }) else {
            let known = names.filter { !$0.isEmpty }
            throw ImportFailure(
                ImportFindings.noSuchTable,
                known.isEmpty
                    ? "`\(file)` has no array of objects inside; `path: \(path)` was asked for"
                    : "`\(file)` has no array of objects at `path: \(path)`; it has "
                        + known.map { "`\($0)`" }.joined(separator: ", "),
                hint: NearestName.hint(path, among: known)
            )
        }
        order = [chosen] + descendants(chosen)
        let others = names.indices.filter { $0 > 0 && !order.contains($0) }
        if !others.isEmpty {
            let list = others.map { "`\(names[$0])` (\(reader.tables[$0].rowCount) rows)" }
            add(JSONFindings.outsidePath, detail: list.joined(separator: ", "))
        }
    }

    // MARK: One table

    private mutating func table(_ index: Int) -> SourceTable {
        let rows = reader.tables[index]
        let isLines = index == 0 && reader.root == .lines
        let isChild = rows.parent >= 0 && !(isEnvelope && rows.parent == 0)
        let sequence = columnOrder(index)
        var names = sequence.map {
            Int(rows.columnNodes[$0]) == rows.node
                ? "value"
                : HeaderText.line(reader.paths.name(Int(rows.columnNodes[$0]), below: rows.node))
        }
        let id = isChild ? JSONKeys.column(of: rows.parent, in: reader) : nil
        if isChild { names.insert("_parent", at: 0) }
        if let id { names.insert("_parent." + id.name, at: 1) }
        let unique = HeaderNames.unique(names)
        var table = SourceTable(
            source: source,
            file: file,
            name: name(index),
            columns: unique.names.map { ColumnHeader(name: $0) },
            locatorKind: isLines ? .line : .record
        )
        note(unique, in: table)
        table.rejectedRows = rows.rejected
        table.batches = rows.batches.map { batch in
            var batch = batch
            batch.columns = sequence.map { batch.columns[$0] }
            return batch
        }
        if isChild { addParents(to: &table, rows, id) }
        if isLines {
            table.skipped = reader.blankLines.map {
                SkippedRow(rowNumber: $0, kind: .blank, text: "")
            }
        }
        if isEnvelope && index == order.first { addEnvelope(to: &table) }
        return table
    }

    /// The columns in the order of the document's paths, not in that of their first values.
    private func columnOrder(_ index: Int) -> [Int] {
        let rows = reader.tables[index]
        var sequence: [Int] = []
        for node in reader.paths.descendants(rows.node) where reader.paths.nodes[node].column >= 0 {
            sequence.append(Int(reader.paths.nodes[node].column))
        }
        return rows.columnNodes == [Int32(rows.node)] ? [0] : sequence
    }

    private mutating func note(
        _ headers: (names: [String], repeated: [Int], blank: [Int]),
        in table: SourceTable
    ) {
        let kinds = [
            (ImportFindings.duplicateHeader, headers.repeated),
            (ImportFindings.blankHeader, headers.blank),
        ]
        for (kind, columns) in kinds {
            for column in columns {
                let place = Place(
                    source: source,
                    file: file,
                    table: table.name,
                    locatorKind: table.locatorKind,
                    column: headers.names[column]
                )
                findings.add(Finding(kind.code, at: place))
            }
        }
    }

    // MARK: Parents

    /// The number of the parent's record, and its id where it has one.
    private func addParents(to table: inout SourceTable, _ rows: JSONRows, _ id: JSONKeys.Key?) {
        var parents = JSONKeys.Cursor(reader.tables[rows.parent])
        var row = 0
        for batch in table.batches.indices {
            var numbers = Column(minimumCapacity: table.batches[batch].rowCount)
            var ids = Column(minimumCapacity: table.batches[batch].rowCount)
            for _ in 0..<table.batches[batch].rowCount {
                parents.move(to: Int(rows.parentRows[row]))
                numbers.append("\(parents.rowNumber)")
                if let id { parents.appendCell(of: id.column, to: &ids) }
                row += 1
            }
            table.batches[batch].columns.insert(numbers, at: 0)
            if id != nil { table.batches[batch].columns.insert(ids, at: 1) }
        }
    }

    // MARK: The envelope

    /// What stands beside the arrays, as one skipped row.
    private mutating func addEnvelope(to table: inout SourceTable) {
        let rows = reader.tables[0]
        var text = ""
        var names: [String] = []
        for column in rows.columnNodes.indices {
            let name = reader.paths.name(Int(rows.columnNodes[column]))
            guard let cells = rows.batches.first?.columns[column], !cells.isNull(0) else {
                continue
            }
            names.append(name)
            text += (text.isEmpty ? "" : "; ") + "\(name): \(cells.string(0))"
        }
        if names.isEmpty { return }
        table.skipped.append(SkippedRow(rowNumber: 0, kind: .note, text: HeaderText.cut(text)))
        add(JSONFindings.envelope, detail: names.prefix(40).joined(separator: ", "))
    }

    // MARK: Findings

    /// What the reader reported, with the names that tables and columns have got.
    mutating func addIssues(_ text: DecodedText, _ offsets: [Int]) {
        for issue in reader.issues {
            let position = order.firstIndex(of: issue.table)
            var place = Place(source: source, file: file)
            place.rowNumber = issue.rowNumber
            place.byteOffset = text.rawOffset(issue.offset, offsets)
            place.locatorKind = issue.table == 0 && reader.root == .lines ? .line : .record
            if let position {
                place.table = tables[position].name
                place.locatorKind = tables[position].locatorKind
            }
            if issue.node > 0 {
                let base = reader.tables[issue.table].node
                place.column = HeaderText.line(reader.paths.name(issue.node, below: base))
            }
            var finding = Finding(issue.kind.code, at: place)
            finding.detail = issue.detail
            finding.value = issue.value
            findings.add(finding)
        }
        if reader.droppedIssueCount > 0 {
            add(
                ImportFindings.limit,
                detail: "\(reader.droppedIssueCount) more findings like these"
            )
        }
    }
}

/// Keys as headers, and texts as rows skipped.
enum HeaderText {
    /// Without line breaks and outer blanks.
    static func line(_ text: String) -> String {
        let bytes = Array(text.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(0x20) : $0 })
        return bytes.span.extracting(CellText.trimmed(bytes.span)).string()
    }

    /// At most 1,024 bytes, cut between characters.
    static func cut(_ text: String) -> String {
        if text.utf8.count <= 1024 { return text }
        var end = 1024
        let bytes = Array(text.utf8)
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[0..<end], as: UTF8.self)
    }
}
