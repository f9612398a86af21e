import Records

/// One value of a record as rules see it.
struct FieldEntry: Sendable {
    /// The normal form, or the raw text of a value that has none; an id of the `FieldValues`.
    var id: ValueID
    var validity: Validity
    /// Whether equal values mean equal things; false for placeholders and masked values.
    var isComparable: Bool
    /// A person's name of which only the family name is known counts half in completeness.
    var isHalf: Bool

    init(id: ValueID, validity: Validity = .valid, isComparable: Bool = true, isHalf: Bool = false)
    {
        self.id = id
        self.validity = validity
        self.isComparable = isComparable
        self.isHalf = isHalf
    }
}

/// One field of all records of an entity: distinct texts once, a run of entries per record.
///
/// Rules judge distinct texts and look the verdict up per record, so that a pattern or a list is
/// tried once per text.
struct FieldValues: Sendable {
    private(set) var texts = ValueTable()
    private(set) var entries: [FieldEntry] = []
    private var starts: [UInt32] = [0]

    init() {}

    /// The number of records.
    var count: Int { starts.count - 1 }

    subscript(record: Int) -> ArraySlice<FieldEntry> {
        entries[Int(starts[record])..<Int(starts[record + 1])]
    }

    func isBlank(_ record: Int) -> Bool { starts[record] == starts[record + 1] }

    /// Whether a value stands there that isn't invalid.
    func isFilled(_ record: Int) -> Bool {
        for index in Int(starts[record])..<Int(starts[record &+ 1])
        where entries[index].validity != .invalid { return true }
        return false
    }

    /// By record: raised to 2 where the field is filled, to 1 where only half.
    func raise(_ halves: inout [Int]) {
        var index = 0
        for record in halves.indices {
            let end = Int(starts[record &+ 1])
            while index < end {
                if entries[index].validity != .invalid {
                    halves[record] = max(halves[record], entries[index].isHalf ? 1 : 2)
                }
                index &+= 1
            }
        }
    }

    /// The first value's text; empty when blank.
    func text(_ record: Int) -> String { self[record].first.map { texts.string($0.id) } ?? "" }

    /// The truth of a predicate for each distinct text, by id; id 0 is false.
    func truths(_ holds: (Span<UInt8>) -> Bool) -> [Bool] {
        var truths = [Bool](repeating: false, count: texts.count)
        for id in texts.ids { truths[Int(id)] = holds(texts[id]) }
        return truths
    }

    /// Adds a value to the record that is being filled; one of no text is left out.
    mutating func add(_ text: Span<UInt8>, like entry: FieldEntry = FieldEntry(id: 0)) {
        let id = texts.intern(text)
        guard id != 0 else { return }
        var entry = entry
        entry.id = id
        entries.append(entry)
    }

    mutating func add(_ text: String) { add(text.utf8.span) }

    /// The id of a text for `append`; 0 for one of no bytes.
    mutating func intern(_ text: Span<UInt8>) -> ValueID { texts.intern(text) }

    /// Adds an entry whose text is interned; one of no text is left out.
    mutating func append(_ entry: FieldEntry) { if entry.id != 0 { entries.append(entry) } }

    /// Closes the record that is being filled.
    mutating func closeRecord() { starts.append(UInt32(entries.count)) }
}
