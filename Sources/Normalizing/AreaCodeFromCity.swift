import Records

/// Proposes the area code of the mention's city for landline numbers that have none.
///
/// A proposal is a finding on the value: it stays suspect and without normal form, because people
/// keep numbers of other cities too. A value all of whose mentions are in cities of one area code
/// gets the proposal as its part `areaCode`, and the whole number as its part `suggestion`.
package enum AreaCodeFromCity {
    /// Marks the numbers of a phone column; `cityOf` gives a mention's city, empty when unknown.
    package static func propose(
        phoneColumn column: inout CleanColumn,
        cityOf: (Int) -> String
    ) {
        guard column.outcomes.contains(where: { $0.code == .noAreaCode }) else { return }
        var proposals: [Int: Int?] = [:]
        for mention in 0..<column.cells.rowCount {
            for raw in column.cells[mention] {
                for outcome in column.outcomeIndices(ofRaw: raw)
                where column.outcomes[outcome].code == .noAreaCode {
                    let code = code(ofCity: cityOf(mention))
                    if let known = proposals[outcome] {
                        if known != code { proposals[outcome] = .some(nil) }
                    } else {
                        proposals[outcome] = .some(code)
                    }
                }
            }
        }
        for (outcome, proposal) in proposals.sorted(by: { $0.key < $1.key }) {
            guard let code = proposal else { continue }
            column.outcomes[outcome].code = .areaCodeProposed
            let index = Int(Part.areaCode.rawValue)
            let id = column.values.intern("\(code)")
            while column.parts[index].count <= outcome { column.parts[index].append(0) }
            column.parts[index][outcome] = id
            suggest(code, for: outcome, of: &column)
        }
    }

    /// Offers the whole number with the area code; its digits are those of the raw piece.
    private static func suggest(_ code: Int, for outcome: Int, of column: inout CleanColumn) {
        var number = Array("+86\(code)".utf8)
        let start = number.count
        for scalar in Scalars.all(column.values[column.outcomes[outcome].raw]) {
            let plain = Widths.plain(scalar)
            if plain &- 0x30 < 10 { number.append(UInt8(plain)) }
        }
        guard number.count - start == 7 || number.count - start == 8 else { return }
        let index = Int(Part.suggestion.rawValue)
        while column.parts[index].count <= outcome { column.parts[index].append(0) }
        column.parts[index][outcome] = column.values.intern(number)
    }

    /// The area code of a city, or of the city around a district: 571 for 杭州, 杭州市 and 余杭区.
    ///
    /// A name that several regions bear has one only when all of them share it.
    package static func code(ofCity name: String) -> Int? {
        if name.isEmpty { return nil }
        if let code = AreaCodes.standard.code(ofCity: name) ?? others[name] { return code }
        let table = RegionTable.shared
        let scalars = name.scalarValues
        let value = table.names.exact(scalars, 0, scalars.count)
        guard value >= 0 else { return nil }
        var found: Int?
        for index in table.meanings(of: Int(value)) {
            var region = table.meanings[index].region
            var code: Int?
            while region >= 0, code == nil {
                let name = table.regions[Int(region)].name
                code = AreaCodes.standard.code(ofCity: name) ?? others[name]
                region = table.parents[Int(region)]
            }
            if code == nil || found != nil && found != code { return nil }
            found = code
        }
        return found
    }

    /// Cities that the numbering plan lists under another name, or with a neighbour.
    private static let others: [String: Int] = [
        "鄂尔多斯市": 477, "呼伦贝尔市": 470, "巴彦淖尔市": 478, "乌兰察布市": 474, "兴安盟": 482,
        "锡林郭勒盟": 479, "阿拉善盟": 483, "亳州市": 558, "开封市": 371, "株洲市": 731, "贵港市": 775,
        "贺州市": 774, "来宾市": 772, "三沙市": 898, "儋州市": 898, "海南省": 898,
        "阿坝藏族羌族自治州": 837, "甘孜藏族自治州": 836, "毕节市": 857, "铜仁市": 856,
        "黔东南苗族侗族自治州": 855, "黔南布依族苗族自治州": 854, "红河哈尼族彝族自治州": 873,
        "西双版纳傣族自治州": 691, "德宏傣族景颇族自治州": 692, "怒江傈僳族自治州": 886,
        "迪庆藏族自治州": 887, "日喀则市": 892, "昌都市": 895, "林芝市": 894, "山南市": 893,
        "那曲市": 896, "阿里地区": 897, "嘉峪关市": 937, "金昌市": 935, "甘南藏族自治州": 941,
        "海东市": 972, "吐鲁番市": 995, "哈密市": 902, "济源市": 391, "神农架林区": 719,
        "襄阳市": 710, "普洱市": 879,
    ]
}
