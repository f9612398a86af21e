import Records

/// Cuts a long text into pieces that are scanned at once and put together in order.
///
/// A piece begins behind a line feed, which may stand inside a quoted cell; so the piece before
/// tells where it really ends, and a piece that began elsewhere is scanned again from there.
/// Pieces have a fixed size, so that batches are the same with any number of workers.
///
///     …,138\n │ 2,"甲\n │ 乙",021\n…       the second cut is inside a cell: scanned again
struct CSVChunks {
    static let chunkByteCount = 4 << 20

    private(set) var batches: [RawBatch] = []
    private(set) var issues: [CSVScan.Issue] = []

    /// `finish` is called for each piece when nothing in it is needed any more.
    init(
        _ text: DecodedText,
        _ range: Range<Int>,
        _ dialect: CSVDialect,
        _ workers: Workers,
        chunkByteCount: Int = Self.chunkByteCount,
        finish: @Sendable (Range<Int>) -> Void
    ) {
        let starts = Self.starts(text.span.extracting(range), chunkByteCount).map {
            $0 + range.lowerBound
        }
        var next = 0
        var line: UInt32 = 1
        var offset = range.lowerBound
        // As many at once as there are workers, so that what has to be scanned again stays small.
        while next < starts.count {
            let count = min(workers.count * 4, starts.count - next)
            let first = next
            let pieces = workers.map(count) { index in
                let start = starts[first + index]
                let isLast = first + index + 1 == starts.count
                let end = isLast ? range.upperBound : starts[first + index + 1]
                return Piece(text, range.upperBound, dialect, start, end)
            }
            for piece in pieces {
                let isRight = piece.start == offset
                let scanned =
                    isRight
                    ? piece
                    : Piece(text, range.upperBound, dialect, offset, max(offset, piece.limit))
                append(scanned, line)
                line &+= scanned.scan.lineNumber &- 1
                finish(offset..<scanned.end)
                offset = scanned.end
            }
            next += count
        }
    }

    /// Where the pieces begin: at 0, and behind the first line feed after each 4 MiB.
    private static func starts(_ text: Span<UInt8>, _ chunkByteCount: Int) -> [Int] {
        var starts = [0]
        var offset = chunkByteCount
        while offset < text.count, let feed = text.firstIndex(of: 0x0A, from: offset) {
            if feed + 1 >= text.count { break }
            starts.append(feed + 1)
            offset = feed + 1 + chunkByteCount
        }
        return starts
    }

    private mutating func append(_ piece: Piece, _ line: UInt32) {
        let added = line &- 1
        for var batch in piece.scan.batches {
            if added > 0 {
                for row in batch.rowNumbers.indices { batch.rowNumbers[row] &+= added }
            }
            batches.append(batch)
        }
        for var issue in piece.scan.issues {
            issue.lineNumber &+= added
            issue.cellLine &+= added
            issues.append(issue)
        }
    }

    /// The rows that begin in one part of the text, lines counted from 1.
    private struct Piece: Sendable {
        var scan = CSVScan()
        let start: Int
        let limit: Int
        let end: Int

        init(_ text: DecodedText, _ upper: Int, _ dialect: CSVDialect, _ start: Int, _ limit: Int) {
            self.start = start
            self.limit = limit
            let span = text.span.extracting(0..<upper)
            end = start < limit ? scan.run(span, dialect, from: start, to: limit) : start
        }
    }
}
