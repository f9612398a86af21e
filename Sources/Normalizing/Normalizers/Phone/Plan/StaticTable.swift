/// A generated C table in place: no copy, no reference count, each access checked.
@safe
struct StaticTable<Element: BitwiseCopyable>: @unchecked Sendable {
    private let start: UnsafePointer<Element>
    let count: Int

    /// The table that a function of CTables hands out; its storage lives as long as the program.
    init(_ table: (UnsafeMutablePointer<Int>) -> UnsafePointer<Element>?) {
        var count = 0
        guard let start = unsafe table(&count) else { preconditionFailure("a table is missing") }
        unsafe self.start = start
        self.count = count
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
        return unsafe start[index]
    }
}
