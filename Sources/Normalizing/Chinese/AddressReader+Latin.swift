import Records

/// Addresses in latin letters, the largest region last.
///
///     Room 1203, No. 88 Keji Road, Nanshan District, Shenzhen, Guangdong 518057, China
///     detail ─────────────────────  district ───────  city ────  province   code   country
extension AddressReader {
    /// Whether the cell has latin letters and none of any other script.
    mutating func isLatin() -> Bool {
        var hasLetter = false
        for scalar in decoded {
            if scalar >= 0x250, scalar < 0x2000 || scalar >= 0x2E80 { return false }
            if scalar | 0x20 >= 0x61, scalar | 0x20 <= 0x7A { hasLetter = true }
        }
        return hasLetter
    }

    mutating func readLatin(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        beginLatin()
        var segments = latinSegments()
        let country = takeCountry(&segments)
        if country == nil || country == Self.china {
            if let place = takeRegions(segments, isChina: country != nil) {
                emitLatin(place, country, cell, &column)
                return
            }
        }
        emitForeign(country, segments, cell, &column)
    }

    private mutating func beginLatin() {
        beginPiece()
        postalCode.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: decoded)
        simple.removeAll(keepingCapacity: true)
        simple.append(contentsOf: decoded)
    }

    /// Reads a region column's cell; what spells no region is its detail.
    mutating func readLatinColumn() {
        beginLatin()
        var segments = latinSegments()
        _ = takeCountry(&segments)
        let rest = takeRegions(segments, isChina: true)?.rest ?? segments
        appendSegments(rest)
    }

    /// The parts between commas, semicolons and U+001F.
    private mutating func latinSegments() -> [Range<Int>] {
        var segments: [Range<Int>] = []
        var start = 0
        for index in 0...text.count {
            let isEnd =
                index == text.count || text[index] == 0x2C || text[index] == 0x3B
                || text[index] == 0xFF0C || text[index] == Self.componentEnd
            if isEnd {
                var low = start
                var high = index
                while low < high, text[low] == 0x20 { low += 1 }
                while high > low, text[high - 1] == 0x20 || text[high - 1] == 0x2E { high -= 1 }
                if low < high { segments.append(low..<high) }
                start = index + 1
            }
        }
        return segments
    }

    private mutating func letters(_ range: Range<Int>) -> [UInt32] {
        var letters: [UInt32] = []
        for index in range {
            let lower = text[index] | 0x20
            if lower >= 0x61, lower <= 0x7A { letters.append(lower) }
        }
        return letters
    }

    // MARK: Country

    private static let china = "CN".scalarValues

    /// Takes a country off the end; its ISO 3166 code.
    private mutating func takeCountry(_ segments: inout [Range<Int>]) -> [UInt32]? {
        guard let last = segments.last else { return nil }
        for words in Self.countries where words.dropFirst().contains(letters(last)) {
            if words[0] == Self.china { segments.removeLast() }
            return words[0]
        }
        // Guangdong 518057 China: the country behind a blank.
        guard let blank = text[last].lastIndex(of: 0x20) else { return nil }
        if letters((blank + 1)..<last.upperBound) == Self.countries[0][1] {
            var high = blank
            while high > last.lowerBound, text[high - 1] == 0x20 { high -= 1 }
            // P.R. China and PR China have their first half behind another blank.
            segments[segments.count - 1] = last.lowerBound..<high
            if let before = text[last.lowerBound..<high].lastIndex(of: 0x20),
                letters((before + 1)..<high) == Self.republic
            {
                segments[segments.count - 1] = last.lowerBound..<before
            } else if letters(last.lowerBound..<high) == Self.republic {
                segments.removeLast()
            }
            return Self.china
        }
        return nil
    }

    private static let republic = "pr".scalarValues
    private static let countries: [[[UInt32]]] = """
        CN china prchina prc peoplesrepublicofchina thepeoplesrepublicofchina chinaprc
        US usa us unitedstates unitedstatesofamerica america
        GB uk unitedkingdom england greatbritain scotland wales
        JP japan
        KR korea southkorea republicofkorea
        SG singapore
        DE germany deutschland
        FR france
        AU australia
        CA canada
        IN india
        MY malaysia
        TH thailand
        VN vietnam
        """.split(separator: "\n").map { line in
            String(line).wordScalars
        }

    // MARK: Regions

    /// Reads regions from the end of the segments; nil when no city or province is among them.
    private mutating func takeRegions(
        _ segments: [Range<Int>],
        isChina: Bool
    ) -> (decision: Decision, rest: [Range<Int>])? {
        var rest = segments
        var hasOuter = false
        while let last = rest.last {
            let segment = takeCode(last)
            let mark = candidates.count
            if !segment.isEmpty {
                addSpelt(segment)
                guard candidates.count > mark else {
                    if segment != last { rest[rest.count - 1] = segment }
                    break
                }
                for index in mark..<candidates.count
                where table.level(candidates[index]) != .district { hasOuter = true }
                mentions.append(
                    Mention(candidates: mark..<candidates.count, isShort: false, place: segment)
                )
            }
            rest.removeLast()
        }
        let decision = decide()
        guard hasOuter, decision.region >= 0, isChina || mentions.count > 1, !decision.isConflict
        else {
            mentions.removeAll()
            candidates.removeAll()
            postalCode.removeAll()
            return nil
        }
        return (decision, rest)
    }

    /// Takes six digits off the end or the front of a segment.
    private mutating func takeCode(_ segment: Range<Int>) -> Range<Int> {
        guard postalCode.isEmpty, segment.count >= 6 else { return segment }
        let high = segment.upperBound
        if text[(high - 6)..<high].allSatisfy(Self.isDigit),
            high - 6 == segment.lowerBound || text[high - 7] == 0x20
        {
            postalCode.append(contentsOf: text[(high - 6)..<high])
            var end = high - 6
            while end > segment.lowerBound, text[end - 1] == 0x20 { end -= 1 }
            return segment.lowerBound..<end
        }
        let low = segment.lowerBound
        if segment.count > 7, text[low..<(low + 6)].allSatisfy(Self.isDigit),
            text[low + 6] == 0x20
        {
            postalCode.append(contentsOf: text[low..<(low + 6)])
            return (low + 7)..<high
        }
        return segment
    }

    /// Adds the regions that a segment spells: `Shenzhen City`, `Nanshan District`, `Zhejiang`.
    private mutating func addSpelt(_ segment: Range<Int>) {
        if text[segment].contains(where: Self.isDigit) { return }
        var word = letters(segment)
        var level: Region.Level?
        for (tail, meant) in Self.latinTails where word.count > tail.count && word.hasTail(tail) {
            word.removeLast(tail.count)
            level = meant
            break
        }
        for region in RegionSpellings.shared.regions(word) {
            let own = table.level(region)
            // A city may be one of the county level, and a municipality stands as a province.
            let fits =
                level == nil
                ? own != .district || table.areCities[Int(region)]
                : level == own
                    || level == .city && (table.areCities[Int(region)] || own == .province)
            if fits { candidates.append(region) }
        }
    }

    private static let latinTails: [([UInt32], Region.Level)] = [
        ("newdistrict".scalarValues, .district), ("district".scalarValues, .district),
        ("county".scalarValues, .district), ("dist".scalarValues, .district),
        ("qu".scalarValues, .district), ("xian".scalarValues, .district),
        ("municipality".scalarValues, .city), ("city".scalarValues, .city),
        ("shi".scalarValues, .city), ("prefecture".scalarValues, .city),
        ("autonomousregion".scalarValues, .province), ("province".scalarValues, .province),
        ("prov".scalarValues, .province), ("sheng".scalarValues, .province),
    ]

    // MARK: Outcomes

    private mutating func appendSegments(_ segments: [Range<Int>]) {
        for segment in segments {
            if !detail.isEmpty { detail.append(contentsOf: [0x2C, 0x20]) }
            detail.append(contentsOf: text[segment])
        }
        detailSimple.append(contentsOf: detail)
    }

    private mutating func emitLatin(
        _ found: (decision: Decision, rest: [Range<Int>]),
        _ country: [UInt32]?,
        _ cell: Span<UInt8>,
        _ column: inout CleanColumn
    ) {
        appendSegments(found.rest)
        emit(raw: column.values.intern(cell), isOneOfSeveral: false, into: &column)
        let last = column.outcomes.count - 1
        column.outcomes[last].confidence = min(column.outcomes[last].confidence, 70)
        if let country { setPart(.country, country, country.indices, into: &column) }
    }

    private mutating func emitForeign(
        _ country: [UInt32]?,
        _ segments: [Range<Int>],
        _ cell: Span<UInt8>,
        _ column: inout CleanColumn
    ) {
        appendDetail(0..<text.count)
        let isForeign = country != nil && country != Self.china
        if let country, isForeign { takeForeignCode(country, segments) }
        emit(raw: column.values.intern(cell), isOneOfSeveral: false, into: &column)
        if isForeign {
            let last = column.outcomes.count - 1
            column.outcomes[last].code = AddressFindings.foreignAddress.code
            column.outcomes[last].validity = .valid
            column.outcomes[last].confidence = 50
        }
        if let country { setPart(.country, country, country.indices, into: &column) }
    }

    /// `NY 10118` and `London SW1A 2AA`; the code stays in the detail as well.
    private mutating func takeForeignCode(_ country: [UInt32], _ segments: [Range<Int>]) {
        guard segments.count > 1 else { return }
        let words = text[segments[segments.count - 2]].split(separator: 0x20)
        guard let last = words.last else { return }
        if country == "US".scalarValues, words.count > 1,
            last.count == 5 || last.count == 10 && last[last.startIndex + 5] == 0x2D,
            last.allSatisfy({ Self.isDigit($0) || $0 == 0x2D })
        {
            postalCode.append(contentsOf: last)
        } else if country == "GB".scalarValues, words.count > 1, last.count == 3,
            let first = last.first, Self.isDigit(first)
        {
            postalCode.append(contentsOf: words[words.count - 2])
            postalCode.append(0x20)
            postalCode.append(contentsOf: last)
        }
    }
}
