import Testing

@testable import Pipelines

@Suite("Files of clusters")
struct ClusterFileTests {
    private static func file(_ count: Int, _ cell: (Int) -> String) -> String {
        let rows = (0..<count).map { "\($0),\(cell($0)),k\($0)\n" }
        return "id,cluster,key\n" + rows.joined()
    }

    @Test("mentions at the seam of two batches are named", arguments: [4_094, 4_095, 4_096, 8_191])
    func seam(row: Int) throws {
        let folder = try GuessTests.Folder()
        let diff = try ClusterDiff(
            old: try folder.write("old.csv", Self.file(9_000) { "\($0)" }),
            new: try folder.write("new.csv", Self.file(9_000) { $0 == row ? "1" : "\($0)" })
        )
        #expect(diff.groups.map(\.change) == [.merged])
        #expect(diff.groups.first?.new.map(\.mentions) == [["k1", "k\(row)"]])
    }

    @Test("cells that a spreadsheet would compute are guarded")
    func formulas() throws {
        let folder = try GuessTests.Folder()
        let diff = try ClusterDiff(
            old: try folder.write("old.csv", "id,cluster,key\n1,=1+1,=cmd\n2,B,k2\n"),
            new: try folder.write("new.csv", "id,cluster,key\n1,A,=cmd\n2,A,k2\n")
        )
        let csv = String(decoding: diff.csv, as: UTF8.self)
        #expect(csv.contains(",'=cmd,'=1+1,A\n") && csv.contains(",k2,B,A\n"))
    }
}
