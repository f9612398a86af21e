import Testing

@testable import Records

@Suite("Did you mean")
struct DidYouMeanTests {
    private let words = ["delimiter", "encoding", "header", "quote", "skip_rows"]

    @Test(
        "a near word is suggested",
        arguments: [
            ("delimeter", "delimiter"), ("Encoding", "encoding"), ("haeder", "header"),
            ("skiprows", "skip_rows"), ("qoute", "quote"),
        ]
    )
    func near(_ word: String, _ expected: String) {
        #expect(DidYouMean.suggest(word, among: words) == expected)
    }

    @Test("a far word has no suggestion", arguments: ["colour", "x", "", "encodes_all_rows"])
    func far(_ word: String) {
        #expect(DidYouMean.suggest(word, among: words) == nil)
    }

    @Test("the only candidate is suggested, however far")
    func only() {
        #expect(DidYouMean.suggest("客户", among: ["contacts"]) == "contacts")
        #expect(DidYouMean.suggest("客户", among: []) == nil)
    }

    @Test("a short word needs a nearer candidate")
    func short() {
        #expect(DidYouMean.suggest("in", among: ["id", "unique"]) == "id")
        #expect(DidYouMean.suggest("q", among: ["x", "y"]) == nil)
        #expect(DidYouMean.suggest("电活", among: ["电话", "传真"]) == "电话")
    }

    @Test("a swap of neighbours is one edit")
    func swap() {
        func distance(_ a: String, _ b: String) -> Int {
            DidYouMean.distance(Array(a.unicodeScalars), Array(b.unicodeScalars))
        }
        #expect(distance("ab", "ba") == 1)
        #expect(distance("kitten", "sitting") == 3)
        #expect(distance("", "abc") == 3)
    }
}
