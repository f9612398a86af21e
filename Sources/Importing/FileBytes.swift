import Glibc
import Records

/// A file's bytes, memory-mapped read-only; the file is never changed.
///
/// What is no regular file (a pipe, `/dev/stdin`) is read into memory instead. An empty file has
/// no mapping. Copies share the mapping, which is released with the last of them.
@safe package struct FileBytes: Sendable {
    private let storage: Storage

    private init(_ storage: Storage) { self.storage = storage }

    /// Bytes in memory, for members of containers and tests.
    package init(_ bytes: [UInt8]) {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: max(bytes.count, 1),
            alignment: 16
        )
        unsafe bytes.withUnsafeBytes { source in
            if let base = source.baseAddress {
                unsafe memory.copyMemory(from: base, byteCount: source.count)
            }
        }
        self.init(unsafe Storage(start: memory, count: bytes.count, isMapped: false))
    }

    /// Opens and maps a file; I001 when it is missing, I002 when unreadable, I003 for a folder.
    package init(path: String) throws(ImportFailure) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileBytes.failure(errno, path) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileBytes.failure(errno, path) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            throw ImportFailure(ImportFindings.isFolder, "`\(path)` is a folder, not a file")
        case S_IFREG:
            let count = Int(status.st_size)
            guard count > 0 else { self.init([]); return }
            let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
            guard unsafe start != MAP_FAILED, let start = unsafe start else {
                throw FileBytes.failure(errno, path)
            }
            self.init(unsafe Storage(start: start, count: count, isMapped: true))
        default:
            // A pipe or device may never end.
            self.init(try FileBytes.readAll(descriptor, path, limit: FileBytes.maxStreamByteCount))
        }
    }

    /// As the option `max_bytes` of standard input has it.
    private static let maxStreamByteCount = 4 << 30

    /// Reads the standard input to its end; I028 when it has more bytes than `limit`.
    package init(standardInputUpTo limit: Int) throws(ImportFailure) {
        try self.init(descriptor: 0, named: "-", limit: limit)
    }

    /// Reads an open file or pipe to its end, and leaves it open.
    init(descriptor: Int32, named path: String, limit: Int) throws(ImportFailure) {
        self.init(try FileBytes.readAll(descriptor, path, limit: limit))
    }

    package var count: Int { storage.count }

    package var isEmpty: Bool { count == 0 }

    package var span: Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            let bytes = unsafe UnsafeBufferPointer(
                start: storage.start.assumingMemoryBound(to: UInt8.self),
                count: storage.count
            )
            let span = unsafe Span(_unsafeElements: bytes)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Gives the memory of a part's whole pages back; a mapped file is read again if it is needed.
    package func release(_ range: Range<Int>) {
        let pageByteCount = 4096
        let first = (range.lowerBound + pageByteCount - 1) / pageByteCount * pageByteCount
        let end = range.upperBound / pageByteCount * pageByteCount
        guard storage.isMapped, end > first, end <= count else { return }
        unsafe madvise(storage.start.advanced(by: first), end - first, MADV_DONTNEED)
    }

    private static func readAll(
        _ descriptor: Int32,
        _ path: String,
        limit: Int = .max
    ) throws(ImportFailure) -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(errno, path) }
            if count == 0 { return all }
            if count > limit - all.count {
                throw ImportFailure(
                    ImportFindings.limit,
                    "`\(path)` has more than \(limit) bytes",
                    hint: "set `max_bytes:` higher, or save it to a file"
                )
            }
            all.append(contentsOf: chunk[0..<count])
        }
    }

    private static func failure(_ code: Int32, _ path: String) -> ImportFailure {
        if code == ENOENT || code == ENOTDIR {
            return ImportFailure(ImportFindings.fileMissing, "there is no file `\(path)`")
        }
        let reason = unsafe String(cString: strerror(code)).lowercased()
        return ImportFailure(ImportFindings.fileUnreadable, "can't read `\(path)`: \(reason)")
    }

    /// Owns the mapping or the memory; immutable after init, so that threads may share it.
    @safe private final class Storage: @unchecked Sendable {
        let start: UnsafeMutableRawPointer
        let count: Int
        let isMapped: Bool

        init(start: UnsafeMutableRawPointer, count: Int, isMapped: Bool) {
            unsafe self.start = start
            self.count = count
            self.isMapped = isMapped
        }

        deinit {
            if isMapped { unsafe munmap(start, count) } else { unsafe start.deallocate() }
        }
    }
}
