import Records

/// What comes out: the organization or branch with its parts, persons, and cells that name nobody.
extension CompanyReader {
    mutating func emit(
        _ parse: Parse,
        _ cell: Span<UInt8>,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        var value = CleanValue()
        value.raw = raw
        value.kind = parse.branch.isEmpty ? .organization : .branch
        value.code = found
        if value.code == .none, parse.truncation >= 0 {
            value.code = CompanyFindings.truncatedForm.code
        }
        if parse.isBare {
            value.confidence = 60
            if found == .none { value.code = ChineseFindings.doubtfulKind.code }
        }
        if signs.contains(.rare) {
            value.code = ChineseFindings.rareCharacter.code
            value.validity = .suspect
        }
        if isDirect {
            value.value = raw
        } else {
            if isTwoLanguages { encode(whole, whole.indices) } else { encode(text, text.indices) }
            value.value =
                bytes.span.hasSameBytes(as: cell) ? raw : column.values.intern(bytes.span)
        }
        value.key = internKey(parse, cell, into: &column)
        column.emit(value)
        setParts(parse, cell, into: &column)
    }

    /// Brand and trade without blanks, signs and marks; the whole name where both are blank.
    private mutating func internKey(
        _ parse: Parse,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> ValueID {
        let low = parse.brand.lowerBound
        let end = parse.trade.upperBound
        if isDirect, !parse.isRegionBrand, low < end {
            return column.values.intern(cell.extracting((low * 3)..<(end * 3)))
        }
        bytes.removeAll(keepingCapacity: true)
        if parse.isRegionBrand {
            if parse.hasCity {
                let city = regions.named(regions.parents[Int(parse.region)])
                if city >= 0 { appendShort(city) }
            }
            appendShort(parse.region)
        }
        var index = low
        while index < end {
            let start = index
            while index < end, core[index] >= 0x3400, core[index] < 0xA000 { index &+= 1 }
            if index > start { append(core, start..<index) }
            if index < end {
                appendKeyLetter(index, end)
                index &+= 1
            }
        }
        if parse.isCampus, parse.region >= 0 {
            appendShort(parse.region)
        }
        if bytes.isEmpty {
            for scalar in simple where CompanySigns.isTelling(scalar) {
                Scalars.append(scalar, to: &bytes)
            }
        }
        return column.values.intern(bytes.span)
    }

    private mutating func appendShort(_ region: Int32) {
        let short = regions.shortBytes[Int(region)]
        bytes.append(short.span)
    }

    /// Letters lose their marks, `&` between two words is "and".
    private mutating func appendKeyLetter(_ index: Int, _ end: Int) {
        let scalar = core[index]
        if scalar == 0x26 || scalar == 0xFF06 {
            if index > 0, index + 1 < end, CompanySigns.isTelling(core[end - 1]), !bytes.isEmpty {
                for letter in [0x61, 0x6E, 0x64] as [UInt8] { bytes.append(letter) }
            }
            return
        }
        guard CompanySigns.isTelling(scalar) else { return }
        let letters = foreign.folded(scalar)
        Scalars.append(letters.first, to: &bytes)
        if letters.second != 0 { Scalars.append(letters.second, to: &bytes) }
    }

    private mutating func setParts(
        _ parse: Parse,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        if parse.region >= 0 {
            let short = lexicon.shortName(parse.region)
            column.setPart(.region, texts[short])
            column.setPart(.adcode, texts[lexicon.code(parse.region)])
            if parse.isRegionBrand { column.setPart(.brand, texts[short]) }
        }
        if isDirect {
            setSlice(.brand, cell, parse.brand, into: &column)
            setSlice(.trade, cell, parse.trade, into: &column)
            setSlice(.branch, cell, parse.branch, into: &column)
            setSlice(.parent, cell, 0..<parse.parentEnd, into: &column)
        } else {
            setPart(.brand, core, parse.brand, into: &column)
            setPart(.trade, core, parse.trade, into: &column)
            setPart(.branch, core, parse.branch, into: &column)
            if parse.parentEnd > 0 {
                setPart(.parent, text, 0..<textEnd(parse.parentEnd), into: &column)
            }
        }
        setSound(parse, into: &column)
        if parse.form >= 0 {
            column.setPart(.legalForm, texts[lexicon.formText(parse.form)])
        } else if parse.foreignForm >= 0 {
            column.setPart(.legalForm, foreignNames[ValueID(parse.foreignForm)])
        }
        if parse.groupEnd > 0 { setGroup(parse, into: &column) }
        if parse.truncation >= 0 { setSuggestion(parse, into: &column) }
        if doubledCount > 0 {
            setPart(.suggestion, text, doubledCount..<text.count, into: &column)
        }
        if !remark.isEmpty { setPart(.remark, remark, remark.indices, into: &column) }
        if isTraditional { setPart(.simplified, simple, simple.indices, into: &column) }
    }

    /// The brand's pinyin: 砺达 and 励达 sound alike.
    private mutating func setSound(_ parse: Parse, into column: inout CleanColumn) {
        let brand = parse.brand
        guard !brand.isEmpty, brand.count <= 8, core[brand.lowerBound] >= 0x3400 else { return }
        bytes.removeAll(keepingCapacity: true)
        pinyin.appendKey(core, brand, surnameCount: 0, to: &bytes)
        column.setPart(.pinyin, bytes.span)
    }

    private func setSlice(
        _ part: Part,
        _ cell: Span<UInt8>,
        _ range: Range<Int>,
        into column: inout CleanColumn
    ) {
        if range.isEmpty { return }
        column.setPart(part, cell.extracting((range.lowerBound * 3)..<(range.upperBound * 3)))
    }

    /// The index in `text` behind the character that `end` ends with, and behind brackets that were
    /// taken out there: 云岚中心(有限合伙)|北京分所.
    private func textEnd(_ end: Int) -> Int {
        guard !origins.isEmpty else { return end }
        let last = origins[end - 1] + 1
        let next = end < origins.count ? origins[end] : text.count
        var index = next
        while index > last, text[index - 1] != 0x29 { index -= 1 }
        return index
    }

    private mutating func setGroup(_ parse: Parse, into column: inout CleanColumn) {
        encode(cased, 0..<parse.groupEnd)
        if parse.isGroupInBrackets {
            Scalars.append(0x96C6, to: &bytes)
            Scalars.append(isTraditional ? 0x5718 : 0x56E2, to: &bytes)
        }
        column.setPart(.group, bytes.span)
    }

    /// The name with its form completed: 云岚科技有限责任公 → 云岚科技有限责任公司.
    private mutating func setSuggestion(_ parse: Parse, into column: inout CleanColumn) {
        let start = parse.truncation
        let end = origins.isEmpty ? start : origins[start]
        encode(text, 0..<end)
        let hasDuty = core.count > start + 2 && core[start + 2] == 0x8D23
        for scalar in hasDuty ? Self.longForm : Self.shortForm {
            Scalars.append(scalar, to: &bytes)
        }
        column.setPart(.suggestion, bytes.span)
    }

    private static let shortForm = "有限公司".scalarValues
    private static let longForm = "有限责任公司".scalarValues

    private mutating func setPart(
        _ part: Part,
        _ scalars: [UInt32],
        _ range: Range<Int>,
        into column: inout CleanColumn
    ) {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, isTrimmed(scalars[low]) { low += 1 }
        while high > low, isTrimmed(scalars[high - 1]) { high -= 1 }
        if low == high { return }
        encode(scalars, low..<high)
        column.setPart(part, bytes.span)
    }

    @inline(__always)
    private func isTrimmed(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x22, 0x2C, 0x2D, 0x2F, 0xAB, 0xBB, 0x201C, 0x201D, 0x3001: true
        default: false
        }
    }

