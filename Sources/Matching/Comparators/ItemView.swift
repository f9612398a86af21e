import Records

/// The items of a field, borrowed for one loop over many pairs.
///
/// Its spans hold no references, so that a comparison counts none: with arrays, two thirds of the
/// time of a pair went into retaining and releasing them.
package struct ItemView: ~Escapable {
    let starts: Span<UInt32>
    let ids: Span<UInt32>
    let flags: Span<UInt8>
    let scalars: Span<UInt32>
    let wordIDs: Span<UInt32>
    /// By word.
    let wordWeights: Span<Float>
    private let wordStarts: Span<UInt32>
    private let wordScalars: Span<UInt32>
    private let wordScalarStarts: Span<UInt32>
    private let slots: Span<UInt32>
    private let slotCount: Int
    private let counts: Span<UInt32>
    private let textCount: Int
    private let scalarStarts: Span<UInt32>
    private let bytes: Span<UInt8>
    private let ends: Span<UInt32>

    @_lifetime(borrow items)
    package init(_ items: borrowing FieldItems) {
        starts = items.starts.span
        ids = items.ids.span
        flags = items.flags.span
        scalars = items.scalars.span
        wordIDs = items.words.ids.span
        wordWeights = items.words.weights.span
        wordStarts = items.words.starts.span
        wordScalars = items.words.scalars.span
        wordScalarStarts = items.words.scalarStarts.span
        slots = items.slots.span
        slotCount = items.slotCount
        counts = items.counts.span
        textCount = items.texts.count
        scalarStarts = items.scalarStarts.span
        bytes = items.texts.arena.span
        ends = items.texts.ends.span
    }

    package var mentionCount: Int { starts.count &- 1 }

    /// Positions of a mention's items.
    @inline(__always)
    func range(_ mention: Int) -> Range<Int> {
        let start = Int(starts[mention])
        return unsafe Range(uncheckedBounds: (start, max(start, Int(starts[mention &+ 1]))))
    }

    @inline(__always)
    func item(_ position: Int) -> Int { Int(ids[position]) }

    /// The item of a mention that has exactly one.
    @inline(__always)
    func onlyItem(of mention: Int) -> Int? {
        let start = starts[mention]
        return starts[mention &+ 1] &- start == 1 ? Int(ids[Int(start)]) : nil
    }

    @inline(__always)
    func slot(_ slot: Int, _ item: Int) -> UInt32 { slots[item &* slotCount &+ slot] }

    /// How many mentions have the text in the slot.
    @inline(__always)
    func count(_ slot: Int, _ text: UInt32) -> UInt32 { counts[slot &* textCount &+ Int(text)] }

    @inline(__always)
    func scalarRange(_ item: Int) -> Range<Int> {
        let start = Int(scalarStarts[item])
        return unsafe Range(uncheckedBounds: (start, max(start, Int(scalarStarts[item &+ 1]))))
    }

    @_lifetime(copy self)
    @inline(__always)
    func scalars(of item: Int) -> Span<UInt32> { scalars.extracting(scalarRange(item)) }

    /// Positions of an item's words.
    @inline(__always)
    func wordRange(_ item: Int) -> Range<Int> {
        let start = Int(wordStarts[item])
        return unsafe Range(uncheckedBounds: (start, max(start, Int(wordStarts[item &+ 1]))))
    }

    @_lifetime(copy self)
    @inline(__always)
    func word(_ id: UInt32) -> Span<UInt32> {
        let start = Int(wordScalarStarts[Int(id)])
        return wordScalars.extracting(start..<Int(wordScalarStarts[Int(id) &+ 1]))
    }

    @inline(__always)
    func byteCount(_ text: UInt32) -> Int {
        text == 0 ? 0 : Int(ends[Int(text)] &- ends[Int(text) &- 1])
    }

    /// Whether the bytes of one text stand in those of the other.
    func isContained(_ a: UInt32, _ b: UInt32) -> Bool {
        let (inner, outer) = byteCount(a) <= byteCount(b) ? (a, b) : (b, a)
        return text(outer).range(of: text(inner)) != nil
    }

    /// How many bytes two texts share at their beginnings and ends together, each counted once.
    func sharedEnds(_ a: UInt32, _ b: UInt32) -> Int {
        let x = text(a)
        let y = text(b)
        let least = min(x.count, y.count)
        var start = 0
        while start < least, x[start] == y[start] { start &+= 1 }
        var end = 0
        while end < least &- start, x[x.count &- 1 &- end] == y[y.count &- 1 &- end] { end &+= 1 }
        return start &+ end
    }

    @_lifetime(copy self)
    func text(_ id: UInt32) -> Span<UInt8> {
        let start = id == 0 ? 0 : Int(ends[Int(id) &- 1])
        return bytes.extracting(start..<Int(ends[Int(id)]))
    }
}

/// Pairs of mentions that are compared together.
package struct PairList: Sendable {
    package private(set) var firsts: [UInt32] = []
    package private(set) var seconds: [UInt32] = []

    package var count: Int { firsts.count }

    package mutating func append(_ a: Int, _ b: Int) {
        firsts.append(UInt32(a))
        seconds.append(UInt32(b))
    }

    package mutating func removeAll() {
        firsts.removeAll(keepingCapacity: true)
        seconds.removeAll(keepingCapacity: true)
    }
}
