import Records

/// What kind of telephone, e-mail or address a property is, by its types and its label.
enum VCardKinds {
    enum Place { case work, home, other }

    /// By types such as `work`, or a label of the phone's own language.
    static func place(_ words: [String]) -> Place {
        if words.contains(where: { work.contains($0) }) { return .work }
        return words.contains { home.contains($0) } ? .home : .other
    }

    static func telephone(_ words: [String]) -> VCardColumn {
        if words.contains(where: isFax) { return .fax }
        if words.contains(where: { mobile.contains($0) }) { return .mobile }
        switch place(words) {
        case .work: return .workPhone
        case .home: return .homePhone
        case .other: return .phone
        }
    }

    /// The words that no column says: `pager`, `assistantphone`, a label that the user made up.
    static func remarks(_ words: [String]) -> [String] {
        words.filter { word in
            !word.isEmpty && !isFax(word) && !mobile.contains(word) && !work.contains(word)
                && !home.contains(word) && !plain.contains(word)
        }
    }

    private static func isFax(_ word: String) -> Bool {
        word.hasSuffix("fax") || word.hasPrefix("fax") || word.contains("传真")
            || word.contains("傳真")
    }

    private static let mobile: Set<String> = [
        "cell", "mobile", "iphone", "手机", "手機", "移动电话", "行動電話", "移动", "行动",
    ]
    private static let work: Set<String> = [
        "work", "office", "company", "business", "公司", "单位", "單位", "工作", "办公", "办公室", "辦公室",
        "办公电话", "单位电话", "公司电话", "总机",
    ]
    private static let home: Set<String> = [
        "home", "住宅", "家庭", "家", "家里", "宅电", "家庭电话", "住家",
    ]
    /// Words that say nothing beyond what the property itself says.
    private static let plain: Set<String> = [
        "voice", "pref", "internet", "msg", "text", "video", "x400", "textphone", "other", "intl",
        "dom", "postal", "parcel", "homepage", "其他", "主页", "main", "x-internet", "电话", "邮箱",
    ]

    // MARK: Messengers

    /// The column of an X- property or service that names a messenger; nil when it names none.
    static func messenger(_ name: String) -> VCardColumn? {
        let key = name.uppercased()
        if key.contains("WEWORK") || key.contains("WECOM") || key.contains("WXWORK") {
            return .wecom
        }
        if key.contains("WECHAT") || key.contains("WEIXIN") || key == "X-WX" { return .wechat }
        if key == "QQ" || key.hasPrefix("X-QQ") || key.hasSuffix("-QQ") { return .qq }
        let known = messengers.contains { key == $0 || key == "X-" + $0 }
        return known ? .messenger : nil
    }

    private static let messengers = [
        "AIM", "ICQ", "MSN", "YAHOO", "SKYPE", "SKYPE-USERNAME", "JABBER", "GTALK", "GOOGLE-TALK",
        "XMPP", "WHATSAPP", "TELEGRAM", "LINE", "GADUGADU", "MS-IMADDRESS", "TWITTER", "SIP",
    ]
}
