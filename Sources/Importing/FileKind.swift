import Records

/// What a file is, in words, by its first bytes: for messages about files that can't be read.
enum FileKind {
    static func describe(_ file: FileBytes) -> String {
        let bytes = file.span
        if bytes.starts(with: "PK", at: 0) { return "a ZIP archive" }
        if bytes.count > 1, bytes[0] == 0x1F, bytes[1] == 0x8B { return "a gzip archive" }
        if bytes.count > 3, bytes[0] == 0xD0, bytes[1] == 0xCF, bytes[2] == 0x11, bytes[3] == 0xE0 {
            return "an OLE2 file (an old .xls, or a password-protected .xlsx)"
        }
        if let archive = archive(bytes) { return archive.name }
        if bytes.hasPrefix("SQLite format 3") { return "a SQLite database" }
        if bytes.starts(with: "Standard Jet DB", at: 4) { return "an Access database" }
        if bytes.starts(with: "Standard ACE DB", at: 4) { return "an Access database" }
        if bytes.hasPrefix("PGDMP") {
            return "an archive of pg_dump (make it SQL with `pg_restore -f dump.sql`)"
        }
        if bytes.hasPrefix("TAPE") { return "a backup of SQL Server (restore it, then script it)" }
        if bytes.starts(with: "EXPORT:V", at: 3) { return "an export of Oracle (import it first)" }
        if bytes.hasPrefix("%PDF") { return "a PDF document" }
        if bytes.hasPrefix("{\\rtf") { return "a document in Rich Text Format" }
        if bytes.hasPrefix("GIF8") { return "an image" }
        if bytes.count > 3, bytes[0] == 0x89, bytes.starts(with: "PNG", at: 1) { return "an image" }
        if bytes.count > 2, bytes[0] == 0xFF, bytes[1] == 0xD8 { return "an image" }
        if isBinary(file) { return "binary data" }
        let head = bytes.extracting(0..<min(bytes.count, 4096))
        return isMarkup(head) ? describeMarkup(head) : "text"
    }

    private static func describeMarkup(_ head: Span<UInt8>) -> String {
        let markup = MarkupHead(head)
        if markup.rootOffset == nil { return "HTML, XML or JSON" }
        return markup.hasDeclaration
            ? "an XML document of `<\(markup.root)>`, which is no spreadsheet"
            : "a document that begins with `<\(markup.root)>`"
    }

    /// What to do with a file that can't be read; empty when there is nothing special to say.
    static func remedy(_ file: FileBytes) -> String {
        guard let archive = archive(file.span) else { return "" }
        return "unpack it with `\(archive.program)`, and name the file or folder that comes out"
    }

    /// Archives and compressions that aren't read, and the program that unpacks each.
    private static func archive(_ bytes: Span<UInt8>) -> (name: String, program: String)? {
        if bytes.starts(with: "ustar\0", at: 257) || bytes.starts(with: "ustar  ", at: 257) {
            return ("a tar archive", "tar xf FILE")
        }
        if bytes.hasPrefix("BZh"), bytes.starts(with: "1AY&SY", at: 4) {
            return ("compressed by bzip2", "bunzip2 FILE")
        }
        if bytes.hasPrefix("Rar!\u{1A}\u{7}") { return ("a RAR archive", "unrar x FILE") }
        guard bytes.count > 5 else { return nil }
        let head = bytes.extracting(0..<6).copy()
        if head == [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0] { return ("compressed by xz", "unxz FILE") }
        if head == [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C] {
            return ("a 7z archive", "7z x FILE")
        }
        switch Array(head[0..<4]) {
        case [0x28, 0xB5, 0x2F, 0xFD]: return ("compressed by Zstandard", "unzstd FILE")
        case [0x04, 0x22, 0x4D, 0x18]: return ("compressed by LZ4", "unlz4 FILE")
        default: break
        }
        return head[0..<2] == [0x1F, 0x9D] ? ("compressed by compress", "uncompress FILE") : nil
    }

    /// Whether a text is HTML, XML or JSON rather than delimited.
    static func isMarkup(_ head: Span<UInt8>) -> Bool {
        let start = CellText.trimmed(head).lowerBound
        let first = head.extracting(start..<min(head.count, start + 256))
        let lower = String(decoding: first.copy(), as: UTF8.self).lowercased()
        if ["<?xml", "<html", "<!doctype", "<table", "<!--"].contains(where: lower.hasPrefix) {
            return true
        }
        let marks = lower.filter { !$0.isWhitespace }.prefix(2)
        return ["{\"", "[{", "[[", "[\"", "{}", "[]"].contains(String(marks))
    }

    /// Whether the head can be no text: control bytes, or zeros that are no UTF-16.
    static func isBinary(_ file: FileBytes) -> Bool {
        isBinary(head: file.span.extracting(0..<min(file.count, 64 << 10)))
    }

    /// Documents and images whose first bytes may look like text.
    private static func isDocument(_ head: Span<UInt8>) -> Bool {
        head.hasPrefix("%PDF-") || head.hasPrefix("{\\rtf") || head.hasPrefix("%!PS")
            || head.hasPrefix("GIF8")
    }

    static func isBinary(head: Span<UInt8>) -> Bool {
        if isDocument(head) { return true }
        var counts = [Int](repeating: 0, count: 32)
        for index in head.indices where head[index] < 0x20 { counts[Int(head[index])] += 1 }
        for text in [0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B] { counts[text] = 0 }
        // One control character in many places may stand between cells.
        let delimiterCount = [0x01, 0x02, 0x1C, 0x1D, 0x1E, 0x1F].map { counts[$0] }.max() ?? 0
        let isDelimited = delimiterCount > 1 && delimiterCount * 3 < head.count
        let controls = counts.reduce(0, +) - (isDelimited ? delimiterCount : 0)
        if controls < 3 || controls * (head.count < 4096 ? 8 : 50) <= head.count { return false }
        return !EncodingGuess.isUTF16(head)
    }
}
