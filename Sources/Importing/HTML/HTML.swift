import Records

/// Reads the tables of web pages, which web systems save under the name of .xls.
///
/// What flows in: a page in any encoding and any state of repair, or a single-file web page
/// (MHTML, RFC 2557) with one page a sheet. What flows out: a `SourceTable` for every table that
/// isn't there for layout only, with rows numbered from its first:
///
///     <h3>客户</h3><table><tr><th>编号<th>名称<tr><td x:num="1.0">1<td>甲&nbsp;公司</table>
///     →   table 客户: 编号 1, 名称 甲 公司
package enum HTML: Importer {
    package static let spec = ComponentSpec(
        name: "html",
        stage: .importing,
        summary: "tables of web pages (often named .xls) and single-file web pages (.mht)",
        options: [
            OptionSpec("sheet", .text, "read only the table of this name"),
            MarkupSource.encodingOption,
            TableShaper.headerOption,
            OptionSpec(
                "max_cells",
                .integer,
                standard: "\(SheetLimits().cellCount)",
                "the most cells of all tables, rows times columns"
            ),
        ],
        findings: (SheetSet.findings + [
            MarkupFindings.misdeclaredEncoding, MarkupFindings.noTable, MarkupFindings.layoutTable,
            MarkupFindings.textOutsideCells, MarkupFindings.multipart,
            ImportFindings.truncatedSource, ImportFindings.invalidEncoding,
            ImportFindings.doubtfulEncoding, ImportFindings.euroByte, ImportFindings.emptySource,
        ]).map(\.code),
        example: "{html: export.xls, sheet: 客户}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        if MHTML.isMessage(head) { return 85 }
        let head = MarkupHead(head)
        guard head.rootOffset != nil else { return head.documentType == "html" ? 85 : 0 }
        if head.documentType == "html" { return 90 }
        switch head.root {
        case "html": return 90
        case "table", "meta", "head", "body":
            // A first cell such as `<table>` in delimited text has no rows behind it.
            return hasRows(head) || head.text.count < 256 && head.contains("</") ? 90 : 0
        case "style", "script", "div", "center", "font", "p", "span", "b", "strong", "link",
            "title",
            "form", "br", "tr", "thead", "tbody", "h1", "h2", "h3", "h4", "h5", "h6", "caption":
            return (head.contains("<table") || head.root == "tr") && hasRows(head) ? 80 : 0
        default: return 0
        }
    }

    private static func hasRows(_ head: MarkupHead) -> Bool {
        head.contains("<tr") || head.contains("<td") || head.contains("<html")
            || head.contains("<body")
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        var result = ImportResult()
        result.format = spec.name
        let limits = try SheetLimits(input.options)
        var pages: [HTMLPage] = []
        if MHTML.isMessage(input.bytes.span) {
            result.dialect = "mhtml"
            pages = try MHTML.pages(input, limits: limits, &result)
        } else {
            let source = try MarkupSource(input)
            result.encoding = source.text.encoding.rawValue
            result.encodingConfidence = source.text.confidence
            result.findings = source.findings
            var page = HTMLPage(limits: limits)
            page.read(source.text.span)
            pages = [page]
        }
        try add(pages, to: &result, input)
        return result
    }

    private static func add(
        _ pages: [HTMLPage],
        to result: inout ImportResult,
        _ input: ImportInput
    ) throws(ImportFailure) {
        let tables = HTMLTableNames.tables(pages)
        guard !tables.isEmpty else {
            throw ImportFailure(
                MarkupFindings.noTable,
                "`\(input.path)` is a web page without a table in it"
            )
        }
        note(pages, to: &result, input)
        let names = tables.map(\.name)
        if let only = input.sheetName, !names.contains(only) {
            throw Importers.missing(only, in: input.path, among: names)
        }
        var set = SheetSet(limits: SheetLimits())
        for table in tables where input.sheetName == nil || table.name == input.sheetName {
            set.add(table.grid, isHidden: table.isHidden)
            set.rename(set.sheets.count - 1, table.name)
        }
        set.add(to: &result, input)
        if result.tables.allSatisfy(\.columns.isEmpty) {
            let place = Place(source: input.source, file: input.path)
            result.findings.add(Finding(ImportFindings.emptySource.code, at: place))
            result.isBroken = true
        }
    }

    private static func note(
        _ pages: [HTMLPage],
        to result: inout ImportResult,
        _ input: ImportInput
    ) {
        let layoutCount = pages.reduce(0) { $0 + $1.layoutCount }
        let outsideCount = pages.reduce(0) { $0 + $1.outsideCount }
        func add(_ kind: FindingKind, _ detail: String = "") {
            var finding = Finding(kind.code, at: Place(source: input.source, file: input.path))
            finding.detail = detail
            result.findings.add(finding)
        }
        if layoutCount > 0 {
            add(MarkupFindings.layoutTable, layoutCount == 1 ? "" : "\(layoutCount) tables")
        }
        if outsideCount > 0 { add(MarkupFindings.textOutsideCells, "\(outsideCount) bytes") }
        if pages.contains(where: \.isCut) {
            add(ImportFindings.truncatedSource)
            result.isBroken = true
        }
        if pages.contains(where: \.isOverLimit) { result.isBroken = true }
    }
}

/// Gives the tables of a page, or of several, names of their own.
enum HTMLTableNames {
    /// Longer headings are sentences, not names.
    private static let maxCharacterCount = 40

    /// All tables with cells, or the first when none has any.
    static func tables(_ pages: [HTMLPage]) -> [HTMLPage.Found] {
        let sheets = pages.flatMap(\.islands.sheets)
        var all = pages.flatMap(\.found)
        for index in all.indices { all[index].name = short(all[index].name) }
        let filled = all.filter { $0.grid.hasCells }
        all = filled.isEmpty ? Array(all.prefix(1)) : filled
        let isOneEach = sheets.count == all.count
        var names: Set<String> = []
        for index in all.indices {
            if isOneEach {
                if all[index].name.isEmpty { all[index].name = sheets[index].name }
                if sheets[index].isHidden { all[index].isHidden = true }
            }
            if all[index].name.isEmpty, all.count > 1 { all[index].name = "table \(index + 1)" }
            var name = all[index].name
            var number = 2
            while !names.insert(name).inserted {
                name = "\(all[index].name) (\(number))"
                number += 1
            }
            all[index].name = name
        }
        return all
    }

    private static func short(_ name: String) -> String {
        let line = name.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= maxCharacterCount ? line : ""
    }
}
