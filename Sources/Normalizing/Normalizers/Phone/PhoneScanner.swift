import Records

/// What a phone column's settings decide about every number.
struct PhoneRules: Sendable {
    var region: PhoneRegion = .mainland
    /// Without its 0; 0 when numbers without area code stay as they are.
    var areaCode = 0
}

/// Reads a telephone cell from left to right: digit groups with what joins them, labels, marks.
///
///     张三13812345678(微信同号)/办 010-8234 5678转801
///     └─1 └─2         └─3       4  └─5  └─6
///     1 text: label of what follows   2 region of digit groups → splitter → one number
///     3 bracket: label of 2           4 separator   5 label   6 groups 010, 8234, 5678, extension 801
///
/// Raw pieces and labels are written when the whole cell is read, because a remark that follows
/// belongs to a number before it. Every digit of the cell stands in the raw piece of one outcome.
/// Its state is the scratch of one worker; nothing in it outlives a cell.
struct PhoneScanner: Sendable {
    /// A remark and the outcome of this cell that it belongs to.
    struct Label: Sendable {
        var outcome: Int
        var range: Range<Int>
    }

    var text = FoldedText()
    var splitter = PhoneSplitter()
    var texts = PhoneTexts()
    /// By group: its scalars, leading `+` and `(` included.
    var spans: [Range<Int>] = []
    /// By group: what was repaired in it.
    var repairs: [FindingCode] = []
    /// Text that belongs to the number that follows.
    var label: Range<Int>?
    var labels: [Label] = []
    /// By outcome of this cell: its scalars.
    var ranges: [Range<Int>] = []
    var value: [UInt8] = []
    var firstOutcome = 0
    var marks = PhoneMarks()
    /// Whether the first number had its label before it.
    var isPrefix = false
    /// Whether one letter alone parts what follows from the number before it.
    var isSlip = false
    /// The outcome of this cell that is made of a few digits which are no number.
    var scrap = -1
    /// Whether the column isn't of mainland China.
    var isAbroad = false
    /// Where the mark `1、` of the number that follows stands.
    var lead: Int?
    /// Digits stand in labels or beside numbers; some raw piece has to take them in.
    var hasLooseDigits = false

    mutating func scan(_ cell: Span<UInt8>, by rules: PhoneRules, into column: inout CleanColumn) {
        firstOutcome = column.outcomes.count
        label = nil
        lead = nil
        isPrefix = false
        isSlip = false
        labels.removeAll(keepingCapacity: true)
        ranges.removeAll(keepingCapacity: true)
        hasLooseDigits = false
        text.read(cell)
        marks = PhoneMarks(text.scalars)
        if marks.hasSquare { roundBrackets() }
        if marks.hasAt { takeEmails(cell, into: &column) }
        scrap = -1
        isAbroad = rules.region != .mainland
        if takeURI(cell, rules, into: &column) {
            finish(cell, into: &column)
            return
        }
        var index = 0
        while index < text.count {
            index = take(at: index, cell, rules, into: &column)
        }
        preferPlan(cell, rules, into: &column)
        finish(cell, into: &column)
    }

    /// Takes what begins at `index`; the index after it, which is larger.
    private mutating func take(
        at index: Int,
        _ cell: Span<UInt8>,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) -> Int {
        if marks.hasMask, let next = takeMasked(at: index, cell, into: &column) { return next }
        if marks.hasExponent, let next = takeScientific(at: index, cell, into: &column) {
            return next
        }
        return takeSensitive(at: index, cell, into: &column)
            ?? takeDate(at: index, into: &column) ?? takeListMark(at: index)
            ?? takeLateExtension(at: index, into: &column)
            ?? takeAbroad(at: index, cell, rules, into: &column)
            ?? takeRegion(at: index, cell, rules, into: &column)
            ?? takeSeparator(at: index, into: &column)
            ?? takeText(at: index, cell, into: &column)
    }

    private mutating func roundBrackets() {
        for index in text.scalars.indices {
            if text.scalars[index] | 0x20 == 0x7B { text.scalars[index] = 0x28 }
            if text.scalars[index] | 0x20 == 0x7D { text.scalars[index] = 0x29 }
        }
    }

    func bytes(_ range: Range<Int>) -> Range<Int> {
        text.offsets[range.lowerBound]..<text.offsets[range.upperBound]
    }

    var hasOutcome: Bool { !ranges.isEmpty }

    // MARK: - The end of a cell

    private mutating func finish(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        guard hasOutcome else {
            column.emitRaw(cell, code: .notAPhone)
            return
        }
        if let label { note(label) }
        if hasLooseDigits { coverLooseDigits() }
        for index in ranges.indices {
            let raw = column.values.intern(cell.extracting(bytes(ranges[index])))
            column.outcomes[firstOutcome + index].raw = raw
        }
        if !labels.isEmpty { writeLabels(cell, into: &column) }
    }

    /// Widens the raw pieces so that no digit of the cell stands outside of all of them.
    private mutating func coverLooseDigits() {
        for index in 0..<text.count where text.isDigit(index) {
            var before: Int?
            var after: Int?
            var isCovered = false
            for (number, range) in ranges.enumerated() {
                if range.contains(index) { isCovered = true }
                if range.upperBound <= index {
                    if before.map({ ranges[$0].upperBound < range.upperBound }) ?? true {
                        before = number
                    }
                } else if after.map({ ranges[$0].lowerBound > range.lowerBound }) ?? true {
                    after = number
                }
            }
            if isCovered { continue }
            if let before {
                ranges[before] = ranges[before].lowerBound..<(index + 1)
            } else if let after {
                ranges[after] = index..<ranges[after].upperBound
            }
        }
    }
}

/// Which rare things a cell holds at all, found in one pass, so that most cells look for none.
struct PhoneMarks: Sendable {
    var hasAt = false
    /// `*`, x, #, ● and the like, two of a kind side by side.
    var hasMask = false
    /// `[` or `{`.
    var hasSquare = false
    /// `;` before a letter.
    var hasParameter = false
    /// `e` after a digit.
    var hasExponent = false

    init() {}

    init(_ scalars: [UInt32]) {
        var last: UInt32 = 0
        for index in scalars.indices {
            let scalar = scalars[index]
            if scalar > 0x39 || scalar < 0x2B {
                if scalar == 0x40 { hasAt = true }
                if scalar | 0x20 == 0x7B { hasSquare = true }
                if scalar | 0x20 == 0x65, last &- 0x30 < 10 || last == 0x2E { hasExponent = true }
                if last == 0x3B, (scalar | 0x20) &- 0x61 < 26 { hasParameter = true }
                if scalar == last, PhoneMarks.isMask(scalar) { hasMask = true }
            }
            last = scalar
        }
    }

    @inline(__always)
    static func isMask(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2A, 0x78, 0x58, 0x23, 0x2022, 0xD7, 0x25CF, 0x203B, 0x2217, 0x2731: true
        default: false
        }
    }
}
