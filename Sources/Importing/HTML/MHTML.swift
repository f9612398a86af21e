import Records

/// Takes the pages out of a single-file web page (MHTML, RFC 2557; MIME, RFC 2045 and 2046).
///
///     MIME-Version: 1.0
///     Content-Type: multipart/related; boundary="----=_Next"
///
///     ------=_Next
///     Content-Location: file:///C:/Book.files/sheet001.htm
///     Content-Transfer-Encoding: quoted-printable
///
///     <td x:num=3D"1">1</td>
enum MHTML {
    static let maxPartCount = 1000
    private static let maxHeaderBytes = 64 << 10

    /// Whether a file begins with the headers of a message that holds web pages.
    static func isMessage(_ bytes: Span<UInt8>) -> Bool {
        let head = bytes.extracting(0..<min(bytes.count, 4096))
        var at = head.hasPrefix("\u{FEFF}") ? 3 : 0
        while at < head.count, head[at] <= 0x20 { at += 1 }
        let start = at
        while at < head.count, head[at] == 0x2D || (head[at] | 0x20) &- 0x61 < 26 { at += 1 }
        guard at > start, at < head.count, head[at] == 0x3A else { return false }
        guard HTMLTag.find("mime-version:", in: head, from: start) != nil else { return false }
        return HTMLTag.find("multipart/related", in: head, from: start) != nil
            || HTMLTag.find("text/html", in: head, from: start) != nil
    }

    /// The pages of all parts, with the names of their sheets.
    static func pages(
        _ input: ImportInput,
        limits: SheetLimits,
        _ result: inout ImportResult
    ) throws(ImportFailure) -> [HTMLPage] {
        let bytes = input.bytes.span
        var pages: [(page: HTMLPage, name: String)] = []
        var limits = limits
        let parts = MIMEPart.all(bytes)
        for part in parts.parts where part.type.isEmpty || part.type.hasPrefix("text/html") {
            guard let content = part.decoded(bytes) else {
                note(MarkupFindings.multipart, part.location, input, &result)
                continue
            }
            let text = try MarkupSource.decode(content, charset: part.charset)
            result.findings.add(
                contentsOf: text.findings(source: input.source, path: input.path)
            )
            if result.encoding.isEmpty { result.encoding = text.encoding.rawValue }
            var page = HTMLPage(limits: limits)
            page.read(text.span)
            limits = page.limits
            pages.append((page, ExcelIslands.lastPart(part.location)))
        }
        if parts.isCut {
            note(ImportFindings.truncatedSource, "", input, &result)
        }
        return named(pages)
    }

    /// Gives tables the name of the sheet whose page they stand on.
    private static func named(_ pages: [(page: HTMLPage, name: String)]) -> [HTMLPage] {
        let sheets = pages.flatMap(\.page.islands.sheets)
        return pages.map { page, name in
            var page = page
            let sheet = sheets.first { !name.isEmpty && $0.page == name }
            let isHidden = page.islands.isHidden || sheet?.isHidden == true
            page.setSheet(sheet?.name ?? "", isHidden: isHidden)
            return page
        }
    }

    private static func note(
        _ kind: FindingKind,
        _ detail: String,
        _ input: ImportInput,
        _ result: inout ImportResult
    ) {
        var finding = Finding(kind.code, at: Place(source: input.source, file: input.path))
        finding.detail = detail
        result.findings.add(finding)
        result.isBroken = true
    }
}

/// One part of a message: its headers, and where its body stands.
struct MIMEPart {
    /// In lower case, as `text/html`.
    private(set) var type = ""
    private(set) var charset: String?
    private(set) var transfer = ""
    private(set) var location = ""
    private(set) var boundary: String?
    var body = 0..<0

