import CRM
import Records

/// The values of one compared field, made ready: integers where texts were.
///
///     mention ──starts──▶ items ──slots[s]──▶ text ids (name, pinyin, family name, …)
///                               ──flags────▶ bits that the comparator defines
///                               ──scalars──▶ code points of slot 0, for edit distances
///
/// An item is a distinct combination of slots and flags. `counts[s][text]` is the number of
/// mentions that have the text in slot s.
package struct FieldItems: Sendable {
    package private(set) var texts = ValueTable()
    package private(set) var slots: [[UInt32]]
    package private(set) var flags: [UInt8] = []
    package private(set) var counts: [[UInt32]] = []
    package private(set) var ids: [UInt32] = []
    package private(set) var starts: [UInt32] = [0]
    package private(set) var scalars: [UInt32] = []
    package private(set) var scalarStarts: [UInt32] = [0]
    private var known: [UInt64: [UInt32]] = [:]
    private var run: [UInt32] = []

    package init(slotCount: Int) {
        slots = [[UInt32]](repeating: [], count: slotCount)
    }

    package var mentionCount: Int { starts.count - 1 }

    package var itemCount: Int { flags.count }

    @inline(__always)
    package func range(_ mention: Int) -> Range<Int> {
        Int(starts[mention])..<Int(starts[mention &+ 1])
    }

    @inline(__always)
    package func item(_ position: Int) -> Int { Int(ids[position]) }

    @inline(__always)
    package func slot(_ slot: Int, _ item: Int) -> UInt32 { slots[slot][item] }

    @inline(__always)
    package func scalarRange(_ item: Int) -> Range<Int> {
        Int(scalarStarts[item])..<Int(scalarStarts[item &+ 1])
    }

    package func scalars(of item: Int) -> ArraySlice<UInt32> { scalars[scalarRange(item)] }

    @inline(__always)
    package func count(_ slot: Int, _ text: UInt32) -> UInt32 { counts[slot][Int(text)] }

    package mutating func intern(_ text: Span<UInt8>) -> UInt32 { texts.intern(text) }

    package mutating func intern(_ text: [UInt8]) -> UInt32 { texts.intern(text.span) }

    /// The item with these slots, made when new.
    package mutating func item(_ values: [UInt32], flags newFlags: UInt8 = 0) -> UInt32 {
        var hash = UInt64(newFlags)
        for value in values { hash = Hash64.combine(hash, UInt64(value)) }
        for candidate in known[hash, default: []] {
            let item = Int(candidate)
            if flags[item] == newFlags, values.indices.allSatisfy({ slots[$0][item] == values[$0] })
            {
                return candidate
            }
        }
        let item = UInt32(flags.count)
        for index in values.indices { slots[index].append(values[index]) }
        flags.append(newFlags)
        scalars.append(contentsOf: Scalars.all(texts[values[0]]))
        scalarStarts.append(UInt32(scalars.count))
        known[hash, default: []].append(item)
        return item
    }

    /// Adds an item to the mention that is being filled; a repeated one counts once.
    package mutating func add(_ item: UInt32) {
        if !run.contains(item) { run.append(item) }
    }

    package mutating func closeMention() {
        ids.append(contentsOf: run)
        starts.append(UInt32(ids.count))
        run.removeAll(keepingCapacity: true)
    }

    /// Counts texts by mention; called once, when all mentions are in.
    package mutating func finish() {
        known = [:]
        counts = slots.map { _ in [UInt32](repeating: 0, count: texts.count) }
        for slot in slots.indices {
            for mention in 0..<mentionCount {
                let range = range(mention)
                for position in range {
                    let text = slots[slot][Int(ids[position])]
                    guard text != 0 else { continue }
                    let isRepeated = (range.lowerBound..<position).contains {
                        slots[slot][Int(ids[$0])] == text
                    }
                    if !isRepeated { counts[slot][Int(text)] += 1 }
                }
            }
        }
    }
}

extension FieldItems {
    /// Fills one item per usable outcome of the field's columns: `make` runs once per distinct
    /// outcome.
    static func perOutcome(
        slotCount: Int,
        field: MatchField,
        task: MatchTask,
        extra: [SetEvidence] = [],
        makeExtra: (Span<UInt8>, inout FieldItems) -> UInt32? = { _, _ in nil },
        make: (CleanColumn, Int, inout FieldItems) -> UInt32?
    ) -> FieldItems {
        var items = FieldItems(slotCount: slotCount)
        let columns = field.columns.map { task.table.columns[$0] }
        let made: [[UInt32?]] = columns.map { column in
            column.outcomes.indices.map { make(column, $0, &items) }
        }
        let extras: [[UInt32?]] = extra.map { evidence in
            (0..<evidence.values.values.count).map {
                $0 == 0 ? nil : makeExtra(evidence.values.values[UInt32($0)], &items)
            }
        }
        for mention in 0..<task.table.count {
            for (index, column) in columns.enumerated() {
                for raw in column.cells[mention] {
                    for outcome in column.outcomeIndices(ofRaw: raw) {
                        if let item = made[index][outcome] { items.add(item) }
                    }
                }
            }
            for (index, evidence) in extra.enumerated() {
                for value in evidence.values.cells[mention] {
                    if let item = extras[index][Int(value)] { items.add(item) }
                }
            }
            items.closeMention()
        }
        items.finish()
        return items
    }
}

extension CleanColumn {
    /// The key of an outcome that may be compared: valid or suspect, and not a placeholder.
    func comparableKey(_ outcome: Int) -> ValueID {
        outcomes[outcome].validity == .invalid ? 0 : outcomes[outcome].key
    }

    /// The bytes of a part; empty when the outcome has none.
    func partBytes(_ part: Part, of outcome: Int) -> [UInt8] {
        values.copy(self.part(part, of: outcome))
    }
}
