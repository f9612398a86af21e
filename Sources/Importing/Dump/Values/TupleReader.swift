import Records

/// Reads the values of tuples into a table's row store: strings with escapes, numbers, NULL,
/// hexadecimal and bit values; what needs more is left to `SQLExpression`.
///
///     (501,'李\'三',NULL,b'1',_binary '\0',0x89504E47)
///      501 │ 李'三 │ null │ 1 │ 0 │ 0x89504E47 (binary)
///
/// Plain strings and numbers, nearly all values, take one pass over their bytes and one copy.
struct TupleReader {
    /// What was noticed about values of the tuple, by index of the value.
    private(set) var notes: [Note] = []
    /// Set for text that isn't wholly UTF-8.
    var decoder: ValueDecoder?
    /// Set by `SET DATEFORMAT`.
    var dateOrder: SQLDates.Order?
    /// Whether dates have a form of their own, as Db2's.
    var mendsDates = false

    struct Note {
        var index: Int
        var kind: Kind

        enum Kind: Equatable {
            case binary, badByte, otherEncoding, tooLong
            /// Kept as its source text, which is this.
            case expression(String)
        }
    }

    enum Outcome { case tuple, truncated, notATuple }

    /// Values beyond that are cut.
    static let maxValueByteCount = 64 << 20

    /// Reads one tuple from its bracket on; `kinds` says by value what its column is declared as.
    mutating func read(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        _ store: inout RowStore,
        kinds: [DumpTable.ColumnKind]
    ) -> Outcome {
        notes.removeAll(keepingCapacity: true)
        guard scanner.skip(0x28, text) else {
            return scanner.isAtEnd(text) ? .truncated : .notATuple
        }
        if scanner.skip(0x29, text) { return .tuple }
        let outcome = values(text, &scanner, &store, kinds)
        if outcome != .tuple { store.dropOpenRow() }
        return outcome
    }

    private mutating func values(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        _ store: inout RowStore,
        _ kinds: [DumpTable.ColumnKind]
    ) -> Outcome {
        var index = scanner.offset
        var cell = 0
        while true {
            while index < text.count, text[index] <= 0x20 { index &+= 1 }
            guard index < text.count else { return .truncated }
            let kind = cell < kinds.count ? kinds[cell] : .other
            var end = plainValue(text, index, &store, kind)
            if end < 0 {
                scanner.offset = index
                guard slowValue(text, &scanner, &store, kind, cell) else {
                    return scanner.isAtEnd(text) ? .truncated : .notATuple
                }
                end = scanner.offset
                while end < text.count, text[end] <= 0x20 { end &+= 1 }
                guard end < text.count else { return .truncated }
            }
            cell &+= 1
            index = end &+ 1
            if text[end] == 0x29 {
                scanner.offset = index
                return .tuple
            }
            guard text[end] == 0x2C else {
                scanner.offset = end
                return .notATuple
            }
        }
    }

    mutating func clearNotes() { notes.removeAll(keepingCapacity: true) }

    var needsDecoding: Bool { decoder != nil }

    /// Ends a value of COPY as strings of INSERT end.
    mutating func endCopiedText(
        _ store: inout RowStore,
        _ kind: DumpTable.ColumnKind,
        _ cell: Int,
        _ dialect: SQLDialect
    ) {
        endText(&store, kind, cell, dialect)
    }

    /// Appends values that were evaluated already as a row in progress.
    mutating func append(
        _ values: [SQLValue],
        to store: inout RowStore,
        kinds: [DumpTable.ColumnKind],
        _ dialect: SQLDialect
    ) {
        notes.removeAll(keepingCapacity: true)
        for (cell, value) in values.enumerated() {
            end(value, &store, cell < kinds.count ? kinds[cell] : .other, cell, dialect)
        }
    }

    // MARK: Plain values

