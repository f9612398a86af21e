import Records

/// Which code page the texts of a table have, and how sure that is.
///
/// In this order: the option `encoding`, a .cpg file beside the table, the language byte, the
/// texts themselves. The texts overrule a western language byte (programs write 0x03 or 0x57
/// without asking) when they are clearly UTF-8 or GBK.
struct DBFCodePages {
    /// A code page by name, with what it was taken from.
    struct Choice: Equatable {
        var name: String
        var confidence: Int
        /// What to tell the user; nil when the page was declared and the texts agree.
        var finding: String?
    }

    static func choose(
        option: String?,
        cpg: String?,
        header: DBFHeader,
        sample: Span<UInt8>
    ) -> Choice {
        if let option, option != "auto", !option.isEmpty {
            return Choice(name: option, confidence: 100)
        }
        if let cpg, let name = pageName(cpg) { return Choice(name: name, confidence: 100) }
        let found = TextSample.guess(sample)
        let language = header.languageByte
        guard let number = number(language) ?? driverNumber(header.driverName) else {
            let isUnknown = language != 0
            let finding =
                isUnknown
                ? "language byte 0x\(hex(language)) is unknown; the texts read as \(found.name)"
                : nil
            return Choice(name: found.name, confidence: found.confidence, finding: finding)
        }
        let declared = CodePage(number: number)?.name ?? "cp\(number)"
        if isOverruled(number, by: found, sample) {
            return Choice(
                name: found.name,
                confidence: found.confidence,
                finding: "language byte 0x\(hex(language)) says \(declared), "
                    + "the texts read as \(found.name)"
            )
        }
        return Choice(name: "cp\(number)", confidence: 100)
    }

    private static func isOverruled(
        _ number: Int,
        by found: TextSample.Guess,
        _ sample: Span<UInt8>
    ) -> Bool {
        if found.name == CodePage.utf8Name {
            return found.pairCount >= 3 && found.confidence == 100 && number != 65001
        }
        let isWestern = [437, 850, 1252, 10000].contains(number)
        return isWestern && TextSample.isPlainGB(sample)
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    /// What a .cpg file says: `UTF-8`, `936`, `GBK`, `ANSI 1252`, `LDID/77`; nil when unknown.
    static func pageName(_ text: String) -> String? {
        let upper = text.uppercased().filter { $0.isASCII && !$0.isWhitespace && $0 != "\0" }
        if upper.hasPrefix("LDID/"), let byte = UInt8(upper.dropFirst(5)) {
            return number(byte).map { "cp\($0)" }
        }
        // ESRI writes the parts of ISO 8859 as 88591 … 885915.
        if upper == "88591" || upper == "8859-1" { return "windows-1252" }
        for name in [upper, String(upper.drop { $0.isLetter })] {
            if let page = try? CodePage(named: name) { return page.name }
        }
        return nil
    }

    /// Windows' number of a language byte's page (FoxPro's and dBase's tables of language drivers).
    static func number(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x01, 0x09, 0x0B, 0x0D, 0x0F, 0x11, 0x15, 0x18, 0x19, 0x1B: 437
        case 0x02, 0x0A, 0x0E, 0x10, 0x12, 0x14, 0x16, 0x1A, 0x1D, 0x25, 0x37: 850
        case 0x03, 0x57, 0x58, 0x59: 1252
        case 0x04: 10000
        case 0x08, 0x17, 0x66: 865
        case 0x13, 0x7B: 932
        case 0x1C, 0x6C: 863
        case 0x1F, 0x22, 0x23, 0x40, 0x64, 0x87: 852
        case 0x24: 860
        case 0x26, 0x65: 866
        case 0x4D, 0x7A: 936
        case 0x4E, 0x79: 949
        case 0x4F, 0x78: 950
        case 0x50, 0x7C: 874
        case 0x67: 861
        case 0x6A, 0x86: 737
        case 0x6B, 0x88: 857
        case 0x7D: 1255
        case 0x7E: 1256
        case 0x96: 10007
        case 0x97: 10029
        case 0x98: 10006
        case 0xC8: 1250
        case 0xC9: 1251
        case 0xCA: 1254
        case 0xCB: 1253
        case 0xCC: 1257
        case 0xF0: 65001
        default: nil
        }
    }

    /// `DB437US0` → 437, `DBWINUS0` → 1252.
    private static func driverNumber(_ name: String) -> Int? {
        guard name.hasPrefix("DB") else { return nil }
        if name.hasPrefix("DBWIN") { return 1252 }
        return Int(name.dropFirst(2).prefix { $0.isNumber })
    }
}
