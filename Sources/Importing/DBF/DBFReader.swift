import Records

/// Reads one table: lengths, records, code page, names, then the cells column by column.
struct DBFReader {
    private let input: ImportInput
    private var header: DBFHeader
    private let memo: MemoFile?
    /// Whether the table is itself a database container, which belongs to none.
    private let isContainer: Bool
    /// The fields that users see, as indices of `header.fields`.
    private var shown: [Int] = []
    /// Fields that have no bytes, or none within the record.
    private var missing: [Int] = []
    private var systemField: DBFField?
    private var result = ImportResult()

    /// Texts of so many records are enough to tell an encoding.
    private static let sampleRecordCount = 20_000
    private static let sampleMemoByteCount = 4096

    init(_ input: ImportInput, _ header: DBFHeader, isContainer: Bool = false) {
        self.isContainer = isContainer
        self.input = input
        self.header = header
        let hasMemos = header.fields.contains { [0x4D, 0x47, 0x50, 0x57, 0x42].contains($0.type) }
        memo = hasMemos ? MemoFile.beside(input, version: header.version) : nil
    }

    private var place: Place {
        Place(source: input.source, file: input.path, locatorKind: .record)
    }

    private mutating func report(_ kind: FindingKind, _ detail: String, column: String = "") {
        var place = place
        place.column = column
        var finding = Finding(kind.code, at: place)
        finding.detail = detail
        result.findings.add(finding)
    }

    mutating func read() throws(ImportFailure) -> ImportResult {
        settleHeader()
        let records = DBFRecords(input.bytes.span, header)
        reportCounts(records)
        let page = try codePage(records)
        let columns = names(page)
        var table = SourceTable(
            source: input.source,
            file: input.path,
            name: "",
            columns: columns,
            locatorKind: .record
        )
        var cells = DBFCells(page: page, memo: memo, version: header.version)
        skip(records.deleted, as: .filtered, &cells, &table)
        if columns.isEmpty {
            skip(records.live, as: .blank, &cells, &table)
        } else {
            let issues = read(records.live, &cells, &table)
            let found = issues.findings(columns: columns, place: place, header: header)
            for finding in found { result.findings.add(finding) }
        }
        table.skipped.sort { $0.rowNumber < $1.rowNumber }
        result.dialect = header.version.rawValue
        result.tables = [table]
        return result
    }

    // MARK: Header

    private mutating func settleHeader() {
        let declared = (header.headerByteCount, header.recordByteCount)
        let bytes = input.bytes
        if header.settleLengths(bytes.span) {
            report(
                DBFFindings.wrongHeader,
                "declared are \(declared.0) bytes of header and \(declared.1) a record; "
                    + "found are \(header.headerByteCount) and \(header.recordByteCount)"
            )
        }
        for (index, field) in header.fields.enumerated() {
            if field.isSystem {
                systemField = field
            } else if field.byteCount > 0, field.offset < header.recordByteCount {
                shown.append(index)
            } else {
                missing.append(index)
            }
        }
    }

    private mutating func reportCounts(_ records: DBFRecords) {
        if !records.deleted.isEmpty {
            report(
                DBFFindings.deletedRecords,
                "\(records.deleted.count) of \(records.count) records"
            )
        }
        if let first = records.firstWrongFlag {
            report(
                DBFFindings.wrongHeader,
                "\(records.wrongFlagCount) records begin with neither a blank nor `*`, "
                    + "the first is record \(first + 1)"
            )
        }
        if records.isTruncated {
            result.isBroken = true
            report(
                ImportFindings.truncatedSource,
                "the header counts \(header.recordCount) records, the file holds \(records.count)"
            )
        } else if records.count != header.recordCount {
            report(
                DBFFindings.wrongRecordCount,
                "\(header.recordCount) in the header, \(records.count) in the file"
            )
        }
    }

    // MARK: Texts

    private mutating func codePage(_ records: DBFRecords) throws(ImportFailure) -> CodePage {
        var cpg: String?
        if let (_, file) = NeighbourFile.open(beside: input, extensions: ["cpg", "cst"]) {
            cpg = file.span.extracting(0..<min(64, file.count)).string()
        }
        let sample = sample(records)
        let choice = DBFCodePages.choose(
            option: input.options["encoding"]?.text,
            cpg: cpg,
            header: header,
            sample: sample.bytes.span
        )
        let page = try CodePage(named: choice.name)
        result.encoding = page.name
        result.encodingConfidence = choice.confidence
        if let finding = choice.finding { report(DBFFindings.codePage, finding) }
        if choice.confidence < 80 {
            let detail = "\(page.name) with confidence \(choice.confidence) of 100"
            report(ImportFindings.doubtfulEncoding, detail)
        }
        return page
    }

    /// Names of fields, texts of records, and memos when these alone say too little.
    private func sample(_ records: DBFRecords) -> TextSample {
        var sample = TextSample()
        for index in shown {
            let name = header.fields[index].rawName
            sample.add(name.span)
        }
        let texts = shown.filter { [0x43, 0x56].contains(header.fields[$0].type) }
        let memos = shown.filter { header.fields[$0].type == 0x4D }
        let bytes = input.bytes.span
        for record in records.live.prefix(DBFReader.sampleRecordCount) where !sample.isFull {
            for index in texts {
                let raw = bytes.extracting(range(record, header.fields[index]))
                sample.add(DBFCells.trimmedEnd(raw))
            }
        }
        guard let memo, sample.bytes.count < 4096 else { return sample }
        for record in records.live.prefix(DBFReader.sampleRecordCount) where !sample.isFull {
            for index in memos {
                let raw = bytes.extracting(range(record, header.fields[index]))
                guard let block = DBFCells.block(raw), block > 0,
                    case .text(let range) = memo.content(
                        block: block,
                        isObject: false,
                        maxByteCount: DBFReader.sampleMemoByteCount
                    )
                else { continue }
                sample.add(memo.bytes.span.extracting(range))
            }
        }
        return sample
    }

