import Records

/// Names in Han characters: surname, validity, keys.
extension PersonReader {
    /// What of `han` is the name.
    struct HanName {
        var end: Int
        /// Where the surname begins: behind 小 of 小王.
        var start = 0
        var surnameCount = 0
        /// There is no given name: 王总, 张某, 小李.
        var isIncomplete = false
    }

    /// Emits the person in `han`, whose titles may stand before, behind and beside the name.
    mutating func emitHan(raw: ValueID, found: FindingCode, into column: inout CleanColumn) {
        foldHan()
        cutSeparateOpening()
        if isStandIn() {
            Self.addTelling(beside[...], to: &remark)
            return emitMatter(raw: raw, found: PersonFindings.standIn.code, into: &column)
        }
        if !isSurnameBeforeTitle(), let title = titles.wholly(simple, 0, simple.count),
            title.count > 1 || simple.count > 2 || title.kind == .genderMark
        {
            return emitTitle(title, raw: raw, found: found, into: &column)
        }
        var name = HanName(end: cutOpening(cutTitles()))
        if isRelative(name.end) { return emitRelative(raw: raw, into: &column) }
        if isCompany(name.end) { return emitMatter(raw: raw, into: &column) }
        if isNoName(name.end) { return emitRole(raw: raw, into: &column) }
        if isMixedName(name.end) {
            return emitMixed(name.end, raw: raw, found: found, into: &column)
        }
        if !addLatinTitle(beside[...]) { Self.addTelling(beside[...], to: &remark) }
        var value = CleanValue()
        value.raw = raw
        value.kind = .person
        value.code = found
        judge(&name, &value)
        if !name.isIncomplete, isMelted(name) {
            return emitMatter(raw: raw, found: PersonFindings.otherWords.code, into: &column)
        }
        if value.code == .none { value.code = numberBeside(beside) }
        encode(han, 0..<(name.isIncomplete ? han.count : name.end))
        value.value = column.values.intern(bytes.span)
        let simplified = name.isIncomplete ? 0 : internSimplified(name.end, into: &column)
        value.key = simplified
        column.emit(value)
        setNameParts(name, simplified, into: &column)
        setBeside(into: &column)
    }

    /// Makes `simple` of `han`.
    private mutating func foldHan() {
        simple.removeAll(keepingCapacity: true)
        for scalar in han {
            if scalar == Self.repetition, let last = simple.last {
                simple.append(last)
            } else if characters.flags(scalar) & NameCharacters.inert != 0 {
                simple.append(scalar)
            } else {
                simple.append(NameCharacters.folded(scalar, isFirst: simple.isEmpty))
            }
        }
    }

    /// Judges the length and the surname.
    private func judge(_ name: inout HanName, _ value: inout CleanValue) {
        let end = name.end
        if let mark = firstInterpunct(end) {
            // 爱新觉罗·溥仪 has a surname, 阿依古丽·卡德尔 has none.
            let compound = surnames.compoundCount(simple, 0, mark)
            name.surnameCount = compound == mark ? compound : 0
        } else if isSurnameOnly(&name) {
            value.code = ChineseFindings.surnameOnly.code
            value.validity = .suspect
            name.isIncomplete = true
            return
        } else if isGivenName(end) {
            value.code = PersonFindings.givenNameOnly.code
            value.validity = .suspect
        } else if !Self.isTransliterated(simple, end), !isShortTransliteration(end) {
            name.surnameCount = surnameCount(simple, end)
            if name.surnameCount == 0 {
                value.code = ChineseFindings.unlikelyName.code
                value.validity = .suspect
            } else if name.surnameCount == 1, surnames.frequency(simple[0]) == nil,
                value.code == .none
            {
                value.code = ChineseFindings.unlistedSurname.code
            }
        }
        if isDamaged(end) {
            value.code = ChineseFindings.rareCharacter.code
            value.validity = .suspect
        }
    }

