import Records

extension TableDraft {
    /// Takes the pinned header rows, or searches for them.
    mutating func findHeader(_ option: OptionValue) {
        let texts = option.texts
        if texts == ["none"] { return reportSheet() }
        let numbers = texts.compactMap { UInt32($0) }
        if !numbers.isEmpty {
            headerRows = numbers.compactMap { rows.index(ofRowNumber: $0) }.sorted()
            if headerRows.count == numbers.count { return reportSheet() }
            report(ImportFindings.wrongHeaderRow, row: nil, "row \(texts.joined(separator: ", "))")
        }
        var search = HeaderSearch(rows)
        headerRows = search.find()
        reportHeader(isFurther: false)
    }

    /// Says that no header was found, or that this is a further table of its sheet.
    mutating func reportHeader(isFurther: Bool) {
        if headerRows.isEmpty && rows.filledCounts.contains(where: { $0 > 0 }) {
            report(ImportFindings.noHeader, row: nil)
        }
        if isFurther {
            report(TableFindings.severalTables, row: headerRows.first, "`\(table.name)`")
        } else {
            reportSheet()
        }
    }

    private mutating func reportSheet() {
        if table.isHidden, hidden == .mark { report(ImportFindings.hidden, row: nil, "sheet") }
    }

    mutating func nameColumns() {
        let names = trimmedNames()
        let (unique, repeated, blank) = HeaderNames.unique(names.names)
        gridNames = unique
        let labels = names.labels
        for (index, name) in unique.enumerated() {
            let isHidden = rows.grid.hiddenColumns.contains(index)
            if isHidden && hidden == .skip {
                report(ImportFindings.hidden, row: nil, column: name, "column left out")
                continue
            }
            table.columns.append(
                ColumnHeader(
                    name: name,
                    label: index < labels.count ? labels[index] : "",
                    isHidden: isHidden,
                    position: index
                )
            )
        }
        let header = headerRows.last
        for index in repeated {
            report(
                ImportFindings.duplicateHeader,
                row: header,
                column: unique[index],
                "`\(names.names[index])` stands over an earlier column too"
            )
        }
        for index in blank where header != nil {
            report(ImportFindings.blankHeader, row: header, column: unique[index])
        }
        if hidden == .mark {
            for column in table.columns where column.isHidden {
                report(ImportFindings.hidden, row: nil, column: column.name, "column")
            }
        }
    }

    /// The names by column, less the blank columns on the right.
    private mutating func trimmedNames() -> (names: [String], labels: [String]) {
        let levels = HeaderLevels(rows, headerRows, count: columnCount())
        let names = levels.names()
        if let row = levels.unitRow { report(TableFindings.unitsJoined, row: row) }
        if let row = levels.labelRow { report(TableFindings.twoLanguages, row: row) }
        var count = names.count
        while count > 0, names[count - 1].isEmpty, isBlankColumn(count - 1) { count -= 1 }
        return (Array(names.prefix(count)), levels.labels())
    }

    /// Columns of a delimited file are those of its header; a sheet's are all that hold something.
    private func columnCount() -> Int {
        let widest = Int(rows.lastFilled.max() ?? -1) + 1
        guard table.locatorKind == .line, !headerRows.isEmpty else { return widest }
        return headerRows.map { rows.cellCount($0) }.max() ?? widest
    }

    private func isBlankColumn(_ column: Int) -> Bool {
        for batch in rows.grid.batches where column < batch.columns.count {
            let cells = batch.columns[column]
            for row in 0..<cells.count where !CellText.isBlank(cells[row]) { return false }
        }
        return true
    }
}
