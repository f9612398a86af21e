import CRM
import Records

/// Registration numbers of 15 digits (GS15-2006), MOD 11,10, and the 13 digits before 2007.
///
///     440301103097413（1-1） → 440301103097413
package struct RegistrationNumber: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "registration_no",
        stage: .normalizing,
        summary: "business registration numbers of 15 digits, check digit verified",
        findings: [
            .checkDigit, .noCode, .lostDigits, .letterForDigit, .oldTaxNumber, .sensitive,
            .unknownOfficeRegion, .unknownRegistry, .wrongLength, .starred, .sharedPlaceholder,
        ],
        example: "registration_no"
    )

    private var judge = CreditCodeJudge()
    private var text = CodeText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, RegistrationNumber.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if CheckDigits.isRegistrationNumber(cell), CheckDigits.isRegistryOffice(cell) {
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
        if code.firstIndex(of: 0x2A) != nil {
            column.emitRaw(raw, code: .starred)
        } else if code.count >= 9, CreditCodeJudge.isOneCharacter(code) {
            column.emitRaw(raw, validity: .suspect, code: .sharedPlaceholder)
        } else if code.count >= 17 {
            judge.emit(code, raw, into: &column)
        } else if CheckDigits.isRegistrationNumber(code) {
            let isKnown = CheckDigits.isRegistryOffice(code)
            column.emit(
                raw: raw,
                value: code,
                validity: isKnown ? .valid : .suspect,
                code: isKnown ? .none : .unknownOfficeRegion
            )
        } else if code.count == 13, Digits.areAll(code), CheckDigits.isRegistryOffice(code) {
            column.emit(raw: raw, value: code, validity: .suspect, code: .oldTaxNumber)
        } else {
            emitWrong(code, raw, into: &column)
        }
    }

    private func emitWrong(
        _ code: Span<UInt8>,
        _ raw: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        guard code.count == 15 else {
            column.emitRaw(raw, code: .noCode)
            return
        }
        if Digits.areAll(code) {
            column.emitRaw(raw, code: .checkDigit)
            return
        }
        var mended = code.copy()
        for index in mended.indices {
            if mended[index] == 0x4F { mended[index] = 0x30 }
            if mended[index] == 0x49 || mended[index] == 0x4C { mended[index] = 0x31 }
        }
        let fits = CheckDigits.isRegistrationNumber(mended.span)
        column.emitRaw(raw, code: fits ? .letterForDigit : .noCode)
        if fits { column.setPart(.suggestion, mended.span) }
    }
}

extension CheckDigits {
    /// The first digits are a province, or 10 for the national office.
    static func isRegistryOffice(_ code: Span<UInt8>) -> Bool {
        code[0] == 0x31 && code[1] == 0x30 || isProvince(code) && code[0] != 0x38
    }
}
