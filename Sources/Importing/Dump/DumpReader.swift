import Records

/// Reads the statements of a dump that define and fill tables; all others are stepped over.
struct DumpReader {
    private(set) var tables: [DumpTable] = []
    private(set) var issues: [Issue] = []
    private(set) var isTruncated = false
    private var tableIndices: [String: Int] = [:]
    private var scanner: SQLScanner
    private var delimiter: [UInt8] = [0x3B]
    private var tuple = TupleReader()

    /// Something about a statement or row, for the findings.
    struct Issue {
        var kind: FindingKind
        var table: String
        var rowNumber: UInt32 = 0
        var column = ""
        var offset: Int
        var detail = ""
    }

    init(_ dialect: SQLDialect) { scanner = SQLScanner(dialect) }

    mutating func run(_ text: Span<UInt8>) {
        while !isTruncated {
            let isCommentClosed = scanner.skipBlanks(text)
            if !isCommentClosed { truncated(text, table: "", at: scanner.offset) }
            if scanner.isAtEnd(text) { break }
            statement(text)
        }
        if !isTruncated, DumpReader.lacksEnd(text) { truncated(text, table: "", at: text.count) }
    }

    /// mysqldump writes a first and a last comment; the first alone means that the file was cut.
    private static func lacksEnd(_ text: Span<UInt8>) -> Bool {
        let head = text.extracting(0..<min(64, text.count)).string()
        guard head.hasPrefix("-- MySQL dump") || head.hasPrefix("-- MariaDB dump") else {
            return false
        }
        let tail = text.extracting(max(0, text.count - 256)..<text.count).string()
        return tail.firstRange(of: "-- Dump completed") == nil
    }

    private mutating func truncated(_ text: Span<UInt8>, table: String, at offset: Int) {
        isTruncated = true
        issues.append(
            Issue(
                kind: ImportFindings.truncatedSource,
                table: table,
                offset: offset,
                detail: table.isEmpty
                    ? "the dump ends without its last comment or statement"
                    : "the dump ends inside a statement for table `\(table)`"
            )
        )
    }

    // MARK: Statements

    private mutating func statement(_ text: Span<UInt8>) {
        let start = scanner.offset
        switch scanner.nextWord(text) {
        case "DELIMITER":
            readDelimiter(text)
            return
        case "INSERT", "REPLACE":
            if delimiter == [0x3B], insert(text, start) { return }
        case "CREATE":
            if delimiter == [0x3B], createTable(text, start) { return }
        case "COPY":
            issues.append(
                Issue(
                    kind: ImportFindings.unknownStatement,
                    table: "",
                    offset: start,
                    detail: "COPY; expected INSERT, as `pg_dump --inserts` writes it"
                )
            )
        default: break
        }
        if isTruncated { return }
        if !scanner.skipStatement(text, delimiter: delimiter) { endedInStatement(text, start) }
    }

    /// A last statement without its delimiter counts as cut only when it is unfinished.
    private mutating func endedInStatement(_ text: Span<UInt8>, _ start: Int) {
        var probe = SQLScanner(scanner.dialect)
        probe.offset = start
        let word = probe.nextWord(text)
        if word == "INSERT" || word == "CREATE" { truncated(text, table: "", at: start) }
    }

    private mutating func readDelimiter(_ text: Span<UInt8>) {
        let start = scanner.offset + "DELIMITER".utf8.count
        scanner.skipLine(text)
        let bytes = text.extracting(min(start, scanner.offset)..<scanner.offset)
        let range = CellText.trimmed(bytes)
        if !range.isEmpty { delimiter = bytes.extracting(range).copy() }
    }

    // MARK: CREATE TABLE

    /// False when it creates something else; the statement is then stepped over.
    private mutating func createTable(_ text: Span<UInt8>, _ start: Int) -> Bool {
        _ = scanner.skip(word: "CREATE", text)
        for word in ["GLOBAL", "TEMPORARY", "UNLOGGED"] { _ = scanner.skip(word: word, text) }
        guard scanner.skip(word: "TABLE", text) else { return false }
        for word in ["IF", "NOT", "EXISTS"] { _ = scanner.skip(word: word, text) }
        guard let name = scanner.qualifiedName(text), scanner.skip(0x28, text) else { return false }
        var definition = TableDefinition(name: name)
        guard definition.read(text, &scanner) else {
            truncated(text, table: name, at: start)
            return true
        }
        if tableIndices[name] == nil {
            tableIndices[name] = tables.count
            tables.append(definition.table)
        }
        return false
    }

    // MARK: INSERT

