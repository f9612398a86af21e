import Records

/// Reads one company name; all arrays are scratch that keeps its capacity.
struct CompanyReader: Sendable {
    let lexicon = CompanyLexicon.shared
    let regions = RegionTable.shared
    let script = ScriptFolding.shared
    var person = PersonReader()

    /// The name as it is shown: width-folded, without blanks between Han characters.
    var text: [UInt32] = []
    /// The same simplified and in lower case; parallel to `text`.
    var simple: [UInt32] = []
    /// `simple` without the brackets that were understood.
    var core: [UInt32] = []
    var remark: [UInt32] = []
    var bytes: [UInt8] = []
    var decoded: [UInt32] = []

    mutating func read(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        WidthFolding.decode(cell, into: &decoded)
        remark.removeAll(keepingCapacity: true)
        squeeze()
        foldSimple()
        guard text.contains(where: PersonReader.isLetter), !lexicon.isNull(simple) else { return }
        var code = FindingCode.none
        if cutRemarks() { code = ChineseFindings.companyRemark.code }
        if cutDoubledRegion() { code = ChineseFindings.doubledRegion.code }
        guard !text.isEmpty else { return }
        let raw = column.values.intern(cell)
        let parse = parse()
        if parse.isBare, isPerson() {
            return emitPerson(raw: raw, found: code, into: &column)
        }
        emit(parse, raw: raw, found: code, into: &column)
    }

    /// Drops blanks that touch a Han character or a bracket, and doubles of other blanks.
    private mutating func squeeze() {
        text.removeAll(keepingCapacity: true)
        for index in decoded.indices {
            let scalar = decoded[index]
            if scalar == 0x20 || scalar == 0x1F {
                guard let last = text.last, index + 1 < decoded.count else { continue }
                if Self.isTight(last) || Self.isTight(decoded[index + 1]) || last == 0x20 {
                    continue
                }
                text.append(0x20)
            } else {
                text.append(scalar)
            }
        }
        while let last = text.last, last == 0x3002 || last == 0xFF0C || last == 0x3B || last == 0x20
        {
            text.removeLast()
        }
    }

    @inline(__always)
    private static func isTight(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0x28 || scalar == 0x29 || PersonReader.isNameHan(scalar)
    }

    private mutating func foldSimple() {
        simple.removeAll(keepingCapacity: true)
        script.fold(text, text.indices, into: &simple)
        for index in simple.indices where simple[index] >= 0x41 && simple[index] <= 0x5A {
            simple[index] += 0x20
        }
    }

    /// Cuts 【VIP】, (老客户) and －已成交 off; true when something was cut.
    private mutating func cutRemarks() -> Bool {
        var hasCut = false
        while let range = remarkRange(), range.count < text.count {
            appendRemark(range)
            text.removeSubrange(range)
            simple.removeSubrange(range)
            hasCut = true
        }
        return hasCut
    }

    /// The next remark with its brackets or dash.
    private func remarkRange() -> Range<Int>? {
        if let open = text.firstIndex(of: 0x3010) {
            return open..<((text[open...].firstIndex(of: 0x3011) ?? text.count - 1) + 1)
        }
        if text.last == 0x29, let open = text.lastIndex(of: 0x28), open > 1,
            isRemarkBracket((open + 1)..<(text.count - 1), before: open)
        {
            return open..<text.count
        }
        guard let dash = text.lastIndex(where: Self.isDash), dash > 1, dash + 1 < text.count else {
            return nil
        }
        let tail = (dash + 1)..<text.count
        let isBehindForm = lexicon.form(simple, 0, dash) != nil
        guard lexicon.isRemark(simple, tail) || (isBehindForm && tail.count <= 6 && !hasForm(tail))
        else { return nil }
        return dash..<text.count
    }

    private static func isDash(_ scalar: UInt32) -> Bool {
        scalar == 0x2D || (scalar >= 0x2010 && scalar <= 0x2015) || scalar == 0x2500
            || scalar == 0x2212
    }

