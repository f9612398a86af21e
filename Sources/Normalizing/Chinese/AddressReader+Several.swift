import Records

/// Cutting a cell that holds several addresses.
extension AddressReader {
    /// Where the addresses of the cell begin, the first at 0.
    ///
    /// Another one begins behind a separator with a province or city and a region inside it, when
    /// that is unrelated to what the address before it begins with. Behind a blank or comma the one
    /// before must have a house number.
    mutating func pieceStarts() -> [Int] {
        guard mayHoldSeveral() else { return [] }
        var starts = [0]
        var last = frontRegion()
        var index = 1
        while index + 3 < text.count {
            guard Self.isSeparator(text[index]), text[index] != 0x2D else {
                index += 1
                continue
            }
            let start = skipHead(index)
            if let region = firstRegion(start, text.count, isStrict: true), let before = last,
                !table.areRelated(region, before), hasEnded(starts[starts.count - 1], index)
            {
                starts.append(index + 1)
                last = region
                index = start
            }
            index += 1
        }
        return starts
    }

    /// Long enough for two addresses, with something between them.
    private mutating func mayHoldSeveral() -> Bool {
        guard text.count >= 16 else { return false }
        for scalar in text where Self.isSeparator(scalar) && scalar != 0x2D { return true }
        return false
    }

    /// Behind separators, `2、` and a label such as 分部：.
    private mutating func skipHead(_ index: Int) -> Int {
        var start = skipSeparators(index)
        let number = start
        while start < text.count, Self.isDigit(text[start]), start < number + 2 { start += 1 }
        if start > number {
            let isListed = start < text.count && isListMark(text[start])
            start = isListed ? skipSeparators(start + 1) : number
        }
        var colon = start
        while colon < text.count, colon < start + 6, text[colon] >= 0x3400 { colon += 1 }
        if colon > start, colon < text.count, text[colon] == 0x3A || text[colon] == 0xFF1A {
            return skipSeparators(colon)
        }
        return start
    }

    /// Whether a sign stands behind the numbers of a list: `1、`, `1.`, `1)`, `1：`.
    private mutating func isListMark(_ scalar: UInt32) -> Bool {
        scalar == 0x3001 || scalar == 0x2E || scalar == 0x29 || scalar == 0xFF1A || scalar == 0x3A
    }

    private mutating func skipSeparators(_ index: Int) -> Int {
        var next = index
        while next < text.count, Self.isSeparator(text[next]) { next += 1 }
        return next
    }

    /// Behind separators, column ends and 市辖区.
    private mutating func skipFillers(_ index: Int, _ end: Int) -> Int {
        var next = index
        while next < end {
            let start = next
            while next < end, text[next] == Self.componentEnd || Self.isSeparator(text[next]) {
                next += 1
            }
            next = skipCityProper(next, end)
            if next == start { break }
        }
        return next
    }

    /// The region of the first address, behind a label, country or postal code.
    private mutating func frontRegion() -> Int32? {
        for start in 0..<min(text.count, 24) {
            if let region = firstRegion(start, text.count, isStrict: false) { return region }
            if simple[start] == 0x53F7 || RoadWords.isRoad(simple[start]) { return nil }
        }
        return nil
    }

    /// Whether an address from `start` may end at the separator.
    private mutating func hasEnded(_ start: Int, _ separator: Int) -> Bool {
        switch text[separator] {
        case 0x2F, 0x3B, 0x7C, 0xFF1B: return true
        default: return text[start..<separator].contains(where: Self.isDigit)
        }
    }

    /// The smallest region with which an address begins; strictly only one inside another.
    private mutating func firstRegion(_ start: Int, _ end: Int, isStrict: Bool) -> Int32? {
        guard let found = table.names.longest(simple, start, end) else { return nil }
        let next = start + found.count
        for index in table.meanings(of: Int(found.value)) {
            let region = table.meanings[index].region
            if table.level(region) != .district, let inner = regionInside(region, next, end) {
                return inner
            }
        }
        if isStrict || found.count == 2 && RoadWords.isRoadAhead(simple, next, end) { return nil }
        return table.meanings[table.meanings(of: Int(found.value)).lowerBound].region
    }

    private mutating func regionInside(_ region: Int32, _ start: Int, _ end: Int) -> Int32? {
        let start = skipFillers(start, end)
        guard start < end, let found = table.names.longest(simple, start, end) else { return nil }
        for index in table.meanings(of: Int(found.value)) {
            let inner = table.meanings[index].region
            if inner == region { return regionInside(region, start + found.count, end) }
            if table.isWithin(inner, region) {
                return regionInside(inner, start + found.count, end) ?? inner
            }
        }
        return nil
    }
}
