import Records

/// Reads the files inside of an archive, one level deep.
///
///     客户.zip ── 客户.xlsx   → tables with the file 客户.zip/客户.xlsx
///             ├─ 联系人.csv   → table 联系人
///             └─ 合同.pdf     → MEMBER_NOT_READ
struct ContainerReader {
    private let input: ImportInput
    private let declared: (any Importer.Type)?
    private let limits: ContainerLimits
    private var result = ImportResult()
    private var members: [MemberTables] = []
    private var failures: [ImportFailure] = []
    private var totalByteCount = 0

    init(_ input: ImportInput, _ declared: (any Importer.Type)?, _ limits: ContainerLimits) {
        self.input = input
        self.declared = declared
        self.limits = limits
    }

    mutating func read(_ container: Container) throws(ImportFailure) -> ImportResult {
        switch container {
        case .gzip: readGzip()
        case .zip(let archive): readZip(archive)
        }
        if members.isEmpty {
            if let failure = failures.first, failures.count == 1 { throw failure }
            throw noMember(failures.map(\.message))
        }
        result.tables = MemberTables.named(members, isSingle: container.isSingle)
        if let table = input.table {
            let names = result.tables.map(\.name)
            guard names.contains(table) else {
                throw Importers.missing(table, in: input.path, among: names)
            }
            result.tables.removeAll { $0.name != table }
        }
        return result
    }

    private func noMember(_ reasons: [String]) -> ImportFailure {
        var message = "`\(input.path)` holds no file that can be read"
        if let member = limits.member { message += " and is named `\(member)`" }
        if !reasons.isEmpty { message += ": " + reasons.prefix(5).joined(separator: "; ") }
        return ImportFailure(ContainerFindings.noMember, message)
    }

    // MARK: gzip

    private mutating func readGzip() {
        let compressed = input.bytes.count
        let gzip = GzipFile(input.bytes.span, limit: limits.entryByteCount)
        let name = MemberName.ofGzip(gzip.name, path: input.path)
        let path = "\(input.path)/\(name)"
        for problem in gzip.problems { note(problem, path) }
        if gzip.problems.contains(.overLimit) {
            failures.append(
                ImportFailure(
                    ImportFindings.limit,
                    "`\(path)` has more than \(limits.entryByteCount) bytes",
                    hint: "set `max_entry_bytes:` higher"
                )
            )
            return
        }
        checkRatio(gzip.bytes.count, compressed, path)
        readMember(gzip.bytes, name)
    }

    private mutating func note(_ problem: GzipFile.Problem, _ path: String) {
        switch problem {
        case .broken(let offset):
            result.isBroken = true
            add(
                ImportFindings.truncatedSource,
                path,
                "the compressed data ends or is damaged at byte \(offset)"
            )
        case .wrongChecksum:
            result.isBroken = true
            add(XLSXFindings.brokenArchive, path, "the checksum differs")
        case .trailingBytes(let count):
            add(ContainerFindings.trailingBytes, path, "\(count) bytes")
        case .tooManyMembers:
            result.isBroken = true
            add(ImportFindings.limit, path, "too many members in one gzip file")
        case .overLimit:
            result.isBroken = true
            add(ImportFindings.limit, path, "more than \(limits.entryByteCount) bytes")
        }
    }

    // MARK: ZIP

    private mutating func readZip(_ archive: ZipArchive) {
        note(archive)
        var last: [String: Int] = [:]
        for entry in archive.entries { last[entry.name] = entry.headerOffset }
        for entry in archive.entries {
            let path = "\(input.path)/\(entry.name)"
            if last[entry.name] != entry.headerOffset {
                add(XLSXFindings.doubleEntry, path, "")
                continue
            }
            if let member = limits.member {
                guard MemberName.matches(entry.name, member) else { continue }
            } else if let reason = MemberName.sideFile(entry.name) {
                add(ContainerFindings.sideFile, path, reason)
                continue
            }
            readEntry(entry, archive, path)
        }
    }

    private mutating func note(_ archive: ZipArchive) {
        if archive.isDamaged {
            result.isBroken = true
            add(XLSXFindings.brokenArchive, input.path, "its directory is missing or damaged")
        }
        for problem in archive.problems {
            switch problem {
            case .doubleEntry, .brokenDirectory: continue
            case .tooManyEntries:
                result.isBroken = true
                add(ImportFindings.limit, input.path, "more than \(limits.entryCount) entries")
            case .overlap(let name):
                result.isBroken = true
                add(
                    XLSXFindings.brokenArchive,
                    "\(input.path)/\(name)",
                    "shares its bytes with another entry"
                )
            case .refusedName(let name):
                fail(
                    ContainerFindings.refusedName,
                    "\(input.path)/\(name)",
                    "has a name that leads outside of the archive"
                )
            }
        }
    }

