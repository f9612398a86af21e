import Records

/// Reads the persons of a cell and emits them; `CompanyName` uses it for customers who are persons.
///
/// Most cells are two or three plain Han characters and take `readPlain`; all others are cut into
/// people, a person's piece into brackets and scripts, and what remains into title and name:
///
///     张伟(采购)/李娜 ─people─▶ 张伟(采购) ─brackets─▶ 张伟 + 采购 ─title─▶ 张伟 · jobTitle 采购
///
/// All arrays are scratch: they keep their capacity from cell to cell.
struct PersonReader: Sendable {
    let surnames = Surnames.shared
    let titles = Titles.shared
    let script = ScriptFolding.shared
    let pinyin = Pinyin.shared
    let japanese = JapaneseSurnames.shared
    let latinWords = LatinNameWords.shared
    let characters = NameCharacters.shared

    /// The width-folded cell.
    var text: [UInt32] = []
    /// The person's text outside brackets, and the brackets' contents as ranges of `text`.
    var line: [UInt32] = []
    var brackets: [Range<Int>] = []
    /// The Han part of `line` without blanks, and the same as its key has it.
    var han: [UInt32] = []
    var simple: [UInt32] = []
    /// Where the words of `han` end: blanks or signs stood there.
    var wordEnds: [Int] = []
    /// Where something other than a blank stood within `han`: a sign, a bracket, latin letters.
    var breaks: [Int] = []
    var hasBrackets = false
    /// What stands in `line` beside the Han part, and in how many places.
    var beside: [UInt32] = []
    var besideCount = 0
    /// What the cell says of the person beside the name.
    var remark: [UInt32] = []
    var jobTitle: [UInt32] = []
    var salutation: [UInt32] = []
    var gender: UInt8 = 0
    /// The words of a latin name, and their letters in lower case.
    var words: [LatinWord] = []
    var lower: [UInt32] = []
    var bytes: [UInt8] = []
    private var familyIDs = RecentIDs()
    private var initialIDs = RecentIDs()

    mutating func read(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if !readPlain(cell, into: &column) { readAny(cell, into: &column) }
    }

    /// Reads any cell; what `readPlain` takes comes out the same.
    mutating func readAny(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        WidthFolding.decode(cell, into: &text)
        guard !isPlaceholder() else { return }
        let people = people()
        if people.count < 2 {
            return readPiece(
                text.indices,
                raw: column.values.intern(cell),
                found: .none,
                into: &column
            )
        }
        for piece in people {
            encode(text, piece)
            let raw = column.values.intern(bytes.span)
            readPiece(piece, raw: raw, found: ChineseFindings.twoPeople.code, into: &column)
        }
    }

    /// A frequent surname and one or two characters that nothing has to be done about.
    private mutating func readPlain(_ cell: Span<UInt8>, into column: inout CleanColumn) -> Bool {
        guard cell.count == 6 || cell.count == 9, let first = WidthFolding.han(cell, 0) else {
            return false
        }
        let firstFlags = characters.flags(first)
        let needed = NameCharacters.inert | NameCharacters.plainSurname
        guard firstFlags & needed == needed else { return false }
        simple.removeAll(keepingCapacity: true)
        simple.append(first)
        var offset = 3
        var flags: UInt8 = 0
        while offset < cell.count {
            guard let scalar = WidthFolding.han(cell, offset) else { return false }
            flags = characters.flags(scalar)
            guard flags & NameCharacters.inert != 0 else { return false }
            simple.append(scalar)
            offset &+= 3
        }
        if firstFlags & NameCharacters.startsCompound != 0,
            surnames.compoundCount(simple, 0, simple.count) > 0
        {
            return false
        }
        if flags & NameCharacters.endsTitle != 0,
            titles.suffix(simple, 0, simple.count) != nil
                || titles.endsAsStandIn(simple, simple.count)
                || Titles.isNoteEnding(simple[simple.count - 1])
        {
            return false
        }
        emitPlain(cell, firstFlags & NameCharacters.hasOtherReading != 0, into: &column)
        return true
    }

    private mutating func emitPlain(
        _ cell: Span<UInt8>,
        _ hasOtherReading: Bool,
        into column: inout CleanColumn
    ) {
        var value = CleanValue()
        value.raw = column.values.intern(cell)
        value.value = value.raw
        value.key = value.raw
        value.kind = .person
        column.emit(value)
        let family = cell.extracting(0..<3)
        var familyID = familyIDs.find(family, Int(simple[0]), in: column)
        if familyID == 0 {
            familyID = column.values.intern(family)
            familyIDs.keep(familyID, Int(simple[0]))
        }
        column.setPart(.familyName, familyID)
        column.setPart(.givenName, column.values.intern(cell.extracting(3..<cell.count)))
        column.setPart(.simplified, value.raw)
        setSounds(simple.indices, surnameCount: 1, hasOtherReading, into: &column)
    }

