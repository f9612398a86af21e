import Records

/// What mapping asks of a raw cell.
enum RawCell {
    /// Whether a cell shows nothing: blanks, tabs, line breaks, NBSP and ideographic spaces only.
    static func isBlank(_ cell: Span<UInt8>) -> Bool {
        var offset = 0
        while offset < cell.count {
            let byte = cell[offset]
            if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                offset += 1
            } else if byte >= 0x80 {
                let (scalar, byteCount) = Scalars.decode(cell, at: offset)
                if scalar != 0xA0 && scalar != 0x3000 && scalar != 0xFEFF { return false }
                offset += byteCount
            } else {
                return false
            }
        }
        return true
    }

    static func isBlank(_ batch: RecordBatch, _ column: Int, _ index: Int) -> Bool {
        let source = batch.columns[column]
        return isBlank(source[index])
    }

    /// Whether a cell stands for the value above: 同上, 〃, 见上.
    static func isDitto(_ cell: Span<UInt8>) -> Bool {
        if cell.count < 3 || cell.count > 12 { return false }
        let first = cell[0]
        guard
            first == 0x20 || first == 0xE3 || first == 0xE5 && cell.hasPrefix("同")
                || first == 0xE8 && cell.hasPrefix("见")
        else { return false }
        let text = cell.string().trimmed
        return text == "同上" || text == "〃" || text == "见上" || text == "同 上"
    }

    /// Components joined by U+001F, each the first non-blank cell of its columns; empty when all are blank.
    static func joined(_ groups: [[Int]], _ batch: RecordBatch, _ index: Int) -> [UInt8] {
        let cells = groups.map { first($0, batch, index) }
        if cells.allSatisfy(\.isEmpty) { return [] }
        return Array(cells.joined(separator: [0x1F]))
    }

    /// The whole name, else 张 + 三 → 张三, Ann + Miller → Ann Miller; empty when all are blank.
    static func name(
        _ whole: [Int],
        _ family: [Int],
        _ given: [Int],
        _ batch: RecordBatch,
        _ index: Int
    ) -> [UInt8] {
        let name = first(whole, batch, index)
        if !name.isEmpty { return name }
        let parts = (first(family, batch, index), first(given, batch, index))
        if parts.0.isEmpty || parts.1.isEmpty { return parts.0 + parts.1 }
        // Han names are written family name first, without a blank.
        let isHan = (parts.0.first ?? 0) >= 0xE3
        return isHan ? parts.0 + parts.1 : parts.1 + [0x20] + parts.0
    }

    /// The first of the cells that isn't blank.
    private static func first(_ columns: [Int], _ batch: RecordBatch, _ index: Int) -> [UInt8] {
        for number in columns {
            let column = batch.columns[number]
            let cell = column[index]
            if !isBlank(cell) { return cell.copy() }
        }
        return []
    }
}

extension String {
    /// Without outer blanks, the ideographic ones included.
    var trimmed: String {
        // Between printable ASCII there is nothing to trim: most ids and codes.
        if let first = utf8.first, let last = utf8.last, first > 0x20, first < 0x7F, last > 0x20,
            last < 0x7F
        {
            return self
        }
        let isBlank = { (character: Character) in character.isWhitespace || character == "\u{FEFF}"
        }
        var text = self[...]
        while let first = text.first, isBlank(first) { text.removeFirst() }
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }
}
