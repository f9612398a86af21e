/// Numbers that links hang together, with a compressed path from each to the least of its set.
///
/// Numbers that no link names are sets of their own and take no room. (Path halving; Tarjan and van
/// Leeuwen 1984.)
package struct DisjointSets: Sendable {
    /// By number: one that is nearer to the least of its set, or itself.
    private var heads: [Int: Int] = [:]

    package init() {}

    /// Takes a number in and gives the least of its set.
    @discardableResult
    package mutating func insert(_ number: Int) -> Int {
        var node = number
        while let next = heads[node], next != node {
            let over = heads[next] ?? next
            heads[node] = over
            node = over
        }
        heads[node] = node
        return node
    }

    package mutating func join(_ a: Int, _ b: Int) {
        let x = insert(a)
        let y = insert(b)
        heads[max(x, y)] = min(x, y)
    }

    /// Lets every number know the least of its set, so that `head` need not walk.
    package mutating func settle() {
        for number in Array(heads.keys) { heads[number] = insert(number) }
    }

    /// The least number of the set; the number itself when no link names it.
    package func head(_ number: Int) -> Int {
        var head = number
        while let next = heads[head], next != head { head = next }
        return head
    }

    /// The numbers that links name, by set, in no order.
    package mutating func groups() -> [[Int]] {
        var groups: [Int: [Int]] = [:]
        for number in Array(heads.keys) { groups[insert(number), default: []].append(number) }
        return Array(groups.values)
    }
}
