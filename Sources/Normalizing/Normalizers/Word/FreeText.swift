import CRM
import Records

/// Remarks and other prose: composed form (NFC), trimmed; line breaks stay.
package struct FreeText: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "text",
        stage: .normalizing,
        summary: "prose in Unicode's composed form, line breaks kept",
        findings: [.sensitive],
        example: "text"
    )

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, FreeText.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let isSensitive = cell.count >= 16 && CheckDigits.holdsSensitiveNumber(cell)
        let validity: Validity = isSensitive ? .suspect : .valid
        let code: FindingCode = isSensitive ? .sensitive : .none
        guard let composed = ComposedForm.make(cell) else {
            column.emit(raw: cell, value: cell, validity: validity, code: code)
            return
        }
        column.emit(raw: cell, value: composed.span, validity: validity, code: code)
    }
}

/// Short words such as tags: half width, one blank at most between words.
package struct Keyword: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "keyword",
        stage: .normalizing,
        summary: "short words, letters and digits in half width",
        example: "keyword"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Keyword.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        let text = value
        column.emit(raw: cell, value: text.span)
    }
}

/// Codes and ids of other systems: half width, no blanks at all, case kept.
package struct Code: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "code",
        stage: .normalizing,
        summary: "codes and numbers as text, half width, a trailing .0 kept",
        findings: [.sensitive],
        example: "code"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Code.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        let text = value
        let isSensitive = text.count >= 16 && CheckDigits.holdsSensitiveNumber(text.span)
        column.emit(
            raw: cell,
            value: text.span,
            validity: isSensitive ? .suspect : .valid,
            code: isSensitive ? .sensitive : .none
        )
    }
}

/// Opaque ids (openid, unionid): every byte counts.
package struct Handle: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "handle",
        stage: .normalizing,
        summary: "opaque ids, kept byte by byte",
        example: "handle"
    )

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Handle.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        column.emit(raw: cell, value: cell)
    }
}
