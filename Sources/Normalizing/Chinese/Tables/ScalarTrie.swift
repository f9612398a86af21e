/// A set of words over Unicode scalars, each with a number; read-only after building.
///
/// Edges live in one open-addressing table, keyed by `node << 21 | scalar`, so a step is one
/// multiplication and, at a load below 1/2, about one probe. Node 0 is "no such word".
///
///     root(1) ──北──▶ 2 ──京──▶ 3 = value        words share their beginnings
struct ScalarTrie: Sendable {
    static let root: UInt32 = 1

    private var keys: [UInt64]
    private var children: [UInt32]
    private var values: [Int32] = [-1, -1]
    private var edgeCount = 0

    init() {
        keys = [UInt64](repeating: 0, count: 64)
        children = [UInt32](repeating: 0, count: 64)
    }

    init(_ words: [[UInt32]]) {
        self.init()
        for (index, word) in words.enumerated() { insert(word, Int32(index)) }
    }

    /// Adds a word; a word that is there already keeps its number, which is returned.
    @discardableResult
    mutating func insert(_ word: [UInt32], _ value: Int32) -> Int32 {
        var node = Self.root
        for scalar in word {
            let next = step(node, scalar)
            node = next != 0 ? next : addEdge(node, scalar)
        }
        if values[Int(node)] < 0, !word.isEmpty { values[Int(node)] = value }
        return values[Int(node)]
    }

    /// The node behind `scalar`, or 0.
    @inline(__always)
    func step(_ node: UInt32, _ scalar: UInt32) -> UInt32 {
        let key = UInt64(node) << 21 | UInt64(scalar & 0x1F_FFFF)
        let mask = keys.count &- 1
        var slot = Self.slot(key) & mask
        while true {
            let found = keys[slot]
            if found == key { return children[slot] }
            if found == 0 { return 0 }
            slot = (slot &+ 1) & mask
        }
    }

    /// The number of the word that ends at a node; -1 when none does.
    @inline(__always)
    func value(_ node: UInt32) -> Int32 { values[Int(node)] }

    /// The longest word that begins at `start` and ends at or before `end`.
    func longest(_ text: [UInt32], _ start: Int, _ end: Int) -> (value: Int32, count: Int)? {
        var node = Self.root
        var best: (value: Int32, count: Int)?
        var index = start
        while index < end {
            node = step(node, text[index])
            if node == 0 { break }
            index &+= 1
            if values[Int(node)] >= 0 { best = (values[Int(node)], index &- start) }
        }
        return best
    }

    /// The number of the word that fills the range exactly; -1 when there is none.
    func exact(_ text: [UInt32], _ start: Int, _ end: Int) -> Int32 {
        var node = Self.root
        var index = start
        while index < end {
            node = step(node, text[index])
            if node == 0 { return -1 }
            index &+= 1
        }
        return values[Int(node)]
    }

    /// The longest word that ends at `end` and begins at or after `start`.
    ///
    /// Only for tries whose words were inserted reversed.
    func longestSuffix(_ text: [UInt32], _ start: Int, _ end: Int) -> (value: Int32, count: Int)? {
        var node = Self.root
        var best: (value: Int32, count: Int)?
        var index = end
        while index > start {
            node = step(node, text[index &- 1])
            if node == 0 { break }
            index &-= 1
            if values[Int(node)] >= 0 { best = (values[Int(node)], end &- index) }
        }
        return best
    }

    @inline(__always)
    private static func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24)
    }

    private mutating func addEdge(_ node: UInt32, _ scalar: UInt32) -> UInt32 {
        if (edgeCount + 1) * 2 > keys.count { grow() }
        let child = UInt32(values.count)
        values.append(-1)
        place(UInt64(node) << 21 | UInt64(scalar & 0x1F_FFFF), child)
        edgeCount += 1
        return child
    }

    private mutating func place(_ key: UInt64, _ child: UInt32) {
        let mask = keys.count - 1
        var slot = Self.slot(key) & mask
        while keys[slot] != 0 { slot = (slot + 1) & mask }
        keys[slot] = key
        children[slot] = child
    }

    private mutating func grow() {
        let oldKeys = keys
        let oldChildren = children
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        children = [UInt32](repeating: 0, count: oldKeys.count * 2)
        for index in oldKeys.indices where oldKeys[index] != 0 {
            place(oldKeys[index], oldChildren[index])
        }
    }
}
