/// The nearest known word to an unknown one: `delimeter` → `delimiter`.
package enum DidYouMean {
    /// The candidate at the smallest edit distance, of equals the first; nil when none is near.
    ///
    /// Near is less than 4 edits, for short words at most half of the word; case doesn't count. The
    /// only candidate is suggested whatever the word is.
    package static func suggest(_ word: String, among candidates: [String]) -> String? {
        if candidates.count == 1 { return candidates[0] }
        let scalars = folded(word)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let other = folded(candidate)
            let limit = min(3, (scalars.count + 1) / 2, max(scalars.count, other.count) - 1)
            let distance = distance(scalars, other)
            if distance <= limit, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.candidate
    }

    private static func folded(_ text: String) -> [Unicode.Scalar] {
        Array(text.lowercased().unicodeScalars)
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964; the variant that
    /// edits no stretch twice), in scalars.
    static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for (j, y) in b.enumerated() {
                var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (x == y ? 0 : 1))
                if i > 0, j > 0, x == b[j - 1], a[i - 1] == y {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
