import Records

/// What is said of a customer before and behind its name without brackets, and the name it has now.
///
///     作废-云岚有限公司   客户：云岚有限公司   云岚有限公司勿联系   云岚有限公司现更名云海有限公司
extension CompanyReader {
    /// Whether a text tells what to do with the customer or what became of it: 勿联系, 已注销.
    func isNote(_ range: Range<Int>) -> Bool {
        range.count >= 2 && lexicon.isNote(simple, range)
    }

    /// `Closed`, `do not call`: all words are of the list.
    func isLatinRemark(_ range: Range<Int>) -> Bool {
        let words = simple[range].split(separator: 0x20)
        return !words.isEmpty
            && words.allSatisfy { lexicon.isLatinRemark(simple, $0.startIndex..<$0.endIndex) }
    }

    /// Cuts 客户：, 公司名称：, 作废- and 不要用- off the front.
    mutating func cutFrontRemark() -> Bool {
        guard
            let mark = simple.firstIndex(where: {
                CompanySigns.isDash($0) || $0 == 0x3A || $0 == 0xFF1A
            }),
            mark > 0, mark <= 8, mark + 2 < simple.count
        else { return false }
        let front = 0..<mark
        let isLabel = !CompanySigns.isDash(simple[mark]) && lexicon.isNameLabel(simple, front)
        guard isLabel || isFrontRemark(front) && hasEnd(mark + 1) else { return false }
        cut(0..<(mark + 1))
        return true
    }

    private func isFrontRemark(_ range: Range<Int>) -> Bool {
        isNote(range) || lexicon.isExactRemark(simple, range) || isLatinRemark(range)
    }

    /// Whether the text from `start` on ends as names of organizations do.
    private func hasEnd(_ start: Int) -> Bool {
        let end = simple.count
        return lexicon.tail(simple, start, end, [.form, .institution]).count >= 2
            || lexicon.tradeStart(simple, least: start + 2, end: end) < end
            || foreign.suffix(text, start, end).count > 0
    }

    /// Cuts 勿联系 off that follows the whole name.
    mutating func cutNoteTail() -> Bool {
        guard let end = lastCompanyEnd() else { return false }
        var start = end
        while start < simple.count, CompanySigns.isStop(simple[start]) { start += 1 }
        guard isNote(start..<simple.count) else { return false }
        cut(end..<text.count)
        return true
    }

    /// Cuts `RBAC` off 云岚有限公司RBAC.
    mutating func cutLatinTail() -> Bool {
        guard let end = lastCompanyEnd(), simple.count - end <= 20,
            simple[end...].allSatisfy({ $0 < 0x80 && $0 != 0x28 && $0 != 0x29 }),
            simple[end...].contains(where: CompanySigns.isLetter),
            foreign.suffix(text, end, text.count).count == 0
        else { return false }
        cut(end..<text.count)
        return true
    }

    /// Where the last company's name ends that something follows.
    private func lastCompanyEnd() -> Int? {
        var end = simple.count - 1
        while end >= 5 {
            if simple[end - 1] == 0x53F8, lexicon.tail(simple, 0, end, .company).count >= 2 {
                return end
            }
            end -= 1
        }
        return nil
    }

    /// Cuts 原 before a place off: 原上海云岚有限公司.
    mutating func cutFormerMark() -> Bool {
        // 原
        guard simple[0] == 0x539F, simple.count > 7, simple[simple.count - 1] == 0x53F8,
            regionAtFront(simple, 0, simple.count, isBrandNeeded: true).end == 0,
            regionAtFront(simple, 1, simple.count, isBrandNeeded: true).end > 1,
            lexicon.tail(simple, 0, simple.count, .company).count > 2
        else { return false }
        cut(0..<1)
        return true
    }

    // MARK: Two names

    /// Whether 司 stands within the text, so that two companies may meet there.
    func hasInnerCompany() -> Bool {
        guard signs.contains(.east), simple.count > 9 else { return false }
        for index in 3..<(simple.count - 4) where simple[index] == 0x53F8 { return true }
        return false
    }

