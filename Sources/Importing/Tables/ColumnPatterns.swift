import Records

/// What the cells of each column look like in the rows with the right number of cells, so that a
/// shifted row can be proved to fit one way only.
struct ColumnPatterns {
    private var columns: [Pattern] = []
    private static let sampleRowCount = 2000
    private static let leastRowCount = 8

    init(_ rows: GridRows, _ kinds: [RowKind], width: Int) {
        let good = (0..<rows.count).lazy.filter {
            kinds[$0] == .data && rows.cellCount($0) == width
        }.prefix(ColumnPatterns.sampleRowCount)
        let sample = Array(good)
        columns = (0..<width).map { column in
            var pattern = Pattern()
            for row in sample { pattern.add(rows.cell(row, column)) }
            return pattern
        }
    }

    /// Whether every cell looks like its column.
    func fit(_ cells: [[UInt8]]) -> Bool {
        guard cells.count == columns.count,
            columns.allSatisfy({ $0.count >= ColumnPatterns.leastRowCount })
        else { return false }
        return zip(cells, columns).allSatisfy { $1.fits($0) }
    }

    private struct Pattern {
        var count = 0
        private var shapeCounts = [Int](repeating: 0, count: CellShape.allCases.count)
        private var distinct: Set<[UInt8]> = []
        private var longest = 0

        mutating func add(_ cell: [UInt8]) {
            count += 1
            shapeCounts[Int(CellShape.of(cell.span).rawValue)] += 1
            if distinct.count <= 64 { distinct.insert(cell) }
            longest = max(longest, cell.count)
        }

        private var filled: Int { count - shapeCounts[Int(CellShape.blank.rawValue)] }

        /// Few values in many rows: a choice from a list.
        private var isChoice: Bool { distinct.count <= 64 && distinct.count * 4 <= filled }

        func fits(_ cell: [UInt8]) -> Bool {
            let shape = CellShape.of(cell.span)
            if shape == .blank { return filled * 50 <= count * 49 }
            if isChoice { return distinct.contains(cell) }
            let same = shapeCounts[Int(shape.rawValue)]
            return same * 20 >= filled && cell.count * 4 <= longest * 5
        }
    }
}
