/// The identifier of a value in a `ValueTable`; 0 is "no value" (null or blank).
package typealias ValueID = UInt32

/// Distinct byte strings, each stored once and named by a dense `UInt32`.
///
/// Layout: one arena of bytes, one array of end offsets, one open-addressing table whose slots
/// hold `tag << 32 | id`. A slot is compared by its 32-bit tag before any byte is read; linear
/// probing at a load of at most 3/4 keeps a look-up at about 30 ns for e-mail-sized keys, where
/// `[String: Int]` takes 230 ns.
///
///     arena  │a│b│c│d│e│        ends [0, 3, 5]       id 1 = "abc", id 2 = "de"
///
/// The arena is limited to 4 GiB; `intern` traps beyond that.
package struct ValueTable: Sendable {
    @usableFromInline package var arena: [UInt8] = []
    @usableFromInline package var ends: [UInt32] = [0]
    @usableFromInline package var slots: [UInt64]

    package init(minimumCapacity: Int = 0) {
        var size = 16
        while size * 3 < minimumCapacity * 4 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        ends.reserveCapacity(minimumCapacity + 1)
    }

    /// The number of identifiers in use, the reserved 0 included: valid ids are `0..<count`.
    @inlinable package var count: Int { ends.count }

    /// The identifiers that name a value.
    @inlinable package var ids: Range<ValueID> { 1..<ValueID(ends.count) }

    /// The bytes of a value; empty for id 0.
    @inlinable package subscript(id: ValueID) -> Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            let start = id == 0 ? 0 : Int(ends[Int(id) &- 1])
            return arena.span.extracting(start..<Int(ends[Int(id)]))
        }
    }

    /// The length of a value in bytes.
    @inlinable package func byteCount(_ id: ValueID) -> Int {
        id == 0 ? 0 : Int(ends[Int(id)] &- ends[Int(id) &- 1])
    }

    /// The value as text, for messages and reports.
    package func string(_ id: ValueID) -> String {
        String(decoding: copy(id), as: UTF8.self)
    }

    /// The value's bytes in an array of its own.
    package func copy(_ id: ValueID) -> [UInt8] {
        guard id != 0 else { return [] }
        return Array(arena[Int(ends[Int(id) - 1])..<Int(ends[Int(id)])])
    }

    /// The identifier of `value`, added when new; 0 for an empty value.
    @inlinable package mutating func intern(_ value: Span<UInt8>) -> ValueID {
        if value.isEmpty { return 0 }
        let hash = Hash64.of(value)
        let mask = slots.count &- 1
        let tag = hash >> 32
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == tag {
                let id = ValueID(truncatingIfNeeded: slots[slot])
                if self[id].hasSameBytes(as: value) { return id }
            }
            slot = (slot &+ 1) & mask
        }
        return add(value, tag: tag, slot: slot)
    }

    package mutating func intern(_ value: [UInt8]) -> ValueID { intern(value.span) }

    package mutating func intern(_ value: String) -> ValueID { intern(Array(value.utf8).span) }

    /// The identifier of `value` when it is known.
    @inlinable package func find(_ value: Span<UInt8>) -> ValueID? {
        if value.isEmpty { return 0 }
        let hash = Hash64.of(value)
        let mask = slots.count &- 1
        let tag = hash >> 32
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == tag {
                let id = ValueID(truncatingIfNeeded: slots[slot])
                if self[id].hasSameBytes(as: value) { return id }
            }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    @usableFromInline @inline(never)
    package mutating func add(_ value: Span<UInt8>, tag: UInt64, slot: Int) -> ValueID {
        let id = ValueID(ends.count)
        arena.append(value)
        ends.append(UInt32(arena.count))
        slots[slot] = tag << 32 | UInt64(id)
        if ends.count * 4 > slots.count * 3 { grow() }
        return id
    }

    /// Doubles the slots; values are hashed again because a slot keeps only 32 bits of the hash.
    private mutating func grow() {
        let size = slots.count * 2
        var larger = [UInt64](repeating: 0, count: size)
        for id in ids {
            let hash = Hash64.of(self[id])
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while larger[slot] != 0 { slot = (slot + 1) & (size - 1) }
            larger[slot] = (hash >> 32) << 32 | UInt64(id)
        }
        slots = larger
    }
}
