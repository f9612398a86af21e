import Records

/// Reads the persons of a cell and emits them; `CompanyName` uses it for customers who are persons.
///
/// All arrays are scratch: they keep their capacity from cell to cell.
struct PersonReader: Sendable {
    let surnames = Surnames.shared
    let titles = Titles.shared
    let script = ScriptFolding.shared
    let pinyin = Pinyin.shared

    /// The width-folded cell.
    var text: [UInt32] = []
    /// The Han part of the person that is being read, without blanks, and the same simplified.
    var han: [UInt32] = []
    var simple: [UInt32] = []
    /// Where the words of `han` end: blanks stood there.
    var wordEnds: [Int] = []
    var remark: [UInt32] = []
    var bytes: [UInt8] = []

    mutating func read(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        WidthFolding.decode(cell, into: &text)
        guard !isPlaceholder() else { return }
        if isPlainHan() {
            setHan(text.indices)
            return emitHan(raw: column.values.intern(cell), found: .none, into: &column)
        }
        let pieces = pieces()
        if pieces.count < 2 {
            return readPiece(
                text.indices,
                raw: column.values.intern(cell),
                found: .none,
                into: &column
            )
        }
        for piece in pieces {
            encode(text, piece)
            let raw = column.values.intern(bytes.span)
            readPiece(piece, raw: raw, found: ChineseFindings.twoPeople.code, into: &column)
        }
    }

    /// Two to four Han characters: nothing to cut but a title.
    private func isPlainHan() -> Bool {
        guard text.count >= 2, text.count <= 4 else { return false }
        for scalar in text where scalar < 0x3400 || scalar > 0x9FFF { return false }
        return true
    }

    /// Whether the cell holds no name at all: 无, 本人, xxx, dashes.
    private func isPlaceholder() -> Bool {
        var node = ScalarTrie.root
        var isBlank = true
        for scalar in text {
            let lower = scalar >= 0x41 && scalar <= 0x5A ? scalar &+ 0x20 : scalar
            if node != 0 { node = titles.placeholders.step(node, script.simplified(lower)) }
            if isBlank, lower != 0x78, Self.isLetter(scalar) || isDigit(scalar) { isBlank = false }
            if node == 0, !isBlank { return false }
        }
        return isBlank && text.count <= 6 || node != 0 && titles.placeholders.value(node) >= 0
            || !text.contains { Self.isLetter($0) || isDigit($0) }
    }

    private func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    /// Han, private use or any other letter.
    static func isLetter(_ scalar: UInt32) -> Bool {
        isNameHan(scalar) || isLatin(scalar) || (scalar >= 0x370 && scalar < 0x2000)
            || (scalar >= 0x3041 && scalar < 0x3400 && scalar != 0x30FB)
    }

    @inline(__always)
    static func isNameHan(_ scalar: UInt32) -> Bool {
        Scalars.isHan(scalar) || (scalar >= 0xE000 && scalar <= 0xF8FF) || scalar == 0xFFFD
            || (scalar >= 0x2E80 && scalar <= 0x2FD5)
    }

    @inline(__always)
    static func isLatin(_ scalar: UInt32) -> Bool {
        (scalar >= 0x61 && scalar <= 0x7A) || (scalar >= 0x41 && scalar <= 0x5A)
            || (scalar >= 0xC0 && scalar <= 0x24F && scalar != 0xD7 && scalar != 0xF7)
            || (scalar >= 0x1E00 && scalar <= 0x1EFF)
    }

    /// The ranges of several people in one cell; fewer than two when it names one.
    ///
    /// Pieces count as people when all of them have Han characters, or when none has and no comma
    /// parts them: `马云/Jack Ma` is one man, `ZHANG, Wei` too.
    private func pieces() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var depth = 0
        var hasComma = false
        for index in 0...text.count {
            if index < text.count {
                let scalar = text[index]
                if scalar == 0x28 || scalar == 0x3010 { depth += 1 }
                if scalar == 0x29 || scalar == 0x3011 { depth -= 1 }
                guard depth <= 0, Self.isSeparator(scalar) else { continue }
                hasComma = hasComma || scalar == 0x2C || scalar == 0xFF0C
            }
            let range = trimmed(start..<index)
            if !range.isEmpty { ranges.append(range) }
            start = index + 1
        }
        guard ranges.count > 1 else { return blankPieces() }
        let hanCount = ranges.filter { text[$0].contains(where: Self.isNameHan) }.count
        if hanCount == ranges.count { return ranges }
        let areAllLatin = ranges.allSatisfy { text[$0].filter(Self.isLatin).count >= 2 }
        return hanCount == 0 && !hasComma && areAllLatin ? ranges : []
    }

    /// `张伟 李娜`: two words that both look like whole names, the second no title.
    private func blankPieces() -> [Range<Int>] {
        let words = text.split(separator: 0x20)
        guard words.count == 2, words.allSatisfy({ $0.count >= 2 && $0.count <= 3 }),
            words.allSatisfy({ $0.allSatisfy(Self.isNameHan) })
        else { return [] }
        for word in words {
            let folded = word.map(script.simplified)
            guard (surnames.frequency(folded[0]) ?? 0) >= Surnames.commonFrequency,
                surnames.compoundCount(folded, 0, folded.count) == 0,
                titles.suffix(folded, 0, folded.count)?.count ?? 0 < 2
            else { return [] }
        }
        return words.map { $0.startIndex..<$0.endIndex }
    }

    private static func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2F, 0x3001, 0x3B, 0xFF1B, 0x2C, 0xFF0C, 0x26, 0x7C, 0x5C: true
        default: false
        }
    }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, text[low] == 0x20 { low += 1 }
        while high > low, text[high - 1] == 0x20 { high -= 1 }
        return low..<high
    }

    /// Replaces `bytes` by the UTF-8 form of a range of scalars.
    mutating func encode(_ scalars: [UInt32], _ range: Range<Int>) {
        bytes.removeAll(keepingCapacity: true)
        for index in range { Scalars.append(scalars[index], to: &bytes) }
    }

    /// Makes a range of `text` the Han part.
    private mutating func setHan(_ range: Range<Int>) {
        han.removeAll(keepingCapacity: true)
        remark.removeAll(keepingCapacity: true)
        wordEnds.removeAll(keepingCapacity: true)
        for index in range { han.append(text[index]) }
        wordEnds.append(han.count)
    }
}
