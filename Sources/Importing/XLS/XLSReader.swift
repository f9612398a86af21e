import Records

/// Finds the workbook in a file and makes a grid of every worksheet.
struct XLSReader {
    let source: String
    let file: String
    private var limits: SheetLimits
    private let pinnedEncoding: String?
    /// Whether a workbook is read that Excel encrypted with a password of its own.
    var opensProtected = false
    private(set) var findings = Findings()
    private(set) var isBroken = false
    /// Such as `BIFF8` or `BIFF5, 1904`.
    private(set) var dialect = ""
    private(set) var encoding = "utf-16le"
    private(set) var encodingConfidence = 100
    /// Whether bytes of the workbook are missing, so that a sheet without an end is cut off.
    private var mayBeCut = false
    private var isStrict = true

    init(
        source: String,
        file: String,
        limits: SheetLimits = SheetLimits(),
        encoding: String? = nil
    ) {
        self.source = source
        self.file = file
        self.limits = limits
        pinnedEncoding = encoding == "auto" || encoding == "" ? nil : encoding
    }

    /// Reads all sheets, or `only` one; a workbook without that one fails with NO_SUCH_TABLE when that
    /// `isStrict`, and is read whole otherwise.
    mutating func read(
        _ bytes: Span<UInt8>,
        only: String?,
        isStrict: Bool = true
    ) throws(ImportFailure) -> [WorkbookSheet] {
        self.isStrict = isStrict
        guard CompoundFile.isCompound(bytes) else {
            mayBeCut = true
            return try readStream(bytes, only)
        }
        switch try workbookStream(bytes) {
        case .inPlace(let range): return try readStream(bytes.extracting(range), only)
        case .copied(let stream): return try readStream(stream.span, only)
        }
    }

    // MARK: - Container

    private mutating func workbookStream(
        _ bytes: Span<UInt8>
    ) throws(ImportFailure) -> CompoundFile.Content {
        var container = CompoundFile(bytes)
        for name in ["Workbook", "Book"] {
            guard let entry = container.stream(name) else { continue }
            let content = container.content(of: entry, bytes)
            guard Self.holdsWorkbook(content, bytes) else { continue }
            if container.isDamaged {
                mayBeCut = true
                note(XLSFindings.brokenContainer)
            }
            return content
        }
        if container.stream("EncryptedPackage") != nil { throw OLEPackage.protected(file) }
        let isUnknown = container.rootStreams.isEmpty || container.stream("Workbook") != nil
        if container.isDamaged || isUnknown, let start = Self.firstWorkbook(bytes) {
            mayBeCut = true
            note(XLSFindings.recoveredWorkbook, detail: "byte \(start)", breaks: true)
            return .inPlace(start..<bytes.count)
        }
        throw OLEPackage.failure(bytes, path: file)
    }

    private static func holdsWorkbook(
        _ content: CompoundFile.Content,
        _ bytes: Span<UInt8>
    ) -> Bool {
        switch content {
        case .inPlace(let range): BIFF.Beginning(bytes.extracting(range), at: 0) != nil
        case .copied(let stream): BIFF.Beginning(stream.span, at: 0) != nil
        }
    }

    /// Where a workbook begins in a file without a directory; streams begin at multiples of 64.
    private static func firstWorkbook(_ bytes: Span<UInt8>) -> Int? {
        for offset in stride(from: 512, to: bytes.count, by: 64) {
            guard bytes[offset] == 0x09, bytes.number(at: offset, byteCount: 2) == 0x809,
                let beginning = BIFF.Beginning(bytes, at: offset), beginning.part == .globals
            else { continue }
            return offset
        }
        return nil
    }

    // MARK: - Workbook

