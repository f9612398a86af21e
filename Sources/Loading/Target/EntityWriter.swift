import CRM
import Records
import Storage

/// Inserts records of one entity with their points, addresses and consents.
struct EntityWriter: ~Copyable {
    private let row: Statement
    private let point: Statement
    private let address: Statement
    private let consent: Statement
    private let columnCount: Int
    private let ownerParameter: Int?
    private let asOf: String
    private let runNumber: Int

    /// Parameters of the owner columns in `contact_point` and `address`.
    private static let owners = ["account": 2, "contact": 3, "lead": 4]

    init(
        _ layout: EntityLayout,
        run: RunFacts,
        runNumber: Int,
        _ connection: Connection
    ) throws(StorageFailure) {
        let names = layout.names.map(CustomSchema.quoted).joined(separator: ", ")
        let marks = layout.names.map { _ in "?" }.joined(separator: ", ")
        let row = try connection.prepare(
            "INSERT INTO \(CustomSchema.quoted(layout.entity.table)) (\(names)) VALUES (\(marks))"
        )
        let point = try connection.prepare(
            """
            INSERT INTO contact_point (point_id, account_id, contact_id, lead_id, kind, label,
                value_norm, value_raw, country, area_code, extension, is_primary, validity, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        let address = try connection.prepare(
            """
            INSERT INTO address (address_id, account_id, contact_id, lead_id, kind, country, adcode,
                province, city, district, detail, postal_code, address_raw, parse_confidence,
                is_primary)
            VALUES (?, ?, ?, ?, ?, 'CN', ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        let consent = try connection.prepare(
            """
            INSERT INTO consent (entity, record_id, purpose, channel, state, effective_at,
                recorded_run)
            VALUES (?, ?, 'marketing', 'phone', 'withdrawn', ?, ?)
            """
        )
        columnCount = layout.names.count
        ownerParameter = EntityWriter.owners[layout.entity.name]
        asOf = run.asOf
        self.runNumber = runNumber
        self.row = row
        self.point = point
        self.address = address
        self.consent = consent
    }

    func insert(_ image: RowImage) throws(StorageFailure) {
        for column in 0..<columnCount { image.bind(column, to: row, at: column + 1) }
        try row.run()
    }

    func insert(
        _ part: PointRow,
        id: Int64,
        owner: Int64,
        _ load: LoadEntity
    ) throws(StorageFailure) {
        guard let ownerParameter else { return }
        for parameter in 2...4 { point.bindNull(parameter) }
        point.bind(id, at: 1)
        point.bind(owner, at: ownerParameter)
        point.bind(StoredNames.of(part.kind), at: 5)
        let column = load.records.table.columns[part.clean]
        let outcome = column.outcomes[part.outcome]
        bind(.label, of: part.outcome, column, at: 6)
        point.bind(column.values[outcome.value], at: 7)
        point.bind(column.values[outcome.raw == 0 ? outcome.value : outcome.raw], at: 8)
        if column.part(.country, of: part.outcome) == 0 {
            point.bind("CN", at: 9)
        } else {
            bind(.country, of: part.outcome, column, at: 9)
        }
        bind(.areaCode, of: part.outcome, column, at: 10)
        bind(.extension, of: part.outcome, column, at: 11)
        point.bind(part.isPrimary ? 1 : 0, at: 12)
        point.bind(StoredNames.of(part.validity), at: 13)
        point.bind(outcome.code == .none ? nil : outcome.code.text, at: 14)
        try point.run()
    }

    private func bind(
        _ part: Part,
        of outcome: Int,
        _ column: CleanColumn,
        at parameter: Int
    ) {
        point.bind(column.values[column.part(part, of: outcome)], at: parameter)
    }

    func insert(
        _ row: AddressRow,
        id: Int64,
        owner: Int64,
        isPrimary: Bool
    ) throws(StorageFailure) {
        guard let ownerParameter else { return }
        for parameter in 2...4 { address.bindNull(parameter) }
        address.bind(id, at: 1)
        address.bind(owner, at: ownerParameter)
        address.bind(row.kind, at: 5)
        address.bind(row.adcode.span, at: 6)
        address.bind(row.province.span, at: 7)
        address.bind(row.city.span, at: 8)
        address.bind(row.district.span, at: 9)
        address.bind(row.detail.span, at: 10)
        address.bind(row.postalCode.span, at: 11)
        address.bind(row.raw.span, at: 12)
        address.bind(Double(row.confidence) / 100, at: 13)
        address.bind(isPrimary ? 1 : 0, at: 14)
        try address.run()
    }

    func insertOptOut(entity: String, owner: Int64) throws(StorageFailure) {
        consent.bind(entity, at: 1)
        consent.bind(owner, at: 2)
        consent.bind(asOf, at: 3)
        consent.bind(runNumber, at: 4)
        try consent.run()
    }
}
