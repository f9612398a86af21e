import Records

/// What a value shows at a glance: its letters, digits and marks counted once.
struct PlainText: Sendable {
    let text: String
    private(set) var length = 0
    private(set) var digitCount = 0
    private(set) var letterCount = 0
    private(set) var hanCount = 0
    private(set) var otherCount = 0
    /// `- / . 年 月` between digits.
    private(set) var dateMarkCount = 0
    private(set) var colonCount = 0
    private(set) var blankCount = 0

    init(_ bytes: [UInt8]) {
        text = String(decoding: bytes, as: UTF8.self)
        for scalar in text.unicodeScalars {
            length += 1
            var value = scalar.value
            if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
            switch value {
            case 0x30...0x39: digitCount += 1
            case 0x41...0x5A, 0x61...0x7A: letterCount += 1
            case 0x5E74, 0x6708, 0x65E5:
                hanCount += 1
                dateMarkCount += 1
            case 0x3400...0x9FFF: hanCount += 1
            case 0x2D, 0x2E, 0x2F: dateMarkCount += 1
            case 0x3A: colonCount += 1
            case 0x20, 0x3000: blankCount += 1
            default: otherCount += 1
            }
        }
    }

    var isInteger: Bool { digitCount == length }

    /// Digits of a number, perhaps with a sign, a point or commas.
    private var isNumber: Bool {
        digitCount > 0 && letterCount == 0 && hanCount == 0 && blankCount == 0
            && text.allSatisfy { $0.isASCII && ($0.isNumber || "+-.,".contains($0)) }
            && text.count { $0 == "." } <= 1 && text.dropFirst().allSatisfy { $0 != "-" }
    }

    var hasTime: Bool { colonCount > 0 }

    /// `2023-04-22`, `2023年4月22日`, `4/22/2023 10:30`, `20230422`.
    var isDateLike: Bool {
        let isEightDigits = isInteger && length == 8
        if isEightDigits {
            guard let value = Int(text) else { return false }
            return (1900...2100).contains(value / 10_000) && (1...12).contains(value / 100 % 100)
                && (1...31).contains(value % 100)
        }
        guard dateMarkCount >= 2, (3...14).contains(digitCount + (hasTime ? -4 : 0)) || hasTime,
            text.first?.isNumber == true, length <= 32, otherCount <= 2,
            letterCount <= 2, hanCount <= 6
        else { return false }
        let groups = text.split { !$0.isNumber }.prefix(3).map(\.count)
        guard groups.count >= 3, groups.allSatisfy({ $0 <= 4 }) else { return false }
        // 138-1234-5678 is a phone: beside a year of four digits stand day and month of two.
        if groups[0] == 4 { return groups[1] <= 2 && groups[2] <= 2 }
        return groups[0] <= 2 && groups[1] <= 2
    }

    /// Six digits and more, and not too much else.
    var mayBePhone: Bool {
        digitCount >= 7 && letterCount <= digitCount && hanCount <= digitCount
    }

    /// 18 digits and capitals as GB 32100-2015 has them, or nearly.
    var isCreditCode: Bool {
        guard length == 18, digitCount + letterCount == 18, letterCount > 0,
            let first = text.first, "159ANY".contains(first)
        else { return false }
        return text.dropFirst(2).prefix(6).allSatisfy(\.isNumber)
    }

    /// Words of legal forms; an address or person has none.
    var isOrganization: Bool {
        if hanCount > 3 {
            return ["公司", "集团", "事务所", "研究院", "研究所", "大学", "学院", "医院", "中心", "厂"]
                .contains { text.hasSuffix($0) }
        }
        return ["ltd", "ltd.", "inc", "inc.", "llc", "gmbh", "corp", "corp.", "co.", "plc", "ag"]
            .contains(text.lowercased().split(separator: " ").last.map(String.init) ?? "")
    }

    /// Two to four capitalised words: `Jane Doe`, `O'Neil, Mary`.
    var isLatinName: Bool {
        guard hanCount == 0, letterCount >= 3, length <= 40, otherCount <= 2 else { return false }
        let words = text.split(separator: " ")
        return (2...4).contains(words.count)
            && words.allSatisfy { $0.first?.isUppercase == true && $0.count < 16 }
            && !words.contains { PlainText.tradeWords.contains($0.lowercased()) }
    }

    private static let tradeWords: Set<String> = [
        "foods", "instruments", "chemicals", "logistics", "group", "company", "services",
        "trading", "systems", "software", "the", "and", "of", "street", "road", "sales", "manager",
        "closed", "won", "lost", "new", "lab",
    ]

    /// A road with a number, in Chinese or English.
    var isStreet: Bool {
        if hanCount >= 4 {
            return digitCount > 0
                && ["路", "街", "道", "号", "弄", "巷", "村", "室"].contains { text.contains($0) }
        }
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        return digitCount > 0 && words.contains { PlainText.roadWords.contains($0) }
    }

    private static let roadWords: Set<String> = [
        "street", "st", "road", "rd", "avenue", "ave", "lane", "blvd", "drive", "square", "way",
        "strasse", "straße", "rua", "rue", "platz", "calle", "via",
    ]

    var isProvince: Bool {
        text.hasSuffix("省") || text.hasSuffix("自治区") || PlainText.provinces.contains(text)
    }

    private static let provinces: Set<String> = [
        "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建",
        "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海",
        "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门",
    ]

    var isDistrict: Bool {
        ["区", "县", "市", "旗"].contains { text.hasSuffix($0) }
    }

    func has(_ trait: ValueTrait) -> Bool {
        switch trait {
        case .postalCode: isInteger && length == 6
        case .website: isWebsite
        case .percent: digitCount > 0 && (text.hasSuffix("%") || text.hasSuffix("％"))
        case .money: isMoney
        case .integer: isInteger && length <= 19
        case .number: isNumber && !isInteger
        case .handle: isHandle
        case .code: isCode
        case .longText: length > 30
        default: false
        }
    }

    private var isWebsite: Bool {
        let lower = text.lowercased()
        guard hanCount == 0, !lower.contains("@"), lower.contains("."), digitCount < length / 2
        else { return false }
        return lower.hasPrefix("http") || lower.hasPrefix("www.")
            || blankCount == 0 && lower.split(separator: ".").count >= 2
                && lower.split(separator: ".").last.map { (2...7).contains($0.count) } == true
                && letterCount > 4
    }

    private var isMoney: Bool {
        let rest = text.filter { !"¥￥$€£万元千亿约 RMBCNY".contains($0) }
        guard rest.contains(where: \.isNumber),
            rest.allSatisfy({ $0.isNumber || ".,-".contains($0) })
        else { return false }
        if rest.count < text.count { return dateMarkCount <= 1 }
        let parts = text.split(separator: ".")
        return isNumber && parts.count == 2 && parts[1].count == 2
    }

    /// Letters, digits, `-` and `_`, a letter first, 6 to 20: WeChat ids and log-ins.
    private var isHandle: Bool {
        (6...20).contains(length) && hanCount == 0 && text.first?.isLetter == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
            && digitCount > 0
    }

    /// Digits with letters or marks, without blanks: A-0012, SJ20230001.
    private var isCode: Bool {
        digitCount > 0 && hanCount == 0 && blankCount == 0 && length <= 24
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.#".contains($0)) }
    }
}
