import Records

/// Makes the tables and findings of a dump from what was read of it.
struct DumpOutput {
    private let input: ImportInput
    private let text: DumpText
    private var reader: DumpReader
    private let mendsMojibake: Bool
    private var names: [String] = []
    private(set) var findings = Findings()
    var result = ImportResult()

    init(_ input: ImportInput, _ text: DumpText, _ reader: DumpReader) {
        self.input = input
        self.text = text
        self.reader = reader
        mendsMojibake = input.options["repair_mojibake"]?.text == "true"
    }

    /// I007 when the dump lacks the table that was asked for.
    mutating func write() throws(ImportFailure) {
        result.isBroken = reader.isTruncated || reader.isDamaged
        findings = text.findings(source: input.source, path: input.path)
        let (shown, clashes) = reader.tables.shownNames()
        names = shown.map(readable)
        let indices = reader.tables.all.indices.filter { index in
            let table = reader.tables.all[index]
            return !table.isView || table.rowCount > 0
        }
        if let wanted = input.table, !indices.contains(where: { names[$0] == wanted }) {
            throw Importers.missing(wanted, in: input.path, among: indices.map { names[$0] })
        }
        for issue in reader.issues.all { add(issue) }
        for (code, count) in reader.issues.dropped {
            var finding = Finding(code, at: Place(source: input.source, file: input.path))
            finding.detail = "\(count) more like these"
            findings.add(finding)
        }
        for index in indices where input.table == nil || input.table == names[index] {
            if clashes.contains(index) { note(SQLFindings.sameName, index) }
            result.tables.append(table(index))
        }
        result.findings = findings
    }

    private mutating func table(_ index: Int) -> SourceTable {
        inspect(index)
        let read = reader.tables.all[index]
        var table = SourceTable(
            source: input.source,
            file: input.path,
            name: names[index],
            columns: read.columns,
            locatorKind: .tuple
        )
        table.label = readable(read.label)
        for column in table.columns.indices {
            table.columns[column].name = readable(table.columns[column].name)
            table.columns[column].label = readable(table.columns[column].label)
        }
        table.batches = read.batches
        table.rejectedRows = read.rejectedRows
        for batch in table.batches.indices {
            table.batches[batch].byteOffsets = table.batches[batch].byteOffsets.map {
                text.rawOffset(Int($0))
            }
        }
        return table
    }

    /// A name or comment in the encoding of the values, and mended like them.
    private func readable(_ name: String) -> String {
        let decoded = text.isDeclaredOtherwise ? text.decoder?.string(name) ?? name : name
        guard mendsMojibake, let bytes = Mojibake.repaired(Array(decoded.utf8).span) else {
            return decoded
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Whole columns

    private mutating func inspect(_ index: Int) {
        for column in reader.tables.all[index].columns.indices {
            let kind = reader.tables.all[index].kinds[column]
            if kind == .date { countZeroDates(index, column) }
            if kind == .text || kind == .other { countMojibake(index, column) }
        }
    }

    private mutating func countMojibake(_ index: Int, _ column: Int) {
        let count = Mojibake.scan(
            &reader.tables[index].batches,
            column: column,
            mends: mendsMojibake
        )
        guard count.damaged > 0 else { return }
        note(
            SQLFindings.mojibake,
            index,
            column: column,
            row: count.firstRow,
            detail: "\(count.damaged) of \(count.values) values beyond ascii, confidence "
                + "\(count.confidence) of 100" + (mendsMojibake ? "; repaired" : "")
        )
    }

    private mutating func countZeroDates(_ index: Int, _ column: Int) {
        var count = 0
        var firstRow: Int?
        var row = 0
        for batch in reader.tables.all[index].batches {
            let cells = batch.columns[column]
            for cell in 0..<cells.count where cells[cell].hasPrefix("0000-00-00") {
                count += 1
                if firstRow == nil { firstRow = row + cell }
            }
            row += cells.count
        }
        guard count > 0 else { return }
        note(
            SQLFindings.zeroDate,
            index,
            column: column,
            row: firstRow,
            detail: count == 1 ? "1 value" : "\(count) values"
        )
    }

    // MARK: Findings

    private mutating func note(
        _ kind: FindingKind,
        _ table: Int,
        column: Int? = nil,
        row: Int? = nil,
        detail: String = ""
    ) {
        let header = column.map { readable(reader.tables.all[table].columns[$0].name) }
        let place = Place(
            source: input.source,
            file: input.path,
            table: names[table],
            locatorKind: .tuple,
            rowNumber: row.map { UInt32($0 + 1) } ?? 0,
            column: header ?? ""
        )
        var finding = Finding(kind.code, at: place)
        finding.detail = detail
        findings.add(finding)
    }

    private mutating func add(_ issue: DumpIssues.Issue) {
        let table = issue.table.map { reader.tables.all[$0] }
        let column = issue.column.flatMap { index in
            table.flatMap { index < $0.columns.count ? $0.columns[index].name : nil }
        }
        let place = Place(
            source: input.source,
            file: input.path,
            table: issue.table.map { names[$0] } ?? "",
            locatorKind: .tuple,
            rowNumber: issue.rowNumber,
            column: readable(column ?? ""),
            byteOffset: text.rawOffset(issue.offset)
        )
        var finding = Finding(issue.kind.code, at: place)
        finding.detail = issue.detail
        if issue.count > 1 {
            finding.detail += (issue.detail.isEmpty ? "" : ", ") + "\(issue.count) times"
        }
        finding.value = issue.value
        findings.add(finding)
    }
}
