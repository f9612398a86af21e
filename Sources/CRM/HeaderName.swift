import Records

/// A header as people write it, brought to the form in which headers are compared.
///
///     "*手机号码\n（必填）"  ->  "手机号码"        "E-Mail Address"  ->  "emailaddress"
///     "联系人2"             ->  "联系人"          "营业额(万元)"     ->  "营业额"
package enum HeaderName {
    /// Full-width forms folded (the part of NFKC that headers need), traditional characters made
    /// simplified, lower case; blanks, line breaks,
    /// `* : _ - .`, remarks such as `（必填）` or `（元）` and a final ordinal dropped.
    package static func normalized(_ header: String) -> String {
        let base = withoutOrdinal(withoutRemarks(folded(header)))
        return String(String.UnicodeScalarView(base.compactMap(Unicode.Scalar.init)))
    }

    /// The number after a repeated header: 2 for `联系人2`, `手机②` and `电话 (2)`; nil without one.
    package static func ordinal(of header: String) -> Int? {
        let scalars = withoutRemarks(folded(header), keepsOrdinal: true)
        var digits = scalars[...]
        if digits.last == 0x29, let open = digits.lastIndex(of: 0x28) {
            digits = digits[(open + 1)...].dropLast()
        }
        guard let last = digits.last, digits.count < scalars.count || scalars.count > 1 else {
            return nil
        }
        return digitValue(last).flatMap { $0 > 0 ? $0 : nil }
    }

    /// What stands in a final bracket when it is a unit of amounts: `万元` of `营业额(万元)`.
    package static func unit(of header: String) -> String? {
        let scalars = folded(header)
        guard scalars.last == 0x29, let open = scalars.lastIndex(of: 0x28) else { return nil }
        let inner = text(scalars[(open + 1)...].dropLast())
        return units.contains(inner) ? inner : nil
    }

    private static let units: Set<String> = [
        "元", "万元", "千元", "百万元", "亿元", "万", "亿", "rmb", "usd", "美元", "人民币", "美金", "万美元", "万美金",
        "千美元", "百万美元", "港元", "港币", "万港元", "万港币", "欧元", "万欧元", "日元", "万人民币",
    ]

    private static let remarks: Set<String> = units.union([
        "必填", "选填", "必选", "可选", "重要", "单选", "多选", "%", "人", "个", "天", "年", "yyyy/mm/dd",
        "yyyymmdd", "required", "optional",
    ])

    private static func text(_ scalars: some Sequence<UInt32>) -> String {
        String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
    }

    /// Half-width, lower case, without blanks and marks.
    private static func folded(_ header: String) -> [UInt32] {
        var result: [UInt32] = []
        for scalar in header.unicodeScalars {
            var value = scalar.value
            if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
            switch value {
            case 0...0x20, 0x7F, 0xA0, 0x3000, 0xFEFF, 0x200B...0x200F, 0x2028, 0x2029: continue
            case 0x2A, 0x3A, 0x5F, 0x2D, 0x2E, 0x2F, 0x2605, 0x203B, 0x25B2: continue
            case 0x41...0x5A: result.append(value + 0x20)
            case 0x3010: result.append(0x28)
            case 0x3011: result.append(0x29)
            default: result.append(simplified[value] ?? value)
            }
        }
        return result
    }

    /// The traditional characters that headers are made of, in simplified form.
    private static let simplified: [UInt32: UInt32] = {
        let traditional = "戶稱單位編號碼電話機聯絡郵傳職務業負責備註說區縣鎮國稅統類別狀態時間創訂價數產開幣額達點訊網線動"
        let simple = "户称单位编号码电话机联络邮传职务业负责备注说区县镇国税统类别状态时间创订价数产开币额达点讯网线动"
        let pairs = zip(traditional.unicodeScalars, simple.unicodeScalars)
        return Dictionary(pairs.map { ($0.value, $1.value) }) { first, _ in first }
    }()

    private static func withoutRemarks(
        _ scalars: [UInt32],
        keepsOrdinal: Bool = false
    ) -> [UInt32] {
        var result: [UInt32] = []
        var index = 0
        while index < scalars.count {
            if scalars[index] == 0x28, index > 0 || !result.isEmpty || scalars.count > index + 1,
                let close = scalars[index...].firstIndex(of: 0x29)
            {
                let inner = scalars[(index + 1)..<close]
                let isOrdinal = inner.count == 1 && inner.first.flatMap(digitValue) != nil
                if remarks.contains(text(inner)) || (isOrdinal && !keepsOrdinal) {
                    index = close + 1
                    continue
                }
            }
            result.append(scalars[index])
            index += 1
        }
        return result.isEmpty ? scalars : result
    }

    private static func withoutOrdinal(_ scalars: [UInt32]) -> [UInt32] {
        guard scalars.count > 1, let last = scalars.last, digitValue(last) != nil else {
            return scalars
        }
        let rest = Array(scalars.dropLast())
        return rest.last.flatMap(digitValue) == nil ? rest : scalars
    }

    /// 0–9, and the circled ① … ⑨.
    private static func digitValue(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x30...0x39: Int(scalar - 0x30)
        case 0x2460...0x2468: Int(scalar - 0x2460) + 1
        default: nil
        }
    }
}
