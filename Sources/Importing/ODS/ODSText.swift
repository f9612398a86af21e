import Records

/// Collects the text of a cell from its paragraphs (ODF 1.3 part 3, 6.1.2): runs of blanks are one,
/// those at both ends of a paragraph none; blanks that count are elements of their own.
struct ODSText {
    private(set) var bytes: [UInt8] = []
    private var paragraphCount = 0
    private var hasBlank = false
    /// Whether the blank is a line break of a document that was laid out for reading.
    private var isLayout = false
    private var isAtStart = true

    /// A cell can't show more blanks in a row than it can hold characters.
    private static let maxBlankCount = 32_767

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        paragraphCount = 0
    }

    mutating func beginParagraph() {
        if paragraphCount > 0 { bytes.append(0x0A) }
        paragraphCount += 1
        (hasBlank, isLayout, isAtStart) = (false, false, true)
    }

    /// LibreOffice writes one blank at the end of a text as itself.
    mutating func endParagraph() {
        if hasBlank, !isLayout { bytes.append(0x20) }
        hasBlank = false
    }

    mutating func append(_ text: Span<UInt8>) {
        var run = 0
        var at = 0
        while at < text.count {
            if text[at] > 0x20 { at &+= 1; continue }
            if run < at { appendRun(text.extracting(run..<at)) }
            if !isAtStart { hasBlank = true }
            if text[at] == 0x0A { isLayout = true }
            at &+= 1
            run = at
        }
        if run < at { appendRun(text.extracting(run..<at)) }
    }

    private mutating func appendRun(_ run: Span<UInt8>) {
        settle()
        bytes.append(run)
    }

    private mutating func settle() {
        if hasBlank { bytes.append(0x20) }
        (hasBlank, isLayout, isAtStart) = (false, false, false)
    }

    mutating func appendBlanks(_ count: Int) {
        settle()
        for _ in 0..<min(count, Self.maxBlankCount) { bytes.append(0x20) }
    }

    mutating func append(sign: UInt8) {
        settle()
        bytes.append(sign)
        isAtStart = sign == 0x0A
    }
}
