import Records

/// What stands in a cell beside the name: remarks, former names, telephone numbers, addresses.
extension CompanyReader {
    /// Cuts everything off that is no name; the finding of the most important cut.
    ///
    /// What is left is read again, for a cut may lay the next one open.
    mutating func cutExtras() -> FindingCode {
        var code = FindingCode.none
        for _ in 0..<6 {
            let count = text.count
            let found = cutOnce()
            if code == .none || found == CompanyFindings.contactInName.code { code = found }
            if text.count == count { break }
            isDirect = false
            swap(&decoded, &text)
            squeeze()
            foldSimple()
        }
        return code
    }

    private mutating func cutOnce() -> FindingCode {
        var code = FindingCode.none
        if signs.contains(.bracket) {
            foldBrackets()
            if let found = takeNameInBrackets() { code = found }
        }
        if !signs.isDisjoint(with: [.mark, .dash]), cutFrontRemark() {
            if code == .none { code = ChineseFindings.companyRemark.code }
        }
        if !signs.isDisjoint(with: [.digit, .mark, .latin]), cutContacts() {
            code = CompanyFindings.contactInName.code
        }
        while let (range, isFormer) = remarkRange(), range.count < text.count {
            let isContact = isAddressLike(range)
            cut(range)
            if isFormer {
                if code == .none { code = CompanyFindings.formerName.code }
            } else if isContact {
                code = CompanyFindings.contactInName.code
            } else if code == .none {
                code = ChineseFindings.companyRemark.code
            }
        }
        return code
    }

    mutating func cut(_ range: Range<Int>) {
        appendRemark(range)
        isDirect = false
        text.removeSubrange(range)
        simple.removeSubrange(range)
    }

    /// 【深圳】 and [深圳] are written (深圳) where they hold a part of the name; else they are remarks.
    private mutating func foldBrackets() {
        var index = 0
        while index < text.count {
            guard let close = Self.closing(text[index]) else { index += 1; continue }
            let end = text[index...].firstIndex(of: close) ?? text.count
            let inside = (index + 1)..<end
            let isPart =
                !inside.isEmpty && !isNote(inside)
                && (regionCover(inside) != nil || hasForm(inside)
                    || lexicon.isQualifier(simple, inside))
            if isPart, end < text.count {
                text[index] = 0x28
                text[end] = 0x29
                simple[index] = 0x28
                simple[end] = 0x29
            }
            index = end + 1
        }
    }

    private static func closing(_ open: UInt32) -> UInt32? {
        switch open {
        case 0x3010: 0x3011
        case 0x3016: 0x3017
        case 0x5B: 0x5D
        case 0x7B: 0x7D
        default: nil
        }
    }

    /// The next remark with its brackets or dash, and whether it is a former name.
    private func remarkRange() -> (Range<Int>, Bool)? {
        if signs.contains(.bracket) {
            for index in text.indices {
                if let close = Self.closing(text[index]) {
                    let end = text[index...].firstIndex(of: close) ?? text.count
                    let whole = index..<min(end + 1, text.count)
                    return (whole, isFormer((index + 1)..<end))
                }
                guard text[index] == 0x28 else { continue }
                let close = text[index...].firstIndex(of: 0x29) ?? text.count
                let inside = (index + 1)..<close
                let whole = index..<min(close + 1, text.count)
                if isFormer(inside), regionCover(inside) == nil { return (whole, true) }
                let isAtEnd = close + 1 >= text.count
                if isAtEnd ? isRemarkBracket(inside, before: index) : isPlainRemark(inside) {
                    return (whole, false)
                }
            }
        }
        if let mark = formerTail() { return (mark..<text.count, true) }
        guard signs.contains(.dash),
            let dash = text.lastIndex(where: CompanySigns.isDash), dash > 1, dash + 1 < text.count
        else { return nil }
        let tail = (dash + 1)..<text.count
        let isBehindForm = lexicon.tail(simple, 0, dash, [.form, .institution]).count > 0
        guard
            isPlainRemark(tail)
                || (isBehindForm && tail.count <= 6 && !hasForm(tail) && !isDepartmentWord(tail)
                    && lexicon.area(simple, tail.lowerBound, tail.upperBound) == 0
                    && regionCover(tail) == nil)
        else { return nil }
        return (dash..<text.count, false)
    }

