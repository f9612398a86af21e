import Records

/// Reads the parts of an archive within its limits, and keeps what is to be said about them.
struct ArchiveParts: Sendable {
    let archive: ZipArchive
    private let limits: ArchiveLimits
    private let source: String
    private let file: String
    private var totalByteCount = 0
    /// Entries that were inflated ahead, by name.
    private var inflated: [String: (bytes: [UInt8], outcome: ZipArchive.ReadOutcome)] = [:]
    private(set) var findings = Findings()
    private(set) var isBroken = false

    init(_ bytes: Span<UInt8>, limits: ArchiveLimits, source: String, file: String) {
        archive = ZipArchive(bytes, maxEntryCount: limits.entryCount)
        self.limits = limits
        self.source = source
        self.file = file
        noteArchive()
    }

    /// The bytes of a part; nil, and said so, when it is missing, encrypted or beyond a limit.
    mutating func part(
        _ bytes: Span<UInt8>,
        _ name: String,
        holdsStrings: Bool = false
    ) -> [UInt8]? {
        guard let entry = archive.entry(name) else {
            note(XLSXFindings.missingPart, detail: name, breaks: true)
            return nil
        }
        let (limit, option) = limit(holdsStrings: holdsStrings)
        var read =
            inflated.removeValue(forKey: entry.name) ?? archive.read(entry, in: bytes, limit: limit)
        if read.bytes.count > limit { read = ([], .overLimit) }
        totalByteCount += read.bytes.count
        noteRatio(entry, inflatedCount: read.bytes.count)
        switch read.outcome {
        case .complete: return read.bytes
        case .broken, .wrongChecksum:
            let reason = read.outcome == .broken ? "is cut off or damaged" : "has a wrong checksum"
            note(XLSXFindings.brokenArchive, detail: "\(name) \(reason)", breaks: true)
            return read.bytes.isEmpty ? nil : read.bytes
        case .encrypted:
            note(XLSXFindings.protected, detail: name, breaks: true)
        case .overLimit:
            let detail = "\(name) is larger than \(option) allows, \(limit) bytes"
            note(ImportFindings.limit, detail: detail, breaks: true)
        case .unknownMethod(let method):
            let detail = "\(name) is compressed by method \(method), not by deflate"
            note(XLSXFindings.brokenArchive, detail: detail, breaks: true)
        }
        return nil
    }

    /// Keeps an entry that was inflated ahead, until its part is asked for.
    mutating func keep(
        _ read: (bytes: [UInt8], outcome: ZipArchive.ReadOutcome),
        of entry: ZipArchive.Entry
    ) {
        inflated[entry.name] = read
    }

    /// The smallest limit that holds for a part, and the option that sets it.
    private func limit(holdsStrings: Bool) -> (byteCount: Int, option: String) {
        var least = (limits.entryByteCount, "max_entry_bytes")
        let rest = max(0, limits.totalByteCount - totalByteCount)
        if rest < least.0 { least = (rest, "max_total_bytes") }
        if holdsStrings, limits.stringByteCount < least.0 {
            least = (limits.stringByteCount, "max_string_bytes")
        }
        return least
    }

    mutating func note(
        _ kind: FindingKind,
        table: String = "",
        detail: String = "",
        breaks: Bool = false
    ) {
        var finding = Finding(kind.code, at: Place(source: source, file: file, table: table))
        finding.detail = detail
        findings.add(finding)
        if breaks { isBroken = true }
    }

    private mutating func noteRatio(_ entry: ZipArchive.Entry, inflatedCount: Int) {
        guard inflatedCount > ArchiveLimits.suspectByteCount,
            inflatedCount / ArchiveLimits.suspectRatio > entry.compressedCount
        else { return }
        let detail =
            "\(entry.name) inflates from \(entry.compressedCount) to \(inflatedCount) bytes"
        note(XLSXFindings.highRatio, detail: detail)
    }

    private mutating func noteArchive() {
        if archive.isDamaged {
            let detail =
                archive.entries.isEmpty
                ? "no entry found" : "\(archive.entries.count) entries found without a directory"
            note(XLSXFindings.brokenArchive, detail: detail, breaks: true)
        }
        for problem in archive.problems {
            switch problem {
            case .doubleEntry(let name): note(XLSXFindings.doubleEntry, detail: name)
            case .refusedName(let name):
                note(ImportFindings.limit, detail: "name outside of the archive: \(name)")
            case .tooManyEntries:
                let detail = "max_entries allows \(limits.entryCount)"
                note(ImportFindings.limit, detail: detail, breaks: true)
            case .overlap(let name):
                let detail = "\(name) shares its bytes with another entry"
                note(XLSXFindings.brokenArchive, detail: detail, breaks: true)
            case .brokenDirectory: break
            }
        }
    }
}
