import Records
import Storage

/// Points and addresses of existing records: what is new is added, and in a clean-up what a stored
/// one now reads is corrected in its place.
extension RecordUpdater {
    /// Takes from a record what only mentions said that left it.
    mutating func part(
        _ parting: RecordParting,
        _ row: Int,
        _ maker: RowMaker,
        _ points: PointRows,
        _ addresses: AddressRows
    ) throws(StorageFailure) {
        let blanks = maker.layout.values.filter { value in
            maker.block.isNull(row, value.position) && !value.isRequired && !value.standard.isGiven
        }
        try parting.part(
            maker.records[row],
            columns: blanks.map(\.column),
            points: points[row].map { point in
                var key: [UInt8] = []
                ExistingParts.write(point, points.texts, to: &key)
                return RecordParting.key(key)
            },
            addresses: addresses[row].map { address in
                var key: [UInt8] = []
                ExistingParts.write(address, addresses.texts, to: &key)
                return RecordParting.key(key)
            },
            connection
        )
    }

    /// Adds a point that the record lacks, or corrects the stored one that it came from.
    mutating func add(
        _ point: PointRow,
        _ texts: PartTexts,
        _ owner: Int64,
        _ writer: borrowing EntityWriter,
        _ nextPoint: Int64
    ) throws(StorageFailure) -> Bool {
        if parts.has(point, texts, owner: owner) { return false }
        if isSelf, let id = parts.pointToCorrect(point, texts, owner: owner) {
            let isCorrected = try correct(id, point, texts)
            parts.add(point, texts, owner: owner)
            return isCorrected
        }
        var added = point
        if parts.hasPrimary(point, texts, owner: owner) { added.isPrimary = false }
        try writer.insert(added, texts, id: nextPoint, owner: owner)
        parts.add(point, texts, owner: owner)
        return true
    }

    private func correct(
        _ id: Int64,
        _ point: PointRow,
        _ texts: PartTexts
    ) throws(StorageFailure) -> Bool {
        let update = try connection.prepare(
            """
            UPDATE contact_point SET value_norm = ?1, extension = ?2, validity = ?3
            WHERE point_id = ?4 AND kind = ?5 AND (value_norm IS NOT ?1 OR validity IS NOT ?3)
            RETURNING point_id
            """
        )
        update.bind(texts.bytes.span.extracting(point.value), at: 1)
        update.bind(texts.bytes.span.extracting(point.suffix), at: 2)
        update.bind(texts.string(point.validityName), at: 3)
        update.bind(id, at: 4)
        update.bind(texts.string(point.kindName), at: 5)
        return try update.step()
    }

    /// In a clean-up: puts the address in the place of the stored one that it was read from.
    mutating func correct(
        _ address: AddressRow,
        _ texts: PartTexts,
        _ owner: Int64
    ) throws(StorageFailure) -> Bool {
        guard isSelf, let stored = parts.addressToCorrect(owner: owner) else { return false }
        let update = try connection.prepare(
            """
            UPDATE address SET adcode = coalesce(?1, adcode), province = ?2, city = ?3,
                district = ?4, detail = ?5, postal_code = coalesce(?6, postal_code)
            WHERE address_id = ?7
            """
        )
        let ranges = [
            address.adcode, address.province, address.city, address.district, address.detail,
            address.postalCode,
        ]
        for (index, range) in ranges.enumerated() {
            update.bind(range.isEmpty ? nil : texts.string(range), at: index + 1)
        }
        update.bind(stored, at: ranges.count + 1)
        try update.run()
        return true
    }

    // MARK: What the report lists

    func note(
        _ point: PointRow,
        _ texts: PartTexts,
        _ record: Int,
        _ change: inout RecordChange
    ) {
        let kind = texts.string(point.kindName)
        let field = plan.entity.field(kind) == nil ? "phone" : kind
        let value = texts.string(point.value.isEmpty ? point.raw : point.value)
        note(record, field, before: isSelf ? texts.string(point.raw) : "", after: value, &change)
    }

    func note(
        _ address: AddressRow,
        _ texts: PartTexts,
        _ record: Int,
        _ change: inout RecordChange
    ) {
        let parts = [address.province, address.city, address.district, address.detail]
        let after = parts.map { texts.string($0) }.joined()
        let raw = texts.string(address.raw)
        note(
            record,
            "address",
            before: isSelf ? raw : "",
            after: after.isEmpty ? raw : after,
            &change
        )
    }

    private func note(
        _ record: Int,
        _ field: String,
        before: String,
        after: String,
        _ change: inout RecordChange
    ) {
        change.hasParts = true
        change.fields.append(
            FieldChange(
                entity: plan.entity.name,
                record: plan.code(record),
                field: field,
                before: before,
                after: after
            )
        )
    }
}
