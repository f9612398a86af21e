import Records

/// Reads the parts of a workbook from its archive and makes a grid of every worksheet.
struct WorkbookReader {
    /// A sheet as it was read; its findings get the headers' names when the table is shaped.
    struct Sheet {
        var grid: RawGrid
        var findings: SheetFindings
    }

    static let maxTotalBytes = 4 << 30

    let source: String
    let file: String
    let maxCellCount: Int
    private(set) var findings = Findings()
    private(set) var isBroken = false
    /// `1904` when days count from there.
    private(set) var dialect = ""
    private var totalCount = 0
    /// The name of the part of shared strings when the archive lacks it.
    private var missingStrings: String?
    /// Whether sheets and texts are read through libxml2 alone; tests compare both ways.
    var usesTape = false

    init(source: String, file: String, maxCellCount: Int = XLSX.defaultMaxCellCount) {
        self.source = source
        self.file = file
        self.maxCellCount = maxCellCount
    }

    /// Whether the head of an archive names a part that only workbooks have.
    static func hasWorkbookName(_ head: Span<UInt8>) -> Bool {
        for name in ["[Content_Types].xml", "xl/", "_rels/.rels"] {
            if head.range(of: Array(name.utf8).span) != nil { return true }
        }
        return false
    }

    /// Reads all sheets, or `only` one; a workbook without that one fails with NO_SUCH_TABLE.
    mutating func read(_ bytes: Span<UInt8>, only: String?) throws(ImportFailure) -> [Sheet] {
        let archive = ZipArchive(bytes)
        note(archive)
        guard let places = try places(archive, bytes) else { return [] }
        if let only, !places.sheets.contains(where: { $0.name == only }) {
            throw Importers.missing(only, in: file, among: places.sheets.map(\.name))
        }
        let strings = strings(archive, bytes, places)
        let styles = styles(archive, bytes, places)
        var sheets: [Sheet] = []
        for place in places.sheets where only == nil || place.name == only {
            guard let part = sheetPart(archive, bytes, place) else { continue }
            let grid = SheetGrid(
                name: place.name,
                strings: strings,
                styles: styles,
                is1904: places.is1904,
                maxCellCount: maxCellCount
            )
            sheets.append(readSheet(part, place, into: grid))
        }
        return sheets
    }

    /// Where the parts are.
    private struct Places {
        struct Sheet {
            var name: String
            var isHidden = false
            /// The part's name; nil when no relationship leads to one.
            var part: String?
            /// The last word of the relationship's type, such as `worksheet` or `chartsheet`.
            var type = "worksheet"
        }

        var sheets: [Sheet] = []
        var strings: String?
        var styles: String?
        var is1904 = false
    }

    private mutating func places(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>
    ) throws(ImportFailure) -> Places? {
        guard let name = workbookName(archive, bytes),
            let tape = tape(archive, bytes, name)
        else {
            if archive.isDamaged { return recoveredPlaces(archive) }
            if isBroken { return nil }
            throw ImportFailure(
                XLSXFindings.notAWorkbook,
                "`\(file)` is an archive without a workbook in it"
            )
        }
        let workbook = WorkbookParts(tape)
        let relationshipsName = PartRelationships.part(of: name)
        let relationships =
            self.tape(archive, bytes, relationshipsName)
            .map { PartRelationships($0, of: name) } ?? PartRelationships()
        var places = Places()
        places.is1904 = workbook.is1904
        if workbook.is1904 { dialect = "1904" }
        let folder = PartRelationships.resolve("x", from: name).dropLast()
        places.strings =
            relationships[type: "sharedStrings"]?.target
            ?? archive.entry("\(folder)sharedStrings.xml")?.name
        places.styles =
            relationships[type: "styles"]?.target
            ?? archive.entry("\(folder)styles.xml")?.name
        for (index, sheet) in workbook.sheets.enumerated() {
            let relationship = relationships[id: sheet.relationship]
            var place = Places.Sheet(name: sheet.name, isHidden: sheet.state != "visible")
            // A cut archive may have lost the relationships; programs name the parts in order.
            let likely =
                relationships.all.isEmpty ? "\(folder)worksheets/sheet\(index + 1).xml" : ""
            place.part = relationship?.target ?? archive.entry(likely)?.name
            place.type = relationship?.type ?? "worksheet"
            places.sheets.append(place)
        }
        return places
    }

    /// The sheets of an archive whose workbook part is lost, named by their parts.
    private func recoveredPlaces(_ archive: ZipArchive) -> Places? {
        var places = Places()
        places.strings = archive.entry("xl/sharedStrings.xml")?.name
        places.styles = archive.entry("xl/styles.xml")?.name
        for entry in archive.entries {
            guard entry.name.lowercased().hasPrefix("xl/worksheets/sheet"),
                let last = entry.name.split(separator: "/").last
            else { continue }
            places.sheets.append(Places.Sheet(name: String(last.dropLast(4)), part: entry.name))
        }
        return places.sheets.isEmpty ? nil : places
    }

    private mutating func workbookName(_ archive: ZipArchive, _ bytes: Span<UInt8>) -> String? {
        if archive.entry("_rels/.rels") != nil, let tape = tape(archive, bytes, "_rels/.rels") {
            let relationships = PartRelationships(tape, of: "")
            if let target = relationships[type: "officeDocument"]?.target,
                archive.entry(target) != nil
            {
                return target
            }
        }
        if archive.entry("xl/workbook.xml") != nil { return "xl/workbook.xml" }
        return archive.entries.first { $0.name.lowercased().hasSuffix("workbook.xml") }?.name
    }

