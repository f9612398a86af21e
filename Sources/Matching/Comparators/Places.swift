import Records

/// Where a mention is, by the address columns of its row; empty texts where unknown.
struct Locality: Sendable {
    var province: [UInt8] = []
    var city: [UInt8] = []
    var district: [UInt8] = []
    var detail: [UInt8] = []
}

/// Names of provinces and cities without 省, 市, 区, 县, so that 沈阳 equals 沈阳市.
enum PlaceName {
    static func short(_ name: [UInt8]) -> [UInt8] {
        for suffix in suffixes where name.count > suffix.count + 3 && name.hasSuffix(suffix) {
            return Array(name.dropLast(suffix.count))
        }
        return name
    }

    static func isProvince(_ name: [UInt8]) -> Bool { provinces.contains(name) }

    private static let suffixes: [[UInt8]] = [
        "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "自治州", "地区", "省", "市", "区", "县", "盟",
    ].map { Array($0.utf8) }

    /// Those that aren't cities themselves.
    private static let provinces: Set<[UInt8]> = Set(
        [
            "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
            "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏",
            "宁夏", "新疆",
        ].map { Array($0.utf8) }
    )
}

extension [UInt8] {
    func hasSuffix(_ suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}

/// The address columns of a table, read together: 省, 市, 区 may stand in cells of their own.
struct PlaceColumns {
    private let columns: [(column: CleanColumn, own: Part?)]

    init(_ table: EntityTable) {
        columns = table.columns.compactMap { column in
            switch MatchField.baseName(column.field) {
            case "address", "region": (column, nil)
            case "province": (column, .province)
            case "city": (column, .city)
            case "district": (column, .district)
            default: nil
            }
        }
    }

    func place(of mention: Int) -> Locality {
        var place = Locality()
        for (column, own) in columns {
            for outcome in column.outcomeIndices(ofMention: mention) {
                fill(&place.province, .province, own, column, outcome)
                fill(&place.city, .city, own, column, outcome)
                fill(&place.district, .district, own, column, outcome)
                if place.detail.isEmpty, own == nil {
                    place.detail = column.partBytes(.detail, of: outcome)
                }
            }
        }
        place.province = PlaceName.short(place.province)
        place.city = PlaceName.short(place.city)
        place.district = PlaceName.short(place.district)
        return place
    }

    private func fill(
        _ text: inout [UInt8],
        _ part: Part,
        _ own: Part?,
        _ column: CleanColumn,
        _ outcome: Int
    ) {
        guard text.isEmpty else { return }
        text = column.partBytes(part, of: outcome)
        if text.isEmpty, own == part { text = column.values.copy(column.comparableKey(outcome)) }
    }
}
