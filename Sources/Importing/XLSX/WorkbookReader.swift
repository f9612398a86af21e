import Records

/// Reads the parts of a workbook from its archive and makes a grid of every worksheet.
struct WorkbookReader {
    typealias Sheet = WorkbookSheet

    let source: String
    let file: String
    private var limits: SheetLimits
    private let archiveLimits: ArchiveLimits
    private var parts: ArchiveParts
    private var isOverLimit = false
    /// `1904` when days count from there.
    private(set) var dialect = ""
    /// The name of the part of shared strings when the archive lacks it.
    private var missingStrings: String?
    /// Whether sheets and texts are read through libxml2 alone; tests compare both ways.
    var usesTape = false
    /// The cores that reading may use, and the archive in a form that they share.
    var workers = Workers.single
    var sharedBytes: FileBytes?

    init(
        source: String,
        file: String,
        limits: SheetLimits = SheetLimits(),
        archiveLimits: ArchiveLimits = ArchiveLimits()
    ) {
        self.source = source
        self.file = file
        self.limits = limits
        self.archiveLimits = archiveLimits
        let empty: [UInt8] = []
        parts = ArchiveParts(empty.span, limits: archiveLimits, source: source, file: file)
    }

    var findings: Findings { parts.findings }

    var isBroken: Bool { parts.isBroken || isOverLimit }

    /// Whether the head of an archive names a part that only workbooks have.
    static func hasWorkbookName(_ head: Span<UInt8>) -> Bool {
        for name in ["[Content_Types].xml", "xl/", "_rels/.rels"] {
            if head.range(of: Array(name.utf8).span) != nil { return true }
        }
        return false
    }

    /// Reads all sheets, or `only` one; a workbook without that one fails with NO_SUCH_TABLE when that
    /// `isStrict`, and is read whole otherwise.
    mutating func read(
        _ bytes: Span<UInt8>,
        only: String?,
        isStrict: Bool = true
    ) throws(ImportFailure) -> [Sheet] {
        parts = ArchiveParts(bytes, limits: archiveLimits, source: source, file: file)
        let archive = parts.archive
        guard let places = try places(archive, bytes) else { return [] }
        // A name that no sheet has may be that of a second table within one.
        let isSheet = places.sheets.contains { $0.name == only }
        if let only, isStrict, !isSheet {
            throw Importers.missing(only, in: file, among: places.sheets.map(\.name))
        }
        inflateAhead(archive, places, only: only)
        let strings = strings(archive, bytes, places)
        let styles = styles(archive, bytes, places)
        var sheets: [Sheet] = []
        for place in places.sheets where !isSheet || place.name == only {
            guard let part = sheetPart(archive, bytes, place) else { continue }
            let grid = SheetGrid(
                name: place.name,
                strings: strings,
                styles: styles,
                is1904: places.is1904,
                limits: limits
            )
            sheets.append(readSheet(part, place, into: grid))
        }
        return sheets
    }

    /// Inflates the shared strings and the first sheet at once: the largest parts of most workbooks.
    private mutating func inflateAhead(
        _ archive: ZipArchive,
        _ places: Places,
        only: String?
    ) {
        let sheet = places.sheets.first { only == nil || $0.name == only }?.part
        let entries = [places.strings, sheet].compactMap { $0.flatMap(archive.entry) }
        guard workers.count > 1, entries.count == 2, let sharedBytes else { return }
        let limit = archiveLimits.entryByteCount
        let read = workers.map(2) { archive.read(entries[$0], in: sharedBytes.span, limit: limit) }
        for (entry, result) in zip(entries, read) { parts.keep(result, of: entry) }
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
            let workbook = workbook(archive, bytes, name)
        else {
            if archive.isDamaged { return recoveredPlaces(archive) }
            if isBroken { return nil }
            throw ImportFailure(
                XLSXFindings.notAWorkbook,
                "`\(file)` is an archive without a workbook in it"
            )
        }
        let relationshipsName = PartRelationships.part(of: name)
        let relationships =
            self.tape(archive, bytes, relationshipsName)
            .map { PartRelationships($0, of: name) } ?? PartRelationships()
        noteLinks(archive, bytes, relationships)
        var places = Places()
        places.is1904 = workbook.is1904
        if workbook.is1904 { dialect = "1904" }
        let folder = PartRelationships.resolve("x", from: name).dropLast()
        let end = Self.isBinary(name) ? "bin" : "xml"
        places.strings =
            relationships[type: "sharedStrings"]?.target
            ?? archive.entry("\(folder)sharedStrings.\(end)")?.name
        places.styles =
            relationships[type: "styles"]?.target
            ?? archive.entry("\(folder)styles.\(end)")?.name
        for (index, sheet) in workbook.sheets.enumerated() {
            let relationship = relationships[id: sheet.relationship]
            var place = Places.Sheet(name: sheet.name, isHidden: sheet.state != "visible")
            // A cut archive may have lost the relationships; programs name the parts in order.
            let likely =
                relationships.all.isEmpty ? "\(folder)worksheets/sheet\(index + 1).\(end)" : ""
            place.part = relationship?.target ?? archive.entry(likely)?.name
            place.type = relationship?.type ?? "worksheet"
            places.sheets.append(place)
        }
        return places
    }

