import Records

/// Finds delimiter, quote, escape and row end of a text from its first 64 KiB.
///
/// Each candidate cuts the sample; the right one gives rows of one length, whose cells look like
/// values (`DialectScore`).
///
///     编号;名称;地址            `;` 3, 3, 3 cells                       the best
///     1;甲公司;北京, 朝阳       `,` 1, 2, 2 cells that hold `;`
///     2;乙公司;上海, 浦东
enum DialectSearch {
    private static let sampleByteCount = 64 << 10
    private static let singles: [UInt8] = [
        0x2C, 0x09, 0x3B, 0x7C, 0x5E, 0x7E, 0x01, 0x02, 0x1C, 0x1D, 0x1E, 0x1F, 0x3A, 0x23, 0x24,
        0x40, 0x2A, 0x26, 0x25, 0x21, 0x20,
    ]
    private static let words = [
        ", ", "; ", " | ", "\t|\t", " , ", " ; ", "，", "；", "｜", "、", "¦", "§", "¬",
    ].map { Array($0.utf8) }

    /// The dialect, and how well it explains the sample: 0 when the text has no delimiter.
    static func search(
        _ text: Span<UInt8>,
        delimiter pinned: [UInt8]? = nil,
        rowEnd pinnedEnd: [UInt8]? = nil
    ) -> (dialect: CSVDialect, score: Double) {
        let sample = text.extracting(0..<sampleEnd(text))
        let runs = pinned == nil || pinnedEnd == nil ? PunctuationRuns(sample) : PunctuationRuns()
        var candidates = pinned.map { [$0] } ?? []
        if pinned == nil {
            for byte in singles where runs.lineCount(of: byte) > 0 {
                if byte == 0x3A && isOfTimes(sample) { continue }
                candidates.append([byte])
            }
            candidates += runs.frequent
            candidates += words.filter { isIn(sample, $0) }
        }
        var best = (dialect: CSVDialect(), score: 0.0)
        best.dialect.quote = quote(sample, delimiter: pinned ?? [0x2C])
        for delimiter in candidates {
            for rowEnd in pinnedEnd.map({ [$0] }) ?? ([[]] + runs.rowEnds(for: delimiter)) {
                var dialect = CSVDialect(delimiter: delimiter)
                dialect.rowEnd = rowEnd
                dialect.quote = quote(sample, delimiter: delimiter)
                dialect.escape = escape(sample, dialect)
                let score = DialectScore(sample, dialect)
                dialect.cellCount = score.cellCount
                let isBetter =
                    score.value > best.score + 0.001
                    || completes(dialect, best.dialect) && score.value > best.score * 0.9
                if isBetter { best = (dialect, score.value) }
            }
        }
        return best
    }

    static func find(_ text: Span<UInt8>) -> CSVDialect { search(text).dialect }

    /// Whether a delimiter is another one with signs around it, and cuts rows into as many cells.
    private static func completes(_ longer: CSVDialect, _ shorter: CSVDialect) -> Bool {
        let signs = longer.delimiterBytes
        return signs.count > 1 + shorter.delimiterTail.count && !signs.contains(0x20)
            && signs.contains(shorter.delimiter) && longer.cellCount == shorter.cellCount
    }

    /// The last line break in the first 64 KiB, so that no row is cut.
    private static func sampleEnd(_ text: Span<UInt8>) -> Int {
        guard text.count > sampleByteCount else { return text.count }
        var end = sampleByteCount
        while end > 0 && text[end - 1] != 0x0A && text[end - 1] != 0x0D { end -= 1 }
        return end > 0 ? end : sampleByteCount
    }

