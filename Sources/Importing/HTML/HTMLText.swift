import Records

/// Collects the text of a cell as a browser shows it (CSS 2.1, 16.6): blanks collapse, `<br>` and
/// blocks break lines, preformatted text stays.
///
///     "  甲 \n 公司" + br + "&nbsp;分 部"   →   "甲 公司\n分 部" after trimming
struct HTMLText {
    private(set) var bytes: [UInt8] = []
    /// A blank that shows only when more text follows on the line.
    private var hasBlank = false
    /// Whether the blank is a line break of the page's source.
    private var isSourceBreak = false
    /// A line break that shows only when more text follows.
    private var hasBreak = false

    var isEmpty: Bool { bytes.isEmpty }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        (hasBlank, hasBreak, isSourceBreak) = (false, false, false)
    }

    /// `<br>`: a line break, also several in a row.
    mutating func breakLine() {
        bytes.append(0x0A)
        (hasBlank, hasBreak) = (false, false)
    }

    /// The beginning or end of a block.
    mutating func breakBlock() {
        hasBlank = false
        hasBreak = !bytes.isEmpty && bytes.last != 0x0A
    }

    mutating func append(_ text: Span<UInt8>, isPreformatted: Bool) {
        var run = 0
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte > 0x20, byte != 0x26 { at &+= 1; continue }
            if run < at { appendRun(text.extracting(run..<at)) }
            if byte == 0x26, let found = HTMLEntities.reference(text, at: at) {
                appendScalar(found.scalar)
                at = found.end
            } else if byte == 0x26 {
                appendRun(text.extracting(at..<(at + 1)))
                at &+= 1
            } else {
                appendBlank(byte, isPreformatted)
                at &+= 1
            }
            run = at
        }
        if run < at { appendRun(text.extracting(run..<at)) }
    }

    private mutating func appendRun(_ run: Span<UInt8>) {
        if hasBlank, isSourceBreak, Self.isWide(run, at: 0), endsWide { hasBlank = false }
        settle()
        bytes.append(run)
    }

    private mutating func appendBlank(_ byte: UInt8, _ isPreformatted: Bool) {
        if isPreformatted {
            settle()
            if byte != 0x0D { bytes.append(byte) }
        } else if let last = bytes.last, last != 0x0A, !hasBreak {
            hasBlank = true
            if byte == 0x0A { isSourceBreak = true }
        }
    }

    private var endsWide: Bool {
        bytes.count > 2 && Self.isWide(bytes.span, at: bytes.count - 3)
    }

    /// Whether a character of Chinese or Japanese stands there, between which lines break without
    /// a blank (CSS Text 3, 4.1.3).
    private static func isWide(_ text: Span<UInt8>, at offset: Int) -> Bool {
        guard offset + 2 < text.count else { return false }
        let lead = text[offset]
        return lead &- 0xE3 < 7 || (lead == 0xEF && text[offset + 1] &- 0xBC < 2)
    }

    /// `&nbsp;` is how programs write blanks that shall not collapse, so it is a blank.
    private mutating func appendScalar(_ scalar: UInt32) {
        settle()
        Scalars.append(scalar == 0xA0 ? 0x20 : scalar, to: &bytes)
    }

    private mutating func settle() {
        if hasBreak { bytes.append(0x0A) } else if hasBlank { bytes.append(0x20) }
        (hasBlank, hasBreak, isSourceBreak) = (false, false, false)
    }

    /// The text without outer blanks and line breaks.
    var trimmed: Range<Int> { CellText.trimmed(bytes.span) }
}
