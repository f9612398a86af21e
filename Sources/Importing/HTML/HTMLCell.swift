import Records

/// What the attributes of a cell, row or column say.
struct HTMLCell {
    var columnSpan = 1
    var rowSpan = 1
    var isHidden = false
    /// Whether the cell only covers its neighbours' places on the screen.
    var ignoresSpan = false
    /// The value that Excel or LibreOffice keep beside the text that is shown.
    private(set) var value = Value.none
    private var format = NumberFormat.number

    enum Value: Equatable {
        case none
        /// `x:num`, `sdval`; empty when the text is the number.
        case number([UInt8])
        /// `x:str`; empty when the text is the value.
        case text([UInt8])
        case boolean([UInt8])
        case error([UInt8])
    }

    /// More columns than that are a slip (HTML Standard, 4.9.11).
    static let maxColumnSpan = 1000
    static let maxRowSpan = 65_534

    init() {}

    init(_ attributes: Span<UInt8>) {
        var rest = HTMLAttributes(attributes)
        while let (name, value) = rest.next() {
            read(attributes.extracting(name), attributes.extracting(value))
        }
    }

    private mutating func read(_ name: Span<UInt8>, _ value: Span<UInt8>) {
        switch (name[0] | 0x20, name.count) {
        case (0x63, 7) where HTMLTag.isName(name, "colspan"):
            columnSpan = max(1, min(Self.integer(value), Self.maxColumnSpan))
        case (0x72, 7) where HTMLTag.isName(name, "rowspan"):
            let count = Self.integer(value)
            // 0 means all rows that follow.
            rowSpan = count == 0 ? Self.maxRowSpan : min(count, Self.maxRowSpan)
        case (0x73, 4) where HTMLTag.isName(name, "span"):
            columnSpan = max(1, min(Self.integer(value), Self.maxColumnSpan))
        case (0x73, 5) where HTMLTag.isName(name, "style"): readStyle(value)
        case (0x68, 6) where HTMLTag.isName(name, "hidden"): isHidden = true
        case (0x78, 5) where HTMLTag.isName(name, "x:num"): self.value = .number(Self.text(value))
        case (0x78, 5) where HTMLTag.isName(name, "x:str"): self.value = .text(Self.text(value))
        case (0x78, 5) where HTMLTag.isName(name, "x:err"): self.value = .error(Self.text(value))
        case (0x78, 6) where HTMLTag.isName(name, "x:bool"):
            self.value = .boolean(Self.text(value))
        case (0x73, 5) where HTMLTag.isName(name, "sdval"): self.value = .number(Self.text(value))
        case (0x73, 5) where HTMLTag.isName(name, "sdnum"): readFormat(value)
        default: break
        }
    }

    private static func text(_ value: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        HTMLEntities.append(value, to: &text)
        return text
    }

    /// The number at the beginning; 1 when there is none.
    private static func integer(_ value: Span<UInt8>) -> Int {
        var at = 0
        while at < value.count, value[at] <= 0x20 { at += 1 }
        let start = at
        var number = 0
        while at < value.count, at - start < 9, value[at] &- 0x30 < 10 {
            number = number * 10 + Int(value[at] &- 0x30)
            at += 1
        }
        return at == start ? 1 : number
    }

    private mutating func readStyle(_ style: Span<UInt8>) {
        if Self.has("display", "none", in: style) { isHidden = true }
        if Self.has("mso-ignore", "colspan", in: style) { ignoresSpan = true }
    }

    /// Whether a style says `name: value`, with any blanks between.
    private static func has(
        _ name: StaticString,
        _ value: StaticString,
        in style: Span<UInt8>
    ) -> Bool {
        guard let found = HTMLTag.find(name, in: style, from: 0) else { return false }
        var at = found + name.utf8CodeUnitCount
        while at < style.count, style[at] <= 0x20 || style[at] == 0x3A { at += 1 }
        return HTMLTag.starts(style, with: value, at: at)
    }

    /// LibreOffice's `sdnum="2052;0;YYYY-MM-DD"`: language, language, code.
    private mutating func readFormat(_ value: Span<UInt8>) {
        let parts = String(decoding: Self.text(value), as: UTF8.self)
            .split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
        if parts.count == 3 { format = NumberFormat(code: String(parts[2])) }
    }

    // MARK: - Value

    /// The kind of the cell, and its value as the user means it.
    func content(_ shown: Span<UInt8>) -> (kind: SheetCell.Kind, bytes: [UInt8]) {
        switch value {
        case .none: return (.text, shown.copy())
        case .text(let text): return (.text, text.isEmpty ? shown.copy() : text)
        case .boolean(let text):
            let isTrue = HTMLTag.isName(text.span, "true") || text.span.equals("1")
            return (.boolean, text.isEmpty ? shown.copy() : Array((isTrue ? "1" : "0").utf8))
        case .error(let text): return (.error, text.isEmpty ? shown.copy() : text)
        case .number(let text): return number(text.isEmpty ? shown.copy() : text, shown)
        }
    }

    private func number(
        _ raw: [UInt8],
        _ shown: Span<UInt8>
    ) -> (kind: SheetCell.Kind, bytes: [UInt8]) {
        guard let decimal = NumberText.Decimal(raw.span) else { return (.text, shown.copy()) }
        let format = format == .number ? Self.format(of: shown, decimal.double) : format
        if let format, format != .number {
            var bytes: [UInt8] = []
            if DateText(is1904: false).append(decimal.double, as: format, to: &bytes) {
                return (.text, bytes)
            }
        }
        // A code that shows words for numbers, such as 有 for 1, shows what is meant.
        return format == nil ? (.text, shown.copy()) : (.number, raw)
    }

    /// How a number is shown, by what it looks like; nil when it looks like no number.
    private static func format(of shown: Span<UInt8>, _ number: Double) -> NumberFormat? {
        var colons = 0
        var letters = 0
        for index in shown.indices {
            let byte = shown[index]
            if byte == 0x3A { colons += 1 }
            if byte | 0x20 != 0x65, (byte | 0x20) &- 0x61 < 26 { letters += 1 }
        }
        let isYear = shown.range(of: Array("年".utf8).span) != nil
        let isMonth = shown.range(of: Array("月".utf8).span) != nil
        if CellShape.of(shown) == .date || isYear || isMonth { return .date }
        if colons > 0 { return number < 1 ? .time : .duration }
        return letters > 3 ? nil : .number
    }
}