    private mutating func readStream(
        _ bytes: Span<UInt8>,
        _ only: String?,
        isDecrypted: Bool = false
    ) throws(ImportFailure) -> [WorkbookSheet] {
        guard var workbook = BIFFWorkbook(bytes, isDecrypted: isDecrypted) else {
            throw ImportFailure(XLSFindings.otherDocument, "`\(file)` holds no workbook")
        }
        if workbook.isEncrypted {
            guard workbook.version == .eight, let record = workbook.filePass,
                let password = DefaultPassword(bytes.extracting(record.start..<record.end))
            else { throw OLEPackage.protected(file) }
            guard opensProtected else { throw DefaultPassword.failure(file) }
            return try readStream(password.decrypted(bytes).span, only, isDecrypted: true)
        }
        dialect = "BIFF\(workbook.version.rawValue)"
        let codePage = try codePage(of: workbook, bytes)
        workbook.finish(codePage)
        if workbook.is1904 { dialect += ", 1904" }
        let list = SheetList(bytes, workbook, codePage)
        // A name that no sheet has may be that of a second table within one.
        let isSheet = list.sheets.contains { $0.name == only }
        if let only, isStrict, !isSheet {
            throw Importers.missing(only, in: file, among: list.sheets.map(\.name))
        }
        if !workbook.isComplete, workbook.beginning.part == .globals, !workbook.endsAtSheet {
            note(ImportFindings.truncatedSource, detail: "list of sheets", breaks: true)
        } else if list.sheets.isEmpty {
            note(ImportFindings.emptySource, breaks: true)
        }
        var sheets: [WorkbookSheet] = []
        for place in list.sheets where !isSheet || place.name == only {
            guard let start = start(of: place) else { continue }
            var sheet = BIFFSheet(
                bytes,
                workbook,
                codePage,
                starts: list.starts,
                into: emptyGrid(place.name, workbook)
            )
            sheet.read(from: start)
            if sheet.isEncrypted { throw OLEPackage.protected(file) }
            if let read = finished(sheet, place, workbook, bytes.count) { sheets.append(read) }
        }
        return sheets
    }

    private func emptyGrid(_ name: String, _ workbook: BIFFWorkbook) -> SheetGrid {
        SheetGrid(
            name: name,
            strings: workbook.strings,
            styles: workbook.styles,
            is1904: workbook.is1904,
            limits: limits
        )
    }

    private mutating func start(of place: SheetList.Sheet) -> Int? {
        if let kind = place.otherKind {
            note(XLSXFindings.notAWorksheet, table: place.name, detail: kind)
            return nil
        }
        if place.isMisplaced {
            let isLost = place.start == nil
            note(XLSFindings.badSheetOffset, table: place.name, breaks: isLost)
        }
        return place.start
    }

    /// What was read of a sheet, with findings on the whole of it; nil when it is no worksheet.
    private mutating func finished(
        _ sheet: borrowing BIFFSheet,
        _ place: SheetList.Sheet,
        _ workbook: BIFFWorkbook,
        _ byteCount: Int
    ) -> WorkbookSheet? {
        if sheet.isDialog {
            note(XLSXFindings.notAWorksheet, table: place.name, detail: "dialogsheet")
            return nil
        }
        limits = sheet.grid.rest
        if sheet.grid.isOverLimit { isBroken = true }
        switch sheet.ending {
        case .complete: break
        case .missing where !mayBeCut || byteCount - sheet.end >= 4:
            note(XLSFindings.missingSheetEnd, table: place.name)
        case .missing, .cut:
            note(ImportFindings.truncatedSource, table: place.name, breaks: true)
        }
        var result = WorkbookSheet(grid: sheet.grid.grid, findings: sheet.grid.findings)
        if workbook.strings.outcome != .complete, result.findings.has(XLSXFindings.badStringIndex) {
            note(ImportFindings.truncatedSource, table: place.name, detail: "texts", breaks: true)
        }
        result.grid.isHidden = place.isHidden
        return result
    }

    // MARK: - Code page

    /// How texts before Excel 97 are read: as pinned, as the workbook says, or by their bytes.
    private mutating func codePage(
        of workbook: BIFFWorkbook,
        _ bytes: Span<UInt8>
    ) throws(ImportFailure) -> BIFFCodePage? {
        if workbook.version == .eight { return nil }
        if let pinnedEncoding {
            let pinned = try Encoding(named: pinnedEncoding)
            encoding = pinned.rawValue
            return BIFFCodePage(pinned)
        }
        let number = workbook.codePageNumber
        if number != 0, let codePage = BIFFCodePage(number: number) {
            encoding = BIFFCodePage.name(number)
            return codePage
        }
        let sample = BIFFTextSample(bytes).texts
        let guess =
            sample.span.isASCII
            ? EncodingGuess(.windows1252, confidence: 100) : EncodingGuess(sample.span)
        encoding = guess.encoding.rawValue
        encodingConfidence = guess.confidence
        if !sample.span.isASCII || number != 0 { noteGuess(guess, number) }
        return BIFFCodePage(guess.encoding) ?? BIFFCodePage(.windows1252)
    }

    private mutating func noteGuess(_ guess: EncodingGuess, _ number: Int) {
        let detail = "\(guess.encoding.rawValue) with confidence \(guess.confidence) of 100"
        if number != 0 {
            note(XLSFindings.unknownCodePage, detail: "code page \(number); read as \(detail)")
        } else if guess.confidence < 80 {
            note(ImportFindings.doubtfulEncoding, detail: detail)
        } else {
            note(XLSFindings.noCodePage, detail: detail)
        }
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
}
