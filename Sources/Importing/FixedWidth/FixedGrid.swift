import Records

/// Cuts the lines of a fixed-width text into a grid.
struct FixedGrid {
    private(set) var grid = RawGrid(name: "", locatorKind: .line)
    private(set) var findings = Findings()
    /// Lines of dashes, which part the header from the data.
    private(set) var skipped: [SkippedRow] = []
    private let lines: FixedLines
    private let layout: FixedLayout
    private let input: ImportInput
    private let isTrimmed: Bool
    private var batch = RawBatch()

    init(_ lines: FixedLines, _ layout: FixedLayout, _ input: ImportInput) {
        self.lines = lines
        self.layout = layout
        self.input = input
        isTrimmed = input.options["raw"]?.text != "true"
    }

    mutating func run() {
        let lines = lines
        let bytes = lines.span
        for line in lines.ranges.indices {
            if FixedLayoutSearch.isRule(bytes.extracting(lines.ranges[line])) {
                skip(line)
                continue
            }
            add(line, bytes)
            if batch.rowNumbers.count == RecordBatch.maxRowCount { flush() }
        }
        flush()
    }

    /// The number of the first row whose cells are mostly these names.
    func row(like names: [String]) -> UInt32? {
        guard let batch = grid.batches.first else { return nil }
        for row in batch.rowNumbers.indices.prefix(20) {
            let equal = names.indices.filter { index in
                guard index < batch.columns.count, !names[index].isEmpty else { return false }
                return HeaderNames.cleaned(batch.columns[index].string(row)) == names[index]
            }
            if equal.count * 2 > names.count { return batch.rowNumbers[row] }
        }
        return nil
    }

    private mutating func skip(_ line: Int) {
        let number = UInt32(line + 1)
        let text = String(decoding: lines.span.extracting(lines.ranges[line]).copy(), as: UTF8.self)
        skipped.append(SkippedRow(rowNumber: number, kind: .note, text: String(text.prefix(256))))
        var finding = Finding(ImportFindings.notData.code, at: place(line))
        finding.detail = "a rule between lines"
        findings.add(finding)
    }

    private mutating func add(_ line: Int, _ bytes: Span<UInt8>) {
        let range = lines.ranges[line]
        batch.rowNumbers.append(UInt32(line + 1))
        batch.byteOffsets.append(lines.byteOffset(line))
        var cellCount = layout.columns.count
        var start = range.lowerBound
        for (index, column) in layout.columns.enumerated() {
            let first = lines.offset(bytes, range, column.start, layout.measure)
            start = layout.isGuessed ? max(start, first) : first
            var end =
                column.end.map { lines.offset(bytes, range, $0, layout.measure) }
                ?? range.upperBound
            if layout.isGuessed { keepWord(bytes, range, start, &end, line, index) }
            append(bytes.extracting(start..<max(start, end)), line, index)
            start = max(start, end)
        }
        if start < range.upperBound, !CellText.isBlank(bytes.extracting(start..<range.upperBound)) {
            append(bytes.extracting(start..<range.upperBound), line, cellCount)
            cellCount += 1
        }
        batch.cellCounts.append(UInt32(cellCount))
    }

    /// Moves a guessed border behind the word that stands across it.
    private mutating func keepWord(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ start: Int,
        _ end: inout Int,
        _ line: Int,
        _ index: Int
    ) {
        let border = end
        while end > start, end < range.upperBound, bytes[end] > 0x20, bytes[end - 1] > 0x20 {
            end += 1
        }
        if end == border { return }
        var finding = Finding(FixedWidthFindings.crossedBorder.code, at: place(line))
        finding.detail = "column \(index + 1)"
        findings.add(finding)
    }

    private mutating func append(_ bytes: Span<UInt8>, _ line: Int, _ index: Int) {
        while batch.columns.count <= index {
            var column = Column()
            for _ in 1..<max(1, batch.rowNumbers.count) { column.appendNull() }
            batch.columns.append(column)
        }
        var cell: [UInt8] = []
        if let bad = lines.append(bytes, to: &cell) { report(bad, bytes, line, index) }
        let kept = isTrimmed ? CellText.trimmed(cell.span) : 0..<cell.count
        while batch.columns[index].count < batch.rowNumbers.count - 1 {
            batch.columns[index].appendNull()
        }
        batch.columns[index].append(cell.span.extracting(kept))
    }

    /// A bad byte near a border is half a character; elsewhere it is none.
    private mutating func report(_ bad: Int, _ bytes: Span<UInt8>, _ line: Int, _ index: Int) {
        let isCut = bad == 0 || bad + 3 >= bytes.count
        let kind = isCut ? FixedWidthFindings.cutCharacter : ImportFindings.invalidEncoding
        var finding = Finding(kind.code, at: place(line))
        let hex = String(bytes[bad], radix: 16, uppercase: true)
        finding.detail = "column \(index + 1), byte 0x\(hex)"
        findings.add(finding)
    }

    private func place(_ line: Int) -> Place {
        Place(
            source: input.source,
            file: input.path,
            locatorKind: .line,
            rowNumber: UInt32(line + 1),
            byteOffset: lines.byteOffset(line)
        )
    }

    private mutating func flush() {
        if batch.rowNumbers.isEmpty { return }
        for index in batch.columns.indices {
            while batch.columns[index].count < batch.rowNumbers.count {
                batch.columns[index].appendNull()
            }
        }
        grid.batches.append(batch)
        batch = RawBatch()
    }
}
