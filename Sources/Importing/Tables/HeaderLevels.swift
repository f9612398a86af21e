import Records

/// The rows of one header by what they give to the columns' names: groups and names, units, or the
/// same names in another language.
struct HeaderLevels {
    private let rows: GridRows
    private let count: Int
    /// From the top down.
    private var nameRows: [Int] = []
    private(set) var unitRow: Int?
    private(set) var labelRow: Int?

    init(_ rows: GridRows, _ headerRows: [Int], count: Int) {
        self.rows = rows
        self.count = count
        let search = HeaderSearch(rows)
        for row in headerRows {
            let header = HeaderRow(rows, row)
            if nameRows.isEmpty {
                nameRows.append(row)
            } else if unitRow == nil, search.isUnits(header) {
                unitRow = row
            } else if labelRow == nil, let last = nameRows.last,
                search.isTranslation(HeaderRow(rows, last), header)
            {
                labelRow = row
            } else {
                nameRows.append(row)
            }
        }
    }

    /// The cleaned names, blank where no row has one.
    func names() -> [String] {
        let deepest = (0..<count).map { column in
            HeaderNames.cleaned(
                nameRows.reversed().lazy.map { rows.text($0, column) }
                    .first { !$0.isEmpty } ?? labelRow.map { rows.text($0, column) } ?? ""
            )
        }
        let names = grouped(deepest)
        guard let unitRow else { return names }
        return names.enumerated().map { column, name in
            let unit = rows.text(unitRow, column)
            return unit.isEmpty || HeaderUnit.isNone(unit) ? name : HeaderUnit.joined(name, unit)
        }
    }

    /// The second row's names; empty without one.
    func labels() -> [String] {
        guard let labelRow else { return [] }
        return (0..<count).map { HeaderNames.cleaned(rows.text(labelRow, $0)) }
    }

    /// Puts the groups' texts before names that occur in several groups.
    private func grouped(_ deepest: [String]) -> [String] {
        var names = deepest
        for row in nameRows.dropLast().reversed() {
            var counts: [String: Int] = [:]
            for name in names where !name.isEmpty { counts[name, default: 0] += 1 }
            guard counts.values.contains(where: { $0 > 1 }) else { break }
            let groups = groups(row)
            for column in names.indices where counts[names[column], default: 0] > 1 {
                let group = groups[column]
                if !group.isEmpty && group != names[column] && group != deepest[column] {
                    names[column] = "\(group) \(names[column])"
                }
            }
        }
        return names
    }

    /// The text of the group over each column: its own, or that of the merged range or of the cell to
    /// the left that stands over it.
    private func groups(_ row: Int) -> [String] {
        let number = rows.rowNumber(row)
        var texts = (0..<count).map { HeaderNames.cleaned(rows.text(row, $0)) }
        let merges = rows.grid.merges.filter { $0.rows.contains(number) }
        for merge in merges where merge.columns.lowerBound < count {
            let text = texts[merge.columns.lowerBound]
            for column in merge.columns.clamped(to: 0...(count - 1)) { texts[column] = text }
        }
        guard merges.isEmpty else { return texts }
        for column in texts.indices.dropFirst() where texts[column].isEmpty {
            texts[column] = texts[column - 1]
        }
        return texts
    }
}
