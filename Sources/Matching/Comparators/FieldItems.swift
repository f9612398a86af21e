import CRM
import Records

/// The values of one compared field, made ready: integers where texts were.
///
///     mention ──starts──▶ items ──slots[s]──▶ text ids (name, pinyin, family name, …)
///                               ──flags────▶ bits that the comparator defines
///                               ──scalars──▶ code points of slot 0, for edit distances
///
/// An item is a distinct combination of slots and flags. Read it through an `ItemView`.
package struct FieldItems: Sendable {
    package private(set) var texts = ValueTable()
    package let slotCount: Int
    /// Item by item: its `slotCount` texts.
    private(set) var slots: [UInt32] = []
    private(set) var flags: [UInt8] = []
    /// Slot by slot: by text, the number of mentions that have it there.
    private(set) var counts: [UInt32] = []
    private(set) var ids: [UInt32] = []
    private(set) var starts: [UInt32] = [0]
    private(set) var scalars: [UInt32] = []
    private(set) var scalarStarts: [UInt32] = [0]
    /// Only of fields whose comparator asks for them.
    private(set) var words = WordSets()
    /// Open addressing, item + 1 by hash of its slots; 0 is free.
    private var known: [UInt32]
    private var run: [UInt32] = []

    /// `texts` may bring ids that slots use already.
    package init(slotCount: Int, texts: ValueTable = ValueTable()) {
        self.slotCount = slotCount
        self.texts = texts
        known = [UInt32](repeating: 0, count: 64)
    }

    package var mentionCount: Int { starts.count - 1 }

    package var itemCount: Int { flags.count }

    package func range(_ mention: Int) -> Range<Int> {
        Int(starts[mention])..<Int(starts[mention &+ 1])
    }

    package func item(_ position: Int) -> Int { Int(ids[position]) }

    package func slot(_ slot: Int, _ item: Int) -> UInt32 { slots[item &* slotCount &+ slot] }

    /// The counts of the texts of slot 0.
    var frequencies: ArraySlice<UInt32> { counts.prefix(texts.count) }

    package mutating func intern(_ text: Span<UInt8>) -> UInt32 { texts.intern(text) }

    package mutating func intern(_ text: [UInt8]) -> UInt32 { texts.intern(text.span) }

    /// The item with these slots, made when new.
    package mutating func item(_ values: Span<UInt32>, flags newFlags: UInt8 = 0) -> UInt32 {
        let mask = known.count &- 1
        var place = Int(truncatingIfNeeded: Self.hash(values, newFlags)) & mask
        while known[place] != 0 {
            let candidate = known[place] &- 1
            if isItem(Int(candidate), values, newFlags) { return candidate }
            place = (place &+ 1) & mask
        }
        let item = UInt32(flags.count)
        known[place] = item + 1
        for index in values.indices { slots.append(values[index]) }
        flags.append(newFlags)
        appendScalars(of: values[0])
        if flags.count * 4 > known.count * 3 { grow() }
        return item
    }

    package mutating func item(_ values: [UInt32], flags: UInt8 = 0) -> UInt32 {
        item(values.span, flags: flags)
    }

    private static func hash(_ values: Span<UInt32>, _ flags: UInt8) -> UInt64 {
        var hash = UInt64(flags)
        for index in values.indices { hash = Hash64.combine(hash, UInt64(values[index])) }
        return hash
    }

    private func isItem(_ item: Int, _ values: Span<UInt32>, _ newFlags: UInt8) -> Bool {
        guard flags[item] == newFlags else { return false }
        for index in values.indices where slots[item &* slotCount &+ index] != values[index] {
            return false
        }
        return true
    }

    private mutating func grow() {
        let mask = known.count * 2 - 1
        var larger = [UInt32](repeating: 0, count: mask + 1)
        let all = slots
        for item in 0..<flags.count {
            let own = all.span.extracting(item * slotCount..<(item + 1) * slotCount)
            var place = Int(truncatingIfNeeded: Self.hash(own, flags[item])) & mask
            while larger[place] != 0 { place = (place &+ 1) & mask }
            larger[place] = UInt32(item) + 1
        }
        known = larger
    }

    private mutating func appendScalars(of text: UInt32) {
        let table = texts
        let bytes = table[text]
        var offset = 0
        while offset < bytes.count {
            let (scalar, byteCount) = Scalars.decode(bytes, at: offset)
            scalars.append(scalar)
            offset &+= byteCount
        }
        scalarStarts.append(UInt32(scalars.count))
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
        known = []
        counts = [UInt32](repeating: 0, count: slotCount * texts.count)
        for mention in 0..<mentionCount {
            let range = range(mention)
            for position in range {
                for slot in 0..<slotCount { count(slot, at: position, of: range) }
            }
        }
    }

    /// Adds a bit to the items that are told; called after `finish`, for what only all mentions
    /// together show.
    mutating func mark(_ isMarked: [Bool], _ flag: UInt8) {
        for item in isMarked.indices where isMarked[item] { flags[item] |= flag }
    }

    /// Cuts the texts of slot 0 into words; called once, after `finish`.
    mutating func cutWords() {
        let counts = (0..<itemCount).map { frequencies[Int(slot(0, $0))] }
        words = WordSets(scalars: scalars, starts: scalarStarts, counts: counts)
    }

    @inline(__always)
    private mutating func count(_ slot: Int, at position: Int, of range: Range<Int>) {
        let text = self.slot(slot, item(position))
        if text == 0 { return }
        for other in range.lowerBound..<position where self.slot(slot, item(other)) == text {
            return
        }
        counts[slot &* texts.count &+ Int(text)] &+= 1
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
        let made = columns.map { column in
            column.outcomes.indices.map { make(column, $0, &items) ?? ItemRuns.none }
        }
        let extras = extra.map { evidence in
            (0..<evidence.values.values.count).map {
                $0 == 0
                    ? ItemRuns.none
                    : makeExtra(evidence.values.values[UInt32($0)], &items) ?? ItemRuns.none
            }
        }
        let lists =
            columns.indices.map { gathered(columns[$0], made[$0], task.table.count) }
            + extra.indices.map { gathered(extra[$0].values.cells, extras[$0], task.table.count) }
        for mention in 0..<task.table.count {
            for list in lists.indices {
                for position in lists[list].range(mention) {
                    items.add(lists[list].items[position])
                }
            }
            items.closeMention()
        }
        items.finish()
        return items
    }
}

