import Records
import Testing

@testable import Pipelines

@Suite("Review card")
struct ReviewCardTests {
    private func marked(_ a: String, _ b: String) -> (String, String) {
        let (x, y) = (Array(a), Array(b))
        let marks = TextDifference.marks(x, y)
        let plain = TerminalStyle(isOn: false)
        return (
            MarkedText(x, marks: marks.a, style: plain).lines(width: 99, style: plain)[0].trimmed,
            MarkedText(y, marks: marks.b, style: plain).lines(width: 99, style: plain)[0].trimmed
        )
    }

    @Test("differing characters are marked, in texts that have something in common")
    func marks() {
        #expect(marked("骐图农业有限公司", "骐图农业科技有限公司") == ("骐图农业有限公司", "骐图农业[科技]有限公司"))
        #expect(marked("13471000001", "13471000007") == ("1347100000[1]", "1347100000[7]"))
        #expect(marked("张伟", "李娜") == ("[张伟]", "[李娜]"))
        #expect(marked("", "李娜") == ("", "[李娜]"))
        #expect(marked("李娜", "李娜") == ("李娜", "李娜"))
    }

    @Test("wide characters take two columns, and long texts are wrapped and filled")
    func width() {
        let plain = TerminalStyle(isOn: false)
        let text = Array("上海骐图a农业")
        let lines = MarkedText(text, marks: text.map { _ in false }, style: plain)
            .lines(width: 9, style: plain)
        #expect(lines == ["上海骐图a", "农业     "])
        #expect(lines.allSatisfy { DisplayWidth.of($0) == 9 })
    }

    @Test("lines end at blanks, and only what is longer than a line is cut")
    func blanks() {
        let plain = TerminalStyle(isOn: false)
        func lines(_ text: String, _ width: Int) -> [String] {
            let characters = Array(text)
            return MarkedText(characters, marks: characters.map { _ in false }, style: plain)
                .lines(width: width, style: plain).map { $0.trimmed }
        }
        #expect(lines("book.xlsx, row 134", 17) == ["book.xlsx, row", "134"])
        #expect(lines("客户档案.xlsx, 134", 16) == ["客户档案.xlsx,", "134"])
        #expect(lines("上海市长宁区12345号", 15) == ["上海市长宁区", "12345号"])
        #expect(lines("13800138000", 5) == ["13800", "13800", "0"])
        #expect(lines("", 5) == [""])
    }

    private func card(_ left: String, _ right: String, showsValues: Bool) -> String {
        let facts = ReviewFacts(
            left: .init(key: "a:t:1#1", places: ["a.csv, line 2"]),
            right: .init(key: "b:t:1#1", places: ["b.xlsx, 客户, row 7"]),
            fields: [
                .init(
                    name: "mobile",
                    type: .phone,
                    isSensitive: false,
                    left: [left],
                    right: [right]
                )
            ],
            evidence: [.init(field: "phone", level: "one digit off", weight: 4.25)],
            start: -9,
            weight: -4.75,
            probability: 0.036,
            reason: ""
        )
        return ReviewCard(
            facts,
            width: 80,
            style: TerminalStyle(isOn: false),
            showsValues: showsValues
        ).text
    }

    @Test("a card shows values, places, keys and weights; masked, no value and no mark")
    func whole() {
        let shown = card("+8613471000001", "+8613471000007", showsValues: true)
        #expect(shown.contains("~ mobile") && shown.contains("+861347100000[7]"))
        for text in ["b.xlsx, 客户, row 7", "a:t:1#1", "one digit off    +4.2", "0.036", "-9.0"] {
            #expect(shown.contains(text), "\(text)\n\(shown)")
        }
        let masked = card("+8613471000001", "+8613471000007", showsValues: false)
        #expect(
            !masked.contains("1347100000") && !masked.contains("[") && masked.contains("! mobile")
        )
    }

    @Test("dates of birth keep their year where values are masked")
    func birthDate() {
        let field = ReviewFacts.Field(
            name: "birth_date",
            type: .date,
            isSensitive: false,
            isPersonal: true,
            left: ["1987-03-10"],
            right: []
        )
        #expect(field.masked("1987-03-10") == "1987-**-**")
    }

    @Test("control characters of a file can't reach the terminal")
    func controls() {
        let shown = card("1\u{1B}[2J", "2\u{202E}", showsValues: true)
        #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}"))
    }
}
