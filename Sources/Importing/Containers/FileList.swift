import Glibc
import Records

/// The files that a source names: one file, a folder, or a pattern.
///
///     exports/                 the files of the folder, not those of folders inside
///     exports/2023-*.csv       those whose names fit (`*`, `?`, `[…]` as in a shell)
///     exports/**/*.xlsx        in the folder and all below it
///
/// Files come in the order of the bytes of their names. Only regular files are taken; links are
/// followed to files inside of the folder alone. What else fits is left out with a finding.
package struct FileList: Sendable {
    package static let maxFileCount = 10_000
    private static let maxEntryCount = 1_000_000
    private static let maxFolderDepth = 64

    package private(set) var paths: [String] = []
    package private(set) var findings = Findings()
    private let source: String
    private let limit: Int
    /// The folder's own path, without links, that links may not leave.
    private var base = ""
    private var entryCount = 0
    /// Folders that were searched for each part of the pattern.
    private var visited: Set<String> = []

    /// Whether the path is a folder, or a pattern and no file of that very name.
    package static func isList(_ path: String) -> Bool {
        switch FileEntry.kind(path) {
        case .folder: true
        case .file, .link, .other: false
        case .missing: path != "-" && path.utf8.contains { isMark($0) }
        }
    }

    /// I001 when nothing fits, I002 when a folder can't be read, I028 beyond `limit` files.
    package init(
        _ path: String,
        source: String,
        limit: Int = maxFileCount
    ) throws(ImportFailure) {
        self.source = source
        self.limit = limit
        guard FileList.isList(path) else {
            paths = [path]
            return
        }
        var parts = path.split(separator: "/").map(String.init)
        var folder = path.hasPrefix("/") ? "/" : ""
        if FileEntry.kind(path) == .folder {
            folder += parts.joined(separator: "/")
            parts = ["*"]
        } else {
            while parts.count > 1, let first = parts.first,
                !first.utf8.contains(where: FileList.isMark)
            {
                folder = FileEntry.join(folder, first)
                parts.removeFirst()
            }
            if parts.last == "**" { parts.append("*") }
        }
        base = FileEntry.resolved(folder.isEmpty ? "." : folder) ?? folder
        try search(folder, parts[...], depth: 0)
        paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        if paths.isEmpty {
            throw ImportFailure(
                ImportFindings.fileMissing,
                "there is no file that fits `\(path)`",
                hint: "look at its folder; hidden files and folders inside are left out"
            )
        }
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == 0x2A || byte == 0x3F || byte == 0x5B
    }

    // MARK: Searching

    private mutating func search(
        _ folder: String,
        _ parts: ArraySlice<String>,
        depth: Int
    ) throws(ImportFailure) {
        guard let part = parts.first, depth < Self.maxFolderDepth,
            visited.insert("\(parts.startIndex):\(folder)").inserted
        else { return }
        let rest = parts.dropFirst()
        if part == "**" { try search(folder, rest, depth: depth) }
        for name in try names(folder) {
            let path = FileEntry.join(folder, name)
            if part == "**" {
                if !name.hasPrefix("."), FileEntry.kind(path) == .folder {
                    try search(path, parts, depth: depth + 1)
                }
                continue
            }
            guard unsafe fnmatch(part, name, 0) == 0 else { continue }
            if name.hasPrefix("."), !part.hasPrefix(".") {
                leaveOut(path, "a hidden file")
            } else if rest.isEmpty {
                try take(path, name)
            } else if FileEntry.kind(path) == .folder {
                try search(path, rest, depth: depth + 1)
            }
        }
    }

    private mutating func take(_ path: String, _ name: String) throws(ImportFailure) {
        if name.hasPrefix("~$") { return leaveOut(path, "a lock file of an open workbook") }
        switch FileEntry.kind(path) {
        case .file: break
        case .folder: return leaveOut(path, "a folder inside")
        case .link:
            guard let target = FileEntry.resolved(path), target.hasPrefix(base + "/") else {
                return leaveOut(path, "a link that leads out of the folder")
            }
            if FileEntry.kind(target) != .file { return leaveOut(path, "a link to a folder") }
        case .other, .missing: return leaveOut(path, "no regular file")
        }
        guard paths.count < limit else {
            throw ImportFailure(
                ImportFindings.limit,
                "more than \(limit) files fit",
                hint: "narrow the pattern, or make several sources"
            )
        }
        paths.append(path)
    }

    private mutating func leaveOut(_ path: String, _ reason: String) {
        let place = Place(source: source, file: path)
        var finding = Finding(ContainerFindings.fileLeftOut.code, at: place)
        finding.detail = reason
        findings.add(finding)
    }

    /// The names in a folder, sorted; one that is no UTF-8 can't be named and is left out.
    private mutating func names(_ folder: String) throws(ImportFailure) -> [String] {
        guard let entries = FileEntry.names(folder.isEmpty ? "." : folder) else {
            throw ImportFailure(
                ImportFindings.fileUnreadable,
                "can't read the folder `\(folder)`",
                hint: "give yourself the right to read it: `chmod u+rx FOLDER`"
            )
        }
        entryCount += entries.names.count
        guard entryCount <= Self.maxEntryCount else {
            throw ImportFailure(
                ImportFindings.limit,
                "`\(folder)` and the folders around it have more than \(Self.maxEntryCount) entries"
            )
        }
        if entries.unnamedCount > 0 {
            leaveOut(folder, "\(entries.unnamedCount) names that are no UTF-8")
        }
        return entries.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// What the system says about paths.
enum FileEntry {
    enum Kind { case file, folder, link, other, missing }

    /// Of the entry itself: a link isn't followed.
    static func kind(_ path: String) -> Kind {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return .missing }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
    }

    static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// The path without links and dots; nil when there is no such file.
    static func resolved(_ path: String) -> String? {
        guard let text = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(text) }
        return unsafe String(validatingCString: text)
    }

    /// The names in a folder; nil when it can't be read.
    static func names(_ folder: String) -> (names: [String], unnamedCount: Int)? {
        guard let handle = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        var unnamedCount = 0
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes -> String? in
                let end = unsafe bytes.firstIndex(of: 0) ?? bytes.count
                let name = unsafe Array(bytes[0..<end])
                return UTF8Check.isValid(name.span) ? String(decoding: name, as: UTF8.self) : nil
            }
            guard let name else {
                unnamedCount += 1
                continue
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return (names, unnamedCount)
    }
}
