import Records

/// Text in UTF-8 with lines in another encoding, as files have that several programs wrote to.
extension TextDecoder {
    /// Line by line: a bad line that reads well in the one legacy encoding of all bad lines is read
    /// so, else its bad bytes are replaced.
    mutating func decodeUTF8(_ bytes: Span<UInt8>, from start: Int) {
        let other = OtherEncoding(bytes, from: start)
        var index = start
        while index < bytes.count {
            lineOffsets.append(UInt64(index))
            let end = TextDecoder.lineEnd(bytes, index)
            let line = bytes.extracting(index..<end)
            if UTF8Check.isValid(line) {
                output.append(line)
            } else if let other, other.fits(line) {
                report(.otherEncoding(other.encoding), at: index)
                other.append(line, to: &output)
            } else {
                replaceBadBytes(line, at: index)
            }
            var next = end
            if next < bytes.count && bytes[next] == 0x0D { next += 1 }
            if next < bytes.count && bytes[next] == 0x0A { next += 1 }
            output.append(bytes.extracting(end..<next))
            index = next
        }
        if lineOffsets.isEmpty { lineOffsets = [UInt64(start)] }
    }

    private mutating func replaceBadBytes(_ line: Span<UInt8>, at offset: Int) {
        var index = 0
        while index < line.count {
            let (scalar, byteCount) = Scalars.decode(line, at: index)
            if scalar == 0xFFFD && byteCount == 1 { report(.badByte, at: offset + index) }
            Scalars.append(scalar, to: &output)
            index += byteCount
        }
    }

    /// The offset of the CR, LF or end of the text behind a line.
    static func lineEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var end = start
        while end < bytes.count && bytes[end] != 0x0A && bytes[end] != 0x0D { end &+= 1 }
        return end
    }
}

/// The legacy encoding of those lines of a UTF-8 text that are no UTF-8.
private struct OtherEncoding {
    let encoding: Encoding
    private let table: ByteTable

    /// Beyond that a line's characters are no text that somebody wrote.
    private static let maxMeanCost = 97
    private static let sampleByteCount = 32 << 10

    /// Nil when all is UTF-8, or the bad lines are no text in any encoding of two bytes.
    init?(_ bytes: Span<UInt8>, from start: Int) {
        var sample: [UInt8] = []
        var index = start
        while index < bytes.count, sample.count < OtherEncoding.sampleByteCount {
            let end = TextDecoder.lineEnd(bytes, index)
            let line = bytes.extracting(index..<end)
            if !UTF8Check.isValid(line) { sample.append(line.extracting(first: 4096)) }
            index = end + 1
        }
        let candidates: [(encoding: Encoding, handicap: Int)] = [
            (.gb18030, 0), (.big5, 12), (.shiftJIS, 25), (.eucJP, 90), (.eucKR, 90),
        ]
        let costs = candidates.map { EncodingScore(sample.span, $0.encoding).cost + $0.handicap }
        guard !sample.isEmpty, let least = costs.min(), let best = costs.firstIndex(of: least),
            let table = ByteTable.of(candidates[best].encoding)
        else { return nil }
        encoding = candidates[best].encoding
        self.table = table
    }

    func fits(_ line: Span<UInt8>) -> Bool {
        let score = EncodingScore(line, encoding)
        return score.badCount == 0 && score.characterCount >= 2
            && score.meanCost <= OtherEncoding.maxMeanCost
    }

    /// Appends a line that fits, as UTF-8.
    func append(_ line: Span<UInt8>, to output: inout [UInt8]) {
        var index = 0
        while index < line.count {
            let byte = line[index]
            index += 1
            var packed = table.singles[Int(byte)]
            if packed == ByteTable.leadMark, index < line.count {
                packed = table.pairs[Int(byte) << 8 | Int(line[index])]
                index += 1
            }
            guard packed != 0, packed != ByteTable.leadMark else {
                Scalars.append(0xFFFD, to: &output)
                continue
            }
            Scalars.append(ByteTable.scalar(packed), to: &output)
        }
    }
}

/// Lines in UTF-8 in a text of another encoding.
enum UTF8Lines {
    private static let leastSequenceCount = 2

    /// The ranges of lines, without their ends, that are strict UTF-8 with at least two characters
    /// of three bytes; characters of no two-byte encoding come out so by chance.
    static func find(_ bytes: Span<UInt8>, from start: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = start
        while index < bytes.count {
            let lineStart = index
            var longCount = 0
            var isGood = true
            while index < bytes.count {
                let byte = bytes[index]
                if byte == 0x0A || byte == 0x0D { break }
                if byte < 0x80 || !isGood { index &+= 1; continue }
                let (scalar, byteCount) = Scalars.decode(bytes, at: index)
                if scalar == 0xFFFD && byteCount == 1 { isGood = false }
                if byteCount >= 3 { longCount &+= 1 }
                index &+= byteCount
            }
            if isGood && longCount >= leastSequenceCount { found.append(lineStart..<index) }
            index &+= 1
        }
        return found
    }
}
