import CRM
import Records

/// Taxpayers' numbers: the credit code since 2015, before it 15 or 20 characters.
///
///     110108 600037341   region and organization code (GB 11714)   kept, suspect
///     18 digits + 2      a self-employed person's ID number        masked, dropped
package struct TaxNumber: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "tax_no",
        stage: .normalizing,
        summary: "taxpayers' numbers: credit codes, and the older 15 and 20 characters",
        findings: [
            .checkDigit, .noCode, .lostDigits, .letterForDigit, .oldTaxNumber, .sensitive,
            .unknownOfficeRegion, .unknownRegistry, .wrongLength, .starred, .sharedPlaceholder,
        ],
        example: "tax_no"
    )

    private var judge = CreditCodeJudge()
    private var text = CodeText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, TaxNumber.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if cell.count == 18, CheckDigits.isCreditCode(cell), CreditCodeJudge.isUsual(cell) {
            column.emitAsTyped(cell)
            return
        }
        guard text.readOfficial(cell, into: &column) else { return }
        for piece in 0..<text.count {
            let raw = cell.extracting(text.place(piece, in: cell))
            emit(text.bytes.span.extracting(text.range(piece)), raw, into: &column)
        }
    }

    private func emit(_ code: Span<UInt8>, _ raw: Span<UInt8>, into column: inout CleanColumn) {
        let isStarred = code.firstIndex(of: 0x2A) != nil
        if isStarred || CreditCodeJudge.isOneCharacter(code) || !TaxNumber.isOldLength(code.count) {
            judge.emit(code, raw, into: &column)
        } else if code.count == 15 {
            emitOld(code, raw, into: &column)
        } else if CheckDigits.isIDCard(code.extracting(0..<18)) || TaxNumber.isOldPerson(code) {
            column.emitSensitive(raw, code: .sensitive)
        } else if Digits.areAll(code), CheckDigits.isProvince(code) {
            column.emit(raw: raw, value: code, validity: .suspect, code: .oldTaxNumber)
        } else {
            column.emitRaw(raw, code: .noCode)
        }
    }

    private static func isOldLength(_ count: Int) -> Bool { count == 15 || count == 20 }

    /// The 15 digits of an old ID number and five zeros.
    private static func isOldPerson(_ code: Span<UInt8>) -> Bool {
        code.hasSuffix("00000") && CheckDigits.isOldIDCard(code.extracting(0..<15))
    }

    private func emitOld(_ code: Span<UInt8>, _ raw: Span<UInt8>, into column: inout CleanColumn) {
        let hasRegion = CheckDigits.isProvince(code) && Digits.areAll(code.extracting(0..<6))
        if hasRegion, CheckDigits.isOrganizationCode(code.extracting(6..<15)) {
            column.emit(raw: raw, value: code, validity: .suspect, code: .oldTaxNumber)
        } else if CheckDigits.isOldIDCard(code) {
            column.emitSensitive(raw, code: .sensitive)
        } else if CheckDigits.isRegistrationNumber(code) {
            column.emitRaw(raw, validity: .suspect, code: .wrongColumn)
        } else {
            column.emitRaw(raw, code: hasRegion ? .checkDigit : .noCode)
        }
    }
}
