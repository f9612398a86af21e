import CRM
import Records

/// Columns that mark rows as deleted in the old system.
enum DeletionMarks {
    private static let marks: Set<String> = ["1", "true", "yes", "y", "t", "是", "x", "已删除", "√"]
    private static let others: Set<String> = [
        "0", "false", "no", "n", "f", "否", "", "未删除", "正常", "×",
    ]

    /// Each such column with the values that mark a row, in the order of their first occurrence.
    static func find(_ table: TableFacts) -> [(column: Int, values: [String])] {
        table.nameable.compactMap { column in
            guard HeaderSynonyms.isDeletionMark(column.name), column.values.distinctCount <= 4,
                !column.name.contains("${")
            else { return nil }
            let words = column.values.values.ids.map { column.values.values.string($0) }
            let marking = words.filter { marks.contains($0.lowercased()) }
            let known = words.allSatisfy {
                marks.contains($0.lowercased()) || others.contains($0.lowercased())
            }
            return known && !marking.isEmpty ? (column.index, marking) : nil
        }
    }
}
