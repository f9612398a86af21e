import Records

/// Reads a worksheet part with a `MarkupCursor`; the fast twin of `SheetTape`.
///
///     <row r="2" hidden="1"><c r="B2" s="1" t="s"><v>7</v></c></row>
///     → beginRow(2, hidden) · add(column 1, style 1, shared string, "7") · endRow
struct SheetScanner {
    private var scratch: [UInt8] = []
    /// Whether the scanner stands between `<sheetData>` and its end; set for a later piece of it.
    var isInData = false
    /// Whether comments or CDATA sections were met, in which tags are no tags.
    private(set) var hasDeclaration = false

    init() {}

    mutating func scan(_ part: Span<UInt8>, into grid: inout SheetGrid) -> PartOutcome {
        var cursor = MarkupCursor(part)
        defer { hasDeclaration = cursor.hasDeclaration }
        while true {
            switch cursor.next() {
            case .start:
                if isInData {
                    if cursor.isName("c") {
                        readCell(&cursor, into: &grid)
                    } else if cursor.isName("row") {
                        readRow(&cursor, into: &grid)
                    }
                } else if cursor.isName("sheetData") {
                    cursor.skipAttributes()
                    isInData = !cursor.isEmptyElement
                } else if cursor.isName("col") {
                    readColumns(&cursor, into: &grid)
                } else if cursor.isName("mergeCell") {
                    readMerge(&cursor, into: &grid)
                } else if cursor.isName("autoFilter") {
                    readFilter(&cursor, into: &grid)
                } else if cursor.isName("filterColumn") {
                    grid.noteFilter()
                }
            case .finish:
                if cursor.isName("row") {
                    grid.endRow()
                } else if cursor.isName("sheetData") {
                    isInData = false
                } else if cursor.isName("worksheet") {
                    return .complete
                }
            case .end:
                if cursor.isRefused { return .refused }
                // The cells of a cut row are data too.
                grid.endRow()
                return .cut
            }
            if grid.isOverLimit { return .complete }
        }
    }

    private func readRow(_ cursor: inout MarkupCursor, into grid: inout SheetGrid) {
        var number: Int?
        var isHidden = false
        while cursor.attribute() {
            let value = cursor.bytes.extracting(cursor.attributeValue)
            let name = cursor.bytes.extracting(cursor.attributeName)
            if name.equals("r") {
                number = SheetCell.integer(value) ?? 0
            } else if name.equals("hidden") {
                isHidden = value.equals("1") || value.equals("true")
            }
        }
        grid.beginRow(number, isHidden: isHidden)
    }

    private mutating func readCell(_ cursor: inout MarkupCursor, into grid: inout SheetGrid) {
        var cell = SheetCell()
        while cursor.attribute() {
            guard cursor.attributeName.count == 1 else { continue }
            let value = cursor.bytes.extracting(cursor.attributeValue)
            switch cursor.bytes[cursor.attributeName.lowerBound] {
            case 0x72: cell.column = SheetCell.column(value)
            case 0x73: cell.style = SheetCell.integer(value) ?? 0
            case 0x74: cell.kind = SheetCell.Kind(value)
            default: break
            }
        }
        if cursor.isEmptyElement {
            return grid.add(cell, value: cursor.bytes.extracting(0..<0), hasValue: false)
        }
        readContent(&cursor, of: cell, into: &grid)
    }

    private mutating func readContent(
        _ cursor: inout MarkupCursor,
        of cell: SheetCell,
        into grid: inout SheetGrid
    ) {
        var cell = cell
        var plain: Range<Int>?
        var hasValue = false
        var isPhonetic = false
        scratch.removeAll(keepingCapacity: true)
        reading: while true {
            switch cursor.next() {
            case .start:
                let isValue = cursor.isName("v") && cell.kind != .inlineText
                if isValue || (cursor.isName("t") && !isPhonetic && cell.kind == .inlineText) {
                    plain = readText(&cursor, of: cell, after: plain)
                    hasValue = true
                } else if cursor.isName("f") {
                    cell.hasFormula = true
                } else if cursor.isName("rPh") {
                    cursor.skipAttributes()
                    isPhonetic = !cursor.isEmptyElement
                }
            case .finish:
                if cursor.isName("c") { break reading }
                if cursor.isName("rPh") { isPhonetic = false }
                // A row can't end within a cell: the document is not well-formed.
                if cursor.isName("row") { return grid.endRow() }
            case .end: break reading
            }
        }
        if cursor.isRefused { return }
        if let plain {
            grid.add(cell, value: cursor.bytes.extracting(plain), hasValue: hasValue)
        } else {
            grid.add(cell, value: scratch.span, hasValue: hasValue)
        }
    }

    /// Reads one text of the cell; several runs are joined in `scratch`.
    private mutating func readText(
        _ cursor: inout MarkupCursor,
        of cell: SheetCell,
        after earlier: Range<Int>?
    ) -> Range<Int>? {
        if let earlier { scratch.append(cursor.bytes.extracting(earlier)) }
        let isFirst = scratch.isEmpty
        let text = cursor.text(into: &scratch, decodesEscapes: cell.kind.holdsText)
        guard let text else { return nil }
        if isFirst { return text }
        scratch.append(cursor.bytes.extracting(text))
        return nil
    }

    private func readColumns(_ cursor: inout MarkupCursor, into grid: inout SheetGrid) {
        var first = 0
        var last = 0
        var isHidden = false
        while cursor.attribute() {
            let value = cursor.bytes.extracting(cursor.attributeValue)
            let name = cursor.bytes.extracting(cursor.attributeName)
            if name.equals("min") { first = SheetCell.integer(value) ?? 0 }
            if name.equals("max") { last = SheetCell.integer(value) ?? 0 }
            if name.equals("hidden") { isHidden = value.equals("1") || value.equals("true") }
        }
        if isHidden { grid.hideColumns(from: first, to: last) }
    }

    private func readMerge(_ cursor: inout MarkupCursor, into grid: inout SheetGrid) {
        while cursor.attribute() {
            guard cursor.bytes.extracting(cursor.attributeName).equals("ref") else { continue }
            grid.addMerge(cursor.bytes.extracting(cursor.attributeValue))
        }
    }

    private func readFilter(_ cursor: inout MarkupCursor, into grid: inout SheetGrid) {
        while cursor.attribute() {
            guard cursor.bytes.extracting(cursor.attributeName).equals("ref") else { continue }
            grid.setFilter(cursor.bytes.extracting(cursor.attributeValue))
        }
    }
}
