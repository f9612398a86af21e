import Records

/// Finds the tables of a page and fills them, from its tags and texts.
struct HTMLPage {
    /// A table with what names it.
    struct Found {
        var grid: SheetGrid
        var order: Int
        var name: String
        var isHidden: Bool
    }

    /// Tables within tables beyond this are read as text of the cell they stand in.
    static let maxDepth = 32

    private(set) var found: [Found] = []
    private(set) var islands = ExcelIslands()
    private(set) var layoutCount = 0
    private(set) var outsideCount = 0
    private(set) var isCut = false
    private(set) var limits: SheetLimits
    private(set) var isOverLimit = false

    private var stack: [HTMLTable] = []
    private var tableCount = 0
    private var extraDepth = 0
    private var hasPageEnd = false
    private var heading = HTMLText()
    private var isInHeading = false
    private var lastHeading = ""
    private var isInSelect = false
    private var isSkippingOption = false

    init(limits: SheetLimits) { self.limits = limits }

    mutating func read(_ page: Span<UInt8>) {
        var tokens = HTMLTokenizer(page)
        reading: while true {
            switch tokens.next(page) {
            case .text(let range): append(page.extracting(range))
            case .start(let tag, let attributes): start(tag, page.extracting(attributes))
            case .finish(let tag): finish(tag)
            case .island(let range): islands.read(page.extracting(range))
            case .end: break reading
            }
        }
        isCut = (stack.contains(where: \.isNamed) || tokens.isCut) && !hasPageEnd
        while !stack.isEmpty { finishTable() }
        found.sort { $0.order < $1.order }
    }

    /// Names the tables after the sheet that the page shows.
    mutating func setSheet(_ name: String, isHidden: Bool) {
        for index in found.indices {
            if !name.isEmpty { found[index].name = name }
            if isHidden { found[index].isHidden = true }
        }
    }

    // MARK: - Tags

    private mutating func start(_ tag: HTMLTag, _ attributes: Span<UInt8>) {
        switch tag {
        case .table: startTable(attributes)
        // Beyond the limit of tables no further one is begun.
        case .row:
            needTable()
            if let last = stack.indices.last { stack[last].startRow(attributes) }
        case .cell:
            needTable()
            if let last = stack.indices.last { stack[last].startCell(attributes) }
        case .heading:
            isInHeading = true
            heading.removeAll()
            breakBlock()
        case .select: isInSelect = true
        case .option: isSkippingOption = isInSelect && !isSelected(attributes)
        case .page, .body, .other, .script, .style, .title, .island, .textArea: break
        default: startInTable(tag, attributes)
        }
    }

    private mutating func startInTable(_ tag: HTMLTag, _ attributes: Span<UInt8>) {
        guard !stack.isEmpty else { return }
        let last = stack.count - 1
        switch tag {
        case .section: stack[last].endRow()
        case .caption: stack[last].startCaption()
        case .column: stack[last].defineColumn(attributes)
        case .columnGroup: if HTMLCell(attributes).isHidden { stack[last].defineColumn(attributes) }
        case .lineBreak: stack[last].breakLine()
        case .block: stack[last].breakBlock()
        case .preformatted:
            stack[last].breakBlock()
            stack[last].preformattedDepth += 1
        case .input: appendValue(of: attributes)
        default: break
        }
    }

    private mutating func finish(_ tag: HTMLTag) {
        switch tag {
        case .page, .body: hasPageEnd = true
        case .select: (isInSelect, isSkippingOption) = (false, false)
        case .option: isSkippingOption = false
        case .heading: finishHeading()
        case .table:
            if extraDepth > 0 { extraDepth -= 1 } else { finishTable() }
        default: finishInTable(tag)
        }
    }

    private mutating func finishInTable(_ tag: HTMLTag) {
        guard !stack.isEmpty else { return }
        let last = stack.count - 1
        switch tag {
        case .row, .section: stack[last].endRow()
        case .cell: stack[last].endCell()
        case .caption: stack[last].endCaption()
        case .block: stack[last].breakBlock()
        case .preformatted:
            stack[last].preformattedDepth = max(0, stack[last].preformattedDepth - 1)
            stack[last].breakBlock()
        default: break
        }
    }

    // MARK: - Tables

    private mutating func startTable(_ attributes: Span<UInt8>) {
        guard stack.count < Self.maxDepth, tableCount < SheetSet.maxSheetCount else {
            extraDepth += 1
            return
        }
        finishHeading()
        if !stack.isEmpty { stack[stack.count - 1].innerCount += 1 }
        var table = HTMLTable(order: tableCount, limits: limits)
        tableCount += 1
        table.isHidden = HTMLCell(attributes).isHidden
        table.caption = lastHeading
        lastHeading = ""
        stack.append(table)
    }

    /// Cells outside of any table, as in a page that was put together by hand, begin one.
    private mutating func needTable() {
        guard stack.isEmpty else { return }
        let empty: [UInt8] = []
        startTable(empty.span)
        if !stack.isEmpty { stack[stack.count - 1].isNamed = false }
    }

    private mutating func finishTable() {
        guard var table = stack.popLast() else { return }
        let grid = table.finish()
        guard table.isData else {
            if table.filledRowCount > 0 { layoutCount += 1 }
            return
        }
        outsideCount += table.outsideCount
        limits = grid.rest
        if grid.isOverLimit { isOverLimit = true }
        found.append(
            Found(grid: grid, order: table.order, name: table.caption, isHidden: table.isHidden)
        )
    }

    // MARK: - Text

    private mutating func append(_ text: Span<UInt8>) {
        if isSkippingOption { return }
        if isInHeading { heading.append(text, isPreformatted: false) }
        if stack.isEmpty { return }
        if isInHeading, !stack[stack.count - 1].isInCell { return }
        stack[stack.count - 1].append(text)
    }

    private mutating func breakBlock() {
        if !stack.isEmpty { stack[stack.count - 1].breakBlock() }
    }

    private mutating func finishHeading() {
        guard isInHeading else { return }
        isInHeading = false
        lastHeading = heading.bytes.span.extracting(heading.trimmed).string()
        breakBlock()
    }

    /// A text field shows its value.
    private mutating func appendValue(of attributes: Span<UInt8>) {
        var rest = HTMLAttributes(attributes)
        var value = 0..<0
        while let (name, range) = rest.next() {
            let name = attributes.extracting(name)
            if HTMLTag.isName(name, "value") { value = range }
            if HTMLTag.isName(name, "type"),
                !HTMLTag.isName(attributes.extracting(range), "text")
            {
                return
            }
        }
        append(attributes.extracting(value))
    }

    private func isSelected(_ attributes: Span<UInt8>) -> Bool {
        var rest = HTMLAttributes(attributes)
        while let (name, _) = rest.next() {
            if HTMLTag.isName(attributes.extracting(name), "selected") { return true }
        }
        return false
    }
}
