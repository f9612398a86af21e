import Records

/// Findings on the cells of a table: the first of a kind in a column one by one, the rest counted.
struct DBFIssues {
    private var cells: [Cell] = []
    private var counts: [Key: Int] = [:]

    static let maxCountPerColumn = 1000

    struct Cell {
        var problem: DBFCells.Problem
        /// 0-based, of the record.
        var record: UInt32
        var column: Int
        var value: String
    }

    private struct Key: Hashable {
        var problem: DBFCells.Problem
        var column: Int
    }

    mutating func add(
        _ problem: DBFCells.Problem,
        record: UInt32,
        column: Int,
        value: @autoclosure () -> String
    ) {
        let key = Key(problem: problem, column: column)
        let count = counts[key, default: 0] + 1
        counts[key] = count
        let limit = DBFIssues.isCounted(problem) ? 1 : DBFIssues.maxCountPerColumn
        guard count <= limit else { return }
        let text = String(value().prefix(64))
        cells.append(Cell(problem: problem, record: record, column: column, value: text))
    }

    /// Problems of a column as a whole rather than of its cells.
    private static func isCounted(_ problem: DBFCells.Problem) -> Bool {
        switch problem {
        case .missingMemo, .binary, .largeBinary, .memoLimit: true
        default: false
        }
    }

    private static func kind(_ problem: DBFCells.Problem) -> FindingKind {
        switch problem {
        case .overflow: DBFFindings.numberOverflow
        case .wrongValue: DBFFindings.wrongValue
        case .cutCharacter: DBFFindings.halfCharacter
        case .badBytes: ImportFindings.invalidEncoding
        case .nulBytes: ImportFindings.nulBytes
        case .brokenMemo: DBFFindings.brokenMemo
        case .missingMemo: DBFFindings.memoMissing
        case .binary: ImportFindings.binaryValue
        case .largeBinary: VCardFindings.binaryLeftOut
        case .memoLimit: ImportFindings.limit
        }
    }

    private static func detail(_ problem: DBFCells.Problem, count: Int) -> String {
        switch problem {
        case .missingMemo: "\(count) memos of the column"
        case .binary: "\(count) values of the column"
        case .memoLimit: "\(count) memos, because many records share blocks of the memo file"
        case .largeBinary: "\(count) values of more than 64 KiB"
        default: ""
        }
    }

    /// In the order of records, then columns; `place` knows the table.
    func findings(columns: [ColumnHeader], place: Place, header: DBFHeader) -> [Finding] {
        let ordered = cells.sorted { ($0.record, $0.column) < ($1.record, $1.column) }
        return ordered.flatMap { cell in
            let count = counts[Key(problem: cell.problem, column: cell.column)] ?? 1
            var cellPlace = place
            cellPlace.column = columns[cell.column].name
            let isCounted = DBFIssues.isCounted(cell.problem)
            if !isCounted {
                cellPlace.rowNumber = cell.record + 1
                cellPlace.byteOffset = UInt64(
                    header.headerByteCount + Int(cell.record) * header.recordByteCount
                )
            }
            var finding = Finding(DBFIssues.kind(cell.problem).code, at: cellPlace)
            finding.value = isCounted ? "" : cell.value
            finding.detail = DBFIssues.detail(cell.problem, count: count)
            return [finding]
        } + rest(columns: columns, place: place)
    }

    private func rest(columns: [ColumnHeader], place: Place) -> [Finding] {
        let beyond = counts.filter {
            $0.value > DBFIssues.maxCountPerColumn && !DBFIssues.isCounted($0.key.problem)
        }
        let kinds = beyond.map { (DBFIssues.kind($0.key.problem), $0.key.column, $0.value) }
        return kinds.sorted { ($0.1, $0.0.code) < ($1.1, $1.0.code) }.map { kind, column, count in
            var columnPlace = place
            columnPlace.column = columns[column].name
            var finding = Finding(kind.code, at: columnPlace)
            finding.detail = "\(count - DBFIssues.maxCountPerColumn) more like it in the column"
            return finding
        }
    }
}