    private mutating func names(_ page: borrowing CodePage) -> [ColumnHeader] {
        for index in missing {
            let name = name(index, page)
            report(DBFFindings.wrongHeader, "field `\(name)` has no place in its record")
        }
        let names = shown.map { name($0, page) }
        let unique = HeaderNames.unique(names)
        for index in unique.repeated {
            report(
                ImportFindings.duplicateHeader,
                "`\(names[index])` again",
                column: unique.names[index]
            )
        }
        for index in unique.blank {
            report(ImportFindings.blankHeader, "", column: unique.names[index])
        }
        let labels = isContainer || input.openPath == "-" ? [] : longNames()
        return unique.names.enumerated().map { index, name in
            let label = labels.isEmpty ? "" : labels[index]
            let isSame = label.lowercased() == name.lowercased()
            return ColumnHeader(name: name, label: isSame ? "" : label)
        }
    }

    /// The fields' whole names, when the table's container knows as many as there are fields.
    private func longNames() -> [String] {
        let container = FoxProContainer.beside(input.openPath, input.bytes.span, header)
        let name = NeighbourFile.parts(input.openPath).name
        let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        let names = container?.fieldNames(of: stem) ?? []
        return names.count == shown.count ? names : []
    }

    private func name(_ index: Int, _ page: borrowing CodePage) -> String {
        var text: [UInt8] = []
        let name = header.fields[index].rawName
        _ = page.append(name.span, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    // MARK: Records

    /// Where a field's bytes stand; fewer when the record ends before it.
    private func range(_ record: UInt32, _ field: DBFField) -> Range<Int> {
        let start = header.headerByteCount + Int(record) * header.recordByteCount
        let end = min(field.offset + field.byteCount, header.recordByteCount)
        return (start + min(field.offset, end))..<(start + end)
    }

    private func isSet(_ bit: Int?, _ record: UInt32) -> Bool {
        guard let bit, let systemField else { return false }
        let flags = input.bytes.span.extracting(range(record, systemField))
        return bit / 8 < flags.count && flags[bit / 8] >> UInt8(bit % 8) & 1 == 1
    }

    private func read(
        _ records: [UInt32],
        _ cells: inout DBFCells,
        _ table: inout SourceTable
    ) -> DBFIssues {
        var issues = DBFIssues()
        var start = 0
        while start < records.count {
            let end = min(start + RecordBatch.maxRowCount, records.count)
            let part = records[start..<end]
            var batch = RecordBatch(columnCount: 0)
            batch.rowNumbers = part.map { $0 + 1 }
            batch.byteOffsets = part.map {
                UInt64(header.headerByteCount + Int($0) * header.recordByteCount)
            }
            for column in shown.indices {
                batch.columns.append(self.column(column, part, &cells, &issues))
            }
            table.batches.append(batch)
            start = end
        }
        return issues
    }

    private func column(
        _ index: Int,
        _ records: ArraySlice<UInt32>,
        _ cells: inout DBFCells,
        _ issues: inout DBFIssues
    ) -> Column {
        let field = header.fields[shown[index]]
        let bytes = input.bytes.span
        var column = Column(minimumCapacity: records.count)
        for record in records {
            if isSet(field.nullBit, record) {
                column.appendNull()
                continue
            }
            let raw = bytes.extracting(range(record, field))
            switch cells.decode(raw, field, isFull: !isSet(field.lengthBit, record)) {
            case .value: column.append(cells.output)
            case .null: column.appendNull()
            case .finding(let problem, let isNull):
                if isNull { column.appendNull() } else { column.append(cells.output) }
                issues.add(
                    problem,
                    record: record,
                    column: index,
                    value: isNull ? DBFCells.shown(raw, field) : cells.output.span.string()
                )
            }
        }
        return column
    }

    private static let skippedTextByteCount = 1024
    /// Beyond these bounds skipped records are counted but not listed, or listed without a text.
    private static let maxSkippedCount = 1_000_000
    private static let maxSkippedByteCount = 64 << 20

    /// Lists records that are no data, with the texts of their fields.
    private mutating func skip(
        _ records: [UInt32],
        as kind: RowKind,
        _ cells: inout DBFCells,
        _ table: inout SourceTable
    ) {
        if records.count > DBFReader.maxSkippedCount {
            let count = records.count - DBFReader.maxSkippedCount
            report(ImportFindings.limit, "\(count) skipped records are not listed")
        }
        var byteCount = 0
        for record in records.prefix(DBFReader.maxSkippedCount) {
            var text: [UInt8] = []
            let limit = byteCount < DBFReader.maxSkippedByteCount ? shown.count : 0
            for index in shown.prefix(limit)
            where text.count < DBFReader.skippedTextByteCount {
                let field = header.fields[index]
                if [0x4D, 0x47, 0x50, 0x57, 0x42].contains(field.type) { continue }
                let raw = input.bytes.span.extracting(range(record, field))
                _ = cells.decode(raw, field, isFull: !isSet(field.lengthBit, record))
                if cells.output.isEmpty { continue }
                if !text.isEmpty { text.append(0x20) }
                text.append(contentsOf: cells.output)
            }
            var end = min(text.count, DBFReader.skippedTextByteCount)
            while end > 0, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
            text.removeSubrange(end...)
            byteCount += text.count
            table.skipped.append(
                SkippedRow(
                    rowNumber: record + 1,
                    kind: kind,
                    text: String(decoding: text, as: UTF8.self)
                )
            )
        }
    }
}
