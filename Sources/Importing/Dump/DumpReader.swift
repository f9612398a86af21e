import Records

/// Reads the statements of a dump that define, fill and describe tables; all others are stepped
/// over, and those that would change rows are reported.
struct DumpReader {
    var tables = DumpTables()
    var issues = DumpIssues()
    var isTruncated = false
    /// Whether a statement in the middle was damaged.
    var isDamaged = false
    var scanner: SQLScanner
    var delimiter: [UInt8] = [0x3B]
    var tuple = TupleReader()
    /// The table whose IDENTITY column is given by INSERT, as `SET IDENTITY_INSERT` says.
    var givenIdentity: Int?
    var lastInsert: InsertHead?
    /// Cells that short rows lack; bounded, because an absent cell costs the file nothing.
    var absentCellCount = 0
    private var resyncCount = 0

    init(_ dialect: SQLDialect) {
        scanner = SQLScanner(dialect)
        tuple.mendsDates = dialect == .db2
    }

    mutating func run(_ text: Span<UInt8>) {
        while !isTruncated {
            let isCommentClosed = scanner.skipBlanks(text)
            if !isCommentClosed { truncated(text, table: nil, at: scanner.offset) }
            if scanner.isAtEnd(text) { break }
            let start = scanner.offset
            statement(text)
            if scanner.offset <= start { scanner.offset = start + 1 }
        }
        if !isTruncated, DumpReader.lacksEnd(text) { truncated(text, table: nil, at: text.count) }
        for index in tables.all.indices { tables[index].finishBatch() }
    }

    /// Programs that write a first and a last comment or statement; the first alone means that the
    /// file was cut.
    private static func lacksEnd(_ text: Span<UInt8>) -> Bool {
        let head = text.extracting(0..<min(1024, text.count)).string()
        let tail = text.extracting(max(0, text.count - 512)..<text.count).string()
        let pairs = [
            ("-- MySQL dump", ["-- Dump completed"]), ("-- MariaDB dump", ["-- Dump completed"]),
            ("-- PostgreSQL database dump", ["-- PostgreSQL database dump complete"]),
            ("BEGIN TRANSACTION;", ["COMMIT;", "ROLLBACK;"]),
        ]
        for (first, last) in pairs {
            guard let found = head.firstRange(of: first) else { continue }
            let isAtStart = head[..<found.lowerBound].allSatisfy { "-\n\r\u{FEFF} ".contains($0) }
            guard isAtStart || first.hasPrefix("BEGIN") else { continue }
            return !last.contains { tail.firstRange(of: $0) != nil }
        }
        return false
    }

    // MARK: Damage

    /// The text ended inside a statement: reading resumes with the next statement at the beginning
    /// of a line when there is one; else the dump counts as cut.
    mutating func truncated(_ text: Span<UInt8>, table: Int?, at offset: Int) {
        if resyncCount < 64, let next = DumpReader.nextStatement(text, after: offset) {
            resyncCount += 1
            isDamaged = true
            issues.add(
                DumpIssues.Issue(kind: SQLFindings.damagedStatement, table: table, offset: offset)
            )
            scanner.offset = next
            delimiter = [0x3B]
            return
        }
        isTruncated = true
        issues.add(
            DumpIssues.Issue(
                kind: ImportFindings.truncatedSource,
                table: table,
                offset: offset,
                detail: table == nil
                    ? "the dump ends without its last comment or statement"
                    : "the dump ends inside a statement for table `\(tables[table ?? 0].name.name)`"
            )
        )
    }

    /// The next line that begins with INSERT INTO, CREATE TABLE or COPY.
    private static func nextStatement(_ text: Span<UInt8>, after offset: Int) -> Int? {
        var probe = SQLScanner(.standard)
        var index = offset + 1
        while let newline = text.firstIndex(of: 0x0A, from: index) {
            probe.offset = newline + 1
            index = newline + 1
            let letter = probe.peek(text) | 0x20
            guard letter == 0x69 || letter == 0x63 else { continue }
            let found = probe.offset
            if probe.skip(word: "INSERT", text), probe.skip(word: "INTO", text) { return found }
            probe.offset = found
            if probe.skip(word: "CREATE", text), probe.skip(word: "TABLE", text) { return found }
        }
        return nil
    }

    // MARK: Statements

    private mutating func statement(_ text: Span<UInt8>) {
        let start = scanner.offset
        if delimiter != [0x3B], scanner.matches(delimiter, text) {
            scanner.offset += delimiter.count
            return
        }
        if repeatedInsert(text) { return }
        let word = scanner.nextWord(text)
        if word.isEmpty { return mark(text) }
        if lineCommand(word, text) { return }
        switch word {
        case "INSERT", "REPLACE": if insert(text, start) { return }
        case "CREATE": if create(text, start) { return }
        case "COPY": if copy(text, start) { return }
        case "ALTER": alter(text)
        case "COMMENT": commentOn(text)
        case "EXEC", "EXECUTE", "CALL": extendedProperty(text)
        case "SET": set(text)
        case "USE": use(text)
        case "UPDATE", "DELETE", "TRUNCATE", "MERGE", "DROP", "LOAD", "BULK", "IMPORT":
            notExecuted(word, text, start)
        case _ where isBlockWord(word):
            scanner.offset += word.utf8.count
            return
        default:
            if !DumpReader.silent.contains(word) { unknown(word, start) }
        }
        if isTruncated || scanner.offset < start { return }
        if !scanner.skipStatement(text, delimiter: delimiter) { endedInStatement(text, start) }
    }

