import CRM
import Records

/// An address to be written; its texts are ranges of the block's.
struct AddressRow {
    /// Position of its record in the block.
    var row: Int
    var kind: Range<Int>
    var adcode = 0..<0
    var province = 0..<0
    var city = 0..<0
    var district = 0..<0
    var detail = 0..<0
    var postalCode = 0..<0
    var raw = 0..<0
    /// 0…100.
    var confidence: UInt8 = 0
}

/// Collects the addresses of a block's records: one row per value of `address`, the first of which
/// also takes what stands in province, city, district and postal code columns.
struct AddressRows {
    private let load: LoadEntity
    private let columns: [EntityLayout.SetColumn]
    private let adcodes: Set<[UInt8]>
    private(set) var texts: PartTexts
    /// By block row.
    private var rows: [[AddressRow]] = []
    private let kindNames: [String: Range<Int>]
    private let office, other: Range<Int>

    private static let kinds = ["registered", "office", "billing", "shipping", "home", "other"]

    init(_ load: LoadEntity, _ layout: EntityLayout, adcodes: Set<[UInt8]>) {
        self.load = load
        columns = layout.addresses
        self.adcodes = adcodes
        let made = PartTexts.make(words: AddressRows.kinds)
        texts = made.texts
        kindNames = Dictionary(uniqueKeysWithValues: zip(AddressRows.kinds, made.ranges))
        office = made.ranges[1]
        other = made.ranges[5]
    }

    subscript(row: Int) -> [AddressRow] { rows[row] }

    /// Collects the addresses of the block that `maker` is making, to which it gives back what no
    /// address can hold: a postal code that isn't one.
    mutating func collect(_ maker: inout RowMaker) {
        texts.clear()
        let records = maker.records
        for row in rows.indices { rows[row].removeAll(keepingCapacity: true) }
        while rows.count < records.count { rows.append([]) }
        if columns.isEmpty { return }
        for column in columns where AddressRows.isWhole(column) {
            let field = load.records.golden.fields[column.golden]
            let clean = load.records.table.columns[column.clean]
            let kind = kind(column.kind)
            for (row, record) in records.enumerated() {
                for pick in field.starts[record]..<field.starts[record + 1] {
                    add(row, clean, Int(field.picks[Int(pick)].outcome), kind)
                }
            }
        }
        collectLoose(&maker)
    }

    private func kind(_ name: String?) -> Range<Int> {
        guard let name else { return office }
        return kindNames[name] ?? other
    }

    private static func isWhole(_ column: EntityLayout.SetColumn) -> Bool {
        column.field.type == .address || column.field.type == .region
    }

    private mutating func add(
        _ row: Int,
        _ table: CleanColumn,
        _ outcome: Int,
        _ kind: Range<Int>
    ) {
        let value = table.outcomes[outcome]
        if value.raw == 0 { return }
        var address = AddressRow(row: row, kind: kind)
        address.raw = text(table.values[value.raw])
        if address.raw.isEmpty { return }
        address.province = texts.add(table.values[table.part(.province, of: outcome)])
        address.city = texts.add(table.values[table.part(.city, of: outcome)])
        address.district = texts.add(table.values[table.part(.district, of: outcome)])
        address.detail = texts.add(table.values[table.part(.detail, of: outcome)])
        address.adcode = known(table.values[table.part(.adcode, of: outcome)])
        let code = table.part(.postalCode, of: outcome)
        let isPostal = AddressRows.isPostal(table.values[code])
        if isPostal { address.postalCode = texts.add(table.values[code]) }
        address.confidence = value.confidence
        if !rows[row].contains(where: { isSame($0, address) }) { rows[row].append(address) }
    }

    /// The text with blanks between the cells that were joined.
    private mutating func text(_ raw: Span<UInt8>) -> Range<Int> {
        let isOneCell = raw.firstIndex(of: 0x1F) == nil
        if isOneCell { return texts.add(raw) }
        let joined = Array(raw.copy().split(separator: 0x1F).joined(separator: [0x20]))
        return texts.add(joined.span)
    }

    /// What makes two addresses of one owner the same (decisions: code and detail).
    private func isSame(_ a: AddressRow, _ b: AddressRow) -> Bool {
        a.kind == b.kind && texts.areSame(a.adcode, b.adcode) && texts.areSame(a.detail, b.detail)
            && texts.areSame(a.district, b.district)
    }

    // MARK: Parts in columns of their own

    private mutating func collectLoose(_ maker: inout RowMaker) {
        let loose = columns.filter { !AddressRows.isWhole($0) }
        if loose.isEmpty { return }
        for (row, record) in maker.records.enumerated() {
            var address = AddressRow(row: row, kind: office)
            var raw: [UInt8] = []
            for column in loose {
                let field = load.records.golden.fields[column.golden]
                guard field.starts[record] < field.starts[record + 1] else { continue }
                let outcome = Int(field.picks[Int(field.starts[record])].outcome)
                let table = load.records.table.columns[column.clean]
                fill(&address, column.field, table, outcome, &raw, &maker)
            }
            if raw.isEmpty { continue }
            address.raw = texts.add(raw.span)
            merge(address)
        }
    }

    private mutating func fill(
        _ address: inout AddressRow,
        _ field: Field,
        _ table: CleanColumn,
        _ outcome: Int,
        _ raw: inout [UInt8],
        _ maker: inout RowMaker
    ) {
        let value = table.outcomes[outcome]
        let id = value.value == 0 ? value.raw : value.value
        switch field.type {
        case .province: address.province = texts.add(table.values[id])
        case .city: address.city = texts.add(table.values[id])
        case .district: address.district = texts.add(table.values[id])
        default:
            let isPostal = AddressRows.isPostal(table.values[id])
            if !isPostal {
                maker.reject(address.row, field.name, table.values[value.raw])
                return
            }
            address.postalCode = texts.add(table.values[id])
        }
        let adcode = known(table.values[table.part(.adcode, of: outcome)])
        if !adcode.isEmpty, address.adcode.isEmpty || field.type == .district {
            address.adcode = adcode
        }
        raw.append(table.values[value.raw])
        address.confidence = 100
    }

    private mutating func merge(_ loose: AddressRow) {
        let row = loose.row
        if rows[row].isEmpty { return rows[row].append(loose) }
        if rows[row][0].province.isEmpty { rows[row][0].province = loose.province }
        if rows[row][0].city.isEmpty { rows[row][0].city = loose.city }
        if rows[row][0].district.isEmpty { rows[row][0].district = loose.district }
        if rows[row][0].adcode.isEmpty { rows[row][0].adcode = loose.adcode }
        if rows[row][0].postalCode.isEmpty { rows[row][0].postalCode = loose.postalCode }
    }

    /// Only codes that the region table has: the column refers to it.
    private mutating func known(_ adcode: Span<UInt8>) -> Range<Int> {
        let isKnown = !adcode.isEmpty && adcodes.contains(adcode.copy())
        return isKnown ? texts.add(adcode) : 0..<0
    }

    /// Six digits.
    private static func isPostal(_ code: Span<UInt8>) -> Bool {
        if code.count != 6 { return false }
        for index in code.indices where code[index] < 0x30 || code[index] > 0x39 { return false }
        return true
    }
}
