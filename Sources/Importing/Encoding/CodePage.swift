import Records

/// A code page of texts that stand in fields of their own: decoded field by field, not as a file.
///
///     C4 E3 BA C3 CA   936   →   你好, and half a character behind it
///
/// Beside the encodings of text files it knows the one-byte pages of DOS, Windows and KOI8.
struct CodePage: ~Copyable {
    /// As reports name it: `gb18030`, `windows-1251`, `cp866`.
    let name: String
    /// Nil for UTF-8.
    private let table: ByteTable?
    private let converter: ICUConverter?
    private let isGB: Bool

    static let utf8Name = "utf-8"

    /// What decoding a field met.
    struct Outcome: Equatable {
        var badByteCount = 0
        /// Whether the field ends inside a character; its bytes were left out.
        var isCut = false
        var hasNULs = false
    }

    /// From what users write, such as `GBK`, `cp866` or `utf-8`; I006 when it is unknown.
    init(named name: String) throws(ImportFailure) {
        if let number = CodePage.pageNumber(name), let page = CodePage(number: number) {
            self = page
            return
        }
        let encoding = try Encoding(named: name)
        guard let page = CodePage(encoding) else {
            throw ImportFailure(
                ImportFindings.unknownEncoding,
                "`\(name)` is no encoding of fields; known are utf-8, gb18030, big5, shift_jis, "
                    + "euc-kr and code pages such as cp866 or windows-1251"
            )
        }
        self = page
    }

    /// Nil for UTF-16, which no field of bytes has, and when ICU lacks the page.
    init?(_ encoding: Encoding) {
        if encoding == .utf8 {
            self.init(name: CodePage.utf8Name, table: nil, converter: nil)
            return
        }
        guard let converterName = encoding.converterName,
            let converter = ICUConverter(converterName), let table = ByteTable.of(encoding)
        else { return nil }
        self.init(name: encoding.rawValue, table: table, converter: converter)
    }

    /// From Windows' number of the page, such as 936 or 1251; nil when it is unknown.
    init?(number: Int) {
        if let encoding = CodePage.encodings[number] {
            guard let page = CodePage(encoding) else { return nil }
            self = page
            return
        }
        guard let (name, converterName) = CodePage.oneByteName(number),
            let converter = ICUConverter(converterName)
        else { return nil }
        self.init(name: name, table: ByteTable(converter), converter: converter)
    }

    private init(name: String, table: ByteTable?, converter: consuming ICUConverter?) {
        self.name = name
        self.table = table
        self.converter = converter
        isGB = name == Encoding.gb18030.rawValue
    }

    /// Pages that text files may have too.
    private static let encodings: [Int: Encoding] = [
        936: .gb18030, 54936: .gb18030, 20936: .gb18030, 950: .big5, 932: .shiftJIS,
        949: .eucKR, 1252: .windows1252, 65001: .utf8,
    ]

    /// A page's name in reports, and ICU's name of its converter.
    private static func oneByteName(_ number: Int) -> (String, String)? {
        switch number {
        case 437, 720, 737, 775, 850, 852, 855, 857, 858, 860...866, 869, 874:
            ("cp\(number)", "ibm-\(number)")
        case 1250...1258: ("windows-\(number)", "windows-\(number)")
        case 20866: ("koi8-r", "KOI8-R")
        case 10000: ("macintosh", "macintosh")
        case 10006: ("x-mac-greek", "x-MacGreek")
        case 10007: ("x-mac-cyrillic", "x-MacCyrillic")
        case 10029: ("x-mac-ce", "x-MacCentralEurope")
        case 10081: ("x-mac-turkish", "x-MacTurkish")
        default: nil
        }
    }

    /// The number in `cp866`, `ibm-866`, `windows-1251`, `1251`; of KOI8-R that which Windows uses.
    static func pageNumber(_ name: String) -> Int? {
        let key = name.lowercased().filter { $0.isLetter || $0.isNumber }
        if key == "koi8r" || key == "koi8" { return 20866 }
        if key == "macintosh" || key == "macroman" { return 10000 }
        for prefix in ["windows", "cp", "ibm", "ms", "x", ""] where key.hasPrefix(prefix) {
            if let number = Int(key.dropFirst(prefix.count)) { return number }
        }
        return nil
    }

