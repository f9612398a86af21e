import CRM
import Records
import Storage

/// A contact point to be written; its texts are ranges of the block's.
struct PointRow {
    /// Position of its record in the block.
    var row: Int
    var kind: ValueKind
    var validity: Validity
    var isPrimary = false
    var kindName, validityName: Range<Int>
    var value, raw, suffix, country, areaCode, label, reason: Range<Int>
}

/// Collects the points of a block's records: unique by (kind, value, extension), or by raw text
/// where there is no value; the first valid one of a kind is primary.
struct PointRows {
    private let load: LoadEntity
    private let columns: [EntityLayout.SetColumn]
    private(set) var texts: PartTexts
    private var found: [PointRow] = []
    private var rows: [PointRow] = []
    /// By block row: its points are `rows[starts[row]..<starts[row + 1]]`.
    private var starts: [Int] = [0]
    private let kindNames: [Range<Int>]
    private let validityNames: [Range<Int>]
    private let china: Range<Int>

    init(_ load: LoadEntity, _ layout: EntityLayout) {
        self.load = load
        columns = layout.points
        let kinds = ValueKind.allCases.map { StoredNames.of($0) }
        let validities = [Validity.valid, .suspect, .invalid].map { StoredNames.of($0) }
        let made = PartTexts.make(words: kinds + validities + ["CN"])
        texts = made.texts
        kindNames = Array(made.ranges.prefix(kinds.count))
        validityNames = Array(made.ranges.dropFirst(kinds.count).prefix(validities.count))
        china = made.ranges[kinds.count + validities.count]
    }

    /// The points of a row of the block.
    subscript(row: Int) -> ArraySlice<PointRow> { rows[starts[row]..<starts[row + 1]] }

    mutating func collect(_ records: [Int]) {
        texts.clear()
        found.removeAll(keepingCapacity: true)
        for column in columns { collect(column, records) }
        if columns.count > 1 { sortFound(records.count) }
        settle(records.count)
    }

    private mutating func collect(_ column: EntityLayout.SetColumn, _ records: [Int]) {
        let field = load.records.golden.fields[column.golden]
        let clean = load.records.table.columns[column.clean]
        var wanted: ValueKind?
        if case .point(let kind) = column.field.storage { wanted = kind ?? .other }
        for (row, record) in records.enumerated() {
            for pick in field.starts[record]..<field.starts[record + 1] {
                add(row, clean, Int(field.picks[Int(pick)].outcome), wanted)
            }
        }
    }

    private mutating func add(
        _ row: Int,
        _ column: CleanColumn,
        _ outcome: Int,
        _ wanted: ValueKind?
    ) {
        let value = column.outcomes[outcome]
        var kind = value.kind
        if let wanted, kind == .plain || wanted == .fax { kind = wanted }
        if kind.rawValue < ValueKind.mobile.rawValue || kind.rawValue > ValueKind.other.rawValue {
            kind = .other
        }
        var validity = value.validity
        if validity == .valid, !PointRows.isStorableAsValid(kind, column, outcome, value) {
            validity = .suspect
        }
        let country = column.part(.country, of: outcome)
        found.append(
            PointRow(
                row: row,
                kind: kind,
                validity: validity,
                kindName: kindNames[Int(kind.rawValue)],
                validityName: validityNames[Int(validity.rawValue)],
                value: texts.add(column.values[value.value]),
                raw: texts.add(column.values[value.raw == 0 ? value.value : value.raw]),
                suffix: texts.add(column.values[column.part(.extension, of: outcome)]),
                country: country == 0 ? china : texts.add(column.values[country]),
                areaCode: texts.add(column.values[column.part(.areaCode, of: outcome)]),
                label: texts.add(column.values[column.part(.label, of: outcome)]),
                reason: value.code == .none ? 0..<0 : texts.add(value.code.text)
            )
        )
    }

    /// Brings points together by row, in the order of columns.
    private mutating func sortFound(_ rowCount: Int) {
        var next = [Int](repeating: 0, count: rowCount + 1)
        for point in found { next[point.row + 1] += 1 }
        for row in 0..<rowCount { next[row + 1] += next[row] }
        var order = [Int](repeating: 0, count: found.count)
        for index in found.indices {
            let row = found[index].row
            order[next[row]] = index
            next[row] += 1
        }
        found = order.map { found[$0] }
    }

    private mutating func settle(_ rowCount: Int) {
        rows.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        var index = 0
        for row in 0..<rowCount {
            let first = rows.count
            starts.append(first)
            var seen: UInt32 = 0
            while index < found.count, found[index].row == row {
                var point = found[index]
                index += 1
                if (first..<rows.count).contains(where: { isSame(rows[$0], point) }) { continue }
                if point.validity == .valid {
                    let bit: UInt32 = 1 << UInt32(point.kind.rawValue)
                    point.isPrimary = seen & bit == 0
                    seen |= bit
                }
                rows.append(point)
            }
        }
        starts.append(rows.count)
    }

    private func isSame(_ a: PointRow, _ b: PointRow) -> Bool {
        if a.kind != b.kind || a.value.isEmpty != b.value.isEmpty { return false }
        if a.value.isEmpty { return texts.areSame(a.raw, b.raw) }
        return texts.areSame(a.value, b.value) && texts.areSame(a.suffix, b.suffix)
    }

    /// The schema's CHECKs for valid points.
    private static func isStorableAsValid(
        _ kind: ValueKind,
        _ column: CleanColumn,
        _ outcome: Int,
        _ value: CleanValue
    ) -> Bool {
        if value.value == 0 { return false }
        switch kind {
        case .mobile:
            let country = column.part(.country, of: outcome)
            if country != 0, !column.values[country].equals("CN") { return true }
            return isMobile(column.values[value.value])
        case .email: return isMail(column.values[value.value])
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
}
