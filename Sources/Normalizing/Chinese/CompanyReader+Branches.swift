import Records

/// Branches, departments and subsidiaries: what belongs to whom.
///
///     华为技术有限公司|深圳分公司   中国银行|北京朝阳支行   北京大学|医学部   branches: key of the parent
///     四川大学|华西医院   上海云岚集团公司|云海有限公司                      own names with a parent
extension CompanyReader {
    /// Cuts the branch's own name off; the end of the organization's name.
    func takeBranch(_ parse: inout Parse, _ start: Int, _ end: Int) -> Int {
        let tail = lexicon.tail(core, start, end, [.form, .institution, .branch, .department])
        if tail.count == 0 { return afterPlainTail(&parse, end) }
        let kinds = lexicon.kinds(of: tail.word)
        let inner = innerParent(start, end)
        if inner > 0 {
            return takeInner(&parse, inner, end, tail.count, kinds)
        }
        if lexicon.isShop(tail.word) { return takeShop(&parse, start, end, tail.count) }
        guard kinds.contains(.branch), !kinds.contains(.institution) else {
            return takeOwnDepartment(&parse, start, end, tail.count, kinds)
        }
        return takeNamedBranch(&parse, start, end, tail.count)
    }

    /// A name whose end is no known word: 云岚有限公司深圳.
    private func afterPlainTail(_ parse: inout Parse, _ end: Int) -> Int {
        let inner = innerParent(0, end)
        guard inner > 0, lexicon.tail(core, 0, inner, .company).count > 0 else { return end }
        var rest = inner
        while rest < end, CompanySigns.isStop(core[rest]) { rest += 1 }
        let front = regionAtFront(core, rest, end, isBrandNeeded: false)
        if front.end == end, front.region >= 0 {
            if parse.region < 0 { parse.region = front.region }
            return inner
        }
        let isArea = rest < end && lexicon.area(core, rest, end) == end - rest
        if isArea || titles.wholly(core, rest, end) != nil {
            parse.branch = inner..<end
            parse.parentEnd = inner
            return inner
        }
        return end
    }

    private func takeInner(
        _ parse: inout Parse,
        _ inner: Int,
        _ end: Int,
        _ tailCount: Int,
        _ kinds: CompanyLexicon.Kinds
    ) -> Int {
        let isCompany = lexicon.tail(core, 0, inner, .company).count > 0
        let isPart = kinds.contains(.branch) || kinds.contains(.department)
        // 汇丰银行|有限公司: nothing but a form follows.
        if kinds.contains(.form), !isPart, end - inner == tailCount { return end }
        // 云岚集团公司云海有限公司 and 四川大学华西医院 are bodies of their own.
        let isOwn =
            kinds.contains(.company)
            || !isCompany && !isPart && end - inner > tailCount
            || !isCompany && isOwnBody(kinds) && end - inner > tailCount
        parse.parentEnd = inner
        if isOwn { return end }
        guard isCompany || isPart else {
            parse.parentEnd = 0
            return end
        }
        parse.branch = inner..<end
        return inner
    }

    /// 医院, 研究所 and 中学 behind a university have names and seals of their own.
    private func isOwnBody(_ kinds: CompanyLexicon.Kinds) -> Bool {
        kinds.contains(.institution) && kinds.contains(.parent) && !kinds.contains(.keepsRegion)
    }

    /// The end of the last organization inside the name that something follows; 0 when none does.
    ///
    /// 分公司 and 支行 are no organizations: what follows them belongs to their parent too.
    private func innerParent(_ start: Int, _ end: Int) -> Int {
        var index = end - 1
        while index >= start + 3 {
            if Self.endsParent(core[index - 1]) {
                let found = lexicon.tail(core, start, index, [.parent, .branch])
                if found.count > 0 {
                    let kinds = lexicon.kinds(of: found.word)
                    if kinds.contains(.parent), !kinds.contains(.branch),
                        index - found.count > start,
                        !isInsideWord(start, index, end)
                    {
                        return index
                    }
                }
            }
            index -= 1
        }
        return 0
    }

    /// Whether a longer word goes on over `index`: the 学院 of 中国科学院大学 ends no name.
    private func isInsideWord(_ start: Int, _ index: Int, _ end: Int) -> Bool {
        var last = index + 1
        while last <= min(end, index + 4) {
            let found = lexicon.tail(core, start, last, [.form, .institution, .branch])
            if found.count > last - index { return true }
            last += 1
        }
        return false
    }

