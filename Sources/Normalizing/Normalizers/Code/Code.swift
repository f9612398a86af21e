import CRM
import Records

/// Codes and ids of other systems: half width, one blank at most in a row, case kept.
///
/// ID card and payment card numbers among them are masked unless `keep: all`.
package struct Code: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "code",
        stage: .normalizing,
        summary: "codes and numbers as text, half width, a trailing .0 kept",
        options: [.keepAll],
        findings: [.sensitive, .lostDigits],
        example: "code"
    )

    private var sensitive: SensitiveNumbers
    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Code.spec)
        sensitive = SensitiveNumbers(settings)
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { sensitive.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if cell.count < 15, Code.isPlain(cell) {
            column.emitAsTyped(cell)
            return
        }
        if let masked = sensitive.masked(cell) {
            column.emitMaskedText(masked.span, code: .sensitive)
            return
        }
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        Code.unwrap(&value)
        let text = value
        if text.isEmpty || NullWords.contain(text.span, type: .code) { return }
        let isLost = CodeText.isScientific(text.span)
        column.emit(
            raw: cell,
            value: text.span,
            validity: isLost ? .suspect : .valid,
            code: isLost ? .lostDigits : .none,
            isKey: !isLost
        )
    }

    /// Letters, digits, `-`, `_` and `/`: nothing to fold, squeeze or unwrap.
    private static func isPlain(_ cell: Span<UInt8>) -> Bool {
        for index in cell.indices {
            let byte = cell[index]
            let isMark = byte == 0x2D || byte == 0x5F || byte == 0x2F
            if !EmailSyntax.isAlphanumeric(byte), !isMark { return false }
        }
        return true
    }

    /// A spreadsheet's marks of text fall away: `'0012` and `="0012"`.
    private static func unwrap(_ text: inout [UInt8]) {
        if text.count > 3, text[0] == 0x3D, text[1] == 0x22, text[text.count - 1] == 0x22 {
            text.removeFirst(2)
            text.removeLast()
        }
        guard let first = text.first, first == 0x27 || first == 0x20 else { return }
        // A quote at both ends quotes; one at the beginning is the spreadsheet's.
        if first == 0x27, text[text.count - 1] == 0x27 { return }
        text = Array(text.drop { $0 == 0x27 || $0 == 0x20 })
    }
}

extension CleanColumn {
    /// A text in which sensitive numbers were masked; the raw text is masked as well.
    mutating func emitMaskedText(_ text: Span<UInt8>, code: FindingCode) {
        emit(raw: text, value: text, validity: .suspect, code: code, isKey: false)
    }
}

/// Short words such as tags: half width, one blank at most between words.
package struct Keyword: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "keyword",
        stage: .normalizing,
        summary: "short words, letters and digits in half width",
        options: [.keepAll],
        findings: [.sensitive],
        example: "keyword"
    )

    private var sensitive: SensitiveNumbers
    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Keyword.spec)
        sensitive = SensitiveNumbers(settings)
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { sensitive.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if let masked = sensitive.masked(cell) {
            column.emitMaskedText(masked.span, code: .sensitive)
            return
        }
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        Keyword.trimSeparators(&value)
        let text = value
        if text.isEmpty || NullWords.contain(text.span, type: .keyword) { return }
        column.emit(raw: cell, value: text.span)
    }

    /// What a list left at the ends of its words: `,` `;` `、` and blanks.
    private static func trimSeparators(_ text: inout [UInt8]) {
        var low = 0
        var high = text.count
        while low < high {
            if isSeparator(text[low]) {
                low += 1
            } else if text.span.starts(with: "、", at: low) {
                low += 3
            } else {
                break
            }
        }
        while high > low {
            if isSeparator(text[high - 1]) {
                high -= 1
            } else if text.span.starts(with: "、", at: high - 3), high - 3 >= low {
                high -= 3
            } else {
                break
            }
        }
        if low > 0 || high < text.count { text = Array(text[low..<high]) }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x2C || byte == 0x3B
    }
}

/// Opaque ids (openid, unionid, external_userid): every byte counts.
package struct Handle: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "handle",
        stage: .normalizing,
        summary: "opaque ids, kept byte by byte",
        options: [.keepAll],
        findings: [.sensitive, .noHandle, .lostDigits],
        example: "handle"
    )

    private var sensitive: SensitiveNumbers

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Handle.spec)
        sensitive = SensitiveNumbers(settings)
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { sensitive.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if let masked = sensitive.masked(cell) {
            column.emitMaskedText(masked.span, code: .sensitive)
            return
        }
        if Handle.isOpaque(cell) {
            column.emitAsTyped(cell)
            return
        }
        let isLost = CodeText.isScientific(cell)
        column.emit(
            raw: cell,
            value: cell,
            validity: .suspect,
            code: isLost ? .lostDigits : .noHandle,
            isKey: false
        )
    }

    /// One run of visible ASCII that isn't a number cut short.
    private static func isOpaque(_ cell: Span<UInt8>) -> Bool {
        for index in cell.indices where cell[index] <= 0x20 || cell[index] >= 0x7F { return false }
        return !CodeText.isScientific(cell)
    }
}
