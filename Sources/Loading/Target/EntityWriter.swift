import CRM
import Records
import Storage

/// Inserts records of one entity with their points, addresses and consents.
struct EntityWriter: ~Copyable {
    private let row: Statement
    private let point: Statement
    private let address: Statement
    private let consent: Statement
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
        ownerParameter = EntityWriter.owners[layout.entity.name]
        asOf = run.asOf
        self.runNumber = runNumber
        self.row = row
        self.point = point
        self.address = address
        self.consent = consent
    }

    func insert(_ block: RowBlock, _ index: Int) throws(StorageFailure) {
        try block.insert(index, row)
    }

    func insert(
        _ part: PointRow,
        _ texts: PartTexts,
        id: Int64,
        owner: Int64
    ) throws(StorageFailure) {
        guard let ownerParameter else { return }
        var cells = InlineArray<14, StoredCell>(repeating: .null)
        cells[0] = .integer(id)
        cells[ownerParameter - 1] = .integer(owner)
        cells[4] = PartTexts.cell(part.kindName)
        cells[5] = PartTexts.cell(part.label)
        cells[6] = PartTexts.cell(part.value)
        cells[7] = PartTexts.cell(part.raw)
        cells[8] = PartTexts.cell(part.country)
        cells[9] = PartTexts.cell(part.areaCode)
        cells[10] = PartTexts.cell(part.suffix)
        cells[11] = .integer(part.isPrimary ? 1 : 0)
        cells[12] = PartTexts.cell(part.validityName)
        cells[13] = PartTexts.cell(part.reason)
        try point.run(cells.span, over: texts.bytes.span)
    }

    func insert(
        _ part: AddressRow,
        _ texts: PartTexts,
        id: Int64,
        owner: Int64,
        isPrimary: Bool
    ) throws(StorageFailure) {
        guard let ownerParameter else { return }
        var cells = InlineArray<14, StoredCell>(repeating: .null)
        cells[0] = .integer(id)
        cells[ownerParameter - 1] = .integer(owner)
        cells[4] = PartTexts.cell(part.kind)
        cells[5] = PartTexts.cell(part.adcode)
        cells[6] = PartTexts.cell(part.province)
        cells[7] = PartTexts.cell(part.city)
        cells[8] = PartTexts.cell(part.district)
        cells[9] = PartTexts.cell(part.detail)
        cells[10] = PartTexts.cell(part.postalCode)
        cells[11] = PartTexts.cell(part.raw)
        cells[12] = .real(Double(part.confidence) / 100)
        cells[13] = .integer(isPrimary ? 1 : 0)
        try address.run(cells.span, over: texts.bytes.span)
    }

    func insertOptOut(entity: String, owner: Int64) throws(StorageFailure) {
        consent.bind(entity, at: 1)
        consent.bind(owner, at: 2)
        consent.bind(asOf, at: 3)
        consent.bind(runNumber, at: 4)
        try consent.run()
    }
}
