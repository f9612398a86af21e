import Records

/// The workbook's table of texts, each stored once; cells name them by index.
///
/// Rich text is joined from its runs; phonetic runs (`rPh`) are no part of the text. The counts
/// that the part declares are not trusted.
struct SharedStrings: Sendable {
    private(set) var arena: [UInt8] = []
    /// Where each text ends in the arena.
    private(set) var ends: [UInt32] = []

    init() {}

    /// What came of reading; a cut part holds the texts before the cut.
    private(set) var outcome = PartOutcome.complete

    init(_ part: Span<UInt8>) {
        arena.reserveCapacity(part.count / 2)
        switch scan(part) {
        case .complete: break
        case .cut: outcome = .cut
        case .refused: readTape(XMLTape(part))
        }
    }

    init(_ tape: XMLTape) { readTape(tape) }

    /// Of texts that are decoded already.
    init(arena: [UInt8], ends: [UInt32], outcome: PartOutcome) {
        self.arena = arena
        self.ends = ends
        self.outcome = outcome
    }

    var count: Int { ends.count }

    /// The place of a text in `arena`; nil when there is no such index.
    @inline(__always)
    func range(_ index: Int) -> Range<Int>? {
        guard index >= 0, index < ends.count else { return nil }
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    private mutating func scan(_ part: Span<UInt8>) -> PartOutcome {
        var cursor = MarkupCursor(part)
        var isPhonetic = false
        while true {
            switch cursor.next() {
            case .start:
                if cursor.isName("t"), !isPhonetic {
                    if let range = cursor.text(into: &arena, decodesEscapes: true) {
                        arena.append(part.extracting(range))
                    }
                } else if cursor.isName("rPh") {
                    cursor.skipAttributes()
                    isPhonetic = !cursor.isEmptyElement
                } else if cursor.isName("si") {
                    cursor.skipAttributes()
                    if cursor.isEmptyElement { ends.append(UInt32(arena.count)) }
                }
            case .finish:
                if cursor.isName("si") { ends.append(UInt32(arena.count)) }
                if cursor.isName("rPh") { isPhonetic = false }
                if cursor.isName("sst") { return .complete }
            case .end:
                guard cursor.isRefused else { return sstOutcome(cursor.isCut) }
                (arena, ends) = ([], [])
                return .refused
            }
        }
    }

    /// A table may be `<sst/>`, which has no finish tag: then nothing was read and nothing is lost.
    private func sstOutcome(_ isCut: Bool) -> PartOutcome {
        arena.isEmpty && ends.isEmpty && isCut ? .complete : .cut
    }

    private mutating func readTape(_ tape: XMLTape) {
        var reader = Reader()
        tape.walk(&reader)
        (arena, ends) = (reader.arena, reader.ends)
        outcome = PartOutcome(tape.outcome)
    }

    private struct Reader: XMLVisitor {
        var arena: [UInt8] = []
        var ends: [UInt32] = []
        private var elements: [Element] = []
        private var textStart = 0

        private enum Element { case item, text, phonetic, other }

        init() {}

        mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
            if name.equals("si") {
                elements.append(.item)
            } else if name.equals("t"), !elements.contains(.phonetic) {
                elements.append(.text)
                textStart = arena.count
            } else {
                elements.append(name.equals("rPh") ? .phonetic : .other)
            }
        }

        mutating func text(_ text: Span<UInt8>) {
            if elements.last == .text { arena.append(text) }
        }

        mutating func finish() {
            switch elements.popLast() {
            case .item: ends.append(UInt32(arena.count))
            case .text: CellEscapes.decode(&arena, from: textStart)
            default: break
            }
        }
    }
}

/// What came of reading a part.
enum PartOutcome: Sendable, Equatable {
    case complete
    /// The part ends too early or is not well-formed; what stands before was read.
    case cut
    /// A document type, nesting beyond the limit, or too large for libxml2.
    case refused

    init(_ outcome: XMLTape.Outcome) {
        switch outcome {
        case .complete: self = .complete
        case .malformed, .noMemory: self = .cut
        case .hasDTD, .tooDeep, .tooLarge: self = .refused
        }
    }
}
