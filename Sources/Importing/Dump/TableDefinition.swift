import Records

/// Reads the columns of CREATE TABLE: names, what their types say, `COMMENT '…'` as labels.
struct TableDefinition {
    var table: DumpTable
    /// Tables named by `LIKE`, `INHERITS` or `PARTITION OF`, whose columns are taken too.
    private(set) var parents: [SQLName] = []

    /// More columns than any server allows.
    static let maxColumnCount = 4096

    init(name: SQLName) { table = DumpTable(name: name) }

    /// Reads from behind the opening bracket to behind the closing one; false when it is cut.
    mutating func read(_ text: Span<UInt8>, _ scanner: inout SQLScanner) -> Bool {
        while true {
            scanner.skipBlanks(text)
            if scanner.isAtEnd(text) { return false }
            let end: UInt8?
            if TableDefinition.isConstraint(text, scanner) {
                if scanner.skip(word: "LIKE", text), let parent = scanner.qualifiedName(text) {
                    parents.append(parent)
                }
                var details = Details()
                end = TableDefinition.rest(text, &scanner, &details)
            } else {
                end = column(text, &scanner)
            }
            guard let end else { return false }
            if end == 0x29 { return true }
        }
    }

    /// What follows the type of a column.
    struct Details {
        var label = ""
        /// IDENTITY, or computed.
        var isFilledByServer = false
    }

    private mutating func column(_ text: Span<UInt8>, _ scanner: inout SQLScanner) -> UInt8? {
        guard let name = scanner.name(text) else {
            var details = Details()
            return TableDefinition.rest(text, &scanner, &details)
        }
        scanner.skipBlanks(text)
        var probe = scanner
        let type = probe.qualifiedName(text)?.name.uppercased() ?? ""
        var kind = TableDefinition.kind(type, scanner.dialect)
        if type == "LONG", probe.skip(word: "RAW", text) { kind = .binary }
        var details = Details()
        details.isFilledByServer = type == "AS" && scanner.dialect.isTransact
        let end = TableDefinition.rest(text, &scanner, &details)
        guard table.columns.count < TableDefinition.maxColumnCount else { return end }
        table.addColumn(name, label: details.label, kind: kind)
        if details.isFilledByServer { table.omitted.insert(table.columns.count - 1) }
        return end
    }

    // MARK: Types

    private static let textTypes: Set<String> = [
        "CHAR", "VARCHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT", "NVARCHAR", "NCHAR",
        "ENUM", "SET", "JSON", "CHARACTER", "CLOB", "NTEXT", "VARCHAR2", "NVARCHAR2", "NCLOB",
        "CITEXT", "JSONB", "XML", "SYSNAME", "BPCHAR", "GRAPHIC", "VARGRAPHIC", "DBCLOB", "STRING",
        "NATIONAL", "NAME", "LONG",
    ]
    private static let binaryTypes: Set<String> = [
        "BLOB", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "BINARY", "VARBINARY", "BYTEA", "IMAGE",
        "RAW", "GEOMETRY", "POINT", "POLYGON", "GEOGRAPHY", "ROWVERSION", "HIERARCHYID",
    ]
    private static let otherTypes: Set<String> = [
        "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "MEDIUMINT", "NUMERIC", "DECIMAL",
        "NUMBER", "FLOAT", "DOUBLE", "REAL", "MONEY", "YEAR", "TIME", "SERIAL", "BIGSERIAL", "INT4",
        "INT8", "INT2", "UUID", "UNIQUEIDENTIFIER",
    ]

    static func kind(_ type: String, _ dialect: SQLDialect) -> DumpTable.ColumnKind {
        if textTypes.contains(type) { return .text }
        if binaryTypes.contains(type) { return .binary }
        switch type {
        case "BIT": return dialect.isMySQL ? .bit : .other
        case "BOOL", "BOOLEAN": return .boolean
        case "TIMESTAMP": return dialect.isTransact ? .binary : .date
        case "DATE", "DATETIME", "SMALLDATETIME", "DATETIME2", "TIMESTAMPTZ", "DATETIMEOFFSET":
            return .date
        default: return .other
        }
    }

    private static func isType(_ word: String, _ dialect: SQLDialect) -> Bool {
        otherTypes.contains(word) || kind(word, dialect) != .other || word == "BIT"
    }

    /// Whether a key or another constraint begins here rather than a column, which may well be
    /// called `key`.
    private static func isConstraint(_ text: Span<UInt8>, _ scanner: SQLScanner) -> Bool {
        var probe = scanner
        let word = probe.nextWord(text)
        probe.offset += word.utf8.count
        probe.skipBlanks(text)
        let next = probe.peek(text)
        let following = probe.nextWord(text)
        switch word {
        case "PRIMARY", "FOREIGN": return following == "KEY"
        case "CONSTRAINT", "EXCLUDE", "LIKE", "SUPPLEMENTAL":
            return !isType(following, probe.dialect)
        case "CHECK": return next == 0x28
        case "PERIOD": return following == "FOR"
        case "KEY", "INDEX", "UNIQUE", "FULLTEXT", "SPATIAL":
            if next == 0x2C || next == 0x29 { return false }
            return !isType(following, probe.dialect) && !(next == 0x5B && word == "KEY")
        default: return false
        }
    }

    // MARK: The rest of an entry

    /// Steps behind the comma or bracket that ends an entry and gives it; nil when it is cut.
    static func rest(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        _ details: inout Details
    ) -> UInt8? {
        var depth = 0
        while true {
            guard scanner.skipBlanks(text), !scanner.isAtEnd(text) else { return nil }
            let byte = scanner.peek(text)
            if depth == 0 && (byte == 0x2C || byte == 0x29) {
                scanner.offset += 1
                return byte
            }
            if byte == 0x3B && depth <= 0 { return nil }
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth -= 1 }
            if byte | 0x20 == 0x63, let comment = comment(text, &scanner) {
                details.label = comment
            } else {
                if byte | 0x20 == 0x69, depth == 0, scanner.dialect.isTransact,
                    scanner.isNext("IDENTITY", text)
                {
                    details.isFilledByServer = true
                }
                guard scanner.skipToken(text) else { return nil }
            }
        }
    }

    /// The text of `COMMENT '…'` or `COMMENT='…'`, stepped over; nil when none is next.
    static func comment(_ text: Span<UInt8>, _ scanner: inout SQLScanner) -> String? {
        var probe = scanner
        guard probe.skip(word: "COMMENT", text) else { return nil }
        _ = probe.skip(0x3D, text)
        probe.skipBlanks(text)
        guard let label = label(text, &probe) else { return nil }
        scanner = probe
        return label
    }

    /// A string that says something about a column or table.
    static func label(_ text: Span<UInt8>, _ scanner: inout SQLScanner) -> String? {
        let byte = scanner.peek(text)
        guard byte == 0x27 || byte | 0x20 == 0x6E || byte | 0x20 == 0x65 else { return nil }
        return SQLExpression.value(text, &scanner).map { scanner.string($0.bytes) }
    }
}
