import Matching
import Records

/// Clean columns without a normalizer: `text|part=…|kind=…|key=…`, several values separated by ` ;
/// `.
enum SampleTables {
    static func column(_ field: String, _ cells: [String]) -> CleanColumn {
        var raw = ValueTable()
        var runs = IDRuns()
        for cell in cells { runs.append(raw.intern(cell)) }
        var column = CleanColumn(field: field, raw: raw, cells: runs)
        for id in raw.ids {
            for text in split(raw.string(id), by: " ; ") { emit(text, into: &column) }
            column.closeRaw()
        }
        return column
    }

    private static func emit(_ text: String, into column: inout CleanColumn) {
        let pieces = split(text, by: "|")
        var value = CleanValue()
        value.value = column.values.intern(pieces[0])
        value.raw = value.value
        value.key = value.value
        var parts: [(Part, String)] = []
        for piece in pieces.dropFirst() {
            let pair = split(piece, by: "=")
            switch pair[0] {
            case "key": value.key = pair[1] == "0" ? 0 : column.values.intern(pair[1])
            case "kind": value.kind = ValueKind.allCases.first { "\($0)" == pair[1] } ?? .plain
            case "validity": value.validity = pair[1] == "invalid" ? .invalid : .suspect
            default:
                guard let part = Part.allCases.first(where: { "\($0)" == pair[0] }) else {
                    preconditionFailure("no part \(pair[0])")
                }
                parts.append((part, pair[1]))
            }
        }
        column.emit(value)
        for (part, text) in parts { column.setPart(part, text) }
    }

    static func split(_ text: String, by separator: String) -> [String] {
        text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }

    /// A table of these columns; its mentions have keys `m0`, `m1`, … and hashes of their cells.
    static func table(_ entity: String, _ columns: [(String, [String])]) -> EntityTable {
        var table = EntityTable(entity: entity)
        let count = columns.first?.1.count ?? 0
        for row in 0..<count {
            table.lineage.append(table: 0, row: row, part: 1)
            let text = columns.map { $0.1[row] }.joined(separator: "\u{1F}")
            table.contentHashes.append(Hash64.of(Array(text.utf8).span))
        }
        table.columns = columns.map { column($0.0, $0.1) }
        return table
    }

    static func values(_ cells: [String]) -> EncodedColumn {
        var table = ValueTable()
        var runs = IDRuns()
        for cell in cells {
            runs.append(cell.isEmpty ? [] : split(cell, by: " ; ").map { table.intern($0) })
        }
        return EncodedColumn(values: table, cells: runs)
    }
}
