import CRM
import Records

/// Date cells → ISO 8601 days.
///
///     2023年1月5日, 20230105, 23.1.5, 5-Jan-2023, 44931   →   2023-01-05
///
/// 1/5/2023 is read as the column's other dates decide, never row by row; when they don't, it is a
/// finding. Nothing that isn't a day becomes one: 2023-02-30, 2023-01, 去年 keep their raw text.
package struct DateNormalizer: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "date",
        stage: .normalizing,
        summary: "days as 2023-01-05, day and month order decided by the whole column",
        options: DateCells.options,
        findings: DateCells.findings,
        example: "{date: {order: mdy}}"
    )

    private var cells: DateCells

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        cells = try DateCells(options, DateNormalizer.spec, context)
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { self.cells.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        cells.normalize(cell, hasTime: false, into: &column)
    }
}

/// Cells with a day and a time → `2023-01-05T10:20:30`, Asia/Shanghai; a day alone stays a day.
package struct DateTime: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "datetime",
        stage: .normalizing,
        summary: "moments as 2023-01-05T10:20:30 in Asia/Shanghai",
        options: DateCells.options,
        findings: DateCells.findings,
        example: "datetime"
    )

    private var cells: DateCells

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        cells = try DateCells(options, DateTime.spec, context)
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { self.cells.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        cells.normalize(cell, hasTime: true, into: &column)
    }
}
