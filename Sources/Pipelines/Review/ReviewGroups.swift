/// What answers say of groups of mentions: which are one, which are apart, and what follows of it.
///
///     a = b, b = c   ⇒   a = c
///     a = b, b ≠ c   ⇒   a ≠ c
struct ReviewGroups: Sendable {
    enum Standing { case open, same, apart }

    private var parents: [Int]
    private(set) var sizes: [Int]
    /// By root: the roots that it isn't.
    private var others: [Int: Set<Int>] = [:]

    /// The number of mentions in each group.
    init(sizes: [Int]) {
        parents = Array(sizes.indices)
        self.sizes = sizes
    }

    func root(_ group: Int) -> Int {
        var group = group
        while parents[group] != group { group = parents[group] }
        return group
    }

    /// The number of mentions that count as one with this group.
    func size(_ group: Int) -> Int { sizes[root(group)] }

    func standing(_ a: Int, _ b: Int) -> Standing {
        let x = root(a)
        let y = root(b)
        if x == y { return .same }
        return others[x]?.contains(y) == true ? .apart : .open
    }

    /// Takes an answer in; false when it contradicts what is known.
    mutating func take(_ answer: ReviewAnswer, _ a: Int, _ b: Int) -> Bool {
        let standing = standing(a, b)
        switch answer {
        case .match:
            if standing == .apart { return false }
            if standing == .open { join(root(a), root(b)) }
        case .noMatch:
            if standing == .same { return false }
            others[root(a), default: []].insert(root(b))
            others[root(b), default: []].insert(root(a))
        case .unsure: break
        }
        return true
    }

    private mutating func join(_ a: Int, _ b: Int) {
        let (kept, gone) = sizes[a] >= sizes[b] ? (a, b) : (b, a)
        parents[gone] = kept
        sizes[kept] += sizes[gone]
        for other in others.removeValue(forKey: gone) ?? [] {
            others[other]?.remove(gone)
            others[other, default: []].insert(kept)
            others[kept, default: []].insert(other)
        }
    }
}
