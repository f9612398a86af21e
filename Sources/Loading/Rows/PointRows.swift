import CRM
import Records

/// A contact point to be written: outcome `outcome` of column `clean`.
struct PointRow {
    var kind: ValueKind
    var clean: Int
    var outcome: Int
    var validity: Validity
    var isPrimary: Bool
}

/// Collects the points of one record: unique by (kind, value, extension), or by raw text where
/// there is no value; the first valid one of a kind is primary.
struct PointRows {
    private let load: LoadEntity
    private let columns: [EntityLayout.SetColumn]
    private(set) var rows: [PointRow] = []

    init(_ load: LoadEntity, _ layout: EntityLayout) {
        self.load = load
        columns = layout.points
    }

    mutating func collect(_ record: Int) {
        rows.removeAll(keepingCapacity: true)
        for column in columns {
            let golden = load.records.golden.fields[column.golden]
            for pick in golden.starts[record]..<golden.starts[record + 1] {
                add(column, outcome: Int(golden.picks[Int(pick)].outcome))
            }
        }
        var seen: UInt32 = 0
        for index in rows.indices where rows[index].validity == .valid {
            let bit: UInt32 = 1 << UInt32(rows[index].kind.rawValue)
            rows[index].isPrimary = seen & bit == 0
            seen |= bit
        }
    }

    private mutating func add(_ column: EntityLayout.SetColumn, outcome: Int) {
        let value = load.records.table.columns[column.clean].outcomes[outcome]
        var kind = value.kind
        if case .point(let wanted) = column.field.storage {
            if kind == .plain || wanted == .fax { kind = wanted ?? .other }
        }
        if kind.rawValue < ValueKind.mobile.rawValue || kind.rawValue > ValueKind.other.rawValue {
            kind = .other
        }
        var row = PointRow(
            kind: kind,
            clean: column.clean,
            outcome: outcome,
            validity: value.validity,
            isPrimary: false
        )
        if row.validity == .valid, !isStorableAsValid(row, value) { row.validity = .suspect }
        if !rows.contains(where: { isSame($0, row) }) { rows.append(row) }
    }

    /// The schema's CHECKs for valid points.
    private func isStorableAsValid(_ row: PointRow, _ value: CleanValue) -> Bool {
        if value.value == 0 { return false }
        let column = load.records.table.columns[row.clean]
        switch row.kind {
        case .mobile:
            let country = column.part(.country, of: row.outcome)
            if country != 0, !column.values[country].equals("CN") { return true }
            return PointRows.isMobile(column.values[value.value])
        case .email: return PointRows.isMail(column.values[value.value])
        default: return true
        }
    }

    /// `+861` and ten digits of which the first is 3…9.
    private static func isMobile(_ text: Span<UInt8>) -> Bool {
        guard text.count == 14, text.hasPrefix("+861"), text[4] >= 0x33 else { return false }
        for index in 4..<14 where text[index] < 0x30 || text[index] > 0x39 { return false }
        return true
    }

    private static func isMail(_ text: Span<UInt8>) -> Bool {
        guard let at = text.firstIndex(of: 0x40), at > 0 else { return false }
        guard let dot = text.firstIndex(of: 0x2E, from: at + 2), dot + 1 < text.count else {
            return false
        }
        for index in text.indices where text[index] >= 0x41 && text[index] <= 0x5A { return false }
        return true
    }

    private func isSame(_ a: PointRow, _ b: PointRow) -> Bool {
        guard a.kind == b.kind else { return false }
        let left = load.records.table.columns[a.clean]
        let right = load.records.table.columns[b.clean]
        let x = left.outcomes[a.outcome]
        let y = right.outcomes[b.outcome]
        if (x.value == 0) != (y.value == 0) { return false }
        if x.value == 0 { return left.values[x.raw].hasSameBytes(as: right.values[y.raw]) }
        let xExtension = left.part(.extension, of: a.outcome)
        let yExtension = right.part(.extension, of: b.outcome)
        return left.values[x.value].hasSameBytes(as: right.values[y.value])
            && left.values[xExtension].hasSameBytes(as: right.values[yExtension])
    }
}
