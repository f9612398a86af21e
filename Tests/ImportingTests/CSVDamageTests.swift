import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Damaged delimited text")
struct CSVDamageTests {
    /// The rows of a text with nothing pinned, the header among them.
    private static func rows(_ text: String) throws -> [[String]] {
        let decoded = try DecodedText(FileBytes(Array(text.utf8)), encoding: nil)
        let dialect = try CSV.dialect(decoded, .map([]))
        let (grid, _) = CSV.grid(decoded, dialect, source: "s", path: "f")
        return grid.batches.flatMap { batch in
            batch.rowNumbers.indices.map { row in
                (0..<Int(batch.cellCounts[row])).map { batch.columns[$0].string(row) }
            }
        }
    }

    private static func table(_ random: inout SplitMix64, rowCount: Int = 30) -> [[String]] {
        let names = ["北京甲乙科技", "Desk, oak", "上海贸易", "Lamp 12 wide", "天津, 和平区"]
        return [["编号", "名称", "单价", "日期", "城市", "备注"]]
            + (1...rowCount).map { number in
                [
                    "\(1000 + number)", names.randomElement(using: &random) ?? "",
                    "\(Int.random(in: 1...999, using: &random)).50",
                    "2023-04-\(Int.random(in: 10...28, using: &random))",
                    ["北京", "上海", "Bonn"].randomElement(using: &random) ?? "",
                    ["", "ok", "say \"hi\" twice", "a, b"].randomElement(using: &random) ?? "",
                ]
            }
    }

    private static func cell(_ text: String, _ delimiter: String, _ quote: String) -> String {
        let needsQuotes = text.contains(delimiter) || text.contains(quote)
        if !needsQuotes { return text }
        return quote
            + text.split(separator: quote, omittingEmptySubsequences: false)
            .joined(separator: quote + quote) + quote
    }

    private static func line(
        _ row: [String],
        _ delimiter: String = ",",
        _ quote: String = "\""
    ) -> String {
        row.map { cell($0, delimiter, quote) }.joined(separator: delimiter)
    }

    @Test(
        "the delimiter is found, of one sign or several",
        arguments: [
            ",", ";", "\t", "|", "^", "~", "\u{1}", "\u{1F}", " ", ", ", "||", "::", "+|+", "|~|",
            "@@", "，", ";;", "<|>",
        ]
    )
    func delimiters(delimiter: String) throws {
        var random = SplitMix64(seed: 31)
        for _ in 0..<20 {
            let table = Self.table(&random)
            let text = table.map { Self.line($0, delimiter) + "\n" }.joined()
            #expect(try Self.rows(text) == table)
            let single = table.map { Self.line($0, delimiter, "'") + "\n" }.joined()
            #expect(try Self.rows(single) == table)
        }
    }

    @Test("a row with another delimiter, quote or escape is cut like the others")
    func otherDialect() throws {
        var random = SplitMix64(seed: 32)
        for _ in 0..<100 {
            let table = Self.table(&random)
            var lines = table.map { Self.line($0) }
            let row = Int.random(in: 1..<table.count, using: &random)
            let delimiter = [";", "\t", "|", " "].randomElement(using: &random) ?? ";"
            lines[row] = Self.line(table[row], delimiter)
            #expect(try Self.rows(lines.joined(separator: "\n")) == table)
            lines[row] = Self.line(table[row], ",", "'")
            #expect(try Self.rows(lines.joined(separator: "\n")) == table)
        }
    }

    @Test("titles and notes of as many words as a row has cells aren't cut into cells")
    func titles() throws {
        let rows = "id,name,price,date\n1,a,2.50,2023-04-01\n2,b,3.50,2023-04-02\n"
        let text = "List of May 2023\n" + rows + "Printed 2023-05-01 by Bob\n"
        let read = try Self.rows(text)
        #expect(read.map(\.count) == [1, 4, 4, 4, 1])
    }

