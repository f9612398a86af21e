import Glibc
import Records

/// Finds and opens files that belong to another one: `客户.FPT` beside `客户.dbf`.
enum NeighbourFile {
    /// The companion of an input: a member's in its archive, else a file's in its folder.
    static func open(
        beside input: ImportInput,
        extensions: [String]
    ) -> (path: String, FileBytes)? {
        if input.openPath != "-" { return open(beside: input.openPath, extensions: extensions) }
        for wanted in extensions {
            let found = input.companions.first { $0.name.lowercased().hasSuffix(".\(wanted)") }
            if let found { return (found.name, found.bytes) }
        }
        return nil
    }

    /// The file of the same name with the first of the extensions that exists, in any letter case.
    ///
    /// The file itself counts only when `allowsItself`.
    static func open(
        beside path: String,
        extensions: [String],
        allowsItself: Bool = false
    ) -> (path: String, FileBytes)? {
        let (folder, name) = parts(path)
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        let names = listing(folder)
        for wanted in extensions {
            let exact = ["\(stem).\(wanted)", "\(stem).\(wanted.uppercased())"]
            let similar = names.filter { $0.lowercased() == exact[0].lowercased() }
            for candidate in exact.filter(names.contains) + similar
            where allowsItself || candidate != name {
                let full = folder + candidate
                if let bytes = try? FileBytes(path: full) { return (full, bytes) }
            }
        }
        return nil
    }

    /// The folder with its final `/`, empty for none; and the name.
    static func parts(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return ("", path) }
        return (String(path[...slash]), String(path[path.utf8.index(after: slash)...]))
    }

    private static func listing(_ folder: String) -> [String] {
        guard let handle = unsafe opendir(folder.isEmpty ? "." : folder) else { return [] }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names.sorted()
    }
}