    /// Reads a plain string, number or NULL that a comma or bracket follows at once; the offset of
    /// that, or -1 for all other values.
    @inline(__always)
    private func plainValue(
        _ text: Span<UInt8>,
        _ start: Int,
        _ store: inout RowStore,
        _ kind: DumpTable.ColumnKind
    ) -> Int {
        let byte = text[start]
        var index = start &+ 1
        if byte == 0x27 {
            var seen: UInt8 = 0
            while index < text.count {
                let byte = text[index]
                if byte == 0x27 || byte == 0x5C || byte == 0 { break }
                seen |= byte
                index &+= 1
            }
            guard index &+ 1 < text.count, text[index] == 0x27, isEnd(text[index &+ 1]),
                isPlain(kind), index &- start > 2 || index &- start == 1,
                seen < 0x80 || isReadable(text.extracting((start &+ 1)..<index)),
                index &- start < TupleReader.maxValueByteCount
            else { return -1 }
            store.append(text.extracting((start &+ 1)..<index))
            store.endCell()
            return index &+ 1
        }
        if (byte >= 0x30 && byte <= 0x39) || byte == 0x2D {
            while index < text.count,
                (text[index] >= 0x30 && text[index] <= 0x39) || text[index] == 0x2E
            {
                index &+= 1
            }
            guard index < text.count, isEnd(text[index]), text[index &- 1] >= 0x30,
                text[start] != 0x2D || text[start &+ 1] >= 0x30
            else { return -1 }
            store.append(text.extracting(start..<index))
            store.endCell()
            return index
        }
        guard byte | 0x20 == 0x6E, start &+ 4 < text.count, isEnd(text[start &+ 4]),
            text[start &+ 1] | 0x20 == 0x75, text[start &+ 2] | 0x20 == 0x6C,
            text[start &+ 3] | 0x20 == 0x6C
        else { return -1 }
        store.endNull()
        return start &+ 4
    }

    @inline(__always)
    private func isEnd(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x29 }

    @inline(__always)
    private func isPlain(_ kind: DumpTable.ColumnKind) -> Bool {
        switch kind {
        case .text, .other, .boolean: true
        case .date: dateOrder == nil && !mendsDates
        case .binary, .bit: false
        }
    }

    /// Whether bytes beyond ASCII are text as they stand.
    @inline(__always)
    private func isReadable(_ bytes: Span<UInt8>) -> Bool {
        guard let decoder else { return true }
        return decoder.encoding == nil && UTF8Check.isValid(bytes)
    }

    // MARK: All other values

    /// False when the text ends inside the value, or the value can't end the tuple.
    @inline(never)
    private mutating func slowValue(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        _ store: inout RowStore,
        _ kind: DumpTable.ColumnKind,
        _ cell: Int
    ) -> Bool {
        let start = scanner.offset
        let byte = text[start]
        if byte == 0x27 || byte == 0x22 {
            let escapes = SQLString.escapes(scanner.dialect)
            guard let end = SQLString.read(text, from: start, escapes, into: &store.bytes) else {
                store.clearOpen()
                scanner.offset = text.count
                return false
            }
            scanner.offset = end
            scanner.skipBlanks(text)
            if isEnd(scanner.peek(text)), !scanner.isAtEnd(text) {
                endText(&store, kind, cell, scanner.dialect)
                return true
            }
            store.clearOpen()
            scanner.offset = start
        }
        if let value = SQLExpression.value(text, &scanner, dateOrder: dateOrder) {
            scanner.skipBlanks(text)
            if isEnd(scanner.peek(text)), !scanner.isAtEnd(text) {
                end(value, &store, kind, cell, scanner.dialect)
                return true
            }
        }
        scanner.offset = start
        return expression(text, &scanner, &store, cell)
    }

    private mutating func end(
        _ value: SQLValue,
        _ store: inout RowStore,
        _ kind: DumpTable.ColumnKind,
        _ cell: Int,
        _ dialect: SQLDialect
    ) {
        switch value.kind {
        case .null: store.endNull()
        case .number:
            store.append(value.bytes)
            store.endCell()
        case .text:
            store.append(value.bytes)
            endText(&store, kind, cell, dialect)
        case .binary:
            let bytes = value.bytes
            let isSpelled =
                kind == .text && !bytes.isEmpty && !ValueDecoder.hasControls(bytes.span)
                && UTF8Check.isValid(bytes.span)
            if isSpelled {
                store.append(bytes)
            } else if kind == .bit || (bytes.count == 1 && bytes[0] < 2 && dialect.isMySQL) {
                store.append(TupleReader.integer(bytes))
            } else {
                store.append(HexText.of(bytes.span))
                if !bytes.isEmpty { notes.append(Note(index: cell, kind: .binary)) }
            }
            endCell(&store, cell)
        }
    }

