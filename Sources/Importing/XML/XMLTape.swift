import CXML
import Records

/// The events of an XML document, read through libxml2 without network, DTD or entities.
///
/// What flows in: the bytes of a part in any encoding that libxml2 knows. What flows out: events
/// with local names, so prefixes and the namespaces of Strict OOXML make no difference:
///
///     <x:row r="1"><c/></x:row>   →   start row, attribute r = 1, start c, finish, finish
struct XMLTape: Sendable {
    enum Outcome: Int32, Sendable {
        case complete = 0
        case malformed, hasDTD, tooDeep, tooLarge, noMemory
    }

    enum Kind: UInt8, Sendable {
        case start = 1
        case name, value, text, finish
    }

    static let maxDepth: Int32 = 64
    /// A tape names each element twice over, so it is larger than the part, but seldom by half.
    static let maxTapeBytes = 1 << 30

    private(set) var outcome = Outcome.noMemory
    private var tape: [UInt8] = []

    init(_ bytes: Span<UInt8>) {
        let parsed = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe cxml_parse(
                buffer.baseAddress,
                buffer.count,
                Self.maxDepth,
                Self.maxTapeBytes
            )
        }
        guard let parsed = unsafe parsed else { return }
        outcome = unsafe Outcome(rawValue: cxml_outcome(parsed)) ?? .malformed
        let count = unsafe cxml_count(parsed)
        if count > 0, let start = unsafe cxml_bytes(parsed) {
            tape = unsafe Array(UnsafeBufferPointer(start: start, count: count))
        }
        unsafe cxml_free(parsed)
    }

    /// Walks over the events; the visitor sees elements with their attributes.
    func walk<Visitor: XMLVisitor>(_ visitor: inout Visitor) {
        let bytes = tape.span
        var offset = 0
        while let event = Self.event(bytes, at: offset) {
            offset = event.content.upperBound
            let content = bytes.extracting(event.content)
            switch event.kind {
            case .start:
                let attributes = XMLAttributes(tape: bytes, start: offset)
                visitor.start(content, attributes)
            case .text: visitor.text(content)
            case .finish: visitor.finish()
            case .name, .value: break
            }
        }
    }

    /// The event at `offset`; nil at the end.
    static func event(_ tape: Span<UInt8>, at offset: Int) -> (kind: Kind, content: Range<Int>)? {
        guard offset + 5 <= tape.count, let kind = Kind(rawValue: tape[offset]) else { return nil }
        var count = 0
        for index in 0..<4 { count |= Int(tape[offset + 1 + index]) << (8 * index) }
        let start = offset + 5
        guard count <= tape.count - start else { return nil }
        return (kind, start..<(start + count))
    }
}

/// What walks over a document.
protocol XMLVisitor {
    mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes)
    mutating func text(_ text: Span<UInt8>)
    mutating func finish()
}

/// The attributes of the element that was just started; names are local.
struct XMLAttributes: ~Copyable, ~Escapable {
    private let tape: Span<UInt8>
    private let start: Int

    @_lifetime(copy tape)
    init(tape: Span<UInt8>, start: Int) {
        self.tape = tape
        self.start = start
    }

    /// The value; nil when the element has no such attribute.
    subscript(name: StaticString) -> Span<UInt8>? {
        @_lifetime(copy self) get {
            var offset = start
            while let key = XMLTape.event(tape, at: offset), key.kind == .name,
                let value = XMLTape.event(tape, at: key.content.upperBound), value.kind == .value
            {
                if tape.extracting(key.content).equals(name) {
                    return tape.extracting(value.content)
                }
                offset = value.content.upperBound
            }
            return nil
        }
    }

    func string(_ name: StaticString) -> String? {
        guard let value = self[name] else { return nil }
        return value.string()
    }

    func integer(_ name: StaticString) -> Int? { string(name).flatMap { Int($0) } }

    /// A number of at most nine digits; 0 when the attribute is missing or is none.
    func count(_ name: StaticString) -> Int {
        guard let value = self[name] else { return 0 }
        return SheetCell.integer(value) ?? 0
    }

    /// Whether the attribute is `1`, `true` or `on`, as XML Schema and VML write truth.
    func isTrue(_ name: StaticString) -> Bool {
        guard let value = self[name] else { return false }
        return value.equals("1") || value.equals("true") || value.equals("on")
    }
}
