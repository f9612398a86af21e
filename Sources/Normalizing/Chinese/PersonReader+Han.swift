import Records

/// Names in Han characters: title, surname, keys.
extension PersonReader {
    /// What of `han` is the name, and what its title.
    private struct Split {
        var nameEnd: Int
        var surnameCount = 0
        var title = 0..<0
        var isSalutation = false
    }

    /// Emits the person in `han`; `bracket` is a range of `text` that may hold a title.
    mutating func emitHan(
        raw: ValueID,
        found: FindingCode,
        bracket: Range<Int> = 0..<0,
        into column: inout CleanColumn
    ) {
        simple.removeAll(keepingCapacity: true)
        script.fold(han, han.indices, into: &simple)
        // 乾 (qián) of names is not 干.
        for index in han.indices where han[index] == 0x4E7E { simple[index] = 0x4E7E }
        var split = splitTitle()
        let bracketKind = bracketTitle(bracket)
        if bracketKind == nil { addRemark(bracket) }
        if split.nameEnd == 0 { return emitRole(raw: raw, into: &column) }
        var value = CleanValue()
        value.raw = raw
        value.kind = .person
        value.code = found
        let isIncomplete = judge(&split, &value)
        encode(han, 0..<(isIncomplete ? han.count : split.nameEnd))
        value.value = column.values.intern(bytes.span)
        let keyID = internSimplified(split.nameEnd, into: &column)
        value.key = isIncomplete ? 0 : keyID
        column.emit(value)
        setNameParts(split, isIncomplete, keyID, into: &column)
        setTitle(split, bracketKind, bracket, into: &column)
    }

    /// Judges the length and the surname; true when there is no given name.
    private func judge(_ split: inout Split, _ value: inout CleanValue) -> Bool {
        let end = split.nameEnd
        let isMinority = hasInterpunct(end) || Self.isTransliterated(simple, end)
        if isMinority {
            split.surnameCount = 0
        } else if isMasked(end) || end == 1 || isNickname(end) {
            split.surnameCount = min(max(surnames.compoundCount(simple, 0, end), 1), end)
            value.code = ChineseFindings.surnameOnly.code
            value.validity = .suspect
            return true
        } else if end == 2, split.surnameCount == 2 {
            value.code = ChineseFindings.surnameOnly.code
            value.validity = .suspect
            return true
        } else {
            let compound = end > 2 ? surnames.compoundCount(simple, 0, end) : 0
            split.surnameCount =
                compound > 0 && compound < end && end <= compound + 3
                ? compound : end <= 4 ? 1 : 0
            if split.surnameCount == 0 {
                value.code = ChineseFindings.unlikelyName.code
                value.validity = .suspect
            } else if compound == 0, surnames.frequency(simple[0]) == nil, value.code == .none {
                value.code = ChineseFindings.unlistedSurname.code
            }
        }
        for scalar in han[..<end] where scalar == 0xFFFD || (scalar >= 0xE000 && scalar < 0xF900) {
            value.code = ChineseFindings.rareCharacter.code
            value.validity = .suspect
        }
        return false
    }

    private func hasInterpunct(_ end: Int) -> Bool {
        for index in 0..<end where simple[index] == 0xB7 { return true }
        return false
    }

    /// Whether a minority name lost its interpunct: five or more characters, all used for sounds.
    static func isTransliterated(_ text: [UInt32], _ end: Int) -> Bool {
        guard end >= 5 else { return false }
        for index in 0..<end where Titles.soundCharacters[text[index]] == nil { return false }
        return true
    }

    /// 张某, 张某某, 李**.
    private func isMasked(_ end: Int) -> Bool {
        end > 1 && simple[1..<end].allSatisfy { $0 == 0x67D0 || $0 == 0x2A }
    }

    /// 小王, 老李.
    private func isNickname(_ end: Int) -> Bool {
        end == 2 && (simple[0] == 0x5C0F || simple[0] == 0x8001)
            && (surnames.frequency(simple[1]) ?? 0) >= Surnames.commonFrequency
    }

    /// Cuts the titles off the end of `simple`; `nameEnd` is 0 when nothing but titles is there.
    private func splitTitle() -> Split {
        let count = simple.count
        if let found = titles.suffix(simple, 0, count), isOnlyTitle(found),
            titles.wholly(simple, 0, count) != nil
        {
            return Split(nameEnd: 0)
        }
        var split = Split(nameEnd: trimmedEnd(count))
        while split.nameEnd > 1, let shorter = cutTitle(split.nameEnd), shorter.nameEnd > 0 {
            split = shorter
            split.nameEnd = trimmedEnd(split.nameEnd)
        }
        if split.nameEnd < count { split.title = split.nameEnd..<count }
        return split
    }

    /// An end before which no interpunct stands.
    private func trimmedEnd(_ end: Int) -> Int {
        var end = end
        while end > 1, simple[end - 1] == 0xB7 { end -= 1 }
        return end
    }

