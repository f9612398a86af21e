import Records

/// Walks over an XML spreadsheet and fills its sheets.
struct SpreadsheetMLReader: XMLVisitor {
    /// What an element is, by its name and the element around it.
    private enum Element {
        case document, styles, style, book, epoch, sheet, table, row, cell, data, markup, other
        case options, visibility, filter
    }

    private(set) var set: SheetSet
    private(set) var is1904 = false
    private let only: String?
    /// The names of all sheets, those that are not read too.
    private(set) var sheetNames: [String] = []

    private var elements: [Element] = []
    private var styles = SpreadsheetMLStyles()
    private var grid: SheetGrid?
    private var isHiddenSheet = false
    private var isFiltered = false
    private var visibility: [UInt8] = []

    private var nextRow = 1
    private var rowNumber = 1
    private var nextColumn = 0
    private var nextStyledColumn = 1
    private var cell = SheetCell()
    private var dataType = SpreadsheetMLType.text
    private var value: [UInt8] = []
    private var hasValue = false

    init(only: String?, limits: SheetLimits) {
        self.only = only
        set = SheetSet(limits: limits)
    }

    // MARK: - Elements

    mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
        let element = element(name)
        elements.append(element)
        switch element {
        case .cell: startCell(attributes)
        case .data: startData(attributes)
        case .row: startRow(attributes)
        case .markup: if name.equals("Br") || name.equals("br") { value.append(0x0A) }
        case .sheet: startSheet(attributes)
        case .style: styles.start(attributes)
        case .visibility: visibility.removeAll(keepingCapacity: true)
        case .epoch: is1904 = true
        case .other: startOther(name, attributes)
        default: break
        }
    }

    private func element(_ name: Span<UInt8>) -> Element {
        switch elements.last {
        case .row: return name.equals("Cell") ? .cell : .other
        case .cell: return name.equals("Data") ? .data : .other
        case .data, .markup: return .markup
        case .table: return name.equals("Row") ? .row : .other
        case .sheet:
            if name.equals("Table") { return .table }
            if name.equals("WorksheetOptions") { return .options }
            return name.equals("AutoFilter") ? .filter : .other
        case .options: return name.equals("Visible") ? .visibility : .other
        case .styles: return name.equals("Style") ? .style : .other
        case .book: return name.equals("Date1904") ? .epoch : .other
        case .document:
            if name.equals("Worksheet") { return .sheet }
            if name.equals("Styles") { return .styles }
            return name.equals("ExcelWorkbook") ? .book : .other
        case nil: return .document
        default: return .other
        }
    }

    private mutating func startOther(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
        let parent = elements.count > 1 ? elements[elements.count - 2] : .other
        if parent == .table, name.equals("Column") {
            startColumn(attributes)
        } else if parent == .style, name.equals("NumberFormat") {
            styles.setFormat(attributes.string("Format") ?? "")
        } else if parent == .filter, name.equals("AutoFilterColumn") {
            isFiltered = isFiltered || attributes.string("Type") != "All"
        }
    }

    mutating func text(_ text: Span<UInt8>) {
        switch elements.last {
        case .data, .markup: value.append(text)
        case .visibility: visibility.append(text)
        default: break
        }
    }

    mutating func finish() {
        switch elements.popLast() {
        case .cell: finishCell()
        case .row: grid?.endRow()
        case .sheet: finishSheet()
        case .visibility:
            if visibility.span.hasPrefix("SheetHidden") || visibility.span.hasPrefix("SheetVery") {
                isHiddenSheet = true
            }
        default: break
        }
    }

    /// Keeps the sheet that a cut document ends in.
    mutating func finishDocument() { finishSheet() }

    // MARK: - Sheets

    private mutating func startSheet(_ attributes: borrowing XMLAttributes) {
        let name = attributes.string("Name") ?? "Sheet\(sheetNames.count + 1)"
        sheetNames.append(name)
        guard only == nil || only == name, sheetNames.count <= SheetSet.maxSheetCount else {
            return
        }
        grid = SheetGrid(name: name, styles: styles.cellStyles, is1904: is1904, limits: set.limits)
        (isHiddenSheet, isFiltered) = (false, false)
        (nextRow, nextStyledColumn) = (1, 1)
    }

    private mutating func finishSheet() {
        guard var sheet = grid else { return }
        if isFiltered { sheet.noteFilter() }
        set.add(sheet, isHidden: isHiddenSheet)
        grid = nil
    }

    private mutating func startColumn(_ attributes: borrowing XMLAttributes) {
        let first = attributes.integer("Index") ?? nextStyledColumn
        let span = max(0, min(attributes.integer("Span") ?? 0, SheetCell.maxColumnCount))
        guard (1...SheetCell.maxColumnCount).contains(first) else { return }
        nextStyledColumn = first + span + 1
        if attributes.isTrue("Hidden") { grid?.hideColumns(from: first, to: first + span) }
    }

    // MARK: - Rows and cells

    private mutating func startRow(_ attributes: borrowing XMLAttributes) {
        rowNumber = nextRow
        if let index = attributes["Index"] { rowNumber = SheetCell.integer(index) ?? 0 }
        grid?.beginRow(rowNumber, isHidden: attributes.isTrue("Hidden"))
        rowNumber = max(rowNumber, nextRow)
        let span = attributes.count("Span")
        nextRow = rowNumber + 1 + min(span, SheetCell.maxRowCount)
        nextColumn = 0
    }

    private mutating func startCell(_ attributes: borrowing XMLAttributes) {
        cell = SheetCell()
        cell.column = nextColumn
        if let index = attributes["Index"] {
            let column = (SheetCell.integer(index) ?? 0) - 1
            cell.column = column < SheetCell.maxColumnCount ? column : -1
        }
        if let column = cell.column, column >= 0 { nextColumn = column }
        if let style = attributes["StyleID"] { cell.style = styles.index(style) }
        cell.hasFormula = attributes["Formula"] != nil
        value.removeAll(keepingCapacity: true)
        hasValue = false
        let across = attributes.count("MergeAcross")
        let down = attributes.count("MergeDown")
        if across > 0 || down > 0 { merge(across: across, down: down) }
        nextColumn += 1
    }

    private mutating func merge(across: Int, down: Int) {
        let first = nextColumn
        let last = min(first + across, SheetCell.maxColumnCount - 1)
        let bottom = min(rowNumber + down, SheetCell.maxRowCount)
        guard last >= first, bottom >= rowNumber else { return }
        grid?.addMerge(
            MergedRange(rows: UInt32(rowNumber)...UInt32(bottom), columns: first...last)
        )
        nextColumn = last
    }

    private mutating func startData(_ attributes: borrowing XMLAttributes) {
        dataType = .text
        if let type = attributes["Type"] { dataType = SpreadsheetMLType(type) }
        hasValue = true
    }

    private mutating func finishCell() {
        switch dataType {
        case .number: cell.kind = .number
        case .boolean: cell.kind = .boolean
        case .error: cell.kind = .error
        case .text, .dateTime: cell.kind = .text
        }
        if dataType != .text, hasValue { trimValue() }
        if dataType == .dateTime, hasValue {
            let text = value
            value = []
            styles.appendDateTime(text.span, style: cell.style, is1904: is1904, to: &value)
        }
        let text = value
        grid?.add(cell, value: text.span, hasValue: hasValue)
        dataType = .text
    }

    private mutating func trimValue() {
        let range = CellText.trimmed(value.span)
        if range.count < value.count { value = Array(value[range]) }
    }
}

/// The attribute `ss:Type` of a value.
enum SpreadsheetMLType {
    case text, number, boolean, dateTime, error

    init(_ name: Span<UInt8>) {
        if name.equals("Number") {
            self = .number
        } else if name.equals("DateTime") {
            self = .dateTime
        } else if name.equals("Boolean") {
            self = .boolean
        } else {
            self = name.equals("Error") ? .error : .text
        }
    }
}
