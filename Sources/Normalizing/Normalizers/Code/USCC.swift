import CRM
import Records

/// Unified social credit codes (GB 32100-2015): 18 characters with two check characters.
///
///     91350100 m000100y43 → 91350100M000100Y43     …O… for 0 → invalid, told what would fit
///
///     9 1 350100 M000100Y4 3
///     │ │ │      │         └ check of all (modulus 31)
///     │ │ │      └ organization code with its own check (GB 11714)
///     │ │ └ region of the registering office (GB/T 2260)
///     └─┴ registry and kind
package struct USCC: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "uscc",
        stage: .normalizing,
        summary: "unified social credit codes, both check characters verified",
        findings: [
            .checkDigit, .noCode, .letterForDigit, .lostDigits, .oldTaxNumber, .sensitive,
            .unknownOfficeRegion, .unknownRegistry, .wrongLength, .starred, .sharedPlaceholder,
        ],
        example: "uscc"
    )

    private var judge = CreditCodeJudge()
    private var text = CodeText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, USCC.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        // Capitals of the right length are their own normal form.
        if cell.count == 18, CheckDigits.isCreditCode(cell), CreditCodeJudge.isUsual(cell) {
            column.emitAsTyped(cell)
            return
        }
        guard text.readOfficial(cell, into: &column) else { return }
        for piece in 0..<text.count {
            let raw = cell.extracting(text.place(piece, in: cell))
            let range = text.range(piece)
            judge.emit(text.bytes.span.extracting(range), raw, into: &column)
        }
    }
}

/// What a text that should be a credit code is.
struct CreditCodeJudge: Sendable {
    /// Emits one piece of a cell: `code` is in capitals without joiners, `raw` as it was typed.
    func emit(_ code: Span<UInt8>, _ raw: Span<UInt8>, into column: inout CleanColumn) {
        if code.count == 36, CheckDigits.isCreditCode(code.extracting(0..<18)),
            CheckDigits.isCreditCode(code.extracting(18..<36))
        {
            emit(code.extracting(0..<18), raw, into: &column)
            emit(code.extracting(18..<36), raw, into: &column)
            return
        }
        if CheckDigits.isCreditCode(code), !CreditCodeJudge.isOneCharacter(code) {
            let doubt = CreditCodeJudge.doubt(code)
            column.emit(
                raw: raw,
                value: code,
                validity: doubt == .none ? .valid : .suspect,
                code: doubt
            )
            return
        }
        // A label in letters stuck to the code by a blank: USCC 9135….
        let label = code.count - 18
        if label >= 2, CreditCodeJudge.areLetters(code.extracting(0..<label)),
            CheckDigits.isCreditCode(code.extracting(label..<code.count))
        {
            emit(code.extracting(label..<code.count), raw, into: &column)
            return
        }
        emitWrong(code, raw, into: &column)
    }

    private func emitWrong(
        _ code: Span<UInt8>,
        _ raw: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        let reason = CreditCodeJudge.reason(code)
        if reason == .sensitive {
            column.emitSensitive(raw, code: reason)
            return
        }
        if code.count == 18, let mended = CreditCodeJudge.mended(raw) {
            column.emitRaw(raw, code: .letterForDigit)
            column.setPart(.suggestion, mended.span)
            return
        }
        let isSuspect = reason == .oldTaxNumber || reason == .sharedPlaceholder
        column.emitRaw(raw, validity: isSuspect ? .suspect : .invalid, code: reason)
    }

    private static func areLetters(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where Digits.isDigit(text[index]) { return false }
        return true
    }

    /// A known registry and province.
    static func isUsual(_ code: Span<UInt8>) -> Bool { doubt(code) == .none }

    /// What speaks against a code that fits its check characters.
    static func doubt(_ code: Span<UInt8>) -> FindingCode {
        if !isRegistry(code[0], code[1]) { return .unknownRegistry }
        // 10 is the national office.
        let isNational = code[2] == 0x31 && code[3] == 0x30
        let isKnown = isNational || CheckDigits.isProvince(code.extracting(2..<8))
        return isKnown && code[2] != 0x38 ? .none : .unknownOfficeRegion
    }

    /// Registry and kind by GB 32100-2015, table 1: 9 others everywhere but at 9 and Y.
    private static func isRegistry(_ registry: UInt8, _ kind: UInt8) -> Bool {
        let most: UInt8
        switch registry {
        case 0x31: most = 0x33
        case 0x32: most = 0x31
        case 0x33: most = 0x35
        case 0x34: most = 0x31
        case 0x35: most = 0x33
        case 0x36: most = 0x32
        case 0x37: most = 0x32
        case 0x38: most = 0x31
        case 0x39: return kind >= 0x31 && kind <= 0x33
        case 0x41: most = 0x31
        case 0x4E: most = 0x33
        case 0x59: return kind == 0x31
        default: return false
        }
        return kind == 0x39 || kind >= 0x31 && kind <= most
    }

    static func reason(_ code: Span<UInt8>) -> FindingCode {
        if CreditCodeJudge.isOneCharacter(code), code.count >= 15 { return .sharedPlaceholder }
        if code.firstIndex(of: 0x2A) != nil { return .starred }
        if CheckDigits.isIDCard(code) { return .sensitive }
        if code.count == 20, CheckDigits.isIDCard(code.extracting(0..<18)) { return .sensitive }
        if code.count == 15 || code.count == 20, Digits.areAll(code.extracting(0..<14)) {
            return .oldTaxNumber
        }
        if code.count == 17 || code.count == 19 { return .wrongLength }
        guard code.count == 18 else { return .noCode }
        // A spreadsheet keeps fifteen digits of a number and fills up with zeros.
        if Digits.areAll(code), code.hasSuffix("000") { return .lostDigits }
        for index in 0..<18 where CheckDigits.creditValue(code[index]) < 0 { return .noCode }
        return .checkDigit
    }

    /// 0 for O and 1 for I or a small l, where both check characters fit then; nil when they don't.
    ///
    /// The capital L is in use, so the text is read as it was typed.
    private static func mended(_ raw: Span<UInt8>) -> [UInt8]? {
        var mended: [UInt8] = []
        var isChanged = false
        var offset = 0
        while offset < raw.count {
            let (scalar, byteCount) = Scalars.decode(raw, at: offset)
            let plain = Widths.plain(scalar)
            offset += byteCount
            guard plain < 0x80, EmailSyntax.isAlphanumeric(UInt8(plain)) else { continue }
            let byte = UInt8(plain)
            let digit: UInt8 =
                byte | 0x20 == 0x6F ? 0x30 : byte | 0x20 == 0x69 || byte == 0x6C ? 0x31 : 0
            if digit != 0 { isChanged = true }
            mended.append(digit != 0 ? digit : byte &- 0x61 < 26 ? byte & 0xDF : byte)
        }
        return isChanged && CheckDigits.isCreditCode(mended.span) ? mended : nil
    }

    static func isOneCharacter(_ code: Span<UInt8>) -> Bool {
        if code.isEmpty { return false }
        for index in code.indices where code[index] != code[0] { return false }
        return true
    }
}
