import Records

/// Names in latin letters: `Deng Xue Qiang`, `ZHENG Jie`, `Wei ZHANG`, `Zhang, Wei`.
extension PersonReader {
    /// Emits the person in a range of `text` that has no Han characters.
    mutating func emitLatin(
        _ range: Range<Int>,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        var words = latinWords(range)
        var salutation = 0..<0
        if words.count > 1, let first = words.first, isSalutation(first) {
            salutation = first
            words.removeFirst()
        }
        var value = CleanValue()
        value.raw = raw
        value.kind = .person
        value.code = found
        guard !words.isEmpty else {
            value.code = ChineseFindings.unlikelyName.code
            value.validity = .suspect
            encode(text, range)
            value.value = column.values.intern(bytes.span)
            return column.emit(value)
        }
        encodeDisplay((words.first?.lowerBound ?? 0)..<range.upperBound)
        value.value = column.values.intern(bytes.span)
        value.key = internKey(words, into: &column)
        if words.count == 1 || words.count > 5 {
            value.validity = .suspect
            value.code = ChineseFindings.unlikelyName.code
        }
        column.emit(value)
        setLatinParts(words, range, into: &column)
        encode(text, salutation)
        column.setPart(.salutation, bytes.span)
        encode(remark, remark.indices)
        column.setPart(.remark, bytes.span)
    }

    private func latinWords(_ range: Range<Int>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = -1
        for index in range.lowerBound...range.upperBound {
            let isInside = index < range.upperBound && isWordScalar(text[index])
            if isInside, start < 0 { start = index }
            if !isInside, start >= 0 {
                if text[start..<index].contains(where: Self.isLetter) {
                    words.append(start..<index)
                }
                start = -1
            }
        }
        return words
    }

    private func isWordScalar(_ scalar: UInt32) -> Bool {
        Self.isLetter(scalar) || scalar == 0x27 || scalar == 0x2D || scalar == 0x2019
    }

    private func isSalutation(_ word: Range<Int>) -> Bool {
        let letters = text[word].compactMap(Pinyin.lowerLetter)
        return ["mr", "ms", "mrs", "miss", "dr", "prof"].contains { Array($0.utf8) == letters }
    }

    /// The text with single blanks.
    private mutating func encodeDisplay(_ range: Range<Int>) {
        bytes.removeAll(keepingCapacity: true)
        for index in range where text[index] != 0x20 || bytes.last != 0x20 {
            Scalars.append(text[index], to: &bytes)
        }
        while bytes.last == 0x20 || bytes.last == 0x2C { bytes.removeLast() }
    }

    /// The words in lower case and alphabetical order, parted by blanks.
    private mutating func internKey(
        _ words: [Range<Int>],
        into column: inout CleanColumn
    ) -> ValueID {
        let sorted = words.map { lowered($0) }.sorted { $0.lexicographicallyPrecedes($1) }
        bytes.removeAll(keepingCapacity: true)
        for word in sorted where !word.isEmpty {
            if !bytes.isEmpty { bytes.append(0x20) }
            for scalar in word { Scalars.append(scalar, to: &bytes) }
        }
        return column.values.intern(bytes.span)
    }

    /// A word in lower case, without hyphens and apostrophes; `lv` and `lyu` as `lu`.
    private func lowered(_ word: Range<Int>) -> [UInt32] {
        var letters = text[word].filter { Self.isLetter($0) }.map { scalar in
            Pinyin.lowerLetter(scalar).map(UInt32.init) ?? scalar
        }
        let isShort = letters.count >= 2 && (letters[0] == 0x6C || letters[0] == 0x6E)
        if isShort, letters[1] == 0x76 { letters[1] = 0x75 }
        if isShort, letters.count == 3, letters[1] == 0x79, letters[2] == 0x75 {
            letters.remove(at: 1)
        }
        return letters
    }

    private mutating func setLatinParts(
        _ words: [Range<Int>],
        _ range: Range<Int>,
        into column: inout CleanColumn
    ) {
        let order = familyFirst(words, range)
        if let first = words.first, let last = words.last, words.count > 1 {
            encode(text, order ? first : last)
            column.setPart(.familyName, bytes.span)
            let given =
                order
                ? words[1].lowerBound..<last.upperBound
                : first.lowerBound..<words[words.count - 2].upperBound
            encode(text, given)
            column.setPart(.givenName, bytes.span)
        }
        bytes.removeAll(keepingCapacity: true)
        for word in words { for scalar in lowered(word) { Scalars.append(scalar, to: &bytes) } }
        column.setPart(.pinyin, bytes.span)
        bytes.removeAll(keepingCapacity: true)
        for word in words {
            if let first = lowered(word).first { Scalars.append(first, to: &bytes) }
        }
        column.setPart(.initials, bytes.span)
    }

    /// Whether the family name comes first: a comma, capitals, or else a listed surname says so.
    private func familyFirst(_ words: [Range<Int>], _ range: Range<Int>) -> Bool {
        guard let first = words.first, let last = words.last, words.count > 1 else { return true }
        if text[range].contains(0x2C) { return true }
        let isFirstUpper = isUpper(first)
        if isFirstUpper != isUpper(last) { return isFirstUpper }
        let low = lowered(first)
        return surnames.isRomanised(low, 0, low.count)
    }

    private func isUpper(_ word: Range<Int>) -> Bool {
        word.count > 1 && text[word].allSatisfy { $0 < 0x61 || ($0 >= 0xC0 && $0 <= 0xDE) }
    }
}
