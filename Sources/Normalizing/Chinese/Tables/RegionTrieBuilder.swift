import Records

/// Builds the trie of all names that stand for regions: full, short, customary and former ones.
struct RegionTrieBuilder {
    private(set) var trie = ScalarTrie()
    private(set) var meanings: [[(region: Int32, isShort: Bool, isFormer: Bool)]] = []
    private let regions: [Region]
    private let parents: [Int32]
    private let codedCount: Int

    init(_ regions: [Region], _ parents: [Int32], _ indices: [Int: Int32], codedCount: Int) {
        self.regions = regions
        self.parents = parents
        self.codedCount = codedCount
        addNames()
        addCustomary()
        for line in GeneratedData.formerRegions() {
            let parts = line.split(separator: 0x20).map(Array.init)
            guard parts.count == 2, let index = indices[parts[0].decimal] else { continue }
            add(parts[1], index, isShort: false, isFormer: true)
        }
        addOtherRanks()
    }

    private mutating func addNames() {
        let provinceShorts = Set(regions.filter { $0.level == .province }.map(\.short))
        for (index, region) in regions.enumerated() {
            let region32 = Int32(index)
            if RegionNames.isZone(region.adcode) { continue }
            // The city of a municipality has its province's name: the province stands for both.
            if region.level == .city, name(parents[index]) == region.scalars { continue }
            add(region.scalars, region32, isShort: false)
            if region.level != .province, provinceShorts.contains(region.short) { continue }
            // Short names of places without a code are too much like common words.
            if index >= codedCount, region.level == .district { continue }
            add(region.short, region32, isShort: true)
        }
    }

    private func name(_ region: Int32) -> [UInt32] {
        region < 0 ? [] : regions[Int(region)].scalars
    }

    /// 内蒙, 广西省, 阿坝州, 昆区: names that nobody decided and everybody uses.
    private mutating func addCustomary() {
        var byName: [[UInt32]: Int32] = [:]
        for (index, region) in regions.enumerated() where byName[region.scalars] == nil {
            byName[region.scalars] = Int32(index)
        }
        for line in RegionNames.customary {
            guard let region = line.first.flatMap({ byName[$0] }) else { continue }
            for word in line.dropFirst() { add(word, region, isShort: false) }
        }
        for (index, region) in regions.enumerated()
        where region.level == .city && region.scalars.hasTail(RegionNames.prefecture) {
            add(region.short + [0x5DDE], Int32(index), isShort: false)
        }
        // 本溪县 is 本溪满族自治县.
        for (index, region) in regions.enumerated()
        where region.level == .district && region.scalars.hasTail(RegionNames.autonomousCounty) {
            add(region.short + RegionNames.county, Int32(index), isShort: false)
        }
    }

    /// A county that became a district or city is still written as a county, and the other way.
    ///
    /// Only names that no region bears are added. A district may have been a county or city of its
    /// own; all others need their surroundings.
    private mutating func addOtherRanks() {
        let knownCount = Int32(meanings.count)
        let zones = Set(regions.filter { RegionNames.isZone($0.adcode) }.map(\.scalars))
        for (index, region) in regions.prefix(codedCount).enumerated()
        where region.level == .district && region.scalars.count >= 3 {
            let stem = Array(region.scalars.dropLast())
            for tail in RegionNames.otherRanks(region.scalars) {
                let name = stem + tail
                let known = trie.exact(name, 0, name.count)
                if known >= 0 && known < knownCount || zones.contains(name) { continue }
                let isUsual = region.scalars.last == 0x533A && tail.count == 1
                add(name, Int32(index), isShort: !isUsual, isFormer: true)
            }
        }
    }

    private mutating func add(
        _ name: [UInt32],
        _ region: Int32,
        isShort: Bool,
        isFormer: Bool = false
    ) {
        guard name.count >= 2 else { return }
        // Cells are folded before they are looked up; 乾县 folds to 干县.
        var folded: [UInt32] = []
        ScriptFolding.shared.fold(name, name.indices, into: &folded)
        if folded != name { addExact(folded, region, isShort, isFormer) }
        addExact(name, region, isShort, isFormer)
    }

    private mutating func addExact(
        _ name: [UInt32],
        _ region: Int32,
        _ isShort: Bool,
        _ isFormer: Bool
    ) {
        let value = Int(trie.insert(name, Int32(meanings.count)))
        if value == meanings.count { meanings.append([]) }
        if let known = meanings[value].firstIndex(where: { $0.region == region }) {
            if !isShort, !isFormer { meanings[value][known].isShort = false }
        } else {
            meanings[value].append((region, isShort, isFormer))
        }
    }
}
