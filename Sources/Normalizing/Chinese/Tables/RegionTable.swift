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

    /// All regions in the order of their codes; a city comes before its districts.
    package static var all: [Region] { shared.regions }

    let regions: [Region]
    let names: ScalarTrie
    /// By value of `names`: the regions that bear the name, by index, and whether it is short.
    let meanings: [[(region: Int32, isShort: Bool)]]
    /// By region index: the index of its city or province; -1 when it has none.
    let parents: [Int32]
    private let indices: [Int: Int32]

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
        self.indices = indices
        parents = regions.map { indices[$0.parent] ?? -1 }
        (names, meanings) = Self.nameTrie(regions, indices)
    }

    /// The region of a code; nil when there is none.
    package func region(adcode: Int) -> Region? { indices[adcode].map { regions[Int($0)] } }

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

    func level(_ region: Int32) -> Region.Level { regions[Int(region)].level }

    /// Whether a city is its province: 北京, 天津, 上海, 重庆.
    func isMunicipality(_ region: Int32) -> Bool {
        [11, 12, 31, 50].contains(regions[Int(region)].adcode / 10000)
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
            adcode: code, name: text, level: level, parent: parent, scalars: name, short: short)
    }

    private static func nameTrie(
        _ regions: [Region],
        _ indices: [Int: Int32]
    ) -> (ScalarTrie, [[(region: Int32, isShort: Bool)]]) {
        var trie = ScalarTrie()
        var meanings: [[(region: Int32, isShort: Bool)]] = []
        func add(_ name: [UInt32], _ region: Int32, _ isShort: Bool) {
            guard name.count >= 2 else { return }
            let value = Int(trie.insert(name, Int32(meanings.count)))
            if value == meanings.count { meanings.append([]) }
            if !meanings[value].contains(where: { $0.region == region }) {
                meanings[value].append((region, isShort))
            }
        }
        let provinceShorts = Set(regions.filter { $0.level == .province }.map(\.short))
        for (index, region) in regions.enumerated() {
            // The city of a municipality has its province's name: the province stands for both.
            if region.level == .city, regions[Int(indices[region.parent] ?? 0)].name == region.name {
                continue
            }
            add(region.scalars, Int32(index), false)
            if region.level != .province, provinceShorts.contains(region.short) { continue }
            add(region.short, Int32(index), true)
        }
        for line in GeneratedData.formerRegions() {
            let parts = line.split(separator: 0x20).map(Array.init)
            guard parts.count == 2, let index = indices[parts[0].decimal] else { continue }
            add(parts[1], index, false)
        }
        return (trie, meanings)
    }
}
