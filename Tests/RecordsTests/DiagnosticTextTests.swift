import Testing

@testable import Records

@Suite("Diagnostics as text")
struct DiagnosticTextTests {
    private let kind = FindingKind(
        "P004",
        "UNKNOWN_OPTION",
        .error,
        "unknown option",
        hint: "did you mean `delimiter`?"
    )

    @Test("a diagnostic shows code, place, line, caret and hint")
    func whole() {
        var diagnostic = Diagnostic(
            kind,
            "unknown option `delimeter` for importer `csv`",
            at: .init(file: "pipelines/acme.yaml", line: 7, column: 7, length: 9)
        )
        diagnostic.sourceLine = "      delimeter: \";\""
        diagnostic.label = "`csv` has: delimiter, encoding"
        #expect(
            diagnostic.rendered() == """
                error[P004 UNKNOWN_OPTION]: unknown option `delimeter` for importer `csv`
                  --> pipelines/acme.yaml:7:7
                 7 |       delimeter: ";"
                   |       ^^^^^^^^^ `csv` has: delimiter, encoding
                   = hint: did you mean `delimiter`?
                """
        )
    }

    @Test("carets count display columns: a Han character takes two")
    func caret() {
        var diagnostic = Diagnostic(
            kind,
            "m",
            at: .init(file: "p.yaml", line: 120, column: 4, length: 2)
        )
        diagnostic.sourceLine = "客户a电话: x"
        let lines = diagnostic.rendered().split(separator: "\n")
        #expect(lines[2] == "120 | 客户a电话: x")
        #expect(lines[3] == "    |      ^^^^")
    }

    @Test("a place beyond the line's end still has a caret")
    func beyond() {
        var diagnostic = Diagnostic(kind, "m", at: .init(file: "f", line: 1, column: 99, length: 5))
        diagnostic.sourceLine = "ab"
        #expect(diagnostic.rendered().contains("|   ^\n"))
    }

    @Test("control and bidirectional characters are shown, not sent")
    func controls() {
        #expect("a\u{1B}[2J\nb\u{202E}c\td".escapedControls == "a\\u{1B}[2J\\nb\\u{202E}c d")
        var diagnostic = Diagnostic(kind, "m", at: .init(file: "f", line: 1, column: 2, length: 1))
        diagnostic.sourceLine = "\tx"
        #expect(diagnostic.rendered().contains("  x\n   |  ^\n"))
    }

    @Test("colour is only escape sequences around the same text")
    func color() {
        let diagnostic = Diagnostic(kind, "m", at: .init(file: "f", line: 1, column: 1))
        var text = diagnostic.rendered(color: true)
        for code in ["0", "1", "2", "31", "33"] { text.removeAll("\u{1B}[\(code)m") }
        #expect(text == diagnostic.rendered())
        #expect(diagnostic.rendered(color: true).contains("\u{1B}[31m"))
    }

    @Test(
        "widths follow UAX #11",
        arguments: [("abc", 3), ("中文", 4), ("ＡＢ", 4), ("é", 1), ("e\u{301}", 1), ("、", 2), ("", 0)]
    )
    func width(_ text: String, _ width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test("a cut text fits and says that it was cut")
    func cut() {
        #expect(DisplayWidth.cut("上海宏图贸易", to: 7) == "上海宏…")
        #expect(DisplayWidth.cut("上海", to: 4) == "上海")
        #expect(DisplayWidth.of(DisplayWidth.cut("a上海宏图", to: 6)) <= 6)
    }
}

extension String {
    fileprivate mutating func removeAll(_ part: String) {
        self = split(separator: part, omittingEmptySubsequences: false).joined()
    }
}
