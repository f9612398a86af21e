import Records

/// Reads a JSON text, or one on each line, into rows: no tree of the whole is made.
///
///     [{"id":1,"phones":["a","b"],"contacts":[{"name":"张三"},{"name":"李四"}]}]
///
///     rows of the document: id │ phones       rows of `contacts`: name │ in row
///                           1  │ a; b                             张三 │ 1
///                                                                 李四 │ 1
struct JSONReader {
    /// What a document may not go beyond.
    struct Limits {
        var depth = 64
        var stringByteCount = 16 << 20
        /// Rows times columns, over all tables.
        var cellCount = 64_000_000
    }

    /// What the document is as a whole.
    enum Root { case nothing, array, object, scalar, sequence, lines }

    /// Something to report; names of tables and columns are known only at the end.
    struct Issue {
        var kind: FindingKind
        var table = 0
        var rowNumber: UInt32 = 0
        /// The column's path; 0 for the row.
        var node = 0
        var offset: Int
        var detail = ""
        var value = ""
    }

    static let maxIssueCount = 100_000
    private static let maxBlankLineCount = 100_000
    /// With so many bad lines, more than the good ones, the text isn't what it seemed.
    private static let maxBadLineCount = 1_000_000
    /// What a row takes beside its cells, in cells.
    static let leastCellCount = 3

    let limits: Limits
    var scanner: JSONScanner
    var paths = JSONPaths()
    var tables = [JSONRows(node: 0, parent: -1)]
    private(set) var root = Root.nothing
    private(set) var issues: [Issue] = []
    /// Issues beyond the most that are kept.
    private(set) var droppedIssueCount = 0
    var isBroken = false
    var blankLines: [UInt32] = []
    /// How many items each row of the document has that is an array.
    private(set) var itemCounts: [UInt32] = []
    var serial: UInt64 = 0
    var cellCount = 0
    /// What was reported and needs no second word: kind and node.
    var reported: Set<UInt64> = []
    let trueText = Array("TRUE".utf8)
    let falseText = Array("FALSE".utf8)

    init(_ limits: Limits) {
        self.limits = limits
        scanner = JSONScanner(end: 0)
    }

    mutating func run(_ text: Span<UInt8>) {
        scanner = JSONScanner(end: text.count)
        if JSONLines.isLines(text, depth: limits.depth) {
            root = .lines
            lines(text)
        } else {
            do throws(JSONBreak) { try document(text) } catch { stop(error, text) }
        }
    }

    // MARK: The document

    private mutating func document(_ text: Span<UInt8>) throws(JSONBreak) {
        scanner.skipBlanks(text)
        switch scanner.peek(text) {
        case 0x5B: root = .array
        case 0x7B: root = .object
        default: root = .scalar
        }
        try topLevel(text)
        while true {
            let start = scanner.offset
            scanner.skipBlanks(text)
            if scanner.offset == scanner.end { return }
            let isOnNewLine = text.extracting(start..<scanner.offset).firstIndex(of: 0x0A) != nil
            let isNested = scanner.peek(text) == 0x7B || scanner.peek(text) == 0x5B
            guard isOnNewLine && isNested && root != .scalar else {
                throw scanner.failure("nothing behind the value")
            }
            root = .sequence
            try topLevel(text)
        }
    }

    /// A value of the document: the items of an array are records, all else is one.
    private mutating func topLevel(_ text: Span<UInt8>) throws(JSONBreak) {
        guard scanner.peek(text) == 0x5B else {
            return try record(text, number: UInt32(clamping: tables[0].rowCount + 1))
        }
        try scanner.open(depth: limits.depth)
        scanner.skipBlanks(text)
        if try scanner.close(false, text, isFirst: true) { return }
        repeat {
            try record(text, number: UInt32(clamping: tables[0].rowCount + 1))
            scanner.skipBlanks(text)
        } while !(try scanner.close(false, text, isFirst: false))
    }

    private mutating func record(_ text: Span<UInt8>, number: UInt32) throws(JSONBreak) {
        try begin(0, number: number, parentRow: 0)
        let depth = limits.depth - 1
        switch scanner.peek(text) {
        case 0x7B: try object(text, 0, depth)
        case 0x5B: try positions(text, depth)
        default:
            var cursor = 0
            if let node = paths.child(0, Array("value".utf8).span, &cursor) {
                try value(text, node, depth)
            }
        }
        tables[0].end()
    }

