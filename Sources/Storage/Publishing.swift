import Glibc
import Records

/// Making a finished file visible under its name, so that a crash leaves the old state or the new.
package enum Publishing {
    /// Flushes the file, gives it its name and flushes the folder; fails when the name is taken.
    ///
    /// A link refuses a taken name where a rename would replace it: of two runs that build one new
    /// target, the second fails. File systems without links get a rename.
    package static func publish(_ temporary: String, as path: String) throws(StorageFailure) {
        try flush(temporary)
        if unsafe link(temporary, path) == 0 {
            _ = unsafe unlink(temporary)
        } else if errno == EEXIST {
            throw StorageFailure(.changed, "the target came into being while this run was at work")
        } else if unsafe rename(temporary, path) != 0 {
            throw StorageFailure(systemError: errno, "can't rename the finished file")
        }
        try flush(folder(of: path))
    }

    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    package static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    package static func remove(_ path: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { _ = unsafe unlink(path + suffix) }
    }

    /// Removes what dead runs left beside `path`: files `NAME.tmp-N` whose process is gone.
    ///
    /// N is the number of the process that builds: a living one is left alone.
    package static func removeLeftovers(of path: String) {
        let prefix = name(of: path) + ".tmp-"
        for entry in entries(of: folder(of: path)) where entry.hasPrefix(prefix) {
            let digits = entry.dropFirst(prefix.count).prefix { $0.isNumber }
            guard let process = Int32(digits), process != getpid() else { continue }
            if kill(process, 0) != 0, errno == ESRCH {
                _ = unsafe unlink(folder(of: path) + "/" + entry)
            }
        }
    }

    /// Where a new file for `path` is built.
    package static func temporary(for path: String) -> String { "\(path).tmp-\(getpid())" }

    /// A copy in the folder for temporary files, readable by its owner alone; the caller removes it.
    package static func scratchCopy(_ path: String) throws(StorageFailure) -> String {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        let copy = "\(folder)/sluice-\(getpid())-\(name(of: path))"
        try self.copy(path, to: copy)
        return copy
    }

    /// Keeps the file as it is; inside a transaction that has locked it and not yet changed it.
    package static func backUp(
        _ connection: Connection,
        as target: String
    ) throws(StorageFailure) {
        try copy(to: target) { offset throws(StorageFailure) in
            try connection.fileBytes(at: offset, count: 1 << 20)
        }
    }

    private static func copy(_ path: String, to target: String) throws(StorageFailure) {
        let from = unsafe open(path, O_RDONLY)
        guard from >= 0 else { throw StorageFailure(systemError: errno, "can't read") }
        defer { close(from) }
        try copy(to: target) { offset throws(StorageFailure) in
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            let count = unsafe pread(from, &buffer, buffer.count, Int(offset))
            guard count >= 0 else { throw StorageFailure(systemError: errno, "can't read") }
            return Array(buffer[..<count])
        }
    }

    /// Writes what `read` gives for rising offsets into a new file of the owner's, and flushes it.
    private static func copy(
        to target: String,
        _ read: (Int64) throws(StorageFailure) -> [UInt8]
    ) throws(StorageFailure) {
        _ = unsafe unlink(target)
        let to = unsafe open(target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
        guard to >= 0 else { throw StorageFailure(systemError: errno, "can't make a copy") }
        defer { close(to) }
        do throws(StorageFailure) {
            var offset: Int64 = 0
            while true {
                let bytes = try read(offset)
                if bytes.isEmpty { break }
                errno = ENOSPC
                guard unsafe write(to, bytes, bytes.count) == bytes.count else {
                    throw StorageFailure(systemError: errno, "can't copy")
                }
                offset += Int64(bytes.count)
            }
            guard fsync(to) == 0 else { throw StorageFailure(systemError: errno, "can't flush") }
        } catch {
            _ = unsafe unlink(target)
            throw error
        }
    }

    private static func entries(of folder: String) -> [String] {
        guard let handle = unsafe opendir(folder) else { return [] }
        defer { _ = unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names.sorted()
    }

    private static func flush(_ path: String) throws(StorageFailure) {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { throw StorageFailure(systemError: errno, "can't open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw StorageFailure(systemError: errno, "can't flush")
        }
    }
}
