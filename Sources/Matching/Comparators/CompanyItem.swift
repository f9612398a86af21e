import CRM
import Records

/// A distinct company name, before the place of a mention is known.
struct CompanyItem {
    private var slots: InlineArray<9, UInt32> = .init(repeating: 0)
    private(set) var flags: UInt8
    private let isProvince: Bool

    /// Columns that hold another name of the account than its full one, unparsed.
    static let shortFields: Set<String> = ["short_name", "name_en"]

    private typealias Slot = CompanyName.Slot
    private typealias Flag = CompanyName.Flag

    /// nil for a name that may not be compared.
    init?(_ outcome: Int, of column: CleanColumn, _ items: inout FieldItems) {
        let key = column.comparableKey(outcome)
        guard key != 0 else { return nil }
        if Self.shortFields.contains(MatchField.baseName(column.field)) {
            let text = Latin.joined(column.values.copy(key))
            guard text.count >= 4 else { return nil }
            slots[Slot.key] = items.intern(text)
            slots[Slot.brand] = slots[Slot.key]
            flags = Flag.short
            isProvince = false
            return
        }
        flags = Self.flags(outcome, key, of: column)
        let region = PlaceName.short(column.partBytes(.region, of: outcome))
        isProvince = PlaceName.isProvince(region)
        slots[Slot.key] = items.intern(column.values[key])
        slots[Slot.brand] = items.intern(column.values[column.part(.brand, of: outcome)])
        slots[Slot.trade] = items.intern(column.values[column.part(.trade, of: outcome)])
        slots[Slot.region] = items.intern(region)
        slots[Slot.branch] = items.intern(column.values[column.part(.branch, of: outcome)])
        slots[Slot.sound] = items.intern(Self.sound(outcome, key, of: column))
        let remark = column.partBytes(.remark, of: outcome)
        if Self.isFormer(remark) { slots[Slot.former] = items.intern(remark) }
    }

    private static func flags(_ outcome: Int, _ key: ValueID, of column: CleanColumn) -> UInt8 {
        let kind = column.outcomes[outcome].kind
        var flags: UInt8 = kind == .person ? Flag.person : 0
        if kind == .branch || column.part(.branch, of: outcome) != 0 { flags |= Flag.branch }
        if Scalars.isHan(Scalars.decode(column.values[key], at: 0).scalar) { flags |= Flag.han }
        let form = column.values[column.part(.legalForm, of: outcome)]
        if form.isEmpty { return flags }
        flags |= Flag.formed
        if form.hasPrefix("集团") { flags |= Flag.group }
        if form.range(of: stock.span) != nil { flags |= Flag.stock }
        if form.range(of: partners.span) != nil { flags |= Flag.partners }
        return flags
    }

    private static let stock = Array("股份".utf8)
    private static let partners = Array("合伙".utf8)

    /// Of a Han name the pinyin, of a Latin one its first word.
    private static func sound(_ outcome: Int, _ key: ValueID, of column: CleanColumn) -> [UInt8] {
        let pinyin = Latin.joined(column.partBytes(.pinyin, of: outcome))
        guard pinyin.isEmpty, column.values[key].isASCII else { return pinyin }
        if column.outcomes[outcome].kind == .person { return Latin.joined(column.values.copy(key)) }
        let name = column.partBytes(.brand, of: outcome)
        let words = Latin.folded(name.isEmpty ? column.values.copy(key) : name)
        return Array(words.prefix { $0 != 0x20 })
    }

    /// Whether a remark tells an earlier name: 原名…, 曾用名…, 更名前….
    private static func isFormer(_ remark: [UInt8]) -> Bool {
        let text = remark.span
        return text.hasPrefix("原") || text.hasPrefix("曾用") || text.hasPrefix("前身")
            || text.hasPrefix("formerly") || text.hasPrefix("更名前")
    }

    /// The name's own region stands before the address's city or province.
    func slots(_ city: UInt32, _ province: UInt32) -> InlineArray<9, UInt32> {
        var slots = slots
        let region = slots[Slot.region]
        slots[Slot.city] = region != 0 && !isProvince ? region : city
        slots[Slot.province] = isProvince ? region : province
        return slots
    }
}
