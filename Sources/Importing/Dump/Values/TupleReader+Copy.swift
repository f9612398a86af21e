import Records

/// Rows of COPY, a line each.
extension TupleReader {
    /// Reads one line of COPY's text format into the store; the offset behind the line, nil when
    /// the text ends before the line does.
    mutating func readCopyLine(
        _ text: Span<UInt8>,
        _ start: Int,
        _ store: inout RowStore,
        _ format: DumpReader.CopyFormat,
        _ kinds: [DumpTable.ColumnKind],
        _ dialect: SQLDialect
    ) -> Int? {
        clearNotes()
        let delimiter = format.delimiter
        var index = start
        var cell = 0
        while true {
            let cellStart = index
            var runStart = index
            while index < text.count {
                let byte = text[index]
                if byte == delimiter || byte == 0x0A { break }
                index &+= 1
                if byte != 0x5C { continue }
                guard index < text.count else { return nil }
                store.append(text.extracting(runStart..<(index &- 1)))
                index = unescapeCopy(text, index, &store.bytes)
                runStart = index
            }
            guard index < text.count else { return nil }
            var end = index
            if text[index] == 0x0A, end > runStart, text[end &- 1] == 0x0D { end &-= 1 }
            store.append(text.extracting(runStart..<end))
            let raw = text.extracting(cellStart..<max(end, cellStart))
            endCopied(&store, cell, kinds, dialect, isNull: raw.hasSameBytes(as: format.null.span))
            cell &+= 1
            index &+= 1
            if text[index &- 1] == 0x0A { return index }
        }
    }

    private func unescapeCopy(_ text: Span<UInt8>, _ index: Int, _ bytes: inout [UInt8]) -> Int {
        switch text[index] {
        case 0x6E: bytes.append(0x0A)
        case 0x72: bytes.append(0x0D)
        case 0x74: bytes.append(0x09)
        case 0x62: bytes.append(0x08)
        case 0x75, 0x55: bytes.append(text[index])
        default: return SQLString.unescapePostgreSQL(text, index, &bytes)
        }
        return index + 1
    }

    /// Ends the open cell as null, or as `kinds` says about its column.
    private mutating func endCopied(
        _ store: inout RowStore,
        _ cell: Int,
        _ kinds: [DumpTable.ColumnKind],
        _ dialect: SQLDialect,
        isNull: Bool
    ) {
        if isNull {
            store.clearOpen()
            store.endNull()
            return
        }
        let kind = cell < kinds.count ? kinds[cell] : .other
        if kind == .boolean, store.open.count == 1 {
            if store.open[0] == 0x74 { store.replaceOpen(Array("TRUE".utf8)) }
            if store.open[0] == 0x66 { store.replaceOpen(Array("FALSE".utf8)) }
        }
        if kind == .text || kind == .other || kind == .boolean, !needsDecoding {
            store.endCell()
        } else {
            endCopiedText(&store, kind, cell, dialect)
        }
    }

    /// As above for `FORMAT csv`: quotes, and an unquoted null text.
    mutating func readCSVLine(
        _ text: Span<UInt8>,
        _ start: Int,
        _ store: inout RowStore,
        _ format: DumpReader.CopyFormat,
        _ kinds: [DumpTable.ColumnKind],
        _ dialect: SQLDialect
    ) -> Int? {
        clearNotes()
        var index = start
        var cell = 0
        while true {
            var isQuoted = false
            var wasQuoted = false
            while index < text.count {
                let byte = text[index]
                if isQuoted {
                    if byte == format.escape, index + 1 < text.count,
                        text[index + 1] == format.quote || text[index + 1] == format.escape
                    {
                        index += 1
                        store.append(text[index])
                    } else if byte == format.quote {
                        isQuoted = false
                    } else {
                        store.append(byte)
                    }
                } else if byte == format.quote {
                    isQuoted = true
                    wasQuoted = true
                } else if byte == format.delimiter || byte == 0x0A {
                    break
                } else if byte != 0x0D {
                    store.append(byte)
                }
                index += 1
            }
            guard index < text.count else { return nil }
            let isNull = !wasQuoted && store.open.hasSameBytes(as: format.null.span)
            endCopied(&store, cell, kinds, dialect, isNull: isNull)
            cell += 1
            index += 1
            if text[index - 1] == 0x0A { return index }
        }
    }
}
