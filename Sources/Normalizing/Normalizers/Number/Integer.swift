import CRM
import Records

/// Whole numbers; `150人` and `3.0` are whole, `3.5` is a finding.
package struct Integer: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "integer",
        stage: .normalizing,
        summary: "whole numbers, counting words such as 人 cut off",
        options: [DecimalMark.option(isPrimary: true)],
        findings: NumberCells.findings,
        example: "integer"
    )

    private var cells: NumberCells

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        cells = NumberCells(try Settings(options, Integer.spec), countsThings: true)
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { self.cells.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let code = cells.number.read(cell)
        guard code == .none, !cells.number.isPercent else {
            cells.refuse(cell, code == .none ? .noNumber : code, into: &column)
            return
        }
        guard let (whole, isRounded) = cells.number.scaled(0), !isRounded, cells.isStorable else {
            let isTooLarge = !cells.isStorable
            cells.refuse(cell, isTooLarge ? .outOfRange : .noNumber, into: &column)
            return
        }
        cells.emit(DecimalValue(mantissa: whole), cell, code: cells.note(), into: &column)
    }
}
