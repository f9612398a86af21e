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
        clear()
        cutBrackets(piece)
        collectHan()
        if han.isEmpty, !brackets.isEmpty, let index = brackets.firstIndex(where: looksLikeName) {
            line = beside
            for scalar in text[brackets.remove(at: index)] { han.append(scalar) }
            endWord()
        }
        if hasBrackets { dropBracketMarks() }
        readBrackets()
        if isMatter() { return emitMatter(raw: raw, into: &column) }
        if line.contains(where: Self.isKana) {
            return emitJapanese(raw: raw, found: found, into: &column)
        }
        if !han.isEmpty {
            if !beside.isEmpty, isLatinMarked() {
                return emitMarked(raw: raw, found: found, into: &column)
            }
            return emitHan(raw: raw, found: found, into: &column)
        }
        if line.contains(where: Self.isHangul) {
            return emitKorean(raw: raw, found: found, into: &column)
        }
        emitLatin(raw: raw, found: found, into: &column)
    }

    private mutating func clear() {
        line.removeAll(keepingCapacity: true)
        brackets.removeAll(keepingCapacity: true)
        han.removeAll(keepingCapacity: true)
        wordEnds.removeAll(keepingCapacity: true)
        breaks.removeAll(keepingCapacity: true)
        hasBrackets = false
        beside.removeAll(keepingCapacity: true)
        remark.removeAll(keepingCapacity: true)
        jobTitle.removeAll(keepingCapacity: true)
        salutation.removeAll(keepingCapacity: true)
        besideCount = 0
        gender = 0
    }

    /// Parts a piece into `line` and the contents of its brackets; a cell that is one bracket is its
    /// content.
    private mutating func cutBrackets(_ piece: Range<Int>) {
        var index = piece.lowerBound
        while index < piece.upperBound {
            let scalar = text[index]
            if Self.opensBracket(scalar) {
                let close =
                    text[index..<piece.upperBound].firstIndex(where: Self.closesBracket)
                    ?? piece.upperBound
                let content = trimmed((index + 1)..<close)
                if !content.isEmpty {
                    brackets.append(content)
                    hasBrackets = true
                }
                line.append(content.isEmpty ? 0x20 : Self.bracketMark)
                index = close + 1
            } else {
                line.append(Self.closesBracket(scalar) ? 0x20 : scalar)
                index += 1
            }
        }
        trimLine()
        if !brackets.isEmpty, line.allSatisfy({ $0 == Self.bracketMark || $0 == 0x20 }) {
            line.removeAll(keepingCapacity: true)
            line.append(contentsOf: text[brackets.removeFirst()])
            trimLine()
        }
    }

    /// Stands in `line` where a bracket was cut out, until the Han words are gathered.
    private static let bracketMark: UInt32 = 0x1F

    private mutating func dropBracketMarks() {
        for index in line.indices where line[index] == Self.bracketMark { line[index] = 0x20 }
        trimLine()
        for index in beside.indices where beside[index] == Self.bracketMark {
            beside[index] = 0x20
        }
    }

    /// Leaves single blanks, and none at the ends.
    private mutating func trimLine() {
        var count = 0
        for index in line.indices {
            let isBlank = line[index] == 0x20
            if isBlank, count == 0 || line[count - 1] == 0x20 { continue }
            line[count] = line[index]
            count += 1
        }
        if count > 0, line[count - 1] == 0x20 { count -= 1 }
        line.removeLast(line.count - count)
    }

    private static func opensBracket(_ scalar: UInt32) -> Bool {
        scalar == 0x28 || scalar == 0x5B || scalar == 0x3010 || scalar == 0x300A || scalar == 0x3C
    }

    private static func closesBracket(_ scalar: UInt32) -> Bool {
        scalar == 0x29 || scalar == 0x5D || scalar == 0x3011 || scalar == 0x300B || scalar == 0x3E
    }

    /// Gathers the Han words of `line` in `han`; all else goes to `beside`.
    private mutating func collectHan() {
        var index = 0
        while index < line.count {
            let scalar = line[index]
            if Self.isNameHan(scalar) {
                han.append(scalar)
            } else if isMinorityMark(index) {
                han.append(0xB7)
            } else if scalar == 0x20 || scalar == Self.bracketMark {
                if scalar == Self.bracketMark { breaks.append(han.count) }
                endWord()
            } else if isMasking(index) {
                han.append(scalar)
            } else {
                endWord()
                let start = index
                while index < line.count, !Self.isNameHan(line[index]) { index += 1 }
                if isMeasure(index) { index += 1 }
                if !isFullStop(line[start..<index]) { breaks.append(han.count) }
                let count = beside.count
                Self.addTelling(line[start..<index], to: &beside)
                if beside.count > count { besideCount += 1 }
                continue
            }
            index += 1
        }
        endWord()
    }

    /// Whether an interpunct, in any of its typed forms, stands between two Han characters; a full
    /// stop between two words of two or more.
    private func isMinorityMark(_ index: Int) -> Bool {
        guard WidthFolding.isInterpunct(line[index]), index > 0, index + 1 < line.count,
            Self.isNameHan(line[index - 1]), Self.isNameHan(line[index + 1])
        else { return false }
        switch line[index] {
        case 0x2E, 0x3002, 0xFF0E:
            return index > 1 && Self.isNameHan(line[index - 2]) && index + 2 < line.count
                && Self.isNameHan(line[index + 2])
        default: return true
        }
    }

    /// Whether a scalar behind a Han character hides others: 李**, 陈XX, 王O明.
    private func isMasking(_ index: Int) -> Bool {
        guard !han.isEmpty, wordEnds.last != han.count else { return false }
        var end = index
        while end < line.count, NameCharacters.isMask(line[end]) { end += 1 }
        if end > index { return end == line.count || !Self.isLatin(line[end]) }
        let isRound = line[index] | 0x20 == 0x6F || line[index] == 0x30
        return isRound && index + 1 < line.count && Self.isNameHan(line[index + 1])
    }

    mutating func endWord() {
        if !han.isEmpty, wordEnds.last != han.count { wordEnds.append(han.count) }
    }

    /// Two to four Han characters that begin with a surname.
    private func looksLikeName(_ range: Range<Int>) -> Bool {
        guard range.count >= 2, range.count <= 4, text[range].allSatisfy(Self.isNameHan) else {
            return false
        }
        let folded = text[range].map(script.simplified)
        return surnames.frequency(folded[0]) != nil
            && titles.wholly(folded, 0, folded.count) == nil
    }

    /// Sorts what stands in brackets: a title, a gender, or else a remark.
    private mutating func readBrackets() {
        for bracket in brackets {
            let folded = text[bracket].map(script.simplified)
            let title = titles.wholly(folded, 0, folded.count)
            if let title, title.kind != .spouse {
                addTitle(text[bracket], title)
            } else if !addLatinTitle(text[bracket]) {
                Self.addTelling(text[bracket], to: &remark)
            }
        }
    }

    /// Adds a title to the salutation or the job title.
    mutating func addTitle(_ words: ArraySlice<UInt32>, _ title: Titles.Found) {
        if title.isSalutation {
            if !salutation.isEmpty { salutation.append(0x20) }
            salutation.append(contentsOf: words)
        } else if title.kind != .genderMark {
            if !jobTitle.isEmpty { jobTitle.append(0x20) }
            jobTitle.append(contentsOf: words)
        }
        if gender == 0 {
            gender = title.gender
        } else if title.gender != 0, title.gender != gender {
            gender = Self.contradicted
        }
    }

    /// Mr and Mrs: the cell says both.
    private static let contradicted: UInt8 = 9

    /// Adds latin words that are a salutation (`Mr`) or titles (`Sales Manager`); false when they are
    /// neither.
    mutating func addLatinTitle(_ text: ArraySlice<UInt32>) -> Bool {
        var letters: [UInt32] = []
        var found: (role: LatinNameWords.Role, gender: UInt8) = (.name, 0)
        for word in text.split(whereSeparator: { !Self.isLatin($0) }) {
            letters.removeAll(keepingCapacity: true)
            for scalar in word { LatinLetters.append(scalar, to: &letters) }
            let next = latinWords.role(letters, 0, letters.count)
            guard next.role == .salutation || next.role == .title else { return false }
            found = next
        }
        guard found.role != .name, !text.contains(where: Self.isDigit) else { return false }
        var telling: [UInt32] = []
        Self.addTelling(text, to: &telling)
        let kind: Titles.Kind = found.role == .salutation ? .salutation : .jobTitle
        addTitle(telling[...], Titles.Found(kind: kind, count: 0, gender: found.gender))
        return true
    }

    /// Adds text, without the signs at its ends, to a remark.
    static func addTelling(_ text: ArraySlice<UInt32>, to remark: inout [UInt32]) {
        guard let first = text.firstIndex(where: isTelling),
            let last = text.lastIndex(where: isTelling)
        else { return }
        if !remark.isEmpty { remark.append(0x20) }
        remark.append(contentsOf: text[first...last])
    }

    private static func isTelling(_ scalar: UInt32) -> Bool { isLetter(scalar) || isDigit(scalar) }

    /// Sets the parts that stand beside the name.
    mutating func setBeside(into column: inout CleanColumn) {
        if !salutation.isEmpty {
            encode(salutation, salutation.indices)
            column.setPart(.salutation, bytes.span)
        }
        if !jobTitle.isEmpty {
            encode(jobTitle, jobTitle.indices)
            column.setPart(.jobTitle, bytes.span)
        }
        if !remark.isEmpty {
            encode(remark, remark.indices)
            column.setPart(.remark, bytes.span)
        }
        if gender != 0, gender != Self.contradicted {
            bytes.removeAll(keepingCapacity: true)
            bytes.append(0x30 + gender)
            column.setPart(.gender, bytes.span)
        }
    }

    /// An e-mail or web address, a number, a company: nobody.
    func isMatter() -> Bool {
        var digitCount = 0
        var letterCount = 0
        for (index, scalar) in line.enumerated() {
            if scalar == 0x40, han.isEmpty, index > 0, index + 1 < line.count { return true }
            if Self.isDigit(scalar) {
                digitCount += 1
            } else if Self.isLetter(scalar) {
                letterCount += 1
            }
        }
        if han.isEmpty { return digitCount >= 5 && letterCount < digitCount || hasWebAddress() }
        return isCompany(han.count)
    }

    /// Whether the first `count` Han characters end as companies and institutions do.
    func isCompany(_ count: Int) -> Bool {
        guard count >= 4 else { return false }
        return Self.companyEndings.contains { ending in
            ending.count <= count && han[(count - ending.count)..<count].elementsEqual(ending)
        }
    }

    private func hasWebAddress() -> Bool {
        var previous: (UInt32, UInt32) = (0, 0)
        for scalar in line {
            if scalar == 0x2F, previous.0 == 0x3A || previous.1 == 0x3A { return true }
            if scalar == 0x2E, previous.0 | 0x20 == 0x77, previous.1 | 0x20 == 0x77 { return true }
            previous = (previous.1, scalar)
        }
        return false
    }

    private static let companyEndings = """
        公司 集团 商行 商店 大学 学院 学校 医院 酒店 超市 工厂 事务所 经营部 研究所 银行 委员会 合作社 工作室 门市部 門市部
        """.wordScalars

    /// Emits the line as it stands, without a key.
    mutating func emitMatter(
        raw: ValueID,
        found: FindingCode = PersonFindings.noPerson.code,
        into column: inout CleanColumn
    ) {
        emitSuspect(line, found, raw: raw, into: &column)
    }

    /// A text that names nobody for certain: kept, told, and never matched on.
    mutating func emitSuspect(
        _ text: [UInt32],
        _ code: FindingCode,
        raw: ValueID,
        into column: inout CleanColumn
    ) {
        var value = CleanValue()
        encode(text, text.indices)
        value.value = column.values.intern(bytes.span)
        value.raw = raw
        value.kind = .person
        value.validity = .suspect
        value.code = code
        column.emit(value)
        setBeside(into: &column)
    }
}

extension [UInt32] {
    func ends(with tail: [UInt32]) -> Bool {
        count >= tail.count && self[(count - tail.count)...].elementsEqual(tail)
    }
}
