import Records

/// Which of the names that stand at a place are taken for regions, and for which ones.
extension AddressReader {
    /// Reads the longest acceptable name at a position; nil when there is none.
    mutating func readMention(_ start: Int, _ end: Int, first: Int) -> Int? {
        var node = ScalarTrie.root
        var index = start
        var accepted: Int?
        let candidateStart = candidates.count
        let wasStrange = hasStrangeDistrict
        var isShort = false
        while index < end {
            if simple[index] == 0x20, index > start {  // 昌 平区
                index += 1
                continue
            }
            node = table.names.step(node, simple[index])
            if node == 0 { break }
            index += 1
            let value = table.names.value(node)
            if value < 0 || isMarket(index, end) { continue }
            let mark = candidates.count
            let isAnyFull = addCandidates(Int(value), start, index, end, first: first)
            if candidates.count > mark {
                candidates.removeSubrange(candidateStart..<mark)
                accepted = index - start
                isShort = !isAnyFull
            }
        }
        guard var count = accepted else { return nil }
        if !isShort, isDistrictOfLastLetter(start + count, end, candidates[candidateStart]) {
            count -= 1
            isShort = true
        }
        hasStrangeDistrict = wasStrange
        let run = candidateStart..<candidates.count
        mentions.append(
            Mention(candidates: run, isShort: isShort, place: start..<(start + count))
        )
        return count
    }

    /// 青岛市南区: the city is 青岛 and its district 市南区.
    private mutating func isDistrictOfLastLetter(_ nameEnd: Int, _ end: Int, _ region: Int32)
        -> Bool
    {
        guard nameEnd < end, simple[nameEnd - 1] == 0x5E02, table.level(region) == .city,
            let found = table.names.longest(simple, nameEnd - 1, end), found.count >= 3
        else { return false }
        for index in table.meanings(of: Int(found.value)) {
            let meaning = table.meanings[index]
            if !meaning.isShort, table.isWithin(meaning.region, region) { return true }
        }
        return false
    }

    /// 义乌市场: a market, not the city and 场.
    private mutating func isMarket(_ nameEnd: Int, _ end: Int) -> Bool {
        nameEnd < end && simple[nameEnd] == 0x573A && simple[nameEnd - 1] == 0x5E02
    }

    /// Adds the acceptable regions of a name; true when one of them bears it in full.
    ///
    /// Former bearers count only where no region of today does. A short name that a city shares
    /// with a district of its own (长沙, 大理) means the city.
    private mutating func addCandidates(
        _ value: Int,
        _ start: Int,
        _ nameEnd: Int,
        _ end: Int,
        first: Int
    ) -> Bool {
        let mark = candidates.count
        var isAnyFull = false
        for wantsFormer in [false, true] where candidates.count == mark {
            for index in table.meanings(of: value)
            where table.meanings[index].isFormer == wantsFormer {
                let meaning = table.meanings[index]
                guard isFree(meaning.region, isShort: meaning.isShort) else { continue }
                if meaning.isShort {
                    let isPlain = isShortAcceptable(
                        meaning.region,
                        start,
                        nameEnd,
                        end,
                        first: first
                    )
                    guard isPlain || isUniqueTown(value, nameEnd, end) else { continue }
                } else {
                    guard isFullAcceptable(meaning.region, start, nameEnd, end, first: first)
                    else { continue }
                    isAnyFull = true
                }
                candidates.append(meaning.region)
            }
        }
        if !isAnyFull, candidates.count > mark + 1 { dropInner(mark) }
        return isAnyFull
    }

    private mutating func dropInner(_ mark: Int) {
        var index = mark
        while index < candidates.count {
            let region = candidates[index]
            var isInner = false
            for other in mark..<candidates.count
            where other != index && table.isWithin(region, candidates[other]) {
                isInner = true
            }
            if isInner { candidates.remove(at: index) } else { index += 1 }
        }
    }

    /// Places in Hong Kong, Macau and Taiwan need what they lie in, except cities in full.
    private mutating func isFree(_ region: Int32, isShort: Bool) -> Bool {
        if Int(region) < table.codedCount { return true }
        if table.areCities[Int(region)], table.level(region) == .city, !isShort { return true }
        if columnLevel == .district, table.level(region) == .district { return true }
        return isInside(region)
    }

    /// Whether a region lies in one that was named before.
    mutating func isInside(_ region: Int32) -> Bool {
        for mention in mentions {
            for index in mention.candidates
            where candidates[index] != region && table.isWithin(region, candidates[index]) {
                return true
            }
        }
        return false
    }

