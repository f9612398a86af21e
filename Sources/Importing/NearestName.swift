/// Did-you-mean for names that users type.
enum NearestName {
    /// A hint that names the candidate at an edit distance below 4; empty when there is none.
    static func hint(_ name: String, among candidates: [String]) -> String {
        let typed = Array(name.lowercased().unicodeScalars)
        let near = candidates.filter { !$0.isEmpty }
            .map { (name: $0, distance: distance(typed, Array($0.lowercased().unicodeScalars))) }
            .filter { $0.distance < 4 && $0.distance < max(typed.count, $0.name.count) }
            .min { $0.distance < $1.distance }
        return near.map { "did you mean `\($0.name)`?" } ?? ""
    }

    /// Levenshtein's distance by two rows.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}
