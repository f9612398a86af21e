import Records

/// Cuts a page into tags and texts as browsers do (HTML Standard, 13.2.5), in linear time.
///
/// Nothing is an error: `<` before anything but a letter, `/`, `!` or `?` is text, attributes need
/// no quotes, a quote that never closes is none.
///
///     <TD nowrap x:num="1">5<3&nbsp;<br>   →   start cell · text "5<3&nbsp;" · start lineBreak
struct HTMLTokenizer {
    enum Token {
        /// References are not decoded yet.
        case text(Range<Int>)
        /// With the place of its attributes.
        case start(HTMLTag, attributes: Range<Int>)
        case finish(HTMLTag)
        /// What stands in a comment, or in an island of XML.
        case island(Range<Int>)
        case end
    }

    private(set) var offset: Int
    /// Whether the page ends within a tag or comment.
    private(set) var isCut = false
    /// What was searched for up to the end of the page and isn't there any more.
    private var missing: Set<HTMLTag> = []
    private var hasNoCommentEnd = false

    private static let maxTagBytes = 1 << 20

    init(_ bytes: Span<UInt8>) { offset = bytes.hasPrefix("\u{FEFF}") ? 3 : 0 }

    mutating func next(_ bytes: Span<UInt8>) -> Token {
        while offset < bytes.count {
            guard bytes[offset] == 0x3C, isMarkup(bytes, at: offset) else {
                return .text(text(bytes))
            }
            switch bytes[offset + 1] {
            case 0x21, 0x3F: if let island = declaration(bytes) { return .island(island) }
            case 0x2F:
                let name = name(bytes, from: offset + 2)
                offset =
                    bytes.firstIndex(of: 0x3E, from: name.upperBound).map { $0 + 1 } ?? cut(bytes)
                return .finish(HTMLTag(bytes.extracting(name)))
            default: return start(bytes)
            }
        }
        return .end
    }

    private mutating func cut(_ bytes: Span<UInt8>) -> Int {
        isCut = true
        return bytes.count
    }

    private func isMarkup(_ bytes: Span<UInt8>, at open: Int) -> Bool {
        guard open + 1 < bytes.count else { return false }
        let next = bytes[open + 1]
        if next == 0x21 || next == 0x3F || (next | 0x20) &- 0x61 < 26 { return true }
        return next == 0x2F && open + 2 < bytes.count && (bytes[open + 2] | 0x20) &- 0x61 < 26
    }

    private mutating func text(_ bytes: Span<UInt8>) -> Range<Int> {
        let start = offset
        var at = start + 1
        while at < bytes.count, bytes[at] != 0x3C || !isMarkup(bytes, at: at) { at &+= 1 }
        offset = at
        return start..<at
    }

    private func name(_ bytes: Span<UInt8>, from start: Int) -> Range<Int> {
        var at = start
        while at < bytes.count, bytes[at] > 0x20, bytes[at] != 0x2F, bytes[at] != 0x3E { at &+= 1 }
        return start..<at
    }

    /// Skips `<!…>`, `<?…>`; the content of a comment is handed on.
    private mutating func declaration(_ bytes: Span<UInt8>) -> Range<Int>? {
        let open = offset
        if bytes.starts(with: "<!--", at: open), !hasNoCommentEnd {
            if let end = bytes.range(of: Array("-->".utf8).span, from: open + 4) {
                offset = end.upperBound
                return (open + 4)..<end.lowerBound
            }
            hasNoCommentEnd = true
            isCut = true
        }
        offset = bytes.firstIndex(of: 0x3E, from: open).map { $0 + 1 } ?? cut(bytes)
        return nil
    }

    private mutating func start(_ bytes: Span<UInt8>) -> Token {
        let name = name(bytes, from: offset + 1)
        let tag = HTMLTag(bytes.extracting(name))
        let end = tagEnd(bytes, from: name.upperBound)
        let attributes = name.upperBound..<end
        if end < bytes.count { offset = end + 1 } else { offset = cut(bytes) }
        switch tag {
        case .script: skip(tag, to: "</script", bytes)
        case .style: skip(tag, to: "</style", bytes)
        case .title: skip(tag, to: "</title", bytes)
        case .island:
            let start = offset
            skip(tag, to: "</xml", bytes)
            if offset > start { return .island(start..<offset) }
        default: break
        }
        return .start(tag, attributes: attributes)
    }

    /// Moves before the tag that ends raw content; stays when there is none.
    private mutating func skip(_ tag: HTMLTag, to end: StaticString, _ bytes: Span<UInt8>) {
        if missing.contains(tag) { return }
        if let found = HTMLTag.find(end, in: bytes, from: offset) {
            offset = found
        } else {
            missing.insert(tag)
        }
    }

    /// The place of the `>` that ends a tag: outside of quotes, if the quotes close.
    private func tagEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var at = start
        let most = min(bytes.count, start + Self.maxTagBytes)
        var isValue = false
        while at < most {
            let byte = bytes[at]
            if byte == 0x3E { return at }
            if isValue, byte == 0x22 || byte == 0x27 {
                guard let close = bytes.extracting(0..<most).firstIndex(of: byte, from: at + 1)
                else { break }
                at = close
                isValue = false
            } else if byte == 0x3D {
                isValue = true
            } else if byte > 0x20 {
                isValue = false
            }
            at &+= 1
        }
        return bytes.firstIndex(of: 0x3E, from: min(at, bytes.count)) ?? bytes.count
    }
}

/// The attributes of a tag, read one after the other.
struct HTMLAttributes: ~Copyable, ~Escapable {
    private let bytes: Span<UInt8>
    private var at = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    /// The places of the next name and value; the value is empty when there is none.
    @_lifetime(self: copy self)
    mutating func next() -> (name: Range<Int>, value: Range<Int>)? {
        while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == 0x2F { at += 1 }
        guard at < bytes.count else { return nil }
        let start = at
        at += 1
        while at < bytes.count, bytes[at] > 0x20, bytes[at] != 0x3D { at += 1 }
        let name = start..<at
        var next = at
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        guard next < bytes.count, bytes[next] == 0x3D else { return (name, at..<at) }
        at = next + 1
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        guard at < bytes.count else { return (name, at..<at) }
        if bytes[at] == 0x22 || bytes[at] == 0x27 {
            let first = at + 1
            let end = bytes.firstIndex(of: bytes[at], from: first) ?? bytes.count
            at = min(end + 1, bytes.count)
            return (name, first..<end)
        }
        let first = at
        while at < bytes.count, bytes[at] > 0x20 { at += 1 }
        return (name, first..<at)
    }
}
