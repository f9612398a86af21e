import Glibc
import Records

/// What the name of a file in an archive says.
enum MemberName {
    /// Whether the whole name, or its last part, is `pattern` (fnmatch).
    static func matches(_ name: String, _ pattern: String) -> Bool {
        if name == pattern { return true }
        let isWhole = unsafe fnmatch(pattern, name, 0)
        let isLast = unsafe fnmatch(pattern, last(name), 0)
        return isWhole == 0 || isLast == 0
    }

    static func last(_ name: String) -> String {
        name.split(separator: "/").last.map(String.init) ?? name
    }

    /// The name without the ending of its last part.
    static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
            !name[dot...].contains("/"), name[name.index(before: dot)] != "/"
        else { return name }
        return String(name[..<dot])
    }

    /// Why a file is no data by its name alone; nil for all others.
    static func sideFile(_ name: String) -> String? {
        let parts = name.split(separator: "/")
        if parts.contains("__MACOSX") || parts.last == ".DS_Store" { return "a file of macOS" }
        let last = parts.last.map { $0.lowercased() } ?? ""
        if last == "thumbs.db" || last == "desktop.ini" { return "a file of Windows" }
        if isCompanion(last) { return "a memo or index file of a DBF table" }
        if last.hasPrefix("~$") { return "a lock file of an open workbook" }
        if parts.contains(where: { $0.hasPrefix(".") }) { return "a hidden file" }
        let words: Set<String> = [
            "readme", "read me", "license", "licence", "changelog", "说明", "使用说明", "读我", "必读",
        ]
        if words.contains(stem(last)) { return "a note for readers by its name" }
        return nil
    }

    /// Whether the ending is that of memos, code pages and indices of DBF tables.
    static func isCompanion(_ name: String) -> Bool {
        let ending = name.split(separator: ".").last?.lowercased() ?? ""
        return ["fpt", "dbt", "dct", "cpg", "cdx", "idx", "mdx", "ndx", "dcx"].contains(ending)
    }

    /// The file inside of a gzip: what its header says, without folders, else the path without `.gz`.
    static func ofGzip(_ name: String, path: String) -> String {
        let own = last(String(name.map { $0 == "\\" ? "/" : $0 }))
        let isUsable =
            !own.isEmpty && own != ".." && own != "."
            && own.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        if isUsable { return own }
        let outer = last(path)
        let lower = outer.lowercased()
        if lower.hasSuffix(".gz"), outer.count > 3 { return String(outer.dropLast(3)) }
        if lower.hasSuffix(".tgz"), outer.count > 4 { return String(outer.dropLast(4)) + ".tar" }
        return outer == "-" ? "data" : outer
    }

    /// The compression methods of APPNOTE 4.4.5.
    static func method(_ number: Int) -> String {
        switch number {
        case 1...6: "an old method of PKZIP"
        case 9: "Deflate64"
        case 12: "bzip2"
        case 14: "LZMA"
        case 93: "Zstandard"
        case 95: "XZ"
        case 98: "PPMd"
        default: "method \(number)"
        }
    }
}