    /// False when the statement has no tuples (INSERT … SELECT) and shall be stepped over.
    private mutating func insert(_ text: Span<UInt8>, _ start: Int) -> Bool {
        scanner.offset += scanner.nextWord(text).utf8.count
        for word in ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO"] {
            _ = scanner.skip(word: word, text)
        }
        guard let name = scanner.qualifiedName(text) else { return false }
        let listed = columnList(text)
        guard scanner.skip(word: "VALUES", text) || scanner.skip(word: "VALUE", text) else {
            if scanner.isAtEnd(text) { truncated(text, table: name, at: start) }
            return scanner.isAtEnd(text)
        }
        let index = tableIndex(name, at: start, columns: listed)
        var table = DumpTable(name: name)
        swap(&table, &tables[index])
        let order = listed.map { names in columnOrder(names, &table) }
        tuples(text, &table, order: order)
        swap(&table, &tables[index])
        return true
    }

    private mutating func columnList(_ text: Span<UInt8>) -> [String]? {
        guard scanner.skip(0x28, text) else { return nil }
        var names: [String] = []
        while let name = scanner.name(text) {
            names.append(name)
            if !scanner.skip(0x2C, text) { break }
        }
        return scanner.skip(0x29, text) ? names : nil
    }

    private mutating func tableIndex(_ name: String, at offset: Int, columns: [String]?) -> Int {
        if let index = tableIndices[name] { return index }
        issues.append(
            Issue(
                kind: ImportFindings.noTableDefinition,
                table: name,
                offset: offset,
                detail: columns == nil ? "no column names either" : "columns are those of INSERT"
            )
        )
        tableIndices[name] = tables.count
        tables.append(DumpTable(name: name))
        return tables.count - 1
    }

    private func columnOrder(_ names: [String], _ table: inout DumpTable) -> [Int] {
        names.map { name in
            if let index = table.columns.firstIndex(where: { $0.name == name }) { return index }
            table.addColumn(name)
            return table.columns.count - 1
        }
    }

    private mutating func tuples(
        _ text: Span<UInt8>,
        _ table: inout DumpTable,
        order: [Int]?
    ) {
        var order = order
        let isPinned = order != nil
        let isText = table.isText
        while true {
            scanner.skipBlanks(text)
            let start = scanner.offset
            let outcome = tuple.read(text, &scanner) { column in
                guard isPinned, let order else { return column < isText.count && isText[column] }
                return column < order.count && isText[order[column]]
            }
            switch outcome {
            case .truncated:
                truncated(text, table: table.name, at: start)
                return
            case .notATuple:
                issues.append(
                    Issue(
                        kind: ImportFindings.unknownStatement,
                        table: table.name,
                        offset: start,
                        detail: "expected a tuple such as (1,'a',NULL)"
                    )
                )
                _ = scanner.skipStatement(text, delimiter: delimiter)
                return
            case .tuple:
                if order == nil { order = allColumns(&table) }
                add(&table, order: order ?? [], at: start)
            }
            if scanner.skip(0x2C, text) { continue }
            endInsert(text, table.name, at: start)
            return
        }
    }

    /// Behind the last tuple: the delimiter, or `ON DUPLICATE KEY UPDATE …`, or nothing.
    private mutating func endInsert(_ text: Span<UInt8>, _ name: String, at start: Int) {
        let isComplete = scanner.skipStatement(text, delimiter: delimiter)
        if !isComplete, DumpReader.lacksEnd(text) { truncated(text, table: name, at: start) }
    }

    /// All columns in their order; a table that nobody defined gets those of its first tuple.
    private func allColumns(_ table: inout DumpTable) -> [Int] {
        if table.columns.isEmpty {
            for number in 0..<tuple.values.count { table.addColumn("column \(number + 1)") }
        }
        return Array(table.columns.indices)
    }

    private mutating func add(_ table: inout DumpTable, order: [Int], at offset: Int) {
        let count = tuple.values.count
        table.append(tuple.values, order: order, byteOffset: UInt64(offset))
        if count != order.count {
            let isMore = count > order.count
            let kind = isMore ? ImportFindings.tooManyCells : ImportFindings.tooFewCells
            if isMore { table.rejectedRows[table.rowCount - 1] = kind.code }
            issues.append(
                Issue(
                    kind: kind,
                    table: table.name,
                    rowNumber: table.rowCount,
                    offset: offset,
                    detail: "\(count) values, the table has \(order.count) columns"
                )
            )
        }
        for index in tuple.binary where index < order.count {
            guard table.binaryColumns.insert(order[index]).inserted else { continue }
            issues.append(
                Issue(
                    kind: ImportFindings.binaryValue,
                    table: table.name,
                    rowNumber: table.rowCount,
                    column: table.columns[order[index]].name,
                    offset: offset
                )
            )
        }
    }
}