    @Test("a quote too many, wherever it stands, costs no other row a cell")
    func extraQuote() throws {
        var random = SplitMix64(seed: 33)
        var wholeCount = 0
        for _ in 0..<600 {
            let table = Self.table(&random)
            var lines = table.map { Self.line($0) }
            let row = Int.random(in: 1..<table.count, using: &random)
            var line = Array(lines[row])
            line.insert("\"", at: Int.random(in: 0...line.count, using: &random))
            lines[row] = String(line)
            let read = try Self.rows(lines.joined(separator: "\n"))
            #expect(read.count == table.count, "\(lines[row])")
            guard read.count == table.count else { return }
            for other in table.indices where other != row { #expect(read[other] == table[other]) }
            if read[row].count == table[row].count { wholeCount += 1 }
        }
        #expect(wholeCount >= 570)
    }

    @Test("a delimiter too few or too many changes its own row alone")
    func raggedRows() throws {
        var random = SplitMix64(seed: 34)
        for _ in 0..<300 {
            var table = Self.table(&random)
            let row = Int.random(in: 1..<table.count, using: &random)
            if Bool.random(using: &random) {
                table[row].insert("", at: Int.random(in: 0...5, using: &random))
            } else {
                table[row].remove(at: Int.random(in: 0...5, using: &random))
            }
            let text = table.map { Self.line($0) + "\n" }.joined()
            #expect(try Self.rows(text) == table)
        }
    }

    @Test("an open quote is named by the line where it stands, behind a cell of several lines too")
    func openQuoteLine() throws {
        let text = "id,name,note\n1,\"two\nlines\",\"open\n2,b,c\n3,d,e\n4,f,g\n"
        let path = try TemporaryFile.write(Array(text.utf8))
        let result = try Importers.read(source: "s", path: path)
        let open = result.findings.all.filter {
            $0.code == ImportFindings.unterminatedQuotes.code
        }
        #expect(open.map(\.place.rowNumber) == [2])
        #expect(open.map(\.detail) == ["cell 3, opened on line 3"])
        #expect(result.tables[0].batches[0].rowNumbers == [2, 4, 5, 6])
    }

    @Test(
        "a hundred thousand quotes that open and never close are read in time that grows evenly",
        arguments: ["%,\"open,1,x\n", "%, \"open,1,x\n", "%,\"o\"p,1,x\n", "\"a,", "\"a\"b,"]
    )
    func openQuotes(pattern: String) throws {
        let text = (0..<100_000).map { number in
            pattern.split(separator: "%", omittingEmptySubsequences: false)
                .joined(separator: "\(number)")
        }.joined()
        let rows = try Self.rows("a,b,c,d\n" + text)
        let lineCount = pattern.hasSuffix("\n") ? 100_001 : 2
        #expect(rows.count == lineCount)
    }

    @Test("delimiters are pinned as written, by name or by number, and nonsense is refused")
    func pins() throws {
        for (option, delimiter) in [
            ("||", "||"), ("\\x1f", "\u{1F}"), ("space", " "), ("tab", "\t"), ("\\t", "\t"),
            ("comma", ","),
        ] {
            let text = try DecodedText(FileBytes(Array("a,b\n".utf8)), encoding: nil)
            let dialect = try CSV.dialect(text, .map([(key: "delimiter", value: .text(option))]))
            #expect(dialect.delimiterBytes == Array(delimiter.utf8))
        }
        for (key, value) in [
            ("delimiter", "\n"), ("delimiter", "12345678901234567"), ("quote", "ab"),
            ("escape", "「"),
        ] {
            let text = try DecodedText(FileBytes(Array("a,b\n".utf8)), encoding: nil)
            #expect { try CSV.dialect(text, .map([(key: key, value: .text(value))])) } throws: {
                ($0 as? ImportFailure)?.kind.code == ImportFindings.badOption.code
            }
        }
    }

    @Test("what is shown as the dialect pins the same dialect")
    func shownDialect() throws {
        for delimiter in [",", "\t", " ", "||", ", ", "\u{1F}", "+|+"] {
            let shown = CSVDialect.name(Array(delimiter.utf8))
            let text = try DecodedText(FileBytes(Array("a,b\n".utf8)), encoding: nil)
            let dialect = try CSV.dialect(text, .map([(key: "delimiter", value: .text(shown))]))
            #expect(dialect.delimiterBytes == Array(delimiter.utf8))
        }
    }

    @Test("plain rows and damaged ones give the same by words and byte by byte")
    func plainTwin() {
        var random = SplitMix64(seed: 35)
        for _ in 0..<200 {
            var text = Self.table(&random).map { Self.line($0) + "\n" }.joined()
            for _ in 0..<3 {
                let index = text.indices.randomElement(using: &random) ?? text.startIndex
                let sign = ["\"", ",", "\n", ";", "'", ""].randomElement(using: &random) ?? ""
                text.replaceSubrange(index...index, with: sign)
            }
            let bytes = Array(text.utf8)
            let dialect = DialectSearch.find(bytes.span)
            var fast = CSVScan()
            fast.run(bytes.span, dialect)
            var slow = CSVScan()
            slow.isPlainPathOff = true
            slow.run(bytes.span, dialect)
            #expect(Self.cells(fast) == Self.cells(slow), "\(text)")
            #expect(fast.issues == slow.issues)
        }
    }

    private static func cells(_ scan: CSVScan) -> [[String]] {
        scan.batches.flatMap { batch in
            batch.rowNumbers.indices.map { row in
                ["\(batch.rowNumbers[row])"]
                    + (0..<Int(batch.cellCounts[row])).map { batch.columns[$0].string(row) }
            }
        }
    }
}
