import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// A JSON text as it is read, for tests.
struct ReadJSON {
    var result: ImportResult

    init(_ bytes: [UInt8], _ options: [(String, String)] = []) throws {
        let input = ImportInput(
            source: "s",
            path: "p.json",
            bytes: FileBytes(bytes),
            options: .map(options.map { (key: $0.0, value: .text($0.1)) })
        )
        result = try JSONDocuments.read(input)
    }

    init(_ text: String, _ options: [(String, String)] = []) throws {
        try self.init(Array(text.utf8), options)
    }

    var codes: [FindingCode] { result.findings.all.map(\.code) }

    /// `name: header, … / cell, … / …` of each table; null is `␀`.
    var text: [String] { result.tables.map(ReadJSON.text) }

    static func text(_ table: SourceTable) -> String {
        var lines = ["\(table.name): " + table.columns.map(\.name).joined(separator: ", ")]
        for batch in table.batches {
            for row in 0..<batch.rowCount {
                let cells = batch.columns.map { $0.isNull(row) ? "␀" : $0.string(row) }
                lines.append(cells.joined(separator: ", "))
            }
        }
        return lines.joined(separator: " / ")
    }
}

@Suite("JSON")
struct JSONTests {
    @Test("an answer's array is the table, a record with arrays of its own stays a record")
    func envelope() throws {
        let answer = try ReadJSON(#"{"code":0,"data":{"page":1,"rows":[{"a":1}]}}"#)
        #expect(answer.text == ["data.rows: a / 1"])
        #expect(answer.result.tables[0].skipped.map(\.text) == ["code: 0; data.page: 1"])
        #expect(answer.result.tables[0].skipped[0].kind == .note)
        let record = try ReadJSON(#"{"id":1,"name":"a","city":"b","rows":[{"a":1}]}"#)
        #expect(
            record.text == [": id, name, city / 1, a, b", "rows: _parent, _parent.id, a / 1, 1, 1"]
        )
        let mongo = try ReadJSON(#"{"_id":"x","rows":[{"a":1}]}"#)
        #expect(mongo.text[0] == ": _id / x")
        let meta = try ReadJSON(#"{"meta":{"a":1,"b":2,"c":3},"rows":[{"a":1}]}"#)
        #expect(meta.text == ["rows: a / 1"])
    }

    @Test("the largest array of an answer comes first, each with its own arrays behind it")
    func order() throws {
        let read = try ReadJSON(
            #"{"a":[{"x":1}],"b":[{"x":1,"c":[{"y":2}]},{"x":2}],"d":[{"x":1}]}"#
        )
        #expect(read.result.tables.map(\.name) == ["b", "b.c", "a", "d"])
    }

    @Test("a pinned path that doesn't exist fails and names the nearest")
    func pinnedPath() {
        #expect {
            try ReadJSON(#"{"data":{"list":[{"a":1}]}}"#, [("path", "data.lits")])
        } throws: { error in
            let failure = error as? ImportFailure
            return failure?.kind.code == ImportFindings.noSuchTable.code
                && failure?.hint == "did you mean `data.list`?"
        }
    }

    @Test("parents are found again over batches, and by an id only where it is unique")
    func parents() throws {
        var text = "["
        for index in 0..<10_000 {
            text += #"{"id":"c\#(index)","uuid":"u","items":["#
            text += (0..<(index % 3)).map { #"{"n":\#($0)}"# }.joined(separator: ",") + "]},\n"
        }
        text += #"{"id":"last"}]"#
        let read = try ReadJSON(text)
        let items = read.result.tables[1]
        #expect(items.columns.map(\.name) == ["_parent", "_parent.id", "n"])
        #expect(items.rowCount == 9_999)
        for batch in items.batches {
            for row in 0..<batch.rowCount {
                let number = Int(batch.columns[0].string(row)) ?? 0
                #expect(batch.columns[1].string(row) == "c\(number - 1)")
            }
        }
        let repeated = try ReadJSON(#"[{"id":1,"k":[{"a":1}]},{"id":1,"k":[{"a":2}]}]"#)
        #expect(repeated.result.tables[1].columns.map(\.name) == ["_parent", "a"])
    }

    @Test("columns that come late are null in earlier batches")
    func lateColumns() throws {
        let early = (0..<9000).map { #"{"a":\#($0)}"# }.joined(separator: "\n")
        let read = try ReadJSON(early + "\n" + #"{"a":1,"b":2}"#)
        let table = read.result.tables[0]
        #expect(table.batches.allSatisfy { $0.columns.count == 2 })
        #expect(table.batches.allSatisfy { $0.rowCount <= RecordBatch.maxRowCount })
        #expect(table.batches[0].columns[1].isNull(0))
        #expect(table.batches.last?.columns[1].string(8999 % 4096 + 1) == "2")
    }

    @Test("what is nested deeper than the limit isn't read, however deep it is")
    func depth() throws {
        let deep = [UInt8](repeating: 0x5B, count: 1_000_000)
        let read = try ReadJSON(deep)
        #expect(read.result.isBroken)
        #expect(read.codes == [ImportFindings.limit.code])
        let objects = String(repeating: #"{"a":"#, count: 100_000)
        #expect(try ReadJSON(objects).codes == [ImportFindings.limit.code])
        let lines = #"{"a":1}"# + "\n" + #"{"a":[[[[1]]]]}"# + "\n" + #"{"a":2}"#
        let shallow = try ReadJSON(lines, [("max_depth", "3")])
        #expect(shallow.text == [": a / 1 / ␀ / 2"])
        #expect(shallow.result.tables[0].rejectedRows == [1: ImportFindings.limit.code])
    }

    @Test("too many keys, too long texts and too many cells are told and reject their rows")
    func limits() throws {
        let keys = (0..<17_000).map { #""k\#($0)":1"# }.joined(separator: ",")
        let wide = try ReadJSON("[{\"a\":0},{\(keys)},{\"a\":1}]")
        #expect(wide.result.tables[0].columns.count == 16_384)
        #expect(wide.result.tables[0].rejectedRows == [1: ImportFindings.limit.code])
        #expect(wide.codes == [ImportFindings.limit.code])
        #expect(wide.result.isBroken)
        let long = try ReadJSON(#"[{"a":"12345678901"},{"a":"x"}]"#, [("max_string_bytes", "10")])
        #expect(long.text == [": a / ␀ / x"] || long.text == [": a / x"])
        #expect(long.result.tables[0].rejectedRows == [0: ImportFindings.limit.code])
        let rows = (0..<100).map { #"{"a":\#($0),"b":1}"# }.joined(separator: ",")
        let many = try ReadJSON("[\(rows)]", [("max_cells", "100")])
        #expect(many.result.isBroken)
        #expect(many.codes == [ImportFindings.limit.code])
        #expect(many.result.tables[0].rowCount < 60)
        let repeats = (0..<40).map { _ in #""a":1"# }.joined(separator: ",")
        let repeated = try ReadJSON("[{\(repeats)}]")
        #expect(repeated.result.tables[0].columns.count == 16)
        #expect(repeated.codes.contains(ImportFindings.limit.code))
    }

    @Test("an option that is no number fails")
    func options() {
        for value in ["x", "0", "-1", "9999999"] {
            #expect(throws: ImportFailure.self) { try ReadJSON("[]", [("max_depth", value)]) }
        }
    }

    @Test("the content decides whether a text is JSON")
    func confidence() {
        func trust(_ text: String) -> Int {
            JSONDocuments.confidence(head: Array(text.utf8).span)
        }
        for text in [#"{"a":1}"#, "[{\"a\":", " \n[]", #"{"a":1}"# + "\n{}", "{}", #"{"a":"#] {
            #expect(trust(text) == 90, "\(text)")
        }
        #expect(trust("[1,2]") == 60)
        #expect(trust(#"{"a":1,b}"#) == 85)
        #expect(trust("42") == 5 && trust("42,43") == 5 && trust("a,b") == 0)
        #expect(trust("[network]\nname=1") < 10)
        #expect(trust("") == 0 && trust("\u{FEFF}") == 0)
        #expect(JSONDocuments.confidence(head: [0xFF, 0xFE, 0x5B, 0, 0x5D, 0].span) == 90)
        #expect(Importers.detect(FileBytes(Array("42\n43\n".utf8)))?.spec.name == "csv")
        #expect(Importers.detect(FileBytes(Array(#"[{"a":1}]"#.utf8)))?.spec.name == "json")
    }

    @Test(
        "dates of MongoDB are instants in UTC",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (1_682_159_400_020, "2023-04-22T10:30:00.020Z"),
        ]
    )
    func instants(_ milliseconds: Int, _ expected: String) {
        let text = ExtendedJSON.instant(milliseconds: milliseconds)
        #expect(text.map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test("instants agree with Foundation's calendar on 10,000 seeded days")
    func instantTwin() throws {
        let formatter = ISO8601DateFormatter()
        var random = SplitMix64(seed: 5)
        for _ in 0..<10_000 {
            // From 1600 on, where Foundation's calendar is Gregorian too.
            let seconds = Int.random(in: -11_644_473_600...253_402_300_799, using: &random)
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            let text = try #require(ExtendedJSON.instant(milliseconds: seconds * 1000))
            #expect(String(decoding: text, as: UTF8.self) == formatter.string(from: date))
        }
    }

    @Test("objects that only look like MongoDB's stay objects")
    func lookalikes() throws {
        let read = try ReadJSON(
            #"[{"a":{"$oid":1,"b":2},"c":{"$date":"x","y":1},"d":{"$set":{"e":1}}}]"#
        )
        #expect(read.text == [": a.$oid, a.b, c.$date, c.y, d.$set.e / 1, 2, x, 1, 1"])
    }

    @Test("a table that is asked for is the only one; another fails")
    func table() throws {
        var input = ImportInput(
            source: "s",
            path: "p",
            bytes: FileBytes(Array(#"[{"a":1,"k":[{"b":2}]}]"#.utf8))
        )
        input.table = "k"
        #expect(try JSONDocuments.read(input).tables.map(\.name) == ["k"])
        input.table = "z"
        #expect(throws: ImportFailure.self) { try JSONDocuments.read(input) }
    }
}
