/// A JSON value that keeps the order of keys, so that the same report is the same bytes (RFC 8259).
package indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    /// Compact text without a trailing line break; `pretty` indents by two blanks.
    package func text(pretty: Bool = false) -> String {
        var out: [UInt8] = []
        write(to: &out, indent: pretty ? 0 : nil)
        return String(decoding: out, as: UTF8.self)
    }

    package func write(to out: inout [UInt8], indent: Int? = nil) {
        switch self {
        case .null: out.append("null")
        case .bool(let value): out.append(value ? "true" : "false")
        case .int(let value): out.append(contentsOf: String(value).utf8)
        case .double(let value):
            out.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
        case .string(let text): JSON.write(Array(text.utf8).span, to: &out)
        case .array(let items):
            JSON.writeList(items, open: 0x5B, close: 0x5D, to: &out, indent: indent) {
                $0.write(to: &$1, indent: $2)
            }
        case .object(let pairs):
            JSON.writeList(pairs, open: 0x7B, close: 0x7D, to: &out, indent: indent) {
                JSON.write(Array($0.0.utf8).span, to: &$1)
                $1.append(contentsOf: ($2 == nil ? ":" : ": ").utf8)
                $0.1.write(to: &$1, indent: $2)
            }
        }
    }

    private static func writeList<Item>(
        _ items: [Item],
        open: UInt8,
        close: UInt8,
        to out: inout [UInt8],
        indent: Int?,
        _ writeItem: (Item, inout [UInt8], Int?) -> Void
    ) {
        out.append(open)
        let inner = indent.map { $0 + 2 }
        for (index, item) in items.enumerated() {
            if index > 0 { out.append(0x2C) }
            breakLine(inner, &out)
            writeItem(item, &out, inner)
        }
        if !items.isEmpty { breakLine(indent, &out) }
        out.append(close)
    }

    private static func breakLine(_ indent: Int?, _ out: inout [UInt8]) {
        guard let indent else { return }
        out.append(0x0A)
        for _ in 0..<indent { out.append(0x20) }
    }

    /// Writes UTF-8 bytes as a quoted JSON string; control characters are escaped.
    package static func write(_ text: Span<UInt8>, to out: inout [UInt8]) {
        out.append(0x22)
        var plainStart = 0
        for index in text.indices where needsEscape(text[index]) {
            out.append(text.extracting(plainStart..<index))
            writeEscaped(text[index], to: &out)
            plainStart = index + 1
        }
        out.append(text.extracting(plainStart..<text.count))
        out.append(0x22)
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C
    }

    private static func writeEscaped(_ byte: UInt8, to out: inout [UInt8]) {
        switch byte {
        case 0x22, 0x5C: out.append(0x5C); out.append(byte)
        case 0x0A: out.append("\\n")
        case 0x0D: out.append("\\r")
        case 0x09: out.append("\\t")
        default:
            out.append("\\u00")
            let digits: [UInt8] = Array("0123456789abcdef".utf8)
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
    }

    package subscript(key: String) -> JSON? {
        guard case .object(let pairs) = self else { return nil }
        return pairs.first { $0.0 == key }?.1
    }

    package var string: String? { if case .string(let text) = self { text } else { nil } }

    package var items: [JSON]? { if case .array(let items) = self { items } else { nil } }

    package var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
}
