/// The area codes of mainland China: which are in use, and the cities that have them.
///
/// Codes stand without the leading 0: 10 北京, 21 上海, 571 杭州.
package struct AreaCodes: Sendable {
    package static let standard = AreaCodes()

    /// By code, 0…999.
    private let isInUse: [Bool]
    private let codes: [String: Int]
    private let cities: [Int: [String]]

    private init() {
        var isInUse = [Bool](repeating: false, count: 1000)
        var codes: [String: Int] = [:]
        var cities: [Int: [String]] = [:]
        for entry in AreaCodes.table.split(separator: ";") {
            let fields = entry.split(separator: " ", maxSplits: 1)
            guard fields.count == 2, let code = Int(fields[0]), code < 1000 else { continue }
            isInUse[code] = true
            let names = fields[1].split(separator: "、").map(String.init)
            cities[code] = names
            for name in names where codes[name] == nil { codes[name] = code }
        }
        self.isInUse = isInUse
        self.codes = codes
        self.cities = cities
    }

    @inline(__always)
    func contains(_ code: Int) -> Bool { code < 1000 && isInUse[code] }

    /// 广州市, or 广州: the code without its 0; nil when the city has none of its own.
    package func code(ofCity city: String) -> Int? {
        codes[city] ?? codes[city + "市"] ?? codes[city + "地区"]
    }

    /// The city of a code that no other city shares.
    func onlyCity(ofCode code: Int) -> String? {
        guard let names = cities[code], names.count == 1 else { return nil }
        return names[0]
    }
}
