import Records

/// Finding region names at the front of a component.
extension AddressReader {
    /// Reads the chain of region names at the front of a component; returns what is left.
    mutating func readRegions(_ range: Range<Int>) -> Range<Int> {
        var start = skipCountry(skipLabel(skipNumber(range)))
        if !start.isEmpty {
            let next = skipCityProper(start.lowerBound, start.upperBound)
            if next > start.lowerBound, table.names.longest(simple, next, start.upperBound) != nil {
                start = next..<start.upperBound
            }
        }
        return readChain(start)
    }

    mutating func readChain(_ range: Range<Int>) -> Range<Int> {
        var position = range.lowerBound
        let first = mentions.count
        while position < range.upperBound {
            guard let count = readMention(position, range.upperBound, first: first) else {
                let next = mentions.count > first ? passZone(position, range.upperBound) : position
                if next == position { break }
                position = next
                continue
            }
            position += count
            while position < range.upperBound, Self.isSeparator(text[position]) { position += 1 }
            let behind = skipCityProper(position, range.upperBound)
            if behind == position { continue }
            position = behind
            while position < range.upperBound, Self.isSeparator(text[position]) { position += 1 }
        }
        return position..<range.upperBound
    }

    /// 河北雄安新区容城县: a zone between two regions goes to the detail; the chain goes on behind it.
    private mutating func passZone(_ start: Int, _ end: Int) -> Int {
        let limit = min(end - 3, start + 10)
        var index = start + 2
        while index < limit {
            guard simple[index] == 0x533A, Self.isZoneWord(simple[index - 1]) else {
                index += 1
                continue
            }
            let next = index + 1
            guard let found = table.names.longest(simple, next, end), found.count >= 3 else {
                return start
            }
            for meaning in table.meanings(of: Int(found.value)) {
                let bearer = table.meanings[meaning]
                if !bearer.isShort, !bearer.isFormer, table.level(bearer.region) == .district,
                    isInside(bearer.region)
                {
                    appendDetail(start..<next)
                    return next
                }
            }
            return start
        }
        return start
    }

    /// 新 and 发 of 新区, 高新区 and 开发区.
    private static func isZoneWord(_ scalar: UInt32) -> Bool {
        scalar == 0x65B0 || scalar == 0x53D1
    }

    /// 市辖区 and 省直辖县级行政区划 behind a region: words of the lists, no names.
    mutating func skipCityProper(_ start: Int, _ end: Int) -> Int {
        guard end - start >= 3,
            simple[start + 1] == 0x8F96 || simple[start + 1] == 0x76F4 || simple[start] == 0x81EA
        else { return start }
        for word in Self.listWords where simple[start..<end].starts(with: word) {
            return start + word.count
        }
        return start
    }

    static let listWords = "市辖区 自治区直辖县级行政区划 省直辖县级行政区划 省直辖行政单位 省直辖县 省直辖".wordScalars

    /// `1、` or `2.` before a region.
    private mutating func skipNumber(_ range: Range<Int>) -> Range<Int> {
        var next = range.lowerBound
        while next < range.upperBound, Self.isDigit(text[next]) { next += 1 }
        guard next > range.lowerBound, next <= range.lowerBound + 2, next < range.upperBound,
            text[next] == 0x3001 || text[next] == 0x2E || text[next] == 0x29 || text[next] == 0x3A
        else { return range }
        next += 1
        while next < range.upperBound, Self.isSeparator(text[next]) { next += 1 }
        let rest = next..<range.upperBound
        return table.names.longest(simple, next, rest.upperBound) != nil ? rest : range
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
        guard table.names.longest(simple, skipCountry(rest).lowerBound, rest.upperBound) != nil,
            table.names.exact(simple, range.lowerBound, colon) < 0
        else { return range }
        appendRemark(text[range.lowerBound..<colon])
        return rest
    }

    /// 中国 or 中华人民共和国 before a region or alone.
    mutating func skipCountry(_ range: Range<Int>) -> Range<Int> {
        let start = range.lowerBound
        guard range.count >= 2, simple[start] == 0x4E2D else { return range }
        for word in Self.countryWords where simple[range].starts(with: word) {
            var next = start + word.count
            while next < range.upperBound, Self.isSeparator(text[next]) { next += 1 }
            let isRegion = table.names.longest(simple, next, range.upperBound) != nil
            return next == range.upperBound || isRegion ? next..<range.upperBound : range
        }
        return range
    }

    private static let countryWords = "中华人民共和国 中国".wordScalars
}
