import Records

/// Reads one company name; all arrays are scratch that keeps its capacity.
///
///     cell ─ width, blanks ─▶ text ─ simplified, lower case ─▶ simple ─ brackets taken ─▶ core ─▶ parts
struct CompanyReader: Sendable {
    let lexicon = CompanyLexicon.shared
    let foreign = ForeignForms.shared
    let places = LatinPlaces.shared
    let texts = CompanyLexicon.shared.texts
    let foreignNames = ForeignForms.shared.names
    let regions = RegionTable.shared
    let script = ScriptFolding.shared
    let surnames = Surnames.shared
    let titles = Titles.shared
    let pinyin = Pinyin.shared
    /// One, behind a reference: it is large, and the reader is passed by value to what only reads it.
    var person = [PersonReader()]

    /// The name as it is shown: width-folded, without blanks between Han characters.
    var text: [UInt32] = []
    /// The same simplified and in lower case; parallel to `text`.
    var simple: [UInt32] = []
    /// `simple` without the brackets that were understood.
    var core: [UInt32] = []
    /// The same with the customer's own characters, where brackets were taken out.
    var shown: [UInt32] = []
    /// By index of `core`: its index in `text`; empty when both are the same.
    var origins: [Int] = []
    var remark: [UInt32] = []
    var bytes: [UInt8] = []
    var decoded: [UInt32] = []
    /// Which kinds of characters `text` has.
    var signs: CompanySigns = []
    var isTraditional = false
    /// Whether index i of `core` is byte 3i of the cell.
    var isDirect = false
    /// The text in both languages, of which `text` is the Chinese half.
    var whole: [UInt32] = []
    var isTwoLanguages = false
    /// The length of a region at the front that probably stands there twice; 0 for none.
    var doubledCount = 0
    /// Where blanks stood behind 司: two companies may meet there.
    var breaks: [Int] = []

    /// Longer cells are paragraphs; the longest registered names have about 60 characters.
    static let longest = 120

    mutating func read(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        remark.removeAll(keepingCapacity: true)
        isTwoLanguages = false
        isDirect = false
        if !decodeHan(cell) {
            WidthFolding.decode(cell, into: &decoded)
            squeeze()
        }
        guard signs.hasLetters else {
            if signs.contains(.digit) { emitNothing(cell, into: &column) }
            return
        }
        foldSimple()
        guard !lexicon.isNull(simple) else { return }
        if text.count > Self.longest { return emitNothing(cell, into: &column) }
        if isContact() { return emitContact(cell, into: &column) }
        var found = FindingCode.none
        var hasSeveral = signs.maySplit || !breaks.isEmpty
        if hasInnerCompany() {
            if takeNewName() { found = CompanyFindings.formerName.code }
            hasSeveral = hasSeveral || hasInnerCompany() && hasJoint()
        }
        if hasSeveral, found == .none, readSeveral(into: &column) { return }
        let raw = column.values.intern(cell)
        // Three bytes a character and nothing folded: parts are slices of the cell.
        isDirect = signs == .east && !isTraditional && text.count * 3 == cell.count
        readOne(cell, raw: raw, found: found, into: &column)
    }