    /// Sets the pinyin keys of a range of `simple`.
    mutating func setSounds(
        _ name: Range<Int>,
        surnameCount: Int,
        _ hasOtherReading: Bool,
        into column: inout CleanColumn
    ) {
        bytes.removeAll(keepingCapacity: true)
        pinyin.appendKey(simple, name, surnameCount: surnameCount, to: &bytes)
        column.setPart(.pinyin, bytes.span)
        bytes.removeAll(keepingCapacity: true)
        pinyin.appendInitials(simple, name, surnameCount: surnameCount, to: &bytes)
        if !bytes.isEmpty {
            var slot = 0
            for byte in bytes { slot = slot &* 27 &+ Int(byte) }
            var id = initialIDs.find(bytes.span, slot, in: column)
            if id == 0 {
                id = column.values.intern(bytes.span)
                initialIDs.keep(id, slot)
            }
            column.setPart(.initials, id)
        }
        guard hasOtherReading else { return }
        bytes.removeAll(keepingCapacity: true)
        let isThere = pinyin.appendOtherKey(simple, name, surnameCount: surnameCount, to: &bytes)
        if isThere { column.setPart(.pinyinVariant, bytes.span) }
    }

    /// Whether the cell holds no name at all: 无, 本人, xxx, dashes.
    private func isPlaceholder() -> Bool {
        var node = ScalarTrie.root
        var isBlank = true
        for scalar in text {
            let lower = scalar >= 0x41 && scalar <= 0x5A ? scalar &+ 0x20 : scalar
            if node != 0 { node = titles.placeholders.step(node, script.simplified(lower)) }
            if isBlank, lower != 0x78, Self.isLetter(scalar) || Self.isDigit(scalar) {
                isBlank = false
            }
            if node == 0, !isBlank { return false }
        }
        return isBlank && text.count <= 6 || node != 0 && titles.placeholders.value(node) >= 0
            || !text.contains { Self.isLetter($0) || Self.isDigit($0) }
    }

    @inline(__always)
    static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    /// Han, private use or any other letter.
    static func isLetter(_ scalar: UInt32) -> Bool {
        isNameHan(scalar) || isLatin(scalar) || (scalar >= 0x370 && scalar < 0x2000)
            || (scalar >= 0x3041 && scalar < 0x3400 && scalar != 0x30FB) || isHangul(scalar)
    }

    @inline(__always)
    static func isNameHan(_ scalar: UInt32) -> Bool {
        Scalars.isHan(scalar) || (scalar >= 0xE000 && scalar <= 0xF8FF) || scalar == 0xFFFD
            || (scalar >= 0x2E80 && scalar <= 0x2FD5) || scalar == Self.repetition
    }

    /// 々, which repeats the character before it.
    static let repetition: UInt32 = 0x3005

    @inline(__always)
    static func isLatin(_ scalar: UInt32) -> Bool {
        (scalar >= 0x61 && scalar <= 0x7A) || (scalar >= 0x41 && scalar <= 0x5A)
            || (scalar >= 0xC0 && scalar <= 0x24F && scalar != 0xD7 && scalar != 0xF7)
            || (scalar >= 0x1E00 && scalar <= 0x1EFF)
    }

    @inline(__always)
    static func isHangul(_ scalar: UInt32) -> Bool { scalar >= 0xAC00 && scalar <= 0xD7A3 }

    @inline(__always)
    static func isKana(_ scalar: UInt32) -> Bool {
        scalar >= 0x3041 && scalar <= 0x30FF && scalar != 0x30FB
    }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, text[low] == 0x20 { low += 1 }
        while high > low, text[high - 1] == 0x20 { high -= 1 }
        return low..<high
    }

    /// Replaces `bytes` by the UTF-8 form of a range of scalars.
    mutating func encode(_ scalars: [UInt32], _ range: Range<Int>) {
        bytes.removeAll(keepingCapacity: true)
        for index in range { Scalars.append(scalars[index], to: &bytes) }
    }
}

/// Ids of short texts that come again and again, by a number that the caller makes of the text.
///
/// An id counts only when the column at hand has the same text under it, so the table needn't know
/// which column it was filled from. It saves hashing and probing a table beyond the cache.
struct RecentIDs: Sendable {
    private var ids = [ValueID](repeating: 0, count: 4096)

    /// The id of a text in the column; 0 when it isn't among the recent ones.
    @inline(__always)
    func find(_ text: Span<UInt8>, _ number: Int, in column: borrowing CleanColumn) -> ValueID {
        let known = ids[number & 4095]
        guard Int(known) < column.values.count, column.values[known].hasSameBytes(as: text) else {
            return 0
        }
        return known
    }

    @inline(__always)
    mutating func keep(_ id: ValueID, _ number: Int) { ids[number & 4095] = id }
}
