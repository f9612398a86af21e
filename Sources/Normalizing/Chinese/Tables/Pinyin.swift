import Records

/// Toneless readings of Han characters: a match key on both sides, never a fact to show.
///
/// Phrases go before characters, longest first (银行 yinhang, 重庆 chongqing, 厦门 xiamen), and
/// surnames have readings of their own (单 shan, 仇 qiu, 尉迟 yuchi). The key writes ü as `u` (吕 lü,
/// LYU, LV and LU all give `lu`), so the spellings of GB/T 28039-2011, of older passports and of
/// keyboards meet. Version 2 of the key.
final class Pinyin: Sendable {
    static let shared = Pinyin()

    private static let blockStart: UInt32 = 0x3400

    /// By syllable number: up to seven letters in the low bytes, their count in the top one.
    private let spelled: [UInt64]
    /// By character of the block: the number of its first reading.
    private let first: [UInt16]
    /// By character of the block: its reading as a surname of one character.
    private let firstAsSurname: [UInt16]
    /// By character of the block: the place of its list in `lists`.
    private let places: [UInt16]
    private let lists: [UInt16]
    /// `scalar << 14 | place`, sorted: characters outside the block.
    private let beyond: [UInt32]
    /// By character below U+10000, a bit each: whether a phrase begins with it.
    private let starters: [UInt64]
    private let phrases: ScalarTrie
    /// The syllables of all phrases; a phrase's value is where its own begin.
    private let phraseSyllables: [UInt16]
    private let spellings: ScalarTrie
    private let surnames: PinyinSurnames

