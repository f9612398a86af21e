import Records

/// The regions of China by their names in latin letters: `shenzhen`, `nanshan`, `innermongolia`.
///
/// Spelt from the readings of the characters, without blanks, tones and apostrophes; a character of
/// several readings gives several spellings.
final class RegionSpellings: Sendable {
    static let shared = RegionSpellings()

    private let names: ScalarTrie
    private let regions: [[Int32]]

    private init() {
        var trie = ScalarTrie()
        var regions: [[Int32]] = []
        let table = RegionTable.shared
        func add(_ word: [UInt32], _ region: Int32) {
            let value = Int(trie.insert(word, Int32(regions.count)))
            if value == regions.count { regions.append([]) }
            if !regions[value].contains(region) { regions[value].append(region) }
        }
        let special = Self.list.split(separator: "\n").map { String($0).wordScalars }
        let codes = Set(special.compactMap { $0.first?.decimal })
        for line in special {
            guard let code = line.first?.decimal,
                let region = table.codes.firstIndex(of: code)
            else { continue }
            for word in line.dropFirst() { add(word, Int32(region)) }
        }
        for (index, region) in table.regions.enumerated()
        where !region.name.isEmpty && !codes.contains(region.adcode) {
            let parent = table.parents[index]
            // The city of a municipality has its province's name: the province stands for both.
            if parent >= 0, table.regions[Int(parent)].name == region.name { continue }
            for word in Self.spellings(region.short) { add(word, Int32(index)) }
        }
        names = trie
        self.regions = regions
    }

    /// The regions that lower-case letters spell.
    func regions(_ letters: [UInt32]) -> [Int32] {
        let value = names.exact(letters, 0, letters.count)
        return value < 0 ? [] : regions[Int(value)]
    }

    /// All ways to read a name, at most 16.
    static func spellings(_ name: [UInt32]) -> [[UInt32]] {
        var words: [[UInt32]] = [[]]
        for scalar in name {
            let readings = Pinyin.shared.variants(scalar)
            guard !readings.isEmpty else { return [] }
            words = words.flatMap { word in readings.map { word + $0.map(UInt32.init) } }
            if words.count > 16 { words.removeSubrange(16...) }
        }
        return words
    }

    /// Names that are not spelt as they are read.
    private static let list = """
        610000 shaanxi shanxisheng
        140000 shanxi
        150000 innermongolia neimenggu neimongol
        540000 tibet xizang
        810000 hongkong xianggang
        820000 macau macao aomen
        710000 taiwan
        230100 harbin haerbin
        650100 urumqi wulumuqi urumchi
        150100 hohhot huhehaote
        540100 lhasa lasa
        150200 baotou
        150600 ordos eerduosi
        653100 kashgar kashi
        """
}
