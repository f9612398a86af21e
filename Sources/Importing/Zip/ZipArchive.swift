import CZlib
import Records

/// The directory of a ZIP archive (PKWARE APPNOTE 6.3.9), read from bytes that nobody trusts.
///
///     │entry│entry│…│ central directory: name, method, sizes, offset of each entry │ end record │
///
/// When the end record is missing because the file was cut off, the entries are found one after
/// the other from the beginning, and `isDamaged` is set.
struct ZipArchive: Sendable {
    static let maxEntryCount = 1000
    static let maxEntryBytes = 512 << 20

    struct Entry: Sendable {
        /// With `/` between folders, as the archive spells it.
        var name: String
        var method: Int
        var isEncrypted: Bool
        var crc: UInt32?
        /// As declared; hints until the bytes are there.
        var compressedCount: Int
        var count: Int
        var headerOffset: Int
    }

    /// Something about the archive that the user should know.
    enum Problem: Sendable, Equatable {
        case doubleEntry(String)
        case tooManyEntries
        case refusedName(String)
        case brokenDirectory
        /// Its data lies in that of another entry, as in archives made to explode.
        case overlap(String)
    }

    private(set) var entries: [Entry] = []
    private(set) var problems: [Problem] = []
    private(set) var isDamaged = false
    private var indices: [String: Int] = [:]
    private let entryLimit: Int

    init(_ bytes: Span<UInt8>, maxEntryCount: Int = Self.maxEntryCount) {
        entryLimit = maxEntryCount
        if let directory = ZipDirectory.find(in: bytes) {
            readDirectory(bytes, directory)
        } else {
            isDamaged = true
        }
        if isDamaged { recover(bytes) }
        dropOverlaps()
    }

    /// Leaves out entries that share bytes with the entry before them; honest archives have none.
    private mutating func dropOverlaps() {
        var end = 0
        var dropped: Set<Int> = []
        for index in entries.indices.sorted(by: {
            entries[$0].headerOffset < entries[$1].headerOffset
        }) {
            let entry = entries[index]
            if entry.headerOffset < end {
                dropped.insert(index)
                continue
            }
            // A local header has 30 bytes and a name.
            end = entry.headerOffset + 30 + max(0, entry.compressedCount)
        }
        guard !dropped.isEmpty else { return }
        problems += dropped.sorted().prefix(10).map { .overlap(entries[$0].name) }
        entries = entries.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
        indices = [:]
        for (index, entry) in entries.enumerated() { indices[Self.key(entry.name)] = index }
    }

    /// The entry of that name; letter case makes no difference.
    func entry(_ name: String) -> Entry? {
        indices[Self.key(name)].map { entries[$0] }
    }

    static func key(_ name: String) -> String {
        String(name.map { $0 == "\\" ? "/" : $0 }).lowercased()
    }

    /// Adds an entry unless its name is refused or the limit is reached.
    private mutating func add(_ entry: Entry) {
        guard entries.count < entryLimit else {
            if !problems.contains(.tooManyEntries) { problems.append(.tooManyEntries) }
            return
        }
        let key = Self.key(entry.name)
        let isOutside =
            key.hasPrefix("/") || key.dropFirst().hasPrefix(":")
            || key.split(separator: "/").contains("..")
        guard !isOutside else {
            problems.append(.refusedName(entry.name))
            return
        }
        if key.hasSuffix("/") { return }
        if let index = indices[key] {
            // The same entry is seen again when the rest of a broken directory is recovered.
            if entries[index].headerOffset == entry.headerOffset { return }
            problems.append(.doubleEntry(entry.name))
        }
        indices[key] = entries.count
        entries.append(entry)
    }

    private mutating func readDirectory(_ bytes: Span<UInt8>, _ directory: ZipDirectory) {
        var offset = directory.offset
        var count = 0
        while count < directory.entryCount, let found = ZipDirectory.entry(bytes, at: offset) {
            var entry = found.entry
            entry.headerOffset += directory.base
            add(entry)
            if problems.contains(.tooManyEntries) { return }
            offset = found.next
            count += 1
        }
        if count < directory.entryCount {
            isDamaged = true
            problems.append(.brokenDirectory)
        }
    }

    private mutating func recover(_ bytes: Span<UInt8>) {
        var offset = 0
        while let start = ZipDirectory.find(0x0403_4B50, in: bytes, from: offset) {
            guard let header = ZipLocalHeader(bytes, at: start) else { break }
            offset = header.dataOffset
            var entry = header.entry
            if entry.compressedCount > 0, entry.compressedCount <= bytes.count - offset {
                offset += entry.compressedCount
            } else {
                let next = ZipDirectory.find(0x0403_4B50, in: bytes, from: offset) ?? bytes.count
                entry.compressedCount = next - offset
                entry.crc = nil
                offset = next
            }
            add(entry)
            if problems.contains(.tooManyEntries) { return }
        }
    }
}

extension ZipArchive {
    /// What came of reading an entry.
    enum ReadOutcome: Sendable, Equatable {
        case complete
        /// Cut off or damaged; the bytes before the damage are there.
        case broken
        case wrongChecksum
        case encrypted
        case overLimit
        /// A compression other than stored and deflate.
        case unknownMethod(Int)
    }

    /// The entry's bytes, decompressed.
    func read(
        _ entry: Entry,
        in bytes: Span<UInt8>,
        limit: Int = Self.maxEntryBytes
    ) -> (bytes: [UInt8], outcome: ReadOutcome) {
        if entry.isEncrypted { return ([], .encrypted) }
        guard let header = ZipLocalHeader(bytes, at: entry.headerOffset) else {
            return ([], .broken)
        }
        let rest = bytes.count - header.dataOffset
        let isCut = entry.compressedCount > rest
        let data = bytes.extracting(
            header.dataOffset..<(header.dataOffset + min(entry.compressedCount, rest))
        )
        var content: [UInt8] = []
        var outcome = ReadOutcome.complete
        switch entry.method {
        case 0:
            if data.count > limit { return ([], .overLimit) }
            content = data.copy()
            if isCut { outcome = .broken }
        case 8:
            guard let inflater = Inflater() else { return ([], .broken) }
            let inflated = inflater.inflate(data, expectedCount: entry.count, limit: limit)
            if inflated.outcome == .overLimit { return ([], .overLimit) }
            content = inflated.bytes
            if inflated.outcome == .broken { outcome = .broken }
        default: return ([], .unknownMethod(entry.method))
        }
        if outcome == .complete, let crc = entry.crc, crc != Self.checksum(content.span) {
            outcome = .wrongChecksum
        }
        return (content, outcome)
    }

    static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe czlib_crc32(0, buffer.baseAddress, buffer.count)
        }
    }
}
