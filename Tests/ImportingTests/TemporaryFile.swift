import Foundation

/// Files of tests, each in a place of its own.
enum TemporaryFile {
    static func write(_ bytes: [UInt8], name: String = "input") throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("importing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = folder.appendingPathComponent(name)
        try Data(bytes).write(to: url)
        return url.path
    }
}
