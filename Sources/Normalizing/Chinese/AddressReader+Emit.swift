import Records

/// Composing the value, key and parts of an address.
extension AddressReader {
    private struct Place {
        var province: Int32 = -1
        var city: Int32 = -1
        var district: Int32 = -1
        /// The name of a district that could not be told from others of the name.
        var openName = 0..<0
    }

    mutating func emit(raw: ValueID, into column: inout CleanColumn) {
        let decision = decide()
        let place = place(decision)
        var value = CleanValue()
        value.raw = raw
        value.confidence = confidence(decision, place)
        value.code = code(decision)
        if decision.region < 0 || decision.isConflict || decision.isAmbiguous {
            value.validity = .suspect
        }
        composeValue(place)
        value.value = column.values.intern(bytes.span)
        if value.value == 0 { value.value = raw }
        value.key = internKey(decision, into: &column)
        column.emit(value)
        setParts(decision, place, into: &column)
    }

    private func place(_ decision: Decision) -> Place {
        var place = Place()
        var region = decision.region
        while region >= 0 {
            switch table.level(region) {
            case .province: place.province = region
            case .city: place.city = region
            case .district: place.district = region
            }
            region = table.parents[Int(region)]
        }
        if decision.isAmbiguous, place.district < 0, let last = mentions.last(where: isDistrict) {
            place.openName = last.place
        }
        return place
    }

    private func isDistrict(_ mention: Mention) -> Bool {
        candidates[mention.candidates].allSatisfy { table.level($0) == .district }
    }

    /// 0…100: how surely and how far the region is known.
    private func confidence(_ decision: Decision, _ place: Place) -> UInt8 {
        if decision.region < 0 { return mentions.isEmpty ? 10 : 30 }
        var confidence = 60
        if place.district >= 0 || isLeafCity(place.city) {
            confidence = 100
        } else if place.city >= 0 {
            confidence = 85
        }
        if mentions.count == 1, place.district >= 0 { confidence = 85 }
        if let last = mentions.last, last.isShort { confidence -= 5 }
        if decision.isAmbiguous { confidence = min(confidence, 40) }
        if decision.isConflict { confidence = min(confidence, 50) }
        return UInt8(confidence)
    }

    /// A city without districts: 东莞, 中山, 儋州, 嘉峪关.
    private func isLeafCity(_ city: Int32) -> Bool {
        guard city >= 0 else { return false }
        let next = Int(city) + 1
        return next >= table.parents.count || table.parents[next] != city
    }

    private func code(_ decision: Decision) -> FindingCode {
        if decision.isConflict { return ChineseFindings.regionConflict.code }
        if decision.isAmbiguous { return ChineseFindings.regionAmbiguous.code }
        if decision.region < 0 { return ChineseFindings.regionUnknown.code }
        if isFormerName(decision.region) { return ChineseFindings.formerRegion.code }
        return remark.isEmpty ? .none : ChineseFindings.addressRemark.code
    }

    /// Whether the cell names the region only by a name that is no longer in use.
    private func isFormerName(_ region: Int32) -> Bool {
        for mention in mentions {
            for index in mention.candidates where candidates[index] == region {
                let value = table.names.exact(
                    simple,
                    mention.place.lowerBound,
                    mention.place.upperBound
                )
                return value >= table.formerStart
            }
        }
        return false
    }

    private mutating func composeValue(_ place: Place) {
        bytes.removeAll(keepingCapacity: true)
        appendName(place.province)
        if place.city >= 0, !isMunicipal(place) { appendName(place.city) }
        appendName(place.district)
        for index in place.openName { Scalars.append(simple[index], to: &bytes) }
        for scalar in detail { Scalars.append(scalar, to: &bytes) }
    }

    private func isMunicipal(_ place: Place) -> Bool {
        place.province >= 0 && table.isMunicipality(place.province)
    }

    private mutating func appendName(_ region: Int32) {
        guard region >= 0 else { return }
        bytes.append(contentsOf: table.nameBytes[Int(region)])
    }

    /// `adcode|detail`, simplified, lower case, only letters, digits, dashes; 0 without a detail.
    private mutating func internKey(
        _ decision: Decision,
        into column: inout CleanColumn
    ) -> ValueID {
        guard !detail.isEmpty else { return 0 }
        bytes.removeAll(keepingCapacity: true)
        if decision.region >= 0 { appendCode(decision.region) }
        bytes.append(0x7C)
        for scalar in detailSimple {
            let lower = scalar >= 0x41 && scalar <= 0x5A ? scalar + 0x20 : scalar
            if Self.isDigit(lower) || lower == 0x2D || PersonReader.isLetter(lower) {
                Scalars.append(lower, to: &bytes)
            }
        }
        return column.values.intern(bytes.span)
    }

    private mutating func appendCode(_ region: Int32) {
        var divisor = 100_000
        let code = table.codes[Int(region)]
        while divisor > 0 {
            bytes.append(UInt8(0x30 + code / divisor % 10))
            divisor /= 10
        }
    }

    private mutating func setParts(
        _ decision: Decision,
        _ place: Place,
        into column: inout CleanColumn
    ) {
        setName(.province, place.province, into: &column)
        setName(.city, isMunicipal(place) ? place.province : place.city, into: &column)
        setName(.district, place.district, into: &column)
        if !place.openName.isEmpty { setPart(.district, simple, place.openName, into: &column) }
        setPart(.detail, detail, detail.indices, into: &column)
        if decision.region >= 0 {
            bytes.removeAll(keepingCapacity: true)
            appendCode(decision.region)
            column.setPart(.adcode, bytes.span)
        }
        setPart(.postalCode, postalCode, postalCode.indices, into: &column)
        setPart(.remark, remark, remark.indices, into: &column)
    }

    private mutating func setName(
        _ part: Part,
        _ region: Int32,
        into column: inout CleanColumn
    ) {
        bytes.removeAll(keepingCapacity: true)
        appendName(region)
        column.setPart(part, bytes.span)
    }

    private mutating func setPart(
        _ part: Part,
        _ scalars: [UInt32],
        _ range: Range<Int>,
        into column: inout CleanColumn
    ) {
        bytes.removeAll(keepingCapacity: true)
        for index in range { Scalars.append(scalars[index], to: &bytes) }
        column.setPart(part, bytes.span)
    }
}
