import Records

/// A gzip file (RFC 1952): one member or several, one behind the other.
///
///     │1F 8B│method│flags│time│…│extra│name│comment│ deflate stream │ CRC-32 │ size │
struct GzipFile {
    private(set) var bytes: [UInt8] = []
    /// As the first header says it; empty when it doesn't.
    private(set) var name = ""
    private(set) var problems: [Problem] = []

    /// Something about the file that the user should know.
    enum Problem: Equatable {
        /// It ends, or stops being a deflate stream, at that byte.
        case broken(at: Int)
        /// What was inflated isn't what was deflated.
        case wrongChecksum
        /// So many bytes follow that are no further member.
        case trailingBytes(Int)
        case overLimit
        case tooManyMembers
    }

    /// Files made by programs for blocks have a member for each 64 KiB.
    private static let maxMemberCount = 200_000

    static func isGzip(_ bytes: Span<UInt8>) -> Bool {
        bytes.count > 2 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8
    }

    init(_ input: Span<UInt8>, limit: Int) {
        var offset = 0
        var memberCount = 0
        while offset < input.count {
            let rest = input.extracting(offset..<input.count)
            guard GzipFile.isGzip(rest) else {
                noteRest(rest)
                return
            }
            guard memberCount < Self.maxMemberCount else {
                problems.append(.tooManyMembers)
                return
            }
            memberCount += 1
            guard let used = readMember(rest, limit: limit, isFirst: memberCount == 1, at: offset)
            else { return }
            offset += used
        }
    }

    /// Zeros are padding of tapes and blocks; all else is unexpected.
    private mutating func noteRest(_ rest: Span<UInt8>) {
        for index in rest.indices where rest[index] != 0 {
            problems.append(.trailingBytes(rest.count))
            return
        }
    }

    /// The bytes of the member; nil when nothing behind it can be read.
    private mutating func readMember(
        _ input: Span<UInt8>,
        limit: Int,
        isFirst: Bool,
        at offset: Int
    ) -> Int? {
        guard let start = readHeader(input, isFirst: isFirst), let inflater = Inflater() else {
            problems.append(.broken(at: offset))
            return nil
        }
        let data = input.extracting(start..<input.count)
        // The size stands in the file's last bytes when there is one member only.
        let size = isFirst ? input.number(at: input.count - 4, byteCount: 4) ?? 0 : 0
        let room = limit - bytes.count
        let inflated = inflater.inflate(data, expectedCount: min(size, room), limit: room)
        let end = start + inflated.usedCount
        let isWhole = inflated.outcome == .complete && end + 8 <= input.count
        if isWhole {
            let checksum = input.number(at: end, byteCount: 4) ?? 0
            if UInt32(truncatingIfNeeded: checksum) != ZipArchive.checksum(inflated.bytes.span) {
                problems.append(.wrongChecksum)
            }
        }
        if inflated.outcome == .overLimit {
            problems.append(.overLimit)
            return nil
        }
        if isFirst { bytes = inflated.bytes } else { bytes += inflated.bytes }
        if isWhole { return end + 8 }
        problems.append(.broken(at: offset + min(end, input.count)))
        return nil
    }

    /// The offset behind the header; nil when the file ends in it.
    private mutating func readHeader(_ input: Span<UInt8>, isFirst: Bool) -> Int? {
        guard input.count >= 10 else { return nil }
        let flags = input[3]
        var offset = 10
        if flags & 4 != 0 {
            guard let count = input.number(at: offset, byteCount: 2) else { return nil }
            offset += 2 + count
        }
        for flag in [UInt8(8), 16] where flags & flag != 0 {
            guard offset <= input.count, let end = input.firstIndex(of: 0, from: offset) else {
                return nil
            }
            if flag == 8 && isFirst {
                let field = input.extracting(offset..<min(end, offset + 1024))
                name = ZipEntryName.decode(field, isUTF8: false)
            }
            offset = end + 1
        }
        if flags & 2 != 0 { offset += 2 }
        return offset <= input.count ? offset : nil
    }
}
