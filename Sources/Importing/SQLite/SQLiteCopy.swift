import Glibc
import Records

/// Where a database is opened: in place, or as a private copy when it came out of an archive, or a
/// `-wal` or hot `-journal` has to be applied first, which may not happen to the user's own files.
///
/// The copy lives in a folder of mode 0700 and goes with this value.
struct SQLiteCopy: ~Copyable {
    let path: String
    let mode: SQLiteFile.Mode
    /// The side file that was copied along; nil when there was none.
    let sideFile: String?
    private let folder: String?

    /// I035 when there is no room for the copy.
    init(_ input: ImportInput) throws(ImportFailure) {
        let suffix = SQLiteCopy.sideSuffix(input.openPath)
        let isMember = SQLiteCopy.size(input.openPath) != input.bytes.count
        let folder = suffix == nil && !isMember ? nil : try SQLiteCopy.copy(input, suffix)
        let inPlace: SQLiteFile.Mode =
            SQLiteCopy.isWriteAhead(input.bytes.span) ? .immutable : .shared
        self.folder = folder
        path = folder.map { $0 + "/db" } ?? input.openPath
        mode = folder == nil ? inPlace : .privateCopy
        sideFile = suffix
    }

    /// Copies the database and its side file, if it has one, into a folder of their own.
    private static func copy(
        _ input: ImportInput,
        _ suffix: String?
    ) throws(ImportFailure) -> String {
        let folder = try makeFolder()
        do throws(ImportFailure) {
            try write(input.bytes, to: folder + "/db")
            guard let suffix else { return folder }
            try write(try FileBytes(path: input.openPath + suffix), to: folder + "/db" + suffix)
        } catch {
            remove(folder)
            throw error
        }
        return folder
    }

    private static func remove(_ folder: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unsafe unlink(folder + "/db" + suffix) }
        unsafe rmdir(folder)
    }

    deinit {
        if let folder { SQLiteCopy.remove(folder) }
    }

    /// Bytes 18 and 19 of the header are 2 in WAL mode.
    private static func isWriteAhead(_ bytes: Span<UInt8>) -> Bool {
        bytes.count > 19 && (bytes[18] == 2 || bytes[19] == 2)
    }

    /// `-wal` or `-journal` when that file holds something to be applied.
    private static func sideSuffix(_ path: String) -> String? {
        if size(path + "-wal") > 32 { return "-wal" }
        guard size(path + "-journal") > 28 else { return nil }
        return isHot(path + "-journal") ? "-journal" : nil
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return Int(status.st_size)
    }

    /// A journal that is over begins with zeros (file format, section 3: magic d9d505f920a163d7).
    private static func isHot(_ path: String) -> Bool {
        guard let bytes = try? FileBytes(path: path) else { return false }
        let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
        return bytes.span.extracting(0..<min(8, bytes.count)).hasSameBytes(as: magic.span)
    }

    private static func makeFolder() throws(ImportFailure) -> String {
        let root = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array((root + "/sluice-XXXXXX").utf8CString)
        let isMade = unsafe template.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
        }
        guard isMade else { throw failure(root) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func write(_ bytes: FileBytes, to path: String) throws(ImportFailure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        let span = bytes.span
        let isWritten = unsafe span.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count <= 0 { return false }
                done += count
            }
            return true
        }
        guard isWritten else { throw failure(path) }
    }

    private static func failure(_ path: String) -> ImportFailure {
        let reason = unsafe String(cString: strerror(errno)).lowercased()
        return ImportFailure(
            ImportFindings.brokenDatabase,
            "can't make a private copy of the database in `\(path)`: \(reason)"
        )
    }
}
