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

    /// All regions in the order of their codes, so that parents come first.
    ///
    /// What only groups counties is left out: 仙桃 lies in its province.
    package static var all: [Row] {
        let table = shared
        return table.regions.indices.compactMap { index in
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
    let names: ScalarTrie
    /// By value of `names`: where its meanings begin in `meanings`; one more at the end.
    let meaningStarts: [Int32]
    /// The regions that bear a name, by index, and whether it is short.
    let meanings: [(region: Int32, isShort: Bool)]
    /// Values of `names` from here on are names that are no longer in use.
    let formerStart: Int32
    /// By region index, what loops need without copying a `Region`.
    let levels: [Region.Level]
    let codes: [Int]
    let nameBytes: [[UInt8]]
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
        var indices: [Int: Int32] = [:]
        for (index, region) in regions.enumerated() { indices[region.adcode] = Int32(index) }
        self.regions = regions
        parents = regions.map { indices[$0.parent] ?? -1 }
        levels = regions.map(\.level)
        codes = regions.map(\.adcode)
        nameBytes = regions.map { Array($0.name.utf8) }
        shortBytes = regions.map { region in
            var bytes: [UInt8] = []
            for scalar in region.short { Scalars.append(scalar, to: &bytes) }
            return bytes
        }
        areCities = regions.map { $0.scalars.last == 0x5E02 }
        let (trie, lists, firstFormer) = Self.nameTrie(regions, indices)
        names = trie
        formerStart = firstFormer
        var starts: [Int32] = [0]
        for list in lists { starts.append((starts.last ?? 0) + Int32(list.count)) }
        meaningStarts = starts
        meanings = lists.flatMap { $0 }
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

    private static func region(_ code: Int, _ name: [UInt32]) -> Region {
        let level: Region.Level =
            code % 10000 == 0 ? .province : code % 100 == 0 ? .city : .district
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

    private static func nameTrie(
        _ regions: [Region],
        _ indices: [Int: Int32]
    ) -> (ScalarTrie, [[(region: Int32, isShort: Bool)]], Int32) {
        var trie = ScalarTrie()
        var meanings: [[(region: Int32, isShort: Bool)]] = []
        func add(_ name: [UInt32], _ region: Int32, _ isShort: Bool) {
            guard name.count >= 2 else { return }
            // Cells are folded before they are looked up; 乾县 folds to 干县.
            var folded: [UInt32] = []
            ScriptFolding.shared.fold(name, name.indices, into: &folded)
            if folded != name { addExact(folded, region, isShort) }
            addExact(name, region, isShort)
        }
        func addExact(_ name: [UInt32], _ region: Int32, _ isShort: Bool) {
            let value = Int(trie.insert(name, Int32(meanings.count)))
            if value == meanings.count { meanings.append([]) }
            if !meanings[value].contains(where: { $0.region == region }) {
                meanings[value].append((region, isShort))
            }
        }
        let provinceShorts = Set(regions.filter { $0.level == .province }.map(\.short))
        for (index, region) in regions.enumerated() {
            // The city of a municipality has its province's name: the province stands for both.
            if region.level == .city, regions[Int(indices[region.parent] ?? 0)].name == region.name
            {
                continue
            }
            add(region.scalars, Int32(index), false)
            if region.level != .province, provinceShorts.contains(region.short) { continue }
            add(region.short, Int32(index), true)
        }
        let formerStart = meanings.count
        for line in GeneratedData.formerRegions() {
            let parts = line.split(separator: 0x20).map(Array.init)
            guard parts.count == 2, let index = indices[parts[0].decimal] else { continue }
            add(parts[1], index, false)
        }
        return (trie, meanings, Int32(formerStart))
    }
}
