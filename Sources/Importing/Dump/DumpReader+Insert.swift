import Records

/// INSERT in the forms of all dialects.
extension DumpReader {
    /// The words in front of the last INSERT's tuples, for those that repeat it exactly.
    struct InsertHead {
        var bytes: [UInt8]
        var table: Int
        var target: Target
    }

    /// What the values of an INSERT are for.
    struct Target {
        /// By value: the column; nil until the first tuple of an undefined table is read.
        var order: [Int]?
        var orderIndex = -1
        var kinds: [DumpTable.ColumnKind] = []
        /// Whether INSERT names its columns.
        var isPinned: Bool
    }

    /// One row an INSERT is the rule outside MySQL: the same words in front need no second look.
    mutating func repeatedInsert(_ text: Span<UInt8>) -> Bool {
        guard let last = lastInsert, scanner.matches(last.bytes, text) else { return false }
        let start = scanner.offset
        scanner.offset += last.bytes.count
        tuples(text, last.table, last.target, start)
        return true
    }

    /// False when the statement has no tuples and shall be stepped over.
    mutating func insert(_ text: Span<UInt8>, _ start: Int) -> Bool {
        scanner.offset += scanner.nextWord(text).utf8.count
        if scanner.skip(word: "ALL", text) || scanner.skip(word: "FIRST", text) {
            return insertAll(text, start)
        }
        scanner.skipAll(
            [
                "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "OR", "REPLACE", "ABORT",
                "FAIL", "ROLLBACK", "INTO",
            ],
            text
        )
        guard into(text, start) else { return false }
        return true
    }

    /// From the table's name on.
    private mutating func into(_ text: Span<UInt8>, _ start: Int) -> Bool {
        guard let name = scanner.qualifiedName(text) else {
            notExecuted("INSERT", text, start)
            return false
        }
        if scanner.dialect == .sqlite, name.name.hasPrefix("sqlite_") { return false }
        if scanner.skip(word: "PARTITION", text) { _ = columnList(text) }
        let listed = columnList(text)
        scanner.skipAll(["OVERRIDING", "SYSTEM", "USER"], text)
        if scanner.skip(word: "SET", text) { return assignments(text, name, start) }
        guard scanner.skip(word: "VALUES", text) || scanner.skip(word: "VALUE", text) else {
            if scanner.isAtEnd(text) {
                truncated(text, table: tables.index(of: name), at: start)
                return true
            }
            if scanner.isNext("SELECT", text), selectedRows(text, name, listed, start) {
                return true
            }
            notExecuted("INSERT", text, start)
            return false
        }
        let index = tableIndex(name, at: start, columns: listed)
        let target = self.target(index, listed)
        let head = text.extracting(start..<scanner.offset)
        lastInsert =
            head.count <= 4096 && target.order != nil
            ? InsertHead(bytes: head.copy(), table: index, target: target) : nil
        tuples(text, index, target, start)
        return true
    }

    mutating func columnList(_ text: Span<UInt8>) -> [String]? {
        var probe = scanner
        guard probe.skip(0x28, text) else { return nil }
        var names: [String] = []
        while names.count < TableDefinition.maxColumnCount, let name = probe.name(text) {
            names.append(name)
            if !probe.skip(0x2C, text) { break }
        }
        guard probe.skip(0x29, text) else { return nil }
        scanner = probe
        return names
    }

    mutating func tableIndex(_ name: SQLName, at offset: Int, columns: [String]?) -> Int {
        if let index = tables.index(of: name) { return index }
        if tables.all.count >= DumpTables.maxCount { return 0 }
        let index = tables.add(DumpTable(name: name))
        issues.add(
            DumpIssues.Issue(
                kind: ImportFindings.noTableDefinition,
                table: index,
                offset: offset,
                detail: columns == nil ? "no column names either" : "columns are those of INSERT"
            )
        )
        return index
    }

    mutating func target(_ table: Int, _ columns: [String]?) -> Target {
        guard let columns, !columns.isEmpty else {
            var target = Target(isPinned: false)
            if !tables[table].columns.isEmpty { complete(&target, table, 0) }
            return target
        }
        var order: [Int] = []
        for name in columns {
            if let index = tables[table].columnIndex(name), !order.contains(index) {
                order.append(index)
            } else {
                countAbsent(Int(tables[table].rowCount), table, scanner.offset)
                if tables[table].columns.count >= TableDefinition.maxColumnCount { continue }
                tables[table].addColumn(name)
                order.append(tables[table].columns.count - 1)
            }
        }
        var target = Target(isPinned: true)
        setOrder(order, of: &target, table)
        return target
    }

    private mutating func setOrder(_ order: [Int], of target: inout Target, _ table: Int) {
        target.order = order
        target.kinds = order.map { tables[table].kinds[$0] }
        target.orderIndex = tables[table].withStore { $0.order(order) }
    }

