import Records

/// Finds columns by the places at which all lines have blanks.
///
///     编号   名称      金额       places 0–3, 7–12 and 17–20 are filled on some line, the others
///     00001  甲公司     12.50     on none: columns begin at 0, 7 and, the last one standing to
///     00002  乙公司    999.00     the right, in the middle of the gap
enum FixedLayoutSearch {
    private static let maxLineCount = 300
    private static let maxWidth = 2048
    private static let leastLineCount = 3

    /// Whether so many lines hold two blanks between texts that looking closer is worth while.
    static func mayAlign(_ head: Span<UInt8>) -> Bool {
        var lines = (all: 0, spaced: 0)
        var isSpaced = false
        var hasText = false
        for index in head.indices {
            let byte = head[index]
            if byte == 0x0A {
                if hasText { lines.all += 1 }
                if isSpaced { lines.spaced += 1 }
                isSpaced = false
                hasText = false
            } else if byte != 0x20 && byte != 0x0D {
                let isGap = hasText && index >= 2 && head[index - 1] == 0x20
                if isGap && head[index - 2] == 0x20 { isSpaced = true }
                hasText = true
            }
        }
        return lines.all >= leastLineCount && lines.spaced * 2 > lines.all
    }

    /// Whether two blanks stand between texts; titles and notes have none.
    private static func hasGap(_ line: Span<UInt8>) -> Bool {
        var blankCount = 0
        var hasText = false
        for index in line.indices {
            if line[index] == 0x20 || line[index] == 0x09 { blankCount += 1; continue }
            if hasText && blankCount >= 2 { return true }
            hasText = true
            blankCount = 0
        }
        return false
    }

    /// A line of dashes, as printed below headers: `-----  ----`, `=====`.
    static func isRule(_ line: Span<UInt8>) -> Bool {
        var count = 0
        for index in line.indices {
            switch line[index] {
            case 0x2D, 0x3D, 0x5F, 0x2A: count += 1
            case 0x20, 0x2B, 0x7C: break
            default: return false
            }
        }
        return count >= 3
    }

    /// The layout whose columns are aligned best, under any measure or the one given; nil when lines
    /// share no gap.
    static func find(_ lines: FixedLines, measure: FixedMeasure?) -> FixedLayout? {
        let sample = lines.ranges.lazy.filter { line in
            let bytes = lines.span.extracting(line)
            return hasGap(bytes) && !isRule(bytes)
        }.prefix(maxLineCount)
        let ranges = Array(sample)
        guard ranges.count >= leastLineCount else { return nil }
        let measures = measure.map { [$0] } ?? [.bytes, .cells, .characters]
        var best: (layout: FixedLayout, alignment: Double)?
        for measure in measures {
            guard let found = layout(lines, ranges, measure) else { continue }
            if found.alignment > (best?.alignment ?? 0) + 0.001 { best = found }
        }
        return best?.layout
    }

    private static func layout(
        _ lines: FixedLines,
        _ ranges: [Range<Int>],
        _ measure: FixedMeasure
    ) -> (layout: FixedLayout, alignment: Double)? {
        var filled = [Int](repeating: 0, count: maxWidth)
        var starts = filled
        var ends = filled
        for line in ranges { mark(lines, line, measure, &filled, &starts, &ends) }
        var spans: [Range<Int>] = []
        var index = 0
        while index < maxWidth {
            guard filled[index] > 0 else { index += 1; continue }
            let start = index
            while index < maxWidth && filled[index] > 0 { index += 1 }
            spans.append(start..<index)
        }
        spans = spans.filter { span in span.contains { filled[$0] * 5 >= ranges.count } }
        guard spans.count >= 2, isBelievable(spans, ranges.count) else { return nil }
        var columns: [FixedColumn] = []
        for (number, span) in spans.enumerated() {
            let before = number == 0 ? 0 : spans[number - 1].upperBound
            let isRight = ends[span.upperBound - 1] > 2 * starts[span.lowerBound]
            let middle = (before + span.lowerBound) / 2
            let start = number == 0 ? 0 : isRight ? middle : span.lowerBound
            if number > 0 { columns[number - 1].end = start }
            columns.append(FixedColumn(start: start, end: nil))
        }
        // Under the right measure nearly all values of a column begin, or end, at one place.
        let aligned = spans.map { max(starts[$0.lowerBound], ends[$0.upperBound - 1]) }.reduce(0, +)
        let share = Double(aligned) / Double(spans.count * ranges.count)
        let layout = FixedLayout(columns: columns, measure: measure, isGuessed: true)
        return (layout, share + 0.001 * Double(min(spans.count, 50)))
    }

    /// Gaps of one place may be chance in a few lines; wide ones, or many lines, are none.
    private static func isBelievable(_ spans: [Range<Int>], _ lineCount: Int) -> Bool {
        let gaps = zip(spans, spans.dropFirst()).map { $1.lowerBound - $0.upperBound }
        let wide = gaps.filter { $0 >= 2 }.count
        return wide * 2 >= gaps.count || lineCount >= 12
    }

    /// Counts, by place, the lines that are filled there, and where words begin and end.
    private static func mark(
        _ lines: FixedLines,
        _ line: Range<Int>,
        _ measure: FixedMeasure,
        _ filled: inout [Int],
        _ starts: inout [Int],
        _ ends: inout [Int]
    ) {
        let bytes = lines.span
        var offset = line.lowerBound
        var place = 0
        var isInside = false
        while offset < line.upperBound && place < maxWidth {
            let (count, cells) = lines.character(bytes, offset, line.upperBound)
            let width = measure == .bytes ? count : measure == .cells ? cells : 1
            let isBlank = bytes[offset] == 0x20 || bytes[offset] == 0x09
            if isBlank == isInside {
                if isInside { ends[place - 1] += 1 } else { starts[place] += 1 }
                isInside = !isInside
            }
            for index in place..<min(place + width, maxWidth) where !isBlank { filled[index] += 1 }
            place += width
            offset += count
        }
        if isInside, place <= maxWidth { ends[place - 1] += 1 }
    }
}
