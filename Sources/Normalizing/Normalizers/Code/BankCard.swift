import CRM
import Records

/// Payment card numbers (ISO/IEC 7812): recognised, masked, and dropped unless the pipeline says
/// otherwise.
///
///     6222 0000 1234 5678 901 → no value, told as ***************8901
package struct BankCard: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "bank_card",
        stage: .normalizing,
        summary: "payment card numbers, recognised and dropped; masked and never matched on",
        options: [.keepMasked],
        findings: [.bankCard, .noBankCard, .lostDigits, .starred],
        example: "bank_card"
    )

    private let keepsMasked: Bool
    private var text = CodeText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, BankCard.spec)
        keepsMasked = settings.text("keep") == "masked"
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.read(cell, least: 12)
        if text.isScientific || text.count == 0 {
            column.emitMasked(
                cell,
                value: false,
                code: text.isScientific ? .lostDigits : .noBankCard
            )
            return
        }
        for piece in 0..<text.count {
            let raw = cell.extracting(text.place(piece, in: cell))
            let code = Array(text.bytes[text.range(piece)])
            if code.contains(0x2A) {
                column.emitMasked(keepsMasked ? code.span : raw, value: keepsMasked, code: .starred)
            } else if BankCard.isCard(code.span) {
                column.emitMasked(BankCard.masked(code).span, value: keepsMasked, code: .bankCard)
            } else if code.count >= 8, Digits.areAll(code.span) {
                column.emitMasked(BankCard.masked(code).span, value: false, code: .noBankCard)
            } else {
                column.emitMasked(raw, value: false, code: .noBankCard)
            }
        }
    }

    /// 12–19 digits, an issuer's first digit and Luhn's check digit.
    ///
    /// 2–6 are issuers of cards, 9 those of older Chinese ones (9558…); in a column of cards the
    /// family is not asked for more.
    static func isCard(_ digits: Span<UInt8>) -> Bool {
        guard digits.count >= 12, digits.count <= 19, Digits.areAll(digits) else { return false }
        switch digits[0] {
        case 0x32...0x36, 0x39: return CheckDigits.isLuhn(digits)
        default: return false
        }
    }

    /// The last four digits.
    static func masked(_ number: [UInt8]) -> [UInt8] {
        var number = number
        for index in number.indices where index < number.count - 4 { number[index] = 0x2A }
        return number
    }
}
