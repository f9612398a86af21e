import Records

/// A compound file (OLE2, [MS-CFB]): a small file system whose sectors form chains.
///
///     │header│ sector 0 │ sector 1 │ …      table: the next sector of each sector
///
///     "Workbook" → first sector 4 → table[4] = 5 → table[5] = 9 → table[9] = end
///
/// Nothing that the header declares is trusted: sectors outside of the file and chains that come
/// back to themselves end a stream, and memory is bounded by the size of the file.
struct CompoundFile: Sendable {
    /// A stream or storage of the directory.
    struct Entry: Sendable, Equatable {
        var name: String
        /// 1 a storage, 2 a stream, 5 the root.
        var type: Int
        var left: Int
        var right: Int
        var child: Int
        var firstSector: Int
        var byteCount: Int
    }

    /// Where the bytes of a stream are.
    enum Content: Sendable {
        /// In one piece of the file.
        case inPlace(Range<Int>)
        case copied([UInt8])
    }

    private(set) var entries: [Entry] = []
    /// Whether sectors are missing or chains are broken that were followed.
    private(set) var isDamaged = false
    private let sectorShift: Int
    private let miniShift: Int
    private let miniLimit: Int
    /// Sectors that begin within the file; the last may be cut.
    private let sectorCount: Int
    private var table: [UInt32] = []
    private var miniTable: [UInt32] = []

    static func isCompound(_ bytes: Span<UInt8>) -> Bool {
        bytes.number(at: 0, byteCount: 4) == 0xE011_CFD0
            && bytes.number(at: 4, byteCount: 4) == 0xE11A_B1A1
    }

    init(_ bytes: Span<UInt8>) {
        let shift = bytes.number(at: 30, byteCount: 2) ?? 0
        let small = bytes.number(at: 32, byteCount: 2) ?? 0
        // 512 and 4,096 bytes are what is written; another size is damage.
        sectorShift = shift == 12 ? 12 : 9
        miniShift = small > 0 && small < sectorShift ? small : 6
        miniLimit = bytes.number(at: 56, byteCount: 4).flatMap { $0 > 0 ? $0 : nil } ?? 4096
        let size = 1 << sectorShift
        sectorCount = max(0, (bytes.count - 1) / size)
        readTable(bytes)
        readDirectory(bytes)
        if let first = bytes.number(at: 60, byteCount: 4) {
            let chain = chain(from: first, in: table, count: sectorCount)
            for sector in chain.sectors { appendNumbers(of: sector, bytes, to: &miniTable) }
        }
    }

    // MARK: - Tables

    private func range(of sector: Int, _ byteCount: Int) -> Range<Int> {
        let start = (sector + 1) << sectorShift
        return min(start, byteCount)..<min(start + 1 << sectorShift, byteCount)
    }

    private func appendNumbers(
        of sector: Int,
        _ bytes: Span<UInt8>,
        to numbers: inout [UInt32]
    ) {
        var offset = range(of: sector, bytes.count).lowerBound
        for _ in 0..<(1 << sectorShift) / 4 {
            let number = bytes.number(at: offset, byteCount: 4) ?? 0xFFFF_FFFE
            numbers.append(UInt32(truncatingIfNeeded: number))
            offset += 4
        }
    }

    /// The table of sectors is itself in sectors: 109 are named in the header, others in a chain.
    private mutating func readTable(_ bytes: Span<UInt8>) {
        var places: [Int] = []
        for index in 0..<109 {
            if let sector = bytes.number(at: 76 + index * 4, byteCount: 4) { places.append(sector) }
        }
        var next = bytes.number(at: 68, byteCount: 4) ?? sectorCount
        var seen = Set<Int>()
        while next < sectorCount {
            guard seen.insert(next).inserted else {
                isDamaged = true
                break
            }
            var numbers: [UInt32] = []
            appendNumbers(of: next, bytes, to: &numbers)
            next = Int(numbers.removeLast())
            places += numbers.map { Int($0) }
        }
        var read = Set<Int>()
        for sector in places where table.count < sectorCount && sector < 0xFFFF_FFFC {
            guard sector < sectorCount, read.insert(sector).inserted else {
                isDamaged = true
                continue
            }
            appendNumbers(of: sector, bytes, to: &table)
        }
    }

    /// Follows a chain until it ends, leaves the table or meets itself; the last two are damage.
    private func chain(
        from first: Int,
        in table: [UInt32],
        count: Int
    ) -> (sectors: [Int], isWhole: Bool) {
        var sectors: [Int] = []
        var next = first
        var seen = [Bool](repeating: false, count: count)
        while next < count {
            if seen[next] { return (sectors, false) }
            seen[next] = true
            sectors.append(next)
            guard next < table.count else { return (sectors, false) }
            next = Int(table[next])
        }
        return (sectors, next == 0xFFFF_FFFE)
    }

