import Records

/// Comments on tables and columns, as each server keeps them.
extension DumpReader {
    /// `COMMENT ON COLUMN s.t.c IS '…'`, `COMMENT ON TABLE t IS '…'`, Db2's
    /// `COMMENT ON t (c IS '…', d IS '…')`.
    mutating func commentOn(_ text: Span<UInt8>) {
        _ = scanner.skip(word: "COMMENT", text)
        guard scanner.skip(word: "ON", text) else { return }
        if scanner.skip(word: "COLUMN", text) {
            guard let parts = dottedName(text), parts.count > 1 else { return }
            guard scanner.skip(word: "IS", text), let label = label(text) else { return }
            setLabel(label, SQLName(Array(parts.dropLast())), column: parts.last)
            return
        }
        let isTable = scanner.skip(word: "TABLE", text)
        guard let name = scanner.qualifiedName(text) else { return }
        if isTable {
            guard scanner.skip(word: "IS", text), let label = label(text) else { return }
            setLabel(label, name, column: nil)
        } else if scanner.skip(0x28, text) {
            repeat {
                guard let column = scanner.name(text), scanner.skip(word: "IS", text),
                    let label = label(text)
                else { return }
                setLabel(label, name, column: column)
            } while scanner.skip(0x2C, text)
        }
    }

    private mutating func dottedName(_ text: Span<UInt8>) -> [String]? {
        guard let first = scanner.name(text) else { return nil }
        var parts = [first]
        while scanner.peek(text) == 0x2E, !scanner.isAtEnd(text), parts.count < 5 {
            scanner.offset += 1
            parts.append(scanner.name(text) ?? "")
        }
        return parts
    }

    private mutating func label(_ text: Span<UInt8>) -> String? {
        scanner.skipBlanks(text)
        return SQLExpression.value(text, &scanner).map { scanner.string($0.bytes) }
    }

    private mutating func setLabel(_ label: String, _ table: SQLName, column: String?) {
        guard !label.isEmpty, let index = tables.index(of: table) else { return }
        guard let column else {
            tables[index].label = label
            return
        }
        guard let found = tables[index].columnIndex(column) else { return }
        tables[index].columns[found].label = label
    }

    // MARK: SQL Server

    /// `EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'…', …`, by names or by
    /// position.
    mutating func extendedProperty(_ text: Span<UInt8>) {
        scanner.offset += scanner.nextWord(text).utf8.count
        guard let procedure = scanner.qualifiedName(text)?.name.lowercased(),
            procedure == "sp_addextendedproperty" || procedure == "sp_updateextendedproperty"
        else { return }
        let names = [
            "name", "value", "level0type", "level0name", "level1type", "level1name", "level2type",
            "level2name",
        ]
        var values: [String: String] = [:]
        var position = 0
        repeat {
            scanner.skipBlanks(text)
            var name = position < names.count ? names[position] : ""
            if scanner.peek(text) == 0x40 {
                scanner.offset += 1
                name = scanner.nextWord(text).lowercased()
                scanner.offset += name.utf8.count
                guard scanner.skip(0x3D, text) else { return }
                scanner.skipBlanks(text)
            }
            guard let value = SQLExpression.value(text, &scanner) else { return }
            values[name] = value.string
            position += 1
        } while position < 8 && scanner.skip(0x2C, text)
        guard values["name"] == "MS_Description", let label = values["value"],
            values["level1type"]?.uppercased() == "TABLE", let table = values["level1name"]
        else { return }
        let isColumn = values["level2type"]?.uppercased() == "COLUMN"
        guard isColumn || values["level2name"] == nil else { return }
        let name = SQLName([values["level0name"] ?? "", table])
        setLabel(label, name, column: isColumn ? values["level2name"] ?? "" : nil)
    }

    // MARK: ALTER