    /// Reads the company in `text` and `simple`.
    mutating func readOne(
        _ cell: Span<UInt8>,
        raw: ValueID,
        found: FindingCode,
        into column: inout CleanColumn
    ) {
        var code = found
        let hadExtras = signs.hasExtras || signs.contains([.east, .latin])
        if hadExtras {
            let cut = cutExtras()
            if code == .none { code = cut }
            if !signs.hasLetters { return emitNothing(cell, into: &column) }
            if cut != .none, found == .none, signs.maySplit, readSeveral(into: &column) { return }
        }
        doubledCount = 0
        while simple.count >= 6, simple[0] >= 0x3400, cutDoubledRegion() {
            if code == .none { code = ChineseFindings.doubledRegion.code }
            if doubledCount > 0 { break }
        }
        if signs.contains(.east), text.count > 7, cutFormerMark(), code == .none {
            code = CompanyFindings.formerName.code
        }
        if signs.contains(.east), text.count > 6, simple[simple.count - 1] != 0x53F8,
            cutPersonTail()
        {
            if code == .none { code = CompanyFindings.contactInName.code }
            if signs.hasExtras { _ = cutExtras() }
        }
        if signs.contains(.east), text.count > 6, simple[simple.count - 1] != 0x53F8,
            cutNoteTail()
        {
            if code == .none { code = ChineseFindings.companyRemark.code }
            if signs.hasExtras { _ = cutExtras() }
        }
        if hadExtras, !text.isEmpty, isContact() {
            return emitNothing(cell, code: CompanyFindings.contactInName.code, into: &column)
        }
        if hadExtras || text.isEmpty,
            !text.contains(where: CompanySigns.isLetter) || isOnlyRemark() || lexicon.isNull(simple)
        {
            return emitNothing(cell, into: &column)
        }
        if signs.contains([.east, .latin]) {
            if splitLanguages() {
                if code == .none { code = CompanyFindings.twoLanguages.code }
            } else if cutLatinTail() {
                if code == .none { code = ChineseFindings.companyRemark.code }
                if signs.hasExtras { _ = cutExtras() }
            }
        }
        var parse = signs.contains(.east) ? parse() : parseLatin()
        if isTwoLanguages, parse.form < 0 { parse.foreignForm = otherForm() }
        switch subject(parse) {
        case .organization:
            emit(parse, cell, raw: raw, found: code, into: &column)
        case .nobody:
            emitNothing(cell, into: &column)
        case .department:
            emitDepartment(raw: raw, into: &column)
        case .person:
            if isTwoLanguages {
                text.removeAll(keepingCapacity: true)
                text.append(contentsOf: whole)
            }
            emitPerson(text.indices, raw: raw, found: code, into: &column)
            doubtPerson(in: &column)
        case .soleTrader(let name):
            emitPerson(name, raw: raw, found: code, into: &column)
            column.setPart(.legalForm, texts[lexicon.formText(parse.form)])
        }
    }

    private enum Subject {
        case organization, nobody, department, person
        case soleTrader(Range<Int>)
    }

    /// Whom the text names.
    private func subject(_ parse: Parse) -> Subject {
        if parse.isBare, lexicon.isBrand(simple) { return .organization }
        if isNobody(parse) || isAddress(parse) || isPlaceholder(parse) { return .nobody }
        if isJobTitle(parse) { return .nobody }
        if parse.isDepartmentOnly || isDepartment(parse) { return .department }
        if parse.isBare, !isTwoLanguages || text.count <= 3, isPerson(simple.indices) {
            return .person
        }
        if let name = soleTrader(parse) { return .soleTrader(name) }
        return .organization
    }

    @inline(__always)
    private mutating func startText() {
        text.removeAll(keepingCapacity: true)
        breaks.removeAll(keepingCapacity: true)
        signs = []
    }

    /// Decodes a cell of Han characters alone, the usual name; false for all others.
    private mutating func decodeHan(_ cell: Span<UInt8>) -> Bool {
        let count = cell.count / 3
        guard count * 3 == cell.count, cell[0] &- 0xE4 <= 5 else { return false }
        startText()
        var isHan = true
        text.append(addingCapacity: count) { output in
            var offset = 0
            while offset &+ 2 < cell.count {
                let first = cell[offset] &- 0xE4
                let second = cell[offset &+ 1] &- 0x80
                let third = cell[offset &+ 2] &- 0x80
                // From U+4E00 on: U+4000–U+4DFF begin with E4 too.
                guard first <= 5, second < 0x40, third < 0x40, first > 0 || second >= 0x38 else {
                    isHan = false
                    return
                }
                let scalar = (UInt32(first) &+ 4) &<< 12 | UInt32(second) &<< 6 | UInt32(third)
                output.append(scalar)
                offset &+= 3
            }
        }
        if isHan { signs = .east }
        return isHan
    }

