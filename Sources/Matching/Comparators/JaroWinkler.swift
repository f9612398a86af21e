/// The similarity of Jaro (1989) with Winkler's bonus (1990) for up to four equal first characters.
enum JaroWinkler {
    /// The similarity, 0…1, of the first 64 scalars: matches are kept in two masks.
    static func similarity(_ a: Span<UInt32>, _ b: Span<UInt32>) -> Double {
        let x = a.extracting(first: 64)
        let y = b.extracting(first: 64)
        if x.isEmpty || y.isEmpty { return x.isEmpty && y.isEmpty ? 1 : 0 }
        var shared = 0
        while shared < min(x.count, y.count), x[shared] == y[shared] { shared += 1 }
        // Which characters pair up can depend on the side that asks: the shorter one does, or else
        // the smaller.
        let isFirst =
            x.count != y.count ? x.count < y.count : shared == x.count || x[shared] < y[shared]
        let jaro = isFirst ? jaro(x, y) : jaro(y, x)
        let prefix = min(4, shared)
        return jaro + Double(prefix) * 0.1 * (1 - jaro)
    }

    static func jaro(_ x: Span<UInt32>, _ y: Span<UInt32>) -> Double {
        let window = max(0, max(x.count, y.count) / 2 - 1)
        var xMatched: UInt64 = 0
        var yMatched: UInt64 = 0
        var common = 0
        for i in 0..<x.count {
            let scalar = x[i]
            var j = max(0, i - window)
            let end = min(y.count, i + window + 1)
            while j < end {
                if yMatched & (1 << UInt64(j)) == 0, y[j] == scalar {
                    xMatched |= 1 << UInt64(i)
                    yMatched |= 1 << UInt64(j)
                    common += 1
                    break
                }
                j += 1
            }
        }
        guard common > 0 else { return 0 }
        var transposed = 0
        for _ in 0..<common {
            let i = xMatched.trailingZeroBitCount
            let j = yMatched.trailingZeroBitCount
            if x[i] != y[j] { transposed += 1 }
            xMatched &= xMatched &- 1
            yMatched &= yMatched &- 1
        }
        let m = Double(common)
        return (m / Double(x.count) + m / Double(y.count) + (m - Double(transposed / 2)) / m) / 3
    }
}
