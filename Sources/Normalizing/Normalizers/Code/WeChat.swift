import CRM
import Records

/// WeChat names in lower case; a mobile or QQ number is a legal one and is kept as such as well.
///
///     微信：ZhaoHao168（老板）  →  zhaohao168   label 老板
///     13912345670            →  13912345670 and the mobile +8613912345670
package struct WeChat: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "wechat",
        stage: .normalizing,
        summary: "WeChat ids: 6–20 letters, digits, _ and -, a letter first",
        findings: [.noHandle, .alsoNumber, .wrongColumn, .starred, .lostDigits, .sensitive],
        example: "wechat"
    )

    private var pieces = HandlePieces()
    private var email: Email

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, WeChat.spec)
        email = try Email(nil, context: context)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        pieces.read(cell)
        let pieces = pieces
        let first = column.outcomes.count
        if pieces.isLink {
            column.emitRaw(cell, kind: .wechat, validity: .suspect, code: .noHandle)
            return
        }
        for piece in pieces.all { emit(piece, pieces.text, cell, into: &column) }
        if column.outcomes.count == first {
            column.emitRaw(cell, kind: .wechat, validity: .suspect, code: .noHandle)
        }
    }

    private mutating func emit(
        _ piece: HandlePieces.Piece,
        _ text: FoldedText,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        let raw = text.bytes(of: piece.range, in: cell)
        let value = piece.value
        let lower = value.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        if value.contains(0x40) {
            let first = column.outcomes.count
            email.normalize(raw, into: &column)
            if column.outcomes.count > first, column.outcomes[first].value != 0 {
                for index in first..<column.outcomes.count {
                    column.outcomes[index].code = .wrongColumn
                }
                return
            }
            column.outcomes[first].kind = .wechat
            column.outcomes[first].code = .noHandle
            column.outcomes[first].validity = .suspect
        } else if CodeText.isScientific(value.span) {
            column.emitRaw(raw, kind: .wechat, code: .lostDigits)
        } else if value.contains(0x2A) {
            column.emitRaw(raw, kind: .wechat, validity: .suspect, code: .starred)
        } else if piece.kind == .qq, QQ.isNumber(value.span) {
            column.emit(raw: raw, value: value.span, kind: .qq, code: .wrongColumn)
        } else if Digits.areAll(value.span) || HandlePieces.mobile(value) != nil {
            emitNumber(value, raw, into: &column)
        } else if WeChat.isOpenID(value.span) {
            column.emit(raw: raw, value: value.span, kind: .openid, code: .wrongColumn)
        } else if value.count >= 15, CheckDigits.holdsSensitiveNumber(raw) {
            column.emitUnread(raw, kind: .wechat, validity: .suspect, code: .noHandle)
        } else {
            let isKnown = WeChat.isIdentifier(lower.span)
            column.emit(
                raw: raw,
                value: lower.span,
                kind: .wechat,
                validity: isKnown ? .valid : .suspect,
                code: isKnown ? .none : .noHandle,
                isKey: isKnown
            )
        }
        if let label = piece.label { column.setPart(.label, text.bytes(of: label, in: cell)) }
    }

    /// Digits alone: a mobile number, a QQ number, or nothing.
    private func emitNumber(
        _ value: [UInt8],
        _ raw: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        let mobile = HandlePieces.mobile(value)
        let digits = mobile ?? value
        let isQQ = mobile == nil && QQ.isNumber(digits.span)
        guard mobile != nil || isQQ else {
            if value.count >= 15, CheckDigits.holdsSensitiveNumber(raw) {
                column.emitUnread(raw, kind: .wechat, validity: .suspect, code: .noHandle)
                return
            }
            column.emit(
                raw: raw,
                value: value.span,
                kind: .wechat,
                validity: .suspect,
                code: .noHandle,
                isKey: false
            )
            return
        }
        column.emit(raw: raw, value: digits.span, kind: .wechat)
        if mobile != nil {
            var number: [UInt8] = []
            number.append("+86")
            number.append(contentsOf: digits)
            column.emit(raw: raw, value: number.span, kind: .mobile, code: .alsoNumber)
        } else {
            column.emit(raw: raw, value: digits.span, kind: .qq, code: .alsoNumber)
        }
    }

    /// Six to twenty letters, digits, `_` and `-`, a letter or `_` first; `wxid_…` may be longer.
    static func isIdentifier(_ text: Span<UInt8>) -> Bool {
        let isAutomatic = text.hasPrefix("wxid_") || text.hasPrefix("gh_")
        guard text.count >= 6, text.count <= (isAutomatic ? 32 : 20) else { return false }
        guard text[0] &- 0x61 < 26 || text[0] == 0x5F else { return false }
        for index in text.indices {
            let byte = text[index]
            let isAllowed = EmailSyntax.isAlphanumeric(byte) || byte == 0x5F || byte == 0x2D
            if !isAllowed { return false }
        }
        return true
    }

    /// 28 or 29 characters, the first an o: what an application sees of a member.
    static func isOpenID(_ text: Span<UInt8>) -> Bool {
        guard text.count == 28 || text.count == 29, text[0] == 0x6F else { return false }
        var hasCapital = false
        for index in text.indices {
            let byte = text[index]
            if byte &- 0x41 < 26 { hasCapital = true }
            let isAllowed = EmailSyntax.isAlphanumeric(byte) || byte == 0x5F || byte == 0x2D
            if !isAllowed { return false }
        }
        return hasCapital
    }
}