/// The items that one column gives each mention, in runs.
struct ItemRuns {
    static let none = UInt32.max

    var items: [UInt32] = []
    var starts: [UInt32] = [0]

    @inline(__always)
    func range(_ mention: Int) -> Range<Int> { Int(starts[mention])..<Int(starts[mention &+ 1]) }
}

extension FieldItems {
    /// `made` gives the item (or another number) of each outcome.
    static func gathered(_ column: CleanColumn, _ made: [UInt32], _ count: Int) -> ItemRuns {
        var runs = ItemRuns()
        runs.starts.reserveCapacity(count + 1)
        let view = ColumnView(column)
        for mention in 0..<count {
            view.forEachOutcome(of: mention) { outcome in
                if made[outcome] != ItemRuns.none { runs.items.append(made[outcome]) }
            }
            runs.starts.append(UInt32(runs.items.count))
        }
        return runs
    }

    /// `made` gives the item of each value.
    private static func gathered(_ cells: IDRuns, _ made: [UInt32], _ count: Int) -> ItemRuns {
        var runs = ItemRuns()
        runs.starts.reserveCapacity(count + 1)
        for mention in 0..<count {
            for value in cells[mention] where made[Int(value)] != ItemRuns.none {
                runs.items.append(made[Int(value)])
            }
            runs.starts.append(UInt32(runs.items.count))
        }
        return runs
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
