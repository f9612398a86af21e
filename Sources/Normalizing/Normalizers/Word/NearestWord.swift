/// The words of a list that somebody may have meant: one edit away, or one inside the other.
///
/// Only for suggestions. Digits are never edited (20-50人 isn't 21-50人), nor are the words that turn
/// a meaning round (已成交, 未成交), and short words have too many neighbours to be guessed.
struct NearestWord: Sendable {
    private var words: [(scalars: [UInt32], id: Int)] = []
    /// Longer cells are prose.
    private static let maxScalarCount = 30

    mutating func add(_ scalars: [UInt32], _ id: Int) { words.append((scalars, id)) }

    /// Words by the strongest tie that there is: one edit, else the longest inside the text, else
    /// those in which the text stands.
    func ids(near text: [UInt32]) -> [Int] {
        guard text.count >= 2, text.count <= NearestWord.maxScalarCount else { return [] }
        let edited = words.filter { NearestWord.isOneEdit($0.scalars, text) }
        if !edited.isEmpty { return edited.map(\.id) }
        let inside = words.filter { word in
            NearestWord.isLongEnough(word.scalars) && word.scalars.count < text.count
                && NearestWord.place(of: word.scalars, in: text) != nil
        }
        if let longest = inside.map(\.scalars.count).max() {
            return inside.filter { $0.scalars.count == longest }.map(\.id)
        }
        guard NearestWord.isLongEnough(text) else { return [] }
        return words.filter { word in
            word.scalars.count > text.count && NearestWord.place(of: text, in: word.scalars) != nil
        }.map(\.id)
    }

    /// Two characters of Chinese, four of an alphabet.
    private static func isLongEnough(_ word: [UInt32]) -> Bool {
        word.count >= (word.allSatisfy { $0 > 0x2E80 } ? 2 : 4)
    }

    private static let turning: Set<UInt32> = Set(
        "已未不非无無没沒否反未勿別别".unicodeScalars.map(\.value)
    )

    private static func isDigit(_ scalar: UInt32) -> Bool { scalar &- 0x30 < 10 }

    private static func isFixed(_ scalar: UInt32) -> Bool {
        isDigit(scalar) || turning.contains(scalar)
    }

    /// Where a word stands in a text, unless a word that turns its meaning round stands before it.
    private static func place(of word: [UInt32], in text: [UInt32]) -> Int? {
        var index = 0
        while index + word.count <= text.count {
            if text[index] == word[0], Array(text[index..<(index + word.count)]) == word {
                let end = index + word.count
                let isTurned = index > 0 && turning.contains(text[index - 1])
                let isCut =
                    index > 0 && isDigit(word[0]) && isDigit(text[index - 1])
                    || end < text.count && isDigit(word[word.count - 1]) && isDigit(text[end])
                if !isTurned, !isCut { return index }
            }
            index += 1
        }
        return nil
    }

    /// One character replaced, left out, added, or two neighbours exchanged (Damerau 1964).
    static func isOneEdit(_ a: [UInt32], _ b: [UInt32]) -> Bool {
        let least = a.allSatisfy { $0 > 0x2E80 } ? 3 : 4
        guard abs(a.count - b.count) <= 1, min(a.count, b.count) >= least - 1,
            max(a.count, b.count) >= least
        else { return false }
        var start = 0
        while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
        var tail = 0
        while tail < min(a.count, b.count) - start,
            a[a.count - 1 - tail] == b[b.count - 1 - tail]
        { tail += 1 }
        let changedA = a[start..<(a.count - tail)]
        let changedB = b[start..<(b.count - tail)]
        if changedA.contains(where: isFixed) || changedB.contains(where: isFixed) { return false }
        switch (changedA.count, changedB.count) {
        case (1, 1): return a.count >= least
        case (0, 1), (1, 0): return true
        case (2, 2): return changedA.first == changedB.last && changedA.last == changedB.first
        default: return false
        }
    }
}
