import Records

/// Taking a Chinese (Japanese, Korean) company name apart.
extension CompanyReader {
    /// Ranges are of `core`.
    struct Parse {
        var region: Int32 = -1
        /// The region is the brand (上海汽车) or begins it (上海银行).
        var isRegionBrand = false
        /// The district's city was named before it and belongs to the key.
        var hasCity = false
        /// The region in brackets tells a university of its own: 香港中文大学(深圳).
        var isCampus = false
        var brand = 0..<0
        var trade = 0..<0
        /// Number of a form of `lexicon`; -1 when there is none.
        var form = -1
        /// Id of a form of `foreign.names`; -1 when there is none.
        var foreignForm = -1
        var isInstitution = false
        var branch = 0..<0
        /// Where the organization ends that a branch or subsidiary belongs to; 0 for none.
        var parentEnd = 0
        /// Where the group's name ends; 0 when none is named.
        ///
        /// 集团 itself is left to add when it stood in brackets.
        var groupEnd = 0
        var isGroupInBrackets = false
        var hasCountry = false
        /// Where a misspelt form begins; -1 for none.
        var truncation = -1
        var isDepartmentOnly = false

        /// Neither form nor trade nor place nor branch was found.
        var isBare: Bool {
            region < 0 && trade.isEmpty && form < 0 && foreignForm < 0 && branch.isEmpty
                && truncation < 0 && parentEnd == 0
        }
    }

    /// Splits `simple` into its parts; fills `core`.
    mutating func parse() -> Parse {
        var parse = Parse()
        takeBrackets(&parse)
        return split(parse)
    }

    /// Doesn't change the reader, which would be copied for each part otherwise.
    private func split(_ brackets: Parse) -> Parse {
        var parse = brackets
        var start = takeFrontForm(&parse)
        var end = takeBranch(&parse, start, core.count)
        if parse.isDepartmentOnly { return parse }
        end = takeForeignForm(&parse, end)
        let nameEnd = takeForms(&parse, start, &end)
        if parse.form < 0, parse.foreignForm < 0 { end = takeTruncation(&parse, start, end) }
        takeCountry(&parse, start, &end, nameEnd)
        let nameLimit = min(nameEnd, end)
        start = takeRegion(&parse, start, nameLimit, end)
        while start < nameLimit, core[start] == 0x20 { start += 1 }
        setTrade(&parse, start, nameLimit, end)
        findGroup(&parse, start, end)
        return parse
    }

    private func setTrade(_ parse: inout Parse, _ start: Int, _ nameEnd: Int, _ end: Int) {
        if parse.isRegionBrand {
            parse.brand = start..<start
            parse.trade = start..<max(start, end)
            return
        }
        let isLatin = start < nameEnd && core[start] < 0x2E80
        let least = start + (isLatin ? 1 : 2)
        let tradeStart = max(start, min(lexicon.tradeStart(core, least: least, end: nameEnd), end))
        parse.brand = start..<tradeStart
        parse.trade = tradeStart..<max(tradeStart, end)
    }

    /// `core` with the customer's own characters.
    var cased: [UInt32] { origins.isEmpty ? text : shown }

    // MARK: Legal forms

    /// 株式会社雲嵐: the form at the front.
    private func takeFrontForm(_ parse: inout Parse) -> Int {
        guard let first = core.first,
            first == 0x682A || first >= 0xAC00 || first == 0x6709
                || first == 0x5408 || first == 0x4E2A
        else { return 0 }
        let front = lexicon.frontForm(core, 0, core.count)
        guard front.count > 2, core.count - front.count >= 2 else { return 0 }
        parse.form = front.form
        return front.count
    }

    /// 云岚 Co., Ltd.
    private func takeForeignForm(_ parse: inout Parse, _ end: Int) -> Int {
        guard end > 2, core[end - 1] < 0x80, signs.contains(.latin) else { return end }
        let found = foreign.suffix(cased, 0, end)
        guard found.count > 0, found.count < end else { return end }
        parse.foreignForm = found.form
        return end - found.count
    }

    /// Takes the forms off the end; the end of the name before an institution's word (医院).
    private func takeForms(_ parse: inout Parse, _ start: Int, _ end: inout Int) -> Int {
        while true {
            let found = lexicon.tail(core, start, end, [.form, .institution])
            let rest = end - start - found.count
            if found.count == 0 || rest < 1 { break }
            let kinds = lexicon.kinds(of: found.word)
            let form = lexicon.form(of: found.word)
            if !kinds.contains(.form) {
                // 中铁二局|集团有限公司
                if found.count == 1, parse.form >= 0 { break }
                parse.isInstitution = true
                if parse.form < 0 { parse.form = form }
                return end - found.count
            }
            if found.count == 1, rest < 2 { break }
            if kinds.contains(.needsTrade), !hasTrade(start, end - found.count) { break }
            if lexicon.firstAsianForm...lexicon.lastAsianForm ~= parse.form,
                !kinds.contains(.company)
            {
                break
            }
            parse.form = parse.form < 0 ? form : joined(parse.form, form)
            end -= found.count
        }
        return end
    }