    private init() {
        let texts = GeneratedData.pinyinSyllables().map(Self.letters)
        let numbers = Dictionary(
            texts.enumerated().map { ($1, UInt16($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        let lists = GeneratedData.pinyinLists()
        let places = GeneratedData.pinyinPlaces()
        let beyond = GeneratedData.pinyinBeyond()
        let first = places.map { lists[Int($0)] & 0x7FFF }
        let read = { (scalar: UInt32, nth: Int) -> UInt16 in
            let place = Self.place(scalar, places, beyond)
            return place == 0 ? 0 : lists[place + nth] & 0x7FFF
        }
        var phrases = ScalarTrie()
        var syllables: [UInt16] = []
        var starters = [UInt64](repeating: 0, count: 1024)
        for line in GeneratedData.pinyinPhrases() {
            let count = line.count / 2
            guard count > 0, line[0] < 0x10000 else { continue }
            phrases.insert(Array(line[..<count]), Int32(syllables.count))
            starters[Int(line[0] >> 6)] |= 1 << UInt64(line[0] & 63)
            for index in 0..<count {
                syllables.append(read(line[index], Int(line[count + index] &- 0x30)))
            }
        }
        let surnames = PinyinSurnames(numbers)
        var firstAsSurname = first
        for (scalar, syllable) in surnames.single where scalar >= Self.blockStart {
            firstAsSurname[Int(scalar - Self.blockStart)] = syllable
        }
        spelled = texts.map { text in
            text.reversed().reduce(0) { $0 << 8 | UInt64($1) } | UInt64(text.count) << 56
        }
        spellings = ScalarTrie(texts.map { $0.map(UInt32.init) }.filter { $0.count > 1 })
        self.first = first
        self.firstAsSurname = firstAsSurname
        self.places = places
        self.lists = lists
        self.beyond = beyond
        self.starters = starters
        self.phrases = phrases
        self.surnames = surnames
        phraseSyllables = syllables
    }

    /// A syllable in ASCII letters, ü as u.
    private static func letters(_ syllable: [UInt32]) -> [UInt8] {
        syllable.prefix(7).map { $0 == 0xFC ? 0x75 : $0 == 0xEA ? 0x65 : UInt8($0 & 0x7F) }
    }

    private static func place(_ scalar: UInt32, _ places: [UInt16], _ beyond: [UInt32]) -> Int {
        if scalar >= blockStart, scalar < 0xA000 { return Int(places[Int(scalar - blockStart)]) }
        guard scalar < 0x40000 else { return 0 }
        var low = 0
        var high = beyond.count
        while low < high {
            let middle = (low + high) / 2
            if beyond[middle] < scalar << 14 { low = middle + 1 } else { high = middle }
        }
        guard low < beyond.count, beyond[low] >> 14 == scalar else { return 0 }
        return Int(beyond[low] & 0x3FFF)
    }

    /// Appends the key of a name whose first `surnameCount` characters are its surname.
    ///
    /// Latin letters are lower-cased, everything else is left out.
    func appendKey(
        _ name: [UInt32],
        _ range: Range<Int>,
        surnameCount: Int,
        to bytes: inout [UInt8]
    ) {
        append(name, range, surnameCount, isInitials: false, to: &bytes)
    }

    /// Appends the first letter of each syllable.
    func appendInitials(
        _ name: [UInt32],
        _ range: Range<Int>,
        surnameCount: Int,
        to bytes: inout [UInt8]
    ) {
        append(name, range, surnameCount, isInitials: true, to: &bytes)
    }

    @inline(__always)
    private func append(
        _ name: [UInt32],
        _ range: Range<Int>,
        _ surnameCount: Int,
        isInitials: Bool,
        to bytes: inout [UInt8]
    ) {
        var index = appendSurname(name, range.lowerBound, surnameCount, isInitials, to: &bytes)
        while index < range.upperBound {
            index &+= append(name, index, range.upperBound, isInitials, to: &bytes)
        }
    }

    /// Appends the key under the other reading that a surname has (覃 qin or tan); false when it has
    /// one only.
    func appendOtherKey(
        _ name: [UInt32],
        _ range: Range<Int>,
        surnameCount: Int,
        to bytes: inout [UInt8]
    ) -> Bool {
        guard surnameCount == 1, let other = surnames.other[name[range.lowerBound]] else {
            return false
        }
        append(other, false, to: &bytes)
        var index = range.lowerBound &+ 1
        while index < range.upperBound {
            index &+= append(name, index, range.upperBound, false, to: &bytes)
        }
        return true
    }

    /// All toneless readings of a character in key form, the commonest first.
    func variants(_ scalar: UInt32) -> [[UInt8]] {
        var place = Self.place(scalar, places, beyond)
        var variants: [[UInt8]] = []
        while place != 0 {
            var bytes: [UInt8] = []
            append(lists[place] & 0x7FFF, false, to: &bytes)
            if !variants.contains(bytes) { variants.append(bytes) }
            place = lists[place] & 0x8000 == 0 ? place + 1 : 0
        }
        return variants
    }

    /// Whether a surname has two accepted readings.
    func hasOtherReading(_ surname: UInt32) -> Bool { surnames.other[surname] != nil }

    /// Whether lower-case letters spell one or two syllables (`wei`, `xueqiang`).
    func isSpelling(_ letters: [UInt32]) -> Bool {
        syllableCount(letters, 0, letters.count) != 0
    }

    /// 1 or 2 when lower-case letters spell as many syllables; else 0.
    func syllableCount(_ letters: [UInt32], _ start: Int, _ end: Int) -> Int {
        if spellings.exact(letters, start, end) >= 0 { return 1 }
        guard end - start >= 4 else { return 0 }
        for middle in (start + 2)...(end - 2)
        where spellings.exact(letters, start, middle) >= 0
            && spellings.exact(letters, middle, end) >= 0
        {
            return 2
        }
        return 0
    }

    /// Appends the surname's syllables; the index behind it.
    @inline(__always)
    private func appendSurname(
        _ name: [UInt32],
        _ start: Int,
        _ count: Int,
        _ isInitial: Bool,
        to bytes: inout [UInt8]
    ) -> Int {
        guard count > 0 else { return start }
        if count == 1 {
            let scalar = name[start] &- Self.blockStart
            let isInBlock = scalar < 0xA000 &- Self.blockStart
            let number = isInBlock ? firstAsSurname[Int(scalar)] : firstReading(name[start])
            append(number, isInitial, to: &bytes)
            return start &+ 1
        }
        if let syllables = surnames.compound(name, start, start &+ count) {
            for number in syllables { append(number, isInitial, to: &bytes) }
            return start &+ count
        }
        for index in start..<(start &+ count) {
            append(firstReading(name[index]), isInitial, to: &bytes)
        }
        return start &+ count
    }

    /// Appends what begins at `index`: a phrase, a character or a letter; how many scalars it took.
    @inline(__always)
    private func append(
        _ name: [UInt32],
        _ index: Int,
        _ end: Int,
        _ isInitial: Bool,
        to bytes: inout [UInt8]
    ) -> Int {
        let scalar = name[index]
        if scalar < 0x10000, starters[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 != 0,
            index &+ 1 < end, let phrase = phrases.longest(name, index, end)
        {
            for offset in 0..<phrase.count {
                append(phraseSyllables[Int(phrase.value) &+ offset], isInitial, to: &bytes)
            }
            return phrase.count
        }
        let number = firstReading(scalar)
        if number != 0 {
            append(number, isInitial, to: &bytes)
        } else if !isInitial, let letter = Self.lowerLetter(scalar) {
            bytes.append(letter)
        }
        return 1
    }

    @inline(__always)
    private func firstReading(_ scalar: UInt32) -> UInt16 {
        let offset = scalar &- Self.blockStart
        if offset < 0xA000 &- Self.blockStart { return first[Int(offset)] }
        return scalar < 0x3000 ? 0 : firstBeyond(scalar)
    }

    @inline(never)
    private func firstBeyond(_ scalar: UInt32) -> UInt16 {
        lists[Self.place(scalar, places, beyond)] & 0x7FFF
    }

    @inline(__always)
    private func append(_ number: UInt16, _ isInitial: Bool, to bytes: inout [UInt8]) {
        var word = spelled[Int(number)]
        var count = isInitial ? min(word >> 56, 1) : word >> 56
        while count > 0 {
            bytes.append(UInt8(truncatingIfNeeded: word))
            word >>= 8
            count &-= 1
        }
    }

    /// The lower-case ASCII letter of a scalar; ü is u.
    @inline(__always)
    static func lowerLetter(_ scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0x61...0x7A: UInt8(scalar)
        case 0x41...0x5A: UInt8(scalar + 0x20)
        case 0xDC, 0xFC: 0x75
        default: nil
        }
    }
}

/// The readings of surnames as syllable numbers.
struct PinyinSurnames: Sendable {
    private(set) var single: [UInt32: UInt16] = [:]
    /// The second accepted reading.
    private(set) var other: [UInt32: UInt16] = [:]
    private var trie = ScalarTrie()
    private var compounds: [[UInt16]] = []

    init(_ numbers: [[UInt8]: UInt16]) {
        for entry in SurnameReadings.table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let sides = entry.split(separator: "=").map(String.init)
            guard sides.count == 2, let first = sides[0].unicodeScalars.first?.value else {
                continue
            }
            let readings = sides[1].split(separator: "/").map { reading in
                reading.split(separator: "-").compactMap { numbers[Array($0.utf8)] }
            }
            if sides[0].unicodeScalars.count > 1 {
                trie.insert(sides[0].scalarValues, Int32(compounds.count))
                compounds.append(readings[0])
            } else {
                single[first] = readings[0].first
                if readings.count > 1 { other[first] = readings[1].first }
            }
        }
    }

    /// The syllables of a compound surname that has readings of its own.
    func compound(_ name: [UInt32], _ start: Int, _ end: Int) -> [UInt16]? {
        let found = trie.exact(name, start, end)
        return found < 0 ? nil : compounds[Int(found)]
    }
}
