import CRM
import Records

/// Numbers → plain decimals: `1,200.50` → 1200.5, `3千` → 3000.
package struct Number: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "number",
        stage: .normalizing,
        summary: "numbers as plain decimals",
        options: [DecimalMark.option(isPrimary: true)],
        findings: NumberCells.findings,
        example: "number"
    )

    private var cells: NumberCells

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        cells = NumberCells(try Settings(options, Number.spec))
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { self.cells.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let code = cells.number.read(cell)
        guard code == .none, cells.number.exponent >= -30, cells.isStorable else {
            cells.refuse(cell, code == .none ? .outOfRange : code, into: &column)
            return
        }
        cells.emit(
            cells.number.decimal,
            timesTen: cells.number.isPercent ? -2 : 0,
            cell,
            code: cells.note(),
            into: &column
        )
    }
}
