import Records

/// Rows of cells in aligned columns; widths are display columns, so that Han lines up.
///
///     source          rows  skipped
///     book.客户档案     412       12
struct TextTable {
    enum Alignment { case left, right }

    private let alignments: [Alignment]
    private var rows: [[String]] = []

    init(_ header: [(String, Alignment)]) {
        alignments = header.map(\.1)
        rows = [header.map(\.0)]
    }

    /// Without a header.
    init(columns: [Alignment]) { alignments = columns }

    mutating func append(_ row: [String]) { rows.append(row.map(\.escapedControls)) }

    /// The lines, each indented by two blanks, without blanks at the end.
    var lines: [String] {
        let widths = alignments.indices.map { column in
            rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = " "
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                let gap = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
                let isLeft = alignments[column] == .left
                line += " " + (isLeft ? cell + (isLast ? "" : gap) : gap + cell)
                if !isLast { line += " " }
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }
}
