import CRM
import Records

/// WeChat ids in lower case; a mobile or QQ number is a legal search id and kept as such.
package struct WeChat: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "wechat",
        stage: .normalizing,
        summary: "WeChat ids: 6–20 letters, digits, _ and -, a letter first",
        findings: [.noHandle],
        example: "wechat"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, WeChat.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        var start = 0
        for label in ["微信号", "微信", "wx:", "WX:", "wechat:", "WeChat:"] as [StaticString]
        where start == 0 && value.span.hasPrefix(label) { start = label.utf8CodeUnitCount }
        while start < value.count, value[start] == 0x3A || value[start] == 0x20 { start += 1 }
        let text = value[start...].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        let isNumber = Digits.areAll(text.span) && text.count >= 5 && text.count <= 11
        let isKnown = isNumber || WeChat.isIdentifier(text.span)
        if text.isEmpty {
            column.emitRaw(cell, kind: .wechat, validity: .suspect, code: .noHandle)
            return
        }
        column.emit(
            raw: cell,
            value: text.span,
            kind: .wechat,
            validity: isKnown ? .valid : .suspect,
            code: isKnown ? .none : .noHandle,
            isKey: isKnown
        )
    }

    static func isIdentifier(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 6, text.count <= 20 else { return false }
        guard text[0] &- 0x61 < 26 || text[0] == 0x5F else { return false }
        for index in text.indices {
            let byte = text[index]
            let isAllowed = EmailSyntax.isAlphanumeric(byte) || byte == 0x5F || byte == 0x2D
            if !isAllowed { return false }
        }
        return true
    }
}

/// QQ numbers: 5–11 digits, the first not 0; `123456@qq.com` gives its number.
package struct QQ: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "qq",
        stage: .normalizing,
        summary: "QQ numbers of 5–11 digits",
        findings: [.noHandle],
        example: "qq"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, QQ.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        var start = 0
        while start < value.count,
            value[start] | 0x20 == 0x71 || value[start] == 0x3A
                || value[start] == 0x20
        { start += 1 }
        var end = value.count
        for tail in ["@qq.com", ".0"] as [StaticString] where value.span.hasSuffix(tail) {
            end = value.count - tail.utf8CodeUnitCount
        }
        let number = start < end ? Array(value[start..<end]) : []
        let isNumber =
            Digits.areAll(number.span) && number.count >= 5 && number.count <= 11
            && number[0] != 0x30
        guard isNumber else {
            column.emitRaw(cell, kind: .qq, validity: .suspect, code: .noHandle)
            return
        }
        column.emit(raw: cell, value: number.span, kind: .qq)
    }
}

/// Web addresses: scheme and host in lower case, `http://` added where there is none.
package struct Website: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "website",
        stage: .normalizing,
        summary: "web addresses with scheme, host in lower case",
        findings: [.noHandle],
        example: "website"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Website.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        let text = value
        let (scheme, hostStart) = Website.scheme(text)
        var hostEnd = hostStart
        while hostEnd < text.count, text[hostEnd] != 0x2F, text[hostEnd] != 0x3F,
            text[hostEnd] != 0x3A
        { hostEnd += 1 }
        let host = text[hostStart..<hostEnd].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        guard EmailSyntax.isDomain(host.span) else {
            column.emitRaw(cell, kind: .website, validity: .suspect, code: .noHandle)
            return
        }
        var output: [UInt8] = []
        output.append(scheme)
        output.append(contentsOf: host)
        var path = Array(text[hostEnd...])
        if path == [0x2F] { path = [] }
        output.append(contentsOf: path)
        column.emit(raw: cell, value: output.span, kind: .website, isKey: false)
        let start = host.span.hasPrefix("www.") ? 4 : 0
        let key = column.values.intern(host.span.extracting(start..<host.count))
        column.outcomes[column.outcomes.count - 1].key = key
        column.setPart(.domain, key)
    }

    private static func scheme(_ text: [UInt8]) -> (StaticString, Int) {
        let lower = text.prefix(8).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        if lower.span.hasPrefix("https://") { return ("https://", 8) }
        return ("http://", lower.span.hasPrefix("http://") ? 7 : 0)
    }
}