    /// Whether a character is private, lost or one of 锟斤拷, which U+FFFD turns into twice encoded.
    private func isDamaged(_ end: Int) -> Bool {
        for index in 0..<end {
            let scalar = han[index]
            if scalar == 0xFFFD || (scalar >= 0xE000 && scalar < 0xF900) { return true }
            if scalar == 0x65A4, index + 1 < end, han[index + 1] == 0x62F7 { return true }
        }
        return false
    }

    /// The length of the surname of a whole name; 0 when the text is too long for one.
    func surnameCount(_ text: [UInt32], _ end: Int) -> Int {
        let compound = end > 2 ? surnames.compoundCount(text, 0, end) : 0
        if compound > 0, compound < end, end <= compound + 3 { return compound }
        if end >= 4 || end == 3 && !surnames.isCommon(text[0]) {
            let count = japanese.count(text, 0, end)
            if count > 0, count < end, end <= count + 4 { return count }
        }
        return end <= 4 ? 1 : 0
    }

    /// Whether the name is a surname alone, masked or with a nickname's 小 or 老.
    private func isSurnameOnly(_ name: inout HanName) -> Bool {
        let end = name.end
        let isMasked = end > 1 && simple[1..<end].contains(where: Self.isHidden)
        let isNickname = isNickname(0, end)
        let compound = surnames.compoundCount(simple, 0, end)
        // Two characters that are a compound surname may be a whole name, unless a title follows.
        let isCompound = compound == end && compound > 0 && end < han.count
        guard end == 1 || isMasked || isNickname || isCompound else { return false }
        name.start = isNickname ? 1 : 0
        name.surnameCount = isNickname ? 1 : min(max(compound, 1), end)
        if simple[0] == NameCharacters.anonymous { name.surnameCount = 0 }
        return true
    }

    /// Also O and 0, which are there only between Han characters.
    private static func isHidden(_ scalar: UInt32) -> Bool {
        NameCharacters.isMask(scalar) || scalar | 0x20 == 0x6F || scalar == 0x30
    }

    private func firstInterpunct(_ end: Int) -> Int? {
        for index in 0..<end where simple[index] == 0xB7 { return index }
        return nil
    }

    /// 小王, 老李: 小 before a surname that isn't also a usual given name.
    func isNickname(_ start: Int, _ end: Int) -> Bool {
        guard end == start + 2, surnames.isCommon(simple[start + 1]) else { return false }
        if simple[start] == 0x8001 { return true }
        return simple[start] == 0x5C0F && !Self.nicknameCharacters.contains(simple[start + 1])
    }

    /// Surnames that follow 小 as given names more often than as surnames.
    private static let nicknameCharacters = "华平红燕云龙军明玉兰雪梅敏芳丽英东伟强刚霞飞凤琴艾文丹安宁荣庆青"
        .scalarValues

    /// 丽丽, 小明, 阿强.
    private func isGivenName(_ end: Int) -> Bool {
        guard end == 2, !surnames.isCommon(simple[0]) || simple[0] == NameCharacters.familiar else {
            return false
        }
        return simple[0] == simple[1] || simple[0] == 0x5C0F
            || simple[0] == NameCharacters.familiar
    }

    /// Whether a minority name lost its interpunct: five or more characters, all used for sounds.
    static func isTransliterated(_ text: [UInt32], _ end: Int) -> Bool {
        guard end >= 5 else { return false }
        for index in 0..<end where Titles.soundCharacters[text[index]] == nil { return false }
        return true
    }

    /// 阿依古丽, 吐尔逊: three or four such characters, three only without a frequent surname.
    private func isShortTransliteration(_ end: Int) -> Bool {
        guard end == 4 || end == 3 && !surnames.isCommon(simple[0]) else { return false }
        for index in 0..<end where characters.flags(simple[index]) & NameCharacters.sound == 0 {
            return false
        }
        return true
    }

