import Records
import TestSupport
import Testing

@testable import Matching

@Suite("words and slips")
struct WordTests {
    private func words(_ text: String) -> [String] {
        let scalars = text.unicodeScalars.map(\.value)
        var found: [String] = []
        Words.forEach(in: scalars.span) { range, _ in
            found.append(
                String(String.UnicodeScalarView(range.map { Unicode.Scalar(scalars[$0]) ?? " " }))
            )
        }
        return found
    }

    @Test("texts are cut into words, Han texts into pairs of characters")
    func cutting() {
        #expect(words("art's deli, 27 elm st.") == ["art's", "deli", "27", "elm", "st."])
        #expect(words("蓝天幼儿园") == ["蓝天", "天幼", "幼儿", "儿园"])
        #expect(words("园 a5楼") == ["园", "a5", "楼"])
        #expect(words(" - ") == [])
    }

    @Test("two texts of the same words resemble each other wholly, whatever their order")
    func order() {
        let items = items(["grand hotel oslo", "oslo grand hotel", "grand hotel", "alma cafe"])
        let view = ItemView(items)
        let same = WordOverlap(0, 1, in: view)
        #expect(same.resemblance == 1)
        let part = WordOverlap(0, 2, in: view)
        #expect(part.containment == 1)
        #expect(part.resemblance < 1)
        #expect(WordOverlap(0, 3, in: view).resemblance == 0)
    }

    @Test("an overlap is the same from either side, and at most 1")
    func symmetry() {
        var random = SplitMix64(seed: 31)
        let stems = [
            "alpha", "alpah", "al", "a", "beta", "beto", "gamma", "12", "13", "delta", "d",
        ]
        let texts = (0..<60).map { _ in
            (0..<Int.random(in: 1...5, using: &random))
                .map { _ in stems[Int.random(in: 0..<stems.count, using: &random)] }
                .joined(separator: " ")
        }
        let items = items(texts)
        let view = ItemView(items)
        for a in 0..<items.itemCount {
            for b in 0..<items.itemCount {
                let forth = WordOverlap(a, b, in: view)
                let back = WordOverlap(b, a, in: view)
                #expect((0...1).contains(forth.resemblance))
                #expect((0...1).contains(forth.containment))
                #expect(forth.equal == back.equal)
                #expect(abs(forth.shared - back.shared) < 1e-3, "\(texts[a]) | \(texts[b])")
            }
        }
    }

    private func items(_ texts: [String]) -> FieldItems {
        let table = SampleTables.table("sample", [("text", texts)])
        let field = MatchField("text", columns: [0], comparator: TextSimilarity())
        return TextSimilarity().items(for: field, in: MatchTask(table: table, fields: [field]))
    }

    @Test("one slip is a distance of 1, or two neighbours exchanged")
    func slips() {
        var random = SplitMix64(seed: 32)
        for _ in 0..<5000 {
            let a = word(&random)
            let b = word(&random)
            var isOne = Self.distance(a, b) <= 1
            for index in a.indices.dropLast() where !isOne {
                var other = a
                other.swapAt(index, index + 1)
                isOne = other == b
            }
            #expect(Slips.areOneApart(a.span, b.span) == isOne)
        }
    }

    /// Insertions, deletions and substitutions, by the table of cells.
    private static func distance(_ a: [UInt32], _ b: [UInt32]) -> Int {
        var cells = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { cells[i][0] = i }
        for j in 0...b.count { cells[0][j] = j }
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        for i in 1...a.count {
            for j in 1...b.count {
                let same = cells[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                cells[i][j] = min(same, cells[i - 1][j] + 1, cells[i][j - 1] + 1)
            }
        }
        return cells[a.count][b.count]
    }

    private func word(_ random: inout SplitMix64) -> [UInt32] {
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
            UInt32.random(in: 0x61...0x63, using: &random)
        }
    }
}
