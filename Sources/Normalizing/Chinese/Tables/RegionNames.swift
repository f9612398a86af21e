/// How official region names are shortened in everyday use.
enum RegionNames {
    /// 厦门市 → 厦门, 广西壮族自治区 → 广西, 孟村回族自治县 → 孟村; the name itself when nothing is left out.
    static func short(_ name: [UInt32], _ level: Region.Level) -> [UInt32] {
        if level == .province, let special = provinces[name] { return special }
        if let ethnic = withoutEthnicTail(name) { return ethnic }
        for tail in tails where name.count >= tail.count + 2 && name.hasTail(tail) {
            return Array(name.dropLast(tail.count))
        }
        return name
    }

    /// The name up to its first ethnic group when it ends in 自治州, 自治县 or 自治旗.
    private static func withoutEthnicTail(_ name: [UInt32]) -> [UInt32]? {
        guard let tail = autonomous.first(where: name.hasTail) else { return nil }
        let stem = Array(name.dropLast(tail.count))
        var best: [UInt32]?
        for group in groups where stem.count > group.count + 1 {
            for start in 2...(stem.count - group.count)
            where Array(stem[start..<(start + group.count)]) == group {
                if start < best?.count ?? Int.max { best = Array(stem[..<start]) }
            }
        }
        return best ?? stem
    }

    private static let provinces: [[UInt32]: [UInt32]] = [
        "内蒙古自治区".scalarValues: "内蒙古".scalarValues,
        "广西壮族自治区".scalarValues: "广西".scalarValues,
        "西藏自治区".scalarValues: "西藏".scalarValues,
        "宁夏回族自治区".scalarValues: "宁夏".scalarValues,
        "新疆维吾尔自治区".scalarValues: "新疆".scalarValues,
        "香港特别行政区".scalarValues: "香港".scalarValues,
        "澳门特别行政区".scalarValues: "澳门".scalarValues,
    ]

    private static let tails = "特别行政区 自治区 地区 林区 矿区 新区 省 市 区 县 盟 旗".wordScalars

    /// Development zones, which statistics count as districts; GB/T 2260 and postmen don't.
    static func isZone(_ code: Int) -> Bool { code % 100 >= 71 && code % 100 <= 79 }

    static let prefecture = "自治州".scalarValues
    static let autonomousCounty = "自治县".scalarValues
    static let county = "县".scalarValues

    /// The last characters that a district's name may have had, or may get: 密云县, 即墨市, 光明新区.
    static func otherRanks(_ name: [UInt32]) -> [[UInt32]] {
        switch name.last {
        case 0x533A where name.dropLast().last == 0x65B0: []
        case 0x533A: ["县".scalarValues, "市".scalarValues, "新区".scalarValues]
        case 0x5E02: ["县".scalarValues]
        case 0x53BF: ["区".scalarValues, "市".scalarValues]
        default: []
        }
    }

    /// The official name, then other ways to write it.
    static let customary: [[[UInt32]]] = """
        内蒙古自治区 内蒙 内蒙古省 内蒙省 内蒙自治区 内蒙古区
        广西壮族自治区 广西省 广西自治区 广西壮族 广西区
        宁夏回族自治区 宁夏省 宁夏自治区 宁夏区
        新疆维吾尔自治区 新疆省 新疆自治区 新疆维吾尔族自治区 新疆区
        西藏自治区 西藏省 西藏区
        香港特别行政区 香港特区 香港市
        澳门特别行政区 澳门特区 澳门市
        巴音郭楞蒙古自治州 巴州 巴音郭楞州
        博尔塔拉蒙古自治州 博州
        克孜勒苏柯尔克孜自治州 克州
        西双版纳傣族自治州 版纳
        锡林郭勒盟 锡盟
        阿拉善盟 阿盟
        昆都仑区 昆区
        旅顺口区 旅顺
        门头沟区 门头沟
        井陉矿区 井陉矿
        香港岛 港岛
        台北市 台北
        高雄市 高雄
        九龙 九龙半岛
        """.split(separator: "\n").map { String($0).wordScalars }

    private static let autonomous = "自治州 自治县 自治旗".wordScalars

    private static let groups = """
        满族 蒙古族 蒙古 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族
        哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族
        布朗族 撒拉族 毛南族 仡佬族 锡伯 塔吉克 普米族 怒族 鄂温克族 保安族 裕固族 独龙族 鄂伦春 各族
        """.wordScalars
}

extension [UInt32] {
    func hasTail(_ tail: [UInt32]) -> Bool {
        count >= tail.count && suffix(tail.count).elementsEqual(tail)
    }
}
