/// The units that stand alone below names.
enum HeaderUnit {
    static func isUnit(_ text: String) -> Bool {
        let inner = bare(text)
        if units.contains(inner.lowercased()) { return true }
        let isBracketed = inner.count < text.count
        return isBracketed && inner.count <= 6 && !inner.contains { $0.isNumber }
    }

    /// A dash where a column has no unit.
    static func isNone(_ text: String) -> Bool { ["-", "—", "--", "/", "n/a"].contains(text) }

    /// One letter, which may be a unit, says nothing alone.
    static func isLetter(_ text: String) -> Bool {
        text.utf8.count == 1 && text.utf8.allSatisfy { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
    }

    /// The name with its unit in brackets.
    static func joined(_ name: String, _ unit: String) -> String {
        if name.isEmpty { return unit }
        let isBracketed = bare(unit).count < unit.count
        return isBracketed ? name + unit : "\(name)(\(unit))"
    }

    private static func bare(_ text: String) -> String {
        guard let first = text.first, let last = text.last, text.count > 2,
            "(（[【".contains(first), ")）]】".contains(last)
        else { return text }
        return String(text.dropFirst().dropLast())
    }

    private static let units: Set<String> = [
        "元", "万元", "千元", "百万元", "亿元", "万", "亿", "元/件", "元/月", "万美元", "美元", "%", "％", "‰", "个",
        "家", "户", "人", "人次", "次", "天", "日", "月", "年", "小时", "分钟", "件", "台", "套", "吨", "公斤",
        "千克", "克", "米", "平方米", "㎡", "m", "m2", "m²", "m³", "km", "cm", "mm", "kg", "g", "t", "l",
        "ml",
        "°c", "℃", "psu", "rmb", "cny", "usd", "eur", "gbp", "hkd", "$", "€", "£", "¥", "￥", "pcs",
        "h", "min",
        "s", "ms", "kw", "kwh", "v", "a", "w", "hz", "pa", "kpa", "mpa", "ppm", "mg/l", "days",
        "hours",
    ]
}
