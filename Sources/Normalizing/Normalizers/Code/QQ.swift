import CRM
import Records

/// QQ numbers: 5–11 digits, the first not 0; `123456@qq.com` gives its number.
package struct QQ: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "qq",
        stage: .normalizing,
        summary: "QQ numbers of 5–11 digits",
        findings: [.noHandle, .wrongColumn, .starred, .lostDigits, .sensitive],
        example: "qq"
    )

    private var pieces = HandlePieces()
    private var email: Email

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, QQ.spec)
        email = try Email(nil, context: context)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        pieces.read(cell)
        let pieces = pieces
        let first = column.outcomes.count
        if pieces.isLink {
            column.emitRaw(cell, kind: .qq, validity: .suspect, code: .noHandle)
            return
        }
        for piece in pieces.all { emit(piece, pieces.text, cell, into: &column) }
        if column.outcomes.count == first {
            column.emitRaw(cell, kind: .qq, validity: .suspect, code: .noHandle)
        }
    }

    static func isNumber(_ text: Span<UInt8>) -> Bool {
        Digits.areAll(text) && text.count >= 5 && text.count <= 11 && text[0] != 0x30
    }

    private mutating func emit(
        _ piece: HandlePieces.Piece,
        _ text: FoldedText,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        let raw = text.bytes(of: piece.range, in: cell)
        var value = piece.value.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        for tail in ["@qq.com", "@vip.qq.com", "@foxmail.com", ".0"] as [StaticString]
        where value.span.hasSuffix(tail) {
            let number = Array(value[..<(value.count - tail.utf8CodeUnitCount)])
            if QQ.isNumber(number.span) { value = number }
        }
        if value.contains(0x40) {
            let first = column.outcomes.count
            email.normalize(raw, into: &column)
            for index in first..<column.outcomes.count {
                let isAddress = column.outcomes[index].value != 0
                column.outcomes[index].code = isAddress ? .wrongColumn : .noHandle
            }
        } else if let mobile = HandlePieces.mobile(value) {
            var number: [UInt8] = []
            number.append("+86")
            number.append(contentsOf: mobile)
            column.emit(raw: raw, value: number.span, kind: .mobile, code: .wrongColumn)
        } else if QQ.isNumber(value.span) {
            column.emit(raw: raw, value: value.span, kind: .qq)
        } else if CodeText.isScientific(value.span) {
            column.emitRaw(raw, kind: .qq, code: .lostDigits)
        } else if WeChat.isIdentifier(value.span),
            piece.kind == .wechat || value.span.hasPrefix("wxid_")
        {
            column.emit(raw: raw, value: value.span, kind: .wechat, code: .wrongColumn)
        } else {
            let isStarred = value.contains(0x2A)
            column.emitUnread(
                raw,
                kind: .qq,
                validity: .suspect,
                code: isStarred ? .starred : .noHandle
            )
        }
        if let label = piece.label { column.setPart(.label, text.bytes(of: label, in: cell)) }
    }
}
