import Records

/// One word of a latin name.
struct LatinWord: Sendable {
    /// Its range of `line`.
    var start: Int
    var end: Int
    /// The range of its lower-case letters in `lower`.
    var lowerStart: Int
    var lowerEnd: Int
    /// How many commas stand before it.
    var segment: Int
    var isUpper: Bool
    var role: LatinNameWords.Role = .name
    var gender: UInt8 = 0
}

/// Names in latin letters: `Deng Xue Qiang`, `ZHENG Jie`, `Zhang, Wei`, `Dr. Ludwig van Beethoven`.
///
/// The value keeps the customer's capitals and order; which word is the family name stands in the
/// parts. The key is the words in lower case without diacritics, in alphabetical order.
extension PersonReader {
    /// Emits the person in `line`, which has no Han characters.
    mutating func emitLatin(raw: ValueID, found: FindingCode, into column: inout CleanColumn) {
        findWords()
        judgeRoles()
        let nameCount = words.count { $0.role == .name }
        var value = CleanValue()
        value.raw = raw
        value.kind = .person
        value.code = found
        guard nameCount > 0 else {
            value.code = ChineseFindings.unlikelyName.code
            value.validity = .suspect
            encode(line, line.indices)
            value.value = column.values.intern(bytes.span)
            column.emit(value)
            return setBeside(into: &column)
        }
        // Mrs Smith has no given name: what 王女士 is in Chinese.
        let isSurname = nameCount == 1 && words[0].role == .salutation
        encodeDisplay(isWhole: isSurname)
        value.value = column.values.intern(bytes.span)
        let isCompany = words.contains { $0.role == .company }
        if isCompany {
            value.code = PersonFindings.noPerson.code
            value.validity = .suspect
        } else if isSurname {
            value.code = ChineseFindings.surnameOnly.code
            value.validity = .suspect
        } else {
            encodeKey()
            value.key = column.values.intern(bytes.span)
            if nameCount == 1 {
                value.code = PersonFindings.givenNameOnly.code
                value.validity = .suspect
            } else if nameCount > 6 || areTwoFullNames() || !isClean() {
                value.code = ChineseFindings.unlikelyName.code
                value.validity = .suspect
            }
        }
        addDigits()
        if value.code == .none { value.code = numberBeside(line) }
        column.emit(value)
        if isSurname {
            let word = words.firstIndex { $0.role == .name } ?? 0
            setWords(.familyName, word...word, into: &column)
        } else if !isCompany {
            setLatinParts(nameCount, into: &column)
        }
        addRoles()
        setBeside(into: &column)
    }

    /// Cuts `line` into words.
    private mutating func findWords() {
        words.removeAll(keepingCapacity: true)
        lower.removeAll(keepingCapacity: true)
        var start = -1
        var segment = 0
        for index in 0...line.count {
            let scalar = index < line.count ? line[index] : 0x20
            let isInside = isWordScalar(scalar)
            if isInside, start >= 0, isHump(index) {
                addWord(start, index, segment)
                start = index
            } else if isInside, start < 0 {
                start = index
            }
            if isInside { continue }
            if start >= 0 { addWord(start, index, segment) }
            start = -1
            if scalar == 0x2C || scalar == 0xFF0C { segment += 1 }
        }
    }

    private mutating func addWord(_ start: Int, _ wordEnd: Int, _ segment: Int) {
        var end = wordEnd
        while end > start, !Self.isLetter(line[end - 1]) { end -= 1 }
        let lowerStart = lower.count
        var isUpper = end - start > 1
        for index in start..<end {
            let scalar = line[index]
            LatinLetters.append(scalar, to: &lower)
            if scalar >= 0x61 && scalar <= 0x7A || scalar >= 0xDF && scalar <= 0xFF {
                isUpper = false
            }
        }
        guard lower.count > lowerStart else { return }
        foldUmlaut(lowerStart)
        words.append(
            LatinWord(
                start: start,
                end: end,
                lowerStart: lowerStart,
                lowerEnd: lower.count,
                segment: segment,
                isUpper: isUpper
            )
        )
    }

