import Records

/// Rows, their values and their cells.
extension JSONReader {
    // MARK: Values

    /// An object whose members are paths below `node`.
    mutating func object(_ text: Span<UInt8>, _ node: Int, _ depth: Int) throws(JSONBreak) {
        try scanner.open(depth: depth)
        scanner.skipBlanks(text)
        if try scanner.close(true, text, isFirst: true) {
            paths.nodes[node].isSeen = true
            return
        }
        serial += 1
        let stamp = serial
        var cursor = 0
        repeat {
            let start = scanner.offset
            let key = try scanner.string(text)
            scanner.skipBlanks(text)
            try scanner.expect(0x3A, text, "`:` behind a key")
            scanner.skipBlanks(text)
            if let child = child(text, node, key, stamp, &cursor, at: start) {
                try value(text, child, depth - 1)
            } else {
                overLimit(
                    Int(paths.nodes[node].table),
                    "more than \(JSONPaths.maxCount) different paths, or one key "
                        + "more than \(JSONPaths.maxRepeatCount) times in an object"
                )
                try scanner.skipValue(text, depth: depth - 1)
            }
            scanner.skipBlanks(text)
        } while !(try scanner.close(true, text, isFirst: false))
    }

    /// The path of a member; a key that its object has already gets one of its own.
    @inline(__always)
    private mutating func child(
        _ text: Span<UInt8>,
        _ node: Int,
        _ key: JSONScanner.Quoted,
        _ stamp: UInt64,
        _ cursor: inout Int,
        at offset: Int
    ) -> Int? {
        let found: Int?
        if key.hasEscapes {
            found = escapedChild(text, node, key, &cursor)
        } else {
            found = paths.child(node, text.extracting(key.range), &cursor)
        }
        guard var child = found else { return nil }
        if paths.nodes[child].stamp == stamp {
            report(JSONFindings.duplicateKey, child, at: offset, "")
            guard let next = paths.repeated(child, stamp: stamp) else { return nil }
            child = next
        }
        paths.nodes[child].stamp = stamp
        return child
    }

    @inline(never)
    private mutating func escapedChild(
        _ text: Span<UInt8>,
        _ node: Int,
        _ key: JSONScanner.Quoted,
        _ cursor: inout Int
    ) -> Int? {
        var plain: [UInt8] = []
        _ = JSONText.unescape(text.extracting(key.range), to: &plain)
        return paths.child(node, plain.span, &cursor)
    }

    /// A value at a path: a cell, the object's own paths, or the rows of another table.
    mutating func value(_ text: Span<UInt8>, _ node: Int, _ depth: Int) throws(JSONBreak) {
        switch scanner.peek(text) {
        case 0x22:
            let quoted = try scanner.string(text)
            if quoted.hasEscapes {
                appendEscaped(text, node, quoted)
            } else {
                append(node, text.extracting(quoted.range))
            }
        case 0x7B:
            if let value = ExtendedJSON.read(text, &scanner, depth: depth) {
                append(node, value)
            } else {
                try object(text, node, depth)
            }
        case 0x5B: try array(text, node, depth)
        case 0x74:
            try scanner.literal("true", text)
            let word = trueText
            append(node, word.span)
        case 0x66:
            try scanner.literal("false", text)
            let word = falseText
            append(node, word.span)
        case 0x6E:
            try scanner.literal("null", text)
            paths.nodes[node].isSeen = true
        case 0x2D, 0x30...0x39:
            let number = try scanner.number(text)
            if number.hasExponent {
                var plain: [UInt8] = []
                JSONText.appendPlain(text.extracting(number.range), to: &plain)
                append(node, plain.span)
            } else {
                append(node, text.extracting(number.range))
            }
        default: throw scanner.failure("a value")
        }
    }

    @inline(never)
    private mutating func appendEscaped(
        _ text: Span<UInt8>,
        _ node: Int,
        _ quoted: JSONScanner.Quoted
    ) {
        var plain: [UInt8] = []
        unescape(text, node, quoted, to: &plain)
        append(node, plain.span)
    }

    private mutating func unescape(
        _ text: Span<UInt8>,
        _ node: Int,
        _ quoted: JSONScanner.Quoted,
        to output: inout [UInt8]
    ) {
        let damage = JSONText.unescape(text.extracting(quoted.range), to: &output)
        let offset = quoted.range.lowerBound - 1
        if damage.halfPairCount > 0 { report(JSONFindings.halfPair, node, at: offset, "") }
        if damage.nulCount > 0 { report(ImportFindings.nulBytes, node, at: offset, "") }
    }

    private mutating func append(_ node: Int, _ value: ExtendedJSON.Value) {
        switch value {
        case .null: paths.nodes[node].isSeen = true
        case .text(let bytes): append(node, bytes.span)
        case .binary(let bytes):
            append(node, bytes.span)
            note(ImportFindings.binaryValue, node, at: scanner.offset, "base64 text")
        }
    }

    // MARK: Arrays

    /// The items of an array in one cell.
    private struct Items {
        var count = 0
        var joined: [UInt8] = []
        /// Whether joining would hide where an item ends.
        var isText = false

        mutating func begin() {
            if count > 0 { joined.append("; ") }
            count += 1
        }

