import Crypto
import Foundation
import Matching
import Records

/// What names a run and its inputs.
enum RunIdentity {
    /// SHA-256 of the pipeline with its parts, after substitution of everything but paths that vary.
    static func hash(_ pipeline: Pipeline) -> String {
        let digest = SHA256.hash(data: Array(pipeline.canonicalText.utf8))
        return digest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0\(text)" : text
        }.joined()
    }

    /// A path as the file system knows it, so that two spellings of one file are equal.
    static func canonical(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    /// Now, as `2026-11-22T01:02:03Z`.
    static func timestamp() -> String {
        ISO8601DateFormatter().string(from: Date())
    }

    static func finding(
        _ found: MatchFinding,
        _ mapped: MappedEntity?,
        _ sources: SourceSet
    ) -> Finding {
        var place = Place(source: mapped?.entity.name ?? "", file: "")
        if let mapped, let mention = found.mentions.first {
            place = sources.place(
                table: Int(mapped.table.lineage.table[mention]),
                row: Int(mapped.table.lineage.row[mention])
            )
        }
        var finding = Finding(found.code, at: place)
        finding.entity = mapped?.entity.name
        finding.detail = found.detail
        return finding
    }
}