    /// Leaves today's name of 云岚有限公司现更名为云海有限公司.
    mutating func takeNewName() -> Bool {
        for index in 4..<(simple.count - 4) where simple[index - 1] == 0x53F8 {
            var start = index
            while start < simple.count, CompanySigns.isStop(simple[start]) || simple[start] == 0x28
            {
                start += 1
            }
            let mark = lexicon.newNameMark(simple, start, simple.count)
            guard mark > 0 else { continue }
            var end = simple.count
            if simple[end - 1] == 0x29 { end -= 1 }
            let name = (start + mark)..<end
            guard lexicon.tail(simple, name.lowerBound, end, .company).count > 1, name.count > 4
            else { continue }
            if end < simple.count { cut(end..<simple.count) }
            cut(0..<name.lowerBound)
            breaks.removeAll(keepingCapacity: true)
            return true
        }
        return false
    }

    /// 及, 和, 与, 转, 暨 or 兼 between two companies.
    func isJoint(_ index: Int) -> Bool {
        switch simple[index] {
        case 0x53CA, 0x548C, 0x4E0E, 0x8F6C, 0x66A8, 0x517C: break
        default: return false
        }
        return index > 3 && simple[index - 1] == 0x53F8
            && lexicon.tail(simple, index + 1, simple.count, .company).count > 2
            && lexicon.tail(simple, index + 1, simple.count, .branch).count == 0
    }

    func hasJoint() -> Bool { (4..<(simple.count - 4)).contains(where: isJoint) }

    // MARK: Contacts alone

    /// Whether the whole text is a web or e-mail address.
    func isContact() -> Bool {
        guard !signs.contains(.east), !simple.contains(0x20) else { return false }
        if hasAddressHead() { return true }
        guard let mark = simple.firstIndex(of: 0x40), mark > 0 else { return false }
        return simple[mark...].contains(0x2E)
    }

    /// Whether the text begins with `http://`, `https://` or `www.`.
    func hasAddressHead() -> Bool {
        guard simple[0] == 0x68 || simple[0] == 0x77 else { return false }
        return Self.addressHeads.contains { simple.starts(with: $0) }
    }

    private static let addressHeads = "http:// https:// www.".wordScalars

    /// A web address in the column of names: the text as it came, without a key.
    mutating func emitContact(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: decoded.filter { $0 > 0x20 })
        emitNothing(cell, code: CompanyFindings.contactInName.code, into: &column)
    }

    // MARK: Placeholders

    /// 暂无公司, 个人客户, 王总公司, 科技有限公司: words that fill the cell and name nobody.
    func isPlaceholder(_ parse: Parse) -> Bool {
        let count = simple.count
        if count <= 10, lexicon.isPlaceholder(simple) { return true }
        guard parse.form >= 0, !parse.isInstitution, parse.region < 0, parse.branch.isEmpty,
            !parse.hasCountry, !signs.contains(.latin)
        else { return false }
        let form = lexicon.tail(simple, 0, count, .company)
        guard form.count > 0 else { return false }
        if lexicon.isTrade(core, parse.brand.lowerBound, parse.trade.upperBound) { return true }
        return count <= 8 && isOwnersCompany(simple)
    }

    /// 王总公司, 张总的公司: whose it is, and not what it is called.
    private func isOwnersCompany(_ name: [UInt32]) -> Bool {
        // 公司
        guard name.count >= 4, name[name.count - 2] == 0x516C else { return false }
        var end = name.count - 2
        if name[end - 1] == 0x7684 { end -= 1 }
        guard (surnames.frequency(name[0]) ?? 0) >= Surnames.commonFrequency,
            let title = titles.suffix(name, 0, end), title.kind != .department
        else { return false }
        return end - title.count >= 1 && end - title.count <= (end < name.count - 2 ? 3 : 1)
    }
}
