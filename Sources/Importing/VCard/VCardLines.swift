import Records

/// Puts the lines of a vCard file together again that were folded, cut or broken softly.
///
///     NOTE:abc            NOTE:abcdef        a line that begins with a blank continues the last one
///      def
///     N;QUOTED-PRINTABLE:=E5=BC=        N;…:=E5=BC=A0      a soft break ends in `=`
///     =A0
///     PHOTO;BASE64:/9j/   base64 goes on to the next blank line or property
///     AAQ=
///
/// Folding cuts bytes, not characters, so lines are joined before anything is decoded (RFC 6350,
/// section 3.2).
struct VCardLines {
    /// The line without its breaks; of base64 only the beginning.
    private(set) var line: [UInt8] = []
    /// Where the line begins in the file.
    private(set) var byteOffset = 0
    /// Whether the line was cut at the limit.
    private(set) var isCut = false
    private var offset = 0

    static let maxByteCount = 16 << 20
    static let maxBinaryByteCount = 64 << 10

    /// Reads the next line that isn't blank; false at the end.
    mutating func next(_ bytes: Span<UInt8>) -> Bool {
        line.removeAll(keepingCapacity: true)
        isCut = false
        var range = 0..<0
        repeat {
            guard offset < bytes.count else { return false }
            byteOffset = offset
            range = physicalLine(bytes)
        } while CellText.isBlank(bytes.extracting(range))
        line.append(bytes.extracting(range))
        switch VCardLines.transfer(line.span) {
        case .quotedPrintable: joinSoftBreaks(bytes)
        case .base64: joinBinary(bytes)
        case .plain: joinFolds(bytes)
        }
        return true
    }

    /// The next physical line without its end; moves behind it.
    private mutating func physicalLine(_ bytes: Span<UInt8>) -> Range<Int> {
        let start = offset
        var end = start
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end &+= 1 }
        // A text file converted twice has several CR before each LF.
        offset = end
        while offset < bytes.count, bytes[offset] == 0x0D { offset &+= 1 }
        if offset < bytes.count, bytes[offset] == 0x0A {
            offset &+= 1
        } else {
            offset = min(end &+ 1, bytes.count)
        }
        return start..<end
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Joins lines that begin with a blank; it alone is left out.
    private mutating func joinFolds(_ bytes: Span<UInt8>) {
        while offset < bytes.count, VCardLines.isBlank(bytes[offset]) {
            let range = physicalLine(bytes)
            append(bytes.extracting((range.lowerBound + 1)..<range.upperBound))
        }
    }

    private mutating func append(_ part: Span<UInt8>) {
        if line.count + part.count > VCardLines.maxByteCount {
            isCut = true
        } else {
            line.append(part)
        }
    }

    /// Joins lines while one ends in `=`; blanks before the parts are folding when all have one.
    private mutating func joinSoftBreaks(_ bytes: Span<UInt8>) {
        var parts: [Range<Int>] = []
        let firstEnd = line.count
        let isSoft = line.last == 0x3D
        while offset < bytes.count {
            let isBroken =
                parts.last.map { !$0.isEmpty && bytes[$0.upperBound - 1] == 0x3D } ?? isSoft
            if !isBroken { break }
            parts.append(physicalLine(bytes))
        }
        let indented = parts.count { !$0.isEmpty && VCardLines.isBlank(bytes[$0.lowerBound]) }
        let hasBlanks = line[..<firstEnd].contains(0x20)
        let isFolded = indented == parts.count && (parts.count > 1 || !hasBlanks)
        for part in parts {
            if line.last == 0x3D { line.removeLast() }
            append(bytes.extracting((part.lowerBound + (isFolded ? 1 : 0))..<part.upperBound))
        }
        if line.last == 0x3D { line.removeLast() }
        joinFolds(bytes)
    }

    /// Joins the lines of base64: indented ones, and those that can be no property.
    private mutating func joinBinary(_ bytes: Span<UInt8>) {
        while offset < bytes.count {
            let start = offset
            let range = physicalLine(bytes)
            let part = bytes.extracting(range)
            let isIndented = part.count > 0 && VCardLines.isBlank(part[0])
            if CellText.isBlank(part) || (!isIndented && part.firstIndex(of: 0x3A) != nil) {
                offset = start
                return
            }
            if line.count < VCardLines.maxBinaryByteCount { line.append(part) }
        }
    }

    // MARK: The value's transfer encoding

    enum Transfer { case plain, quotedPrintable, base64 }

    /// From the parameters before the first colon: `ENCODING=QUOTED-PRINTABLE`, `BASE64`, `b`.
    static func transfer(_ line: Span<UInt8>) -> Transfer {
        guard let colon = line.firstIndex(of: 0x3A), line.firstIndex(of: 0x3B) ?? colon < colon
        else { return .plain }
        guard mayBeEncoded(line.extracting(0..<colon)) else { return .plain }
        let head = line.extracting(0..<colon).string().uppercased()
        for parameter in head.split(separator: ";").dropFirst() {
            // Android's own labels carry an encoding of theirs: X-CUSTOM(CHARSET=…,ENCODING=…,…).
            if parameter.hasPrefix("X-CUSTOM(") { continue }
            switch parameter.drop(while: { $0 != "=" }).dropFirst() {
            case "QUOTED-PRINTABLE", "Q": return .quotedPrintable
            case "BASE64", "B": return .base64
            default: break
            }
            if parameter == "QUOTED-PRINTABLE" { return .quotedPrintable }
            if parameter == "BASE64" { return .base64 }
        }
        return .plain
    }

    /// Whether `ENC…`, `QUO…` or `BAS…` stands in the parameters: most lines are passed by this.
    private static func mayBeEncoded(_ head: Span<UInt8>) -> Bool {
        var index = 0
        while index &+ 2 < head.count {
            switch (head[index] | 0x20, head[index &+ 1] | 0x20, head[index &+ 2] | 0x20) {
            case (0x65, 0x6E, 0x63), (0x71, 0x75, 0x6F), (0x62, 0x61, 0x73): return true
            default: index &+= 1
            }
        }
        return false
    }
}
