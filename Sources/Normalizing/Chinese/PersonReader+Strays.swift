import Records

/// What stands in one with a name and is none: stand-ins, companies, notes, numbers.
extension PersonReader {
    /// Whether the cell says 同上, 微信用户 or 未实名 in place of a name.
    func isStandIn() -> Bool {
        let count = simple.count
        guard count >= 2 else { return false }
        if titles.standIns.exact(simple, 0, count) >= 0 { return true }
        if Titles.negations.contains(simple[0]), Titles.statements.contains(simple[1]) {
            return true
        }
        guard titles.endsAsStandIn(simple, count) else { return false }
        // 张三 客户 has the department 客户.
        let isDepartment = titles.suffix(simple, 0, count)?.kind == .department
        return !isDepartment || !wordEnds.contains(count - 2)
    }

    private func firstBreak(before end: Int) -> Int? { breaks.first { $0 > 0 && $0 < end } }

    /// Whether what is left as the name holds something else: a company, a note, a second person.
    func isMelted(_ name: HanName) -> Bool {
        if firstBreak(before: name.end) != nil || hasSortPrefix() { return true }
        return areTwoWords(name) || hasNoteOfPost(name) || hasTrade(name)
    }

    /// 张伟 李娜 of `张伟 李娜经理`: a whole name before a blank, and two characters or more behind it.
    private func areTwoWords(_ name: HanName) -> Bool {
        guard name.surnameCount == 1, let first = wordEnds.first else { return false }
        return first >= 2 && name.end - first >= 2 && surnames.isCommon(simple[0])
    }

    /// 李建国收, 王芳收, 代李建国, 李伟的; a name may end in 丰收.
    private func hasNoteOfPost(_ name: HanName) -> Bool {
        let end = name.end
        guard end >= 3, name.surnameCount > 0 else { return false }
        switch simple[end - 1] {
        case Titles.receive: return simple[end - 2] != 0x4E30
        case Titles.possessive: return true
        default: break
        }
        return end == 4 && name.surnameCount == 1 && Self.forWords.contains(simple[0])
            && surnames.isCommon(simple[1])
    }

    /// In the name of whom, or to whom.
    private static let forWords = "代给由替转致交请找原同".scalarValues

    /// 张伟建材, 采购小妹, 建材王哥: four characters with a surname of one, unless the second is the
    /// other parent's; a title at the front; a rare surname and a frequent one before a title.
    private func hasTrade(_ name: HanName) -> Bool {
        guard name.surnameCount == 1 else { return false }
        if name.end == 4 {
            return !surnames.isCommon(simple[1]) || titles.prefix(simple, 0, 4) != nil
                || isNickname(2, 4)
        }
        return name.end == 3 && name.end < simple.count && !surnames.isCommon(simple[0])
            && surnames.isCommon(simple[2])
    }

    /// `A0`, `AAA`, `A` before Han characters, which put somebody to the top of a list of contacts.
    func hasSortPrefix() -> Bool {
        var letterCount = 0
        var digitCount = 0
        for scalar in line {
            if Self.isDigit(scalar) {
                digitCount += 1
            } else if Self.isLatin(scalar) {
                guard letterCount == 0 || scalar | 0x20 == line[0] | 0x20 || digitCount > 0 else {
                    return false
                }
                letterCount += 1
            } else {
                return letterCount > 0
                    && (Self.isNameHan(scalar) || scalar == 0x20 || scalar == 0x2D)
            }
        }
        return false
    }

    /// Whether one character counts what a number before it gives: 岁 of `李建国 45岁`.
    func isMeasure(_ index: Int) -> Bool {
        guard han.count >= 2, index > 0, index < line.count, Self.isDigit(line[index - 1]) else {
            return false
        }
        let isLast = index + 1 == line.count || !Self.isNameHan(line[index + 1])
        return isLast && !surnames.isCommon(script.simplified(line[index]))
    }

    /// Whether a sign between Han characters is a slip: 张.三.
    func isFullStop(_ signs: ArraySlice<UInt32>) -> Bool {
        signs.allSatisfy { $0 == 0x2E || $0 == 0x3002 || $0 == 0xFF0E || $0 == 0x20 }
    }

    /// What a number beside a name is told as; a running number in front isn't.
    func numberBeside(_ scalars: [UInt32]) -> FindingCode {
        if hasPhone(remark) || hasPhone(beside) { return PersonFindings.phoneBeside.code }
        guard scalars.contains(where: Self.isDigit), line.first.map(Self.isDigit) != true else {
            return .none
        }
        return PersonFindings.numberBeside.code
    }

    /// Whether seven digits or more stand together, with single blanks or hyphens among them, and
    /// belong to no e-mail address.
    private func hasPhone(_ text: [UInt32]) -> Bool {
        var digitCount = 0
        var isWord = false
        for index in 0...text.count {
            let scalar = index < text.count ? text[index] : 0x2C
            if Self.isDigit(scalar) {
                digitCount += 1
            } else if scalar == 0x20 || scalar == 0x2D {
                continue
            } else {
                if digitCount >= 7, !isWord, scalar != 0x40 { return true }
                isWord = Self.isLatin(scalar) || scalar == 0x5F || scalar == 0x40
                digitCount = 0
            }
        }
        return false
    }
}
