/// Slips of one key: a character changed, left out, added, or exchanged with its neighbour.
enum Slips {
    static func areOneApart<T: BitwiseCopyable & Equatable>(_ x: Span<T>, _ y: Span<T>) -> Bool {
        if x.count > y.count { return areOneApart(y, x) }
        guard y.count - x.count <= 1 else { return false }
        var start = 0
        while start < x.count, x[start] == y[start] { start &+= 1 }
        var end = 0
        while end < x.count &- start, x[x.count &- 1 &- end] == y[y.count &- 1 &- end] {
            end &+= 1
        }
        let rest = x.count &- start &- end
        if x.count < y.count { return rest == 0 }
        return rest <= 1 || rest == 2 && x[start] == y[start + 1] && x[start + 1] == y[start]
    }
}