    /// Statements without rows that every dump may hold.
    private static let silent: Set<String> = [
        "LOCK", "UNLOCK", "START", "COMMIT", "ROLLBACK", "GRANT", "REVOKE", "DENY", "ANALYZE",
        "VACUUM", "PRAGMA", "SELECT", "DECLARE", "PRINT", "RAISERROR", "CHECKPOINT", "WITH",
        "FLUSH", "SAVEPOINT", "RELEASE", "SHOW", "DO", "BEGIN", "END", "ELSE", "IF", "RENAME",
        "RECONFIGURE", "WAITFOR", "RETURN", "DBCC", "FETCH", "OPEN", "CLOSE", "DEALLOCATE", "WHILE",
        "BREAK", "CONNECT", "DISCONNECT", "TERMINATE", "REORG", "RUNSTATS", "QUIT", "EXIT",
        "REFRESH", "SECURITY", "REASSIGN", "RESET", "DISCARD", "NOTIFY", "LISTEN", "THROW",
        "OPTIMIZE", "REPAIR", "CHECK", "KILL", "HANDLER", "XA", "PURGE", "REINDEX", "ATTACH",
        "DETACH", "LABEL", "VALUES", "CLUSTER", "TRY", "GO", "DESCRIBE", "EXPLAIN", "WHENEVER",
    ]

    /// BEGIN and END of blocks whose statements are read like all others.
    private func isBlockWord(_ word: String) -> Bool {
        guard scanner.dialect.isTransact || scanner.dialect.isOracle else { return false }
        return word == "BEGIN" || word == "END" || word == "ELSE"
    }

    /// A word that begins no statement anybody knows.
    private mutating func unknown(_ word: String, _ start: Int) {
        issues.add(
            DumpIssues.Issue(
                kind: ImportFindings.unknownStatement,
                offset: start,
                detail: "it begins with `\(word.prefix(20))`"
            )
        )
    }

    /// A mark instead of a word: `;`, a line of `/`, a `\connect` of psql.
    private mutating func mark(_ text: Span<UInt8>) {
        switch scanner.peek(text) {
        case 0x3B: scanner.offset += 1
        case 0x2F where scanner.isAloneOnLine(text, count: 1): scanner.offset += 1
        case 0x5C: scanner.skipLine(text)
        case 0x40: scanner.skipLine(text)
        default:
            let start = scanner.offset
            issues.add(
                DumpIssues.Issue(
                    kind: ImportFindings.unknownStatement,
                    offset: start,
                    detail: "a statement was expected"
                )
            )
            if !scanner.skipStatement(text, delimiter: delimiter) { endedInStatement(text, start) }
        }
    }

    private static let plusCommands: Set<String> = [
        "REM", "REMARK", "PROMPT", "SPOOL", "SET", "DEFINE", "UNDEFINE", "ACCEPT", "COLUMN",
        "TTITLE", "SHOW", "CONNECT", "DISCONNECT", "HOST", "PAUSE", "WHENEVER", "EXIT", "QUIT",
        "CLEAR", "VARIABLE", "EXEC", "EXECUTE",
    ]

    /// Commands that a line holds whole, of SQL*Plus, sqlcmd and the mysql program; and messages
    /// of mysqldump that were redirected into the file.
    private mutating func lineCommand(_ word: String, _ text: Span<UInt8>) -> Bool {
        if word == "DELIMITER" {
            readDelimiter(text)
            return true
        }
        let isCommand =
            (word == "GO" && scanner.isBatchEnd(text))
            || (scanner.dialect.isOracle && DumpReader.plusCommands.contains(word))
            || ["REM", "PROMPT"].contains(word) || isMessage(word, text)
        if isCommand { scanner.skipLine(text) }
        return isCommand
    }

    private func isMessage(_ word: String, _ text: Span<UInt8>) -> Bool {
        guard ["MYSQLDUMP", "MARIADB", "WARNING", "PG_DUMP"].contains(word) else { return false }
        let after = scanner.offset + word.utf8.count
        return after < text.count && (text[after] == 0x3A || text[after] == 0x2D)
    }

    private mutating func readDelimiter(_ text: Span<UInt8>) {
        let start = scanner.offset + "DELIMITER".utf8.count
        scanner.skipLine(text)
        let bytes = text.extracting(min(start, scanner.offset)..<scanner.offset)
        let range = CellText.trimmed(bytes)
        if !range.isEmpty { delimiter = bytes.extracting(range).copy() }
    }

    /// A last statement without its delimiter counts as cut only when it would bring rows.
    mutating func endedInStatement(_ text: Span<UInt8>, _ start: Int) {
        var probe = SQLScanner(scanner.dialect)
        probe.offset = start
        let word = probe.nextWord(text)
        let isWhole = scanner.dialect.isTransact || scanner.dialect.isOracle
        if ["INSERT", "CREATE", "COPY"].contains(word), !isWhole || probe.isUnterminated(text) {
            truncated(text, table: nil, at: start)
        } else if probe.isUnterminated(text) {
            truncated(text, table: nil, at: start)
        }
    }
}

extension SQLScanner {
    /// Whether a quote or comment opens from here on that doesn't close.
    func isUnterminated(_ text: Span<UInt8>) -> Bool {
        var probe = self
        while probe.offset < text.count {
            if !probe.skipToken(text) { return true }
        }
        return false
    }
}
