import CRM
import Records

/// Values that too many different persons or companies have to be anybody's own: a boss's mobile
/// typed for all, the office's mailbox, the number of an agent.
///
/// Counted are different names, not mentions: one person in ten lists keeps a mobile of their own.
enum SharedByMany {
    /// Names of one value beyond which it is shared: a person's own few spellings stay below.
    static let mostNames = 5

    /// By item: whether mentions with more than five different names have its text in the slot.
    static func items(of items: FieldItems, slot: Int = 0, in task: MatchTask) -> [Bool] {
        isCommon(items, slot, names(in: task))
    }

    /// By item: whether mentions of more than five different companies have its text in the slot.
    static func items(of items: FieldItems, slot: Int, amongCompaniesIn task: MatchTask) -> [Bool] {
        isCommon(items, slot, task.companies?.brand ?? names(in: task))
    }

    private static func isCommon(
        _ items: FieldItems,
        _ slot: Int,
        _ names: [UInt32]
    ) -> [Bool] {
        var isCommon = [Bool](repeating: false, count: items.texts.count)
        if !names.isEmpty {
            var pairs: [UInt64] = []
            for mention in 0..<items.mentionCount where names[mention] != 0 {
                for position in items.range(mention) {
                    let text = items.slot(slot, items.item(position))
                    if text != 0 { pairs.append(UInt64(text) << 32 | UInt64(names[mention])) }
                }
            }
            RadixSort.sort(&pairs)
            var count = 0
            for index in pairs.indices {
                let isFirst = index == 0 || pairs[index] >> 32 != pairs[index - 1] >> 32
                if isFirst { count = 0 }
                if isFirst || pairs[index] != pairs[index - 1] { count += 1 }
                if count > mostNames { isCommon[Int(pairs[index] >> 32)] = true }
            }
        }
        return (0..<items.itemCount).map { isCommon[Int(items.slot(slot, $0))] }
    }

    /// By mention: the sound of a person's name, or the brand of a company's, as numbers.
    ///
    /// 0 for none; empty where the entity has no such name.
    private static func names(in task: MatchTask) -> [UInt32] {
        let field = task.fields.first {
            $0.comparator is PersonName || $0.comparator is CompanyName
        }
        guard let index = field?.columns.first else { return [] }
        let column = task.table.columns[index]
        let part: Part = field?.comparator is PersonName ? .pinyin : .brand
        let names = column.outcomes.indices.map { outcome in
            let named = column.part(part, of: outcome)
            return named != 0 ? named : column.comparableKey(outcome)
        }
        let view = ColumnView(column)
        return (0..<task.table.count).map { mention in
            view.firstOutcome(of: mention).map { names[$0] } ?? 0
        }
    }
}
