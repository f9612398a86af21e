import Records

/// How many people a cell names.
extension PersonReader {
    /// The ranges of several people in one cell; fewer than two when it names one.
    ///
    /// Pieces count as people when all of them have Han characters, or when none has and no comma
    /// parts them: `马云/Jack Ma` is one man, `ZHANG, Wei` too.
    func people() -> [Range<Int>] {
        var depth = 0
        var separatorCount = 0
        var blankCount = 0
        for scalar in text {
            depth = Self.depth(depth, scalar)
            if depth > 0 { continue }
            if Self.isSeparator(scalar) { separatorCount += 1 }
            if scalar == 0x20 { blankCount += 1 }
        }
        if separatorCount > 0 { return separated() }
        guard let first = text.first else { return [] }
        if Self.isNameHan(first) {
            let signed = signParted()
            if !signed.isEmpty { return signed }
            return blankCount > 0 ? blankParted() : joined()
        }
        return blankCount > 2 ? andParted() : []
    }

    private static func depth(_ depth: Int, _ scalar: UInt32) -> Int {
        switch scalar {
        case 0x28, 0x3010, 0x5B, 0x3C: depth + 1
        case 0x29, 0x3011, 0x5D, 0x3E: max(depth - 1, 0)
        default: depth
        }
    }

