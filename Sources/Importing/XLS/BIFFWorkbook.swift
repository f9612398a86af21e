import Records

/// What the records before the sheets say: the list of sheets, texts, formats, code page, epoch.
///
/// In workbooks before Excel 5 these records stand in the one sheet itself, before its cells.
struct BIFFWorkbook: Sendable {
    struct Sheet: Sendable {
        var name: [UInt8]
        /// In UTF-8 already, as from Excel 97 on.
        var isDecoded = false
        var offset: Int
        var isHidden = false
        /// 0 a worksheet, 1 macros, 2 a chart, 6 a module of Visual Basic.
        var type = 0
    }

    let beginning: BIFF.Beginning
    private(set) var sheets: [Sheet] = []
    private(set) var strings = SharedStrings()
    /// By the index that cells have.
    private(set) var styles = CellStyles()
    /// The formats in their order, which cells of Excel 2 name themselves.
    private(set) var listedFormats: [NumberFormat] = []
    private(set) var is1904 = false
    private(set) var isEncrypted = false
    /// The record that says how the workbook is encrypted.
    private(set) var filePass: BIFFRecord?
    /// 0 when the workbook doesn't say.
    private(set) var codePageNumber = 0
    /// Where the record that ends this part ends, or the last one of it.
    private(set) var end = 0
    /// Whether the record that ends this part was found.
    private(set) var isComplete = false
    /// Whether the first sheet begins before that record.
    private(set) var endsAtSheet = false

    /// More is damage or malice.
    private static let maxListCount = 65_536

    private let isDecrypted: Bool
    private var formatIDs: [Int] = []
    private var codes: [(id: Int, code: [UInt8])] = []

    var version: BIFF.Version { beginning.version }

    /// Nil when no workbook begins at `start`.
    init?(_ bytes: Span<UInt8>, from start: Int = 0, isDecrypted: Bool = false) {
        self.isDecrypted = isDecrypted
        guard let beginning = BIFF.Beginning(bytes, at: start),
            let first = BIFFRecord(bytes, at: start)
        else { return nil }
        self.beginning = beginning
        var offset = first.end
        var depth = 0
        while let record = BIFFRecord(bytes, at: offset) {
            offset = record.end
            if BIFF.isBeginning(record.type) {
                let start = record.start - 4
                endsAtSheet =
                    beginning.part == .globals && sheets.contains { $0.offset == start }
                if endsAtSheet {
                    end = start
                    return
                }
                depth += 1
            } else if record.type == BIFF.end {
                depth -= 1
                isComplete = depth < 0
                if isComplete { break }
            } else if depth == 0, read(bytes, record) {
                break
            }
            if record.isCut || max(codes.count, sheets.count) > Self.maxListCount { break }
        }
        end = offset
    }

    /// Reads one record; true when nothing can be read behind it.
    private mutating func read(_ bytes: Span<UInt8>, _ record: BIFFRecord) -> Bool {
        let start = record.start
        switch record.type {
        case 0x2F:
            filePass = record
            isEncrypted = !isDecrypted
            return isEncrypted
        case 0x42: codePageNumber = bytes.number(at: start, byteCount: 2) ?? 0
        case 0x22: is1904 = bytes.number(at: start, byteCount: 2) == 1
        case 0x85: if version >= .five { addSheet(bytes, record) }
        case 0x1E, 0x41E: addFormat(bytes, record)
        case 0xE0: if record.count >= 4 { formatIDs.append(bytes.word(start + 2)) }
        case 0x243, 0x443: if record.count >= 2 { formatIDs.append(Int(bytes[start + 1])) }
        case 0x43: if record.count >= 3 { formatIDs.append(Int(bytes[start + 2] & 0x3F)) }
        case 0xFC: strings = SharedStrings(bytes, sst: record)
        default: break
        }
        return false
    }

    private mutating func addSheet(_ bytes: Span<UInt8>, _ record: BIFFRecord) {
        guard record.count >= 7 else { return }
        let start = record.start
        var sheet = Sheet(
            name: [],
            offset: bytes.long(start),
            isHidden: bytes[start + 4] & 3 != 0,
            type: Int(bytes[start + 5])
        )
        if version == .eight {
            var text = BIFFText(bytes, record, from: start + 6)
            _ = text.read(countBytes: 1, to: &sheet.name)
            sheet.isDecoded = true
        } else {
            let end = min(record.end, start + 7 + Int(bytes[start + 6]))
            sheet.name = bytes.extracting((start + 7)..<end).copy()
        }
        sheets.append(sheet)
    }

    /// From Excel 5 on a format has an id; before, it is known by its place in the list.
    private mutating func addFormat(_ bytes: Span<UInt8>, _ record: BIFFRecord) {
        var code: [UInt8] = []
        var id = codes.count
        var start = record.start
        if record.type == 0x41E {
            guard record.count >= 3 else { return }
            if version >= .five { id = bytes.word(start) }
            start += 2
        }
        if version == .eight {
            var text = BIFFText(bytes, record, from: start)
            _ = text.read(countBytes: 2, to: &code)
        } else if start < record.end {
            let end = min(record.end, start + 1 + Int(bytes[start]))
            code = bytes.extracting((start + 1)..<end).copy()
        }
        codes.append((id, code))
    }

    /// Finds the formats of cells when all is read and the code page known.
    mutating func finish(_ codePage: BIFFCodePage?) {
        var formats: [Int: NumberFormat] = [:]
        for (id, code) in codes {
            let text = version == .eight ? code.span.string() : codePage?.string(code) ?? ""
            let format = NumberFormat(code: text)
            formats[id] = format
            listedFormats.append(format)
        }
        if codes.isEmpty, version == .two { listedFormats = Self.formatsOfTwo }
        let isListed = !codes.isEmpty && version < .five
        styles = CellStyles(
            formatIDs.map { id in formats[id] ?? (isListed ? .number : NumberFormat(builtIn: id)) }
        )
        for index in sheets.indices where !sheets[index].isDecoded {
            let name = sheets[index].name
            sheets[index].name = codePage.map { Array($0.string(name).utf8) } ?? name
            sheets[index].isDecoded = true
        }
    }

    /// What Excel 2 shows when a workbook lists no formats.
    private static let formatsOfTwo: [NumberFormat] =
        [NumberFormat](repeating: .number, count: 12)
        + [.date, .date, .date, .date, .time, .time, .time, .time, .date]

    /// Where the sheets begin that stand one after the other behind `offset`.
    static func parts(_ bytes: Span<UInt8>, from offset: Int) -> [Int] {
        var starts: [Int] = []
        var offset = offset
        var depth = 0
        while let record = BIFFRecord(bytes, at: offset) {
            if BIFF.isBeginning(record.type), BIFF.Beginning(bytes, at: offset) != nil {
                if depth == 0 { starts.append(offset) }
                depth += 1
            } else if record.type == BIFF.end {
                depth = max(0, depth - 1)
            }
            offset = record.end
        }
        return starts
    }
}
