import Records

/// Names of hosts on the internet: labels of letters, digits and inner hyphens (RFC 1123), in any
/// script (RFC 5890), the last one a top-level domain.
enum HostName {
    enum Verdict {
        case none, usual
        /// Legal, but no such top-level domain is in use: one letter.
        case unusual
    }

    static func isHost(_ text: Span<UInt8>) -> Bool { verdict(text) == .usual }

    /// Lengths count bytes up to 253 for ASCII names; names in other scripts are longer on the wire
    /// than they are typed, so their length isn't judged.
    static func verdict(_ text: Span<UInt8>) -> Verdict {
        guard text.count >= 3, text.count <= 253 else { return .none }
        var labelStart = 0
        var labelCount = 0
        var hasLetter = false
        var isWide = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            if EmailSyntax.isAlphanumeric(byte) {
                if !Digits.isDigit(byte) { hasLetter = true }
                index &+= 1
            } else if byte == 0x2D {
                index &+= 1
            } else if byte == 0x2E {
                guard isLabel(text, labelStart..<index) else { return .none }
                labelCount &+= 1
                index &+= 1
                labelStart = index
                hasLetter = false
                isWide = false
            } else {
                guard byte >= 0x80 else { return .none }
                let (scalar, byteCount) = Scalars.decode(text, at: index)
                guard isLetter(scalar) else { return .none }
                isWide = true
                index &+= byteCount
            }
        }
        guard labelCount >= 1, isLabel(text, labelStart..<text.count) else { return .none }
        if isWide { return isWideTop(text.extracting(labelStart..<text.count)) ? .usual : .none }
        guard hasLetter, isTop(text.extracting(labelStart..<text.count)) else { return .none }
        return text.count - labelStart >= 2 ? .usual : .unusual
    }

    /// Digits stand only in top-level domains of other scripts: xn--fiqs8s.
    private static func isTop(_ label: Span<UInt8>) -> Bool {
        if label.hasPrefix("xn--") { return true }
        for index in label.indices where Digits.isDigit(label[index]) { return false }
        return true
    }

    private static func isLabel(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        !range.isEmpty && range.count <= 63 && text[range.lowerBound] != 0x2D
            && text[range.upperBound - 1] != 0x2D
    }

    /// Letters of scripts other than ASCII; no marks, symbols, private or unassigned blocks.
    static func isLetter(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xD7, 0xF7: false
        case 0xC0...0x24F, 0x370...0x1FFF, 0x3041...0x3096, 0x30A1...0x30FA, 0xAC00...0xD7A3: true
        default: Scalars.isHan(scalar)
        }
    }

    // MARK: - Top-level domains in Han

    /// Top-level domains written in Han that are delegated (IANA's root zone, Han entries).
    static let wideTops: [StaticString] = [
        "中国", "中國", "公司", "网络", "網絡", "香港", "台湾", "台灣", "政务", "公益", "商城", "网址", "中文网", "集团", "在线",
        "商标",
        "我爱你", "移动", "世界", "游戏", "手机", "网店", "网站", "信息", "企业", "娱乐", "购物", "时尚", "餐厅", "健康", "佛山",
        "广东",
        "澳门", "澳門", "新加坡", "慈善", "招聘", "新闻", "机构", "组织机构", "组织機構", "食品", "书籍", "政府", "商店", "珠宝",
        "八卦",
        "大拿", "家電", "通販", "微博", "谷歌", "诺基亚", "联通", "点看", "淡马锡", "天主教", "亚马逊", "嘉里", "嘉里大酒店", "邮箱",
        "電訊盈科", "工行", "广州", "中信", "香格里拉", "飞利浦", "大众汽车",
    ]

    private static func isWideTop(_ label: Span<UInt8>) -> Bool {
        let (scalar, _) = Scalars.decode(label, at: 0)
        guard Scalars.isHan(scalar) else { return label[0] >= 0x80 }
        for top in wideTops where label.equals(top) { return true }
        return false
    }

    // MARK: - What was registered

    /// Where the name that somebody registered begins: `shop.acme.com.cn` → `acme.com.cn`.
    static func registrable(_ host: Span<UInt8>) -> Int {
        var dots: [Int] = []
        for index in host.indices where host[index] == 0x2E { dots.append(index) }
        guard let last = dots.popLast() else { return 0 }
        guard let second = dots.popLast() else { return 0 }
        let middle = host.extracting((second + 1)..<last)
        let top = host.extracting((last + 1)..<host.count)
        guard isSecondLevel(middle, under: top) else { return second + 1 }
        return dots.last.map { $0 + 1 } ?? 0
    }

    private static let commonSecond: [StaticString] = [
        "com", "net", "org", "gov", "edu", "ac", "co", "or", "ne", "go", "gob", "mil", "公司", "网络",
    ]
    private static let provinces = Array(
        "bjshtjcqhesxnmlnjlhljszjahfjjxsdhahbhngdgxhiscgzynxzsngsqhnxxjtwhkmo".utf8
    )

    /// `com.cn`, `co.jp`, `bj.cn`: under these names are registered.
    private static func isSecondLevel(_ label: Span<UInt8>, under top: Span<UInt8>) -> Bool {
        guard top.count == 2 else { return false }
        for word in commonSecond where label.equals(word) { return true }
        guard top.equals("cn"), label.count == 2 else { return false }
        for index in stride(from: 0, to: provinces.count - 1, by: 2)
        where provinces[index] == label[0] && provinces[index + 1] == label[1] {
            return true
        }
        return false
    }
}
