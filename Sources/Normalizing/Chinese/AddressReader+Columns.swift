import Records

/// Cells of columns that hold nothing but names of regions.
extension AddressReader {
    /// Reads a cell of a province, city or district column: the official name of what it names, with
    /// the regions around it and their code as parts.
    ///
    /// What isn't recognised stays as it was typed; a name that several regions of the column's
    /// level bear gets no code.
    mutating func readColumn(
        _ cell: Span<UInt8>,
        typed: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        WidthFolding.decode(cell, into: &decoded)
        remark.removeAll(keepingCapacity: true)
        postalCode.removeAll(keepingCapacity: true)
        hasContact = false
        if isLatin() {
            readLatinColumn()
        } else {
            cutBrackets()
            simple.removeAll(keepingCapacity: true)
            script.fold(text, text.indices, into: &simple)
            readPiece(0..<text.count)
        }
        keepLevel()
        let decision = decide()
        var place = place(decision)
        let named = decision.isAmbiguous || decision.isConflict ? -1 : regionOfColumn(place)
        if named >= 0, table.level(named) == .city { place.city = named }
        var value = CleanValue()
        value.raw = column.values.intern(cell)
        value.code = columnCode(decision, named)
        if named < 0 {
            value.value = column.values.intern(typed)
            value.confidence = mentions.isEmpty ? 10 : 40
            if !decision.isAmbiguous { value.validity = .suspect }
        } else {
            value.value = internName(named, into: &column)
            value.confidence = decision.isFromContext ? 65 : 100
        }
        value.key = value.value
        column.emit(value)
        if decision.region >= 0, !decision.isConflict {
            setRegions(place, into: &column)
            let smallest = table.isWithin(decision.region, named) ? decision.region : named
            if !decision.isAmbiguous { setCode(smallest, into: &column) }
        }
        if named >= 0 { setPart(.detail, detail, detail.indices, into: &column) }
        setPart(.remark, remark, remark.indices, into: &column)
    }

    /// Of what a name may mean, what is of the column's level.
    private mutating func keepLevel() {
        guard let level = columnLevel else { return }
        for index in mentions.indices {
            let run = mentions[index].candidates
            // 中山区 is a district of 大连, and of 台北 only where that is named.
            let isCoded = candidates[run].contains {
                table.level($0) == level && Int($0) < table.codedCount
            }
            let isThere = isCoded || candidates[run].contains { table.level($0) == level }
            guard isThere else { continue }
            var end = run.lowerBound
            for place in run
            where table.level(candidates[place]) == level
                && (!isCoded || Int(candidates[place]) < table.codedCount)
            {
                candidates.swapAt(place, end)
                end += 1
            }
            mentions[index].candidates = run.lowerBound..<end
        }
    }

    /// The region of the column's level when the cell names it, or the smallest one that it names; -1
    /// when there is none.
    ///
    /// 义乌 in a city column is the county-level city, not the city around it.
    private mutating func regionOfColumn(_ place: Place) -> Int32 {
        let own: Int32 =
            switch columnLevel {
            case .province: place.province
            case .city: isMunicipal(place) ? place.province : place.city
            default: place.district
            }
        if own >= 0, mentions.contains(where: { candidates[$0.candidates].contains(own) }) {
            return own
        }
        for region in [place.district, place.city, place.province] where region >= 0 {
            return columnLevel == .city ? cityOfName(region) : region
        }
        return -1
    }

    /// 吉林 in a city column is the city of that name, not the province.
    private mutating func cityOfName(_ region: Int32) -> Int32 {
        guard table.level(region) == .province else { return region }
        let city = table.regions.indices.first {
            table.parents[$0] == region && table.levels[$0] == .city
                && table.regions[$0].short == table.regions[Int(region)].short
        }
        guard let city, !table.isMunicipality(region), mentions.allSatisfy(\.isShort) else {
            return region
        }
        return Int32(city)
    }

    private mutating func columnCode(_ decision: Decision, _ named: Int32) -> FindingCode {
        if decision.isConflict { return ChineseFindings.regionConflict.code }
        if decision.isAmbiguous { return ChineseFindings.regionAmbiguous.code }
        if named < 0 { return ChineseFindings.regionUnknown.code }
        let isMunicipality =
            columnLevel == .city
            && (table.isMunicipality(named) || table.codes[Int(named)] >= 810_000)
        if let columnLevel, table.level(named) != columnLevel,
            !isMunicipality || table.level(named) == .district
        {
            return AddressFindings.otherLevel.code
        }
        if isFormerName(decision.region) { return ChineseFindings.formerRegion.code }
        return remark.isEmpty ? .none : ChineseFindings.addressRemark.code
    }
}
