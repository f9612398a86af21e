import Glibc
import Records

/// A forward scanner over the tags of well-formed UTF-8 XML, for the large parts of workbooks.
///
/// It allocates nothing and checks no nesting; libxml2 alone takes 1.5 s for 112 MB. What it
/// doesn't know (a DTD, an entity that XML doesn't define, another encoding) ends the scan with
/// `isRefused`, and the caller reads the part through `XMLTape`.
///
///     <x:c r="B2" t="s"><v>7</v></x:c>
///     next() → start, name "c" · attribute() → r, t · next() → start "v" · text() → "7" · …
struct MarkupCursor: ~Copyable, ~Escapable {
    enum Tag { case start, finish, end }

    let bytes: Span<UInt8>
    private(set) var offset: Int
    /// The local name of the tag.
    private(set) var name = 0..<0
    private(set) var attributeName = 0..<0
    private(set) var attributeValue = 0..<0
    /// Whether the tag that was read to its end was `<a/>`.
    private(set) var isEmptyElement = false
    private(set) var isRefused = false
    /// Whether the bytes ended within a tag or text.
    private(set) var isCut = false
    /// Whether a comment, CDATA section or other declaration was met.
    private(set) var hasDeclaration = false
    private var isInTag = false

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
        offset = bytes.starts(with: "\u{FEFF}", at: 0) ? 3 : 0
        isRefused = !Self.isUTF8(bytes, from: offset)
    }

    /// A document that is UTF-8 already, whatever it declares.
    @_lifetime(copy bytes)
    init(utf8 bytes: Span<UInt8>) {
        self.bytes = bytes
        offset = bytes.starts(with: "\u{FEFF}", at: 0) ? 3 : 0
    }

    /// Whether nothing at the beginning speaks against UTF-8.
    private static func isUTF8(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        guard bytes.starts(with: "<?xml", at: start) else {
            return bytes.count > start && bytes[start] != 0 && bytes[start] < 0xFE
        }
        let head = bytes.extracting(start..<min(bytes.count, start + 200))
        guard let end = head.firstIndex(of: 0x3E) else { return true }
        let declaration = head.extracting(0..<end).string().lowercased()
        return !declaration.contains("encoding") || declaration.contains("utf-8")
            || declaration.contains("us-ascii")
    }

    func isName(_ text: StaticString) -> Bool { bytes.extracting(name).equals(text) }

    /// Moves to the next tag, past text, comments and instructions; then read its attributes.
    @_lifetime(self: copy self)
    mutating func next() -> Tag {
        if isInTag { skipAttributes() }
        while !isRefused {
            guard let open = find(0x3C, from: offset), open + 1 < bytes.count else { return cut() }
            let first = bytes[open + 1]
            if first == 0x21 || first == 0x3F {
                skipDeclaration(at: open)
                continue
            }
            let isFinish = first == 0x2F
            readName(from: isFinish ? open + 2 : open + 1)
            isInTag = true
            return isFinish ? .finish : .start
        }
        return .end
    }

    @_lifetime(self: copy self)
    private mutating func cut() -> Tag {
        offset = bytes.count
        isCut = true
        return .end
    }

    @_lifetime(self: copy self)
    private mutating func readName(from start: Int) {
        var begin = start
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte == 0x3E || byte == 0x2F || byte <= 0x20 { break }
            if byte == 0x3A { begin = end + 1 }
            end += 1
        }
        name = begin..<max(begin, end)
        offset = end
    }

    /// Reads the next attribute of the tag; false at the tag's end, behind which the cursor stands.
    @_lifetime(self: copy self)
    mutating func attribute() -> Bool {
        guard isInTag else { return false }
        var at = offset
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        guard at < bytes.count else { return endOfTag(at) }
        if bytes[at] == 0x3E { return endOfTag(at + 1) }
        if bytes[at] == 0x2F {
            guard at + 1 < bytes.count, bytes[at + 1] == 0x3E else { return refuse() }
            isInTag = false
            isEmptyElement = true
            offset = at + 2
            return false
        }
        var begin = at
        while at < bytes.count, bytes[at] != 0x3D, bytes[at] > 0x20, bytes[at] != 0x3E {
            if bytes[at] == 0x3A { begin = at + 1 }
            at += 1
        }
        attributeName = begin..<max(begin, at)
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        guard at < bytes.count else { return endOfTag(at) }
        guard bytes[at] == 0x3D else { return refuse() }
        at += 1
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        guard at < bytes.count else { return endOfTag(at) }
        let quote = bytes[at]
        guard quote == 0x22 || quote == 0x27 else { return refuse() }
        let start = at + 1
        at = start
        while at < bytes.count, bytes[at] != quote { at += 1 }
        guard at < bytes.count else { return endOfTag(at) }
        attributeValue = start..<at
        offset = at + 1
        return true
    }

    @_lifetime(self: copy self)
    private mutating func endOfTag(_ end: Int) -> Bool {
        isInTag = false
        isEmptyElement = false
        offset = end
        if end == bytes.count, end == 0 || bytes[end - 1] != 0x3E { isCut = true }
        return false
    }

    @_lifetime(self: copy self)
    private mutating func refuse() -> Bool {
        isRefused = true
        isInTag = false
        isEmptyElement = false
        return false
    }

    @_lifetime(self: copy self)
    mutating func skipAttributes() {
        // Nearly all tags skipped here have no attributes.
        if offset < bytes.count, bytes[offset] == 0x3E {
            isInTag = false
            isEmptyElement = false
            offset += 1
            return
        }
        while attribute() {}
    }

    /// Skips `<!-- -->`, `<![CDATA[ ]]>` outside of texts, and `<? ?>`; refuses a DTD.
    @_lifetime(self: copy self)
    private mutating func skipDeclaration(at open: Int) {
        if bytes[open + 1] == 0x21 { hasDeclaration = true }
        if bytes[open + 1] == 0x3F {
            skip(to: "?>", from: open + 2)
        } else if bytes.starts(with: "<!--", at: open) {
            skip(to: "-->", from: open + 4)
        } else if bytes.starts(with: "<![CDATA[", at: open) {
            skip(to: "]]>", from: open + 9)
        } else {
            isRefused = true
        }
    }

    @_lifetime(self: copy self)
    private mutating func skip(to end: StaticString, from start: Int) {
        offset = find(end, from: start).map { $0 + end.utf8CodeUnitCount } ?? bytes.count
    }

    private func find(_ end: StaticString, from start: Int) -> Int? {
        let last = end.withUTF8Buffer { buffer in unsafe buffer[0] }
        var at = start
        while let found = find(last, from: at) {
            if bytes.starts(with: end, at: found) { return found }
            at = found + 1
        }
        return nil
    }

    /// The first `byte` at or after `start`: by hand when near, else by `memchr`.
    private func find(_ byte: UInt8, from start: Int) -> Int? {
        var at = start
        let near = min(bytes.count, start + 16)
        while at < near {
            if bytes[at] == byte { return at }
            at += 1
        }
        guard at < bytes.count else { return nil }
        let rest = bytes.extracting(at..<bytes.count)
        let distance: Int? = unsafe rest.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = unsafe memchr(base, Int32(byte), buffer.count)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
        return distance.map { at + $0 }
    }

    /// The text up to the next tag, to be called behind a start tag.
    ///
    /// Returns the range in `bytes` when the text stands there as it is; else nil, and the decoded
    /// text was appended to `scratch`. With `decodesEscapes`, `_x000D_` is the character 000D.
    @_lifetime(self: copy self)
    mutating func text(into scratch: inout [UInt8], decodesEscapes: Bool) -> Range<Int>? {
        if isInTag { skipAttributes() }
        if isEmptyElement { return offset..<offset }
        return content(into: &scratch, decodesEscapes: decodesEscapes)
    }

    /// As `text`, behind any tag whose attributes were read.
    @_lifetime(self: copy self)
    mutating func content(into scratch: inout [UInt8], decodesEscapes: Bool) -> Range<Int>? {
        let start = offset
        guard let end = find(0x3C, from: start) else {
            _ = cut()
            return start..<bytes.count
        }
        let isPlain = MarkupText.isPlain(bytes.extracting(start..<end), decodesEscapes)
        let isLast = end + 1 < bytes.count && bytes[end + 1] != 0x21 && bytes[end + 1] != 0x3F
        offset = end
        if isPlain && isLast { return start..<end }
        appendText(from: start, to: &scratch, decodesEscapes: decodesEscapes)
        return nil
    }

    /// The slow path: entities, CDATA sections, comments, carriage returns, escapes.
    @inline(never) @_lifetime(self: copy self)
    private mutating func appendText(
        from start: Int,
        to scratch: inout [UInt8],
        decodesEscapes: Bool
    ) {
        let begin = scratch.count
        var at = start
        while !isRefused {
            let end = find(0x3C, from: at) ?? bytes.count
            if !MarkupText.append(bytes.extracting(at..<end), to: &scratch) { isRefused = true }
            offset = end
            if bytes.starts(with: "<!", at: end) { hasDeclaration = true }
            if bytes.starts(with: "<![CDATA[", at: end) {
                let close = find("]]>", from: end + 9)
                let content = bytes.extracting((end + 9)..<(close ?? bytes.count))
                MarkupText.appendNormalized(content, to: &scratch)
                at = min(close.map { $0 + 3 } ?? bytes.count, bytes.count)
                offset = at
            } else if bytes.starts(with: "<!--", at: end) {
                skip(to: "-->", from: end + 4)
                at = offset
            } else if bytes.starts(with: "<?", at: end) {
                skip(to: "?>", from: end + 2)
                at = offset
            } else {
                break
            }
        }
        if offset >= bytes.count { isCut = true }
        if decodesEscapes { CellEscapes.decode(&scratch, from: begin) }
    }
}