    /// `lv` and `lyu` as `lu`, where the word is pinyin with them and none without.
    private mutating func foldUmlaut(_ start: Int) {
        guard lower.count - start >= 2,
            lower[start...].contains(where: { $0 == 0x76 || $0 == 0x79 })
        else { return }
        var folded: [UInt32] = []
        var index = start
        while index < lower.count {
            let previous = folded.last ?? 0
            let isAfterLN = previous == 0x6C || previous == 0x6E
            if isAfterLN, lower[index] == 0x76 {
                folded.append(0x75)
            } else if isAfterLN, lower[index] == 0x79, index + 1 < lower.count,
                lower[index + 1] == 0x75
            {
                folded.append(0x75)
                index += 1
            } else {
                folded.append(lower[index])
            }
            index += 1
        }
        guard folded.count != lower.count - start || !lower[start...].elementsEqual(folded),
            pinyin.isSpelling(folded), !pinyin.isSpelling(Array(lower[start...]))
        else { return }
        lower.removeSubrange(start...)
        lower.append(contentsOf: folded)
    }

    /// Whether a capital behind a small letter begins a word of its own: `ZhangWei`, not `McDonald`.
    private func isHump(_ index: Int) -> Bool {
        guard line[index] >= 0x41, line[index] <= 0x5A, line[index - 1] >= 0x61,
            line[index - 1] <= 0x7A
        else { return false }
        var start = index
        while start > 0, Self.isASCIILetter(line[start - 1]) { start -= 1 }
        var end = index
        while end < line.count, Self.isASCIILetter(line[end]) { end += 1 }
        var pieces: [[UInt32]] = []
        for position in start..<end {
            if position == start || line[position] <= 0x5A { pieces.append([]) }
            pieces[pieces.count - 1].append(line[position] | 0x20)
        }
        guard pieces.count <= 3, pieces.allSatisfy(pinyin.isSpelling) else { return false }
        return surnames.isRomanised(pieces[0], 0, pieces[0].count)
            || surnames.isRomanised(pieces[pieces.count - 1], 0, pieces[pieces.count - 1].count)
    }

    private static func isASCIILetter(_ scalar: UInt32) -> Bool { (scalar | 0x20) &- 0x61 < 26 }