    /// Says that formulas take values from other files or, by DDE and OLE, from programs.
    private mutating func noteLinks(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ relationships: PartRelationships
    ) {
        let links = relationships.all.filter { $0.type == "externalLink" }
        if links.isEmpty { return }
        var programCount = 0
        for link in links.prefix(100) where archive.entry(link.target) != nil {
            guard let part = parts.part(bytes, link.target) else { continue }
            let isProgram = ["ddeLink", "oleLink"].contains { word in
                part.span.range(of: Array(word.utf8).span) != nil
            }
            if isProgram { programCount += 1 }
        }
        let detail =
            "\(links.count - programCount) of other files, \(programCount) of other programs"
        note(XLSXFindings.externalLink, detail: detail)
    }

    /// The sheets of an archive whose workbook part is lost, named by their parts.
    private func recoveredPlaces(_ archive: ZipArchive) -> Places? {
        var places = Places()
        for end in ["xml", "bin"] {
            places.strings = places.strings ?? archive.entry("xl/sharedStrings.\(end)")?.name
            places.styles = places.styles ?? archive.entry("xl/styles.\(end)")?.name
        }
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
        for name in ["xl/workbook.xml", "xl/workbook.bin"] where archive.entry(name) != nil {
            return name
        }
        return archive.entries.first { entry in
            let name = entry.name.lowercased()
            return name.hasSuffix("workbook.xml") || name.hasSuffix("workbook.bin")
        }?.name
    }

    /// Whether a part holds records, as those of an .xlsb do, and no XML.
    private static func isBinary(_ name: String) -> Bool { name.lowercased().hasSuffix(".bin") }

    private mutating func workbook(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ name: String
    ) -> WorkbookParts? {
        guard Self.isBinary(name) else {
            return tape(archive, bytes, name).map { WorkbookParts($0) }
        }
        return parts.part(bytes, name).map { WorkbookParts(records: $0.span) }
    }

    private mutating func strings(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ places: Places
    ) -> SharedStrings {
        guard let name = places.strings else { return SharedStrings() }
        // Some programs name the part and leave it out when no cell has text.
        missingStrings = archive.entry(name) == nil ? name : nil
        guard missingStrings == nil, let part = parts.part(bytes, name, holdsStrings: true)
        else {
            return SharedStrings()
        }
        let strings =
            Self.isBinary(name)
            ? SharedStrings(records: part.span)
            : usesTape ? SharedStrings(XMLTape(part.span)) : SharedStrings(part.span)
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
        if Self.isBinary(name) {
            return parts.part(bytes, name).map { CellStyles(records: $0.span) } ?? CellStyles()
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
        return parts.part(bytes, name)
    }

    private mutating func readSheet(
        _ part: [UInt8],
        _ place: Places.Sheet,
        into empty: SheetGrid
    ) -> Sheet {
        var grid = empty
        let outcome = read(part, place, into: &grid)
        grid.finish()
        limits = grid.rest
        if grid.isOverLimit { isOverLimit = true }
        if let name = missingStrings, grid.findings.has(XLSXFindings.badStringIndex) {
            note(XLSXFindings.missingPart, detail: name, breaks: true)
            missingStrings = nil
        }
        var sheet = Sheet(grid: grid.grid, findings: grid.findings)
        note(outcome, part: place.part ?? "", table: place.name)
        sheet.grid.isHidden = place.isHidden
        return sheet
    }

    private func read(
        _ part: [UInt8],
        _ place: Places.Sheet,
        into grid: inout SheetGrid
    ) -> PartOutcome {
        if Self.isBinary(place.part ?? "") { return BinarySheet.read(part.span, into: &grid) }
        let empty = grid
        var outcome = PartOutcome.refused
        if !usesTape, let joined = SheetPieces.scan(part, into: empty, workers: workers) {
            (grid, outcome) = (joined, .complete)
        } else if !usesTape {
            var scanner = SheetScanner()
            outcome = scanner.scan(part.span, into: &grid)
        }
        if outcome == .complete { return outcome }
        var second = empty
        let tape = SheetTape.read(XMLTape(part.span), into: &second)
        // Of a cut part the scanner reads all that is there, libxml2 whole elements.
        guard tape == .complete || outcome == .refused else { return outcome }
        grid = second
        return tape
    }

    // MARK: - Parts

    private mutating func tape(
        _ archive: ZipArchive,
        _ bytes: Span<UInt8>,
        _ name: String
    ) -> XMLTape? {
        guard let part = parts.part(bytes, name) else { return nil }
        let tape = XMLTape(part.span)
        let outcome = PartOutcome(tape.outcome)
        note(outcome, part: name)
        return outcome == .refused ? nil : tape
    }

    // MARK: - Findings

    private mutating func note(
        _ kind: FindingKind,
        table: String = "",
        detail: String = "",
        breaks: Bool = false
    ) {
        parts.note(kind, table: table, detail: detail, breaks: breaks)
    }

    private mutating func note(_ outcome: PartOutcome, part: String, table: String = "") {
        switch outcome {
        case .complete: break
        case .cut: note(XLSXFindings.brokenPart, table: table, detail: part, breaks: true)
        case .refused: note(XLSXFindings.refusedXML, table: table, detail: part, breaks: true)
        }
    }
}
