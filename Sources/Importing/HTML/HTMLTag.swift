import Records

/// The elements of a page that matter for its tables.
enum HTMLTag: Sendable {
    case table, row, cell, section, caption, column, columnGroup
    case lineBreak, block, heading, preformatted
    /// Content that is no text of the page.
    case script, style, title, island
    case textArea, input, option, select
    case page, body, other

    /// From a name in any letter case.
    init(_ name: Span<UInt8>) {
        guard name.count <= 8 else {
            self = Self.isName(name, "blockquote") ? .block : .other
            return
        }
        var packed: UInt64 = 0
        for index in name.indices {
            let byte = name[index]
            packed = packed << 8 | UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        self = Self.byName[packed] ?? .other
    }

    private static let byName: [UInt64: HTMLTag] = {
        let names: [(HTMLTag, String)] = [
            (.table, "table"), (.row, "tr"), (.cell, "td th"), (.section, "thead tbody tfoot"),
            (.caption, "caption"), (.column, "col"), (.columnGroup, "colgroup"),
            (.lineBreak, "br"), (.heading, "h1 h2 h3 h4 h5 h6"), (.preformatted, "pre"),
            (.block, "p div li ul ol dl dt dd hr center form fieldset section article address"),
            (.script, "script"), (.style, "style"), (.title, "title"), (.island, "xml"),
            (.textArea, "textarea"), (.input, "input"), (.option, "option"), (.select, "select"),
            (.page, "html"), (.body, "body"),
        ]
        var byName: [UInt64: HTMLTag] = [:]
        for (tag, words) in names {
            for word in words.split(separator: " ") {
                byName[word.utf8.reduce(0) { $0 << 8 | UInt64($1) }] = tag
            }
        }
        return byName
    }()

    /// Whether two names are the same but for letter case; `text` is in lower case.
    static func isName(_ name: Span<UInt8>, _ text: StaticString) -> Bool {
        guard name.count == text.utf8CodeUnitCount else { return false }
        return starts(name, with: text, at: 0)
    }

    /// Whether `text`, in lower case, stands at `offset` in any letter case.
    static func starts(_ bytes: Span<UInt8>, with text: StaticString, at offset: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard offset >= 0, offset + count <= bytes.count else { return false }
        return text.withUTF8Buffer { buffer in
            for index in 0..<count {
                let byte = bytes[offset + index]
                let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
                if unsafe lower != buffer[index] { return false }
            }
            return true
        }
    }

    /// The offset of `text`, in lower case, in any letter case at or after `start`.
    static func find(_ text: StaticString, in bytes: Span<UInt8>, from start: Int) -> Int? {
        let first = text.withUTF8Buffer { unsafe $0[0] }
        var at = start
        while at < bytes.count {
            let byte = bytes[at]
            if (byte &- 0x41 < 26 ? byte | 0x20 : byte) == first,
                starts(bytes, with: text, at: at)
            {
                return at
            }
            at &+= 1
        }
        return nil
    }
}