    private mutating func readEntry(
        _ entry: ZipArchive.Entry,
        _ archive: ZipArchive,
        _ path: String
    ) {
        let room = limits.totalByteCount - totalByteCount
        let read = archive.read(
            entry,
            in: input.bytes.span,
            limit: min(limits.entryByteCount, max(room, 0))
        )
        totalByteCount += read.bytes.count
        switch read.outcome {
        case .complete: break
        case .broken, .wrongChecksum:
            result.isBroken = true
            let isCut = read.outcome == .broken
            let detail = isCut ? "the compressed data ends or is damaged" : "the checksum differs"
            add(XLSXFindings.brokenArchive, path, detail)
            if read.bytes.isEmpty { return }
        case .encrypted, .unknownMethod(99):
            fail(ContainerFindings.protectedMember, path, "is encrypted with a password")
            return
        case .overLimit:
            let isTotal = room < limits.entryByteCount
            let detail =
                isTotal
                ? "goes beyond \(limits.totalByteCount) bytes of all files (`max_total_bytes`)"
                : "has more than \(limits.entryByteCount) bytes (`max_entry_bytes`)"
            fail(ImportFindings.limit, path, detail)
            return
        case .unknownMethod(let method):
            let detail = "is compressed by \(MemberName.method(method)), which can't be read"
            fail(ContainerFindings.memberFailed, path, detail)
            return
        }
        checkRatio(read.bytes.count, entry.compressedCount, path)
        readMember(read.bytes, entry.name, companions(of: entry, archive))
    }

    /// The memos and the code page of a DBF table, which stand in files of the same name.
    private mutating func companions(
        of entry: ZipArchive.Entry,
        _ archive: ZipArchive
    ) -> [(name: String, bytes: FileBytes)] {
        let stem = MemberName.stem(entry.name).lowercased()
        guard entry.name.lowercased() == stem + ".dbf" else { return [] }
        var companions: [(name: String, bytes: FileBytes)] = []
        for other in archive.entries
        where MemberName.stem(other.name).lowercased() == stem && MemberName.isCompanion(other.name)
        {
            let room = max(limits.totalByteCount - totalByteCount, 0)
            let read = archive.read(
                other,
                in: input.bytes.span,
                limit: min(limits.entryByteCount, room)
            )
            totalByteCount += read.bytes.count
            guard read.outcome == .complete else { continue }
            companions.append((MemberName.last(other.name), FileBytes(read.bytes)))
        }
        return companions
    }

    // MARK: Members

    private mutating func readMember(
        _ bytes: [UInt8],
        _ name: String,
        _ companions: [(name: String, bytes: FileBytes)] = []
    ) {
        let path = "\(input.path)/\(name)"
        var member = ImportInput(
            source: input.source,
            path: path,
            bytes: FileBytes(bytes),
            openPath: "-",
            options: input.options
        )
        member.workers = input.workers
        member.companions = companions
        if member.bytes.isEmpty {
            accept(Importers.empty(member, format: declared?.spec.name ?? ""), name)
            return
        }
        if Container(member.bytes.span) != nil {
            fail(ContainerFindings.nestedArchive, path, "is an archive in an archive")
            return
        }
        do throws(ImportFailure) {
            accept(try Importers.readFile(member, declared), name)
        } catch {
            failures.append(error)
            let unknown = [ImportFindings.unknownFormat.code, ImportFindings.wrongFormat.code]
            let isUnknown = unknown.contains(error.kind.code)
            if !isUnknown { result.isBroken = true }
            let kind =
                isUnknown ? ContainerFindings.memberNotRead : ContainerFindings.memberFailed
            add(kind, path, error.message.replacing("`\(path)`", with: "it"))
        }
    }

    private mutating func accept(_ read: ImportResult, _ name: String) {
        if members.isEmpty { result.dialect = read.dialect }
        var rest = read
        rest.tables = []
        result.add(rest)
        members.append(MemberTables(name: name, tables: read.tables))
    }

    /// A member without which the source isn't whole.
    private mutating func fail(_ kind: FindingKind, _ path: String, _ detail: String) {
        result.isBroken = true
        add(kind, path, detail)
        failures.append(ImportFailure(kind.asFailure, "`\(path)` \(detail)", hint: kind.hint))
    }

    private mutating func add(_ kind: FindingKind, _ path: String, _ detail: String) {
        var finding = Finding(kind.code, at: Place(source: input.source, file: path))
        finding.detail = detail
        result.findings.add(finding)
    }

    /// Honest files trip it, so that it only warns.
    private mutating func checkRatio(_ count: Int, _ compressedCount: Int, _ path: String) {
        guard count > 100 << 10, compressedCount * 100 < count else { return }
        add(
            ContainerFindings.highRatio,
            path,
            "\(compressedCount) bytes hold \(count)"
        )
    }
}

extension Container {
    /// Whether it holds one file without saying so in its name.
    fileprivate var isSingle: Bool { if case .gzip = self { true } else { false } }
}

extension FindingKind {
    /// A member's encryption ends the run as that of a workbook does, when nothing else is there.
    fileprivate var asFailure: FindingKind {
        code == ContainerFindings.protectedMember.code ? XLSXFindings.protected : self
    }
}
