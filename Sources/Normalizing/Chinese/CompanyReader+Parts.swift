import Records

/// Taking a company name apart.
extension CompanyReader {
    /// Ranges are of `core`.
    struct Parse {
        var region: Int32 = -1
        var brand = 0..<0
        var trade = 0..<0
        /// Index of a legal form; -1 when there is none.
        var form = -1
        var foreignForm: StaticString = ""
        var branch = 0..<0

        /// Neither form nor trade nor place nor branch was found.
        var isBare: Bool {
            region < 0 && trade.isEmpty && form < 0 && foreignForm.utf8CodeUnitCount == 0
                && branch.isEmpty
        }
    }

    /// Splits `simple` into its parts; fills `core`.
    mutating func parse() -> Parse {
        var parse = Parse()
        takeBrackets(&parse)
        var end = core.count
        let mainEnd = branchStart(end)
        if mainEnd < end {
            parse.branch = mainEnd..<end
            end = mainEnd
        }
        let foreign = ForeignForms.suffix(core, end)
        if foreign.count > 0 {
            parse.foreignForm = foreign.name
            end -= foreign.count
        }
        var start = 0
        var trailingInstitution = 0..<0
        while let found = lexicon.form(core, 0, end), end - found.count >= 1 {
            if found.count == 1, end - found.count < 2 { break }
            if lexicon.isInstitution(found.form) {
                trailingInstitution = (end - found.count)..<end
                if parse.form < 0 { parse.form = found.form }
                break
            }
            if parse.form < 0 || isMoreTelling(found.form, than: parse.form) {
                parse.form = found.form
            }
            end -= found.count
        }
        let nameEnd = trailingInstitution.isEmpty ? end : trailingInstitution.lowerBound
        let front = regionAtFront(core, start, nameEnd, isBrandNeeded: trailingInstitution.isEmpty)
        if front.end > start {
            parse.region = front.region
            start = front.end
        }
        while start < nameEnd, core[start] == 0x20 { start += 1 }
        let isLatin = start < nameEnd && core[start] < 0x2E80
        let tradeStart =
            lexicon.tradeStart(core, least: start + (isLatin ? 1 : 2), end: nameEnd) ?? nameEnd
        parse.brand = start..<tradeStart
        parse.trade = tradeStart..<end
        return parse
    }

    /// 集团 before 有限公司 tells more than the 有限公司 that was found first.
    private func isMoreTelling(_ form: Int, than other: Int) -> Bool {
        lexicon.isGroup(form) && lexicon.isLimited(other)
    }

    /// Copies `simple` to `core` and takes the brackets out that hold a region, a form or 中国.
    private mutating func takeBrackets(_ parse: inout Parse) {
        core.removeAll(keepingCapacity: true)
        var index = 0
        while index < simple.count {
            if simple[index] == 0x28, let close = simple[index...].firstIndex(of: 0x29) {
                let inside = (index + 1)..<close
                if let region = regionCover(inside), !inside.isEmpty {
                    if parse.region < 0 { parse.region = region }
                } else if let found = lexicon.form(simple, index, close + 1),
                    found.count >= inside.count
                {
                    if parse.form < 0 || close + 1 == simple.count { parse.form = found.form }
                } else {
                    for position in inside { core.append(simple[position]) }
                }
                index = close + 1
            } else {
                if simple[index] != 0x29 { core.append(simple[index]) }
                index += 1
            }
        }
    }

    /// Where the branch's own name begins in `core`; `end` when there is none.
    private func branchStart(_ end: Int) -> Int {
        let company = lastCompany(end)
        let strong = lexicon.branchTail(core, 0, end, isWeak: false)
        if strong > 0 {
            let tail = end - strong
            if let company, company <= tail { return company }
            var start = max(tail - 12, 2)
            while start + 2 <= tail {
                if regions.names.exact(core, start, tail) >= 0 { return start }
                start += 1
            }
            return tail >= 2 ? tail : end
        }
        if let company, company < end, company >= 4,
            lexicon.branchTail(core, company, end, isWeak: true) > 0
        {
            return company
        }
        return end
    }

    /// The end of the last 公司 that does not end the name itself.
    private func lastCompany(_ end: Int) -> Int? {
        var index = end - 3
        while index >= 2 {
            if core[index - 1] == 0x53F8, core[index - 2] == 0x516C {
                return isPartOfBranch(index) ? nil : index
            }
            index -= 1
        }
        return nil
    }

    private func isPartOfBranch(_ end: Int) -> Bool { end >= 3 && core[end - 3] == 0x5206 }

