import Records

/// The conversions of CAST, CONVERT and `::`.
enum SQLCast {
    /// Nil when the value can't be shown as that type without knowing the server.
    static func value(_ value: SQLValue, as type: String, _ order: SQLDates.Order?) -> SQLValue? {
        if value.kind == .null { return value }
        switch type {
        case "DATE", "DATETIME", "SMALLDATETIME", "DATETIME2", "TIME", "DATETIMEOFFSET",
            "TIMESTAMP", "TIMESTAMPTZ":
            if value.kind == .binary {
                if type == "TIMESTAMP" { return value }
                return SQLDates.decode(value.bytes, as: type).map { .text($0) }
            }
            return SQLDates.iso(value.bytes, order: order).map { .text($0) } ?? value
        case "NVARCHAR", "NCHAR", "NTEXT", "SYSNAME":
            return value.kind == .binary ? utf16(value.bytes, isLittleEndian: true) : value
        case "CHAR", "VARCHAR", "TEXT", "CHARACTER", "CLOB", "XML", "VARCHAR2":
            guard value.kind == .binary else { return value }
            return UTF8Check.isValid(value.bytes.span) ? .text(value.bytes) : nil
        case "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "NUMERIC", "DECIMAL", "NUMBER",
            "FLOAT", "REAL", "DOUBLE", "MONEY", "SMALLMONEY", "SIGNED", "UNSIGNED":
            if value.kind == .binary { return nil }
            return SQLNumber.plain(value.bytes.span).map { SQLValue(kind: .number, bytes: $0) }
                ?? value
        case "BYTEA": return bytea(value)
        default: return value
        }
    }

    /// PostgreSQL's text form of bytes, `\x89504E47`.
    static func bytea(_ value: SQLValue) -> SQLValue {
        guard value.kind == .text, value.bytes.starts(with: Array("\\x".utf8)),
            let bytes = HexText.bytes(Array(value.bytes.dropFirst(2)).span)
        else { return value }
        return .binary(bytes)
    }

    static func utf16(_ bytes: [UInt8], isLittleEndian: Bool) -> SQLValue? {
        guard bytes.count & 1 == 0 else { return nil }
        let units = stride(from: 0, to: bytes.count, by: 2).map { index -> UInt16 in
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            return isLittleEndian ? second << 8 | first : first << 8 | second
        }
        return .text(String(decoding: units, as: UTF16.self))
    }
}

/// The functions that writers of dumps use for text, dates and bytes.
enum SQLFunctions {
    /// Nil for all other functions, and for arguments that they don't take.
    static func value(
        _ name: String,
        _ arguments: [SQLValue],
        _ dialect: SQLDialect
    ) -> SQLValue? {
        switch name {
        case "CHR", "CHAR", "NCHAR": return characters(name, arguments, dialect)
        case "CONCAT": return concat(arguments, dialect)
        case "REPLACE": return replace(arguments)
        case "UNISTR": return single(arguments).map { .text(SQLString.unistr($0.bytes.span)) }
        case "TO_DATE", "TO_TIMESTAMP", "TO_TIMESTAMP_TZ": return date(arguments)
        case "STR_TO_DATE": return mySQLDate(arguments)
        case "EMPTY_BLOB", "EMPTY_CLOB": return arguments.isEmpty ? .text("") : nil
        case "HEXTORAW", "UNHEX": return bytes(arguments)
        case "BLOB", "BINARY", "VARBINARY": return arguments.count == 1 ? arguments[0] : nil
        case "TO_CLOB", "TO_NCLOB", "TO_CHAR", "TO_NCHAR", "XMLTYPE", "XMLPARSE", "CLOB", "VARCHAR",
            "GRAPHIC", "VARGRAPHIC", "JSON":
            return single(arguments)
        case "TO_NUMBER":
            guard let value = single(arguments) else { return nil }
            return SQLCast.value(value, as: "NUMBER", nil)
        case "DATE", "TIMESTAMP", "DATETIME", "TIME":
            guard let value = single(arguments) else { return nil }
            return SQLDates.iso(value.bytes).map { .text($0) }
        default: return nil
        }
    }

