import Records

/// Where the central directory is, and the reading of its records; every offset is checked.
struct ZipDirectory {
    /// Of the first record in the file.
    var offset: Int
    var entryCount: Int
    /// What stands before the archive, such as a self-extractor; added to the offsets of entries.
    var base: Int

    /// Finds the end record, which a comment of up to 65,535 bytes may follow.
    static func find(in bytes: Span<UInt8>) -> ZipDirectory? {
        var offset = bytes.count - 22
        let first = max(0, bytes.count - 22 - 0xFFFF)
        while offset >= first {
            if bytes.number(at: offset, byteCount: 4) == 0x0605_4B50,
                let directory = directory(bytes, endRecord: offset)
            {
                return directory
            }
            offset -= 1
        }
        return nil
    }

    private static func directory(_ bytes: Span<UInt8>, endRecord: Int) -> ZipDirectory? {
        guard var entryCount = bytes.number(at: endRecord + 10, byteCount: 2),
            var size = bytes.number(at: endRecord + 12, byteCount: 4),
            var offset = bytes.number(at: endRecord + 16, byteCount: 4)
        else { return nil }
        var end = endRecord
        if let large = zip64Record(bytes, endRecord: endRecord),
            let count64 = bytes.number(at: large + 32, byteCount: 8),
            let size64 = bytes.number(at: large + 40, byteCount: 8),
            let offset64 = bytes.number(at: large + 48, byteCount: 8)
        {
            (entryCount, size, offset, end) = (count64, size64, offset64, large)
        }
        if entryCount == 0 { return ZipDirectory(offset: 0, entryCount: 0, base: 0) }
        let signature = 0x0201_4B50
        let adjacent = end - min(size, end)
        if adjacent >= offset, bytes.number(at: adjacent, byteCount: 4) == signature {
            return ZipDirectory(offset: adjacent, entryCount: entryCount, base: adjacent - offset)
        }
        guard bytes.number(at: offset, byteCount: 4) == signature else { return nil }
        return ZipDirectory(offset: offset, entryCount: entryCount, base: 0)
    }

    private static func zip64Record(_ bytes: Span<UInt8>, endRecord: Int) -> Int? {
        let locator = endRecord - 20
        guard locator >= 0, bytes.number(at: locator, byteCount: 4) == 0x0706_4B50,
            let offset = bytes.number(at: locator + 8, byteCount: 8),
            bytes.number(at: offset, byteCount: 4) == 0x0606_4B50
        else { return nil }
        return offset
    }

    /// One record of the directory and the offset behind it; nil when there is none.
    static func entry(_ bytes: Span<UInt8>, at offset: Int) -> (entry: ZipArchive.Entry, next: Int)?
    {
        guard bytes.number(at: offset, byteCount: 4) == 0x0201_4B50,
            let flags = bytes.number(at: offset + 8, byteCount: 2),
            let method = bytes.number(at: offset + 10, byteCount: 2),
            let crc = bytes.number(at: offset + 16, byteCount: 4),
            let nameCount = bytes.number(at: offset + 28, byteCount: 2),
            let extraCount = bytes.number(at: offset + 30, byteCount: 2),
            let commentCount = bytes.number(at: offset + 32, byteCount: 2),
            let header = bytes.number(at: offset + 42, byteCount: 4)
        else { return nil }
        let name = offset + 46
        let next = name + nameCount + extraCount + commentCount
        guard next <= bytes.count else { return nil }
        var sizes = ZipSizes(
            compressed: bytes.number(at: offset + 20, byteCount: 4) ?? 0,
            full: bytes.number(at: offset + 24, byteCount: 4) ?? 0,
            header: header
        )
        let extra = name + nameCount
        let fields = bytes.extracting(extra..<(extra + extraCount))
        sizes.widen(fields)
        let entry = ZipArchive.Entry(
            name: ZipEntryName.decode(bytes.extracting(name..<extra), fields, flags: flags),
            method: method,
            isEncrypted: flags & 1 != 0,
            crc: UInt32(truncatingIfNeeded: crc),
            compressedCount: sizes.compressed,
            count: sizes.full,
            headerOffset: sizes.header
        )
        return (entry, next)
    }

    /// The offset of a record's signature.
    static func find(_ signature: Int, in bytes: Span<UInt8>, from start: Int) -> Int? {
        var offset = start
        while let found = bytes.firstIndex(of: 0x50, from: offset) {
            if bytes.number(at: found, byteCount: 4) == signature { return found }
            offset = found + 1
        }
        return nil
    }
}

/// The header before an entry's data; its name and extra field may differ from the directory's.
struct ZipLocalHeader {
    var dataOffset: Int
    var entry: ZipArchive.Entry

    init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard bytes.number(at: offset, byteCount: 4) == 0x0403_4B50,
            let flags = bytes.number(at: offset + 6, byteCount: 2),
            let method = bytes.number(at: offset + 8, byteCount: 2),
            let crc = bytes.number(at: offset + 14, byteCount: 4),
            let nameCount = bytes.number(at: offset + 26, byteCount: 2),
            let extraCount = bytes.number(at: offset + 28, byteCount: 2)
        else { return nil }
        let extra = offset + 30 + nameCount
        dataOffset = extra + extraCount
        guard dataOffset <= bytes.count else { return nil }
        var sizes = ZipSizes(
            compressed: bytes.number(at: offset + 18, byteCount: 4) ?? 0,
            full: bytes.number(at: offset + 22, byteCount: 4) ?? 0,
            header: offset
        )
        let fields = bytes.extracting(extra..<dataOffset)
        sizes.widen(fields)
        // With flag 8 sizes and checksum follow the data, where only an inflater finds them.
        let isDeferred = flags & 8 != 0
        entry = ZipArchive.Entry(
            name: ZipEntryName.decode(
                bytes.extracting((offset + 30)..<extra),
                fields,
                flags: flags
            ),
            method: method,
            isEncrypted: flags & 1 != 0,
            crc: isDeferred ? nil : UInt32(truncatingIfNeeded: crc),
            compressedCount: isDeferred ? 0 : sizes.compressed,
            count: isDeferred ? 0 : sizes.full,
            headerOffset: offset
        )
    }
}

/// Sizes and offset of an entry, with zip64's extra field in place of fields full of ones.
struct ZipSizes {
    var compressed: Int
    var full: Int
    var header: Int

    mutating func widen(_ extra: Span<UInt8>) {
        var offset = 0
        while let id = extra.number(at: offset, byteCount: 2),
            let count = extra.number(at: offset + 2, byteCount: 2)
        {
            if id == 1 { return take(extra, from: offset + 4) }
            offset += 4 + count
        }
    }

    private mutating func take(_ extra: Span<UInt8>, from start: Int) {
        var offset = start
        let isWide = { (value: Int) in value == 0xFFFF_FFFF }
        if isWide(full), let value = extra.number(at: offset, byteCount: 8) {
            full = value
            offset += 8
        }
        if isWide(compressed), let value = extra.number(at: offset, byteCount: 8) {
            compressed = value
            offset += 8
        }
        if isWide(header), let value = extra.number(at: offset, byteCount: 8) { header = value }
    }
}

extension Span<UInt8> {
    /// A little-endian number; nil when it reaches outside or beyond 2⁴⁸, as no offset does.
    func number(at offset: Int, byteCount: Int) -> Int? {
        guard offset >= 0, offset <= count - byteCount else { return nil }
        var value: UInt64 = 0
        for index in 0..<byteCount { value |= UInt64(self[offset + index]) << UInt64(8 * index) }
        return value < 1 << 48 ? Int(value) : nil
    }
}