    /// The chain of region names at the front: 四川成都, 深圳市南山区.
    ///
    /// Short names of districts count only behind their city, or when they are cities themselves
    /// (昆山); a brand of two characters must remain.
    func regionAtFront(
        _ text: [UInt32],
        _ start: Int,
        _ end: Int,
        isBrandNeeded: Bool
    ) -> (region: Int32, end: Int) {
        var region: Int32 = -1
        var position = start
        while position < end {
            guard let found = regions.names.longest(text, position, end) else { break }
            let rest = end - position - found.count
            if isBrandNeeded, rest < 2 { break }
            guard let next = meaning(Int(found.value), behind: region, text, position, found.count)
            else { break }
            region = next
            position += found.count
        }
        return (region, position)
    }

    private func meaning(
        _ value: Int,
        behind outer: Int32,
        _ text: [UInt32],
        _ position: Int,
        _ count: Int
    ) -> Int32? {
        var best: Int32?
        for index in regions.meanings(of: value) {
            let meaning = regions.meanings[index]
            let level = regions.level(meaning.region)
            if outer >= 0 {
                guard regions.isWithin(meaning.region, outer), meaning.region != outer else {
                    continue
                }
            } else if meaning.isShort {
                if level == .district, !regions.areCities[Int(meaning.region)] { continue }
                if lexicon.isWordLike(text, position, position + count) { continue }
            }
            if best == nil || level.rawValue < regions.level(best ?? 0).rawValue {
                best = meaning.region
            }
        }
        return best
    }

    /// Emits the organization or branch.
    mutating func emit(
        _ parse: Parse,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        var value = CleanValue()
        value.raw = raw
        value.kind = parse.branch.isEmpty ? .organization : .branch
        value.code = found
        if parse.isBare {
            value.confidence = 60
            if found == .none { value.code = ChineseFindings.doubtfulKind.code }
        }
        if text.contains(where: { $0 == 0xFFFD || ($0 >= 0xE000 && $0 < 0xF900) }) {
            value.code = ChineseFindings.rareCharacter.code
            value.validity = .suspect
        }
        encode(text, text.indices)
        value.value = column.values.intern(bytes.span)
        value.key = internKey(parse, into: &column)
        column.emit(value)
        setParts(parse, into: &column)
    }

    /// Brand and trade without blanks and signs; the whole name where both are blank.
    private mutating func internKey(_ parse: Parse, into column: inout CleanColumn) -> ValueID {
        bytes.removeAll(keepingCapacity: true)
        for index in parse.brand.lowerBound..<parse.trade.upperBound {
            appendKeyScalar(core[index])
        }
        if bytes.isEmpty { for scalar in simple { appendKeyScalar(scalar) } }
        return column.values.intern(bytes.span)
    }

    private mutating func appendKeyScalar(_ scalar: UInt32) {
        let isDigit = scalar >= 0x30 && scalar <= 0x39
        if isDigit || PersonReader.isLetter(scalar) { Scalars.append(scalar, to: &bytes) }
    }

    private mutating func setParts(_ parse: Parse, into column: inout CleanColumn) {
        if parse.region >= 0 {
            let short = regions.shortBytes[Int(parse.region)]
            column.setPart(.region, short.span)
            column.setPart(.adcode, String(regions.codes[Int(parse.region)]))
        }
        setPart(.brand, core, parse.brand, into: &column)
        setPart(.trade, core, parse.trade, into: &column)
        setPart(.branch, core, parse.branch, into: &column)
        if parse.form >= 0 {
            let name = lexicon.formName(parse.form)
            setPart(.legalForm, name, name.indices, into: &column)
        } else if parse.foreignForm.utf8CodeUnitCount > 0 {
            bytes.removeAll(keepingCapacity: true)
            bytes.append(parse.foreignForm)
            column.setPart(.legalForm, bytes.span)
        }
        setPart(.remark, remark, remark.indices, into: &column)
        if isTraditional { setPart(.simplified, simple, simple.indices, into: &column) }
    }

    /// Whether a character has a simplified form; case alone doesn't count.
    private var isTraditional: Bool {
        text.count == simple.count
            && text.indices.contains { text[$0] != simple[$0] && text[$0] >= 0x80 }
    }

    private mutating func setPart(
        _ part: Part,
        _ scalars: [UInt32],
        _ range: Range<Int>,
        into column: inout CleanColumn
    ) {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, scalars[low] == 0x20 { low += 1 }
        while high > low, scalars[high - 1] == 0x20 || scalars[high - 1] == 0x2C { high -= 1 }
        encode(scalars, low..<high)
        column.setPart(part, bytes.span)
    }
}
