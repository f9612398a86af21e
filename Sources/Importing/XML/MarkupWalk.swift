import Records

/// Walks over an XML document in UTF-8 without a tape, so that its size costs no memory.
///
/// A `MarkupCursor` finds the tags; this adds what a document needs beyond a worksheet: text
/// between any tags, decoded attributes, nesting that is checked. The visitor sees the same events
/// as from `XMLTape`, which is the slow twin.
///
///     <p>a<s/>b &amp; c</p>   →   start p · text a · start s · finish · text b & c · finish
struct MarkupWalk {
    enum Outcome: Sendable, Equatable {
        case complete
        /// The document ends before its root element does.
        case cut
        /// No well-formed XML from some place on.
        case malformed
        /// A document type, or nesting beyond the limit.
        case refused
    }

    static let maxDepth = 64

    /// Whether elements that end in the wrong order are ended as well as possible.
    private let isTolerant: Bool
    private var names: [Range<Int>] = []
    /// The attributes of one element, in the form of a tape.
    private var attributes: [UInt8] = []
    private var scratch: [UInt8] = []
    /// Finish tags that fit no open element, or left some open.
    private(set) var misnestedCount = 0

    init(isTolerant: Bool = false) { self.isTolerant = isTolerant }

    mutating func walk<Visitor: XMLVisitor>(
        _ document: Span<UInt8>,
        _ visitor: inout Visitor
    ) -> Outcome {
        var cursor = MarkupCursor(utf8: document)
        while true {
            switch cursor.next() {
            case .start:
                let name = cursor.name
                if name.isEmpty { return .malformed }
                names.append(name)
                if names.count > Self.maxDepth { return .refused }
                Self.readAttributes(&cursor, to: &attributes, &scratch)
                visitor.start(
                    document.extracting(name),
                    XMLAttributes(tape: attributes.span, start: 0)
                )
                if cursor.isEmptyElement {
                    names.removeLast()
                    visitor.finish()
                }
            case .finish:
                let name = cursor.name
                cursor.skipAttributes()
                guard finish(name, document, &visitor) else { return .malformed }
            case .end: return outcome(cursor)
            }
            if cursor.isRefused { return outcome(cursor) }
            if names.isEmpty { return .complete }
            guard readText(&cursor, &visitor) else { return .malformed }
        }
    }

    private func outcome(_ cursor: borrowing MarkupCursor) -> Outcome {
        guard cursor.isRefused else { return .cut }
        let bytes = cursor.bytes
        let open = bytes.firstIndex(of: 0x3C, from: cursor.offset) ?? bytes.count
        return bytes.starts(with: "<!DOCTYPE", at: open) ? .refused : .malformed
    }

    /// Ends the innermost element; one of another name only when that is tolerated.
    private mutating func finish<Visitor: XMLVisitor>(
        _ name: Range<Int>,
        _ document: Span<UInt8>,
        _ visitor: inout Visitor
    ) -> Bool {
        let name = document.extracting(name)
        if let last = names.last, document.extracting(last).hasSameBytes(as: name) {
            names.removeLast()
            visitor.finish()
            return true
        }
        guard isTolerant else { return false }
        misnestedCount += 1
        let index = names.lastIndex { document.extracting($0).hasSameBytes(as: name) }
        guard let index else { return true }
        while names.count > index {
            names.removeLast()
            visitor.finish()
        }
        return true
    }

    private static func readAttributes(
        _ cursor: inout MarkupCursor,
        to attributes: inout [UInt8],
        _ scratch: inout [UInt8]
    ) {
        attributes.removeAll(keepingCapacity: true)
        while cursor.attribute() {
            let bytes = cursor.bytes
            // `xmlns:x` declares a namespace and is no attribute.
            if bytes.starts(with: "xmlns:", at: cursor.attributeName.lowerBound - 6) { continue }
            put(.name, bytes.extracting(cursor.attributeName), to: &attributes)
            let value = bytes.extracting(cursor.attributeValue)
            if isPlain(value) {
                put(.value, value, to: &attributes)
                continue
            }
            scratch.removeAll(keepingCapacity: true)
            append(value, to: &scratch)
            put(.value, scratch.span, to: &attributes)
        }
    }

    private static func put(
        _ kind: XMLTape.Kind,
        _ content: Span<UInt8>,
        to tape: inout [UInt8]
    ) {
        tape.append(kind.rawValue)
        for shift in 0..<4 {
            tape.append(UInt8(truncatingIfNeeded: content.count >> (8 * shift)))
        }
        tape.append(content)
    }

    @inline(__always)
    private static func isPlain(_ value: Span<UInt8>) -> Bool {
        for index in value.indices where value[index] < 0x20 || value[index] == 0x26 {
            return false
        }
        return true
    }

    /// Entities are decoded; a line break that is written as such is a blank (XML 1.0, 3.3.3).
    private static func append(_ value: Span<UInt8>, to output: inout [UInt8]) {
        var blank = value.copy()
        for index in blank.indices where blank[index] < 0x20 { blank[index] = 0x20 }
        if !MarkupText.append(blank.span, to: &output) { output.append(blank.span) }
    }

    /// The text up to the next tag; false when it holds characters that XML forbids.
    private mutating func readText<Visitor: XMLVisitor>(
        _ cursor: inout MarkupCursor,
        _ visitor: inout Visitor
    ) -> Bool {
        if cursor.offset < cursor.bytes.count, cursor.bytes[cursor.offset] == 0x3C,
            !cursor.bytes.starts(with: "<!", at: cursor.offset),
            !cursor.bytes.starts(with: "<?", at: cursor.offset)
        {
            return true
        }
        scratch.removeAll(keepingCapacity: true)
        let range = cursor.content(into: &scratch, decodesEscapes: false)
        if let range {
            let text = cursor.bytes.extracting(range)
            if Self.hasControls(text) { return false }
            if !text.isEmpty { visitor.text(text) }
        } else {
            if Self.hasControls(scratch.span) { return false }
            if !scratch.isEmpty { visitor.text(scratch.span) }
        }
        return true
    }

    private static func hasControls(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] < 0x20 {
            let byte = text[index]
            if byte != 0x0A && byte != 0x09 && byte != 0x0D { return true }
        }
        return false
    }
}
