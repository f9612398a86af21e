import Records

/// What a document in XML or HTML is, by its beginning: declaration, first element, namespaces.
///
///     ␣<?xml version="1.0"?><!-- x --><Workbook xmlns="urn:…">   →   declaration, root `workbook`
struct MarkupHead {
    /// The beginning as ASCII in lower case; UTF-16 without its zeros.
    let text: [UInt8]
    /// Where the first tag that is an element begins; nil when none does, or text stands before it.
    private(set) var rootOffset: Int?
    /// The qualified name of the first element.
    private(set) var root = ""
    /// Whether `<?xml` stands at the beginning.
    private(set) var hasDeclaration = false
    /// The document type's name, such as `html`.
    private(set) var documentType: String?

    static let maxCount = 64 << 10

    init(_ head: Span<UInt8>) {
        text = Self.lowered(head.extracting(0..<min(head.count, Self.maxCount)))
        find()
    }

    /// The name without its prefix.
    var localRoot: String { root.split(separator: ":").last.map { String($0) } ?? "" }

    /// Whether `word`, in lower case, stands within the first `count` bytes.
    func contains(_ word: String, within count: Int = MarkupHead.maxCount) -> Bool {
        let part = text.span.extracting(0..<min(text.count, count))
        return part.range(of: Array(word.utf8).span) != nil
    }

    /// The encoding that the document declares; nil when it declares none.
    ///
    /// `<?xml encoding="…"?>`, `<meta charset=…>` or `<meta content="text/html; charset=…">`.
    var declaredEncoding: String? {
        let bytes = text.span
        if hasDeclaration, let end = bytes.range(of: Array("?>".utf8).span) {
            let declaration = bytes.extracting(0..<end.lowerBound)
            if let name = Self.value(of: "encoding", in: declaration) { return name }
        }
        var offset = 0
        while let tag = bytes.range(of: Array("<meta".utf8).span, from: offset) {
            let end = bytes.firstIndex(of: 0x3E, from: tag.upperBound) ?? bytes.count
            let content = bytes.extracting(tag.upperBound..<end)
            if let name = Self.value(of: "charset", in: content) { return name }
            offset = tag.upperBound
        }
        return nil
    }

    private static func lowered(_ head: Span<UInt8>) -> [UInt8] {
        var offset = head.hasPrefix("\u{FEFF}") ? 3 : 0
        var step = 1
        if let isLittleEndian = EncodingGuess.utf16(head) {
            step = 2
            let hasMark = head[0] >= 0xFE && head[1] >= 0xFE
            offset = (hasMark ? 2 : 0) + (isLittleEndian ? 0 : 1)
        }
        var text: [UInt8] = []
        text.reserveCapacity(head.count / step)
        while offset < head.count {
            let byte = head[offset]
            text.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
            offset += step
        }
        return text
    }

    private mutating func find() {
        let text = text
        let bytes = text.span
        var offset = 0
        while true {
            while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 }
            guard offset + 1 < bytes.count, bytes[offset] == 0x3C else { return }
            if bytes.starts(with: "<!--", at: offset) {
                guard let end = bytes.range(of: Array("-->".utf8).span, from: offset + 4) else {
                    return
                }
                offset = end.upperBound
            } else if bytes[offset + 1] == 0x3F || bytes[offset + 1] == 0x21 {
                if bytes.starts(with: "<?xml", at: offset) { hasDeclaration = true }
                if bytes.starts(with: "<!doctype", at: offset) {
                    documentType = Self.name(bytes, from: offset + 10)
                }
                guard let end = Self.declarationEnd(bytes, from: offset) else { return }
                offset = end
            } else {
                root = Self.name(bytes, from: offset + 1)
                if !root.isEmpty { rootOffset = offset }
                return
            }
        }
    }

    /// Behind the `>` of a declaration; a document type may hold others in brackets.
    private static func declarationEnd(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        guard let end = bytes.firstIndex(of: 0x3E, from: start) else { return nil }
        let bracket = bytes.firstIndex(of: 0x5B, from: start) ?? bytes.count
        guard bracket < end, bytes[start + 1] == 0x21 else { return end + 1 }
        guard let close = bytes.firstIndex(of: 0x5D, from: bracket) else { return nil }
        return bytes.firstIndex(of: 0x3E, from: close).map { $0 + 1 }
    }

    private static func name(_ bytes: Span<UInt8>, from start: Int) -> String {
        var at = start
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        let first = at
        while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
        return bytes.extracting(min(first, bytes.count)..<at).string()
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x3A || byte == 0x2D || byte == 0x5F
            || byte == 0x2E
    }

    /// The value behind `key=`, quoted or not.
    private static func value(of key: String, in bytes: Span<UInt8>) -> String? {
        guard let found = bytes.range(of: Array(key.utf8).span) else { return nil }
        var at = found.upperBound
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        guard at < bytes.count, bytes[at] == 0x3D else { return nil }
        at += 1
        while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == 0x22 || bytes[at] == 0x27 {
            at += 1
        }
        let start = at
        while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
        return at > start ? bytes.extracting(start..<at).string() : nil
    }
}
