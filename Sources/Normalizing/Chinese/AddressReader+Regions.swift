import Records

/// Finding region names at the front of a component, and deciding what they mean together.
extension AddressReader {
    /// Reads the chain of region names at the front of a component; returns what is left.
    mutating func readRegions(_ range: Range<Int>) -> Range<Int> {
        var position = skipCountry(skipLabel(range))
        let first = mentions.count
        while position < range.upperBound {
            guard let count = readMention(position, range.upperBound, first: first) else { break }
            position += count
            while position < range.upperBound, Self.isSeparator(text[position]) { position += 1 }
        }
        return position..<range.upperBound
    }

    /// 公司地址： before a region; the label goes to the remark.
    private mutating func skipLabel(_ range: Range<Int>) -> Range<Int> {
        let limit = min(range.upperBound, range.lowerBound + 10)
        var colon = range.lowerBound
        while colon < limit, text[colon] != 0x3A, text[colon] != 0xFF1A {
            if Self.isDigit(text[colon]) { return range }
            colon += 1
        }
        guard colon < limit else { return range }
        let rest = trimmed((colon + 1)..<range.upperBound)
        guard table.names.longest(simple, rest.lowerBound, rest.upperBound) != nil else {
            return range
        }
        if !remark.isEmpty { remark.append(0x20) }
        remark.append(contentsOf: text[range.lowerBound..<colon])
        return rest
    }

    /// 中国 before a region or alone.
    private func skipCountry(_ range: Range<Int>) -> Int {
        let start = range.lowerBound
        guard range.count >= 2, simple[start] == 0x4E2D, simple[start + 1] == 0x56FD else {
            return start
        }
        var next = start + 2
        while next < range.upperBound, Self.isSeparator(text[next]) { next += 1 }
        let isRegion = table.names.longest(simple, next, range.upperBound) != nil
        return next == range.upperBound || isRegion ? next : start
    }

    /// Reads the longest acceptable name at a position; nil when there is none.
    private mutating func readMention(_ start: Int, _ end: Int, first: Int) -> Int? {
        var node = ScalarTrie.root
        var index = start
        var accepted: Int?
        let candidateStart = candidates.count
        var isShort = false
        while index < end {
            node = table.names.step(node, simple[index])
            if node == 0 { break }
            index += 1
            let value = table.names.value(node)
            if value < 0 { continue }
            let mark = candidates.count
            let isAnyFull = addCandidates(Int(value), start, index, end, first: first)
            if candidates.count > mark {
                candidates.removeSubrange(candidateStart..<mark)
                accepted = index - start
                isShort = !isAnyFull
            }
        }
        guard let count = accepted else { return nil }
        let run = candidateStart..<candidates.count
        mentions.append(
            Mention(candidates: run, isShort: isShort, place: start..<(start + count))
        )
        return count
    }

    /// Adds the acceptable regions of a name; true when one of them bears it in full.
    private mutating func addCandidates(
        _ value: Int,
        _ start: Int,
        _ nameEnd: Int,
        _ end: Int,
        first: Int
    ) -> Bool {
        var isAnyFull = false
        for index in table.meanings(of: value) {
            let meaning = table.meanings[index]
            if meaning.isShort {
                guard isShortAcceptable(meaning.region, start, nameEnd, end, first: first) else {
                    continue
                }
            } else {
                guard isFullAcceptable(meaning.region, nameEnd, end, first: first) else { continue }
                isAnyFull = true
            }
            candidates.append(meaning.region)
        }
        return isAnyFull
    }

    /// In a component names grow more specific; a full one may also repeat what contains the last.
    private func isFullAcceptable(_ region: Int32, _ nameEnd: Int, _ end: Int, first: Int) -> Bool {
        if nameEnd < end, RoadWords.isStreetAhead(simple, nameEnd, end) { return false }
        guard mentions.count > first, let last = mentions.last else { return true }
        var isDeeper = false
        for index in last.candidates {
            let candidate = candidates[index]
            if table.isWithin(candidate, region) { return true }
            if table.level(candidate).rawValue < table.level(region).rawValue { isDeeper = true }
        }
        return isDeeper
    }

    /// Short names need more: no road name, and for districts a region that they lie in.
    private func isShortAcceptable(
        _ region: Int32,
        _ start: Int,
        _ nameEnd: Int,
        _ end: Int,
        first: Int
    ) -> Bool {
        if RoadWords.isRoadAhead(simple, nameEnd, end) { return false }
        let level = table.level(region)
        if mentions.count > first, let last = mentions.last {
            var isInside = false
            for index in last.candidates where table.isWithin(region, candidates[index]) {
                if region != candidates[index] || last.isShort { isInside = true }
            }
            if !isInside { return false }
        }
        if level != .district { return true }
        if nameEnd < end, RoadWords.isPlaceTail(simple[nameEnd]) { return false }
        for mention in mentions {
            for index in mention.candidates where table.isWithin(region, candidates[index]) {
                return true
            }
        }
        return table.areCities[Int(region)] && mentions.isEmpty
            && !lexicon.isWordLike(simple, start, nameEnd)
    }

    /// What the mentions mean together.
    struct Decision {
        var region: Int32 = -1
        var isConflict = false
        var isAmbiguous = false
        /// Mentions to which the region is related.
        var support = 0
    }

    /// The region that most mentions support; of equals the more specific one.
    func decide() -> Decision {
        var best = Decision()
        var bestRank = -1
        for mention in mentions {
            for index in mention.candidates where candidates[index] != best.region {
                let candidate = candidates[index]
                let support = support(candidate)
                let rank = support * 4 + Int(table.level(candidate).rawValue)
                if rank > bestRank {
                    bestRank = rank
                    best = Decision(region: candidate, support: support)
                } else if rank == bestRank {
                    best.isAmbiguous = true
                    best.region = commonOuter(best.region, candidate)
                    if best.region < 0 { return settle(best) }
                }
            }
        }
        return settle(best)
    }

    private func settle(_ decision: Decision) -> Decision {
        var decision = decision
        decision.isConflict = decision.support < mentions.count
        return decision
    }

    private func support(_ region: Int32) -> Int {
        var support = 0
        for mention in mentions {
            for index in mention.candidates where table.areRelated(region, candidates[index]) {
                support += 1
                break
            }
        }
        return support
    }

    private func commonOuter(_ a: Int32, _ b: Int32) -> Int32 {
        var outer = a
        while outer >= 0, !table.isWithin(b, outer) { outer = table.parents[Int(outer)] }
        return table.named(outer)
    }
}
