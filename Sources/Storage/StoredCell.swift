import GRDBSQLite
import Records

/// One cell as it will stand in the database; texts and blobs are ranges of a byte buffer beside it.
package enum StoredCell: Equatable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(start: Int, end: Int)
    case blob(start: Int, end: Int)
}

extension Statement {
    /// Binds cell after cell to the parameters from 1, and runs a statement without rows.
    ///
    /// Texts are lent to SQLite for the time of the step, not copied; afterwards every parameter is
    /// null again.
    package func run(
        _ cells: Span<StoredCell>,
        over bytes: Span<UInt8>
    ) throws(StorageFailure) {
        unsafe try bytes.withUnsafeBufferPointer { buffer throws(StorageFailure) in
            defer { clear() }
            for index in cells.indices {
                unsafe lend(cells[index], at: index + 1, buffer)
            }
            try run()
        }
    }

    private func lend(
        _ cell: StoredCell,
        at parameter: Int,
        _ buffer: UnsafeBufferPointer<UInt8>
    ) {
        switch cell {
        case .null: bindNull(parameter)
        case .integer(let value): bind(value, at: parameter)
        case .real(let value): bind(value, at: parameter)
        case .text(let start, let end):
            if start == end { return bind("", at: parameter) }
            unsafe lend(text: UnsafeBufferPointer(rebasing: buffer[start..<end]), at: parameter)
        case .blob(let start, let end):
            unsafe lend(blob: UnsafeBufferPointer(rebasing: buffer[start..<end]), at: parameter)
        }
    }
}
