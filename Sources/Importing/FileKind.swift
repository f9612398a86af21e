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
        if bytes.hasPrefix("SQLite format 3") { return "a SQLite database" }
        if bytes.starts(with: "Standard Jet DB", at: 4) { return "an Access database" }
        if bytes.starts(with: "Standard ACE DB", at: 4) { return "an Access database" }
        if bytes.hasPrefix("%PDF") { return "a PDF document" }
        if bytes.count > 3, bytes[0] == 0x89, bytes.starts(with: "PNG", at: 1) { return "an image" }
        if bytes.count > 2, bytes[0] == 0xFF, bytes[1] == 0xD8 { return "an image" }
        if isBinary(file) { return "binary data" }
        return isMarkup(bytes.extracting(0..<min(bytes.count, 4096))) ? "HTML, XML or JSON" : "text"
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

    static func isBinary(head: Span<UInt8>) -> Bool {
        if Encoding.utf16(head) != nil { return false }
        var controls = 0
        for index in head.indices {
            let byte = head[index]
            let isControl = byte < 0x20 && !(byte >= 0x08 && byte <= 0x0D) && byte != 0x1A
            if isControl && byte != 0x1B { controls += 1 }
        }
        return controls * (head.count < 4096 ? 8 : 50) > head.count
    }
}