    private func isWordScalar(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x27, 0x2D, 0x2019, 0x2018, 0x2BC, 0xB4, 0x2010, 0x2011, 0x60, 0x300...0x36F: true
        default: Self.isLetter(scalar)
        }
    }

    /// Tells salutations, suffixes and titles from names; they stand at the ends or behind a comma.
    private mutating func judgeRoles() {
        judgeLabel()
        for index in words.indices where role(index).role == .company {
            words[index].role = .company
        }
        var first = words.first?.role == .title ? 1 : 0
        while first < words.count - 1 {
            var found = role(first)
            // Mr. and Mrs. Smith.
            if first > 0, found.role == .name, role(first + 1).role == .salutation, isAnd(first) {
                found.role = .salutation
            }
            guard found.role == .salutation, words[first].role == .name else { break }
            words[first].role = .salutation
            words[first].gender = found.gender
            first += 1
        }
        var last = words.count - 1
        while last > first {
            let dotted = dottedDegree(last)
            if dotted > 0, last - dotted >= first {
                for index in (last - dotted + 1)...last { words[index].role = .degree }
                last -= dotted
                continue
            }
            let found = role(last)
            let isBehindComma = words[last].segment > 0 && segmentIsRoles(words[last].segment)
            let isWhole = last - first >= 2 || isBehindComma
            switch found.role {
            case .name, .company: return
            case .title where !isBehindComma: return
            case .salutation where !isWhole && found.gender == 0: return
            default:
                words[last].role = found.role
                words[last].gender = found.gender
            }
            last -= 1
        }
    }

    private func isAnd(_ index: Int) -> Bool {
        lower[words[index].lowerStart..<words[index].lowerEnd].elementsEqual([0x61, 0x6E, 0x64])
    }

    /// Drops a label (`Name: John Smith`), or files it as a title (`CEO: John Smith`).
    private mutating func judgeLabel() {
        guard words.count > 1, line[words[0].end] == 0x3A || line[words[0].end] == 0xFF1A else {
            return
        }
        if role(0).role == .title {
            words[0].role = .title
        } else {
            let isLabel = titles.labels.exact(lower, words[0].lowerStart, words[0].lowerEnd) >= 0
            if !isLabel { Self.addTelling(line[words[0].start..<words[0].end], to: &remark) }
            words.removeFirst()
        }
    }

    private func role(_ index: Int) -> (role: LatinNameWords.Role, gender: UInt8) {
        latinWords.role(lower, words[index].lowerStart, words[index].lowerEnd)
    }

    /// How many of the words up to `last` spell a degree with full stops between: Ph.D., M.B.A.
    private func dottedDegree(_ last: Int) -> Int {
        var first = last
        while first > 0, last - first < 2, words[first - 1].end + 1 == words[first].start,
            line[words[first - 1].end] == 0x2E
        {
            first -= 1
            let start = words[first].lowerStart
            if latinWords.role(lower, start, words[last].lowerEnd).role == .degree {
                return last - first + 1
            }
        }
        return 0
    }

    /// Whether a part between commas has no name: `, Sales Manager`, `, PhD`.
    private func segmentIsRoles(_ segment: Int) -> Bool {
        for index in words.indices where words[index].segment == segment {
            if role(index).role == .name { return false }
        }
        return true
    }

    /// The name as it is written, with single blanks, without salutations, degrees and titles.
    private mutating func encodeDisplay(isWhole: Bool) {
        bytes.removeAll(keepingCapacity: true)
        var position = -1
        for word in words {
            if !isWhole, word.role != .name && word.role != .generation && word.role != .company {
                if position >= 0 {
                    if line[position] == 0x2E { bytes.append(0x2E) }
                    if position < word.start, bytes.last != 0x20 { bytes.append(0x20) }
                }
                position = -1
                continue
            }
            if position >= 0 { appendBetween(position..<word.start) }
            for index in word.start..<word.end { Scalars.append(line[index], to: &bytes) }
            position = word.end
        }
        if position >= 0, position < line.count, line[position] == 0x2E { bytes.append(0x2E) }
        while bytes.last == 0x20 || bytes.last == 0x2C { bytes.removeLast() }
    }

    private mutating func appendBetween(_ range: Range<Int>) {
        for index in range where line[index] != 0x20 || bytes.last != 0x20 {
            Scalars.append(line[index], to: &bytes)
        }
    }

    /// The words in lower case and alphabetical order, parted by blanks.
    private mutating func encodeKey() {
        var order: [Int] = []
        for index in words.indices
        where words[index].role == .name || words[index].role == .generation {
            var place = order.count
            while place > 0, precedes(index, order[place - 1]) { place -= 1 }
            order.insert(index, at: place)
        }
        bytes.removeAll(keepingCapacity: true)
        for index in order {
            if !bytes.isEmpty { bytes.append(0x20) }
            for place in words[index].lowerStart..<words[index].lowerEnd {
                Scalars.append(lower[place], to: &bytes)
            }
        }
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        lower[words[a].lowerStart..<words[a].lowerEnd]
            .lexicographicallyPrecedes(lower[words[b].lowerStart..<words[b].lowerEnd])
    }

    /// `John Smith, Mary Jones`: a comma with whole names on both sides says two things.
    private func areTwoFullNames() -> Bool {
        guard let last = words.last, last.segment > 0 else { return false }
        for segment in 0...last.segment {
            let count = words.count { $0.segment == segment && $0.role == .name && !isInitial($0) }
            if count < 2 { return false }
        }
        return true
    }

    /// Whether nothing but letters and the signs of names stands between the first and the last word,
    /// and a word is longer than an initial.
    private func isClean() -> Bool {
        guard let first = words.first(where: { $0.role == .name }),
            let last = words.last(where: { $0.role == .name || $0.role == .generation })
        else { return false }
        for scalar in line[first.start..<last.end] {
            switch scalar {
            case 0x20, 0x2E, 0x2C, 0xFF0C: continue
            default: if !isWordScalar(scalar) { return false }
            }
        }
        return words.contains { $0.role == .name && !isInitial($0) }
    }

    private func isInitial(_ word: LatinWord) -> Bool { word.lowerEnd - word.lowerStart == 1 }

    /// Digits beside the name are a remark.
    private mutating func addDigits() {
        var index = 0
        while index < line.count {
            let start = index
            while index < line.count, Self.isDigit(line[index]) { index += 1 }
            if index > start {
                Self.addTelling(line[start..<index], to: &remark)
            } else {
                index += 1
            }
        }
    }

    /// Salutations, degrees and titles as parts.
    private mutating func addRoles() {
        for word in words where word.role == .salutation || word.role == .title {
            let kind: Titles.Kind = word.role == .salutation ? .salutation : .jobTitle
            addTitle(
                line[word.start..<word.end],
                Titles.Found(kind: kind, count: 0, gender: word.gender)
            )
        }
    }
}
