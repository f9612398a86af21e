import Records

/// The name of an entry as text, from bytes whose encoding archives seldom say.
///
/// UTF-8 is certain with flag 11, or with Info-ZIP's extra field 0x7075 while its checksum fits the
/// name. Else valid UTF-8 is taken as such, as many programs forget the flag; then GB 18030, in
/// which Chinese Windows writes; then code page 437, which the format asks for.
enum ZipEntryName {
    static func decode(_ name: Span<UInt8>, _ extra: Span<UInt8>, flags: Int) -> String {
        slashed(unicodeField(extra, of: name) ?? decode(name, isUTF8: flags & 0x800 != 0))
    }

    /// Also for the names in gzip's header, which are to be Latin-1 and seldom are.
    static func decode(_ name: Span<UInt8>, isUTF8: Bool) -> String {
        if isUTF8 || name.isASCII || UTF8Check.isValid(name) { return name.string() }
        return gb18030(name) ?? codePage437(name)
    }

    private static func slashed(_ name: String) -> String {
        String(name.map { $0 == "\\" ? "/" : $0 })
    }

    private static func unicodeField(_ extra: Span<UInt8>, of name: Span<UInt8>) -> String? {
        var offset = 0
        while let id = extra.number(at: offset, byteCount: 2),
            let count = extra.number(at: offset + 2, byteCount: 2)
        {
            let end = offset + 4 + count
            if id == 0x7075, count > 5, end <= extra.count {
                let text = extra.extracting((offset + 9)..<end)
                let checksum = extra.number(at: offset + 5, byteCount: 4) ?? 0
                let isOfName = UInt32(truncatingIfNeeded: checksum) == ZipArchive.checksum(name)
                return isOfName && UTF8Check.isValid(text) ? text.string() : nil
            }
            offset = end
        }
        return nil
    }

    /// Nil when a byte is no character of GB 18030.
    private static func gb18030(_ name: Span<UInt8>) -> String? {
        do throws(ImportFailure) {
            let text = try DecodedText(FileBytes(name.copy()), encoding: "gb18030")
            return text.issues.isEmpty ? text.span.string() : nil
        } catch {
            return nil
        }
    }

    /// The upper half of code page 437.
    private static let upper = Array(
        ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}")
            .unicodeScalars
    )

    private static func codePage437(_ name: Span<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for index in name.indices {
            let byte = name[index]
            text.append(byte < 0x80 ? Unicode.Scalar(byte) : upper[Int(byte) - 0x80])
        }
        return String(text)
    }
}