    /// All columns in their order, less those that a T-SQL server fills itself; a table that nobody
    /// defined gets those of its first tuple.
    mutating func complete(_ target: inout Target, _ table: Int, _ valueCount: Int) {
        if tables[table].columns.isEmpty {
            for number in 0..<min(valueCount, TableDefinition.maxColumnCount) {
                tables[table].addColumn("column \(number + 1)")
            }
        }
        var order = Array(tables[table].columns.indices)
        let omitted = tables[table].omitted
        if !omitted.isEmpty, givenIdentity != table {
            order.removeAll { omitted.contains($0) }
            for column in omitted.sorted() {
                issues.addOnce(
                    DumpIssues.Issue(
                        kind: SQLFindings.numberedIdentity,
                        table: table,
                        column: column,
                        offset: scanner.offset
                    )
                )
            }
        }
        setOrder(order, of: &target, table)
    }

    // MARK: Tuples

    mutating func tuples(_ text: Span<UInt8>, _ table: Int, _ target: Target, _ start: Int) {
        var target = target
        while true {
            if scanner.dialect.isMySQL { _ = scanner.skip(word: "ROW", text) }
            guard oneTuple(text, table, &target) else { return }
            if scanner.skip(0x2C, text) { continue }
            return endInsert(text, table, at: start)
        }
    }

    /// False when the tuple is damaged or cut; what to do about it is done.
    mutating func oneTuple(
        _ text: Span<UInt8>,
        _ table: Int,
        _ target: inout Target
    ) -> Bool {
        scanner.skipBlanks(text)
        let start = scanner.offset
        let kinds = target.kinds
        let outcome = tables[table].withStore { store in
            tuple.read(text, &scanner, &store, kinds: kinds)
        }
        switch outcome {
        case .truncated:
            truncated(text, table: table, at: start)
            return false
        case .notATuple:
            isDamaged = true
            issues.add(
                DumpIssues.Issue(
                    kind: SQLFindings.damagedStatement,
                    table: table,
                    offset: start,
                    detail: "expected a tuple such as (1,'a',NULL)"
                )
            )
            if !scanner.skipStatement(text, delimiter: delimiter) { endedInStatement(text, start) }
            return false
        case .tuple:
            if target.order == nil {
                let count = tables[table].store.cellCount
                complete(&target, table, count)
            }
            add(table, target, at: start)
            return !isTruncated
        }
    }

    /// Behind the last tuple: the delimiter, or `ON DUPLICATE KEY UPDATE …`, or nothing.
    mutating func endInsert(_ text: Span<UInt8>, _ table: Int, at start: Int) {
        scanner.skipBlanks(text)
        if scanner.matches(delimiter, text) {
            scanner.offset += delimiter.count
            return
        }
        if scanner.dialect.isTransact || scanner.dialect.isOracle { return }
        if scanner.isAtEnd(text) { return }
        if !scanner.skipStatement(text, delimiter: delimiter), !scanner.isAtEnd(text) {
            truncated(text, table: table, at: start)
        }
    }

    mutating func add(_ table: Int, _ target: Target, at offset: Int) {
        let count = tables[table].store.cellCount
        let expected = target.order?.count ?? 0
        tables[table].endRow(order: target.orderIndex, byteOffset: offset)
        let row = tables[table].rowCount
        if count != expected {
            let isMore = count > expected
            let kind = isMore ? ImportFindings.tooManyCells : ImportFindings.tooFewCells
            if isMore { tables[table].rejectedRows[row - 1] = kind.code }
            issues.add(
                DumpIssues.Issue(
                    kind: kind,
                    table: table,
                    rowNumber: row,
                    offset: offset,
                    detail: "\(count) values, the table has \(expected) columns"
                )
            )
        }
        countAbsent(tables[table].columns.count - count, table, offset)
        for note in tuple.notes where note.index < expected {
            report(note, table, row, target.order?[note.index], offset)
        }
    }

    private mutating func report(
        _ note: TupleReader.Note,
        _ table: Int,
        _ row: UInt32,
        _ column: Int?,
        _ offset: Int
    ) {
        var issue = DumpIssues.Issue(
            kind: ImportFindings.binaryValue,
            table: table,
            rowNumber: row,
            column: column,
            offset: offset
        )
        switch note.kind {
        case .binary: return issues.addOnce(issue)
        case .expression(let source):
            issue.kind = SQLFindings.expressionKept
            issue.value = source
            return issues.addOnce(issue)
        case .badByte:
            issue.kind = ImportFindings.invalidEncoding
            issue.detail = "a byte of the value is no utf-8"
        case .otherEncoding:
            issue.kind = ImportFindings.invalidEncoding
            issue.detail = "the value is no utf-8 and was read as gb18030"
        case .tooLong:
            issue.kind = ImportFindings.limit
            issue.detail = "a value is longer than \(TupleReader.maxValueByteCount) bytes"
        }
        issues.add(issue)
    }

    /// An absent cell takes five bytes of memory and none of the file.
    mutating func countAbsent(_ count: Int, _ table: Int, _ offset: Int) {
        guard count > 0 else { return }
        absentCellCount += count
        guard absentCellCount > DumpReader.maxAbsentCellCount else { return }
        issues.add(
            DumpIssues.Issue(
                kind: ImportFindings.limit,
                table: table,
                offset: offset,
                detail: "more than \(DumpReader.maxAbsentCellCount) cells are absent"
            )
        )
        stop()
    }

    static let maxAbsentCellCount = 64_000_000
}