    private static func single(_ arguments: [SQLValue]) -> SQLValue? {
        arguments.count == 1 && arguments[0].kind != .binary ? arguments[0] : nil
    }

    /// Beyond ASCII, `CHR` of Oracle and `CHAR` of SQL Server depend on the server's code page.
    private static func characters(
        _ name: String,
        _ arguments: [SQLValue],
        _ dialect: SQLDialect
    ) -> SQLValue? {
        let isUnicode =
            name == "NCHAR" || dialect.isPostgreSQL
            || !(dialect.isOracle || dialect.isTransact || dialect.isMySQL || dialect.name == "db2")
        var bytes: [UInt8] = []
        for argument in arguments {
            guard let code = argument.integer, code >= 0, code < (isUnicode ? 0x110000 : 0x80)
            else {
                return nil
            }
            Scalars.append(UInt32(code), to: &bytes)
        }
        return arguments.isEmpty ? nil : .text(bytes)
    }

    private static func concat(_ arguments: [SQLValue], _ dialect: SQLDialect) -> SQLValue? {
        if arguments.contains(where: { $0.kind == .binary }) { return nil }
        if dialect.isMySQL, arguments.contains(.null) { return .null }
        return .text(Array(arguments.map(\.bytes).joined()))
    }

    private static func replace(_ arguments: [SQLValue]) -> SQLValue? {
        guard arguments.count == 3, arguments.allSatisfy({ $0.kind != .binary }) else { return nil }
        if arguments[0].kind == .null { return .null }
        let (text, old, new) = (arguments[0].bytes, arguments[1].bytes, arguments[2].bytes)
        if old.isEmpty { return arguments[0] }
        var bytes: [UInt8] = []
        var start = 0
        while let range = text.span.range(of: old.span, from: start) {
            bytes.append(contentsOf: text[start..<range.lowerBound])
            bytes.append(contentsOf: new)
            start = range.upperBound
        }
        return .text(bytes + text[start...])
    }

    /// A text and, mostly, its format; what Oracle's third argument says about month names is read
    /// from the text itself.
    private static func date(_ arguments: [SQLValue]) -> SQLValue? {
        guard let first = arguments.first, (1...3).contains(arguments.count) else { return nil }
        if first.kind == .null { return .null }
        guard first.kind != .binary else { return nil }
        guard arguments.count > 1 else { return SQLDates.iso(first.bytes).map { .text($0) } }
        guard let format = arguments[1].string else { return nil }
        if isPlain(format, first.bytes.count), let plain = SQLDates.iso(first.bytes) {
            return .text(plain)
        }
        return OracleDateFormat.iso(first.bytes, format: arguments[1].bytes).map { .text($0) }
    }

    /// Whether a date of that length in that format is ISO 8601 as it stands.
    private static func isPlain(_ format: String, _ byteCount: Int) -> Bool {
        switch format.uppercased() {
        case "YYYY-MM-DD": byteCount == 10
        case "YYYY-MM-DD HH24:MI:SS": byteCount == 19
        default: false
        }
    }

    private static func mySQLDate(_ arguments: [SQLValue]) -> SQLValue? {
        guard arguments.count == 2, let format = arguments[1].string else { return nil }
        let orders: [(String, SQLDates.Order)] = [("%Y", .ymd), ("%d", .dmy), ("%m", .mdy)]
        let order = orders.first { format.hasPrefix($0.0) }?.1
        return SQLDates.iso(arguments[0].bytes, order: order).map { .text($0) }
    }

    private static func bytes(_ arguments: [SQLValue]) -> SQLValue? {
        guard let value = single(arguments) else { return nil }
        if value.kind == .null { return .null }
        return HexText.bytes(value.bytes.span).map { .binary($0) }
    }
}
