import Records

/// Which outcomes each mention of a clean column has, borrowed for one loop over all mentions.
///
/// As with `ItemView`, spans spare the reference counts of a slice per cell.
package struct ColumnView: ~Escapable {
    private let ids: Span<UInt32>
    private let starts: Span<UInt32>
    private let outcomeStarts: Span<UInt32>

    @_lifetime(borrow column)
    package init(_ column: borrowing CleanColumn) {
        ids = column.cells.ids.span
        starts = column.cells.starts.span
        outcomeStarts = column.outcomeStarts.span
    }

    /// Calls `body` with the index of each outcome of a mention, in order.
    @inline(__always)
    package func forEachOutcome(of mention: Int, _ body: (Int) -> Void) {
        var position = starts.isEmpty ? mention : Int(starts[mention])
        let end = starts.isEmpty ? mention &+ 1 : Int(starts[mention &+ 1])
        while position < end {
            let raw = Int(ids[position])
            var outcome = Int(outcomeStarts[raw])
            let last = Int(outcomeStarts[raw &+ 1])
            while outcome < last {
                body(outcome)
                outcome &+= 1
            }
            position &+= 1
        }
    }

    /// The first outcome of a mention; nil when it has none.
    @inline(__always)
    package func firstOutcome(of mention: Int) -> Int? {
        var first: Int?
        forEachOutcome(of: mention) { if first == nil { first = $0 } }
        return first
    }
}
