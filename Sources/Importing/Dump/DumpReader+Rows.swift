import Records

/// INSERT with rows that no list of tuples holds.
extension DumpReader {
    /// Oracle's `INSERT ALL INTO a VALUES (…) INTO b VALUES (…) SELECT * FROM dual`.
    mutating func insertAll(_ text: Span<UInt8>, _ start: Int) -> Bool {
        while scanner.skip(word: "INTO", text) {
            guard let name = scanner.qualifiedName(text) else { return false }
            let columns = columnList(text)
            guard scanner.skip(word: "VALUES", text) else { return false }
            let index = tableIndex(name, at: start, columns: columns)
            var target = self.target(index, columns)
            guard oneTuple(text, index, &target) else { return true }
        }
        return false
    }

    /// MySQL's `INSERT INTO t SET a=1, b='x'`.
    mutating func assignments(_ text: Span<UInt8>, _ name: SQLName, _ start: Int) -> Bool {
        var names: [String] = []
        var values: [SQLValue] = []
        repeat {
            guard let column = scanner.name(text), scanner.skip(0x3D, text) else {
                notExecuted("INSERT", text, start)
                return false
            }
            names.append(column)
            scanner.skipBlanks(text)
            values.append(selectedValue(text))
        } while scanner.skip(0x2C, text)
        let index = tableIndex(name, at: start, columns: names)
        append(values, to: index, target(index, names), at: start)
        endInsert(text, index, at: start)
        return true
    }

    /// Reads `INSERT … SELECT 1,'a' UNION ALL SELECT 2,'b'` from no table or from `dual`.
    ///
    /// Such rows are as good as tuples. False, and the scanner left alone, for all other queries.
    mutating func selectedRows(
        _ text: Span<UInt8>,
        _ name: SQLName,
        _ listed: [String]?,
        _ start: Int
    ) -> Bool {
        var rows: [(offset: Int, values: [SQLValue])] = []
        let before = scanner
        while scanner.skip(word: "SELECT", text) {
            let offset = scanner.offset
            var values: [SQLValue] = []
            repeat {
                scanner.skipBlanks(text)
                guard let value = SQLExpression.value(text, &scanner, dateOrder: tuple.dateOrder)
                else {
                    scanner = before
                    return false
                }
                values.append(value)
                if scanner.skip(word: "AS", text) { _ = scanner.name(text) }
            } while scanner.skip(0x2C, text)
            if scanner.skip(word: "FROM", text) {
                let source = scanner.qualifiedName(text)?.name.uppercased() ?? ""
                guard ["DUAL", "SYSDUMMY1"].contains(source) else {
                    scanner = before
                    return false
                }
            }
            rows.append((offset, values))
            guard scanner.skip(word: "UNION", text) else { break }
            _ = scanner.skip(word: "ALL", text)
        }
        scanner.skipBlanks(text)
        let isOver =
            scanner.isAtEnd(text) || scanner.matches(delimiter, text) || scanner.isBatchEnd(text)
            || (scanner.dialect.isTransact && scanner.isFirstOnLine(text))
        guard isOver, !rows.isEmpty else {
            scanner = before
            return false
        }
        let index = tableIndex(name, at: start, columns: listed)
        var target = self.target(index, listed)
        for row in rows {
            if target.order == nil { complete(&target, index, row.values.count) }
            append(row.values, to: index, target, at: row.offset)
        }
        endInsert(text, index, at: start)
        return true
    }

    /// A value, or the source text of what can't be evaluated.
    private mutating func selectedValue(_ text: Span<UInt8>) -> SQLValue {
        if let value = SQLExpression.value(text, &scanner, dateOrder: tuple.dateOrder) {
            return value
        }
        let start = scanner.offset
        while !scanner.isAtEnd(text), scanner.peek(text) != 0x2C, scanner.peek(text) != 0x3B {
            guard scanner.skipToken(text) else { break }
        }
        return .text(text.extracting(start..<min(scanner.offset, text.count)).copy())
    }

    private mutating func append(
        _ values: [SQLValue],
        to table: Int,
        _ target: Target,
        at offset: Int
    ) {
        let kinds = target.kinds
        let dialect = scanner.dialect
        tables[table].withStore { store in
            tuple.append(values, to: &store, kinds: kinds, dialect)
        }
        add(table, target, at: offset)
    }
}
