/// What differs between two texts, character by character: what isn't in their longest common
/// subsequence.
package enum TextDifference {
    /// A longer text is marked as a whole: marks in it help nobody.
    private static let longest = 400

    /// By character of each text: whether it differs.
    ///
    /// Texts with less than two thirds in common differ as a whole.
    package static func marks(_ a: [Character], _ b: [Character]) -> (a: [Bool], b: [Bool]) {
        let whole = (
            [Bool](repeating: true, count: a.count), [Bool](repeating: true, count: b.count)
        )
        if a == b { return (whole.0.map { _ in false }, whole.1.map { _ in false }) }
        if a.isEmpty || b.isEmpty || max(a.count, b.count) > longest { return whole }
        let table = lengths(a, b)
        var isOther = whole
        var commonCount = 0
        var i = 0
        var j = 0
        while i < a.count, j < b.count {
            if a[i] == b[j] {
                isOther.0[i] = false
                isOther.1[j] = false
                commonCount += 1
                i += 1
                j += 1
            } else if table[i + 1][j] >= table[i][j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return 3 * commonCount >= 2 * max(a.count, b.count) ? isOther : whole
    }

    /// By start in each text: the length of the longest common subsequence of the rests.
    private static func lengths(_ a: [Character], _ b: [Character]) -> [[Int]] {
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: b.count + 1),
            count: a.count + 1
        )
        for i in a.indices.reversed() {
            for j in b.indices.reversed() {
                table[i][j] =
                    a[i] == b[j] ? table[i + 1][j + 1] + 1 : max(table[i + 1][j], table[i][j + 1])
            }
        }
        return table
    }
}