    private func hasTrade(_ start: Int, _ end: Int) -> Bool {
        lexicon.tradeStart(core, least: start + 1, end: end) < end
    }

    /// 集团 before 有限公司 tells more than the 有限公司 that was found first.
    private func joined(_ outer: Int, _ inner: Int) -> Int {
        if lexicon.isGroup(outer), inner == lexicon.stockForm { return lexicon.stockGroupForm }
        if lexicon.isGroup(inner), outer == lexicon.stockForm { return lexicon.stockGroupForm }
        if lexicon.isGroup(inner), lexicon.isLimited(outer) { return inner }
        return outer
    }

    /// 云岚科技有限责任公: the form with a character lost or mistyped at its end.
    private func takeTruncation(_ parse: inout Parse, _ start: Int, _ end: Int) -> Int {
        var index = end - 2
        while index >= max(start + 2, end - 6) {
            if core[index] == 0x6709, core[index + 1] == 0x9650 {
                guard isTruncated(index + 2, end) else { return end }
                let isStock =
                    index >= start + 4 && core[index - 1] == 0x4EFD && core[index - 2] == 0x80A1
                parse.truncation = index
                parse.form = isStock ? lexicon.stockForm : 0
                return isStock ? index - 2 : index
            }
            index -= 1
        }
        return end
    }

    /// What stands behind 有限: 责, 责任, 公, 责任公, 公可, 公司司 and the like.
    private func isTruncated(_ start: Int, _ end: Int) -> Bool {
        var index = start
        if index < end, core[index] == 0x8D23 { index += 1 }
        if index < end, core[index] == 0x4EFB { index += 1 }
        if index == end { return true }
        guard core[index] == 0x516C else { return false }
        return end - index <= 3
    }

    /// Copies `simple` to `core` and takes the brackets out that hold a region, a form or 中国.
    private mutating func takeBrackets(_ parse: inout Parse) {
        core.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        shown.removeAll(keepingCapacity: true)
        guard signs.contains(.bracket) else {
            return core.append(contentsOf: simple)
        }
        var index = 0
        while index < simple.count {
            if simple[index] == 0x28 {
                if let close = simple[index...].firstIndex(of: 0x29) {
                    takeBracket(index, close, &parse)
                    index = close + 1
                } else {
                    // 云岚(深圳有限公司: the bracket that was never closed ends with its region.
                    let front = regionAtFront(simple, index + 1, simple.count, isBrandNeeded: true)
                    if front.end > index + 1, parse.region < 0, !core.isEmpty {
                        parse.region = front.region
                        index = front.end
                    } else {
                        index += 1
                    }
                }
            } else {
                if simple[index] != 0x29 { append(index) }
                index += 1
            }
        }
    }

    private mutating func append(_ index: Int) {
        core.append(simple[index])
        shown.append(text[index])
        origins.append(index)
    }

    private mutating func takeBracket(_ open: Int, _ close: Int, _ parse: inout Parse) {
        let inside = (open + 1)..<close
        if inside.isEmpty { return }
        if let region = regionCover(inside) {
            if parse.region < 0 { parse.region = region }
            // 大学
            parse.isCampus =
                close + 1 == simple.count && open > 2 && simple[open - 1] == 0x5B66
                && simple[open - 2] == 0x5927
            return
        }
        if lexicon.isQualifier(simple, inside) { return parse.hasCountry = true }
        let end = min(close + 1, simple.count)
        let found = lexicon.tail(simple, open, end, .form)
        if found.count >= inside.count {
            let form = lexicon.form(of: found.word)
            if lexicon.isGroup(form), parse.groupEnd == 0, !core.isEmpty {
                parse.groupEnd = core.count
                parse.isGroupInBrackets = true
            }
            if parse.form < 0 || close + 1 >= simple.count { parse.form = form }
            return
        }
        for position in inside where simple[position] != 0x28 { append(position) }
    }

    /// IBM中国有限公司: the country right before the form, as if it stood in brackets.
    private func takeCountry(
        _ parse: inout Parse,
        _ start: Int,
        _ end: inout Int,
        _ nameEnd: Int
    ) {
        guard parse.form >= 0 || parse.foreignForm >= 0, nameEnd == end, end - start >= 4,
            core[end - 1] == 0x56FD, core[end - 2] == 0x4E2D
        else { return }
        end -= 2
    }

    // MARK: Groups

    /// 中粮集团大连粮油: the group's name ends behind 集团.
    private func findGroup(_ parse: inout Parse, _ start: Int, _ end: Int) {
        if parse.groupEnd > 0 { return }
        var index = start + 2
        while index + 1 < core.count {
            if core[index + 1] == 0x56E2, core[index] == 0x96C6 {
                parse.groupEnd = index + 2
                return
            }
            index += 1
        }
    }
}
