import CRM
import Records

/// Unified social credit codes (GB 32100-2015): 18 characters with two check characters.
///
///     91350100 m000100y43 → 91350100M000100Y43     …O… for 0 → invalid, told what would fit
package struct USCC: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "uscc",
        stage: .normalizing,
        summary: "unified social credit codes, both check characters verified",
        findings: [.checkDigit, .noCode, .letterForDigit, .lostDigits, .oldTaxNumber, .sensitive],
        example: "uscc"
    )

    private var text = FoldedText()
    private var code: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, USCC.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        read(cell)
        let code = code
        if CheckDigits.isCreditCode(code.span) {
            column.emit(raw: cell, value: code.span)
            return
        }
        let reason = reason(code)
        let isOld = reason == .oldTaxNumber
        column.emitRaw(cell, validity: isOld ? .suspect : .invalid, code: reason)
    }

    /// Half width, capitals, without blanks and hyphens.
    private mutating func read(_ cell: Span<UInt8>) {
        text.read(cell)
        code.removeAll(keepingCapacity: true)
        for scalar in text.scalars where scalar != 0x20 && scalar != 0x2D {
            Scalars.append(scalar &- 0x61 < 26 ? scalar & ~0x20 : scalar, to: &code)
        }
    }

    private func reason(_ code: [UInt8]) -> FindingCode {
        if code.contains(0x2E), code.contains(0x45) { return .lostDigits }
        if CheckDigits.isIDCard(code.span) { return .sensitive }
        if code.count == 15 || code.count == 20, Digits.areAll(code.span.extracting(0..<14)) {
            return .oldTaxNumber
        }
        guard code.count == 18 else { return .noCode }
        let mended = code.map { $0 == 0x4F ? 0x30 : $0 == 0x49 ? 0x31 : $0 }
        if mended != code, CheckDigits.isCreditCode(mended.span) { return .letterForDigit }
        for byte in code where CheckDigits.creditValue(byte) == nil { return .noCode }
        return .checkDigit
    }
}

/// Registration numbers of 15 digits (GS15-2006), MOD 11,10.
package struct RegistrationNumber: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "registration_no",
        stage: .normalizing,
        summary: "business registration numbers of 15 digits, check digit verified",
        findings: [.checkDigit, .noCode, .lostDigits],
        example: "registration_no"
    )

    private var text = FoldedText()
    private var code: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, RegistrationNumber.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.read(cell)
        code.removeAll(keepingCapacity: true)
        for scalar in text.scalars where scalar != 0x20 && scalar != 0x2D {
            Scalars.append(scalar &- 0x61 < 26 ? scalar & ~0x20 : scalar, to: &code)
        }
        let code = code
        let isValid =
            CheckDigits.isRegistrationNumber(code.span) || CheckDigits.isCreditCode(code.span)
        if isValid {
            column.emit(raw: cell, value: code.span)
        } else if code.contains(0x2E), code.contains(0x45) {
            column.emitRaw(cell, code: .lostDigits)
        } else {
            let hasForm = code.count == 15 && Digits.areAll(code.span)
            column.emitRaw(cell, code: hasForm ? .checkDigit : .noCode)
        }
    }
}
