import Records

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

/// Where each mention is, by the address columns of its row.
///
/// 省, 市, 区 may stand in cells of their own; the first cell that fills a part wins.
struct Places {
    /// Distinct places and, if asked for, details.
    private(set) var texts = ValueTable()
    /// By mention, ids in `texts`; 0 where unknown.
    private(set) var provinces: [UInt32]
    private(set) var cities: [UInt32]
    private(set) var districts: [UInt32]
    private(set) var details: [UInt32]

    init(_ table: EntityTable, withDetails: Bool) {
        let none = [UInt32](repeating: 0, count: table.count)
        provinces = none
        cities = none
        districts = none
        details = none
        for column in table.columns {
            switch MatchField.baseName(column.field) {
            case "address", "region": read(column, own: nil, withDetails: withDetails)
            case "province": read(column, own: .province, withDetails: false)
            case "city": read(column, own: .city, withDetails: false)
            case "district": read(column, own: .district, withDetails: false)
            default: break
            }
        }
    }

    private mutating func read(_ column: CleanColumn, own: Part?, withDetails: Bool) {
        let provinceOf = shortened(.province, own, column)
        let cityOf = shortened(.city, own, column)
        let districtOf = shortened(.district, own, column)
        let detailOf =
            withDetails
            ? column.outcomes.indices.map {
                texts.intern(column.values[column.part(.detail, of: $0)])
            } : []
        let view = ColumnView(column)
        for mention in provinces.indices {
            view.forEachOutcome(of: mention) { outcome in
                if provinces[mention] == 0 { provinces[mention] = provinceOf[outcome] }
                if cities[mention] == 0 { cities[mention] = cityOf[outcome] }
                if districts[mention] == 0 { districts[mention] = districtOf[outcome] }
                if withDetails, details[mention] == 0 { details[mention] = detailOf[outcome] }
            }
        }
    }

    /// By outcome: a part, or the key of a column that is the part itself; short names.
    private mutating func shortened(_ part: Part, _ own: Part?, _ column: CleanColumn) -> [UInt32] {
        var known = [UInt32?](repeating: nil, count: column.values.count)
        return column.outcomes.indices.map { outcome in
            var id = column.part(part, of: outcome)
            if id == 0, own == part { id = column.comparableKey(outcome) }
            if let short = known[Int(id)] { return short }
            let short = texts.intern(PlaceName.short(column.values.copy(id)))
            known[Int(id)] = short
            return short
        }
    }
}