    /// A remark's word that isn't the name of a part of the company.
    private func isPlainRemark(_ range: Range<Int>) -> Bool {
        if isNote(range) || isLatinRemark(range) { return true }
        return lexicon.isRemark(simple, range) && !hasForm(range) && !isDepartmentWord(range)
    }

    private func isFormer(_ range: Range<Int>) -> Bool {
        let mark = lexicon.formerMark(simple, range.lowerBound, range.upperBound)
        return mark > 0 && range.count - mark >= 2
    }

    /// `甲有限公司 原名乙有限公司`: where the former name begins without brackets.
    private func formerTail() -> Int? {
        guard signs.contains(.mark), text.count > 6 else { return nil }
        for index in 4..<(text.count - 3) where CompanySigns.isStop(text[index]) {
            if isFormer((index + 1)..<text.count) { return index }
        }
        return nil
    }

    /// 张三(云岚仪器有限公司): the whole name stands in brackets behind a person or a short form.
    private mutating func takeNameInBrackets() -> FindingCode? {
        guard text.last == 0x29, let open = text.lastIndex(of: 0x28), open > 1 else { return nil }
        let inside = (open + 1)..<(text.count - 1)
        let found = lexicon.tail(simple, inside.lowerBound, inside.upperBound, .company)
        guard found.count > 2, inside.count - found.count >= 2, !isFormer(inside),
            lexicon.tail(simple, inside.lowerBound, inside.upperBound, .branch).count == 0
        else { return nil }
        let code = ChineseFindings.companyRemark.code
        if lexicon.tail(simple, 0, open, [.company, .institution, .branch]).count > 0 {
            cut(open..<text.count)
            return code
        }
        let isPerson = signs.contains(.east) && open <= 4 && isPerson(0..<open)
        cut((text.count - 1)..<text.count)
        cut(0..<(open + 1))
        return isPerson ? CompanyFindings.contactInName.code : code
    }

    /// Whether the last bracket says something about the customer and is no part of its name.
    private func isRemarkBracket(_ inside: Range<Int>, before open: Int) -> Bool {
        if inside.isEmpty { return true }
        if open == 0 { return isPlainRemark(inside) }
        if regionCover(inside) == nil, isNote(inside) || isLatinRemark(inside) { return true }
        if hasForm(inside) || regionCover(inside) != nil || isDepartmentWord(inside) {
            return false
        }
        if lexicon.isRemark(simple, inside) { return true }
        if lexicon.isQualifier(simple, inside) || inside.contains(where: isAsciiLetter) {
            return false
        }
        return lexicon.tail(simple, 0, open, [.form, .institution]).count >= 2
    }

    private func isAsciiLetter(_ index: Int) -> Bool {
        simple[index] >= 0x61 && simple[index] <= 0x7A
    }

    /// Whether a range ends in a legal form or a branch word.
    func hasForm(_ range: Range<Int>) -> Bool {
        lexicon.tail(simple, range.lowerBound, range.upperBound, [.form, .branch, .institution])
            .count > 0
    }

    /// Whether a range ends in the name of a department.
    func isDepartmentWord(_ range: Range<Int>) -> Bool {
        lexicon.tail(simple, range.lowerBound, range.upperBound, [.department, .branch]).count > 0
    }

    mutating func appendRemark(_ range: Range<Int>) {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, isRemarkSign(text[low]) { low += 1 }
        while high > low, isRemarkSign(text[high - 1]) { high -= 1 }
        if low == high { return }
        if !remark.isEmpty { remark.append(0x20) }
        remark.append(contentsOf: text[low..<high])
    }

    private func isRemarkSign(_ scalar: UInt32) -> Bool {
        CompanySigns.of(scalar) == .bracket || CompanySigns.isDash(scalar)
            || CompanySigns.isStop(scalar)
    }

    /// Whether the whole text is a remark in brackets.
    func isOnlyRemark() -> Bool {
        guard signs.contains(.bracket), let last = text.last, CompanySigns.of(last) == .bracket
        else {
            return false
        }
        return remarkRange()?.0.count == text.count
    }
}