    // MARK: Persons

    /// Whether a range of the text may be a person's name: surname, length, script.
    func isPerson(_ range: Range<Int>) -> Bool {
        let count = range.count
        guard count >= 2, count <= 20 else { return isRomanisedPerson(range) }
        if !signs.contains(.east) { return isRomanisedPerson(range) }
        let low = range.lowerBound
        if lexicon.tail(simple, low, range.upperBound, [.company, .branch]).count > 0 {
            return false
        }
        if let mark = range.first(where: { WidthFolding.isInterpunct(text[$0]) }) {
            return mark - low >= 2 && range.upperBound - mark > 2
                && lexicon.tail(simple, low, mark, [.form, .branch]).count < 2
                && range.allSatisfy {
                    PersonReader.isNameHan(text[$0]) || WidthFolding.isInterpunct(text[$0])
                }
        }
        guard count <= 8, range.allSatisfy({ PersonReader.isNameHan(simple[$0]) }) else {
            return false
        }
        let name = Array(simple[range])
        if PersonReader.isTransliterated(name, count) { return true }
        let isSurname = (surnames.frequency(name[0]) ?? 0) >= Surnames.commonFrequency
        guard isSurname || surnames.compoundCount(name, 0, count) > 0 else { return false }
        if count <= 4 { return true }
        guard let title = titles.suffix(name, 0, count) else { return false }
        let end = range.upperBound - title.count
        return count - title.count <= 4 && title.kind != .department
            && lexicon.tail(simple, low, end, [.form, .branch]).count < 2
    }

