import Records

/// Composing the value, key and parts of an address.
extension AddressReader {
    /// The regions around the decided one, by level.
    struct Place {
        var province: Int32 = -1
        var city: Int32 = -1
        var district: Int32 = -1
        /// The name of a district that could not be told from others of the name.
        var openName = 0..<0
    }

    mutating func emit(raw: ValueID, isOneOfSeveral: Bool, into column: inout CleanColumn) {
        let decision = decide()
        let place = place(decision)
        keepUnrelated(decision, place)
        var value = CleanValue()
        value.raw = raw
        value.confidence = confidence(decision, place)
        value.code = code(decision, isOneOfSeveral: isOneOfSeveral)
        if decision.region < 0 || decision.isConflict || decision.isAmbiguous {
            value.validity = .suspect
        } else if hasLost() {
            // A cell of ill-formed bytes gets its first mark by being read; so would the value.
            value.validity = .suspect
            value.code = .lostCharacters
        } else if isDetailDoubtful() {
            mayReadOtherwise = true
        }
        let detailOffset = composeValue(place)
        value.value = column.values.intern(bytes.span)
        if value.value == 0 { value.value = raw }
        let detailID = column.values.intern(bytes.span.extracting(detailOffset..<bytes.count))
        value.key = internKey(decision, into: &column)
        column.emit(value)
        if detailID != 0 { column.setPart(.detail, detailID) }
        setParts(decision, place, into: &column)
    }

    mutating func place(_ decision: Decision) -> Place {
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
        if decision.isAmbiguous, place.district < 0 {
            for mention in mentions where isDistrict(mention) { place.openName = mention.place }
        }
        return place
    }

    private mutating func isDistrict(_ mention: Mention) -> Bool {
        guard !mention.isInDetail else { return false }
        for index in mention.candidates where table.level(candidates[index]) != .district {
            return false
        }
        return true
    }

    /// Names that the decision has no use for stay: with the remark, or before the detail.
    private mutating func keepUnrelated(_ decision: Decision, _ place: Place) {
        guard decision.isConflict || decision.isAmbiguous else { return }
        var front: [UInt32] = []
        var frontSimple: [UInt32] = []
        for mention in mentions
        where mention.place != place.openName && isUnused(mention, decision.region) {
            if decision.isConflict {
                appendRemark(text[mention.place])
            } else {
                front.append(contentsOf: text[mention.place])
                frontSimple.append(contentsOf: simple[mention.place])
            }
        }
        detail.insert(contentsOf: front, at: 0)
        detailSimple.insert(contentsOf: frontSimple, at: 0)
    }

    /// 0…100: how surely and how far the region is known; `AddressNormalizer` explains the steps.
    private mutating func confidence(_ decision: Decision, _ place: Place) -> UInt8 {
        if decision.region < 0 { return mentions.isEmpty ? 10 : 30 }
        var confidence = 60
        if place.district >= 0 || isLeafCity(place.city) {
            confidence = 100
        } else if place.city >= 0 || isMunicipal(place) {
            confidence = 85
        }
        if mentions.count == 1, place.district >= 0 { confidence = 85 }
        if let last = mentions.last {
            if last.isShort { confidence -= 5 }
            if last.isInDetail { confidence = min(confidence, 65) }
        }
        if hasStrangeDistrict { confidence = min(confidence, 75) }
        if decision.isFromContext { confidence = min(confidence, 65) }
        if decision.isAmbiguous { confidence = min(confidence, 40) }
        if decision.isConflict { confidence = min(confidence, 50) }
        return UInt8(confidence)
    }

    /// A city without districts: 东莞, 中山, 儋州, 嘉峪关.
    private mutating func isLeafCity(_ city: Int32) -> Bool {
        guard city >= 0 else { return false }
        let next = Int(city) + 1
        return next >= table.parents.count || table.parents[next] != city
    }

    private mutating func code(_ decision: Decision, isOneOfSeveral: Bool) -> FindingCode {
        if decision.isConflict { return ChineseFindings.regionConflict.code }
        if decision.isAmbiguous { return ChineseFindings.regionAmbiguous.code }
        if isOneOfSeveral { return AddressFindings.severalAddresses.code }
        if decision.region < 0 { return ChineseFindings.regionUnknown.code }
        if decision.isFromContext || mentions.contains(where: \.isInDetail) {
            return AddressFindings.regionFromContext.code
        }
        if hasPostalConflict(decision.region) { return AddressFindings.postalCodeConflict.code }
        if hasStrangeDistrict { return AddressFindings.districtNotInCity.code }
        if isFormerName(decision.region) { return ChineseFindings.formerRegion.code }
        if hasContact { return AddressFindings.contactInAddress.code }
        return remark.isEmpty ? .none : ChineseFindings.addressRemark.code
    }

