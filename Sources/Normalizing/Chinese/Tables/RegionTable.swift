import Records

/// One region of GB/T 2260.
package struct Region: Sendable {
    package enum Level: UInt8, Sendable {
        case province = 1
        case city = 2
        case district = 3
    }

    /// Six digits: 350000, 350200, 350212.
    package let adcode: Int
    /// The official name; empty for a "city" that only groups counties run by the province.
    package let name: String
    package let level: Level
    /// The adcode of what it lies in; 0 for provinces.
    package let parent: Int

    let scalars: [UInt32]
    let short: [UInt32]
}

/// The administrative regions of China and the trie of all names that stand for them.
///
/// Names are full (厦门市), short (厦门) and former ones (长乐市). A name may mean several regions:
/// 鼓楼区 four, 朝阳 two districts and a city.
package final class RegionTable: Sendable {
    package static let shared = RegionTable()

    /// One row of the table `region`.
    package struct Row: Sendable {
        package let adcode: String
        package let name: String
        /// 1 province, 2 city, 3 district.
        package let level: Int
        /// The adcode of what it lies in; nil for provinces.
        package let parent: String?
    }

    /// All regions that have a code of their own, in its order, so that parents come first.
    ///
    /// What only groups counties is left out: 仙桃 lies in its province.
    package static var all: [Row] {
        let table = shared
        return table.regions.indices.prefix(table.codedCount).compactMap { index in
            let region = table.regions[index]
            guard !region.name.isEmpty else { return nil }
            let parent = table.named(table.parents[index])
            return Row(
                adcode: String(region.adcode),
                name: region.name,
                level: Int(region.level.rawValue),
                parent: parent < 0 ? nil : String(table.codes[Int(parent)])
            )
        }
    }

    /// The region itself, or the next one around it that has a name; -1 when there is none.
    func named(_ region: Int32) -> Int32 {
        var region = region
        while region >= 0, nameBytes[Int(region)].isEmpty { region = parents[Int(region)] }
        return region
    }

    let regions: [Region]
    /// Regions from here on, in Hong Kong, Macau and Taiwan, have the code of what they lie in.
    let codedCount: Int
    let names: ScalarTrie
    /// By value of `names`: where its meanings begin in `meanings`; one more at the end.
    let meaningStarts: [Int32]
    /// The regions that bear a name, by index, and whether it is short, or no longer in use.
    let meanings: [(region: Int32, isShort: Bool, isFormer: Bool)]
    /// By region index, what loops need without copying a `Region`.
    let levels: [Region.Level]
    let codes: [Int]
    let nameBytes: [[UInt8]]
    /// All of `nameBytes` in a row, and where each begins; one more at the end.
    let nameArena: [UInt8]
    let nameStarts: [Int]
    let shortBytes: [[UInt8]]
    /// Whether the official name ends in 市.
    let areCities: [Bool]
    /// By region index: the index of its city or province; -1 when it has none.
    let parents: [Int32]

    private init() {
        var regions: [Region] = []
        for line in GeneratedData.regions() {
            let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
            let code = Array(parts[0]).decimal
            regions.append(Self.region(code, parts.count > 1 ? Array(parts[1]) : []))
        }
        codedCount = regions.count
        var indices: [Int: Int32] = [:]
        for (index, region) in regions.enumerated() { indices[region.adcode] = Int32(index) }
        var parents = regions.map { indices[$0.parent] ?? -1 }
        Self.appendOuter(&regions, &parents, indices)
        self.regions = regions
        self.parents = parents
        levels = regions.map(\.level)
        codes = regions.map(\.adcode)
        let nameBytes = regions.map { Array($0.name.utf8) }
        self.nameBytes = nameBytes
        nameArena = nameBytes.flatMap { $0 }
        var nameStarts = [0]
        for name in nameBytes { nameStarts.append((nameStarts.last ?? 0) + name.count) }
        self.nameStarts = nameStarts
        shortBytes = regions.map { region in
            var bytes: [UInt8] = []
            for scalar in region.short { Scalars.append(scalar, to: &bytes) }
            return bytes
        }
        areCities = regions.map { $0.scalars.last == 0x5E02 }
        let builder = RegionTrieBuilder(regions, parents, indices, codedCount: codedCount)
        names = builder.trie
        var starts: [Int32] = [0]
        for list in builder.meanings { starts.append((starts.last ?? 0) + Int32(list.count)) }
        meaningStarts = starts
        meanings = builder.meanings.flatMap { $0 }
    }

    /// Adds the cities and districts of Hong Kong, Macau and Taiwan, a city before its districts.
    private static func appendOuter(
        _ regions: inout [Region],
        _ parents: inout [Int32],
        _ indices: [Int: Int32]
    ) {
        for line in GeneratedData.outerRegions() {
            let parts = line.split(separator: 0x20).map(Array.init)
            guard parts.count > 1, let province = indices[parts[0].decimal] else { continue }
            let city = Int32(regions.count)
            for (place, name) in parts.dropFirst().enumerated() {
                let level: Region.Level = place == 0 ? .city : .district
                regions.append(region(parts[0].decimal, name, level: level))
                parents.append(place == 0 ? province : city)
            }
        }
    }

    /// Whether a region lies in another, or is it.
    @inline(__always)
    func isWithin(_ region: Int32, _ outer: Int32) -> Bool {
        var index = region
        while index >= 0 {
            if index == outer { return true }
            index = parents[Int(index)]
        }
        return false
    }

    @inline(__always)
    func areRelated(_ a: Int32, _ b: Int32) -> Bool { isWithin(a, b) || isWithin(b, a) }

    func level(_ region: Int32) -> Region.Level { levels[Int(region)] }

    /// The indices of a name's meanings.
    @inline(__always)
    func meanings(of value: Int) -> Range<Int> {
        Int(meaningStarts[value])..<Int(meaningStarts[value &+ 1])
    }

    /// Whether a city is its province: 北京, 天津, 上海, 重庆.
    func isMunicipality(_ region: Int32) -> Bool {
        switch codes[Int(region)] / 10000 {
        case 11, 12, 31, 50: true
        default: false
        }
    }

    private static func region(
        _ code: Int,
        _ name: [UInt32],
        level outerLevel: Region.Level? = nil
    ) -> Region {
        let level =
            outerLevel ?? (code % 10000 == 0 ? .province : code % 100 == 0 ? .city : .district)
        let parent =
            level == .province ? 0 : level == .city ? code / 10000 * 10000 : code / 100 * 100
        var text = ""
        for scalar in name { text.unicodeScalars.append(Unicode.Scalar(scalar) ?? "?") }
        let short = RegionNames.short(name, level)
        return Region(
            adcode: code,
            name: text,
            level: level,
            parent: parent,
            scalars: name,
            short: short
        )
    }
}
