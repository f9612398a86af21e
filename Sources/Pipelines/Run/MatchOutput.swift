import Foundation
import Matching
import Records

/// The files of `sluice match`: clusters by mention, and scored pairs with the weight per field.
struct MatchOutput {
    let sources: SourceSet
    let mapped: [String: MappedEntity]
    let matched: [String: MatchedEntity]
    /// Entities in the order of the run.
    let names: [String]

    /// `id,cluster,type,source,file,table,locator,part,key`; a row per mention.
    func writeClusters(to path: String) throws {
        var text: [UInt8] = []
        text.append("id,cluster,type,source,file,table,locator,part,key\n")
        for name in names {
            guard let mapped = mapped[name], let matched = matched[name] else { continue }
            // Orphans are rejected when loading, but whose they are is known.
            let clusters = matched.result?.clusters ?? matched.clusters
            let prefix = mapped.entity.codePrefix.isEmpty ? name : mapped.entity.codePrefix
            for mention in 0..<mapped.count {
                let table = sources.tables[Int(mapped.table.lineage.table[mention])]
                let cells = [
                    mapped.nativeIDs[mention],
                    "\(prefix)\(clusters.clusterOf[mention] + 1)",
                    name, table.source, table.file, table.name, locator(mapped, mention),
                    String(mapped.table.lineage.part[mention]), mapped.key(mention, sources),
                ]
                DelimitedText.append(cells, to: &text)
            }
        }
        try DelimitedText.write(text, to: path)
    }

    /// `type,a,b,probability,weight,band`, then level and weight of each compared field.
    func writePairs(to path: String, thresholds: (MatchedEntity) -> (Double, Double)) throws {
        var text: [UInt8] = []
        for name in names {
            guard let mapped = mapped[name], let matched = matched[name],
                let result = matched.result
            else { continue }
            let fields = result.explain.fields(0).map(\.field)
            DelimitedText.append(
                ["type", "a", "b", "probability", "weight", "band"]
                    + fields.flatMap { ["\($0)_level", "\($0)_weight"] },
                to: &text
            )
            let tails = tails(result, thresholds(matched))
            let keys = (0..<result.clusters.clusterOf.count).map {
                DelimitedText.cell(matched.key($0, mapped, sources)) + [0x2C]
            }
            let start = DelimitedText.cell(name) + [0x2C]
            result.scored.forEach { a, b, index in
                text += start
                text += keys[a]
                text += keys[b]
                switch result.answers.answer(a, b) {
                case nil: text += tails[index]
                case true?: text += tail(result, result.scored.patterns[index], band: "merge")
                case false?: text += tail(result, result.scored.patterns[index], band: "below")
                }
            }
        }
        try DelimitedText.write(text, to: path)
    }

    /// The models of all entities, to be read, edited and given back.
    func writeModels(to path: String) throws {
        var file = ModelFile()
        for name in names {
            if let result = matched[name]?.result { file.add(result, entity: name) }
        }
        try DelimitedText.write(Array(file.text.utf8), to: path)
    }

    /// By pattern: the cells from `probability` on, which all pairs of one pattern share.
    private func tails(
        _ result: MatchResult,
        _ thresholds: (merge: Double, review: Double)
    ) -> [[UInt8]] {
        result.scored.patterns.map { pattern in
            let probability = result.explain.probability(pattern)
            let band =
                probability >= thresholds.merge
                ? "merge" : probability >= thresholds.review ? "review" : "below"
            return tail(result, pattern, band: band)
        }
    }

    /// An answered pair is in the band that the answer says.
    private func tail(_ result: MatchResult, _ pattern: UInt64, band: String) -> [UInt8] {
        let weights = result.explain.fields(pattern).flatMap {
            [$0.levelName, String(format: "%.3f", $0.weight)]
        }
        var tail: [UInt8] = []
        DelimitedText.append(
            [
                String(format: "%.6f", result.explain.probability(pattern)),
                String(format: "%.3f", result.explain.total(pattern)), band,
            ] + weights,
            to: &tail
        )
        return tail
    }

    /// As the user finds the row: `row N` of a sheet, `line N` of a text file, `id N` of a dump.
    private func locator(_ mapped: MappedEntity, _ mention: Int) -> String {
        let table = Int(mapped.table.lineage.table[mention])
        let source = sources.tables[table]
        let row = Int(mapped.table.lineage.row[mention])
        let (batch, index) = sources.position(table: table, row: row)
        switch source.locatorKind {
        case .row: return "row \(source.batches[batch].rowNumbers[index])"
        case .line: return "line \(source.batches[batch].rowNumbers[index])"
        case .tuple, .record: return "id \(mapped.nativeIDs[mention])"
        }
    }
}
