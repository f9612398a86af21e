import Records

/// PostgreSQL's `COPY t (a, b) FROM stdin;` with the rows on the lines behind it, up to `\.`.
///
///     1⇥李三⇥\N          \N is null, \t \n \\ are escaped
extension DumpReader {
    struct CopyFormat: Equatable {
        var isCSV = false
        var delimiter: UInt8 = 0x09
        var quote: UInt8 = 0x22
        var escape: UInt8 = 0x22
        var null: [UInt8] = Array("\\N".utf8)
        var hasHeader = false
    }

    /// False when the rows aren't in the dump; the statement is then stepped over.
    mutating func copy(_ text: Span<UInt8>, _ start: Int) -> Bool {
        _ = scanner.skip(word: "COPY", text)
        guard scanner.peek(text) != 0x28, let name = scanner.qualifiedName(text) else {
            return false
        }
        let columns = columnList(text)
        guard scanner.skip(word: "FROM", text), scanner.skip(word: "STDIN", text) else {
            notExecuted("COPY", text, start)
            return false
        }
        guard let format = copyFormat(text) else {
            truncated(text, table: tables.index(of: name), at: start)
            return true
        }
        let index = tableIndex(name, at: start, columns: columns)
        var target = self.target(index, columns)
        scanner.skipLine(text)
        nextLine(text)
        if format.hasHeader { scanner.skipLine(text); nextLine(text) }
        rows(text, index, &target, format)
        return true
    }

    private mutating func nextLine(_ text: Span<UInt8>) {
        if scanner.peek(text) == 0x0D { scanner.offset += 1 }
        if scanner.peek(text) == 0x0A { scanner.offset += 1 }
    }

    /// The options up to and with the `;`; nil when the text ends before it.
    private mutating func copyFormat(_ text: Span<UInt8>) -> CopyFormat? {
        var format = CopyFormat()
        var nullText: [UInt8]?
        var delimiter: UInt8?
        while true {
            scanner.skipBlanks(text)
            guard !scanner.isAtEnd(text) else { return nil }
            if scanner.skip(0x3B, text) { break }
            let word = scanner.nextWord(text)
            guard !word.isEmpty else {
                scanner.offset += 1
                continue
            }
            scanner.offset += word.utf8.count
            switch word {
            case "CSV": format.isCSV = true
            case "HEADER": format.hasHeader = !scanner.skip(word: "FALSE", text)
            case "DELIMITER": delimiter = option(text)?.first ?? delimiter
            case "QUOTE": format.quote = option(text)?.first ?? format.quote
            case "ESCAPE": format.escape = option(text)?.first ?? format.escape
            case "NULL": nullText = option(text) ?? nullText
            default: break
            }
        }
        format.delimiter = delimiter ?? (format.isCSV ? 0x2C : 0x09)
        format.null = nullText ?? (format.isCSV ? [] : format.null)
        return format
    }

    private mutating func option(_ text: Span<UInt8>) -> [UInt8]? {
        _ = scanner.skip(word: "AS", text)
        scanner.skipBlanks(text)
        return SQLExpression.value(text, &scanner)?.bytes
    }

    // MARK: Rows

    private mutating func rows(
        _ text: Span<UInt8>,
        _ table: Int,
        _ target: inout Target,
        _ format: CopyFormat
    ) {
        let copyStart = scanner.offset
        while !isTruncated {
            let start = scanner.offset
            if text.starts(with: "\\.", at: start) {
                scanner.offset += 2
                scanner.skipLine(text)
                return
            }
            let kinds = target.kinds
            let end = tables[table].withStore { store in
                format.isCSV
                    ? tuple.readCSVLine(text, start, &store, format, kinds, scanner.dialect)
                    : tuple.readCopyLine(text, start, &store, format, kinds, scanner.dialect)
            }
            guard let end else {
                tables[table].withStore { $0.dropOpenRow() }
                truncated(text, table: table, at: copyStart)
                return
            }
            if target.order == nil { target = undefinedTarget(table) }
            add(table, target, at: start)
            scanner.offset = end
        }
    }

    private mutating func undefinedTarget(_ table: Int) -> Target {
        let names = (0..<tables[table].store.cellCount).map { "column \($0 + 1)" }
        var target = self.target(table, names)
        target.isPinned = false
        return target
    }
}
