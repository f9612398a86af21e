import Records

/// CREATE, ALTER and what sets the scene for the rows.
extension DumpReader {
    // MARK: CREATE

    /// False when the rest of the statement shall be stepped over.
    mutating func create(_ text: Span<UInt8>, _ start: Int) -> Bool {
        _ = scanner.skip(word: "CREATE", text)
        if scanner.skip(word: "OR", text) { scanner.skipAll(["REPLACE", "ALTER"], text) }
        scanner.skipAll(
            [
                "GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED", "COLUMN", "ROW", "FOREIGN",
                "EXTERNAL", "PRIVATE", "EDITIONABLE", "NONEDITIONABLE", "FORCE", "NO",
                "MATERIALIZED", "RECURSIVE",
            ],
            text
        )
        if scanner.skip(word: "TABLE", text) { return createTable(text, start) }
        skipDefiner(text)
        let word = scanner.nextWord(text)
        switch word {
        case "VIEW":
            _ = scanner.skip(word: "VIEW", text)
            markView(text)
            return scanner.dialect.isTransact ? body(text, start) : false
        case "TRIGGER", "PROCEDURE", "PROC", "FUNCTION", "PACKAGE", "EVENT", "TYPE":
            return body(text, start)
        default: return false
        }
    }

    /// MySQL's `DEFINER=root@localhost SQL SECURITY …` and `ALGORITHM=…`.
    private mutating func skipDefiner(_ text: Span<UInt8>) {
        let ends: Set<String> = [
            "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE", "TYPE", "",
        ]
        guard ["DEFINER", "ALGORITHM", "AGGREGATE"].contains(scanner.nextWord(text)) else { return }
        var count = 0
        while count < 32, !scanner.isAtEnd(text), !scanner.matches(delimiter, text) {
            scanner.skipBlanks(text)
            let word = scanner.nextWord(text)
            if !word.isEmpty, ends.contains(word) { return }
            guard scanner.skipToken(text) else { return }
            count += 1
        }
    }

    private mutating func body(_ text: Span<UInt8>, _ start: Int) -> Bool {
        if !scanner.skipBody(text, delimiter: delimiter) { endedInStatement(text, start) }
        return true
    }

    /// A table that stands in for a view until the view is made is none.
    private mutating func markView(_ text: Span<UInt8>) {
        scanner.skipAll(["IF", "NOT", "EXISTS"], text)
        guard let name = scanner.qualifiedName(text), let index = tables.index(of: name) else {
            return
        }
        if tables[index].rowCount == 0 { tables[index].isView = true }
    }

    private mutating func createTable(_ text: Span<UInt8>, _ start: Int) -> Bool {
        scanner.skipAll(["IF", "NOT", "EXISTS"], text)
        guard let name = scanner.qualifiedName(text) else { return false }
        var definition = TableDefinition(name: name)
        if scanner.skip(word: "PARTITION", text) {
            _ = scanner.skip(word: "OF", text)
            inherit(scanner.qualifiedName(text), &definition)
        } else if scanner.skip(word: "LIKE", text) {
            inherit(scanner.qualifiedName(text), &definition)
        } else if scanner.skip(0x28, text) {
            guard definition.read(text, &scanner) else {
                truncated(text, table: define(definition), at: start)
                return true
            }
        } else {
            let isEnded = scanner.isAtEnd(text)
            if isEnded {
                truncated(text, table: nil, at: start)
            } else {
                notExecuted("CREATE TABLE", text, start)
            }
            return isEnded
        }
        for parent in definition.parents { inherit(parent, &definition) }
        let index = define(definition)
        tableOptions(text, index)
        return false
    }

    private mutating func inherit(_ parent: SQLName?, _ definition: inout TableDefinition) {
        guard let parent, let index = tables.index(of: parent) else { return }
        definition.inherit(tables[index])
    }

    /// A table without rows is defined anew; one with rows gets the columns it lacks.
    private mutating func define(_ definition: TableDefinition) -> Int {
        lastInsert = nil
        var table = definition.table
        guard let index = tables.index(of: table.name) else {
            return tables.all.count < DumpTables.maxCount ? tables.add(table) : 0
        }
        if tables[index].rowCount == 0 {
            table.name = tables[index].name
            tables[index] = table
        } else {
            for (column, kind) in zip(table.columns, table.kinds)
            where tables[index].columnIndex(column.name) == nil {
                tables[index].addColumn(column.name, label: column.label, kind: kind)
            }
        }
        return index
    }