    private mutating func hasPostalConflict(_ region: Int32) -> Bool {
        guard postalCode.count == 6 else { return false }
        let prefix = Int(postalCode[0] - 0x30) * 10 + Int(postalCode[1] - 0x30)
        return !PostalAreas.isPlausible(prefix, in: table.codes[Int(region)] / 10000)
    }

    /// Whether a region is named by a name that is no longer in use.
    mutating func isFormerName(_ region: Int32) -> Bool {
        for mention in mentions {
            for index in mention.candidates where table.isWithin(region, candidates[index]) {
                let place = mention.place
                let value = table.names.exact(simple, place.lowerBound, place.upperBound)
                guard value >= 0 else { continue }
                for meaning in table.meanings(of: Int(value))
                where table.meanings[meaning].region == candidates[index]
                    && table.meanings[meaning].isFormer
                {
                    return true
                }
            }
        }
        return false
    }

    /// Whether marks for lost characters stand in the detail: U+FFFD or 锟斤拷.
    private mutating func hasLost() -> Bool {
        for (index, scalar) in detail.enumerated() where scalar == 0xFFFD || scalar == 0x951F {
            if scalar == 0xFFFD || detail[index...].starts(with: Self.lostWord) { return true }
        }
        return false
    }

    private static let lostWord = "锟斤拷".scalarValues

    /// Fills `bytes` with the value; the byte offset of the detail in it.
    private mutating func composeValue(_ place: Place) -> Int {
        bytes.removeAll(keepingCapacity: true)
        appendName(place.province)
        if place.city >= 0, !isMunicipal(place) { appendName(place.city) }
        appendName(place.district)
        for index in place.openName { Scalars.append(simple[index], to: &bytes) }
        let detailOffset = bytes.count
        for scalar in detail { Scalars.append(scalar, to: &bytes) }
        return detailOffset
    }

    mutating func isMunicipal(_ place: Place) -> Bool {
        place.province >= 0 && table.isMunicipality(place.province)
    }

    mutating func appendName(_ region: Int32) {
        guard region >= 0 else { return }
        bytes.append(contentsOf: nameArena[nameRange(region)])
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
        setRegions(place, into: &column)
        if !place.openName.isEmpty { setPart(.district, simple, place.openName, into: &column) }
        if decision.region >= 0 { setCode(decision.region, into: &column) }
        setPart(.postalCode, postalCode, postalCode.indices, into: &column)
        setPart(.remark, remark, remark.indices, into: &column)
        if decision.region < 0, mentions.isEmpty { offerRegion() }
        setOffer(into: &column)
    }

    mutating func setRegions(_ place: Place, into column: inout CleanColumn) {
        setName(.province, place.province, into: &column)
        setName(.city, isMunicipal(place) ? place.province : place.city, into: &column)
        setName(.district, place.district, into: &column)
    }

    mutating func setCode(_ region: Int32, into column: inout CleanColumn) {
        bytes.removeAll(keepingCapacity: true)
        appendCode(region)
        column.setPart(.adcode, bytes.span)
    }

    private mutating func setName(
        _ part: Part,
        _ region: Int32,
        into column: inout CleanColumn
    ) {
        let id = internName(region, into: &column)
        if id != 0 { column.setPart(part, id) }
    }

    private mutating func nameRange(_ region: Int32) -> Range<Int> {
        nameStarts[Int(region)]..<nameStarts[Int(region) + 1]
    }

    /// The id of a region's official name; the one it had last time when that still is its id.
    mutating func internName(_ region: Int32, into column: inout CleanColumn) -> ValueID {
        guard region >= 0 else { return 0 }
        let known = nameIDs[Int(region)]
        let range = nameRange(region)
        if known != 0, Int(known) < column.values.count,
            column.values[known].hasSameBytes(as: nameArena.span.extracting(range))
        {
            return known
        }
        let id = column.values.intern(nameArena.span.extracting(range))
        nameIDs[Int(region)] = id
        return id
    }

    mutating func setPart(
        _ part: Part,
        _ scalars: [UInt32],
        _ range: Range<Int>,
        into column: inout CleanColumn
    ) {
        if range.isEmpty { return }
        bytes.removeAll(keepingCapacity: true)
        for index in range { Scalars.append(scalars[index], to: &bytes) }
        column.setPart(part, bytes.span)
    }
}
