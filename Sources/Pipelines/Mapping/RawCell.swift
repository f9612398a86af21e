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
        var text: [UInt8] = []
        var isEmpty = true
        for (offset, columns) in groups.enumerated() {
            if offset > 0 { text.append(0x1F) }
            for column in columns {
                let source = batch.columns[column]
                let cell = source[index]
                if isBlank(cell) { continue }
                text.append(cell)
                isEmpty = false
                break
            }
        }
        return isEmpty ? [] : text
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
