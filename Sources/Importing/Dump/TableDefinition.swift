import Records

/// Reads the columns of CREATE TABLE: names, whether they are text, `COMMENT '…'` as labels.
struct TableDefinition {
    private(set) var table: DumpTable

    init(name: String) { table = DumpTable(name: name) }

    private static let notColumns: Set<String> = [
        "PRIMARY", "KEY", "UNIQUE", "INDEX", "CONSTRAINT", "FULLTEXT", "SPATIAL", "FOREIGN",
        "CHECK", "EXCLUDE", "LIKE",
    ]
    private static let textTypes: Set<String> = [
        "CHAR", "VARCHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT", "NVARCHAR", "NCHAR",
        "ENUM", "SET", "JSON", "CHARACTER", "CLOB",
    ]

    /// Reads from behind the opening bracket to behind the closing one; false when it is cut.
    mutating func read(_ text: Span<UInt8>, _ scanner: inout SQLScanner) -> Bool {
        while true {
            scanner.skipBlanks(text)
            if scanner.isAtEnd(text) { return false }
            let isKey = TableDefinition.notColumns.contains(scanner.nextWord(text))
            var label = ""
            var name: String?
            var type = ""
            if !isKey {
                name = scanner.name(text)
                scanner.skipBlanks(text)
                type = scanner.nextWord(text)
            }
            guard let end = rest(text, &scanner, label: &label) else { return false }
            if let name {
                table.addColumn(
                    name,
                    label: label,
                    isText: TableDefinition.textTypes.contains(type)
                )
            }
            if end == 0x29 { return true }
        }
    }

    /// Steps behind the comma or bracket that ends an entry and gives it; nil when it is cut.
    private func rest(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        label: inout String
    ) -> UInt8? {
        var depth = 0
        while !scanner.isAtEnd(text) {
            let byte = scanner.peek(text)
            if depth == 0 && (byte == 0x2C || byte == 0x29) {
                scanner.offset += 1
                return byte
            }
            switch byte {
            case 0x28: depth += 1; scanner.offset += 1
            case 0x29: depth -= 1; scanner.offset += 1
            case 0x27, 0x22, 0x60:
                guard scanner.skipString(text) else { return nil }
            case 0x43, 0x63:
                if !comment(text, &scanner, &label) { skipWord(text, &scanner) }
            default: skipWord(text, &scanner)
            }
        }
        return nil
    }

    private func skipWord(_ text: Span<UInt8>, _ scanner: inout SQLScanner) {
        let length = scanner.nextWord(text).utf8.count
        scanner.offset += max(1, length)
    }

    private func comment(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        _ label: inout String
    ) -> Bool {
        var probe = scanner
        guard probe.skip(word: "COMMENT", text) else { return false }
        probe.skipBlanks(text)
        guard probe.peek(text) == 0x27, !probe.isAtEnd(text) else { return false }
        var reader = TupleReader()
        guard reader.readString(text, &probe) else { return false }
        label = reader.values[0].string()
        scanner = probe
        return true
    }
}
