import Records

/// Disjoint sets with what each set may not lose: a value per constraint, members, cannot-links.
///
/// A constraint gives each mention a number, 0 for none: two sets with different numbers other than
/// 0 never join. (Union by size, path halving; Tarjan 1975.)
struct ClusterForest {
    struct Constraint {
        let name: String
        /// By mention at first, then by root.
        var values: [UInt64]
    }

    private var parents: [UInt32]
    private var sizes: [UInt32]
    private var next: [UInt32]
    private var tails: [UInt32]
    private(set) var constraints: [Constraint]
    private var forbidden: [UInt32: [UInt32]] = [:]
    private let sources: [UInt16]
    private let maxPerSource: Int?
    private let maxSize: Int

    private static let none = UInt32.max
    static let decidedApart = "decided apart"

    init(
        count: Int,
        constraints: [Constraint],
        sources: [UInt16] = [],
        maxPerSource: Int? = nil,
        maxSize: Int = Int.max
    ) {
        parents = (0..<UInt32(count)).map { $0 }
        tails = parents
        sizes = [UInt32](repeating: 1, count: count)
        next = [UInt32](repeating: Self.none, count: count)
        self.constraints = constraints
        self.sources = sources
        self.maxPerSource = maxPerSource
        self.maxSize = maxSize
    }

    mutating func root(_ mention: Int) -> Int {
        var node = mention
        while Int(parents[node]) != node {
            parents[node] = parents[Int(parents[node])]
            node = Int(parents[node])
        }
        return node
    }

    func size(_ root: Int) -> Int { Int(sizes[root]) }

    /// The members of a root's set, in order of joining.
    func members(_ root: Int) -> [Int] {
        var list: [Int] = []
        forEachMember(root) { list.append($0) }
        return list
    }

    @inline(__always)
    func forEachMember(_ root: Int, _ body: (Int) -> Void) {
        var node = UInt32(root)
        while node != Self.none {
            body(Int(node))
            node = next[Int(node)]
        }
    }

    mutating func forbid(_ a: Int, _ b: Int) {
        forbidden[UInt32(a), default: []].append(UInt32(b))
        forbidden[UInt32(b), default: []].append(UInt32(a))
    }

    /// What stands against joining two sets; nil when nothing does.
    mutating func obstacle(_ a: Int, _ b: Int) -> String? {
        let x = root(a)
        let y = root(b)
        if x == y { return nil }
        for index in constraints.indices {
            let own = constraints[index].values[x]
            let other = constraints[index].values[y]
            if own != 0, other != 0, own != other { return constraints[index].name }
        }
        if size(x) + size(y) > maxSize { return "too many mentions" }
        if areForbidden(x, y) { return Self.decidedApart }
        return exceedsSource(x, y) ? "several mentions of one source" : nil
    }

    /// Whether a person said of members of two sets that they are different.
    mutating func areDecidedApart(_ a: Int, _ b: Int) -> Bool {
        let x = root(a)
        let y = root(b)
        return x != y && areForbidden(x, y)
    }

    private mutating func areForbidden(_ x: Int, _ y: Int) -> Bool {
        if forbidden.isEmpty { return false }
        let (small, large) = size(x) <= size(y) ? (x, y) : (y, x)
        for member in members(small) {
            for other in forbidden[UInt32(member), default: []] where root(Int(other)) == large {
                return true
            }
        }
        return false
    }

    private func exceedsSource(_ x: Int, _ y: Int) -> Bool {
        guard let maxPerSource, !sources.isEmpty else { return false }
        var counts: [UInt16: Int] = [:]
        for member in members(x) + members(y) where sources[member] != MatchTask.noSource {
            counts[sources[member], default: 0] += 1
        }
        return counts.values.contains { $0 > maxPerSource }
    }

    /// Joins two sets after the caller asked for obstacles; false when they were one already.
    @discardableResult
    mutating func join(_ a: Int, _ b: Int) -> Bool {
        var x = root(a)
        var y = root(b)
        if x == y { return false }
        if sizes[x] < sizes[y] || (sizes[x] == sizes[y] && y < x) { swap(&x, &y) }
        parents[y] = UInt32(x)
        sizes[x] += sizes[y]
        next[Int(tails[x])] = UInt32(y)
        tails[x] = tails[y]
        for index in constraints.indices where constraints[index].values[x] == 0 {
            constraints[index].values[x] = constraints[index].values[y]
        }
        return true
    }

    mutating func labels() -> [UInt32] {
        parents.indices.map { UInt32(root($0)) }
    }
}
