import Records

/// Titles before, behind and instead of a Han name.
extension PersonReader {
    /// Cuts a label (联系人：张三) or a title (采购部经理 王芳) off the front of `han`.
    mutating func cutSeparateOpening() {
        let count = simple.count
        guard let end = wordEnds.first, end < count else { return }
        if titles.labels.exact(simple, 0, end) >= 0 { return dropOpening(end) }
        // One character before a blank is a surname (董 轩, 高 工), never a title.
        if end > 1, let title = titles.wholly(simple, 0, end),
            titles.wholly(simple, end, count) == nil || count - end == 1
        {
            addTitle(han[..<end], title)
            dropOpening(end)
        }
    }

    /// Cuts a title without a blank off the front of a name that ends at `nameEnd`; where the name
    /// ends afterwards.
    mutating func cutOpening(_ nameEnd: Int) -> Int {
        guard nameEnd >= 3, let end = openingEnd(nameEnd),
            let title = titles.wholly(simple, 0, end)
        else { return nameEnd }
        addTitle(han[..<end], title)
        dropOpening(end)
        return nameEnd - end
    }

    /// Where the titles end that stand before a whole name (财务部经理王芳), or before a surname that a
    /// title follows (司机王师傅).
    private func openingEnd(_ count: Int) -> Int? {
        var end = 0
        while let title = titles.prefix(simple, end, count), title.kind != .relative {
            end += title.count
        }
        guard end >= 2, end < count else { return nil }
        if end + 2 == count, isNickname(end, count) { return end }
        if end + 1 == count { return count < simple.count && isSurnameAt(end) ? end : nil }
        let compound = surnames.compoundCount(simple, end, count)
        let isName =
            compound > 0
            ? end + compound < count && count - end - compound <= 2
            : surnames.isCommon(simple[end]) && count - end <= 3
        return isName && titles.suffix(simple, end, count)?.count ?? 0 < 2 ? end : nil
    }

    private func isSurnameAt(_ index: Int) -> Bool { surnames.isCommon(simple[index]) }

    private mutating func dropOpening(_ count: Int) {
        han.removeFirst(count)
        simple.removeFirst(count)
        wordEnds = wordEnds.map { $0 - count }.filter { $0 > 0 }
        if let first = han.first { simple[0] = NameCharacters.folded(first, isFirst: true) }
    }

    /// Cuts the titles off the end and keeps them; where the name ends.
    mutating func cutTitles() -> Int {
        var end = trimmedEnd(simple.count)
        var cuts: [(range: Range<Int>, title: Titles.Found)] = []
        while end > 1, let cut = lastTitle(end) {
            cuts.append(cut)
            end = trimmedEnd(cut.range.lowerBound)
        }
        for cut in cuts.reversed() { addTitle(han[cut.range], cut.title) }
        return end
    }

    /// An end before which no interpunct stands.
    private func trimmedEnd(_ end: Int) -> Int {
        var end = end
        while end > 1, simple[end - 1] == 0xB7 { end -= 1 }
        return end
    }

    /// The title that ends at `end`, with the departments before it; nil when none does.
    private func lastTitle(_ end: Int) -> (range: Range<Int>, title: Titles.Found)? {
        guard let found = titles.suffix(simple, 0, end), found.count < end else { return nil }
        var start = end - found.count
        switch found.kind {
        case .salutation, .jobTitle:
            while let more = titles.suffix(simple, 0, start), more.kind == .department,
                start - more.count >= 2
            { start -= more.count }
        case .shortTitle, .shortSalutation:
            guard isTitleLikely(start) else { return nil }
        case .surnameTitle, .surnameSalutation:
            guard isSeparateWord(start) || isSurname(start) || isNickname(0, start) else {
                return nil
            }
        case .spouse:
            guard start == 1 || isSurname(start) else { return nil }
        case .department, .role, .genderMark:
            guard isSeparateWord(start) else { return nil }
        case .relative:
            return nil
        }
        return (start..<end, found)
    }