    /// Makes `text` of `decoded`: drops blanks that touch a bracket or part Han characters, doubles of other blanks, list marks
    /// before the name and stops behind it.
    mutating func squeeze() {
        startText()
        for index in decoded.indices {
            let scalar = decoded[index]
            if scalar == 0x20 || scalar == 0x1F {
                guard let last = text.last, index + 1 < decoded.count, last != 0x20 else {
                    continue
                }
                if CompanySigns.needsBlank(last, decoded[index + 1]) {
                    text.append(0x20)
                } else if last == 0x53F8 {
                    breaks.append(text.count)
                }
                continue
            }
            signs.formUnion(CompanySigns.of(scalar))
            if scalar >= 0x3210, scalar <= 0x3243 || (scalar >= 0xFE59 && scalar <= 0xFE5A) {
                appendExpanded(scalar)
            } else {
                text.append(scalar)
            }
        }
        if let first = text.first, let last = text.last,
            !CompanySigns.isPlain(first) || !CompanySigns.isPlain(last)
                || signs.contains(.digit) && first < 0x3A
        {
            trimSigns()
        }
        if !signs.contains(.east), signs.contains(.mark) { foldLatinSigns() }
    }

    /// ㈱ becomes (株), as NFKC has it.
    private mutating func appendExpanded(_ scalar: UInt32) {
        let inside: UInt32? =
            switch scalar {
            case 0x3231: 0x682A
            case 0x3232: 0x6709
            case 0x321C: 0xC8FC
            case 0xFE59: 0x28
            case 0xFE5A: 0x29
            default: nil
            }
        guard let inside else { return text.append(scalar) }
        if inside < 0x80 { return text.append(inside) }
        text.append(contentsOf: [0x28, inside, 0x29])
        signs.insert(.bracket)
    }

    /// Cuts `★`, `1.`, quotes around the whole and stops at the end off.
    private mutating func trimSigns() {
        var low = 0
        var high = text.count
        var isDone = false
        while !isDone {
            isDone = true
            while high > low, CompanySigns.isStop(text[high - 1]) { high -= 1; isDone = false }
            while low < high, CompanySigns.isListMark(text[low]) { low += 1; isDone = false }
            if high - low > 2, CompanySigns.areQuotes(text[low], text[high - 1]) {
                low += 1
                high -= 1
                isDone = false
            }
        }
        var number = low
        while number < min(high, low + 3), text[number] >= 0x30, text[number] <= 0x39 {
            number += 1
        }
        if number > low, number + 1 < high, text[number] == 0x2E || text[number] == 0x3001,
            PersonReader.isNameHan(text[number + 1])
        {
            low = number + 1
        }
        if high < text.count { text.removeSubrange(high...) }
        if low > 0 {
            text.removeFirst(low)
            for index in breaks.indices { breaks[index] -= low }
            breaks.removeAll { $0 <= 0 || $0 >= text.count }
        }
    }

    /// `Co.，Ltd` typed with an ideographic comma.
    private mutating func foldLatinSigns() {
        for index in text.indices {
            switch text[index] {
            case 0xFF0C, 0x3001: text[index] = 0x2C
            case 0x3002, 0xFF0E: text[index] = 0x2E
            case 0x2018, 0x2019: text[index] = 0x27
            default: break
            }
        }
    }

    mutating func foldSimple() {
        simple.removeAll(keepingCapacity: true)
        script.fold(text, text.indices, into: &simple)
        isTraditional = false
        for index in simple.indices {
            let scalar = simple[index]
            if scalar != text[index] { isTraditional = true }
            if scalar >= 0x41, scalar < 0x530 { simple[index] = CompanySigns.lower(scalar) }
        }
    }

    /// Replaces `bytes` by the UTF-8 form of a range of scalars.
    mutating func encode(_ scalars: [UInt32], _ range: Range<Int>) {
        bytes.removeAll(keepingCapacity: true)
        append(scalars, range)
    }

    /// Appends the UTF-8 form of a range of scalars to `bytes`.
    mutating func append(_ scalars: [UInt32], _ range: Range<Int>) {
        bytes.append(addingCapacity: range.count * 4) { output in
            for index in range {
                let scalar = scalars[index]
                if scalar < 0x80 {
                    output.append(UInt8(truncatingIfNeeded: scalar))
                } else if scalar >= 0x800, scalar < 0xD800 {
                    output.append(UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12))
                    output.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
                    output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
                } else {
                    Self.appendRare(scalar, to: &output)
                }
            }
        }
    }

    private static func appendRare(_ scalar: UInt32, to output: inout OutputSpan<UInt8>) {
        var encoded: [UInt8] = []
        Scalars.append(scalar, to: &encoded)
        for byte in encoded { output.append(byte) }
    }
}
