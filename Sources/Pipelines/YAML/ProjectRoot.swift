import Foundation
import Records

/// The folder that a pipeline's paths may not leave, and how they are resolved.
///
/// Links are followed before the check, so that a link inside the project doesn't lead out of it.
struct ProjectRoot {
    /// Absolute, without links.
    let folder: String
    let allowsOutside: Bool

    /// The given root, else the nearest folder above the pipeline with `.git`, else the working folder.
    init(pipeline: String, root: String?, allowsOutside: Bool) {
        self.allowsOutside = allowsOutside
        let workingFolder = FileManager.default.currentDirectoryPath
        if let root {
            folder = ProjectRoot.real(ProjectRoot.absolute(root))
            return
        }
        var candidate = ProjectRoot.real(ProjectRoot.absolute(ProjectRoot.folder(of: pipeline)))
        while true {
            if FileManager.default.fileExists(atPath: candidate + "/.git") {
                folder = candidate
                return
            }
            let parent = ProjectRoot.folder(of: candidate)
            guard parent != candidate, candidate != "/" else { break }
            candidate = parent
        }
        folder = ProjectRoot.real(workingFolder)
    }

    func contains(_ path: String) -> Bool {
        if allowsOutside { return true }
        let real = ProjectRoot.real(ProjectRoot.absolute(path))
        return real == folder || real.hasPrefix(folder == "/" ? "/" : folder + "/")
    }

    /// A path as the file that names it means it; a trailing `/` stays.
    static func resolve(_ path: String, namedBy file: String) -> String {
        let joined = path.hasPrefix("/") ? path : folder(of: file) + "/" + path
        let resolved = normalized(joined)
        return path.hasSuffix("/") && !resolved.hasSuffix("/") ? resolved + "/" : resolved
    }

    /// `.` for a bare file name.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func absolute(_ path: String) -> String {
        normalized(
            path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        )
    }

    /// Without `.`, `..` (where something stands before it) and doubled `/`.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        if path.hasPrefix("/") { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }

    /// An absolute path with all links followed; what doesn't exist yet stays as it is.
    static func real(_ path: String) -> String {
        var pending = path.split(separator: "/").reversed().map(String.init)
        var resolved: [String] = []
        var linkCount = 0
        while let part = pending.popLast() {
            if part == "." { continue }
            if part == ".." {
                _ = resolved.popLast()
                continue
            }
            let candidate = "/" + (resolved + [part]).joined(separator: "/")
            guard linkCount < 40,
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: candidate)
            else {
                resolved.append(part)
                continue
            }
            linkCount += 1
            if target.hasPrefix("/") { resolved.removeAll() }
            pending += target.split(separator: "/").reversed().map(String.init)
        }
        return "/" + resolved.joined(separator: "/")
    }
}
