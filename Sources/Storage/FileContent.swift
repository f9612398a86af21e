import GRDBSQLite
import Records

/// The database's file as it lies on the disk, read through SQLite's own descriptor.
///
/// A descriptor of our own won't do: POSIX drops all locks that a process holds on a file as soon
/// as it closes any descriptor of it (sqlite.org/howtocorrupt.html, 2.2).
extension Connection {
    /// Up to `count` bytes from `offset` on; fewer at the end of the file.
    package func fileBytes(
        at offset: Int64,
        count: Int
    ) throws(StorageFailure) -> [UInt8] {
        let (file, methods) = try unsafe openFile()
        let available = max(0, min(Int64(count), try fileSize() - offset))
        var bytes = [UInt8](repeating: 0, count: Int(available))
        guard !bytes.isEmpty, let read = unsafe methods.pointee.xRead else { return bytes }
        let code = unsafe read(file, &bytes, Int32(bytes.count), offset)
        guard code == SQLITE_OK else { throw failure(code) }
        return bytes
    }

    package func fileSize() throws(StorageFailure) -> Int64 {
        let (file, methods) = try unsafe openFile()
        var size: sqlite3_int64 = 0
        guard let read = unsafe methods.pointee.xFileSize, unsafe read(file, &size) == SQLITE_OK
        else { throw StorageFailure(.other, "can't tell the file's size") }
        return size
    }

    private func openFile() throws(StorageFailure) -> (
        UnsafeMutablePointer<sqlite3_file>, UnsafePointer<sqlite3_io_methods>
    ) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = unsafe sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard code == SQLITE_OK, let file = unsafe file,
            let methods = unsafe file.pointee.pMethods
        else { throw failure(code) }
        return unsafe (file, methods)
    }
}
