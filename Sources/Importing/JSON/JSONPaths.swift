import Records

/// The paths of a document's keys: a tree in which every key of every kind of object stands once.
///
///     {"id":1,"address":{"city":"上海"},"contacts":[{"name":"张三"}]}
///
///     root ── id · address ── city · contacts ── name
///
/// `contacts` holds objects in an array: what is below it belongs to a table of its own.
struct JSONPaths {
    /// The limit of a sheet's columns, and of the paths of a document.
    static let maxCount = 16_384
    /// How often one object may repeat a key.
    static let maxRepeatCount = 16

    struct Node {
        var parent: Int32
        /// In `keys`.
        var key: ValueID
        /// 2 for the second of two equal keys in one object, and so on.
        var ordinal: Int32 = 1
        /// The table to whose rows it belongs.
        var table: Int32
        var column: Int32 = -1
        /// The node of the objects in its arrays, which are rows of a table of their own.
        var items: Int32 = -1
        /// Whether it is such a node, which adds nothing to the path.
        var isItems = false
        /// Whether a null or something empty was seen.
        var isSeen = false
        /// Its place among its parent's children.
        var position: Int32 = 0
        var children: [Int32] = []
        /// The last object in which it was seen.
        var stamp: UInt64 = 0
        /// For the same key once more in one object.
        var nextRepeat: Int32 = -1
        /// The items of an array that is a row are positions, not keys.
        var isPosition = false
    }

    private(set) var keys = ValueTable()
    var nodes: [Node] = [Node(parent: -1, key: 0, table: 0)]
    private var index: [UInt64: Int32] = [:]

    /// The child with that key; nil when it is new and there are too many already.
    ///
    /// Objects of one kind have their keys in one order, so the child behind the last one is tried
    /// first; `cursor` is 0 for the first key of an object.
    @inline(__always)
    mutating func child(_ node: Int, _ key: Span<UInt8>, _ cursor: inout Int) -> Int? {
        if cursor < nodes[node].children.count {
            let likely = Int(nodes[node].children[cursor])
            if keys[nodes[likely].key].hasSameBytes(as: key) {
                cursor &+= 1
                return likely
            }
        }
        return search(node, key, &cursor)
    }

    @inline(never)
    private mutating func search(_ node: Int, _ key: Span<UInt8>, _ cursor: inout Int) -> Int? {
        if let id = keys.find(key), let found = index[UInt64(node) << 32 | UInt64(id)] {
            cursor = Int(nodes[Int(found)].position) + 1
            return Int(found)
        }
        if nodes.count > Self.maxCount { return nil }
        let id = keys.intern(key)
        let added = add(Node(parent: Int32(node), key: id, table: nodes[node].table))
        nodes[added].position = Int32(nodes[node].children.count)
        nodes[node].children.append(Int32(added))
        index[UInt64(node) << 32 | UInt64(id)] = Int32(added)
        cursor = nodes[node].children.count
        return added
    }

    /// The node for a key that its object has once more; nil when that is too often.
    mutating func repeated(_ node: Int, stamp: UInt64) -> Int? {
        var last = node
        while nodes[last].nextRepeat >= 0 {
            last = Int(nodes[last].nextRepeat)
            if nodes[last].stamp != stamp { return last }
        }
        if nodes[last].ordinal >= Self.maxRepeatCount || nodes.count > Self.maxCount { return nil }
        var next = Node(parent: nodes[last].parent, key: nodes[last].key, table: nodes[last].table)
        next.ordinal = nodes[last].ordinal + 1
        nodes[last].nextRepeat = Int32(add(next))
        return nodes.count - 1
    }

    /// The node of the objects in a node's arrays, whose table is `table`.
    mutating func addItems(_ node: Int, table: Int) -> Int? {
        if nodes.count > Self.maxCount { return nil }
        var items = Node(parent: Int32(node), key: 0, table: Int32(table))
        items.isItems = true
        let added = add(items)
        nodes[node].items = Int32(added)
        return added
    }

    private mutating func add(_ node: Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    /// The keys from below `base` (or from the root) to the node, joined by points.
    func name(_ node: Int, below base: Int = 0) -> String {
        var parts: [String] = []
        var current = node
        while current != base && current > 0 {
            if !nodes[current].isItems { parts.append(part(current)) }
            current = Int(nodes[current].parent)
        }
        return parts.reversed().joined(separator: ".")
    }

    /// The nodes below one that belong to the same table, in the order of the document.
    func descendants(_ node: Int) -> [Int] {
        var found: [Int] = []
        for child in nodes[node].children {
            var next = child
            while next >= 0 {
                found.append(Int(next))
                found += descendants(Int(next))
                next = nodes[Int(next)].nextRepeat
            }
        }
        return found
    }

    /// The last key of the path.
    func part(_ node: Int) -> String {
        let key = keys.string(nodes[node].key)
        if nodes[node].isPosition { return "column \(key)" }
        return nodes[node].ordinal > 1 ? "\(key) (\(nodes[node].ordinal))" : key
    }
}
