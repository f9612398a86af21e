import CRM
import Records

/// ID card and payment card numbers in columns of other things: masked in all that was read there.
///
///     张三 11010519030708007X ─ name ▶ 张三, raw 张三 110105********007X, N003
///
/// A telephone column holds card numbers, and a column of names ID numbers; without this the raw
/// text would carry them into the database.
struct StrayNumbers: Sendable {
    private let isNumeric: Bool

    /// Normalizers that see to it themselves, knowing more of their cells.
    private static let careful: Set<String> = [
        "code", "keyword", "handle", "text", "id_number", "bank_card", "uscc", "registration_no",
        "tax_no", "wechat", "qq", "email", "website",
    ]

    /// nil when the plan's normalizer needs no help.
    init?(_ plan: CleaningPlan) {
        if StrayNumbers.careful.contains(Swift.type(of: plan.normalizer).spec.name) { return nil }
        isNumeric = [.money, .number, .integer, .percent].contains(plan.type)
    }

    /// Masks the texts of the outcomes from `first` on, which were read from a cell.
    func mask(_ cell: Span<UInt8>, from first: Int, in column: inout CleanColumn) {
        guard CheckDigits.holdsSensitiveNumber(cell) else { return }
        for index in first..<column.outcomes.count {
            var value = column.outcomes[index]
            let raw = masked(value.raw, &column)
            let text = masked(value.value, &column)
            let key = masked(value.key, &column)
            if raw == nil && text == nil && key == nil { continue }
            value.raw = raw ?? value.raw
            if let text { value.value = isNumeric ? 0 : text }
            if text != nil || key != nil { value.key = 0 }
            if value.code == .none { value.code = .sensitive }
            if value.validity == .valid { value.validity = .suspect }
            column.outcomes[index] = value
            for part in column.parts.indices where index < column.parts[part].count {
                if let id = masked(column.parts[part][index], &column) {
                    column.parts[part][index] = id
                }
            }
        }
    }

    private func masked(_ id: ValueID, _ column: inout CleanColumn) -> ValueID? {
        if id == 0 { return nil }
        if let text = SensitiveNumbers().masked(column.values[id]) {
            return column.values.intern(text.span)
        }
        // A piece of the number, such as one without its X, is as good as the whole.
        guard SensitiveNumbers.hasLongRun(column.values[id]) else { return nil }
        let text = SensitiveText.hidden(column.values[id])
        return column.values.intern(text.span)
    }
}
