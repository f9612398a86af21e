import Records

/// The encodings of text files that can be read.
package enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Holds GBK, GB2312 and code page 936.
    case gb18030
    case big5
    case shiftJIS = "shift_jis"
    case eucJP = "euc-jp"
    case eucKR = "euc-kr"
    case windows1252 = "windows-1252"

    /// From what users write, such as `GBK`, `cp936` or `utf8`; I006 when it is unknown.
    package init(named name: String) throws(ImportFailure) {
        let key = Encoding.key(name)
        for encoding in Encoding.allCases {
            let names = [encoding.rawValue] + encoding.aliases
            if names.contains(where: { Encoding.key($0) == key }) {
                self = encoding
                return
            }
        }
        let names = Encoding.allCases.flatMap { [$0.rawValue] + $0.aliases }
        throw ImportFailure(
            ImportFindings.unknownEncoding,
            "unknown encoding `\(name)`; "
                + "known are \(Encoding.allCases.map(\.rawValue).joined(separator: ", "))",
            hint: NearestName.hint(name, among: names)
        )
    }

    /// ICU's converter; nil for those decoded without ICU.
    var converterName: String? {
        switch self {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
        case .gb18030: "GB18030"
        case .big5: "Big5-HKSCS"
        case .shiftJIS: "ibm-943_P15A-2003"
        case .eucJP: "EUC-JP"
        case .eucKR: "windows-949-2000"
        case .windows1252: "windows-1252"
        }
    }

    private var aliases: [String] {
        switch self {
        case .utf8: ["utf8", "utf-8-sig", "unicode-1-1-utf-8", "ascii", "us-ascii"]
        case .utf16LittleEndian: ["utf-16", "ucs-2", "unicode", "ucs-2le"]
        case .utf16BigEndian: ["ucs-2be"]
        case .gb18030: ["gbk", "gb2312", "cp936", "936", "windows-936", "euc-cn", "hz-gb"]
        case .big5: ["big-5", "big5-hkscs", "cp950", "950", "windows-950"]
        case .shiftJIS: ["sjis", "shift-jis", "cp932", "932", "windows-31j", "ms932"]
        case .eucJP: ["eucjp", "ujis", "cp51932"]
        case .eucKR: ["cp949", "949", "ks_c_5601-1987", "uhc", "windows-949"]
        case .windows1252: ["cp1252", "1252", "latin1", "latin-1", "iso-8859-1", "ansi"]
        }
    }

    private static func key(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Little endian for true, by BOM or by zeros in every second byte of ASCII; nil for no UTF-16.
    ///
    /// One byte in `leastZeroShare` has to be zero: ten suits texts full of signs, such as JSON.
    static func utf16(_ head: Span<UInt8>, leastZeroShare: Int = 10) -> Bool? {
        guard head.count >= 2 else { return nil }
        if head[0] == 0xFF && head[1] == 0xFE { return true }
        if head[0] == 0xFE && head[1] == 0xFF { return false }
        let (even, odd, count) = zeros(head)
        if odd * leastZeroShare > count && even * 50 < count { return true }
        if even * leastZeroShare > count && odd * 50 < count { return false }
        return nil
    }

    /// The zeros at even and at odd offsets of the first 4 KiB.
    static func zeros(_ head: Span<UInt8>) -> (even: Int, odd: Int, count: Int) {
        var zeros = (even: 0, odd: 0)
        let count = min(head.count, 4096) & ~1
        for index in 0..<count where head[index] == 0 {
            if index & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        return (zeros.even, zeros.odd, count)
    }
}
