import CRM
import Records

/// Web addresses: scheme and host in lower case, `http://` added where there is none.
///
///     公司官网：WWW.Acme.com.cn/；acme.cn → http://www.acme.com.cn | http://acme.cn
///
/// Names in other scripts and their `xn--` forms stay as they were typed. The key is the name that
/// was registered (acme.com.cn); a page on a platform of many has none.
package struct Website: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "website",
        stage: .normalizing,
        summary: "web addresses with scheme, host in lower case, several per cell",
        findings: [.noHandle, .wrongColumn, .sharedHost],
        example: "website"
    )

    private var text = FoldedText()
    private var email: Email

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Website.spec)
        email = try Email(nil, context: context)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.read(cell)
        let first = column.outcomes.count
        var start = 0
        while start < text.count {
            if isSeparator(start) {
                start += 1
                continue
            }
            var end = start
            while end < text.count, !isSeparator(end) { end += 1 }
            emit(trimmed(start..<end), cell, into: &column)
            start = end
        }
        guard column.outcomes.count == first else { return }
        if Website.emitMobile(cell, text, into: &column) { return }
        column.emitRaw(cell, kind: .website, validity: .suspect, code: .noHandle)
    }

    /// Blanks and list marks part; a comma and a semicolon stand in no address of a customer.
    private func isSeparator(_ index: Int) -> Bool {
        switch text[index] {
        case 0x20, 0x0A, 0x0D, 0x2C, 0x3B, 0x3001, 0x7C, 0x3C, 0x3E, 0x28, 0x29, 0x22, 0x27: true
        default: false
        }
    }

    /// Without the label before a colon and the marks at the ends.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        for word in ["官方网站", "公司网址", "公司官网", "网址", "官网", "网站", "主页", "url", "web", "website"]
            as [StaticString]
        where text.has(word, at: low) {
            let length = word.withUTF8Buffer { unsafe $0[0] < 0x80 ? $0.count : $0.count / 3 }
            guard low + length < high, text[low + length] == 0x3A || text[low] >= 0x80 else {
                continue
            }
            low += length
        }
        for index in low..<high where text[index] == 0x3A {
            if index > low, Scalars.isHan(text[index - 1]) { low = index + 1 }
            break
        }
        while low < high, text[low] == 0x3A || text[low] == 0x2E || text[low] == 0x2D { low += 1 }
        while high > low, text[high - 1] == 0x2E || text[high - 1] == 0x3A || text[high - 1] == 0x21
        {
            high -= 1
        }
        return low..<high
    }

    private mutating func emit(
        _ range: Range<Int>,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        if range.isEmpty { return }
        let piece = cell.extracting(text.offsets[range.lowerBound]..<text.offsets[range.upperBound])
        if text.scalars[range].contains(0x40), !text.has("http", at: range.lowerBound) {
            let first = column.outcomes.count
            email.normalize(piece, into: &column)
            for index in first..<column.outcomes.count where column.outcomes[index].value != 0 {
                column.outcomes[index].code = .wrongColumn
            }
            return
        }
        _ = WebAddress.emit(piece, code: .none, into: &column)
    }

    private static func emitMobile(
        _ cell: Span<UInt8>,
        _ text: FoldedText,
        into column: inout CleanColumn
    ) -> Bool {
        let found = EmailRemarks.mobiles(text, 0..<text.count)
        for (place, digits) in found {
            var value: [UInt8] = []
            value.append("+86")
            value.append(contentsOf: digits)
            let raw = cell.extracting(
                text.offsets[place.lowerBound]..<text.offsets[place.upperBound]
            )
            column.emit(raw: raw, value: value.span, kind: .mobile, code: .wrongColumn)
        }
        return !found.isEmpty
    }
}
