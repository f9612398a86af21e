import Glibc
import Records

/// UTF-8 that was taken for windows-1252 and encoded as UTF-8 once more: `客户` → `å®¢æˆ·`.
///
/// Only runs whose characters, as bytes of windows-1252, are whole UTF-8 with two characters of
/// three bytes count: nobody writes such runs on purpose. Once a text has one, single characters
/// count too.
enum DoubleEncoding {
    /// Whether a text has a run that was surely encoded twice.
    static func isIn(_ text: Span<UInt8>) -> Bool {
        var index = 0
        while let found = next(text, index) {
            if run(text, found, leastCount: 2) != nil { return true }
            index = found &+ 1
        }
        return false
    }

    /// The offset of the next letter U+00C0…U+00FF.
    private static func next(_ text: Span<UInt8>, _ offset: Int) -> Int? {
        guard offset < text.count else { return nil }
        return unsafe text.withUnsafeBufferPointer { buffer -> Int? in
            guard let base = buffer.baseAddress else { return nil }
            let rest = text.count - offset
            guard let found = unsafe memchr(base + offset, 0xC3, rest) else { return nil }
            return unsafe UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        }
    }

    /// The bytes that the run at `offset` stands for, and how many bytes of the text it takes; nil
    /// when no such run begins there.
    static func run(
        _ text: Span<UInt8>,
        _ offset: Int,
        leastCount: Int
    ) -> (bytes: [UInt8], byteCount: Int)? {
        guard offset &+ 3 < text.count, text[offset] == 0xC3,
            text[offset &+ 1] >= 0xA3 && text[offset &+ 1] <= 0xAF, text[offset &+ 2] >= 0xC2
        else { return nil }
        var bytes: [UInt8] = []
        var ends: [Int] = []
        var index = offset
        while index < text.count, text[index] >= 0xC2 {
            let (scalar, byteCount) = Scalars.decode(text, at: index)
            guard let byte = western(scalar) else { break }
            index += byteCount
            bytes.append(byte)
            ends.append(index)
        }
        var good = 0
        var longCount = 0
        while good < bytes.count, bytes[good] >= 0xC2 {
            let (scalar, byteCount) = Scalars.decode(bytes.span, at: good)
            if scalar == 0xFFFD && byteCount == 1 { break }
            if byteCount == 3 { longCount += 1 }
            good += byteCount
        }
        guard longCount >= leastCount else { return nil }
        return (Array(bytes[..<good]), ends[good - 1] - offset)
    }

    /// The byte of windows-1252 of a scalar beyond ASCII; C1 controls stand for unassigned bytes.
    private static func western(_ scalar: UInt32) -> UInt8? {
        if scalar >= 0x80 && scalar <= 0xFF { return UInt8(scalar) }
        guard scalar > 0xFF, let index = signs.firstIndex(of: scalar) else { return nil }
        return UInt8(0x80 + index)
    }

    /// 0x80…0x9F; 0 where nothing is assigned.
    private static let signs: [UInt32] = [
        0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
        0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
        0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178,
    ]
}

extension TextDecoder {
    /// Well-formed UTF-8 with runs that were encoded twice, which are decoded once more.
    mutating func decodeTwice(_ bytes: Span<UInt8>, from start: Int) {
        lineOffsets = [UInt64(start)]
        var index = start
        var plainStart = start
        var reportedLine = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D { noteLineEnd(byte, after: index) }
            guard byte == 0xC3, let run = DoubleEncoding.run(bytes, index, leastCount: 1) else {
                index &+= 1
                continue
            }
            output.append(bytes.extracting(plainStart..<index))
            output.append(run.bytes.span)
            if reportedLine != lineOffsets.count { report(.doubleEncoded, at: index) }
            reportedLine = lineOffsets.count
            index += run.byteCount
            plainStart = index
        }
        output.append(bytes.extracting(plainStart..<bytes.count))
        endLines(bytes.count)
    }
}