    /// Cuts the last title before `count` off; nil when none ends there.
    private func cutTitle(_ count: Int) -> Split? {
        guard let found = titles.suffix(simple, 0, count), found.count < count else { return nil }
        let isShort = found.kind == .shortTitle || found.kind == .shortSalutation
        var nameEnd = count - found.count
        if !isShort {
            nameEnd = extendTitle(nameEnd)
        } else if !isTitleLikely(nameEnd) {
            return nil
        }
        if found.kind == .department || found.kind == .role, !isSeparateWord(nameEnd) {
            return nil
        }
        var split = Split(nameEnd: nameEnd)
        split.isSalutation = found.kind == .salutation || found.kind == .shortSalutation
        let compound = surnames.compoundCount(simple, 0, nameEnd)
        if compound == nameEnd { split.surnameCount = compound }
        return split
    }

    /// A cell such as 经理, 采购部 or 前台; one character (总) or a surname with one (于总) is none.
    private func isOnlyTitle(_ found: (kind: Titles.Kind, count: Int)) -> Bool {
        found.count > 1 || simple.count > 2
    }

    /// Lets the departments before a title (刘琳采购经理) belong to it, as long as a name remains.
    private func extendTitle(_ end: Int) -> Int {
        var end = end
        while let more = titles.suffix(simple, 0, end), more.kind == .department,
            end - more.count >= 2
        { end -= more.count }
        return end
    }

    /// Whether 总, 工, 董, 姐 or 哥 behind `nameEnd` characters is a title and no given name.
    private func isTitleLikely(_ nameEnd: Int) -> Bool {
        if isSeparateWord(nameEnd) { return true }
        guard nameEnd >= 1,
            surnames.frequency(simple[0]) != nil
                || surnames.compoundCount(simple, 0, nameEnd) > 0
        else { return nameEnd >= 3 }
        return nameEnd <= 4
    }

    private func isSeparateWord(_ start: Int) -> Bool { wordEnds.contains(start) && start > 0 }

    private func bracketTitle(_ bracket: Range<Int>) -> Titles.Kind? {
        guard !bracket.isEmpty else { return nil }
        return titles.wholly(text[bracket].map(script.simplified), 0, bracket.count)
    }

    /// The simplified name without interpunct and signs.
    private mutating func internSimplified(_ end: Int, into column: inout CleanColumn) -> ValueID {
        bytes.removeAll(keepingCapacity: true)
        for index in 0..<end where simple[index] != 0xB7 && simple[index] != 0x2A {
            Scalars.append(simple[index], to: &bytes)
        }
        return column.values.intern(bytes.span)
    }

    private mutating func setNameParts(
        _ split: Split,
        _ isIncomplete: Bool,
        _ simplified: ValueID,
        into column: inout CleanColumn
    ) {
        let start = isIncomplete && isNickname(split.nameEnd) ? 1 : 0
        if split.surnameCount > 0 {
            encode(han, start..<(start + split.surnameCount))
            column.setPart(.familyName, bytes.span)
            if !isIncomplete {
                encode(han, split.surnameCount..<split.nameEnd)
                column.setPart(.givenName, bytes.span)
            }
        }
        if isIncomplete { return }
        column.setPart(.simplified, simplified)
        let name = 0..<split.nameEnd
        bytes.removeAll(keepingCapacity: true)
        pinyin.appendKey(simple, name, surnameCount: split.surnameCount, to: &bytes)
        column.setPart(.pinyin, bytes.span)
        bytes.removeAll(keepingCapacity: true)
        pinyin.appendInitials(simple, name, surnameCount: split.surnameCount, to: &bytes)
        column.setPart(.initials, bytes.span)
    }

    private mutating func setTitle(
        _ split: Split,
        _ bracketKind: Titles.Kind?,
        _ bracket: Range<Int>,
        into column: inout CleanColumn
    ) {
        if !split.title.isEmpty {
            encode(han, split.title)
            column.setPart(split.isSalutation ? .salutation : .jobTitle, bytes.span)
        }
        if let kind = bracketKind {
            encode(text, bracket)
            let isSalutation = kind == .salutation || kind == .shortSalutation
            column.setPart(isSalutation ? .salutation : .jobTitle, bytes.span)
        }
        if !remark.isEmpty {
            encode(remark, remark.indices)
            column.setPart(.remark, bytes.span)
        }
    }

    /// A cell that holds 经理 or 前台 instead of a name.
    private mutating func emitRole(raw: ValueID, into column: inout CleanColumn) {
        var value = CleanValue()
        encode(han, han.indices)
        value.value = column.values.intern(bytes.span)
        value.raw = raw
        value.kind = .person
        value.validity = .suspect
        value.code = ChineseFindings.roleInsteadOfName.code
        column.emit(value)
        column.setPart(.jobTitle, value.value)
    }
}
