import Records

/// Turns a grid into tables: finds where each begins, its header and data rows, names columns,
/// fills merged ranges.
///
/// Every grid row comes out exactly once, in one table, as data or skipped with its reason, and
/// keeps the number that the user's program shows.
///
///     1 客户名单导出                         preamble
///     2 编号,公司名称,电话                   header    → columns 编号, 公司名称, 电话
///     3 1,甲公司,021-…                      data
///     4 2,乙公司,上海市,浦东新区,138…         data, rejected: too many cells
///     5 合计,2条                            subtotal
///     6                                     blank     ┐
///     7 联系人                               preamble  │ a second table, named 联系人
///     8 姓名,手机,职务,公司编号              header    │
///     9 张三,138…,经理,1                    data      ┘
package enum TableShaper {
    static let headerOption = OptionSpec(
        "header",
        .text,
        standard: "auto",
        "row number of the header, a list of numbers, `auto` or `none`"
    )

    /// The options of every importer that reads grids; lines of text have no hidden ones.
    package static let options: [OptionSpec] = [
        headerOption,
        OptionSpec(
            "tables",
            .choice(["auto", "one"]),
            standard: "auto",
            "`one` keeps all rows in one table whatever headers follow"
        ),
        OptionSpec(
            "grid",
            .boolean,
            standard: "false",
            "every row as it stands, no header sought, columns named A, B, C"
        ),
    ]

    /// As `options`, for formats that can hide rows, columns and sheets.
    package static let sheetOptions: [OptionSpec] =
        options + [
            OptionSpec(
                "hidden",
                .choice(["mark", "keep", "skip"]),
                standard: "mark",
                "hidden rows, columns and sheets: read and say so, read, or leave out"
            )
        ]

    /// The tables of a grid: one, or several where a file or sheet holds more than one; none for a
    /// hidden sheet under `hidden: skip`.
    ///
    /// `taken` are names that other tables of the file have.
    package static func tables(
        _ grid: RawGrid,
        source: String,
        file: String,
        options: OptionValue = .map([]),
        taken: Set<String> = [],
        workers: Workers = .single
    ) -> (tables: [SourceTable], findings: Findings) {
        if options["grid"]?.text == "true" {
            let (table, findings) = whole(grid, source: source, file: file)
            return ([table], findings)
        }
        let hidden = HiddenChoice(options)
        if grid.isHidden, hidden == .skip {
            return ([], TableDraft.leftOut(grid, source: source, file: file))
        }
        let rows = GridRows(grid, workers: workers)
        let header = options["header"]?.texts ?? ["auto"]
        guard header == ["auto"], options["tables"]?.text != "one" else {
            let (table, findings) = shape(grid, source: source, file: file, options: options)
            return ([table], findings)
        }
        var split = TableSplit(rows)
        let parts = split.parts()
        var names = TableNames(grid.name, taken: taken)
        var tables: [SourceTable] = []
        var findings = Findings()
        for (index, part) in parts.enumerated() {
            let own = parts.count == 1 ? rows : GridRows(grid.rows(part.range))
            var draft = TableDraft(own, source: source, file: file, hidden: hidden)
            if index > 0 { draft.table.name = names.next(split.title(of: part)) }
            draft.headerRows = part.header.map { $0 - part.range.lowerBound }
            draft.reportHeader(isFurther: index > 0)
            if index + 1 == TableSplit.maxPartCount {
                draft.report(ImportFindings.limit, row: nil, "\(parts.count) tables in one grid")
            }
            draft.shape()
            tables.append(draft.table)
            findings.add(contentsOf: draft.findings)
        }
        return (tables, findings)
    }

    /// The grid as one table; `header: auto | none | N | [N, M]` pins the header by row number.
    package static func shape(
        _ grid: RawGrid,
        source: String,
        file: String,
        options: OptionValue = .map([])
    ) -> (table: SourceTable, findings: Findings) {
        let rows = GridRows(grid)
        let hidden = HiddenChoice(options)
        var draft = TableDraft(rows, source: source, file: file, hidden: hidden)
        draft.findHeader(options["header"] ?? .text("auto"))
        draft.shape()
        return (draft.table, draft.findings)
    }
}

/// What `hidden:` says.
enum HiddenChoice: String {
    case mark, keep, skip

    init(_ options: OptionValue) {
        self = options["hidden"]?.text.flatMap(HiddenChoice.init(rawValue:)) ?? .mark
    }
}
