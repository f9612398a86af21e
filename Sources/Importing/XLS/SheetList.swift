import Records

/// The sheets of an old workbook and where they begin.
///
/// Excel 5 and later list them with their places; Excel 4 gives each its name just before it in a
/// workspace, and before that a file is one sheet without a name.
struct SheetList {
    struct Sheet {
        var name: String
        /// Nil when no sheet was found for the name.
        var start: Int?
        var isHidden = false
        /// What it is when it holds no table.
        var otherKind: String?
        /// Whether it was not found where the workbook says.
        var isMisplaced = false
    }

    private(set) var sheets: [Sheet] = []
    /// Where sheets begin.
    var starts: Set<Int> { Set(sheets.compactMap(\.start)) }

    init(_ bytes: Span<UInt8>, _ workbook: BIFFWorkbook, _ codePage: BIFFCodePage?) {
        switch workbook.beginning.part {
        case .globals: readList(bytes, workbook)
        case .workspace: readWorkspace(bytes, codePage)
        default:
            sheets = [
                Sheet(
                    name: "",
                    start: 0,
                    otherKind: Self.kind(of: workbook.beginning.part)
                )
            ]
        }
    }

    private mutating func readList(_ bytes: Span<UInt8>, _ workbook: BIFFWorkbook) {
        let isWrong = workbook.sheets.isEmpty || hasWrongPlaces(bytes, workbook.sheets)
        let parts = isWrong ? BIFFWorkbook.parts(bytes, from: workbook.end) : []
        if workbook.sheets.isEmpty {
            for (index, start) in parts.enumerated() {
                sheets.append(Sheet(name: "Sheet\(index + 1)", start: start, isMisplaced: true))
            }
        }
        var used = Set<Int>()
        for (index, listed) in workbook.sheets.enumerated() {
            var sheet = Sheet(name: listed.name.span.string(), isHidden: listed.isHidden)
            if Self.isSheet(bytes, at: listed.offset), !used.contains(listed.offset) {
                sheet.start = listed.offset
            } else {
                sheet.isMisplaced = true
                sheet.start =
                    index < parts.count && !used.contains(parts[index]) ? parts[index] : nil
            }
            if let start = sheet.start { used.insert(start) }
            sheet.otherKind = kind(of: listed, sheet.start, bytes)
            sheets.append(sheet)
        }
    }

    private func hasWrongPlaces(_ bytes: Span<UInt8>, _ sheets: [BIFFWorkbook.Sheet]) -> Bool {
        var used = Set<Int>()
        for sheet in sheets {
            if !Self.isSheet(bytes, at: sheet.offset) || !used.insert(sheet.offset).inserted {
                return true
            }
        }
        return false
    }

    private static func isSheet(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        guard let beginning = BIFF.Beginning(bytes, at: offset) else { return false }
        return beginning.part != .globals
    }

    /// The record at the sheet's beginning is believed before the list of sheets.
    private func kind(
        of listed: BIFFWorkbook.Sheet,
        _ start: Int?,
        _ bytes: Span<UInt8>
    ) -> String? {
        if let start, let beginning = BIFF.Beginning(bytes, at: start),
            let kind = Self.kind(of: beginning.part)
        {
            return kind
        }
        switch listed.type {
        case 1: return "macrosheet"
        case 2: return "chartsheet"
        case 6: return "module"
        default: return nil
        }
    }

    private static func kind(of part: BIFF.Beginning.Part) -> String? {
        switch part {
        case .chart: "chartsheet"
        case .macro: "macrosheet"
        default: nil
        }
    }

    private mutating func readWorkspace(_ bytes: Span<UInt8>, _ codePage: BIFFCodePage?) {
        guard let first = BIFFRecord(bytes, at: 0) else { return }
        var offset = first.end
        var name = ""
        var depth = 0
        while let record = BIFFRecord(bytes, at: offset) {
            if let beginning = BIFF.Beginning(bytes, at: offset) {
                if depth == 0 {
                    let kind = Self.kind(of: beginning.part)
                    sheets.append(Sheet(name: name, start: offset, otherKind: kind))
                }
                depth += 1
            } else if record.type == BIFF.end {
                depth -= 1
            } else if record.type == 0x8F, record.count >= 5 {
                let start = record.start + 5
                let end = min(record.end, start + Int(bytes[start - 1]))
                name = codePage?.string(bytes.extracting(start..<max(start, end)).copy()) ?? ""
            }
            if depth < 0 { break }
            offset = record.end
        }
    }
}

/// Texts in the cells of a workbook before Excel 97, as a sample for guessing their encoding.
struct BIFFTextSample {
    private(set) var texts: [UInt8] = []

    private static let maxByteCount = 64 << 10

    init(_ bytes: Span<UInt8>) {
        var offset = 0
        while texts.count < Self.maxByteCount, let record = BIFFRecord(bytes, at: offset) {
            // Where the count of bytes stands in the record.
            let place: Int
            switch record.type {
            case 0x204, 0xD6: place = 6
            case 0x207: place = 0
            case 0x04: place = 7
            case 0x85: place = 6
            default: place = -1
            }
            offset = record.end
            let headCount = record.type == 0x04 || record.type == 0x85 ? 1 : 2
            let start = record.start + place + headCount
            guard place >= 0, start < record.end else { continue }
            let count = headCount == 1 ? Int(bytes[start - 1]) : bytes.word(start - 2)
            texts.append(bytes.extracting(start..<min(record.end, start + count)))
            texts.append(0x0A)
        }
    }
}