    /// Whether 总, 工, 董, 姐 or 哥 behind `nameEnd` characters is a title and no given name.
    private func isTitleLikely(_ nameEnd: Int) -> Bool {
        if isSeparateWord(nameEnd) || isNicknameEnd(nameEnd) { return true }
        guard nameEnd >= 1,
            surnames.frequency(simple[0]) != nil
                || surnames.compoundCount(simple, 0, nameEnd) > 0
        else { return nameEnd >= 3 }
        return nameEnd <= 4
    }

    /// 小王 of 小王总 and 采购小王总: a nickname, with nothing but titles before it.
    private func isNicknameEnd(_ end: Int) -> Bool {
        guard end >= 2, isNickname(end - 2, end) else { return false }
        return end == 2 || titles.wholly(simple, 0, end - 2) != nil
    }

    /// Whether `end` characters are a frequent or compound surname and nothing else.
    private func isSurname(_ end: Int) -> Bool {
        end == 1 && surnames.isCommon(simple[0])
            || end > 1 && surnames.compoundCount(simple, 0, end) == end
    }

    private func isSeparateWord(_ start: Int) -> Bool { wordEnds.contains(start) && start > 0 }

    /// Whether the text names somebody by another: 王明妈妈, 李伟太太, 陈总的助理.
    func isRelative(_ end: Int) -> Bool {
        if let found = titles.suffix(simple, 0, end),
            found.kind == .relative || found.kind == .spouse
        {
            return true
        }
        guard let middle = simple.dropLast().lastIndex(of: Titles.possessive), middle > 0 else {
            return false
        }
        return titles.wholly(simple, middle + 1, simple.count) != nil
            || titles.suffix(simple, 0, middle)?.count ?? 0 < middle
                && titles.suffix(simple, 0, middle) != nil
    }

    /// 董小姐, 高经理 behind 董 and 高, which are surnames as well as titles.
    func isSurnameBeforeTitle() -> Bool {
        simple.count >= 3 && surnames.isCommon(simple[0])
            && titles.prefix(simple, 0, simple.count) == nil
            && titles.wholly(simple, 1, simple.count) != nil
    }

    /// Whether what titles leave over is a title, a label or a null word again.
    func isNoName(_ end: Int) -> Bool {
        end < simple.count && titles.wholly(simple, 0, end).map { $0.count > 1 || end > 2 } ?? false
            || titles.labels.exact(simple, 0, end) >= 0
            || titles.placeholders.exact(simple, 0, end) >= 0
    }

    mutating func emitRelative(raw: ValueID, into column: inout CleanColumn) {
        Self.addTelling(beside[...], to: &remark)
        emitSuspect(han, PersonFindings.relative.code, raw: raw, into: &column)
    }

    /// A cell whose Han characters are a title: behind a latin name (`Jack先生`), or instead of one.
    mutating func emitTitle(
        _ title: Titles.Found,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        let isKorean = beside.contains(where: Self.isHangul)
        if isKorean || beside.contains(where: Self.isLatin) {
            if beside.contains(where: Self.isNameHan) {
                return emitMatter(raw: raw, found: PersonFindings.otherWords.code, into: &column)
            }
            addTitle(han[...], title)
            line = beside
            han.removeAll(keepingCapacity: true)
            if isMatter() { return emitMatter(raw: raw, into: &column) }
            if isKorean { return emitKorean(raw: raw, found: found, into: &column) }
            return emitLatin(raw: raw, found: found, into: &column)
        }
        if title.isSalutation || title.kind == .genderMark {
            addTitle(han[...], title)
        } else if jobTitle.isEmpty {
            jobTitle = han
        }
        emitRole(raw: raw, into: &column)
    }

    mutating func emitRole(raw: ValueID, into column: inout CleanColumn) {
        Self.addTelling(beside[...], to: &remark)
        emitSuspect(han, ChineseFindings.roleInsteadOfName.code, raw: raw, into: &column)
    }
}
