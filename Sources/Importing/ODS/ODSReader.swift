import Records

/// Walks over the content of an OpenDocument spreadsheet and fills its sheets (ODF 1.3 part 3).
///
/// A row is kept until it ends, because it may stand for many: rows and cells are repeated by a
/// number, and the last row of nearly every sheet stands for a million empty ones.
///
///     <table-row number-rows-repeated="2"><table-cell number-columns-repeated="3" …>7
///     →   7 7 7 in two rows
struct ODSReader: XMLVisitor {
    /// What an element is, by its name and the element around it.
    private enum Element {
        case document, styles, style, body, book, ranges, range, sheet, group, row, cell, paragraph
        case inline, leaf
    }

    private(set) var set: SheetSet
    /// The names of all sheets, those that are not read too.
    private(set) var sheetNames: [String] = []
    /// What stands in the body instead of a spreadsheet; empty when nothing does.
    private(set) var otherBody = ""
    private(set) var hasSpreadsheet = false
    /// What refers to other files or programs, in words.
    private(set) var links: [String] = []
    /// The sheets with an active filter.
    private(set) var filteredSheets: [String] = []

    private let only: String?
    private var elements: [Element] = []
    /// How many elements deep the walk is in one that is of no interest.
    private var skippedDepth = 0
    private var style = ""
    private var hiddenStyles: Swift.Set<String> = []
    private var rangeSheet = ""

    private var grid: SheetGrid?
    private var isHiddenSheet = false
    private var nextDefinedColumn = 1
    private var row = ODSRow()
    private var text = ODSText()

    init(only: String?, limits: SheetLimits) {
        self.only = only
        set = SheetSet(limits: limits)
    }

    mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
        guard skippedDepth == 0, let element = begin(name, attributes) else {
            skippedDepth += 1
            return
        }
        elements.append(element)
    }

    /// Begins an element; nil for one that is skipped with all that it holds.
    private mutating func begin(
        _ name: Span<UInt8>,
        _ attributes: borrowing XMLAttributes
    ) -> Element? {
        switch elements.last {
        case .row: return beginCell(name, attributes)
        case .cell: return beginInCell(name)
        case .paragraph, .inline: return beginInParagraph(name, attributes)
        case .sheet, .group: return beginInSheet(name, attributes)
        case nil: return .document
        default: return beginOutside(name, attributes)
        }
    }

    mutating func text(_ part: Span<UInt8>) {
        guard skippedDepth == 0 else { return }
        if elements.last == .paragraph || elements.last == .inline { text.append(part) }
    }

    mutating func finish() {
        if skippedDepth > 0 {
            skippedDepth -= 1
            return
        }
        switch elements.popLast() {
        case .paragraph: text.endParagraph()
        case .cell: row.endCell(text.bytes)
        case .row: writeRow()
        case .sheet: finishSheet()
        default: break
        }
    }

    /// Keeps the row and sheet that a cut document ends in.
    mutating func finishDocument() {
        if elements.contains(.cell) { row.endCell(text.bytes) }
        if elements.contains(.row) { writeRow() }
        finishSheet()
        for name in filteredSheets { set.noteFilter(name) }
    }

    // MARK: - Document

    private mutating func beginOutside(
        _ name: Span<UInt8>,
        _ attributes: borrowing XMLAttributes
    ) -> Element? {
        switch elements.last {
        case .document:
            if name.equals("body") { return .body }
            return name.equals("automatic-styles") || name.equals("styles") ? .styles : nil
        case .body:
            if !name.equals("spreadsheet") {
                if otherBody.isEmpty { otherBody = name.string() }
                return nil
            }
            hasSpreadsheet = true
            return .book
        case .book: return beginInBook(name, attributes)
        case .styles:
            guard name.equals("style") else { return nil }
            style = attributes.string("name") ?? ""
            return .style
        case .style:
            if name.equals("table-properties"), let display = attributes["display"],
                display.equals("false")
            {
                hiddenStyles.insert(style)
            }
            return nil
        case .ranges:
            rangeSheet = Self.sheet(of: attributes.string("target-range-address") ?? "")
            return name.equals("database-range") ? .range : nil
        case .range:
            if name.equals("filter"), !filteredSheets.contains(rangeSheet) {
                filteredSheets.append(rangeSheet)
            }
            return nil
        default: return nil
        }
    }

    private mutating func beginInBook(
        _ name: Span<UInt8>,
        _ attributes: borrowing XMLAttributes
    ) -> Element? {
        if name.equals("table") { return beginSheet(attributes) }
        if name.equals("database-ranges") { return .ranges }
        if name.equals("dde-links") { link("a DDE link to another program") }
        return nil
    }

    /// `'销售 部'.A1:'销售 部'.D9` → `销售 部`.
    private static func sheet(of address: String) -> String {
        let first = address.split(separator: ":").first ?? ""
        guard let point = first.lastIndex(of: ".") else { return "" }
        let name = first[..<point].drop { $0 == "$" }
        guard name.hasPrefix("'"), name.hasSuffix("'"), name.count > 1 else { return String(name) }
        return name.dropFirst().dropLast().split(separator: "''", omittingEmptySubsequences: false)
            .joined(separator: "'")
    }

    private mutating func link(_ words: String) {
        if !links.contains(words), links.count < 10 { links.append(words) }
    }

    // MARK: - Sheets

    private mutating func beginSheet(_ attributes: borrowing XMLAttributes) -> Element? {
        let name = attributes.string("name") ?? "Sheet\(sheetNames.count + 1)"
        // What LibreOffice keeps of other files stands in sheets that nobody sees.
        if name.hasPrefix("'file:"), name.contains("#") {
            link("values of another file")
            return nil
        }
        sheetNames.append(name)
        guard only == nil || only == name, sheetNames.count <= SheetSet.maxSheetCount else {
            return nil
        }
        grid = SheetGrid(name: name, limits: set.limits)
        isHiddenSheet = attributes.string("style-name").map { hiddenStyles.contains($0) } ?? false
        nextDefinedColumn = 1
        row = ODSRow()
        return .sheet
    }

    private mutating func finishSheet() {
        guard let sheet = grid else { return }
        set.add(sheet, isHidden: isHiddenSheet)
        grid = nil
    }

    private mutating func beginInSheet(
        _ name: Span<UInt8>,
        _ attributes: borrowing XMLAttributes
    ) -> Element? {
        if name.equals("table-row") {
            row.begin(attributes)
            return .row
        }
        if name.equals("table-column") {
            defineColumn(attributes)
            return .leaf
        }
        if name.equals("table-source") { link("a sheet of another file") }
        let isGroup =
            name.equals("table-rows") || name.equals("table-header-rows")
            || name.equals("table-row-group") || name.equals("table-columns")
            || name.equals("table-header-columns") || name.equals("table-column-group")
        return isGroup ? .group : nil
    }

    private mutating func defineColumn(_ attributes: borrowing XMLAttributes) {
        let count = max(1, attributes.count("number-columns-repeated"))
        let last = nextDefinedColumn + count - 1
        if ODSRow.isHidden(attributes) { grid?.hideColumns(from: nextDefinedColumn, to: last) }
        nextDefinedColumn = last + 1
    }

    private mutating func writeRow() {
        guard var sheet = grid else { return }
        // Taken out for the time, so that the grid's batches aren't copied.
        grid = nil
        row.write(to: &sheet)
        grid = sheet
    }

    // MARK: - Cells

    private mutating func beginCell(
        _ name: Span<UInt8>,
        _ attributes: borrowing XMLAttributes
    ) -> Element? {
        guard name.equals("table-cell") || name.equals("covered-table-cell") else { return nil }
        text.removeAll()
        row.beginCell(attributes)
        if row.refersOutside { link("formulas that take values from outside of the file") }
        return .cell
    }

    /// Notes, drawings and tables within a cell are none of its text.
    private mutating func beginInCell(_ name: Span<UInt8>) -> Element? {
        if name.equals("p") || name.equals("h") {
            text.beginParagraph()
            return .paragraph
        }
        if name.equals("cell-range-source") { link("cells of another file") }
        return name.equals("list") || name.equals("list-item") ? .cell : nil
    }

    private mutating func beginInParagraph(
        _ name: Span<UInt8>,
        _ attributes: borrowing XMLAttributes
    ) -> Element? {
        if name.equals("s") {
            text.appendBlanks(attributes["c"] == nil ? 1 : attributes.count("c"))
            return .leaf
        }
        if name.equals("tab") || name.equals("line-break") {
            text.append(sign: name.equals("tab") ? 0x09 : 0x0A)
            return .leaf
        }
        let isNoText =
            name.equals("annotation") || name.equals("note") || name.equals("frame")
            || name.equals("ruby-text") || name.equals("custom-shape") || name.equals("script")
        return isNoText ? nil : .inline
    }
}
