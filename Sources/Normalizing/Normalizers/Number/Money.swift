import CRM
import Records

/// Amounts → fen (hundredths) as an integer.
///
///     12万 → 12000000     ¥117,000.00 → 11700000     (1,200) → -120000     10-20万 → finding
///
/// The one normalizer that isn't idempotent: what comes out counts fen, what goes in counts yuan.
package struct Money: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "money",
        stage: .normalizing,
        summary: "amounts in fen, with 万, 亿, w, k, currency signs and Chinese numerals",
        options: [
            OptionSpec(
                "currency",
                .text,
                standard: "CNY",
                isPrimary: true,
                "ISO 4217 code of amounts that name none"
            ),
            DecimalMark.option(isPrimary: false),
        ],
        findings: NumberCells.findings + [.rounded],
        example: "{money: CNY}"
    )

    private let currency: [UInt8]
    private var cells: NumberCells

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Money.spec)
        currency = Array((settings.text("currency") ?? "CNY").utf8)
        cells = NumberCells(settings, countsMoney: true)
        let isCode = currency.count == 3 && currency.allSatisfy { $0 &- 0x41 < 26 }
        guard isCode else { throw OptionError("currency", "expected three capitals such as CNY") }
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { self.cells.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let code = cells.number.read(cell)
        guard code == .none, !cells.number.isPercent else {
            cells.refuse(
                cell,
                code == .none ? .noNumber : code,
                timesTen: 2,
                into: &column
            )
            return
        }
        guard let (fen, isRounded) = cells.number.scaled(2) else {
            cells.refuse(cell, .outOfRange, into: &column)
            return
        }
        cells.emit(
            DecimalValue(mantissa: fen),
            cell,
            code: cells.note(isRounded: isRounded),
            into: &column
        )
        let named = cells.number.currency
        if named.utf8CodeUnitCount == 0 {
            column.setPart(.currency, currency.span)
        } else {
            named.withUTF8Buffer { unsafe column.setPart(.currency, $0.span) }
        }
    }
}
