import Records

/// A delimited text as records that keep their own bytes, so that what isn't changed stays as it is.
struct DelimitedLines {
    struct Line: Equatable {
        /// With the line's end, and the byte order mark of a first line.
        var bytes: [UInt8]
        /// nil for comments (`# …`) and blank lines.
        var cells: [String]?
    }

    private(set) var delimiter: UInt8 = 0x2C
    private(set) var newline: [UInt8] = [0x0A]
    private(set) var lines: [Line] = []
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09]

    /// Comma, semicolon or tab, whichever stands first behind the first cell.
    init(_ text: [UInt8]) {
        var start = 0
        var isHeader = true
        while start < text.count {
            let delimiters = isHeader ? Self.delimiters : [delimiter]
            let end = Self.end(of: text, from: start, delimiters)
            let bytes = Array(text[start..<end])
            var content = bytes[...]
            if start == 0, content.starts(with: Self.mark) { content = content.dropFirst(3) }
            while let last = content.last, last == 0x0A || last == 0x0D { content.removeLast() }
            let isRecord = !content.isEmpty && content.first != 0x23
            if isRecord, isHeader {
                delimiter = content.first { Self.delimiters.contains($0) } ?? 0x2C
                if bytes.suffix(2) == [0x0D, 0x0A] { newline = [0x0D, 0x0A] }
                isHeader = false
            }
            lines.append(Line(bytes: bytes, cells: isRecord ? cells(content) : nil))
            start = end
        }
    }

    /// Behind the line break that ends a record; breaks between quotes belong to it.
    ///
    /// A quote quotes at a cell's start only, and nowhere in a comment: `阿"`, `5" pipe`.
    private static func end(of text: [UInt8], from start: Int, _ delimiters: [UInt8]) -> Int {
        var index = start == 0 && text.starts(with: mark) ? mark.count : start
        let isComment = index < text.count && text[index] == 0x23
        var isQuoted = false
        var isCellStart = !isComment
        while index < text.count {
            let byte = text[index]
            index += 1
            if isQuoted {
                if byte != 0x22 { continue }
                // The second of two is a quote of the text.
                if index < text.count, text[index] == 0x22 { index += 1 } else { isQuoted = false }
            } else if byte == 0x22, isCellStart {
                isQuoted = true
                isCellStart = false
            } else if byte == 0x0A {
                return index
            } else {
                isCellStart = !isComment && delimiters.contains(byte)
            }
        }
        return text.count
    }

    private func cells(_ content: ArraySlice<UInt8>) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = content.startIndex
        while index < content.endIndex {
            let byte = content[index]
            if byte == 0x22, isQuoted || cell.isEmpty {
                let next = index + 1 < content.endIndex ? content[index + 1] : 0
                if isQuoted, next == 0x22 {
                    cell.append(0x22)
                    index += 1
                } else {
                    isQuoted.toggle()
                }
            } else if byte == delimiter, !isQuoted {
                cells.append(String(decoding: cell, as: UTF8.self))
                cell = []
            } else {
                cell.append(byte)
            }
            index += 1
        }
        return cells + [String(decoding: cell, as: UTF8.self)]
    }

    // MARK: Changes

    func line(_ cells: [String]) -> Line {
        var bytes: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            let special: [UInt8] = [delimiter, 0x22, 0x0A, 0x0D]
            let isSpecial = cell.utf8.contains { special.contains($0) }
            let doubled = cell.replacing("\"", with: "\"\"")
            bytes.append(contentsOf: isSpecial ? Array("\"\(doubled)\"".utf8) : Array(cell.utf8))
        }
        return Line(bytes: bytes + newline, cells: cells)
    }

    /// The bytes that adding a line puts behind the text.
    mutating func append(_ line: Line) -> [UInt8] {
        var added = line.bytes
        if let last = lines.last, last.bytes.last != 0x0A {
            lines[lines.count - 1].bytes += newline
            added = newline + added
        }
        lines.append(line)
        return added
    }

    mutating func replace(_ index: Int, by line: Line) { lines[index] = line }

    mutating func remove(_ index: Int) { lines.remove(at: index) }

    var text: [UInt8] { lines.flatMap(\.bytes) }
}