    /// In a component names grow more specific; a full one may also repeat what contains the last.
    private mutating func isFullAcceptable(
        _ region: Int32,
        _ start: Int,
        _ nameEnd: Int,
        _ end: Int,
        first: Int
    ) -> Bool {
        // 东区路 and 台北街 are roads; a name of three characters ends in 市, 区 or 县.
        if nameEnd - start == 2, nameEnd < end, !isInside(region),
            !isRegionAhead(region, nameEnd, end)
        {
            let isRoad =
                RoadWords.isRegionTail(simple[nameEnd - 1])
                ? RoadWords.isStreetAhead(simple, nameEnd, end)
                : RoadWords.isRoadAhead(simple, nameEnd, end)
            if isRoad { return false }
        }
        guard !mentions.isEmpty else { return true }
        if table.level(region) == .district, !isOfCity(region) {
            hasStrangeDistrict = true
            return false
        }
        guard mentions.count > first, let last = mentions.last else { return true }
        var isDeeper = false
        for index in last.candidates {
            let candidate = candidates[index]
            if table.isWithin(candidate, region) { return true }
            if table.level(candidate).rawValue < table.level(region).rawValue { isDeeper = true }
        }
        return isDeeper
    }

    /// Whether a district is related to a city or district named before, if there is any.
    private mutating func isOfCity(_ district: Int32) -> Bool {
        var hasCity = false
        for mention in mentions {
            for index in mention.candidates {
                let candidate = candidates[index]
                if table.areRelated(district, candidate) {
                    if table.level(candidate) != .province || table.isMunicipality(candidate) {
                        return true
                    }
                } else if table.level(candidate) != .province || table.isMunicipality(candidate) {
                    hasCity = true
                }
            }
        }
        return !hasCity
    }

    /// Short names need more: no road name, and for districts a region that they lie in.
    private mutating func isShortAcceptable(
        _ region: Int32,
        _ start: Int,
        _ nameEnd: Int,
        _ end: Int,
        first: Int
    ) -> Bool {
        if RoadWords.isRoadAhead(simple, nameEnd, end), !isRegionAhead(region, nameEnd, end) {
            return false
        }
        if mentions.count > first, let last = mentions.last {
            var isInside = false
            for index in last.candidates where table.isWithin(region, candidates[index]) {
                if region != candidates[index] || last.isShort { isInside = true }
            }
            if !isInside { return false }
        }
        if table.level(region) != .district { return true }
        if RoadWords.isPlaceAhead(simple, nameEnd, end) { return false }
        if isInside(region) { return true }
        for mention in mentions {
            for index in mention.candidates where candidates[index] == region { return true }
        }
        if columnLevel != nil { return mentions.isEmpty }
        return table.areCities[Int(region)] && mentions.isEmpty
            && !lexicon.isWordLike(simple, start, nameEnd)
    }

    /// 临安青山湖街道, 萧山经济开发区: a district without 区 that no other shares, and a town or zone.
    private mutating func isUniqueTown(_ value: Int, _ nameEnd: Int, _ end: Int) -> Bool {
        guard mentions.isEmpty, table.meanings(of: value).count == 1 else { return false }
        let limit = min(end, nameEnd + 6)
        var index = nameEnd
        while index < limit {
            switch simple[index] {
            case 0x9547, 0x4E61: return index > nameEnd  // 镇 乡
            case 0x8857: return index > nameEnd && index + 1 < end && simple[index + 1] == 0x9053
            case 0x5F00: return index + 1 < end && simple[index + 1] == 0x53D1  // 开发
            case 0x8DEF, 0x53F7, 0x9053: return false
            default: index += 1
            }
        }
        return false
    }

    /// 哈尔滨道里区, 石家庄桥西区: what looks like a road is a region inside the one named.
    private mutating func isRegionAhead(_ region: Int32, _ nameEnd: Int, _ end: Int) -> Bool {
        guard nameEnd < end, let found = table.names.longest(simple, nameEnd, end) else {
            return false
        }
        let next = nameEnd + found.count
        if next < end, RoadWords.isStreetAhead(simple, next, end) { return false }
        for index in table.meanings(of: Int(found.value)) {
            let meaning = table.meanings[index]
            if !meaning.isShort, table.isWithin(meaning.region, region) { return true }
        }
        return false
    }
}