    /// `Wang Jun Qiang`: two or three words, all pinyin, the first or last one a common surname.
    private func isRomanisedPerson(_ range: Range<Int>) -> Bool {
        guard !signs.contains(.digit), range.count <= 30 else { return false }
        let words = simple[range].split(separator: 0x20).map(Array.init)
        guard words.count == 2 || words.count == 3, words.allSatisfy(pinyin.isSpelling),
            let first = words.first, let last = words.last
        else { return false }
        return surnames.isRomanised(first, 0, first.count)
            || surnames.isRomanised(last, 0, last.count)
    }

    /// 个体工商户王五, 王五(个体): the person who trades under the own name; nil for a shop.
    func soleTrader(_ parse: Parse) -> Range<Int>? {
        guard parse.form >= 0, parse.form == lexicon.soleTraderForm, parse.trade.isEmpty,
            parse.region < 0, parse.branch.isEmpty, !parse.brand.isEmpty
        else { return nil }
        let brand = parse.brand
        let low = origins.isEmpty ? brand.lowerBound : origins[brand.lowerBound]
        let high = origins.isEmpty ? brand.upperBound : origins[brand.upperBound - 1] + 1
        return high - low == brand.count && isPerson(low..<high) ? low..<high : nil
    }

    mutating func emitPerson(
        _ range: Range<Int>,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        person[0].text = text
        person[0].readPiece(range, raw: raw, found: found, into: &column)
        if !remark.isEmpty {
            encode(remark, remark.indices)
            column.setPart(.remark, bytes.span)
        }
    }

    /// A name without title or salutation, and without a frequent surname, may be a brand as well.
    func doubtPerson(in column: inout CleanColumn) {
        let last = column.outcomes.count - 1
        guard last >= 0, column.outcomes[last].code == .none,
            column.part(.jobTitle, of: last) == 0, column.part(.salutation, of: last) == 0
        else { return }
        if isFrequentSurname(column.values[column.part(.familyName, of: last)]) { return }
        column.outcomes[last].code = ChineseFindings.doubtfulKind.code
    }

    private func isFrequentSurname(_ family: Span<UInt8>) -> Bool {
        if family.isEmpty { return false }
        let (first, byteCount) = Scalars.decode(family, at: 0)
        let surname = person[0].script.simplified(first)
        return byteCount < family.count || person[0].surnames.isCommon(surname)
    }

    // MARK: No name

    /// Whether nothing but a legal form, or a region with one, is there.
    func isNobody(_ parse: Parse) -> Bool {
        if core.isEmpty { return true }
        if !signs.contains(.east) {
            return text.count >= 6 && foreign.suffix(text, 0, text.count).count == text.count
        }
        if lexicon.tail(core, 0, core.count, .form).count == core.count {
            return true
        }
        let brand = parse.brand
        if parse.form >= 0, parse.trade.isEmpty, !brand.isEmpty,
            lexicon.tail(core, brand.lowerBound, brand.upperBound, .form).count == brand.count
        {
            return true
        }
        guard parse.form >= 0, !parse.isInstitution, !lexicon.isGroup(parse.form),
            parse.trade.isEmpty, brand.lowerBound == 0, parse.brand.count <= 12,
            parse.branch.isEmpty
        else { return false }
        let end = parse.brand.upperBound
        return end > 0 && regionAtFront(core, 0, end, isBrandNeeded: false).end == end
    }

    /// A cell that names no organization: its text without a key.
    mutating func emitNothing(
        _ cell: Span<UInt8>,
        code: FindingCode = CompanyFindings.noCompanyName.code,
        into column: inout CleanColumn
    ) {
        if text.isEmpty {
            bytes.removeAll(keepingCapacity: true)
            bytes.append(cell)
        } else {
            encode(text, text.indices)
        }
        var value = CleanValue()
        value.raw = column.values.intern(cell)
        value.value = column.values.intern(bytes.span)
        value.kind = .organization
        value.validity = .suspect
        value.confidence = 0
        value.code = code
        column.emit(value)
        if !remark.isEmpty { setPart(.remark, remark, remark.indices, into: &column) }
    }

    /// A department or branch without its company.
    mutating func emitDepartment(raw: ValueID, into column: inout CleanColumn) {
        encode(text, text.indices)
        var value = CleanValue()
        value.raw = raw
        value.value = column.values.intern(bytes.span)
        value.kind = .branch
        value.validity = .suspect
        value.confidence = 0
        value.code = CompanyFindings.departmentOnly.code
        column.emit(value)
        setPart(.branch, simple, simple.indices, into: &column)
        if !remark.isEmpty { setPart(.remark, remark, remark.indices, into: &column) }
    }
}
