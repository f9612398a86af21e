import Foundation
import Loading
import Records

/// The decisions file on disk: each answer is there, flushed, before the next is asked.
///
/// New answers go behind the file; a change of earlier ones writes a whole file beside it and
/// renames it. The file is read again each time, and the folder is locked from reading to writing,
/// so that several may answer at the same time.
package struct DecisionStore: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// Takes answers in, all or none; the changes are in the order of the rows.
    package func take(
        _ rows: [DecisionRow]
    ) throws(LoadFailure) -> [(change: DecisionFile.Change, earlier: DecisionFile.Earlier)] {
        let lock = FolderLock(of: path)
        defer { lock.open() }
        var file = try read()
        let changes = rows.map { file.take($0) }
        try write(file)
        return changes
    }

    package func restore(
        _ earlier: DecisionFile.Earlier,
        _ keys: DecisionKeys
    ) throws(LoadFailure) {
        let lock = FolderLock(of: path)
        defer { lock.open() }
        var file = try read()
        file.restore(earlier, keys)
        try write(file)
    }

    /// A file that isn't there yet is empty.
    package func read() throws(LoadFailure) -> DecisionFile {
        var text: [UInt8] = []
        if exists {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw LoadFailure(ReviewFindings.notDecisions, "can't read `\(path)`", exitCode: 2)
            }
            text = Array(data)
        }
        guard let file = DecisionFile(text) else {
            let message = Self.notDecisions(path)
            throw LoadFailure(ReviewFindings.notDecisions, message, exitCode: 2)
        }
        return file
    }

    static func notDecisions(_ path: String) -> String {
        "`\(path)` is no CSV file in UTF-8 with a_key, b_key and decision"
    }

    // MARK: Writing

    private func write(_ file: DecisionFile) throws(LoadFailure) {
        if let tail = file.tail, tail.isEmpty { return }
        do {
            if let tail = file.tail, exists {
                try append(tail)
            } else {
                try replace(file.text)
            }
        } catch {
            let message = "can't write the answers to `\(path)`"
            throw LoadFailure(RunFindings.cannotWrite, message)
        }
    }

    private func append(_ bytes: [UInt8]) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        do {
            try handle.write(contentsOf: Data(bytes))
            try handle.synchronize()
        } catch {
            // A full disk takes a part of a row, which no later run could read.
            try? handle.truncate(atOffset: size)
            throw error
        }
    }

    private func replace(_ bytes: [UInt8]) throws {
        // A link stays one: what it points to is written.
        let real = ProjectRoot.real(ProjectRoot.absolute(path))
        let folder = ProjectRoot.folder(of: real)
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let mode = try? files.attributesOfItem(atPath: real)[.posixPermissions]
        let temporary = "\(real).tmp-\(ProcessInfo.processInfo.processIdentifier)"
        guard
            files.createFile(
                atPath: temporary,
                contents: nil,
                attributes: [.posixPermissions: mode ?? 0o600]
            )
        else { throw CocoaError(.fileWriteUnknown) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: temporary))
        do {
            try handle.write(contentsOf: Data(bytes))
            try handle.synchronize()
            try handle.close()
            guard unsafe rename(temporary, real) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? files.removeItem(atPath: temporary)
            throw error
        }
        flush(folder)
    }

    /// A rename is only as durable as the folder that holds it.
    private func flush(_ folder: String) {
        let descriptor = unsafe open(folder, O_RDONLY)
        if descriptor < 0 { return }
        _ = fsync(descriptor)
        _ = close(descriptor)
    }
}

/// A folder that one process at a time writes answers in.
///
/// The folder is locked, not the file: a rename puts another file in the place of the locked one. A
/// file system without locks has none.
private struct FolderLock {
    private let descriptor: Int32

    init(of path: String) {
        let folder = ProjectRoot.folder(of: ProjectRoot.real(ProjectRoot.absolute(path)))
        descriptor = unsafe Foundation.open(folder, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }

    func open() {
        if descriptor >= 0 { _ = close(descriptor) }
    }
}
