import Records

/// Company names in latin, Cyrillic and Greek letters.
///
///     The Müller & Söhne (China) Co., Ltd. → brand müller & söhne · legalForm Co., Ltd. · key mullerandsohne
///     Shanghai Yunlan Instruments Co., Ltd. Shenzhen Branch → region 上海 · parent … · branch shenzhen branch
extension CompanyReader {
    mutating func parseLatin() -> Parse {
        var parse = Parse()
        copyLatin(&parse)
        var end = trimmedEnd(core.count)
        var start = 0
        while start < end, ForeignForms.isSign(core[start]) || core[start] == 0x22 { start += 1 }
        let prefix = foreign.prefix(cased, start, end)
        if prefix.count > 0 {
            parse.foreignForm = prefix.form
            start += prefix.count
        }
        end = takeLatinBranch(&parse, start, end)
        end = takeLatinForms(&parse, start, end)
        end = trimmedEnd(withoutWord(Self.andWord, start, end))
        start = skipArticle(start, end)
        start = takeLatinRegion(&parse, start, end)
        while start < end, ForeignForms.isSign(core[start]) { start += 1 }
        parse.brand = start..<end
        parse.trade = end..<end
        findLatinGroup(&parse, start, end)
        return parse
    }

    /// Copies the name without brackets; (China) and (Shanghai) are left out.
    private mutating func copyLatin(_ parse: inout Parse) {
        core.removeAll(keepingCapacity: true)
        shown.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        guard signs.contains(.bracket) else {
            return core.append(contentsOf: simple)
        }
        var index = 0
        while index < simple.count {
            let scalar = simple[index]
            if scalar == 0x28, let close = simple[index...].firstIndex(of: 0x29) {
                let place = places.find(simple, index + 1, close)
                if place.count > 0, place.count == close - index - 1 {
                    if place.region >= 0 { parse.region = place.region }
                    parse.hasCountry = true
                    index = close + 1
                    continue
                }
            }
            let isBracket = CompanySigns.of(scalar) == .bracket
            if !isBracket || core.last != 0x20 {
                core.append(isBracket ? 0x20 : scalar)
                shown.append(isBracket ? 0x20 : text[index])
                origins.append(index)
            }
            index += 1
        }
    }

    private func trimmedEnd(_ end: Int) -> Int {
        var end = end
        while end > 0, ForeignForms.isSign(core[end - 1]) && core[end - 1] != 0x2E { end -= 1 }
        return end
    }

    /// `… Ltd. Shenzhen Branch`, `Bank of Yunlan Beijing Branch`.
    private func takeLatinBranch(_ parse: inout Parse, _ start: Int, _ end: Int) -> Int {
        if signs.contains(.dash), let dash = dashBehindForm(start, end) {
            return cutLatinBranch(&parse, dash + 2, end, dash)
        }
        guard Self.branchWords.contains(where: { endsInWord($0, start, end) }) else { return end }
        var index = end
        while index > start + 2 {
            index -= 1
            guard core[index] == 0x20 else { continue }
            let form = foreign.suffix(cased, start, trimmedEnd(index))
            if form.count > 0, form.count < index - start {
                let first = index + 1
                return cutLatinBranch(&parse, first, end, index)
            }
        }
        // Without a form: the place before the branch word begins the branch.
        index = start + 3
        while index < end {
            if core[index - 1] == 0x20, !(core[index - 2] == 0x66 && core[index - 3] == 0x6F) {
                let place = places.find(core, index, end)
                if place.count > 0 { return cutLatinBranch(&parse, index, end, index) }
            }
            index += 1
        }
        return end
    }

    /// `Acme Ltd - UK`: the dash between a form and what has none.
    private func dashBehindForm(_ start: Int, _ end: Int) -> Int? {
        guard let dash = core[start..<end].lastIndex(where: CompanySigns.isDash),
            dash > start + 3, dash + 3 < end, end - dash <= 26, core[dash - 1] == 0x20,
            core[dash + 1] == 0x20, foreign.suffix(cased, dash + 2, end).count == 0
        else { return nil }
        let before = trimmedEnd(dash - 1)
        let form = foreign.suffix(cased, start, before)
        return form.count > 0 && form.count < before - start ? dash : nil
    }

    private func cutLatinBranch(
        _ parse: inout Parse,
        _ first: Int,
        _ end: Int,
        _ parentEnd: Int
    ) -> Int {
        parse.branch = first..<end
        parse.parentEnd = trimmedEnd(parentEnd)
        return parse.parentEnd
    }

    private func endsInWord(_ word: [UInt32], _ start: Int, _ end: Int) -> Bool {
        guard end - start > word.count + 1, core[end - word.count - 1] == 0x20 else { return false }
        for offset in word.indices where core[end - word.count + offset] != word[offset] {
            return false
        }
        return true
    }

    /// `Foo and Company`: the end before a word that only joined the form.
    private func withoutWord(_ word: [UInt32], _ start: Int, _ end: Int) -> Int {
        endsInWord(word, start, end) ? end - word.count - 1 : end
    }

    private static let andWord = "and".scalarValues

    private static let branchWords = "branch office subbranch sub-branch department division"
        .wordScalars

    private func takeLatinForms(_ parse: inout Parse, _ start: Int, _ end: Int) -> Int {
        var end = end
        for _ in 0..<3 {
            let found = foreign.suffix(cased, start, end)
            if found.count > 0, found.count < end - start {
                if parse.foreignForm < 0 { parse.foreignForm = found.form }
                end -= found.count
            } else {
                let shorter = withoutPlace(start, end)
                if shorter == end { break }
                end = shorter
            }
        }
        return end
    }

    /// `Yunlan Ltd., China`: the end before a place that follows a form.
    private func withoutPlace(_ start: Int, _ end: Int) -> Int {
        var index = end
        while index > start + 2, end - index < 20 {
            index -= 1
            guard core[index] == 0x20 else { continue }
            let place = places.find(core, index + 1, end)
            guard place.count > 0, place.count == end - index - 1 else { continue }
            let before = trimmedEnd(index)
            return foreign.suffix(cased, start, before).count > 0 ? before : end
        }
        return end
    }

    /// `The `, unless nothing follows.
    private func skipArticle(_ start: Int, _ end: Int) -> Int {
        guard end - start > 5, core[start] == 0x74, core[start + 1] == 0x68,
            core[start + 2] == 0x65, core[start + 3] == 0x20
        else { return start }
        return start + 4
    }

    /// `Shanghai Yunlan …`: the city at the front, unless a common word (Bank, Electric) follows.
    private func takeLatinRegion(_ parse: inout Parse, _ start: Int, _ end: Int) -> Int {
        let place = places.find(core, start, end)
        guard place.count > 0, place.region >= 0 else { return start }
        var next = start + place.count
        while next < end, ForeignForms.isSign(core[next]) { next += 1 }
        guard end - next >= 3 else { return start }
        if parse.region < 0 { parse.region = place.region }
        return places.isCommonWord(core, next, end) ? start : next
    }

    /// `Alibaba Group Holding`: the group's name ends behind the word.
    private func findLatinGroup(_ parse: inout Parse, _ start: Int, _ end: Int) {
        let word = Self.groupWord
        var index = start + 2
        while index + word.count <= end {
            if core[index - 1] == 0x20, core[index..<(index + word.count)].elementsEqual(word),
                index + word.count == end || core[index + word.count] == 0x20
            {
                parse.groupEnd = index + word.count
                return
            }
            index += 1
        }
    }

    private static let groupWord = "group".scalarValues
}