    /// The name as its key has it, without interpunct.
    private mutating func internSimplified(_ end: Int, into column: inout CleanColumn) -> ValueID {
        bytes.removeAll(keepingCapacity: true)
        for index in 0..<end where simple[index] != 0xB7 {
            Scalars.append(simple[index], to: &bytes)
        }
        return column.values.intern(bytes.span)
    }

    private mutating func setNameParts(
        _ name: HanName,
        _ simplified: ValueID,
        into column: inout CleanColumn
    ) {
        let givenStart = name.start + name.surnameCount
        if name.surnameCount > 0 {
            encode(han, name.start..<givenStart)
            column.setPart(.familyName, bytes.span)
        }
        if name.isIncomplete { return }
        let isGivenOnly = name.surnameCount == 0 && name.end == 2
        if name.surnameCount > 0 || isGivenOnly {
            let isMarked = givenStart < name.end && han[givenStart] == 0xB7
            encode(han, (isMarked ? givenStart + 1 : givenStart)..<name.end)
            column.setPart(.givenName, bytes.span)
        }
        column.setPart(.simplified, simplified)
        let hasOther =
            name.surnameCount == 1
            && characters.flags(simple[0]) & NameCharacters.hasOtherReading != 0
        setSounds(0..<name.end, surnameCount: name.surnameCount, hasOther, into: &column)
    }

    /// `Tony 陈`, `陈Tony`: a surname alone in Han characters, the given name in latin letters.
    private func isMixedName(_ end: Int) -> Bool {
        guard
            end == 1 && surnames.isCommon(simple[0])
                || end >= 2
                    && surnames.compoundCount(simple, 0, end) == end
        else { return false }
        guard besideCount == 1, !hasSortPrefix() else { return false }
        let words = beside.split(separator: 0x20)
        guard words.count == 1 || words.count == 2 else { return false }
        return words.allSatisfy { word in
            guard word.count >= 2, word.allSatisfy({ Self.isLatin($0) || $0 == 0x2D }) else {
                return false
            }
            var letters: [UInt32] = []
            for scalar in word { LatinLetters.append(scalar, to: &letters) }
            let isMask = letters.allSatisfy { $0 == 0x78 }
            let isSortPrefix = letters.allSatisfy { $0 == letters[0] }
            return !isMask && !isSortPrefix
                && latinWords.role(letters, 0, letters.count).role == .name
                && !surnames.isRomanised(letters, 0, letters.count)
        }
    }

    private func isBesideFirst(_ surname: UInt32) -> Bool {
        guard let latin = line.firstIndex(where: Self.isLatin),
            let han = line.lastIndex(of: surname)
        else { return true }
        return latin < han
    }

    /// Emits `Tony 陈` in the order that it is written in.
    private mutating func emitMixed(
        _ end: Int,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        var value = CleanValue()
        value.raw = raw
        value.kind = .person
        value.code = found
        bytes.removeAll(keepingCapacity: true)
        let isBesideFirst = isBesideFirst(han[0])
        if isBesideFirst {
            for scalar in beside { Scalars.append(scalar, to: &bytes) }
            bytes.append(0x20)
        }
        for scalar in han[..<end] { Scalars.append(scalar, to: &bytes) }
        if !isBesideFirst { for scalar in beside { Scalars.append(scalar, to: &bytes) } }
        value.value = column.values.intern(bytes.span)
        lower.removeAll(keepingCapacity: true)
        for scalar in beside { LatinLetters.append(scalar, to: &lower) }
        simple.removeSubrange(end...)
        simple.append(contentsOf: lower)
        encode(simple, simple.indices)
        value.key = column.values.intern(bytes.span)
        column.emit(value)
        encode(han, 0..<end)
        column.setPart(.familyName, bytes.span)
        encode(beside, beside.indices)
        column.setPart(.givenName, bytes.span)
        column.setPart(.simplified, value.key)
        setSounds(simple.indices, surnameCount: end, false, into: &column)
        bytes.append(UInt8(truncatingIfNeeded: lower.first ?? 0x20))
        column.setPart(.initials, bytes.span)
        setBeside(into: &column)
    }
}
