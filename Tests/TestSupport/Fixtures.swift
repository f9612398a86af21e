import Foundation

/// Where the project's fixtures and the optional data sets are.
package enum Fixtures {
    /// The package's root, found from this file's place.
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func url(_ path: String) -> URL {
        root.appendingPathComponent("Fixtures").appendingPathComponent(path)
    }

    package static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url(path)))
    }

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }

    /// The lines of a TSV fixture; blank lines and `#` comments are left out.
    package static func rows(_ path: String) throws -> [[String]] {
        try text(path).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    /// A folder of the optional data sets; nil, and said so, when `SLUICE_DATA` is not set.
    package static func data(_ path: String) -> URL? {
        guard let folder = ProcessInfo.processInfo.environment["SLUICE_DATA"] else {
            print("skipped, SLUICE_DATA is not set")
            return nil
        }
        return URL(fileURLWithPath: folder).appendingPathComponent(path)
    }
}
