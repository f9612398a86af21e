/// A file's bytes, memory-mapped read-only; the file is never changed.
package struct FileBytes: Sendable {
    package var placeholder: [UInt8]
}
