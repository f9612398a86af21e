/// The UTF-8 cells of one column: one byte buffer, end offsets, one flag per absent cell.
///
/// A blank cell (no bytes) and an absent one (null in a dump, no cell in a sheet) both read as
/// empty; `isNull` tells them apart.
package struct Column: Sendable {
    @usableFromInline package private(set) var bytes: [UInt8] = []
    @usableFromInline package private(set) var ends: [UInt32] = []
    private var nulls: [Bool] = []

    package init(minimumCapacity: Int = 0) {
        ends.reserveCapacity(minimumCapacity)
        nulls.reserveCapacity(minimumCapacity)
    }

    /// From whole buffers: cell `i` ends at `ends[i]`; all have one entry a cell.
    package init(bytes: [UInt8], ends: [UInt32], nulls: [Bool]) {
        precondition(ends.count == nulls.count && Int(ends.last ?? 0) == bytes.count)
        self.bytes = bytes
        self.ends = ends
        self.nulls = nulls
    }

    /// The number of cells.
    package var count: Int { ends.count }

    @inlinable package subscript(row: Int) -> Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            let start = row == 0 ? 0 : Int(ends[row &- 1])
            return bytes.span.extracting(start..<Int(ends[row]))
        }
    }

    package func isNull(_ row: Int) -> Bool { nulls[row] }

    package func string(_ row: Int) -> String {
        String(decoding: bytes[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])], as: UTF8.self)
    }

    package mutating func append(_ cell: Span<UInt8>) {
        bytes.append(cell)
        ends.append(UInt32(bytes.count))
        nulls.append(false)
    }

    package mutating func append(_ cell: [UInt8]) { append(cell.span) }

    package mutating func append(_ cell: String) { append(Array(cell.utf8).span) }

    package mutating func appendNull() {
        ends.append(UInt32(bytes.count))
        nulls.append(true)
    }
}
