import CRM
import Records

/// An address to be written; texts are copied because they come from several columns.
struct AddressRow: Equatable {
    var kind = "office"
    var adcode: [UInt8] = []
    var province: [UInt8] = []
    var city: [UInt8] = []
    var district: [UInt8] = []
    var detail: [UInt8] = []
    var postalCode: [UInt8] = []
    var raw: [UInt8] = []
    /// 0…100.
    var confidence: UInt8 = 0

    /// Province, city, district and detail in one line; empty when none of them is known.
    var text: [UInt8] { province + city + district + detail }

    /// What makes two addresses of one owner the same (decisions: code and detail).
    func isSame(as other: AddressRow) -> Bool {
        kind == other.kind && adcode == other.adcode && detail == other.detail
            && district == other.district
    }
}

/// Collects the addresses of one record: one row per value of `address`, the first of which also
/// takes what stands in province, city, district and postal code columns.
struct AddressRows {
    private let load: LoadEntity
    private let columns: [EntityLayout.SetColumn]
    private let adcodes: Set<[UInt8]>
    private(set) var rows: [AddressRow] = []

    private static let kinds: Set<String> = [
        "registered", "office", "billing", "shipping", "home", "other",
    ]

    init(_ load: LoadEntity, _ layout: EntityLayout, adcodes: Set<[UInt8]>) {
        self.load = load
        columns = layout.addresses
        self.adcodes = adcodes
    }

    mutating func collect(_ record: Int) {
        rows.removeAll(keepingCapacity: true)
        for column in columns where column.field.type == .address || column.field.type == .region {
            for pick in picks(column, record) { add(column, outcome: pick) }
        }
        var loose = AddressRow()
        for column in columns where column.field.type != .address && column.field.type != .region {
            guard let outcome = picks(column, record).first else { continue }
            fill(&loose, column, outcome)
        }
        if !loose.raw.isEmpty { merge(loose) }
    }

    private func picks(_ column: EntityLayout.SetColumn, _ record: Int) -> [Int] {
        load.records.golden.fields[column.golden][record].map { Int($0.outcome) }
    }

    private mutating func add(_ column: EntityLayout.SetColumn, outcome: Int) {
        let table = load.records.table.columns[column.clean]
        let value = table.outcomes[outcome]
        var row = AddressRow()
        if let kind = column.kind { row.kind = AddressRows.kinds.contains(kind) ? kind : "other" }
        row.province = table.values.copy(table.part(.province, of: outcome))
        row.city = table.values.copy(table.part(.city, of: outcome))
        row.district = table.values.copy(table.part(.district, of: outcome))
        row.detail = table.values.copy(table.part(.detail, of: outcome))
        row.adcode = known(table.values.copy(table.part(.adcode, of: outcome)))
        row.postalCode = postal(table.values.copy(table.part(.postalCode, of: outcome)))
        let components = table.values.copy(value.raw).split(separator: 0x1F)
        row.raw = Array(components.joined(separator: [0x20]))
        row.confidence = value.confidence
        if row.raw.isEmpty { return }
        if !rows.contains(where: { $0.isSame(as: row) }) { rows.append(row) }
    }

    private func fill(_ row: inout AddressRow, _ column: EntityLayout.SetColumn, _ outcome: Int) {
        let table = load.records.table.columns[column.clean]
        let value = table.outcomes[outcome]
        let text = table.values.copy(value.value == 0 ? value.raw : value.value)
        switch column.field.type {
        case .province: row.province = text
        case .city: row.city = text
        case .district: row.district = text
        default: row.postalCode = postal(text)
        }
        let adcode = known(table.values.copy(table.part(.adcode, of: outcome)))
        if !adcode.isEmpty, row.adcode.isEmpty || column.field.type == .district {
            row.adcode = adcode
        }
        row.raw += table.values.copy(value.raw)
        row.confidence = 100
    }

    private mutating func merge(_ loose: AddressRow) {
        if rows.isEmpty { return rows.append(loose) }
        if rows[0].province.isEmpty { rows[0].province = loose.province }
        if rows[0].city.isEmpty { rows[0].city = loose.city }
        if rows[0].district.isEmpty { rows[0].district = loose.district }
        if rows[0].adcode.isEmpty { rows[0].adcode = loose.adcode }
        if rows[0].postalCode.isEmpty { rows[0].postalCode = loose.postalCode }
    }

    /// Only codes that the region table has: the column refers to it.
    private func known(_ adcode: [UInt8]) -> [UInt8] { adcodes.contains(adcode) ? adcode : [] }

    private func postal(_ code: [UInt8]) -> [UInt8] {
        code.count == 6 && code.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? code : []
    }
}
