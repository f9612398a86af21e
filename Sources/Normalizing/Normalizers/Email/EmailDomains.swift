import Records

/// What the domains and local parts of addresses say by themselves.
struct EmailDomains: Sendable {
    /// A provider whose addresses anybody may have.
    struct Provider: Sendable {
        let name: [UInt8]
        let top: [UInt8]
        /// Whether other countries' domains of the same name are the provider's too: yahoo.fr.
        let isGlobal: Bool
    }

    private var domains = ValueTable()
    private var roles = WordSet(EmailDomains.roleWords)
    private var fillers = WordSet(EmailDomains.fillerWords)
    private(set) var providers: [Provider] = []
    /// By provider: whether an address means the same without what stands behind a +.
    private var hasTags: [Bool] = []

    init() {
        for (list, isGlobal, areTagged) in EmailDomains.lists {
            for domain in list.split(separator: " ") {
                let bytes = Array(domain.utf8)
                guard domains.intern(bytes) == domains.count - 1,
                    let dot = bytes.firstIndex(of: 0x2E)
                else { continue }
                providers.append(
                    Provider(
                        name: Array(bytes[..<dot]),
                        top: Array(bytes[(dot + 1)...]),
                        isGlobal: isGlobal
                    )
                )
                hasTags.append(areTagged)
            }
        }
    }

    private static let lists: [(String, isGlobal: Bool, areTagged: Bool)] = [
        (
            "qq.com foxmail.com 163.com 126.com yeah.net sina.com sohu.com 139.com 189.cn aliyun.com "
                + "21cn.com tom.com 263.net 188.com sina.cn wo.cn 163.net 263.net.cn eyou.com "
                + "sogou.com wo.com.cn sina.com.cn vip.qq.com vip.163.com vip.126.com vip.sina.com "
                + "vip.sohu.com 2980.com 88.com aliyun.cn chinaren.com sohu.net 10086.cn",
            false, false
        ),
        (
            "gmail.com googlemail.com icloud.com me.com mac.com proton.me protonmail.com", false,
            true
        ),
        ("outlook.com hotmail.com live.com live.cn msn.com outlook.cn fastmail.com", true, true),
        (
            "yahoo.com yahoo.com.cn yahoo.cn yahoo.com.hk yahoo.com.tw yahoo.co.jp aol.com gmx.com "
                + "gmx.de gmx.net mail.com mail.ru yandex.ru yandex.com zoho.com naver.com daum.net "
                + "ymail.com rediffmail.com web.de",
            true, false
        ),
    ]

    private static let roleWords = """
        info sales sale service services support admin administrator office contact contacts hr job \
        jobs recruit market marketing mail webmaster finance account accounts accounting hello kefu \
        postmaster help enquiry enquiries inquiry order orders purchase purchasing procurement \
        business export import trade logistics shop store team press media legal billing reception \
        customer customerservice service-cn zhaopin shichang xiaoshou caigou caiwu bangong
        """

    private static let fillerWords = """
        test none null no na abc xxx email mail user example noemail nomail nobody aaa wu
        """

    /// The provider of a domain by its index; nil for any other domain.
    func provider(of domain: Span<UInt8>) -> Int? {
        guard let id = domains.find(domain), id > 0 else { return nil }
        return Int(id) - 1
    }

    /// info@, sales@, sales2@: a mailbox that several people read.
    func isRole(_ local: Span<UInt8>) -> Bool {
        var end = local.count
        while end > 0, local.count - end < 2, Digits.isDigit(local[end - 1]) { end -= 1 }
        return roles.contain(local.extracting(0..<end))
    }

    /// a@a.com, test@test.com, noreply@…: an address of nobody.
    func isFiller(_ local: Span<UInt8>, _ domain: Span<UInt8>, isFree: Bool) -> Bool {
        let first = local[0] | 0x20
        if first == 0x6E || first == 0x64 || first == 0x6D {
            for word in EmailDomains.automatic where local.equals(word) { return true }
        }
        if local.count > 8 { return false }
        let dot = domain.firstIndex(of: 0x2E) ?? domain.count
        let isSame = domain.extracting(0..<dot).hasSameBytes(as: local)
        if isSame, isFree || CreditCodeJudge.isOneCharacter(local) { return true }
        return (isSame || isFree) && fillers.contain(local)
    }

    private static let automatic: [StaticString] = [
        "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply",
        "mailer-daemon",
    ]

    /// What of an address tells its owner: Gmail ignores dots, many ignore what follows a +.
    ///
    /// Appends the key to `key` and gives true when it differs from the address.
    func appendKey(
        _ local: Span<UInt8>,
        _ domain: Span<UInt8>,
        provider: Int?,
        to key: inout [UInt8]
    ) -> Bool {
        guard let provider, hasTags[provider] else { return false }
        let isGmail = domain.equals("gmail.com") || domain.equals("googlemail.com")
        var end = local.count
        if let plus = local.firstIndex(of: 0x2B), plus > 0 { end = plus }
        for index in 0..<end where !(isGmail && local[index] == 0x2E) { key.append(local[index]) }
        let isSame = key.count == local.count && !domain.equals("googlemail.com")
        key.append(0x40)
        if isGmail { key.append("gmail.com") } else { key.append(domain) }
        return !isSame
    }
}

/// Lower-case words; most texts are turned away by their first letter and length alone.
struct WordSet: Sendable {
    private var words = ValueTable()
    /// By first letter: a bit per length.
    private var lengths = [UInt32](repeating: 0, count: 26)

    init(_ list: String) {
        for word in list.split(separator: " ") {
            let bytes = Array(word.utf8)
            _ = words.intern(bytes)
            lengths[Int(bytes[0] - 0x61)] |= 1 << UInt32(bytes.count)
        }
    }

    func contain(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0, text.count < 32, text[0] &- 0x61 < 26,
            lengths[Int(text[0] &- 0x61)] >> UInt32(text.count) & 1 == 1
        else { return false }
        return words.find(text) != nil
    }
}
