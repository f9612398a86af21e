import Records

/// Cells with several companies, and names that stand in two languages.
extension CompanyReader {
    /// Emits each company of `甲有限公司/乙有限公司`; false when the cell names one.
    mutating func readSeveral(into column: inout CleanColumn) -> Bool {
        let pieces = pieces()
        guard pieces.count > 1 else { return false }
        let all = text
        let code = CompanyFindings.severalCompanies.code
        for piece in pieces {
            decoded.removeAll(keepingCapacity: true)
            decoded.append(contentsOf: all[piece])
            squeeze()
            remark.removeAll(keepingCapacity: true)
            isTwoLanguages = false
            foldSimple()
            encode(text, text.indices)
            let own = bytes
            let raw = column.values.intern(own.span)
            readOne(own.span, raw: raw, found: code, into: &column)
        }
        return true
    }

    /// The ranges of `text` that each are a whole name with a form; fewer than two for one company.
    private func pieces() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var depth = 0
        var latinCount = 0
        for index in 0...text.count {
            if index < text.count {
                if text[index] == 0x28 || text[index] == 0x3010 { depth += 1 }
                if text[index] == 0x29 || text[index] == 0x3011 { depth -= 1 }
                let isSplit = isSeparator(index) && depth <= 0
                if !isSplit, !(breaks.contains(index) && isBlankSplit(start, index)) { continue }
            }
            var low = start
            while low < index, isSeparator(low) || text[low] == 0x20 { low += 1 }
            var high = index
            while high > low, text[high - 1] == 0x20 { high -= 1 }
            if low < high {
                guard isWhole(low..<high) else { return [] }
                ranges.append(low..<high)
                if !simple[low..<high].contains(where: { CompanySigns.of($0) == .east }) {
                    latinCount += 1
                }
            }
            start = index
        }
        // One Chinese and one English name are one company.
        return latinCount > 0 && latinCount < ranges.count ? [] : ranges
    }

    /// A blank between two companies: what follows is no department of the first.
    private func isBlankSplit(_ start: Int, _ index: Int) -> Bool {
        guard isWhole(start..<index), simple[index] != 0x7B2C else { return false }
        let next = breaks.first { $0 > index } ?? text.count
        return lexicon.tail(simple, index, next, .department).count == 0
    }

    /// The comma of `Co., Ltd.` is none.
    private func isSeparator(_ index: Int) -> Bool {
        switch text[index] {
        case 0x2F, 0x3B, 0x7C, 0x5C, 0xFF1B: true
        case 0x2B: index > 0 && CompanySigns.of(text[index - 1]) == .east
        case 0x3001, 0xFF0C, 0x2C, 0x3002:
            index > 0 && (text[index - 1] == 0x29 || CompanySigns.of(text[index - 1]) == .east)
        default: isJoint(index)
        }
    }

    /// Whether a range is a company with brand and form, and no bare branch.
    private func isWhole(_ range: Range<Int>) -> Bool {
        let low = range.lowerBound
        let high = range.upperBound
        let found = lexicon.tail(simple, low, high, [.form, .institution, .branch, .department])
        if found.count == 0 {
            guard let last = range.last, simple[last] < 0x530 else { return false }
            let form = foreign.suffix(text, low, high)
            return form.count > 0 && range.count - form.count >= 2
        }
        let kinds = lexicon.kinds(of: found.word)
        guard found.count >= 2, range.count > found.count,
            kinds.contains(.form) || kinds.contains(.institution)
        else { return false }
        if kinds.contains(.branch) { return false }
        let front = regionAtFront(simple, low, high - found.count, isBrandNeeded: false)
        return front.end < high - found.count || kinds.contains(.institution)
    }

    // MARK: Two languages

    /// Leaves the Chinese half in `text` when the cell has the name in two languages as well.
    ///
    ///     华为 Huawei Technologies Co., Ltd. → 华为     TCL 科技集团 stays: 科技集团 is no name
    mutating func splitLanguages() -> Bool {
        guard let range = eastRange() else { return false }
        whole.removeAll(keepingCapacity: true)
        whole.append(contentsOf: text)
        text.removeSubrange(range.upperBound...)
        text.removeFirst(range.lowerBound)
        foldSimple()
        let parse = parse()
        let end = parse.trade.upperBound
        let isName =
            !isNobody(parse) && !parse.isRegionBrand && parse.brand.count >= 2
            && lexicon.tradeStart(core, least: parse.brand.lowerBound, end: end)
                != parse.brand.lowerBound
            && !isDepartment(parse)
        if isName {
            isTwoLanguages = true
        } else {
            text.removeAll(keepingCapacity: true)
            text.append(contentsOf: whole)
            foldSimple()
        }
        return isName
    }

    /// The Chinese half of `text` when a latin name stands before or behind it.
    private func eastRange() -> Range<Int>? {
        guard let first = text.firstIndex(where: { CompanySigns.of($0) == .east }),
            let last = text.lastIndex(where: { CompanySigns.of($0) == .east })
        else { return nil }
        var low = first
        var high = last + 1
        // A bracket around the Chinese half goes with it only when it opens inside.
        while high < text.count, text[high] == 0x29, hasOpen(low..<high) { high += 1 }
        if high < text.count, isLatinName(high..<text.count, isBehind: true) {
            if low > 0, text[low - 1] == 0x28 { low -= 1 }
            return low == 0 || isOnlySigns(0..<low) ? low..<high : nil
        }
        high = last + 1
        if low > 0, isLatinName(0..<low, isBehind: false) {
            if text[low - 1] == 0x28 {
                guard high < text.count, text[high] == 0x29 else { return nil }
                return isOnlySigns((high + 1)..<text.count) ? low..<high : nil
            }
            return low..<text.count
        }
        return nil
    }

    private func hasOpen(_ range: Range<Int>) -> Bool {
        var depth = 0
        for index in range {
            if text[index] == 0x28 { depth += 1 }
            if text[index] == 0x29 { depth -= 1 }
        }
        return depth > 0
    }

    private func isOnlySigns(_ range: Range<Int>) -> Bool {
        range.allSatisfy { !CompanySigns.isTelling(text[$0]) }
    }

    /// Words enough to be a name of its own, parted from the Chinese half by a blank or sign.
    private func isLatinName(_ range: Range<Int>, isBehind: Bool) -> Bool {
        var letterCount = 0
        var wordCount = 0
        var wordLength = 0
        for index in range {
            if CompanySigns.of(text[index]) == .latin {
                letterCount += 1
                wordLength += 1
                if wordLength == 2 { wordCount += 1 }
            } else if !CompanySigns.isDigit(text[index]) {
                wordLength = 0
            }
        }
        if lexicon.isRemark(simple, range) { return false }
        let edge = isBehind ? text[range.lowerBound] : text[range.upperBound - 1]
        let isParted = !CompanySigns.isTelling(edge)
        if wordCount >= 2 { return isParted || wordCount >= 3 || hasForeignForm(range) }
        return isParted && letterCount >= (isBehind ? 3 : 4) && wordCount == 1
            && foreign.suffix(text, range.lowerBound, range.upperBound).count < range.count
    }

    /// The legal form of the half that isn't compared; -1 when it has none.
    func otherForm() -> Int {
        var end = whole.count
        while end > 0, ForeignForms.isSign(whole[end - 1]) { end -= 1 }
        let last = foreign.suffix(whole, 0, end)
        if last.count > 0, last.count < end { return last.form }
        guard let east = whole.firstIndex(where: { CompanySigns.of($0) == .east }), east > 3 else {
            return -1
        }
        end = east
        while end > 0, ForeignForms.isSign(whole[end - 1]) { end -= 1 }
        let first = foreign.suffix(whole, 0, end)
        return first.count < end ? first.form : -1
    }

    private func hasForeignForm(_ range: Range<Int>) -> Bool {
        let found = foreign.suffix(text, range.lowerBound, range.upperBound)
        return found.count > 0 && found.count < range.count
    }
}
