import Records

/// Whether a text is SQL: its first statement must be one, and a table must be made or filled.
///
/// Strict, because `INSERT` and `set` are words too: a CSV whose header is `insert,update` is none.
/// Comments, settings, drops and lines of the servers' own programs may stand first.
enum DumpDetection {
    static func confidence(head: Span<UInt8>) -> Int {
        if let isLittleEndian = EncodingGuess.utf16(head) {
            return confidence(of: narrowed(head, isLittleEndian).span)
        }
        if FileKind.isBinary(head: head.extracting(0..<min(512, head.count))) { return 0 }
        return confidence(of: head)
    }

    /// The ASCII of UTF-16 without byte order marks, other characters as `x`.
    private static func narrowed(_ head: Span<UInt8>, _ isLittleEndian: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while index + 1 < head.count {
            let low = head[isLittleEndian ? index : index + 1]
            let high = head[isLittleEndian ? index + 1 : index]
            if high != 0xFE || low != 0xFF { bytes.append(high == 0 && low < 0x80 ? low : 0x78) }
            index += 2
        }
        return bytes
    }

    private static let signatures = [
        "-- MySQL dump", "-- MariaDB dump", "/****** Object:", "-- phpMyAdmin SQL Dump",
        "-- PostgreSQL database dump",
    ]

    private static func confidence(of text: Span<UInt8>) -> Int {
        guard mayBegin(text) else { return hasStatement(text) ? 20 : 0 }
        var scanner = SQLScanner(SQLDialect.find(text))
        var weakCount = 0
        for _ in 0..<400 {
            guard scanner.skipBlanks(text), !scanner.isAtEnd(text) else { break }
            switch evidence(text, scanner) {
            case .strong: return 85
            case .weak:
                weakCount += 1
                if !scanner.skipStatement(text, delimiter: [0x3B]) { scanner.offset = text.count }
            case .line: scanner.skipLine(text)
            case .none:
                if weakCount < 3 { return hasStatement(text) ? 20 : 0 }
                scanner.offset = text.count
            }
        }
        if weakCount > 0 { return weakCount > 1 ? 70 : 40 }
        let start = text.extracting(0..<min(200, text.count)).string()
        return signatures.contains { start.firstRange(of: $0) != nil } ? 80 : 0
    }

    /// A comment, a mark of a command or a word that a line of data seldom begins with.
    private static func mayBegin(_ text: Span<UInt8>) -> Bool {
        var scanner = SQLScanner(.mySQL)
        guard scanner.skipBlanks(text), !scanner.isAtEnd(text) else { return true }
        let byte = scanner.peek(text)
        if [0x5C, 0x2F, 0x40, 0x3B, 0x2D].contains(byte) { return true }
        let word = scanner.nextWord(text)
        let words: Set<String> = [
            "INSERT", "REPLACE", "CREATE", "COPY", "GO", "REM", "PROMPT", "DELIMITER", "SPOOL",
            "MYSQLDUMP", "MARIADB", "PRAGMA", "USE", "RAISERROR", "SELECT", "COMMIT", "CHECKPOINT",
        ]
        return words.contains(word) || settings[word] != nil
    }

    private enum Evidence { case none, line, weak, strong }

    private static func evidence(_ text: Span<UInt8>, _ start: SQLScanner) -> Evidence {
        var scanner = start
        let byte = scanner.peek(text)
        if byte == 0x3B { return .weak }
        if byte == 0x5C || byte == 0x2F || byte == 0x40 {
            return scanner.isFirstOnLine(text) && scanner.offset + 1 < text.count ? .line : .none
        }
        let word = scanner.nextWord(text)
        scanner.offset += word.utf8.count
        let next = scanner.peek(text)
        if next == 0x2C { return .none }
        scanner.skipBlanks(text)
        switch word {
        case "INSERT", "REPLACE": return isInsert(text, scanner) ? .strong : .none
        case "CREATE": return create(text, scanner)
        case "COPY": return isCopy(text, scanner) ? .strong : .none
        case "GO": return start.isBatchEnd(text) ? .line : .none
        case "BEGIN", "END", "ELSE":
            if scanner.dialect.isTransact, start.isFirstOnLine(text) { return .line }
            return isSetting(word, text, scanner) ? .weak : .none
        case "REM", "PROMPT", "DELIMITER", "SPOOL": return next == 0x20 ? .line : .none
        case "MYSQLDUMP", "MARIADB": return next == 0x3A || next == 0x2D ? .line : .none
        default: return isSetting(word, text, scanner) ? .weak : .none
        }
    }

    private static func isInsert(_ text: Span<UInt8>, _ start: SQLScanner) -> Bool {
        var scanner = start
        if scanner.skip(word: "ALL", text) { return scanner.isNext("INTO", text) }
        scanner.skipAll(["LOW_PRIORITY", "DELAYED", "IGNORE", "OR", "REPLACE", "INTO"], text)
        guard scanner.qualifiedName(text) != nil else { return false }
        if scanner.skip(0x28, text) {
            while scanner.name(text) != nil, scanner.skip(0x2C, text) {}
            if scanner.isAtEnd(text) { return true }
            guard scanner.skip(0x29, text) else { return false }
        }
        scanner.skipBlanks(text)
        let words = ["VALUES", "VALUE", "SELECT", "SET", "DEFAULT", "OVERRIDING", "OUTPUT"]
        return scanner.isAtEnd(text) || words.contains(scanner.nextWord(text))
    }

