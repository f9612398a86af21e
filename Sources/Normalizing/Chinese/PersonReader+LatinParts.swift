import Records

/// Family and given names of latin names.
extension PersonReader {
    mutating func setLatinParts(_ nameCount: Int, into column: inout CleanColumn) {
        // The first and last words that are names; suffixes and titles stand outside.
        guard let first = words.firstIndex(where: { $0.role == .name }),
            let last = words.lastIndex(where: { $0.role == .name })
        else { return }
        if nameCount > 1 {
            let family = familyWords(first, last)
            setWords(.familyName, family, into: &column)
            setGiven(first, last, family, into: &column)
        } else if !isJoinedPinyin(first) {
            setWords(.givenName, first...first, into: &column)
        }
        setSuffix(into: &column)
        bytes.removeAll(keepingCapacity: true)
        for word in words where word.role == .name {
            for index in word.lowerStart..<word.lowerEnd {
                Scalars.append(lower[index], to: &bytes)
            }
        }
        column.setPart(.pinyin, bytes.span)
        bytes.removeAll(keepingCapacity: true)
        for word in words where word.role == .name {
            Scalars.append(lower[word.lowerStart], to: &bytes)
        }
        column.setPart(.initials, bytes.span)
    }

    mutating func setWords(
        _ part: Part,
        _ range: ClosedRange<Int>,
        into column: inout CleanColumn
    ) {
        let last = words[range.upperBound]
        encode(line, words[range.lowerBound].start..<last.end)
        if last.lowerEnd - last.lowerStart == 1 { appendDot(last.end) }
        column.setPart(part, bytes.span)
    }

    /// The full stop of an abbreviation.
    private mutating func appendDot(_ index: Int) {
        if index < line.count, line[index] == 0x2E { bytes.append(0x2E) }
    }

    /// `zhangxiaoming`: a surname and one or two syllables in one word.
    private func isJoinedPinyin(_ index: Int) -> Bool {
        let word = words[index]
        guard word.lowerEnd - word.lowerStart >= 4 else { return false }
        for middle in (word.lowerStart + 2)...(word.lowerEnd - 2)
        where surnames.isRomanised(lower, word.lowerStart, middle)
            && pinyin.syllableCount(lower, middle, word.lowerEnd) > 0
        {
            return true
        }
        return false
    }

    /// The names beside the family name, which stands at the front or at the end.
    private mutating func setGiven(
        _ first: Int,
        _ last: Int,
        _ family: ClosedRange<Int>,
        into column: inout CleanColumn
    ) {
        let low = family.lowerBound == first ? family.upperBound + 1 : first
        let high = family.lowerBound == first ? last : family.lowerBound - 1
        guard low <= high, words[low...high].allSatisfy({ $0.role == .name }) else { return }
        setWords(.givenName, low...high, into: &column)
    }

    private mutating func setSuffix(into column: inout CleanColumn) {
        bytes.removeAll(keepingCapacity: true)
        var end = -1
        for word in words where word.role == .generation || word.role == .degree {
            if !bytes.isEmpty, word.start > end + 1 || bytes.last != 0x2E { bytes.append(0x20) }
            end = word.end
            for index in word.start..<word.end { Scalars.append(line[index], to: &bytes) }
            appendDot(word.end)
        }
        column.setPart(.nameSuffix, bytes.span)
    }

    /// The words of the family name: before a comma, in capitals alone, or by a list of surnames;
    /// else the last word, with its particles.
    private func familyWords(_ first: Int, _ last: Int) -> ClosedRange<Int> {
        let segment = words[first].segment
        if words[last].segment > segment {
            var end = first
            while end < last, words[end + 1].segment == segment { end += 1 }
            return first...end
        }
        let isFirstUpper = words[first].isUpper
        if isFirstUpper != words[last].isUpper {
            if isFirstUpper { return first...upperEnd(first, last) }
        } else if isFamilyFirst(first, last) {
            return first...first
        }
        return (isPinyin(first, last) ? last : particleStart(first, last))...last
    }

    /// `VAN DIJK Pieter`: the last of the capital words at the front.
    private func upperEnd(_ first: Int, _ last: Int) -> Int {
        var end = first
        while end + 1 < last, words[end + 1].isUpper { end += 1 }
        return end
    }

    /// Whether a listed surname stands first, and not one far more frequent last (Wei Zhang).
    private func isFamilyFirst(_ first: Int, _ last: Int) -> Bool {
        let a = surnames.romanisedFrequency(lower, words[first].lowerStart, words[first].lowerEnd)
        let b = surnames.romanisedFrequency(lower, words[last].lowerStart, words[last].lowerEnd)
        if a > 0, isPinyin(first, last) {
            return b < a * 8 || syllableCount(last) > 1
        }
        let isEastern = { (index: Int) in
            latinWords.isEasternSurname(lower, words[index].lowerStart, words[index].lowerEnd)
        }
        // Chan Tai Man and Kim Chul-soo, but Jackie Chan and Kim Smith.
        guard a > 0 || isEastern(first), !isEastern(last) else { return false }
        return last - first == 2
            && words[first...last].allSatisfy { $0.lowerEnd - $0.lowerStart <= 6 }
            || last - first == 1 && line[words[last].start..<words[last].end].contains(0x2D)
    }

    private func isPinyin(_ first: Int, _ last: Int) -> Bool {
        for index in first...last where syllableCount(index) == 0 { return false }
        return true
    }

    private func syllableCount(_ index: Int) -> Int {
        pinyin.syllableCount(lower, words[index].lowerStart, words[index].lowerEnd)
    }

    /// Where the family name begins: at the first particle behind the given name (van der Berg).
    private func particleStart(_ first: Int, _ last: Int) -> Int {
        var index = first + 1
        while index < last {
            if latinWords.isParticle(lower, words[index].lowerStart, words[index].lowerEnd) {
                return index
            }
            index += 1
        }
        return last
    }
}
