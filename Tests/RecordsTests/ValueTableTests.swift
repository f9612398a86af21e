import TestSupport
import Testing

@testable import Records

@Suite("Value table and columns")
struct ValueTableTests {
    @Test("interning agrees with a dictionary on 10,000 seeded strings")
    func twin() {
        var random = SplitMix64(seed: 1)
        var table = ValueTable()
        var twin: [String: ValueID] = ["": 0]
        for _ in 0..<10_000 {
            let length = Int.random(in: 0...20, using: &random)
            let text = String((0..<length).map { _ in "ab中".randomElement(using: &random) ?? "a" })
            let id = table.intern(text)
            let expected = twin[text] ?? ValueID(twin.count)
            twin[text] = expected
            #expect(id == expected)
        }
        #expect(table.count == twin.count)
        for (text, id) in twin {
            #expect(table.string(id) == text)
            #expect(table.byteCount(id) == text.utf8.count)
            let bytes = Array(text.utf8)
            #expect(table.find(bytes.span) == id)
        }
        let unknown = Array("unknown".utf8)
        #expect(table.find(unknown.span) == nil)
    }

    @Test("columns keep cells, blanks and nulls apart")
    func columns() {
        var column = Column()
        column.append("a")
        column.append("")
        column.appendNull()
        column.append("中文")
        #expect((0..<column.count).map { column.string($0) } == ["a", "", "", "中文"])
        #expect((0..<column.count).map { column.isNull($0) } == [false, false, true, false])
        #expect(column[3].count == 6)
    }

    @Test("runs of ids read back whatever their lengths")
    func runs() {
        var random = SplitMix64(seed: 2)
        for isSingle in [true, false] {
            var runs = IDRuns()
            var twin: [[UInt32]] = []
            for row in 0..<500 {
                let count = isSingle ? 1 : Int.random(in: 0...3, using: &random)
                let ids = (0..<count).map { UInt32(row * 4 + $0) }
                if count == 1 { runs.append(ids[0]) } else { runs.append(ids) }
                twin.append(ids)
            }
            #expect(runs.rowCount == 500)
            #expect((0..<500).map { Array(runs[$0]) } == twin)
        }
    }

    @Test("a single id is replaced in both layouts")
    func replace() {
        var runs = IDRuns()
        runs.append(1)
        runs.append(2)
        runs.replace(row: 1, with: 9)
        #expect(Array(runs[1]) == [9])
        runs.append([3, 4])
        runs.replace(row: 0, with: 8)
        #expect((0..<3).map { Array(runs[$0]) } == [[8], [9], [3, 4]])
    }

    @Test("clusters are numbered by first mention and list their members in order")
    func clusters() {
        let clusters = Clusters(labels: [7, 3, 7, 9, 3, 7])
        #expect(clusters.clusterOf == [0, 1, 0, 2, 1, 0])
        #expect((0..<clusters.count).map { Array(clusters[$0]) } == [[0, 2, 5], [1, 4], [3]])
        #expect(Clusters(labels: []).count == 0)
    }

    @Test("clean columns give a mention the outcomes of its cells, and parts of each")
    func cleanColumn() {
        var raw = ValueTable()
        var cells = IDRuns()
        cells.append(raw.intern("1/2"))
        cells.append(0)
        var column = CleanColumn(field: "phone", raw: raw, cells: cells)
        var value = CleanValue()
        value.value = column.values.intern("1")
        column.emit(value)
        value.value = column.values.intern("2")
        column.emit(value)
        column.setPart(.extension, "88")
        column.closeRaw()
        #expect(column.outcomeIndices(ofMention: 0) == [0, 1])
        #expect(column.outcomeIndices(ofMention: 1).isEmpty)
        #expect(column.partText(.extension, of: 0) == "")
        #expect(column.partText(.extension, of: 1) == "88")
        #expect(column.part(.city, of: 1) == 0)
    }
}