    /// `COMMENT='…'` and `INHERITS (…)` behind the columns.
    private mutating func tableOptions(_ text: Span<UInt8>, _ table: Int) {
        while !scanner.isAtEnd(text), !scanner.matches(delimiter, text) {
            guard scanner.skipBlanks(text) else { return }
            let byte = scanner.peek(text)
            if byte == 0x3B || scanner.matches(delimiter, text) { return }
            if scanner.dialect.isTransact || scanner.dialect.isOracle { return }
            if byte | 0x20 == 0x63, let label = TableDefinition.comment(text, &scanner) {
                tables[table].label = label
            } else if byte | 0x20 == 0x69, scanner.skip(word: "INHERITS", text) {
                guard scanner.skip(0x28, text), let parent = scanner.qualifiedName(text),
                    let index = tables.index(of: parent)
                else { return }
                tables[table].inherit(tables[index])
            } else if !scanner.skipToken(text) {
                return
            }
        }
    }

    // MARK: SET and USE

    mutating func set(_ text: Span<UInt8>) {
        _ = scanner.skip(word: "SET", text)
        if scanner.skip(word: "IDENTITY_INSERT", text) {
            let name = scanner.qualifiedName(text)
            let isOn = scanner.skip(word: "ON", text)
            if !isOn { _ = scanner.skip(word: "OFF", text) }
            givenIdentity = isOn ? name.flatMap { tables.index(of: $0) } : nil
            lastInsert = nil
            return
        }
        if scanner.skip(word: "DATEFORMAT", text) {
            scanner.skipBlanks(text)
            tuple.dateOrder = SQLDates.Order(rawValue: scanner.nextWord(text).lowercased())
            return
        }
        scanner.skipAll(["SESSION", "LOCAL", "GLOBAL", "CURRENT"], text)
        let word = scanner.nextWord(text)
        scanner.offset += word.utf8.count
        _ = scanner.skip(0x3D, text)
        _ = scanner.skip(word: "TO", text)
        scanner.skipBlanks(text)
        switch word {
        case "STANDARD_CONFORMING_STRINGS":
            scanner.dialect.hasBackslashEscapes = scanner.nextWord(text) == "OFF"
        case "SEARCH_PATH", "SCHEMA", "CURRENT_SCHEMA":
            if scanner.peek(text) == 0x27 {
                tables.currentSchema = SQLExpression.value(text, &scanner)?.string ?? ""
            } else {
                tables.currentSchema = scanner.name(text) ?? ""
            }
        case "SQL_MODE":
            let mode = SQLExpression.value(text, &scanner)?.string ?? ""
            if mode.uppercased().firstRange(of: "NO_BACKSLASH_ESCAPES") != nil {
                scanner.dialect.hasBackslashEscapes = false
            }
        default: break
        }
    }

    mutating func use(_ text: Span<UInt8>) {
        _ = scanner.skip(word: "USE", text)
        guard let name = scanner.name(text) else { return }
        lastInsert = nil
        if scanner.dialect.isTransact {
            tables.currentCatalog = name
        } else {
            tables.currentSchema = name
        }
    }

    // MARK: What isn't executed

    /// Reported when the table has rows, or when it would get rows.
    mutating func notExecuted(_ word: String, _ text: Span<UInt8>, _ start: Int) {
        var probe = scanner
        probe.offset = start + (word.split(separator: " ").first?.utf8.count ?? 0)
        probe.skipAll(
            [
                "FROM", "INTO", "TABLE", "ONLY", "IF", "EXISTS", "LOW_PRIORITY", "QUICK", "IGNORE",
                "OR", "REPLACE", "DATA", "LOCAL", "INFILE",
            ],
            text
        )
        let name = probe.qualifiedName(text)
        var table = name.flatMap { tables.index(of: $0) }
        let bringsRows = ["INSERT", "COPY", "LOAD", "BULK", "CREATE TABLE"].contains(word)
        if bringsRows, table == nil, word != "LOAD", word != "BULK", let name, word != "INSERT" {
            table = word == "COPY" ? tables.add(DumpTable(name: name)) : nil
        }
        let hasRows = table.map { tables[$0].rowCount > 0 } ?? false
        guard bringsRows || hasRows else { return }
        issues.addOnce(
            DumpIssues.Issue(
                kind: SQLFindings.notExecuted,
                table: table,
                offset: start,
                detail: word
            )
        )
    }

    /// Ends reading at a limit.
    mutating func stop() { isTruncated = true }
}

extension DumpTable {
    /// Puts the columns of a parent in front of those that aren't among them.
    mutating func inherit(_ parent: DumpTable) {
        guard rowCount == 0 else { return }
        let own = zip(columns, kinds).filter { parent.columnIndex($0.0.name) == nil }
        columns = parent.columns + own.map(\.0)
        kinds = parent.kinds + own.map(\.1)
    }
}

extension TableDefinition {
    mutating func inherit(_ parent: DumpTable) { table.inherit(parent) }
}
