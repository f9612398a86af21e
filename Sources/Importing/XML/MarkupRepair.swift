import Records

/// Makes sloppy XML well-formed as far as single characters go, losing no text.
///
/// Programs that write XML by string concatenation forget to escape: libxml2's recovery would drop
/// what it can't understand (`A&B公司` becomes `A`), so the text is mended before it is read.
///
///     R&D <张三>&nbsp;␁   →   R&amp;D &lt;张三> (a blank)
struct MarkupRepair {
    private(set) var output: [UInt8] = []
    /// Ampersands and signs `<` that were meant as text.
    private(set) var escapedCount = 0
    /// Control characters, as bytes or references, that XML forbids; they are left out.
    private(set) var controlCount = 0
    /// Entities of HTML, which XML doesn't know.
    private(set) var entityCount = 0

    init(_ bytes: Span<UInt8>) {
        output.reserveCapacity(bytes.count + bytes.count / 16)
        var plain = 0
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte > 0x1F, byte != 0x26, byte != 0x3C { at &+= 1; continue }
            if byte == 0x0A || byte == 0x0D || byte == 0x09 { at &+= 1; continue }
            if byte == 0x3C, let end = Self.markupEnd(bytes, at: at) { at = end; continue }
            output.append(bytes.extracting(plain..<at))
            at = repair(bytes, at: at)
            plain = at
        }
        output.append(bytes.extracting(plain..<bytes.count))
    }

    var isChanged: Bool { escapedCount + controlCount + entityCount > 0 }

    /// What was mended, in words.
    var detail: String {
        let parts = [
            (escapedCount, "unescaped `&` or `<`"), (entityCount, "entities of HTML"),
            (controlCount, "control characters"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    /// Where reading goes on behind what is markup at `<`; nil when the sign is text.
    private static func markupEnd(_ bytes: Span<UInt8>, at open: Int) -> Int? {
        guard open + 1 < bytes.count else { return nil }
        switch bytes[open + 1] {
        case 0x21:
            if bytes.starts(with: "<![CDATA[", at: open) {
                return bytes.range(of: Array("]]>".utf8).span, from: open)?.upperBound
                    ?? bytes.count
            }
            if bytes.starts(with: "<!--", at: open) {
                return bytes.range(of: Array("-->".utf8).span, from: open)?.upperBound
                    ?? bytes.count
            }
            return bytes.starts(with: "<!DOCTYPE", at: open) ? open + 9 : nil
        case 0x3F: return open + 2
        case 0x2F: return isTag(bytes, from: open + 2) ? open + 2 : nil
        default: return isTag(bytes, from: open + 1) ? open + 1 : nil
        }
    }

    /// Whether an ASCII name and then a blank, `/` or `>` follow.
    private static func isTag(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        var at = start
        while at < bytes.count, at - start < 64 {
            let byte = bytes[at]
            let isLetter = (byte | 0x20) &- 0x61 < 26 || byte == 0x5F
            let isInner = byte &- 0x30 < 10 || byte == 0x3A || byte == 0x2D || byte == 0x2E
            if isLetter || (at > start && isInner) { at += 1; continue }
            return at > start && (byte <= 0x20 || byte == 0x2F || byte == 0x3E)
        }
        return false
    }

    /// Writes the mended form of the character at `at` and returns what follows it.
    private mutating func repair(_ bytes: Span<UInt8>, at: Int) -> Int {
        switch bytes[at] {
        case 0x3C:
            escapedCount += 1
            output.append("&lt;")
            return at + 1
        case 0x26: return repairReference(bytes, at: at)
        default:
            controlCount += 1
            return at + 1
        }
    }

    private mutating func repairReference(_ bytes: Span<UInt8>, at: Int) -> Int {
        let near = min(bytes.count, at + 14)
        guard let end = bytes.extracting(0..<near).firstIndex(of: 0x3B, from: at + 1) else {
            return escape(at)
        }
        let reference = bytes.extracting(at..<(end + 1))
        var scratch: [UInt8] = []
        if MarkupText.append(reference, to: &scratch) {
            output.append(reference)
            return end + 1
        }
        let name = bytes.extracting((at + 1)..<end)
        if let scalar = HTMLEntities.scalar(name) {
            entityCount += 1
            Scalars.append(scalar == 0xA0 ? 0x20 : scalar, to: &output)
            return end + 1
        }
        guard name.count > 1, name[0] == 0x23, Self.isNumber(name) else { return escape(at) }
        controlCount += 1
        return end + 1
    }

    private mutating func escape(_ at: Int) -> Int {
        escapedCount += 1
        output.append("&amp;")
        return at + 1
    }

    /// `#12` or `#x1F`: a reference to a character that XML forbids.
    private static func isNumber(_ name: Span<UInt8>) -> Bool {
        let isHex = name[1] | 0x20 == 0x78
        guard name.count > (isHex ? 2 : 1) else { return false }
        for index in (isHex ? 2 : 1)..<name.count {
            let byte = name[index]
            if byte &- 0x30 < 10 { continue }
            guard isHex, (byte | 0x20) &- 0x61 < 6 else { return false }
        }
        return true
    }
}
