/// The cores that a stage may use, handed in by the runner: stages own no tasks.
///
/// `perform(count, body)` calls `body(0)…body(count − 1)`, in any order and at once where it can,
/// and returns when all have ended. Results are put in order by index, so that the number of
/// workers never shows in what comes out.
package struct Workers: Sendable {
    package let count: Int
    private let perform: @Sendable (Int, @Sendable (Int) -> Void) -> Void

    package init(
        count: Int,
        perform: @escaping @Sendable (Int, @Sendable (Int) -> Void) -> Void
    ) {
        self.count = count
        self.perform = perform
    }

    /// Everything on the caller's thread.
    package static let single = Workers(count: 1) { count, body in
        for index in 0..<count { body(index) }
    }

    /// The results of `body(0)…body(count − 1)` in order of index.
    package func map<Result: Sendable>(
        _ count: Int,
        _ body: @Sendable (Int) -> Result
    ) -> [Result] {
        if self.count == 1 || count < 2 { return (0..<count).map(body) }
        return unsafe [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            // Each index is written exactly once, by one call of `body`: no two threads share one.
            nonisolated(unsafe) let slots = unsafe buffer
            perform(count) { index in unsafe slots.initializeElement(at: index, to: body(index)) }
            initializedCount = count
        }
    }
}
