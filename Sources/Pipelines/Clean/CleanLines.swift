import Normalizing
import Records

/// Answers as JSON, one object a line, written as bytes: a million lines take seconds.
///
///     {"input":"１３８００１３８００１","values":[{"value":"+86138…","valid":true,"kind":"mobile",
///      "parts":{"country":"CN"},"forms":{…},"key":"+86138…"}],"findings":[]}
///
/// `validity` stands beside `valid` where a value is suspect or invalid, `confidence` (0…100) where
/// it isn't full, `raw` where the value is a piece of the line. `value` and `key` may be null: a
/// value without a normal form, and one that must never be matched on.
struct CleanLines {
    func write(_ column: CleanColumn, to output: inout [UInt8]) {
        output.reserveCapacity(column.cells.rowCount * 96)
        for mention in 0..<column.cells.rowCount {
            let id = column.cells[mention].first ?? 0
            let outcomes = column.outcomeIndices(ofRaw: id)
            output.append("{\"input\":")
            JSON.write(column.raw[id], to: &output)
            output.append(",\"values\":[")
            for index in outcomes {
                if index > outcomes.lowerBound { output.append(0x2C) }
                write(index, of: column, cell: column.raw[id], to: &output)
            }
            output.append("],\"findings\":[")
            writeFindings(outcomes, of: column, to: &output)
            output.append("]}\n")
        }
    }

    private func write(
        _ index: Int,
        of column: borrowing CleanColumn,
        cell: Span<UInt8>,
        to output: inout [UInt8]
    ) {
        let value = column.outcomes[index]
        output.append("{\"value\":")
        write(value.value, of: column, to: &output)
        output.append(value.validity == .valid ? ",\"valid\":true" : ",\"valid\":false")
        if value.validity != .valid {
            output.append(",\"validity\":")
            output.append(value.validity == .suspect ? "\"suspect\"" : "\"invalid\"")
        }
        output.append(",\"kind\":")
        let kind = CleanLines.kinds[Int(value.kind.rawValue)]
        output.append(kind.span)
        output.append(",\"parts\":{")
        var isFirst = true
        for part in column.parts.indices where index < column.parts[part].count {
            let id = column.parts[part][index]
            if id == 0 { continue }
            if !isFirst { output.append(0x2C) }
            isFirst = false
            let name = CleanLines.parts[part]
            output.append(name.span)
            JSON.write(column.values[id], to: &output)
        }
        output.append("}")
        writeForms(index, of: column, to: &output)
        output.append(",\"key\":")
        write(value.key, of: column, to: &output)
        if value.confidence != 100 {
            output.append(",\"confidence\":")
            output.append(contentsOf: String(value.confidence).utf8)
        }
        if !column.values[value.raw].hasSameBytes(as: cell) {
            output.append(",\"raw\":")
            write(value.raw, of: column, to: &output)
        }
        output.append(0x7D)
    }

    /// A telephone number as it is written for people, at home and abroad, and as a link.
    private func writeForms(
        _ index: Int,
        of column: borrowing CleanColumn,
        to output: inout [UInt8]
    ) {
        let number = column.values[column.outcomes[index].value]
        guard !number.isEmpty, number[0] == 0x2B else { return }
        let dialled = column.values[column.part(.extension, of: index)]
        let start = output.count
        for (name, format) in CleanLines.forms {
            output.append(name.span)
            guard PhoneForms.append(number, extension: dialled, as: format, to: &output) else {
                output.removeLast(output.count - start)
                return
            }
        }
        output.append("\"}")
    }

    private static let forms: [([UInt8], NumberFormat)] = [
        (Array(",\"forms\":{\"international\":\"".utf8), .international),
        (Array("\",\"national\":\"".utf8), .national), (Array("\",\"uri\":\"".utf8), .rfc3966),
    ]

    private func write(
        _ id: ValueID,
        of column: borrowing CleanColumn,
        to output: inout [UInt8]
    ) {
        if id == 0 { output.append("null") } else { JSON.write(column.values[id], to: &output) }
    }

    private func writeFindings(
        _ outcomes: Range<Int>,
        of column: borrowing CleanColumn,
        to output: inout [UInt8]
    ) {
        var isFirst = true
        for index in outcomes where column.outcomes[index].code != .none {
            if !isFirst { output.append(0x2C) }
            isFirst = false
            let finding = CleanFinding.json(column.outcomes[index].code)
            output.append(finding.span)
        }
    }

    /// `"mobile"` by raw value of the kind.
    private static let kinds = ValueKind.allCases.map { Array("\"\($0)\"".utf8) }

    /// `"area_code":` by raw value of the part.
    private static let parts = Part.allCases.map { Array("\"\($0.snakeCase)\":".utf8) }
}

extension Part {
    /// As pipelines and JSON spell names: `areaCode` is `area_code`.
    package var snakeCase: String {
        "\(self)".map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }
}

/// What a finding says of a value.
enum CleanFinding {
    private static let texts: [FindingCode: [UInt8]] = {
        var texts: [FindingCode: [UInt8]] = [:]
        for kind in FindingCatalog.all where kind.code.text.hasPrefix("N") {
            let object = JSON.object([
                ("code", .string(kind.code.text)), ("name", .string(kind.name)),
                ("severity", .string(kind.severity.rawValue)), ("message", .string(kind.summary)),
            ])
            texts[kind.code] = Array(object.text().utf8)
        }
        return texts
    }()

    static func json(_ code: FindingCode) -> [UInt8] { texts[code] ?? Array("{}".utf8) }
}