    /// A record that is an array: its items are columns.
    private mutating func positions(_ text: Span<UInt8>, _ depth: Int) throws(JSONBreak) {
        itemCounts.append(0)
        try scanner.open(depth: depth)
        scanner.skipBlanks(text)
        if try scanner.close(false, text, isFirst: true) { return }
        var cursor = 0
        var number = 0
        repeat {
            number += 1
            itemCounts[itemCounts.count - 1] = UInt32(clamping: number)
            let key = Array(String(number).utf8)
            if let node = paths.child(0, key.span, &cursor) {
                paths.nodes[node].isPosition = true
                try value(text, node, depth - 1)
            } else {
                overLimit(0, "more than \(JSONPaths.maxCount) columns")
                try scanner.skipValue(text, depth: depth - 1)
            }
            scanner.skipBlanks(text)
        } while !(try scanner.close(false, text, isFirst: false))
    }

    // MARK: Lines

    private mutating func lines(_ text: Span<UInt8>) {
        var start = 0
        var number = 0
        while start < text.count {
            number += 1
            let end = text.firstIndex(of: 0x0A, from: start) ?? text.count
            scanner.offset = start
            scanner.end = end
            scanner.skipBlanks(text)
            if scanner.offset == end {
                if blankLines.count < Self.maxBlankLineCount {
                    blankLines.append(UInt32(clamping: number))
                } else if reported.insert(1).inserted {
                    let detail =
                        "more than \(Self.maxBlankLineCount) blank lines; no more are listed"
                    add(
                        Issue(kind: ImportFindings.limit, offset: start, detail: detail)
                    )
                }
            } else {
                let line = scanner.offset..<end
                do throws(JSONBreak) {
                    try record(text, number: UInt32(clamping: number))
                    try endLine(text)
                } catch {
                    badLine(error, text, line)
                    if error.kind == .cells { return }
                    if isHopeless { return giveUp(at: start) }
                }
            }
            start = end + 1
        }
    }

    private var isHopeless: Bool {
        let badCount = tables[0].rejected.count
        return badCount > Self.maxBadLineCount && badCount * 2 > tables[0].rowCount
    }

    private mutating func giveUp(at offset: Int) {
        isBroken = true
        let detail = "more than \(Self.maxBadLineCount) bad lines; the lines behind were not read"
        issues.append(Issue(kind: ImportFindings.limit, offset: offset, detail: detail))
    }

    mutating func add(_ issue: Issue) {
        if issues.count < Self.maxIssueCount {
            issues.append(issue)
        } else {
            droppedIssueCount += 1
        }
    }

    private mutating func endLine(_ text: Span<UInt8>) throws(JSONBreak) {
        scanner.skipBlanks(text)
        if scanner.peek(text) == 0x2C {
            if reported.insert(0).inserted {
                add(
                    Issue(
                        kind: JSONFindings.lineComma,
                        rowNumber: tables[0].lastRowNumber,
                        offset: scanner.offset
                    )
                )
            }
            scanner.offset += 1
            scanner.skipBlanks(text)
        }
        if scanner.offset < scanner.end { throw scanner.failure("nothing behind the value") }
    }

    private mutating func badLine(
        _ error: JSONBreak,
        _ text: Span<UInt8>,
        _ line: Range<Int>
    ) {
        // A last line without its end, and without a line break, was cut off.
        let isCut = error.kind == .end && line.upperBound == text.count
        let isLimit = error.kind == .depth || error.kind == .cells
        let kind =
            isLimit
            ? ImportFindings.limit : isCut ? ImportFindings.truncatedSource : JSONFindings.badLine
        if isCut { isBroken = true }
        abandon(kind.code)
        if error.kind == .cells {
            isBroken = true
        } else {
            tables[0].rejected[UInt32(clamping: tables[0].rowCount - 1)] = kind.code
        }
        var issue = Issue(
            kind: kind,
            rowNumber: tables[0].lastRowNumber,
            offset: error.offset,
            detail: detail(error, text, lineStart: line.lowerBound)
        )
        let shown = line.lowerBound..<min(line.upperBound, line.lowerBound + 1024)
        issue.value = text.extracting(shown).string()
        add(issue)
    }
}
