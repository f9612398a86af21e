import CRM
import Importing
import Records

/// A pipeline made of files alone: what `sluice guess` writes.
package struct GuessedPipeline: Sendable {
    package let text: String
    /// Entities with the number of their tables, for a line on the terminal.
    package let summary: String
    package let doubtfulCount: Int
    /// Whether a file lies outside the project, so that reading it takes `--allow-outside`.
    package let leavesRoot: Bool
    /// What each column was taken for.
    package let targets: [ColumnTarget]

    /// A column with all that is made of it.
    package struct ColumnTarget: Sendable, Equatable {
        package let file: String
        package let table: String
        package let column: String
        /// `account.name`, `contact.account` for a key, `account.refs`, `skip`; none when unmapped.
        package let targets: [String]
    }

    /// Guesses a pipeline for files of any format.
    ///
    /// - Parameters:
    ///   - paths: as the user gave them.
    ///   - outputPath: where the pipeline will lie; its sources are named from there.
    ///   - workers: for reading columns.
    /// - Returns: the pipeline's text, and what it is made of.
    /// - Throws: when a file can't be read at all.
    package static func make(
        paths: [String],
        outputPath: String,
        workers: Workers
    ) throws(ImportFailure) -> GuessedPipeline {
        var guesser = Guesser(workers: workers)
        for path in paths { try guesser.add(path: path) }
        guesser.finish()
        let root = ProjectRoot(pipeline: outputPath, root: nil, allowsOutside: false)
        let file = outputPath.split(separator: "/").last.map(String.init) ?? ""
        let stem = file.split(separator: ".").first.map(String.init) ?? ""
        var writer = GuessText(
            guesser,
            name: stem.isEmpty ? "guessed" : stem,
            paths: paths.map { relative($0, to: outputPath) }
        )
        return GuessedPipeline(
            text: writer.text(),
            summary: summary(guesser),
            doubtfulCount: guesser.tables.flatMap(\.fields)
                .count { $0.confidence < FieldGuess.doubtfulBelow },
            leavesRoot: paths.contains { !root.contains($0) },
            targets: targets(guesser)
        )
    }

    /// `3 tables as account, 2 as contact; 1 left out`.
    private static func summary(_ guesser: Guesser) -> String {
        let parts = guesser.model.entities.compactMap { entity -> String? in
            let count = guesser.tables.count { $0.entities.contains(entity.name) }
            return count == 0 ? nil : "\(entity.name) from \(count) table\(count == 1 ? "" : "s")"
        }
        let left = guesser.tables.count { $0.entities.isEmpty }
        let found = parts.isEmpty ? "nothing that the CRM knows" : parts.joined(separator: ", ")
        return found + (left == 0 ? "" : "; \(left) table\(left == 1 ? "" : "s") left out")
    }

    private static func targets(_ guesser: Guesser) -> [ColumnTarget] {
        guesser.tables.flatMap { table in
            table.facts.columns.map { column in
                var targets = table.fields.filter { $0.column == column.index }
                    .map { "\($0.entity).\($0.target)" }
                targets += table.links.filter { $0.link.column == column.index }
                    .map { "\($0.entity).\($0.link.link)" }
                if table.refs.contains(where: { $0.column == column.index }) {
                    targets.append("account.refs")
                }
                if table.deletionMarks.contains(where: { $0.column == column.index }) {
                    targets.append("skip")
                }
                return ColumnTarget(
                    file: table.facts.file.split(separator: "/").last
                        .map(String.init) ?? "",
                    table: table.facts.name,
                    column: column.name,
                    targets: targets
                )
            }
        }
    }

    /// A path as seen from the folder of the pipeline's file; one that starts elsewhere stays.
    static func relative(_ path: String, to output: String) -> String {
        let file = ProjectRoot.absolute(path).split(separator: "/").map(String.init)
        let folder = ProjectRoot.absolute(ProjectRoot.folder(of: output)).split(separator: "/")
            .map(String.init)
        var shared = 0
        while shared < min(file.count - 1, folder.count), file[shared] == folder[shared] {
            shared += 1
        }
        if shared == 0 { return ProjectRoot.absolute(path) }
        let up = [String](repeating: "..", count: folder.count - shared)
        return (up + file[shared...]).joined(separator: "/")
    }
}