    // MARK: Decoding

    /// Appends the field's text as UTF-8; NULs are left out, bad bytes become U+FFFD.
    func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) -> Outcome {
        var outcome = Outcome()
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte == 0 { outcome.hasNULs = true } else { output.append(byte) }
                index &+= 1
            } else if let table {
                appendLegacy(bytes, &index, table, &outcome, to: &output)
            } else {
                appendUTF8(bytes, &index, &outcome, to: &output)
            }
        }
        return outcome
    }

    private func appendUTF8(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ outcome: inout Outcome,
        to output: inout [UInt8]
    ) {
        let (scalar, byteCount) = Scalars.decode(bytes, at: index)
        if scalar == 0xFFFD && byteCount == 1 {
            if CodePage.isCutUTF8(bytes.extracting(index..<bytes.count)) {
                outcome.isCut = true
                index = bytes.count
                return
            }
            outcome.badByteCount += 1
        }
        Scalars.append(scalar, to: &output)
        index &+= byteCount
    }

    /// Whether the bytes are the beginning of one character of UTF-8 and nothing more.
    private static func isCutUTF8(_ tail: Span<UInt8>) -> Bool {
        let first = tail[0]
        guard first >= 0xC2, first <= 0xF4 else { return false }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard tail.count < length else { return false }
        for index in 1..<tail.count where tail[index] & 0xC0 != 0x80 { return false }
        return true
    }

    private func appendLegacy(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ table: ByteTable,
        _ outcome: inout Outcome,
        to output: inout [UInt8]
    ) {
        let byte = bytes[index]
        var packed = table.singles[Int(byte)]
        var length = 1
        if packed == ByteTable.leadMark {
            if index &+ 1 == bytes.count {
                outcome.isCut = true
                index &+= 1
                return
            }
            packed = table.pairs[Int(byte) << 8 | Int(bytes[index &+ 1])]
            length = 2
        }
        if packed == 0 { return appendRare(bytes, &index, &outcome, to: &output) }
        output.append(UInt8(truncatingIfNeeded: packed))
        if packed >> 24 > 1 { output.append(UInt8(truncatingIfNeeded: packed >> 8)) }
        if packed >> 24 > 2 { output.append(UInt8(truncatingIfNeeded: packed >> 16)) }
        index &+= length
    }

    /// Four bytes of GB 18030, pairs beyond U+FFFF, the euro of code page 936, bytes that are nothing.
    @inline(never)
    private func appendRare(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ outcome: inout Outcome,
        to output: inout [UInt8]
    ) {
        if isGB && bytes[index] == 0x80 {
            Scalars.append(0x20AC, to: &output)
            index += 1
            return
        }
        for length in [2, 4] where index + length <= bytes.count {
            let part = bytes.extracting(index..<(index + length)).copy()
            guard let scalar = converter?.scalar(part), scalar >= 0 else { continue }
            Scalars.append(UInt32(scalar), to: &output)
            index += length
            return
        }
        if isGB, isCutQuadruple(bytes.extracting(index..<bytes.count)) {
            outcome.isCut = true
            index = bytes.count
            return
        }
        outcome.badByteCount += 1
        Scalars.append(0xFFFD, to: &output)
        index += 1
    }

    private func isCutQuadruple(_ tail: Span<UInt8>) -> Bool {
        guard tail.count < 4, tail[0] > 0x80, tail[0] < 0xFF else { return false }
        if tail.count > 1, tail[1] < 0x30 || tail[1] > 0x39 { return false }
        return tail.count < 3 || tail[2] > 0x80
    }
}

/// A code page in several hands: it owns a converter and can't be copied.
///
/// A converter keeps no state between the texts that are decoded, and each file has its own.
final class LoadedCodePage: @unchecked Sendable {
    let page: CodePage

    init(_ page: consuming CodePage) { self.page = page }
}
