import Records

/// Reads a worksheet part through libxml2: the readable, slow twin of `SheetScanner`, and what
/// reads parts in other encodings than UTF-8.
struct SheetTape: XMLVisitor {
    private enum Element { case data, row, cell, value, text, phonetic, other }

    private(set) var grid: SheetGrid
    private var elements: [Element] = []
    private var cell = SheetCell()
    private var value: [UInt8] = []
    private var hasValue = false

    private init(_ grid: SheetGrid) { self.grid = grid }

    static func read(_ tape: XMLTape, into grid: inout SheetGrid) -> PartOutcome {
        var reader = SheetTape(grid)
        tape.walk(&reader)
        reader.grid.endRow()
        grid = reader.grid
        return PartOutcome(tape.outcome)
    }

    mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
        let element = element(name)
        elements.append(element)
        switch element {
        case .row:
            var number: Int?
            if let text = attributes["r"] { number = SheetCell.integer(text) ?? 0 }
            grid.beginRow(number, isHidden: attributes.isTrue("hidden"))
        case .cell: startCell(attributes)
        case .value, .text: hasValue = true
        case .other: startOther(name, attributes)
        case .data, .phonetic: break
        }
    }

    private func element(_ name: Span<UInt8>) -> Element {
        if name.equals("sheetData") { return .data }
        guard elements.contains(.data) else { return .other }
        if name.equals("row") { return .row }
        if name.equals("c") { return .cell }
        guard elements.contains(.cell) else { return .other }
        if name.equals("rPh") { return .phonetic }
        if cell.kind == .inlineText {
            return name.equals("t") && !elements.contains(.phonetic) ? .text : .other
        }
        return name.equals("v") ? .value : .other
    }

    private mutating func startCell(_ attributes: borrowing XMLAttributes) {
        cell = SheetCell()
        if let type = attributes["t"] { cell.kind = SheetCell.Kind(type) }
        if let reference = attributes["r"] { cell.column = SheetCell.column(reference) }
        if let style = attributes["s"] { cell.style = SheetCell.integer(style) ?? 0 }
        value.removeAll(keepingCapacity: true)
        hasValue = false
    }

    private mutating func startOther(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
        if elements.contains(.cell) {
            if name.equals("f") { cell.hasFormula = true }
        } else if elements.contains(.data) {
            return
        } else if name.equals("col"), attributes.isTrue("hidden") {
            grid.hideColumns(
                from: attributes.integer("min") ?? 0,
                to: attributes.integer("max") ?? 0
            )
        } else if name.equals("mergeCell"), let reference = attributes["ref"] {
            grid.addMerge(reference)
        } else if name.equals("autoFilter"), let reference = attributes["ref"] {
            grid.setFilter(reference)
        } else if name.equals("filterColumn") {
            grid.noteFilter()
        }
    }

    mutating func text(_ text: Span<UInt8>) {
        if elements.last == .value || elements.last == .text { value.append(text) }
    }

    mutating func finish() {
        switch elements.popLast() {
        case .cell:
            if cell.kind.holdsText { CellEscapes.decode(&value, from: 0) }
            let decoded = value
            grid.add(cell, value: decoded.span, hasValue: hasValue)
        case .row: grid.endRow()
        default: break
        }
    }
}
