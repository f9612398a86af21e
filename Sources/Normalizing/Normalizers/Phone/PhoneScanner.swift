import Records

/// Reads a telephone cell from left to right: digit groups with what joins them, labels, marks.
///
/// Its state is the scratch of one worker; nothing in it outlives a cell.
struct PhoneScanner: Sendable {
    var text = FoldedText()
    var splitter = PhoneSplitter()
    /// By group: its scalars, leading `+` and `(` included.
    var spans: [Range<Int>] = []
    /// By group: what was repaired in it.
    var repairs: [FindingCode] = []
    /// Text that belongs to the number that follows.
    var label: Range<Int>?
    var value: [UInt8] = []
    var firstOutcome = 0

    mutating func scan(_ cell: Span<UInt8>, with phone: Phone, into column: inout CleanColumn) {
        firstOutcome = column.outcomes.count
        label = nil
        text.read(cell)
        takeEmails(cell, into: &column)
        var index = 0
        while index < text.count {
            if let next = takeMasked(at: index, cell, into: &column)
                ?? takeScientific(at: index, cell, into: &column)
                ?? takeRegion(at: index, cell, phone, into: &column)
                ?? takeSeparator(at: index, cell, into: &column)
                ?? takeText(at: index, cell, into: &column)
            {
                index = next
            } else {
                index += 1
            }
        }
        guard column.outcomes.count == firstOutcome else {
            attachLabel(cell, into: &column)
            return
        }
        column.emitRaw(cell, code: .notAPhone)
    }

    func bytes(_ range: Range<Int>) -> Range<Int> {
        text.offsets[range.lowerBound]..<text.offsets[range.upperBound]
    }

    func hasOutcome(_ column: borrowing CleanColumn) -> Bool {
        column.outcomes.count > firstOutcome
    }
}