    /// Ends a value that a string gave: of text, bits, or bytes.
    private mutating func endText(
        _ store: inout RowStore,
        _ kind: DumpTable.ColumnKind,
        _ cell: Int,
        _ dialect: SQLDialect
    ) {
        if kind == .text || kind == .other, decoder == nil, store.isOpenPlain {
            return endCell(&store, cell)
        }
        let open = store.open.copy()
        if kind == .bit, !TupleReader.areDigits(open.span), open.count <= 8 {
            store.replaceOpen(TupleReader.integer(open))
        } else if open.count == 1, open[0] < 2 {
            store.replaceOpen([0x30 + open[0]])
        } else if kind == .binary, dialect.isPostgreSQL, open.span.hasPrefix("\\x") {
            let value = SQLCast.bytea(.text(open))
            store.replaceOpen(HexText.of(value.bytes.span))
            notes.append(Note(index: cell, kind: .binary))
        } else if open.contains(0) || (kind == .binary && ValueDecoder.hasControls(open.span)) {
            replaceWithHex(&store, cell)
        } else if kind == .date, dateOrder != nil || mendsDates,
            let date = SQLDates.iso(open, order: dateOrder)
        {
            store.replaceOpen(date)
        } else if let decoder {
            decode(decoder, &store, cell, isBinary: kind == .binary)
        }
        endCell(&store, cell)
    }

    private mutating func decode(
        _ decoder: ValueDecoder,
        _ store: inout RowStore,
        _ cell: Int,
        isBinary: Bool
    ) {
        switch decoder.decode(store.open, isBinary: isBinary) {
        case .same: break
        case .binary: replaceWithHex(&store, cell)
        case .decoded(let text):
            let isBad = text.span.range(of: [0xEF, 0xBF, 0xBD].span) != nil
            if decoder.encoding == nil || isBad {
                notes.append(Note(index: cell, kind: isBad ? .badByte : .otherEncoding))
            }
            store.replaceOpen(text)
        }
    }

    private mutating func replaceWithHex(_ store: inout RowStore, _ cell: Int) {
        let digits = HexText.of(store.open)
        store.replaceOpen(digits)
        notes.append(Note(index: cell, kind: .binary))
    }

    private mutating func endCell(_ store: inout RowStore, _ cell: Int) {
        if store.open.count > TupleReader.maxValueByteCount {
            let kept = store.open.extracting(0..<TupleReader.maxValueByteCount).copy()
            store.replaceOpen(kept)
            notes.append(Note(index: cell, kind: .tooLong))
        }
        store.endCell()
    }

    /// Raw text up to the comma or bracket that ends the value; false when there is none before
    /// the statement's end.
    private mutating func expression(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        _ store: inout RowStore,
        _ cell: Int
    ) -> Bool {
        let start = scanner.offset
        var depth = 0
        while !scanner.isAtEnd(text) {
            let byte = scanner.peek(text)
            if depth == 0 && isEnd(byte) { break }
            if byte == 0x3B { return false }
            if byte == 0x28 || byte == 0x5B && !scanner.dialect.isTransact { depth += 1 }
            if byte == 0x29 || byte == 0x5D { depth -= 1 }
            guard scanner.skipToken(text) else { return false }
        }
        if scanner.isAtEnd(text) { return false }
        var end = scanner.offset
        while end > start && text[end - 1] <= 0x20 { end -= 1 }
        let source = text.extracting(start..<end)
        store.append(source)
        let shown = source.extracting(0..<min(source.count, 200)).string()
        notes.append(Note(index: cell, kind: .expression(shown)))
        endCell(&store, cell)
        return true
    }

    private static func areDigits(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] < 0x30 || bytes[index] > 0x39 { return false }
        return true
    }

    /// The number that up to eight bytes spell, highest first.
    private static func integer(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }).utf8)
    }
}