        mutating func add(_ item: Span<UInt8>) {
            begin()
            joined.append(item)
            if item.isEmpty { isText = true }
            for index in item.indices where item[index] == 0x3B || item[index] < 0x20 {
                isText = true
            }
        }
    }

    /// Objects are rows of the path's own table, all other items stand in one cell.
    private mutating func array(
        _ text: Span<UInt8>,
        _ node: Int,
        _ depth: Int
    ) throws(JSONBreak) {
        let start = scanner.offset
        try scanner.open(depth: depth)
        scanner.skipBlanks(text)
        if try scanner.close(false, text, isFirst: true) {
            paths.nodes[node].isSeen = true
            return
        }
        var items = Items()
        repeat {
            try item(text, node, depth - 1, &items)
            scanner.skipBlanks(text)
        } while !(try scanner.close(false, text, isFirst: false))
        if items.count == 0 { return }
        if items.isText {
            note(JSONFindings.arrayText, node, at: start)
            items.joined.removeAll()
            JSONText.appendCompact(text.extracting(start..<scanner.offset), to: &items.joined)
        }
        append(node, items.joined.span)
    }

    private mutating func item(
        _ text: Span<UInt8>,
        _ node: Int,
        _ depth: Int,
        _ items: inout Items
    ) throws(JSONBreak) {
        switch scanner.peek(text) {
        case 0x7B:
            switch ExtendedJSON.read(text, &scanner, depth: depth) {
            case nil: try row(text, node, depth)
            case .null: (items.isText, items.count) = (true, items.count + 1)
            case .text(let bytes), .binary(let bytes): items.add(bytes.span)
            }
        case 0x22:
            let quoted = try scanner.string(text)
            guard quoted.hasEscapes else { return items.add(text.extracting(quoted.range)) }
            var plain: [UInt8] = []
            unescape(text, node, quoted, to: &plain)
            items.add(plain.span)
        case 0x2D, 0x30...0x39:
            let number = try scanner.number(text)
            var plain: [UInt8] = []
            if number.hasExponent {
                JSONText.appendPlain(text.extracting(number.range), to: &plain)
                items.add(plain.span)
            } else {
                items.add(text.extracting(number.range))
            }
        case 0x74:
            try scanner.literal("true", text)
            items.add(trueText.span)
        case 0x66:
            try scanner.literal("false", text)
            items.add(falseText.span)
        default:
            // Arrays in arrays, and null.
            try scanner.skipValue(text, depth: depth)
            (items.isText, items.count) = (true, items.count + 1)
        }
    }

    /// An object in an array: a row of the path's table.
    private mutating func row(
        _ text: Span<UInt8>,
        _ node: Int,
        _ depth: Int
    ) throws(JSONBreak) {
        let parent = Int(paths.nodes[node].table)
        var items = Int(paths.nodes[node].items)
        if items < 0 {
            guard let added = paths.addItems(node, table: tables.count) else {
                overLimit(parent, "more than \(JSONPaths.maxCount) different paths")
                return try scanner.skipValue(text, depth: depth)
            }
            items = added
            tables.append(JSONRows(node: added, parent: parent))
        }
        let table = Int(paths.nodes[items].table)
        let number = UInt32(clamping: tables[table].rowCount + 1)
        let parentRow = UInt32(clamping: tables[parent].rowCount - 1)
        try begin(table, number: number, parentRow: parentRow)
        try object(text, items, depth)
        tables[table].end()
    }

    // MARK: Rows and cells

    /// Begins a row; its columns count as cells whether it has them or not.
    mutating func begin(
        _ table: Int,
        number: UInt32,
        parentRow: UInt32
    ) throws(JSONBreak) {
        cellCount += max(tables[table].columnNodes.count, Self.leastCellCount)
        if cellCount > limits.cellCount {
            throw JSONBreak(kind: .cells, offset: scanner.offset, expected: "")
        }
        tables[table].begin(number: number, byteOffset: scanner.offset, parentRow: parentRow)
    }

    @inline(__always)
    private mutating func column(_ node: Int) -> Int? {
        let column = paths.nodes[node].column
        return column >= 0 ? Int(column) : newColumn(node)
    }

    mutating func newColumn(_ node: Int) -> Int? {
        let table = Int(paths.nodes[node].table)
        guard cellCount + tables[table].rowCount <= limits.cellCount else {
            overLimit(table, "more than \(limits.cellCount) cells (`max_cells`)")
            return nil
        }
        if tables[table].columnNodes.count >= Self.leastCellCount {
            cellCount += tables[table].rowCount
        }
        let column = tables[table].addColumn(node)
        paths.nodes[node].column = Int32(column)
        return column
    }

    mutating func append(_ node: Int, _ cell: Span<UInt8>) {
        guard cell.count <= limits.stringByteCount else {
            let table = Int(paths.nodes[node].table)
            return overLimit(table, "text of \(cell.count) bytes (`max_string_bytes`)")
        }
        guard let column = column(node) else { return }
        tables[Int(paths.nodes[node].table)].append(column, cell)
    }

    /// A column for rows that have no path at all.
    mutating func addBlankColumn(_ table: Int) {
        _ = tables[table].addColumn(tables[table].node)
    }
}
