import CRM
import Records

/// E-mail cells → addresses in lower case, several per cell.
///
///     "张三 <ZS＠Acme。com>；info@acme.com," → zs@acme.com, info@acme.com
///
/// ＠ 。 and ， are folded, punctuation around an address falls away. A misspelt provider (qq.con)
/// is marked, never mended.
package struct Email: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "email",
        stage: .normalizing,
        summary: "e-mail addresses in lower case, several per cell",
        findings: [.noEmail, .emailTypo, .wrongColumn],
        example: "email"
    )

    private var text = FoldedText()
    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Email.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.read(cell)
        let first = column.outcomes.count
        var start = 0
        var pending = 0..<0
        while start < text.count {
            if isSeparator(start) {
                start += 1
                continue
            }
            var end = start
            while end < text.count, !isSeparator(end) { end += 1 }
            if text.scalars[start..<end].contains(0x40) {
                emit(start..<end, cell, into: &column)
            } else {
                pending = pending.isEmpty ? start..<end : pending.lowerBound..<end
            }
            start = end
        }
        if column.outcomes.count == first { emitWithoutAt(pending, cell, into: &column) }
    }

    private func isSeparator(_ index: Int) -> Bool {
        switch text[index] {
        case 0x20, 0x0A, 0x0D, 0x2C, 0x3B, 0x3001, 0x7C, 0x3C, 0x3E, 0x28, 0x29, 0x22, 0x3A, 0x5B,
            0x5D, 0x5C:
            return true
        case 0x2F: return !hasOneAt
        default: return false
        }
    }

    /// `/` is legal in a local part; it parts addresses when the cell has several.
    private var hasOneAt: Bool { text.scalars.lazy.filter { $0 == 0x40 }.count < 2 }

    private mutating func emit(
        _ range: Range<Int>,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, isEdge(low) { low += 1 }
        while high > low, isEdge(high - 1) { high -= 1 }
        // A label such as 邮箱 may stand right before the address.
        if let at = text.scalars[low..<high].firstIndex(of: 0x40),
            let label = text.scalars[low..<at].lastIndex(where: { $0 >= 0x80 })
        {
            low = label + 1
        }
        let raw = cell.extracting(text.offsets[low]..<text.offsets[high])
        value.removeAll(keepingCapacity: true)
        for scalar in text.scalars[low..<high] {
            Scalars.append(scalar &- 0x41 < 26 ? scalar | 0x20 : scalar, to: &value)
        }
        let address = value
        guard EmailSyntax.isAddress(address.span) else {
            let whole = range.isEmpty ? 0..<text.count : range
            column.emitRaw(
                cell.extracting(text.offsets[whole.lowerBound]..<text.offsets[whole.upperBound]),
                kind: .email,
                code: .noEmail
            )
            return
        }
        let isTypo = Email.isMisspelt(address.span)
        column.emit(
            raw: raw,
            value: address.span,
            kind: .email,
            validity: isTypo ? .suspect : .valid,
            code: isTypo ? .emailTypo : .none
        )
        let at = address.span.firstIndex(of: 0x40) ?? 0
        column.setPart(.localPart, address.span.extracting(0..<at))
        column.setPart(.domain, address.span.extracting((at + 1)..<address.count))
    }

    private func isEdge(_ index: Int) -> Bool {
        switch text[index] {
        case 0x2E, 0x27, 0x60, 0x2D, 0x3D: true
        default: false
        }
    }

    /// A cell without @: a phone or QQ number is told as such, anything else is no address.
    private func emitWithoutAt(
        _ range: Range<Int>,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        guard Digits.areAll(cell), cell.count == 11, cell[0] == 0x31, cell[1] >= 0x33 else {
            column.emitRaw(cell, kind: .email, code: .noEmail)
            return
        }
        var value: [UInt8] = []
        value.append("+86")
        value.append(cell)
        column.emit(raw: cell, value: value.span, kind: .mobile, code: .wrongColumn)
    }

    private static let misspelt: [StaticString] = [
        "qq.con", "qq.cm", "qq.co", "qq.cn", "163.con", "163.cm", "163.cn", "126.con", "126.cm",
        "gmial.com", "gmai.com", "gamil.com", "gmail.con", "gmail.cm", "hotmial.com",
        "hotmail.con", "outlook.con", "outlok.com", "sina.con", "sohu.con", "foxmail.con",
        "yaho.com", "139.con", "189.con",
    ]

    private static func isMisspelt(_ address: Span<UInt8>) -> Bool {
        guard let at = address.firstIndex(of: 0x40) else { return false }
        let domain = address.extracting((at + 1)..<address.count)
        for typo in misspelt where domain.equals(typo) { return true }
        return false
    }
}