    /// 司 学 院 行 局 所 校 社 台 园: the last characters of organizations that have parts.
    @inline(__always)
    private static func endsParent(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x53F8, 0x5B66, 0x9662, 0x884C, 0x5C40, 0x6240, 0x6821, 0x793E, 0x53F0, 0x56ED: true
        default: false
        }
    }

    /// 云岚科技采购部: a department behind a trade, or nothing but a department.
    private func takeOwnDepartment(
        _ parse: inout Parse,
        _ start: Int,
        _ end: Int,
        _ tailCount: Int,
        _ kinds: CompanyLexicon.Kinds
    ) -> Int {
        guard kinds.contains(.department), !kinds.contains(.form), !kinds.contains(.institution)
        else {
            return end
        }
        if tailCount == end - start, tailCount >= 3 {
            parse.isDepartmentOnly = true
            return end
        }
        let tail = end - tailCount
        // 第二事业部
        if tailCount >= 3, core[start] == 0x7B2C, tail - start <= 3 {
            parse.isDepartmentOnly = true
            return end
        }
        guard tailCount >= 3, tail - start >= 3, hasTradeOrForm(start, tail) else { return end }
        parse.branch = tail..<end
        parse.parentEnd = tail
        return tail
    }

    private func hasTradeOrForm(_ start: Int, _ end: Int) -> Bool {
        lexicon.tradeStart(core, least: start + 2, end: end) < end
            || lexicon.tail(core, start, end, .form).count > 1
    }

    /// 海底捞火锅成都春熙路店: the shop's own name begins with its city.
    private func takeShop(
        _ parse: inout Parse,
        _ start: Int,
        _ end: Int,
        _ tailCount: Int
    ) -> Int {
        if let first = shopStart(start, end) {
            parse.branch = first..<end
            parse.parentEnd = core[first - 1] < 0x80 ? first - 1 : first
            return parse.parentEnd
        }
        let tail = end - tailCount
        var index = start + 2
        while index + 3 <= tail {
            let front = regionAtFront(core, index, tail, isBrandNeeded: false)
            if front.region >= 0, front.end < tail,
                lexicon.tradeStart(core, least: front.end, end: tail) > front.end,
                regionAtFront(core, start, index, isBrandNeeded: false).end < index
            {
                parse.branch = index..<end
                parse.parentEnd = index
                return index
            }
            index += 1
        }
        return end
    }

    /// 肯德基(深圳南山店), 星巴克-万象城店: where the shop's own name begins behind a sign.
    private func shopStart(_ start: Int, _ end: Int) -> Int? {
        guard end - start >= 5 else { return nil }
        for index in ((start + 2)..<(end - 1)).reversed() {
            let isBehindDash =
                CompanySigns.isDash(core[index - 1]) && core[index] >= 0x2E80
                && index - start > 2 && core[index - 2] >= 0x2E80
            if isBehindDash { return index }
            guard !origins.isEmpty, end == core.count, simple.last == 0x29 else { continue }
            let origin = origins[index]
            if origin > origins[index - 1] + 1, simple[origin - 1] == 0x28 { return index }
        }
        return nil
    }

    /// 屿拓盛食品厦门湖里分公司: the branch begins with its region, area or number.
    private func takeNamedBranch(
        _ parse: inout Parse,
        _ start: Int,
        _ end: Int,
        _ tailCount: Int
    ) -> Int {
        let tail = end - tailCount
        let first = branchNameStart(start, tail)
        let letterCount = core[start..<max(first, start)].count(where: CompanySigns.isTelling)
        if letterCount == 0 || letterCount == 1 && CompanySigns.of(core[start]) == .east {
            parse.isDepartmentOnly = true
            return end
        }
        parse.branch = first..<end
        parse.parentEnd = first
        return first
    }

    /// Where the place or number before a branch word begins; `tail` when there is neither.
    private func branchNameStart(_ start: Int, _ tail: Int) -> Int {
        if tail == start { return start }
        var index = max(tail - 12, start)
        while index + 2 <= tail {
            let front = regionAtFront(core, index, tail, isBrandNeeded: false)
            if front.end == tail, front.region >= 0 { return index }
            let exact = regions.names.exact(core, index, tail)
            if exact >= 0 { return index }
            if lexicon.area(core, index, tail) == tail - index { return index }
            // 第
            if core[index] == 0x7B2C, tail - index <= 4 { return index }
            index += 1
        }
        return tail
    }

    /// 经理 alone: what somebody is, and no part of a company.
    func isJobTitle(_ parse: Parse) -> Bool {
        guard parse.isBare, simple.count <= 8, let title = titles.wholly(simple, 0, simple.count)
        else { return false }
        return title.kind == .jobTitle || title.isSalutation
    }

    /// Whether a cell without a company's name says a department or a role: 采购部, 财务科.
    func isDepartment(_ parse: Parse) -> Bool {
        if !parse.branch.isEmpty {
            let front = regionAtFront(core, 0, parse.branch.lowerBound, isBrandNeeded: false)
            return parse.parentEnd > 0 && front.end >= parse.branch.lowerBound
        }
        let count = simple.count
        guard parse.isBare || parse.brand.isEmpty && parse.region < 0, count <= 8, count > 1,
            !signs.contains(.latin)
        else { return false }
        let title = titles.wholly(simple, 0, count)
        switch simple[count - 1] {
        // 部 科 室 处 办 组
        case 0x90E8, 0x79D1, 0x5BA4, 0x5904, 0x529E, 0x7EC4:
            return title != nil || count > 2 && titles.wholly(simple, 0, count - 1) != nil
        default:
            return title.map { $0.kind == .jobTitle || $0.kind == .role || $0.isSalutation }
                ?? false
        }
    }
}