    private static let created: Set<String> = [
        "DATABASE", "SCHEMA", "VIEW", "PROCEDURE", "PROC", "INDEX", "UNIQUE", "SEQUENCE", "TYPE",
        "EXTENSION", "FUNCTION", "TRIGGER", "USER", "ROLE", "DEFAULT", "RULE", "OR", "LOGIN",
        "CLUSTERED", "NONCLUSTERED", "DEFINER", "ALGORITHM", "TABLESPACE", "LANGUAGE", "SYNONYM",
        "MATERIALIZED", "VIRTUAL", "DOMAIN", "BITMAP",
    ]

    private static func create(_ text: Span<UInt8>, _ start: SQLScanner) -> Evidence {
        var scanner = start
        scanner.skipAll(
            ["GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED", "COLUMN", "FOREIGN"],
            text
        )
        if scanner.skip(word: "TABLE", text) {
            scanner.skipAll(["IF", "NOT", "EXISTS"], text)
            guard scanner.qualifiedName(text) != nil else { return .none }
            scanner.skipBlanks(text)
            let words = ["LIKE", "AS", "PARTITION"]
            let isTable =
                scanner.peek(text) == 0x28 || words.contains(scanner.nextWord(text))
                || scanner.isAtEnd(text)
            return isTable ? .strong : .none
        }
        return created.contains(scanner.nextWord(text)) ? .weak : .none
    }

    private static func isCopy(_ text: Span<UInt8>, _ start: SQLScanner) -> Bool {
        var scanner = start
        guard scanner.qualifiedName(text) != nil else { return false }
        if scanner.skip(0x28, text) {
            while scanner.name(text) != nil, scanner.skip(0x2C, text) {}
            guard scanner.skip(0x29, text) else { return false }
        }
        return scanner.skip(word: "FROM", text) && scanner.skip(word: "STDIN", text)
    }

    /// What may follow the first word of statements that bring no rows; nothing: anything may.
    private static let settings: [String: Set<String>] = [
        "SET": [
            "NAMES", "NOCOUNT", "ANSI_NULLS", "ANSI_PADDING", "QUOTED_IDENTIFIER", "DATEFORMAT",
            "IDENTITY_INSERT", "XACT_ABORT", "ANSI_WARNINGS", "ARITHABORT", "DEFINE", "SCHEMA",
            "CURRENT", "LANGUAGE", "CONCAT_NULL_YIELDS_NULL", "NUMERIC_ROUNDABORT", "SESSION",
            "TRANSACTION", "SQLBLANKLINES", "ECHO", "FEEDBACK", "SCAN", "CHARACTER", "TERMOUT",
        ],
        "DROP": [
            "TABLE", "DATABASE", "VIEW", "PROCEDURE", "PROC", "INDEX", "SCHEMA", "SEQUENCE", "TYPE",
            "FUNCTION", "TRIGGER", "USER", "SYNONYM",
        ],
        "ALTER": ["TABLE", "DATABASE", "SESSION", "SEQUENCE", "SCHEMA", "AUTHORIZATION", "ROLE"],
        "LOCK": ["TABLES", "TABLE"],
        "UNLOCK": ["TABLES"],
        "START": ["TRANSACTION"],
        "BEGIN": ["TRANSACTION", "TRAN", "WORK"],
        "COMMENT": ["ON"],
        "IF": ["EXISTS", "NOT", "OBJECT_ID", "DB_ID"],
        "TRUNCATE": ["TABLE"],
        "DELETE": ["FROM"],
        "CONNECT": ["TO"],
        "EXEC": ["SP_ADDTYPE", "SYS", "SP_DBOPTION", "SP_EXECUTESQL", "DBO"],
        "DECLARE": [],
        "GRANT": [],
    ]

    private static func isSetting(
        _ word: String,
        _ text: Span<UInt8>,
        _ start: SQLScanner
    ) -> Bool {
        var scanner = start
        let following = scanner.nextWord(text)
        let next = scanner.peek(text)
        switch word {
        case "COMMIT", "BEGIN", "CHECKPOINT":
            if next == 0x3B || scanner.isBatchEnd(text) { return true }
        case "PRAGMA":
            scanner.offset += following.utf8.count
            return scanner.skip(0x3D, text) || scanner.skip(0x28, text)
        case "USE":
            guard let name = scanner.name(text), !name.isEmpty else { return false }
            scanner.skipBlanks(text)
            let isOver = scanner.isAtEnd(text) || scanner.peek(text) == 0x3B
            return next == 0x60 || next == 0x5B || isOver || scanner.isBatchEnd(text)
        case "IF": if next == 0x28 || next == 0x40 { return true }
        case "DECLARE": return next == 0x40
        case "RAISERROR": return next == 0x28
        case "SELECT": return following == "PG_CATALOG" || following == "SETVAL"
        case "SET":
            if next == 0x40 { return true }
            scanner.offset += following.utf8.count
            if scanner.skip(0x3D, text) || scanner.skip(word: "TO", text) { return true }
        case "GRANT": return text.range(of: Array(" ON ".utf8).span, from: scanner.offset) != nil
        default: break
        }
        return settings[word]?.contains(following) ?? false
    }

    /// Whether a line somewhere begins a statement that makes or fills a table: enough for a file
    /// that is declared to be a dump.
    private static func hasStatement(_ text: Span<UInt8>) -> Bool {
        var scanner = SQLScanner(.standard)
        var start: Int? = 0
        while let index = start, index < text.count {
            scanner.offset = index
            let letter = text[index] | 0x20
            let mayBegin = letter == 0x69 || letter == 0x63 || letter == 0x72
            if mayBegin, case .strong = evidence(text, scanner) { return true }
            start = text.firstIndex(of: 0x0A, from: index).map { $0 + 1 }
        }
        return false
    }
}