    /// `ALTER TABLE t ADD c …`, `MODIFY c … COMMENT '…'`, `COMMENT = '…'`.
    mutating func alter(_ text: Span<UInt8>) {
        let start = scanner.offset
        _ = scanner.skip(word: "ALTER", text)
        guard scanner.skip(word: "TABLE", text) else {
            alterBody(text)
            return
        }
        scanner.skipAll(["ONLY", "IF", "EXISTS", "IGNORE"], text)
        guard let name = scanner.qualifiedName(text), let index = tables.index(of: name) else {
            return
        }
        lastInsert = nil
        repeat {
            if scanner.skip(word: "ADD", text) {
                addColumn(text, index)
            } else if scanner.skip(word: "MODIFY", text) {
                modify(text, index)
            } else if let label = TableDefinition.comment(text, &scanner) {
                tables[index].label = label
            } else if scanner.isNext("DROP", text) || scanner.isNext("RENAME", text)
                || scanner.isNext("CHANGE", text)
            {
                changed(text, index, start)
                return
            } else {
                return
            }
        } while scanner.skip(0x2C, text)
    }

    /// Procedures and views may be altered with the whole of their statements.
    private mutating func alterBody(_ text: Span<UInt8>) {
        let bodies: Set<String> = ["PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "VIEW"]
        guard scanner.dialect.isTransact, bodies.contains(scanner.nextWord(text)) else { return }
        _ = scanner.skipBody(text, delimiter: delimiter)
    }

    private mutating func modify(_ text: Span<UInt8>, _ table: Int) {
        _ = scanner.skip(word: "COLUMN", text)
        guard let name = scanner.name(text), let column = tables[table].columnIndex(name) else {
            return
        }
        let details = details(text)
        if !details.label.isEmpty { tables[table].columns[column].label = details.label }
    }

    /// What follows a column's name up to the comma or the statement's end, which is left in place.
    private mutating func details(_ text: Span<UInt8>) -> TableDefinition.Details {
        var details = TableDefinition.Details()
        var probe = scanner
        if TableDefinition.rest(text, &probe, &details) != nil {
            scanner.offset = probe.offset - 1
        }
        return details
    }

    private mutating func addColumn(_ text: Span<UInt8>, _ table: Int) {
        let isColumn = scanner.skip(word: "COLUMN", text)
        scanner.skipAll(["IF", "NOT", "EXISTS"], text)
        let constraints: Set<String> = [
            "CONSTRAINT", "PRIMARY", "KEY", "UNIQUE", "INDEX", "FOREIGN", "CHECK", "FULLTEXT",
            "SPATIAL", "DEFAULT", "PARTITION", "EXCLUDE", "SUPPLEMENTAL",
        ]
        if !isColumn, constraints.contains(scanner.nextWord(text)) { return }
        let isListed = scanner.skip(0x28, text)
        repeat {
            guard tables[table].columns.count < TableDefinition.maxColumnCount,
                let name = scanner.name(text), tables[table].columnIndex(name) == nil
            else { return }
            scanner.skipBlanks(text)
            var probe = scanner
            let type = probe.qualifiedName(text)?.name.uppercased() ?? ""
            guard !type.isEmpty else { return }
            let kind = TableDefinition.kind(type, scanner.dialect)
            let label = isListed || scanner.dialect.isMySQL ? details(text).label : ""
            countAbsent(Int(tables[table].rowCount), table, scanner.offset)
            tables[table].addColumn(name, label: label, kind: kind)
        } while isListed && scanner.skip(0x2C, text)
    }

    private mutating func changed(_ text: Span<UInt8>, _ table: Int, _ start: Int) {
        let word = scanner.nextWord(text)
        let after = scanner.offset + word.utf8.count
        scanner.offset = after
        scanner.skipBlanks(text)
        let others: Set<String> = [
            "CONSTRAINT", "PRIMARY", "KEY", "INDEX", "FOREIGN", "DEFAULT", "CHECK", "PARTITION",
        ]
        guard tables[table].rowCount > 0, !others.contains(scanner.nextWord(text)) else { return }
        issues.addOnce(
            DumpIssues.Issue(
                kind: SQLFindings.notExecuted,
                table: table,
                offset: start,
                detail: "ALTER TABLE … \(word)"
            )
        )
    }
}