    private func separated() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var depth = 0
        var hasComma = false
        for index in 0...text.count {
            if index < text.count {
                depth = Self.depth(depth, text[index])
                guard depth == 0, Self.isSeparator(text[index]) else { continue }
                hasComma = hasComma || text[index] == 0x2C || text[index] == 0xFF0C
            }
            let range = trimmed(start..<index)
            if !range.isEmpty { ranges.append(range) }
            start = index + 1
        }
        guard ranges.count > 1 else { return [] }
        let hanCount = ranges.filter { text[$0].contains(where: Self.isNameHan) }.count
        if hanCount == ranges.count { return areTitles(ranges.dropFirst()) ? [] : ranges }
        guard hanCount == 0, ranges.allSatisfy({ text[$0].filter(Self.isLatin).count >= 2 }) else {
            return []
        }
        return !hasComma || ranges.allSatisfy(isPinyinName) ? ranges : []
    }

    /// Whether all ranges are titles: `张伟,采购部,经理` is one person.
    private func areTitles(_ ranges: ArraySlice<Range<Int>>) -> Bool {
        ranges.allSatisfy { range in
            let folded = text[range].map(script.simplified)
            return titles.wholly(folded, 0, folded.count) != nil
        }
    }

    /// `Zhang Wei`, `LI Na`: two or three words in pinyin with a surname at one end.
    private func isPinyinName(_ range: Range<Int>) -> Bool {
        var words: [[UInt32]] = []
        for word in text[range].split(separator: 0x20) {
            var letters: [UInt32] = []
            for scalar in word { LatinLetters.append(scalar, to: &letters) }
            words.append(letters)
        }
        guard words.count == 2 || words.count == 3, let first = words.first, let last = words.last,
            words.allSatisfy(pinyin.isSpelling)
        else { return false }
        return surnames.isRomanised(first, 0, first.count)
            || surnames.isRomanised(last, 0, last.count)
    }

    /// `张伟 李娜`: words that all look like whole names.
    private func blankParted() -> [Range<Int>] {
        let words = text.split(separator: 0x20)
        guard words.count >= 2, words.count <= 6,
            words.allSatisfy({ isWholeName($0) || isTitledSurname($0) })
        else { return [] }
        return words.map { $0.startIndex..<$0.endIndex }
    }

    /// `张伟→李娜`, `张伟（已离职）李娜`: whole names and nothing else outside brackets.
    ///
    /// A hyphen parts a person from a company as often, so it parts no people.
    private func signParted() -> [Range<Int>] {
        var starts: [Int] = []
        var index = 0
        var depth = 0
        while index < text.count {
            let start = index
            while index < text.count, Self.isNameHan(text[index]) { index += 1 }
            if index > start, depth == 0 {
                guard isWholeName(text[start..<index]) else { return [] }
                starts.append(start)
            }
            guard index < text.count else { break }
            if index == start || !Self.isNameHan(text[index]) {
                depth = Self.depth(depth, text[index])
                guard depth > 0 || isBetweenPeople(index) else { return [] }
                index += 1
            }
        }
        guard starts.count > 1, starts.count <= 6 else { return [] }
        return starts.indices.map { place in
            let end = place + 1 < starts.count ? starts[place + 1] : text.count
            return trimmed(starts[place]..<end)
        }
    }

    private func isBetweenPeople(_ index: Int) -> Bool {
        switch text[index] {
        case 0x2D, 0x3D: index + 1 < text.count && text[index + 1] == 0x3E
        case 0x20, 0x29, 0x3011, 0x5D, 0x3E, 0x2190...0x21FF, 0x27F0...0x27FF, 0x2900...0x297F: true
        default: false
        }
    }

    /// `李经理`, `欧阳女士`: a surname and a title of two or more characters.
    private func isTitledSurname(_ word: ArraySlice<UInt32>) -> Bool {
        guard word.count >= 3, word.count <= 7, word.allSatisfy(Self.isNameHan) else {
            return false
        }
        let folded = word.map(script.simplified)
        guard titles.prefix(folded, 0, folded.count) == nil else { return false }
        let compound = surnames.compoundCount(folded, 0, folded.count)
        let surname = compound > 0 ? compound : surnames.isCommon(folded[0]) ? 1 : 0
        return surname > 0 && folded.count - surname >= 2
            && titles.wholly(folded, surname, folded.count) != nil
    }

    /// `张伟和李娜`, `张伟.李娜`: too long for one name, and whole names on both sides.
    private func joined() -> [Range<Int>] {
        guard text.count >= 5, text.count <= 9 else { return [] }
        for index in 2...(text.count - 3) {
            switch text[index] {
            case 0x548C, 0x4E0E, 0x8207, 0x53CA, 0x8DDF, 0x2E, 0x3002, 0xFF0E:
                if isWholeName(text[..<index]), isWholeName(text[(index + 1)...]) {
                    return [0..<index, index + 1..<text.count]
                }
            default: continue
            }
        }
        return []
    }

    /// `John Smith and Mary Jones`.
    private func andParted() -> [Range<Int>] {
        let and: [UInt32] = [0x61, 0x6E, 0x64]
        let words = text.split(separator: 0x20)
        guard words.count <= 9, !text.contains(where: Self.isNameHan),
            let middle = words.firstIndex(where: { $0.map { $0 | 0x20 } == and }), middle > 0,
            middle < words.count - 1, !isSalutation(words[middle - 1])
        else { return [] }
        return [
            0..<words[middle - 1].endIndex, words[middle + 1].startIndex..<text.count,
        ]
    }

    private func isSalutation(_ word: ArraySlice<UInt32>) -> Bool {
        var letters: [UInt32] = []
        for scalar in word { LatinLetters.append(scalar, to: &letters) }
        return latinWords.role(letters, 0, letters.count).role == .salutation
    }

    /// Two or three Han characters with a frequent surname, or a compound one and a given name.
    private func isWholeName(_ word: ArraySlice<UInt32>) -> Bool {
        guard word.count >= 2, word.count <= 4, word.allSatisfy(Self.isNameHan) else {
            return false
        }
        let folded = word.map(script.simplified)
        guard titles.suffix(folded, 0, folded.count)?.count ?? 0 < 2,
            titles.prefix(folded, 0, folded.count) == nil,
            japanese.count(folded, 0, folded.count) < folded.count
        else { return false }
        let compound = surnames.compoundCount(folded, 0, folded.count)
        if compound > 0 { return compound < folded.count }
        return folded.count <= 3 && surnames.isCommon(folded[0])
    }

    private static func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2F, 0x3001, 0x3B, 0xFF1B, 0x2C, 0xFF0C, 0x26, 0x7C, 0x5C, 0x2B: true
        default: false
        }
    }
}
