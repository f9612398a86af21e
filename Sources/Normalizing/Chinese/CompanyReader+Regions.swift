import Records

/// The region of a company's name: in front, in brackets, or as its brand.
///
///     深圳市南山区|云岚科技   区 cut off, 南山      上海|汽车   the region is the brand: key 上海汽车
///     东莞市虎门镇|云岚      town cut off too      北京大学     the region belongs to the name
extension CompanyReader {
    /// Takes the region at the front off, unless the name would lose its brand.
    func takeRegion(
        _ parse: inout Parse,
        _ start: Int,
        _ nameEnd: Int,
        _ end: Int
    ) -> Int {
        let keepsRegion =
            parse.isInstitution && keepsRegion(nameEnd, end)
            || parse.parentEnd > 0 && parse.branch.isEmpty && keepsRegion(start, parse.parentEnd)
        let front = regionAtFront(core, start, nameEnd, isBrandNeeded: !parse.isInstitution)
        let isInBrackets = parse.region >= 0
        if front.end == start {
            if isInBrackets, isOnlyTrade(start, nameEnd) { parse.isRegionBrand = true }
            return start
        }
        if !isInBrackets || regions.isWithin(front.region, parse.region) {
            parse.region = front.region
        }
        if keepsRegion { return start }
        let after = skipPlace(front.region, front.end, nameEnd)
        let name = parse.isInstitution ? lexicon.skipBodyWords(core, after, nameEnd) : after
        if name == nameEnd || isOnlyTrade(name, nameEnd) {
            parse.isRegionBrand = after < end
            parse.hasCity = hasCity(parse, start, front.end)
            return after < end ? after : start
        }
        return after
    }

    /// Whether 深圳市 stands before 南山区, the district that a body is named after.
    private func hasCity(_ parse: Parse, _ start: Int, _ end: Int) -> Bool {
        guard parse.isInstitution, parse.region >= 0, regions.level(parse.region) == .district,
            !regions.areCities[Int(parse.region)],
            let first = regions.names.longest(core, start, end)
        else { return false }
        return first.count < end - start
    }

    private func keepsRegion(_ nameEnd: Int, _ end: Int) -> Bool {
        let found = lexicon.tail(core, 0, end, .institution)
        return found.count > 0 && lexicon.kinds(of: found.word).contains(.keepsRegion)
    }

    /// Whether nothing but trade words stands in a range.
    func isOnlyTrade(_ start: Int, _ end: Int) -> Bool {
        guard end - start >= 2 else { return end == start }
        return lexicon.tradeStart(core, least: start, end: end) == start
            && !lexicon.isBrandLike(core, start, end)
    }

    /// Zones (工业园区) and towns (虎门镇) behind a region, as long as a brand is left.
    private func skipPlace(_ region: Int32, _ start: Int, _ end: Int) -> Int {
        var after = start
        let zone = lexicon.zone(core, start, end)
        if zone > 0, end - start - zone >= 2 { after = start + zone }
        for length in 2...3 where after + length + 2 < end {
            // 镇, 乡
            let mark = core[after + length]
            guard mark == 0x9547 || mark == 0x4E61 else { continue }
            let before = core[after + length - 1]
            // 小镇, 古镇, 水乡 and 故乡 are brands.
            if before == 0x5C0F || before == 0x53E4 || before == 0x6C34 || before == 0x6545 {
                break
            }
            let next = after + length + 1
            if isOnlyTrade(next, end) { break }
            return next
        }
        return after
    }

    /// The chain of region names at the front: 四川成都, 深圳市南山区.
    ///
    /// Short names of districts count only behind their city, or when they are cities themselves
    /// (昆山); a brand of two characters must remain.
    func regionAtFront(
        _ text: [UInt32],
        _ start: Int,
        _ end: Int,
        isBrandNeeded: Bool
    ) -> (region: Int32, end: Int) {
        var region: Int32 = -1
        var position = start
        while position < end {
            guard let found = regions.names.longest(text, position, end) else { break }
            let rest = end - position - found.count
            if rest == 1 || isBrandNeeded && rest == 0 { break }
            let next = meaning(Int(found.value), behind: region, text, position, found.count)
            if next < 0 { break }
            region = next
            position += found.count
        }
        return (region, position)
    }

    /// The region that a name means at this place; -1 when none fits.
    private func meaning(
        _ value: Int,
        behind outer: Int32,
        _ text: [UInt32],
        _ position: Int,
        _ count: Int
    ) -> Int32 {
        var best: Int32 = -1
        for index in regions.meanings(of: value) {
            let meaning = regions.meanings[index]
            let level = regions.level(meaning.region)
            if outer >= 0 {
                guard regions.isWithin(meaning.region, outer), meaning.region != outer else {
                    continue
                }
            } else if meaning.isShort {
                if level == .district, !regions.areCities[Int(meaning.region)] { continue }
                if lexicon.isWordLike(text, position, position + count) { continue }
            }
            if best < 0 || level.rawValue < regions.level(best).rawValue { best = meaning.region }
        }
        return best
    }

    /// The deepest region when a range is region names from end to end.
    func regionCover(_ range: Range<Int>) -> Int32? {
        let front = regionAtFront(simple, range.lowerBound, range.upperBound, isBrandNeeded: false)
        return front.end == range.upperBound ? front.region : nil
    }

    /// 成都成都骐图 → 成都骐图, 上海市上海骐图 → 上海骐图.
    ///
    /// With one character left (上海上海滩) the second may belong to the brand: only suggested.
    mutating func cutDoubledRegion() -> Bool {
        let second =
            simple[2] == simple[0] ? 2 : simple[3] == simple[0] ? 3 : simple[4] == simple[0] ? 4 : 0
        guard second > 0, let found = regions.names.longest(simple, 0, simple.count),
            let again = regions.names.longest(simple, found.count, simple.count),
            simple.count >= found.count + again.count + 2, isSameRegion(found.value, again.value)
        else { return false }
        let rest = found.count + again.count
        let form = lexicon.tail(simple, rest, simple.count, .form).count
        let trade = lexicon.tradeStart(simple, least: rest, end: simple.count - form)
        if trade - rest == 1 {
            doubledCount = found.count
            return true
        }
        text.removeFirst(found.count)
        simple.removeFirst(found.count)
        isDirect = false
        return true
    }

    /// Whether two names mean the same region first of all: 上海市 and 上海, not 吉林省 and 吉林市.
    private func isSameRegion(_ one: Int32, _ other: Int32) -> Bool {
        if one == other { return true }
        guard let first = regions.meanings(of: Int(one)).first,
            let second = regions.meanings(of: Int(other)).first
        else { return false }
        return regions.meanings[first].region == regions.meanings[second].region
    }
}
