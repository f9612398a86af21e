import Records

/// Deciding what all mentions of an address mean together.
extension AddressReader {
    /// What the mentions mean together.
    struct Decision {
        var region: Int32 = -1
        var isConflict = false
        var isAmbiguous = false
        /// Whether other words of the cell decided between regions of one name.
        var isFromContext = false
        /// Mentions to which the region is related.
        var support = 0
    }

    /// The region that most mentions support; of equals the more specific one.
    ///
    /// Between equals of one level other words of the cell decide: names of regions behind the
    /// front, well-known places, the postal code.
    mutating func decide() -> Decision {
        var best = Decision()
        var bestRank = -1
        var tied: [Int32] = []
        for mention in mentions {
            for index in mention.candidates where candidates[index] != best.region {
                let candidate = candidates[index]
                let support = support(candidate)
                let rank = support * 4 + Int(table.level(candidate).rawValue)
                if rank > bestRank {
                    bestRank = rank
                    best = Decision(region: candidate, support: support)
                    if !tied.isEmpty { tied.removeAll() }
                } else if rank == bestRank {
                    if tied.isEmpty { tied.append(best.region) }
                    if !tied.contains(candidate) { tied.append(candidate) }
                }
            }
        }
        if tied.count > 1 { resolve(tied, &best) }
        best.isConflict =
            best.support < mentions.count
            || !best.isAmbiguous && hasUnused(best.region)
        return best
    }

    private mutating func hasUnused(_ region: Int32) -> Bool {
        for mention in mentions where isUnused(mention, region) { return true }
        return false
    }

    /// Whether a mention names neither the region nor one around it: 焦作市 and 开封市 in 河南省.
    mutating func isUnused(_ mention: Mention, _ region: Int32) -> Bool {
        if mention.isInDetail { return false }
        for index in mention.candidates
        where region >= 0 && table.isWithin(region, candidates[index]) {
            return false
        }
        return true
    }

    private mutating func resolve(_ tied: [Int32], _ decision: inout Decision) {
        if let region = regionFromContext(tied) {
            decision.region = region
            decision.isFromContext = true
            return
        }
        decision.isAmbiguous = true
        if tied.count <= 4 { offered.append(contentsOf: tied) }
        var outer = tied[0]
        for region in tied.dropFirst() where outer >= 0 { outer = commonOuter(outer, region) }
        decision.region = outer
    }

    private mutating func support(_ region: Int32) -> Int {
        var support = 0
        for mention in mentions {
            for index in mention.candidates where table.areRelated(region, candidates[index]) {
                support += 1
                break
            }
        }
        return support
    }

    private mutating func commonOuter(_ a: Int32, _ b: Int32) -> Int32 {
        var outer = a
        while outer >= 0, !table.isWithin(b, outer) { outer = table.parents[Int(outer)] }
        return table.named(outer)
    }

    /// What an address without a region may lie in: the only province or city that its words name.
    ///
    /// 若水路398号苏州纳米所 is probably in 苏州; but 鄂尔多斯大厦 stands in Shanghai, so this is no more
    /// than an offer.
    mutating func offerRegion() {
        var only: Int32 = -1
        var start = 0
        while start < detailSimple.count {
            guard let found = table.names.longest(detailSimple, start, detailSimple.count) else {
                start += 1
                continue
            }
            start += found.count
            if RoadWords.isRoadAhead(detailSimple, start, detailSimple.count) { continue }
            let meanings = table.meanings(of: Int(found.value))
            let region = table.meanings[meanings.lowerBound].region
            guard meanings.count == 1, table.level(region) != .district else { continue }
            if only < 0 || table.isWithin(region, only) {
                only = region
            } else if !table.isWithin(only, region) {
                return
            }
        }
        if only >= 0 { offered.append(only) }
    }

    /// The offered regions' full names, 、 between them.
    mutating func setOffer(into column: inout CleanColumn) {
        guard !offered.isEmpty else { return }
        bytes.removeAll(keepingCapacity: true)
        for (index, region) in offered.enumerated() {
            if index > 0 { bytes.append(contentsOf: [0xE3, 0x80, 0x81]) }
            let place = place(Decision(region: region))
            appendName(place.province)
            if !isMunicipal(place) { appendName(place.city) }
            appendName(place.district)
        }
        column.setPart(.suggestion, bytes.span)
    }

    /// The one of several regions that other words of the cell speak for; nil unless it is one.
    private mutating func regionFromContext(_ tied: [Int32]) -> Int32? {
        var votes = [Int](repeating: 0, count: tied.count)
        vote(detailSimple, tied, &votes)
        var remarkSimple: [UInt32] = []
        script.fold(remark, remark.indices, into: &remarkSimple)
        vote(remarkSimple, tied, &votes)
        if postalCode.count == 6 {
            let prefix = Int(postalCode[0] - 0x30) * 10 + Int(postalCode[1] - 0x30)
            let province = PostalAreas.province(prefix)
            for (place, region) in tied.enumerated()
            where table.codes[Int(region)] / 10000 == province {
                votes[place] += 1
            }
        }
        guard let most = votes.max(), most > 0, votes.count(where: { $0 == most }) == 1,
            let place = votes.firstIndex(of: most)
        else { return nil }
        return tied[place]
    }

    private mutating func vote(_ words: [UInt32], _ tied: [Int32], _ votes: inout [Int]) {
        var start = 0
        while start < words.count {
            var count = 1
            if let found = table.names.longest(words, start, words.count) {
                let nameEnd = start + found.count
                if !RoadWords.isRoadAhead(words, nameEnd, words.count) {
                    voteByName(Int(found.value), tied, &votes)
                }
                count = found.count
            }
            if let found = Landmarks.shared.regions(words, start) {
                for region in found {
                    for (place, other) in tied.enumerated() where other == region {
                        votes[place] += 1
                    }
                }
            }
            start += count
        }
    }

    private mutating func voteByName(_ value: Int, _ tied: [Int32], _ votes: inout [Int]) {
        for (place, region) in tied.enumerated() {
            for index in table.meanings(of: value) {
                let meaning = table.meanings[index]
                if table.level(meaning.region) == .district || meaning.isFormer { continue }
                if table.isWithin(region, meaning.region) {
                    votes[place] += 1
                    break
                }
            }
        }
    }
}
