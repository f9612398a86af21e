import CRM
import Records

/// One web address, read to its end: scheme and host in lower case.
///
///     HTTP:\\WWW.Acme。com/  →  http://www.acme.com    key acme.com
enum WebAddress {
    /// Hosts that hold the pages of many: what stands before them, or behind, tells the owner.
    private static let platforms: [StaticString] = [
        "taobao.com", "tmall.com", "1688.com", "jd.com", "pinduoduo.com", "alibaba.com",
        "made-in-china.com", "hc360.com", "b2b168.com", "weidian.com", "youzan.com", "58.com",
        "qcc.com", "tianyancha.com", "qichacha.com", "weibo.com", "qq.com", "weixin.com",
        "wechat.com", "baidu.com", "zhihu.com", "douyin.com", "xiaohongshu.com", "bilibili.com",
        "linkedin.com", "facebook.com", "instagram.com", "youtube.com", "twitter.com", "x.com",
        "github.com", "github.io", "gitee.com", "wordpress.com", "blogspot.com", "wixsite.com",
        "weebly.com", "myshopify.com", "dianping.com", "meituan.com", "amap.com", "163.com",
        "sina.com.cn", "sohu.com", "amazon.com", "ebay.com", "google.com", "aliexpress.com",
        "zhipin.com", "liepin.com", "51job.com",
    ]

    /// Names of files that look like hosts.
    private static let fileTypes: [StaticString] = [
        "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "jpg", "jpeg", "png", "gif", "txt",
        "html", "htm", "csv", "rar", "js",
    ]

    /// Emits the address that `cell` is; false when it is none, and nothing is emitted then.
    static func emit(
        _ cell: Span<UInt8>,
        code: FindingCode,
        into column: inout CleanColumn
    ) -> Bool {
        var bytes = folded(cell)
        let (scheme, hostStart) = scheme(bytes)
        bytes.removeFirst(hostStart)
        var hostEnd = 0
        while hostEnd < bytes.count, !isHostEnd(bytes[hostEnd]) { hostEnd += 1 }
        var host = bytes[..<hostEnd].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        while host.last == 0x2E { host.removeLast() }
        let hasScheme = hostStart > 0
        guard isHost(host.span, hasScheme: hasScheme) else { return false }
        var tail = Array(bytes[hostEnd...])
        if tail.count == 1, tail[0] == 0x2F { tail = [] }
        var value: [UInt8] = []
        value.append(scheme)
        value.append(contentsOf: host)
        value.append(contentsOf: tail)
        let start = keyStart(host.span)
        let isShared = start < 0
        let told = code == .none && isShared ? .sharedHost : code
        column.emit(raw: cell, value: value.span, kind: .website, code: told, isKey: false)
        let key = host.span.extracting(max(start, 0)..<host.count)
        let id = column.values.intern(key)
        if !isShared { column.outcomes[column.outcomes.count - 1].key = id }
        column.setPart(.domain, id)
        return true
    }

    /// Half width; the punctuation of Chinese keyboards as that of addresses, `\` as `/`.
    private static func folded(_ cell: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var offset = 0
        while offset < cell.count {
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            let plain = Widths.plain(scalar)
            if plain != 0x20 { Scalars.append(plain == 0x5C ? 0x2F : plain, to: &bytes) }
            offset += byteCount
        }
        return bytes
    }

    /// The scheme, and where the host begins: `http:/`, `http//` and `https:///` are meant as `://`.
    private static func scheme(_ text: [UInt8]) -> (StaticString, Int) {
        let lower = text.prefix(12).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        guard lower.span.hasPrefix("http") else {
            return ("http://", lower.prefix { $0 == 0x2F }.count)
        }
        let isSecure = lower.count > 4 && lower[4] == 0x73
        var end = isSecure ? 5 : 4
        let nameEnd = end
        while end < lower.count, end < nameEnd + 4, lower[end] == 0x3A || lower[end] == 0x2F {
            end += 1
        }
        if end == nameEnd { return ("http://", 0) }
        return (isSecure ? "https://" : "http://", end)
    }

    private static func isHostEnd(_ byte: UInt8) -> Bool {
        byte == 0x2F || byte == 0x3F || byte == 0x3A || byte == 0x23
    }

    private static func isHost(_ host: Span<UInt8>, hasScheme: Bool) -> Bool {
        guard HostName.isHost(host) else { return false }
        // www alone is nobody's name: www.acme lacks its end.
        if host.hasPrefix("www.") { return HostName.isHost(host.extracting(4..<host.count)) }
        if hasScheme { return true }
        for type in fileTypes where host.count > type.utf8CodeUnitCount {
            let dot = host.count - type.utf8CodeUnitCount - 1
            if host[dot] == 0x2E, host.hasSuffix(type) { return false }
        }
        return true
    }

    /// Where the part of the host begins that tells the owner; -1 on a platform's own host.
    private static func keyStart(_ host: Span<UInt8>) -> Int {
        let start = HostName.registrable(host)
        let own = host.extracting(start..<host.count)
        for platform in platforms where own.equals(platform) {
            for common in sharedHosts where host.hasPrefix(common) { return -1 }
            return start == 0 ? -1 : 0
        }
        return start
    }

    /// A platform's hosts under which everybody has a page.
    private static let sharedHosts: [StaticString] = [
        "www.", "m.", "mp.", "detail.", "item.", "shop.", "v.", "b2b.", "company.", "baike.",
        "tieba.", "map.", "u.", "weixin.", "user.", "mobile.", "blog.", "space.", "pan.", "docs.",
        "work.", "qzone.", "mail.", "zhuanlan.",
    ]
}
