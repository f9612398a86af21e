/// The provinces to which the first two digits of a postal code belong.
enum PostalAreas {
    /// By the first two digits: the first two digits of the province's code, 0 where none is known.
    static func province(_ prefix: Int) -> Int {
        prefix >= 0 && prefix < provinces.count ? Int(provinces[prefix]) : 0
    }

    /// Whether a code may stand in a province; some places at the borders have a neighbour's codes.
    static func isPlausible(_ prefix: Int, in province: Int) -> Bool {
        let expected = self.province(prefix)
        if expected == 0 || expected == province { return expected != 0 }
        switch (prefix, province) {
        case (13, 15), (16, 15), (40, 51), (63...64, 50), (71, 61), (81, 62), (45, 14): return true
        default: return false
        }
    }

    private static let provinces: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 100)
        let spans: [(ClosedRange<Int>, UInt8)] = [
            (1...2, 15), (3...4, 14), (5...7, 13), (10...10, 11), (11...12, 21), (13...13, 22),
            (15...16, 23), (20...20, 31), (21...22, 32), (23...24, 34), (25...27, 37),
            (30...30, 12), (31...32, 33), (33...34, 36), (35...36, 35), (40...40, 50),
            (41...42, 43), (43...44, 42), (45...47, 41), (51...52, 44), (53...54, 45),
            (55...56, 52), (57...57, 46), (61...64, 51), (65...67, 53), (71...72, 61),
            (73...74, 62), (75...75, 64), (81...81, 63), (83...84, 65), (85...86, 54),
        ]
        for (span, province) in spans { for prefix in span { table[prefix] = province } }
        return table
    }()
}