    private mutating func strings(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ places: Places
    ) -> SharedStrings {
        guard let name = places.strings else { return SharedStrings() }
        // Some programs name the part and leave it out when no cell has text.
        missingStrings = archive.entry(name) == nil ? name : nil
        guard missingStrings == nil, let part = part(archive, bytes, name) else {
            return SharedStrings()
        }
        let strings = usesTape ? SharedStrings(XMLTape(part.span)) : SharedStrings(part.span)
        note(strings.outcome, part: name)
        return strings
    }

    private mutating func styles(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ places: Places
    ) -> CellStyles {
        guard let name = places.styles else { return CellStyles() }
        guard archive.entry(name) != nil else {
            // Without styles dates are numbers, which loses nothing.
            note(XLSXFindings.missingPart, detail: name)
            return CellStyles()
        }
        return tape(archive, bytes, name).map { CellStyles($0) } ?? CellStyles()
    }

    private mutating func sheetPart(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ place: Places.Sheet
    ) -> [UInt8]? {
        guard place.type == "worksheet" else {
            note(XLSXFindings.notAWorksheet, table: place.name, detail: place.type)
            return nil
        }
        guard let name = place.part else {
            note(XLSXFindings.missingPart, table: place.name, breaks: true)
            return nil
        }
        return part(archive, bytes, name)
    }

    private mutating func readSheet(
        _ part: [UInt8],
        _ place: Places.Sheet,
        into empty: SheetGrid
    ) -> Sheet {
        var grid = empty
        var scanner = SheetScanner()
        var outcome = usesTape ? .refused : scanner.scan(part.span, into: &grid)
        if outcome != .complete {
            var second = empty
            let tape = SheetTape.read(XMLTape(part.span), into: &second)
            // Of a cut part the scanner reads all that is there, libxml2 whole elements.
            if tape == .complete || outcome == .refused { (grid, outcome) = (second, tape) }
        }
        grid.finish()
        if grid.isOverLimit { isBroken = true }
        if let name = missingStrings, grid.findings.has(XLSXFindings.badStringIndex) {
            note(XLSXFindings.missingPart, detail: name, breaks: true)
            missingStrings = nil
        }
        var sheet = Sheet(grid: grid.grid, findings: grid.findings)
        note(outcome, part: place.part ?? "", table: place.name)
        if place.isHidden {
            sheet.grid.isHidden = true
            note(ImportFindings.hidden, table: place.name, detail: "sheet")
        }
        let hiddenCount = sheet.grid.hiddenRows.count
        if hiddenCount > 0 {
            let detail = hiddenCount == 1 ? "1 row" : "\(hiddenCount) rows"
            note(ImportFindings.hidden, table: place.name, detail: detail)
        }
        return sheet
    }

    // MARK: - Parts

    private mutating func tape(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ name: String
    ) -> XMLTape? {
        guard let part = part(archive, bytes, name) else { return nil }
        let tape = XMLTape(part.span)
        let outcome = PartOutcome(tape.outcome)
        note(outcome, part: name)
        return outcome == .refused ? nil : tape
    }

    private mutating func part(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ name: String
    ) -> [UInt8]? {
        guard let entry = archive.entry(name) else {
            note(XLSXFindings.missingPart, detail: name, breaks: true)
            return nil
        }
        let limit = min(ZipArchive.maxEntryBytes, Self.maxTotalBytes - totalCount)
        let read = archive.read(entry, in: bytes, limit: limit)
        totalCount += read.bytes.count
        switch read.outcome {
        case .complete: return read.bytes
        case .broken, .wrongChecksum:
            let reason = read.outcome == .broken ? "is cut off or damaged" : "has a wrong checksum"
            note(XLSXFindings.brokenArchive, detail: "\(name) \(reason)", breaks: true)
            return read.bytes.isEmpty ? nil : read.bytes
        case .encrypted:
            note(XLSXFindings.protected, detail: name, breaks: true)
        case .overLimit:
            let detail = "\(name) is larger than \(limit >> 20) MiB"
            note(ImportFindings.limit, detail: detail, breaks: true)
        case .unknownMethod(let method):
            let detail = "\(name) is compressed by method \(method), not by deflate"
            note(XLSXFindings.brokenArchive, detail: detail, breaks: true)
        }
        return nil
    }

    // MARK: - Findings

    private mutating func note(
        _ kind: FindingKind,
        table: String = "",
        detail: String = "",
        breaks: Bool = false
    ) {
        var finding = Finding(kind.code, at: Place(source: source, file: file, table: table))
        finding.detail = detail
        findings.add(finding)
        if breaks { isBroken = true }
    }

    private mutating func note(_ outcome: PartOutcome, part: String, table: String = "") {
        switch outcome {
        case .complete: break
        case .cut: note(XLSXFindings.brokenPart, table: table, detail: part, breaks: true)
        case .refused: note(XLSXFindings.refusedXML, table: table, detail: part, breaks: true)
        }
    }

    private mutating func note(_ archive: ZipArchive) {
        if archive.isDamaged {
            let detail =
                archive.entries.isEmpty
                ? "no entry found" : "\(archive.entries.count) entries found without a directory"
            note(XLSXFindings.brokenArchive, detail: detail, breaks: true)
        }
        for problem in archive.problems {
            switch problem {
            case .doubleEntry(let name): note(XLSXFindings.doubleEntry, detail: name)
            case .refusedName(let name):
                note(ImportFindings.limit, detail: "name outside of the archive: \(name)")
            case .tooManyEntries:
                let detail = "more than \(ZipArchive.maxEntryCount) entries"
                note(ImportFindings.limit, detail: detail, breaks: true)
            case .brokenDirectory: break
            }
        }
    }
}
