/// The UTF-8 cells of one column: bytes, where each cell lies in them, which cells are absent.
///
/// A blank cell (no bytes) and an absent one (null in a dump, no cell in a sheet) both read as
/// empty; `isNull` tells them apart. Cells lie one behind the other in bytes of the column's own,
/// or scattered in bytes that the columns of a batch share:
///
///     own       │甲公司│乙公司│      ends 9, 18
///     shared    │1,甲公司,021\n2,乙公司,138│   starts 2, 18   ends 11, 27
package struct Column: Sendable {
    @usableFromInline package private(set) var bytes: [UInt8] = []
    /// Empty while each cell begins where the one before it ends.
    @usableFromInline package private(set) var starts: [UInt32] = []
    @usableFromInline package private(set) var ends: [UInt32] = []
    /// Empty while no cell is absent.
    private var nulls: [Bool] = []

    package init(minimumCapacity: Int = 0) {
        ends.reserveCapacity(minimumCapacity)
    }

    /// Over bytes that other columns may share: cell `i` is `bytes[starts[i]..<ends[i]]`; `nulls`
    /// is empty when no cell is absent.
    package init(sharing bytes: [UInt8], starts: [UInt32], ends: [UInt32], nulls: [Bool]) {
        precondition(starts.count == ends.count && (nulls.isEmpty || nulls.count == ends.count))
        self.bytes = bytes
        self.starts = starts
        self.ends = ends
        self.nulls = nulls
    }

    /// Over bytes of its own: cell `i` begins where the one before it ends; `nulls` is empty when no
    /// cell is absent.
    package init(bytes: [UInt8], ends: [UInt32], nulls: [Bool]) {
        precondition(nulls.isEmpty || nulls.count == ends.count)
        precondition(Int(ends.last ?? 0) == bytes.count)
        self.bytes = bytes
        self.ends = ends
        self.nulls = nulls
    }

    /// The number of cells.
    package var count: Int { ends.count }

    @inlinable package subscript(row: Int) -> Span<UInt8> {
        @_lifetime(borrow self) borrowing get { bytes.span.extracting(range(row)) }
    }

    @inlinable @inline(__always) package func range(_ row: Int) -> Range<Int> {
        let end = Int(ends[row])
        if !starts.isEmpty { return Int(starts[row])..<end }
        return (row == 0 ? 0 : Int(ends[row &- 1]))..<end
    }

    package func isNull(_ row: Int) -> Bool { !nulls.isEmpty && nulls[row] }

    package func string(_ row: Int) -> String {
        String(decoding: bytes[range(row)], as: UTF8.self)
    }

    package mutating func append(_ cell: Span<UInt8>) {
        if !starts.isEmpty { gather() }
        bytes.append(cell)
        ends.append(UInt32(bytes.count))
        if !nulls.isEmpty { nulls.append(false) }
    }

    package mutating func append(_ cell: [UInt8]) { append(cell.span) }

    package mutating func append(_ cell: String) { append(Array(cell.utf8).span) }

    package mutating func appendNull() {
        if !starts.isEmpty { gather() }
        if nulls.isEmpty { nulls = [Bool](repeating: false, count: ends.count) }
        ends.append(UInt32(bytes.count))
        nulls.append(true)
    }

    /// Puts scattered cells one behind the other, in bytes of the column's own.
    private mutating func gather() {
        var own: [UInt8] = []
        for row in ends.indices {
            own.append(bytes.span.extracting(range(row)))
            ends[row] = UInt32(own.count)
        }
        bytes = own
        starts = []
    }
}
