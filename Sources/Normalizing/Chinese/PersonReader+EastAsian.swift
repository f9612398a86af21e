import Records

/// Names without a Chinese surname: Japanese ones with kana, Korean ones in Hangul, `J·K·罗琳`.
extension PersonReader {
    /// `田中さくら`, `たなか たろう`, `佐々木 希`, `ジョン・スミス`.
    mutating func emitJapanese(
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        cutJapaneseTitle()
        let familyEnd = japaneseFamilyEnd()
        let isSurname = familyEnd == line.count && !salutation.isEmpty
        emitUnread(
            familyEnd: familyEnd,
            raw: raw,
            found: isSurname ? ChineseFindings.surnameOnly.code : found,
            into: &column
        )
    }

    /// Whether a middle dot joins latin and Han letters.
    func isLatinMarked() -> Bool {
        for index in line.indices.dropFirst().dropLast() {
            switch line[index] {
            case 0x2E, 0x3002, 0xFF0E: continue
            default: break
            }
            guard WidthFolding.isInterpunct(line[index]) else { continue }
            let (before, after) = (line[index - 1], line[index + 1])
            if Self.isLatin(before) && Self.isNameHan(after)
                || Self.isNameHan(before) && Self.isLatin(after)
            {
                return true
            }
        }
        return false
    }

    /// `J·K·罗琳`: transliterated, with latin initials.
    mutating func emitMarked(raw: ValueID, found: FindingCode, into column: inout CleanColumn) {
        for index in line.indices where WidthFolding.isInterpunct(line[index]) {
            line[index] = 0xB7
        }
        emitUnread(familyEnd: 0, raw: raw, found: found, into: &column)
    }

    /// 様 さん and 氏 stand behind a name.
    private mutating func cutJapaneseTitle() {
        for title in ["さん", "様", "さま", "氏", "くん", "ちゃん"].map(\.scalarValues)
        where line.count > title.count + 1 && line.ends(with: title) {
            line.removeLast(title.count)
            while line.last == 0x20 { line.removeLast() }
            salutation = title
            return
        }
    }

    /// Where the family name ends: at the blank, behind a listed surname, or where kana begin.
    private func japaneseFamilyEnd() -> Int {
        if let blank = line.firstIndex(of: 0x20) { return blank }
        let hanCount = line.prefix(while: Self.isNameHan).count
        guard hanCount > 0 else { return 0 }
        var folded: [UInt32] = []
        for scalar in line[..<hanCount] {
            let isRepeated = scalar == Self.repetition && !folded.isEmpty
            folded.append(
                isRepeated
                    ? folded[folded.count - 1] : NameCharacters.folded(scalar, isFirst: false)
            )
        }
        let listed = japanese.count(folded, 0, hanCount)
        if hanCount == line.count, listed < hanCount { return surnameCount(folded, hanCount) }
        return listed > 0 ? listed : hanCount <= 3 ? hanCount : 0
    }

    /// `김철수`, `남궁민수`, `김 철수`.
    mutating func emitKorean(raw: ValueID, found: FindingCode, into column: inout CleanColumn) {
        for title in ["씨", "님"].map(\.scalarValues)
        where line.count > 3 && line.ends(with: title) {
            line.removeLast()
            while line.last == 0x20 { line.removeLast() }
            salutation = title
            break
        }
        var familyEnd = line.firstIndex(of: 0x20) ?? 0
        let isPlain = line.allSatisfy(Self.isHangul) && line.count >= 2 && line.count <= 5
        if familyEnd == 0, isPlain {
            let isCompound =
                line.count > 2
                && Self.koreanCompounds.contains { $0.elementsEqual(line.prefix(2)) }
            familyEnd = isCompound ? 2 : line.count <= 4 ? 1 : 0
        }
        emitUnread(familyEnd: familyEnd, raw: raw, found: found, into: &column)
    }

    private static let koreanCompounds = "남궁 황보 제갈 사공 선우 서문 독고 동방".wordScalars

    private static func isUnreadScalar(_ scalar: UInt32) -> Bool {
        scalar != 0xFFFD && isLetter(scalar) || scalar == 0x20 || scalar == 0xB7 || scalar == 0x30FB
    }

    /// Emits `line` as a name without pinyin; the family name is what stands before `familyEnd`.
    private mutating func emitUnread(
        familyEnd: Int,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        var value = CleanValue()
        value.raw = raw
        value.kind = .person
        value.code = found
        var display: [UInt32] = []
        for scalar in line where scalar != 0x20 || display.last != 0x20 { display.append(scalar) }
        encode(display, display.indices)
        value.value = column.values.intern(bytes.span)
        simple.removeAll(keepingCapacity: true)
        for scalar in display where Self.isLetter(scalar) {
            if scalar == Self.repetition, let last = simple.last {
                simple.append(last)
            } else if Self.isNameHan(scalar) {
                simple.append(NameCharacters.folded(scalar, isFirst: false))
            } else {
                LatinLetters.append(scalar, to: &simple)
            }
        }
        encode(simple, simple.indices)
        let isSurname = found == ChineseFindings.surnameOnly.code
        value.key = isSurname ? 0 : column.values.intern(bytes.span)
        if isSurname {
            value.validity = .suspect
        } else if simple.count < 2 || simple.count > 16 || !display.allSatisfy(Self.isUnreadScalar)
        {
            value.code = ChineseFindings.unlikelyName.code
            value.validity = .suspect
        }
        column.emit(value)
        if isSurname { column.setPart(.familyName, value.value) }
        if familyEnd > 0, familyEnd < line.count {
            encode(line, 0..<familyEnd)
            column.setPart(.familyName, bytes.span)
            let start = line[familyEnd] == 0x20 ? familyEnd + 1 : familyEnd
            encode(line, start..<line.count)
            column.setPart(.givenName, bytes.span)
        }
        if value.key != 0 { column.setPart(.simplified, value.key) }
        setBeside(into: &column)
    }
}
