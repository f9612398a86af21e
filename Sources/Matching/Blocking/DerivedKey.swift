import Records

/// Keys that follow from the type of a field: parts of its text that survive a mistake elsewhere in
/// it.
///
///     beginning of "johnson" → john · end of +8613800001111 → 0001111 · neighbours of 骐图农业 → 骐图, 图农, 农业
enum DerivedKey: Sendable {
    /// The first or last characters of the text.
    case beginning(Int)
    case end(Int, isCoarse: Bool)
    /// Each two neighbouring characters.
    case neighbours
    /// A slot of the items.
    case slot(Int, String)

    static func of(_ comparator: any Comparator) -> [DerivedKey] {
        switch comparator {
        case is TextSimilarity, is NamePart: [.beginning(4), .end(4, isCoarse: true)]
        case is CodeParts: [.beginning(3)]
        case is DateParts: [.slot(2, "day")]
        case is PhoneSet: [.end(7, isCoarse: false)]
        case is EmailSet: [.slot(EmailSet.Slot.domain, "email domain")]
        case is CompanyName: [.neighbours]
        case is PersonName: [.slot(PersonName.Slot.given, "given name")]
        default: []
        }
    }

    var rule: BlockRule {
        switch self {
        case .beginning(let count): BlockRule("first \(count) characters", isCoarse: true)
        case .end(let count, let isCoarse):
            BlockRule("last \(count) characters", isCoarse: isCoarse)
        case .neighbours: BlockRule("two neighbouring characters", isFuzzy: true)
        case .slot(_, let name): BlockRule(name, isCoarse: true)
        }
    }

    func keys(_ items: borrowing FieldItems) -> BlockKeys {
        let view = ItemView(items)
        var keys = BlockKeys(mentionCount: view.mentionCount)
        for mention in 0..<view.mentionCount {
            for position in view.range(mention) {
                append(view.item(position), in: view, to: &keys.keys)
            }
            keys.closeMention()
        }
        return keys
    }

    private func append(_ item: Int, in items: ItemView, to keys: inout [UInt64]) {
        let text = items.scalars(of: item)
        switch self {
        case .beginning(let count):
            if text.count >= count { keys.append(Self.hash(text.extracting(first: count))) }
        case .end(let count, _):
            if text.count >= count { keys.append(Self.hash(text.extracting(last: count))) }
        case .neighbours:
            var index = 1
            while index < text.count {
                keys.append(UInt64(text[index &- 1]) << 21 | UInt64(text[index]))
                index &+= 1
            }
        case .slot(let slot, _):
            let value = items.slot(slot, item)
            if value != 0 { keys.append(UInt64(value)) }
        }
    }

    private static func hash(_ text: Span<UInt32>) -> UInt64 {
        var hash: UInt64 = 0
        for index in text.indices { hash = Hash64.combine(hash, UInt64(text[index])) }
        return hash
    }
}