    /// All parts of a message; a message that isn't divided is one part.
    static func all(_ bytes: Span<UInt8>) -> (parts: [MIMEPart], isCut: Bool) {
        let whole = MIMEPart(bytes, headersFrom: 0, end: bytes.count)
        guard let boundary = whole.boundary, !boundary.isEmpty else { return ([whole], false) }
        let mark = Array("--\(boundary)".utf8)
        var parts: [MIMEPart] = []
        var next = bytes.range(of: mark.span, from: whole.body.lowerBound)
        while let start = next, parts.count < MHTML.maxPartCount {
            if bytes.starts(with: "--", at: start.upperBound) { return (parts, false) }
            next = bytes.range(of: mark.span, from: start.upperBound)
            let end = next?.lowerBound ?? bytes.count
            let line = bytes.firstIndex(of: 0x0A, from: start.upperBound) ?? end
            parts.append(MIMEPart(bytes, headersFrom: min(line + 1, end), end: end))
        }
        return (parts, true)
    }

    private init(_ bytes: Span<UInt8>, headersFrom start: Int, end: Int) {
        var at = start
        var header: [UInt8] = []
        while at < end {
            let lineEnd = min(bytes.firstIndex(of: 0x0A, from: at) ?? end, end)
            var line = bytes.extracting(at..<lineEnd)
            if line.count > 0, line[line.count - 1] == 0x0D {
                line = line.extracting(0..<(line.count - 1))
            }
            at = min(lineEnd + 1, end)
            let isFolded = line.count > 0 && (line[0] == 0x20 || line[0] == 0x09)
            if !isFolded {
                read(String(decoding: header, as: UTF8.self))
                header.removeAll()
                if line.isEmpty, at > start + 2 { break }
            }
            if header.count < 4096 { header.append(line) }
        }
        read(String(decoding: header, as: UTF8.self))
        body = min(at, end)..<end
    }

    private mutating func read(_ header: String) {
        guard let colon = header.firstIndex(of: ":") else { return }
        let name = header[..<colon].lowercased()
        let value = header[header.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        switch name {
        case "content-type":
            type = value.prefix { $0 != ";" && $0 != " " }.lowercased()
            charset = Self.parameter("charset", of: value)
            boundary = Self.parameter("boundary", of: value)
        case "content-transfer-encoding":
            transfer = value.prefix { !$0.isWhitespace }.lowercased()
        case "content-location": location = String(value)
        default: break
        }
    }

    /// The value of `name=`, quoted or not.
    private static func parameter(_ name: String, of header: Substring) -> String? {
        for part in header.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            let key = pair[0].filter { !$0.isWhitespace }.lowercased()
            if key == name { return pair[1].filter { $0 != "\"" && !$0.isWhitespace } }
        }
        return nil
    }

    // MARK: - Transfer encodings

    /// The body without its transfer encoding; nil when that is unknown or damaged.
    func decoded(_ bytes: Span<UInt8>) -> [UInt8]? {
        let body = bytes.extracting(body)
        switch transfer {
        case "quoted-printable": return Self.quotedPrintable(body)
        case "base64": return Self.base64(body)
        case "", "7bit", "8bit", "binary": return body.copy()
        default: return nil
        }
    }

    /// `=3D` is `=`, `=` at the end of a line joins it with the next; other `=` stay.
    static func quotedPrintable(_ body: Span<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(body.count)
        var at = 0
        while at < body.count {
            let byte = body[at]
            at += 1
            guard byte == 0x3D else { output.append(byte); continue }
            if at + 1 < body.count, let high = hex(body[at]), let low = hex(body[at + 1]) {
                output.append(high << 4 | low)
                at += 2
                continue
            }
            var end = at
            while end < body.count, body[end] == 0x20 || body[end] == 0x09 { end += 1 }
            if end < body.count, body[end] == 0x0D { end += 1 }
            if end < body.count, body[end] == 0x0A { at = end + 1 } else { output.append(byte) }
        }
        return output
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        if byte &- 0x30 < 10 { return byte &- 0x30 }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : nil
    }

    /// Nil when anything but the alphabet, blanks and padding occurs.
    static func base64(_ body: Span<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(body.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for index in body.indices {
            let byte = body[index]
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D, 0x0D, 0x0A, 0x20, 0x09: continue
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return output
    }
}