    /// Whether most colons stand between digits, as in times.
    private static func isOfTimes(_ sample: Span<UInt8>) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
        var colons = (all: 0, inTimes: 0)
        for index in sample.indices where sample[index] == 0x3A {
            let isInside = index > 0 && index + 1 < sample.count
            colons.all += 1
            if isInside, isDigit(sample[index - 1]), isDigit(sample[index + 1]) {
                colons.inTimes += 1
            }
        }
        return colons.inTimes * 2 > colons.all
    }

    private static func isIn(_ sample: Span<UInt8>, _ word: [UInt8]) -> Bool {
        var index = 0
        while index &+ word.count <= sample.count {
            if sample[index] == word[0] {
                var length = 1
                while length < word.count, sample[index &+ length] == word[length] { length += 1 }
                if length == word.count { return true }
            }
            index &+= 1
        }
        return false
    }

    // MARK: Quotes

    /// The sign that opens and closes more cells; `"` when neither does.
    private static func quote(_ sample: Span<UInt8>, delimiter: [UInt8]) -> UInt8 {
        var counts: [UInt8: (opened: Int, closed: Int)] = [0x22: (0, 0), 0x27: (0, 0)]
        let last = delimiter.last ?? 0x2C
        let first = delimiter.first ?? 0x2C
        for index in sample.indices where sample[index] == 0x22 || sample[index] == 0x27 {
            let byte = sample[index]
            var before = index - 1
            while before >= 0, sample[before] == 0x20, last != 0x20 { before -= 1 }
            var after = index + 1
            while after < sample.count, sample[after] == 0x20, first != 0x20 { after += 1 }
            let opens = before < 0 || isBreak(sample[before]) || sample[before] == last
            let closes =
                after >= sample.count || isBreak(sample[after]) || sample[after] == first
            if opens { counts[byte]?.opened += 1 }
            if closes { counts[byte]?.closed += 1 }
        }
        let single = counts[0x27] ?? (0, 0)
        let double = counts[0x22] ?? (0, 0)
        let isSingle =
            single.opened >= 2 && single.closed * 5 >= single.opened * 4
            && single.closed <= single.opened * 2
            && min(single.opened, single.closed) > 2 * min(double.opened, double.closed)
        return isSingle ? 0x27 : 0x22
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// A backslash when it stands before quotes more often than quotes are doubled.
    private static func escape(_ sample: Span<UInt8>, _ dialect: CSVDialect) -> UInt8? {
        guard let quote = dialect.quote, sample.count > 1 else { return nil }
        let last = dialect.delimiterTail.last ?? dialect.delimiter
        var escaped = 0
        var doubled = 0
        for index in 1..<sample.count where sample[index] == quote {
            if sample[index - 1] == 0x5C { escaped += 1 }
            let isInner = index >= 2 && sample[index - 2] != last && !isBreak(sample[index - 2])
            if sample[index - 1] == quote && isInner { doubled += 1 }
        }
        return escaped > 0 && escaped > doubled ? 0x5C : nil
    }
}

/// Signs that stand together in a sample, which delimiters and row ends of several bytes are.
struct PunctuationRuns {
    private var lineCounts = [Int](repeating: 0, count: 256)
    private var lines = 0
    private var counts: [[UInt8]: Int] = [:]
    private var atLineEnds: [[UInt8]: Int] = [:]

    init() {}

    init(_ sample: Span<UInt8>) {
        var lastLine = [Int](repeating: -1, count: 256)
        var runStart = 0
        for index in sample.indices {
            let byte = sample[index]
            if lastLine[Int(byte)] != lines { lineCounts[Int(byte)] += 1 }
            lastLine[Int(byte)] = lines
            if PunctuationRuns.isSign(byte) { continue }
            let length = index - runStart
            if length >= 2 && length <= 6 {
                let run = sample.extracting(runStart..<index).copy()
                counts[run, default: 0] += 1
                if byte == 0x0A || byte == 0x0D { atLineEnds[run, default: 0] += 1 }
            }
            runStart = index + 1
            if byte == 0x0A { lines += 1 }
        }
        if sample.count > 0, runStart < sample.count, sample.count - runStart <= 6 {
            counts[sample.extracting(runStart..<sample.count).copy(), default: 0] += 1
        }
        lines = max(lines, 1)
    }

    /// On how many lines a byte occurs.
    func lineCount(of byte: UInt8) -> Int { lineCounts[Int(byte)] }

    /// Runs that occur about once a line or more, the most frequent first.
    var frequent: [[UInt8]] {
        let known = counts.filter { $0.value * 10 >= lines * 6 && $0.value >= 2 }
        return known.sorted { ($0.value, $1.key.count) > ($1.value, $0.key.count) }
            .prefix(6).map(\.key)
    }

    /// What may end rows when `delimiter` stands between cells: a run before nearly every line
    /// break, or, in a text without line breaks, another frequent run.
    func rowEnds(for delimiter: [UInt8]) -> [[UInt8]] {
        let others = frequent.filter { run in
            !run.allSatisfy { delimiter.contains($0) } && run != delimiter
        }
        if lines <= 1 { return delimiter.count > 1 ? others : [] }
        return others.filter { (atLineEnds[$0] ?? 0) * 10 >= lines * 9 }
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x26, 0x2A, 0x2B, 0x2C, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        case 0x01...0x08, 0x0E...0x1F: true
        default: false
        }
    }
}
