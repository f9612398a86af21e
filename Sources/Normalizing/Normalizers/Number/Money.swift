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
            )
        ],
        findings: [.noNumber, .numberRange, .approximate, .rounded, .outOfRange],
        example: "{money: CNY}"
    )

    private let currency: String
    private var number = DecimalText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Money.spec)
        currency = settings.text("currency") ?? "CNY"
        let isCode = currency.utf8.count == 3 && currency.utf8.allSatisfy { $0 &- 0x41 < 26 }
        guard isCode else { throw OptionError("currency", "expected three capitals such as CNY") }
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let code = number.read(cell)
        guard code == .none, !number.isPercent else {
            column.emitRaw(cell, code: code == .none ? .noNumber : code)
            return
        }
        guard let (fen, isRounded) = number.scaled(2) else {
            column.emitRaw(cell, code: .outOfRange)
            return
        }
        let value = Array("\(fen)".utf8)
        column.emit(
            raw: cell,
            value: value.span,
            validity: number.isApproximate ? .suspect : .valid,
            code: number.isApproximate ? .approximate : isRounded ? .rounded : .none
        )
        let isNamed = number.currency.utf8CodeUnitCount > 0
        column.setPart(.currency, isNamed ? "\(number.currency)" : currency)
    }
}