    // MARK: - Directory

    private mutating func readDirectory(_ bytes: Span<UInt8>) {
        let first = bytes.number(at: 48, byteCount: 4) ?? sectorCount
        let chain = chain(from: first, in: table, count: sectorCount)
        if !chain.isWhole { isDamaged = true }
        for sector in chain.sectors {
            let range = range(of: sector, bytes.count)
            for offset in stride(from: range.lowerBound, to: range.upperBound, by: 128) {
                guard let entry = entry(bytes, at: offset) else { continue }
                entries.append(entry)
            }
        }
    }

    private func entry(_ bytes: Span<UInt8>, at offset: Int) -> Entry? {
        guard offset + 128 <= bytes.count,
            let nameCount = bytes.number(at: offset + 64, byteCount: 2)
        else { return nil }
        var units: [UInt16] = []
        for index in 0..<min(32, max(0, nameCount / 2 - 1)) {
            units.append(UInt16(bytes.number(at: offset + index * 2, byteCount: 2) ?? 0))
        }
        return Entry(
            name: String(decoding: units, as: UTF16.self),
            type: Int(bytes[offset + 66]),
            left: bytes.number(at: offset + 68, byteCount: 4) ?? 0,
            right: bytes.number(at: offset + 72, byteCount: 4) ?? 0,
            child: bytes.number(at: offset + 76, byteCount: 4) ?? 0,
            firstSector: bytes.number(at: offset + 116, byteCount: 4) ?? 0,
            byteCount: bytes.number(at: offset + 120, byteCount: 4) ?? 0
        )
    }

    private var root: Entry? { entries.first { $0.type == 5 } }

    /// The streams in the root, not those of embedded documents; all of them when the tree that
    /// the entries form is broken.
    var rootStreams: [Entry] {
        var found: [Entry] = []
        var open = [root?.child ?? entries.count]
        var seen = Set<Int>()
        while let index = open.popLast() {
            guard index < entries.count, seen.insert(index).inserted else { continue }
            if entries[index].type == 2 { found.append(entries[index]) }
            open += [entries[index].left, entries[index].right]
        }
        return found.isEmpty ? entries.filter { $0.type == 2 } : found
    }

    /// The stream of that name in the root; letter case makes no difference.
    func stream(_ name: String) -> Entry? {
        rootStreams.first { $0.name.lowercased() == name.lowercased() }
            ?? entries.first { $0.type == 2 && $0.name.lowercased() == name.lowercased() }
    }

    // MARK: - Streams

    /// The bytes of a stream as far as they are there; the declared size only tells the damage.
    mutating func content(of entry: Entry, _ bytes: Span<UInt8>) -> Content {
        if entry.byteCount < miniLimit, let root, !miniTable.isEmpty {
            let container = sectors(of: root, bytes)
            let whole = bytes.copied(container)
            let small = chain(
                from: entry.firstSector,
                in: miniTable,
                count: (whole.count + (1 << miniShift) - 1) >> miniShift
            )
            if !small.sectors.isEmpty {
                if !small.isWhole { isDamaged = true }
                return .copied(
                    whole.span.copied(
                        small.sectors.map { sector in
                            (sector << miniShift)..<((sector + 1) << miniShift)
                        }
                    )
                )
            }
        }
        let ranges = sectors(of: entry, bytes)
        guard ranges.count > 1 else { return .inPlace(ranges.first ?? 0..<0) }
        return .copied(bytes.copied(ranges))
    }

    /// The pieces of a stream in the order of its chain, neighbours joined.
    private mutating func sectors(of entry: Entry, _ bytes: Span<UInt8>) -> [Range<Int>] {
        var chain = chain(from: entry.firstSector, in: table, count: sectorCount)
        // Where a cut file has lost the table, the next sector is the likeliest to follow.
        if let last = chain.sectors.last, !chain.isWhole, last >= table.count {
            let missing = (entry.byteCount >> sectorShift) + 1 - chain.sectors.count
            chain.sectors += (last + 1)..<min(sectorCount, last + 1 + max(0, missing))
        }
        var ranges: [Range<Int>] = []
        for sector in chain.sectors {
            let range = range(of: sector, bytes.count)
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        let count = ranges.reduce(0) { $0 + $1.count }
        if !chain.isWhole || count < entry.byteCount { isDamaged = true }
        return ranges
    }
}

extension Span<UInt8> {
    /// The bytes of some ranges one after the other; what lies outside is left out.
    fileprivate func copied(_ ranges: [Range<Int>]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ranges.reduce(0) { $0 + $1.count })
        for range in ranges { bytes.append(extracting(range.clamped(to: 0..<count))) }
        return bytes
    }
}
