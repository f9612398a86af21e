import Records

/// One person's piece of a cell: brackets, scripts and stray numbers told apart.
extension PersonReader {
    /// Reads one person: `Jack Ma 马云`, `魏超丽(副总)`, `赵浩 经理`, `ZHANG, Wei`.
    mutating func readPiece(
        _ piece: Range<Int>,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        han.removeAll(keepingCapacity: true)
        wordEnds.removeAll(keepingCapacity: true)
        remark.removeAll(keepingCapacity: true)
        var bracket = 0..<0
        var head = piece
        if let open = text[piece].firstIndex(where: Self.opensBracket) {
            let close = text[open..<piece.upperBound].firstIndex(where: Self.closesBracket)
            bracket = trimmed((open + 1)..<(close ?? piece.upperBound))
            head = trimmed(piece.lowerBound..<open)
            if head.isEmpty { (head, bracket) = (bracket, 0..<0) }
        }
        collectHan(head)
        if han.isEmpty, text[bracket].contains(where: Self.isNameHan), looksLikeName(bracket) {
            collectHan(bracket)
            bracket = 0..<0
        }
        if han.isEmpty {
            addRemark(bracket)
            return emitLatin(head, raw: raw, found: found, into: &column)
        }
        emitHan(raw: raw, found: found, bracket: bracket, into: &column)
    }

    private static func opensBracket(_ scalar: UInt32) -> Bool {
        scalar == 0x28 || scalar == 0x5B || scalar == 0x3010 || scalar == 0x300A
    }

    private static func closesBracket(_ scalar: UInt32) -> Bool {
        scalar == 0x29 || scalar == 0x5D || scalar == 0x3011 || scalar == 0x300B
    }

    /// Gathers the Han words of a range in `han`; all else goes to the remark.
    private mutating func collectHan(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let scalar = text[index]
            if Self.isNameHan(scalar) {
                han.append(scalar)
            } else if isMinorityMark(index, range) {
                han.append(0xB7)
            } else if scalar == 0x20 {
                endWord()
            } else if scalar == 0x2A, !han.isEmpty {
                han.append(scalar)
            } else {
                endWord()
                let start = index
                while index < range.upperBound, !Self.isNameHan(text[index]) { index += 1 }
                addRemark(trimmed(start..<index))
                continue
            }
            index += 1
        }
        endWord()
    }

    /// Whether an interpunct, in any of its typed forms, stands between two Han characters.
    private func isMinorityMark(_ index: Int, _ range: Range<Int>) -> Bool {
        WidthFolding.isInterpunct(text[index]) && index > range.lowerBound
            && index + 1 < range.upperBound && Self.isNameHan(text[index - 1])
            && Self.isNameHan(text[index + 1])
    }

    private mutating func endWord() {
        if !han.isEmpty, wordEnds.last != han.count { wordEnds.append(han.count) }
    }

    /// Two to four Han characters that begin with a surname.
    private func looksLikeName(_ range: Range<Int>) -> Bool {
        range.count >= 2 && range.count <= 4
            && surnames.frequency(script.simplified(text[range.lowerBound])) != nil
            && titles.wholly(
                text[range].map(script.simplified),
                0,
                range.count
            ) == nil
    }

    /// Adds a range, without the signs at its ends, to the remark.
    mutating func addRemark(_ range: Range<Int>) {
        let isTelling = { (scalar: UInt32) in
            Self.isLetter(scalar) || (scalar >= 0x30 && scalar <= 0x39)
        }
        guard let first = text[range].firstIndex(where: isTelling),
            let last = text[range].lastIndex(where: isTelling)
        else { return }
        if !remark.isEmpty { remark.append(0x20) }
        remark.append(contentsOf: text[first...last])
    }
}
