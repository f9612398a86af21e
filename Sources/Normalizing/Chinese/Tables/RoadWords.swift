/// What tells a road or building from a region: 山西路, 南京东路, 北京大道, 上海大厦.
enum RoadWords {
    /// Whether a character is 路 街 道 巷 弄 or 桥.
    @inline(__always)
    static func isRoad(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x8DEF, 0x8857, 0x9053, 0x5DF7, 0x5F04, 0x6865: true
        default: false
        }
    }

    /// Whether a character is 省 市 区 县 州 盟 or 旗.
    static func isRegionTail(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x7701, 0x5E02, 0x533A, 0x53BF, 0x5DDE, 0x76DF, 0x65D7: true
        default: false
        }
    }

    /// Whether 路 or 街 (and not 街道, a subdistrict) stands at `index`.
    static func isStreetAhead(_ text: [UInt32], _ index: Int, _ end: Int) -> Bool {
        if text[index] == 0x8DEF { return true }
        return text[index] == 0x8857 && !(index + 1 < end && text[index + 1] == 0x9053)
    }

    /// Whether a road word follows at `index`, behind at most three modifiers such as 东 or 二.
    ///
    /// 五一路 and 八一街 are names of their own, and 道滘镇 is a town.
    static func isRoadAhead(_ text: [UInt32], _ index: Int, _ end: Int) -> Bool {
        var index = index
        let limit = min(end, index + 4)
        let start = index
        while index < limit {
            let scalar = text[index]
            if isRoad(scalar) {
                if index == start + 2, isFeast(text[start], text[start + 1]) { return false }
                if index == start, isTown(text, index, end) { return false }
                return scalar != 0x8857 || isStreetAhead(text, index, end)
            }
            if !isRoadModifier(scalar) { break }
            index += 1
        }
        guard start + 1 < end else { return false }
        return isBuilding(text[start], text[start + 1])
    }

    /// 五一 五四 八一 二七 七一 六一 三八 十一, names of roads in most cities.
    private static func isFeast(_ a: UInt32, _ b: UInt32) -> Bool {
        switch (a, b) {
        case (0x4E94, 0x4E00), (0x4E94, 0x56DB), (0x516B, 0x4E00), (0x4E8C, 0x4E03),
            (0x4E03, 0x4E00), (0x516D, 0x4E00), (0x4E09, 0x516B), (0x5341, 0x4E00):
            true
        default: false
        }
    }

    /// 道滘镇, 桥西街道: a town or subdistrict of two characters stands here.
    private static func isTown(_ text: [UInt32], _ index: Int, _ end: Int) -> Bool {
        guard index + 2 < end, text[index] != 0x8DEF, !isRoad(text[index + 1]) else { return false }
        let tail = text[index + 2]
        return tail == 0x9547 || tail == 0x4E61
            || tail == 0x8857 && index + 3 < end && text[index + 3] == 0x9053
    }

    /// 东 西 南 北 中 前 后 大 小 新 老 环 横 支 一…十 and digits.
    private static func isRoadModifier(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x4E1C, 0x897F, 0x5357, 0x5317, 0x4E2D, 0x524D, 0x540E, 0x5927, 0x5C0F, 0x65B0, 0x8001,
            0x73AF, 0x6A2A, 0x652F, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B,
            0x4E5D, 0x5341, 0x30...0x39:
            true
        default: false
        }
    }

    /// Whether two characters are 大厦 广场 花园 新村 公寓 小区 宾馆 饭店 酒店 胡同 公路 高速 or 商城.
    private static func isBuilding(_ a: UInt32, _ b: UInt32) -> Bool {
        switch (a, b) {
        case (0x5927, 0x53A6), (0x5E7F, 0x573A), (0x82B1, 0x56ED), (0x65B0, 0x6751),
            (0x516C, 0x5BD3), (0x5C0F, 0x533A), (0x5BBE, 0x9986), (0x996D, 0x5E97),
            (0x9152, 0x5E97), (0x80E1, 0x540C), (0x516C, 0x8DEF), (0x9AD8, 0x901F),
            (0x5546, 0x57CE):
            true
        default: false
        }
    }

    /// Whether what stands at `index` makes another place of the short district name before it:
    /// 玄武湖, 朝阳公园, 白云机场; but 香洲湾仔街道 is a town in its district.
    static func isPlaceAhead(_ text: [UInt32], _ index: Int, _ end: Int) -> Bool {
        guard index < end else { return false }
        switch Unicode.Scalar(text[index]) {
        case "门", "桥", "寺", "站", "镇", "乡", "村", "园", "里", "口", "庄", "营", "岛", "山": return true
        case "湖", "湾", "宫", "祠", "塔", "陵", "根": return !isTown(text, index, end)
        default: return index + 1 < end && isLandmark(text[index], text[index + 1])
        }
    }

    private static func isLandmark(_ a: UInt32, _ b: UInt32) -> Bool {
        switch (Unicode.Scalar(a), Unicode.Scalar(b)) {
        case ("公", "园"), ("机", "场"), ("医", "院"), ("风", "景"), ("景", "区"), ("博", "物"),
            ("火", "车"), ("大", "学"), ("学", "院"), ("中", "学"), ("小", "学"):
            true
        default: false
        }
    }
}