    /// Whether the last bracket says something about the customer and is no part of its name.
    private func isRemarkBracket(_ inside: Range<Int>, before open: Int) -> Bool {
        if inside.isEmpty || lexicon.isRemark(simple, inside) { return true }
        if hasForm(inside) || regionCover(inside) != nil || inside.contains(where: isAsciiLetter) {
            return false
        }
        return lexicon.form(simple, 0, open).map { $0.count >= 2 } ?? false
            && lexicon.branchTail(simple, inside.lowerBound, inside.upperBound, isWeak: true) == 0
    }

    private func isAsciiLetter(_ index: Int) -> Bool {
        simple[index] >= 0x61 && simple[index] <= 0x7A
    }

    /// Whether a range ends in a legal form or a branch word.
    private func hasForm(_ range: Range<Int>) -> Bool {
        lexicon.form(simple, range.lowerBound, range.upperBound) != nil
            || lexicon.branchTail(simple, range.lowerBound, range.upperBound, isWeak: false) > 0
    }

    private mutating func appendRemark(_ range: Range<Int>) {
        if !remark.isEmpty { remark.append(0x20) }
        for index in range where !Self.isRemarkSign(text[index]) || index > range.lowerBound + 1 {
            if !Self.isRemarkSign(text[index]) { remark.append(text[index]) }
        }
    }

    private static func isRemarkSign(_ scalar: UInt32) -> Bool {
        scalar == 0x28 || scalar == 0x29 || scalar == 0x3010 || scalar == 0x3011 || isDash(scalar)
    }

    /// 成都成都骐图 → 成都骐图.
    private mutating func cutDoubledRegion() -> Bool {
        guard let found = regions.names.longest(simple, 0, simple.count),
            simple.count >= found.count * 2 + 2,
            simple[..<found.count].elementsEqual(simple[found.count..<(found.count * 2)])
        else { return false }
        text.removeFirst(found.count)
        simple.removeFirst(found.count)
        return true
    }

    /// The deepest region when a range is region names from end to end.
    func regionCover(_ range: Range<Int>) -> Int32? {
        let front = regionAtFront(simple, range.lowerBound, range.upperBound, isBrandNeeded: false)
        return front.end == range.upperBound ? front.region : nil
    }

    /// Whether the whole text may be a person's name: surname, length, script.
    private func isPerson() -> Bool {
        let count = simple.count
        if let mark = text.indices.first(where: { WidthFolding.isInterpunct(text[$0]) }) {
            return mark >= 2 && count - mark > 2 && count <= 20
                && text.indices.allSatisfy {
                    PersonReader.isNameHan(text[$0]) || WidthFolding.isInterpunct(text[$0])
                }
        }
        guard count >= 2, count <= 8, simple.allSatisfy(PersonReader.isNameHan) else {
            return isRomanisedPerson()
        }
        if PersonReader.isTransliterated(simple, count) { return true }
        let isSurname = (person.surnames.frequency(simple[0]) ?? 0) >= Surnames.commonFrequency
        guard isSurname || person.surnames.compoundCount(simple, 0, count) > 0 else { return false }
        if count <= 4 { return true }
        guard let title = person.titles.suffix(simple, 0, count) else { return false }
        return count - title.count <= 4 && title.kind != .department
    }

    /// `Wang Jun Qiang`: two or three words, all pinyin, the first or last one a common surname.
    private func isRomanisedPerson() -> Bool {
        let words = simple.split(separator: 0x20).map(Array.init)
        guard words.count == 2 || words.count == 3, words.allSatisfy(person.pinyin.isSpelling),
            let first = words.first, let last = words.last
        else { return false }
        return person.surnames.isRomanised(first, 0, first.count)
            || person.surnames.isRomanised(last, 0, last.count)
    }

    private mutating func emitPerson(
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        person.text = text
        person.readPiece(text.indices, raw: raw, found: found, into: &column)
        if !remark.isEmpty {
            encode(remark, remark.indices)
            column.setPart(.remark, bytes.span)
        }
    }

    /// Replaces `bytes` by the UTF-8 form of a range of scalars.
    mutating func encode(_ scalars: [UInt32], _ range: Range<Int>) {
        bytes.removeAll(keepingCapacity: true)
        for index in range { Scalars.append(scalars[index], to: &bytes) }
    }
}
