import CRM
import Records

/// The side tables of a crm.db, read once: contact points, addresses, labels, names, codes.
struct CRMLookups {
    /// Joined values by owner column (`account_id`), owner and kind.
    private(set) var points: [String: [Int64: [String: [UInt8]]]] = [:]
    /// The primary address by owner column and owner.
    private(set) var addresses: [String: [Int64: [UInt8]]] = [:]
    private(set) var postalCodes: [String: [Int64: [UInt8]]] = [:]
    /// Labels by list and code.
    private(set) var picklists: [String: [String: [UInt8]]] = [:]
    private(set) var users: [Int64: [UInt8]] = [:]
    private(set) var aliases: [Int64: [UInt8]] = [:]
    private(set) var stages: [Int64: [UInt8]] = [:]
    private(set) var departments: [Int64: [UInt8]] = [:]
    /// Codes, or ids as text, by entity and id.
    private(set) var codes: [String: [Int64: [UInt8]]] = [:]
    /// Records that withdrew a consent, by entity.
    private(set) var optOuts: [String: Set<Int64>] = [:]

    static let owners = ["account_id", "contact_id", "lead_id"]

    init(_ file: borrowing SQLiteFile, _ catalog: SQLiteCatalog) throws(ImportFailure) {
        try readPoints(file)
        try readAddresses(file)
        try readNames(file, catalog)
        try readCodes(file, catalog)
    }

    private mutating func readPoints(_ file: borrowing SQLiteFile) throws(ImportFailure) {
        let sql = """
            SELECT account_id, contact_id, lead_id, kind, coalesce(value_norm, value_raw), extension
            FROM contact_point ORDER BY is_primary DESC, point_id
            """
        var all: [String: [Int64: [String: [UInt8]]]] = [:]
        try file.query(sql) { row in
            for (index, owner) in CRMLookups.owners.enumerated() where !row.isNull(index) {
                var value = row.bytes(4)
                if !row.isNull(5) { value.append(contentsOf: Array(" ext. ".utf8) + row.bytes(5)) }
                all[owner, default: [:]][row.integer(index), default: [:]][
                    row.string(3),
                    default: []
                ].appendJoined(value)
            }
        }
        points = all
    }

    private mutating func readAddresses(_ file: borrowing SQLiteFile) throws(ImportFailure) {
        let sql = """
            SELECT account_id, contact_id, lead_id, province, city, district, detail, address_raw,
                postal_code
            FROM address ORDER BY is_primary DESC, address_id
            """
        var all: [String: [Int64: [UInt8]]] = [:]
        var postal: [String: [Int64: [UInt8]]] = [:]
        try file.query(sql) { row in
            for (index, owner) in CRMLookups.owners.enumerated() where !row.isNull(index) {
                let id = row.integer(index)
                if all[owner]?[id] != nil { continue }
                all[owner, default: [:]][id] = CRMLookups.address(row)
                postal[owner, default: [:]][id] = row.bytes(8)
            }
        }
        addresses = all
        postalCodes = postal
    }

    /// Province, city, district and detail; the raw text when none of them is known.
    private static func address(_ row: borrowing SQLiteRow) -> [UInt8] {
        let parts = [row.bytes(3), row.bytes(4), row.bytes(5), row.bytes(6)]
        if parts.allSatisfy(\.isEmpty) { return row.bytes(7) }
        return Array(parts.joined(separator: [CRMDatabase.separator]))
    }

    private mutating func readNames(
        _ file: borrowing SQLiteFile,
        _ catalog: SQLiteCatalog
    ) throws(ImportFailure) {
        users = try names(file, catalog, "crm_user", "user_id", "full_name")
        stages = try names(file, catalog, "pipeline_stage", "stage_id", "name")
        departments = try names(file, catalog, "department", "department_id", "path")
        if catalog.hasTable("picklist") {
            var lists: [String: [String: [UInt8]]] = [:]
            try file.query("SELECT list, code, label_zh FROM picklist") { row in
                lists[row.string(0), default: [:]][row.string(1)] = row.bytes(2)
            }
            picklists = lists
        }
        if catalog.hasTable("crm_user_alias") {
            var all: [Int64: [UInt8]] = [:]
            try file.query("SELECT user_id, alias FROM crm_user_alias ORDER BY alias") { row in
                all[row.integer(0), default: []].appendJoined(row.bytes(1))
            }
            aliases = all
        }
        if catalog.hasTable("consent") {
            var all: [String: Set<Int64>] = [:]
            let sql = "SELECT entity, record_id FROM consent WHERE state = 'withdrawn'"
            try file.query(sql) { row in all[row.string(0), default: []].insert(row.integer(1)) }
            optOuts = all
        }
    }

    private func names(
        _ file: borrowing SQLiteFile,
        _ catalog: SQLiteCatalog,
        _ table: String,
        _ id: String,
        _ name: String
    ) throws(ImportFailure) -> [Int64: [UInt8]] {
        guard catalog.hasTable(table) else { return [:] }
        var all: [Int64: [UInt8]] = [:]
        try file.query("SELECT \(id), \(name) FROM \(table)") { row in
            all[row.integer(0)] = row.bytes(1)
        }
        return all
    }

    private mutating func readCodes(
        _ file: borrowing SQLiteFile,
        _ catalog: SQLiteCatalog
    ) throws(ImportFailure) {
        let linked = Set(CRMModel.standard.entities.flatMap { $0.links.map(\.entity) })
        for entity in CRMModel.standard.entities
        where linked.contains(entity.name) && catalog.hasTable(entity.table) {
            let code = entity.codeColumn ?? entity.idColumn
            codes[entity.name] = try names(file, catalog, entity.table, entity.idColumn, code)
        }
    }
}

extension [UInt8] {
    /// Appends one more value of a cell.
    mutating func appendJoined(_ value: [UInt8]) {
        if !isEmpty { append(CRMDatabase.separator) }
        append(contentsOf: value)
    }
}
