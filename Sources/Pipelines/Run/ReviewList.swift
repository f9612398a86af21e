import Foundation
import Loading
import Matching
import Records

/// Pairs between `review` and `merge` as a CSV that people answer.
///
/// The columns are those of `decisions/*.csv`: a row whose `decision` says match, no_match or unsure
/// is copied there and holds from the next run on. Keys and weights only, no values.
struct ReviewList {
    let assembly: LoadAssembly

    /// Writes `ENTITY.review.csv`, in place of an older one; nil when no pair waits.
    func write(_ entity: String, folder: String) throws(LoadFailure) -> String? {
        guard let matched = assembly.matched[entity], let mapped = assembly.mapped[entity]
        else { return nil }
        let carried = assembly.queue(matched, mapped).carried
        if matched.result == nil, carried.isEmpty { return nil }
        let path = "\(folder.hasSuffix("/") ? folder : folder + "/")\(entity).review.csv"
        guard !carried.isEmpty || matched.result?.review.isEmpty == false else {
            try? FileManager.default.removeItem(atPath: path)
            return nil
        }
        var text: [UInt8] = []
        DelimitedText.append(DecisionFile.columns, to: &text)
        if let result = matched.result {
            for edge in result.review {
                let keys = [edge.a, edge.b].map { matched.key($0, mapped, assembly.sources) }
                DelimitedText.append(
                    keys.sorted() + ["", "", "", note(edge, result, mapped)],
                    to: &text
                )
            }
        }
        for pair in carried {
            DelimitedText.append([pair.aKey, pair.bKey, "", "", "", note(pair)], to: &text)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try DelimitedText.write(text, to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw LoadFailure(RunFindings.cannotWrite, "can't write \(path)")
        }
        return path
    }

    /// As for a pair of this run, without the places; and since which run it waits.
    private func note(_ pair: OpenPair) -> String {
        var fields: [String] = []
        do {
            fields = (try JSON.parse(pair.levels).items ?? []).compactMap { item in
                guard let field = item["field"]?.string, let level = item["level"]?.string,
                    let weight = item["weight"]?.number
                else { return nil }
                return "\(field) \(level) \(String(format: "%+.1f", weight))"
            }
        } catch {
            fields = []
        }
        let reason = pair.cause == "score" ? "" : " (\(pair.cause))"
        return String(format: "%.2f", pair.probability) + reason
            + ": \(fields.joined(separator: ", ")); since run \(pair.run)"
    }

    /// `0.62: company same brand +3.1, phone different −2.0; book.客户档案 row 6, legacy.t_customer row 12`.
    private func note(
        _ edge: Matching.MatchEdge,
        _ result: MatchResult,
        _ mapped: MappedEntity
    ) -> String {
        let fields = result.explain.fields(edge.pattern).filter { $0.level >= 0 }.map {
            "\($0.field) \($0.levelName) \(String(format: "%+.1f", $0.weight))"
        }
        let places = [edge.a, edge.b].filter { $0 < mapped.count }.map { mention in
            let place = assembly.sources.place(
                table: Int(mapped.table.lineage.table[mention]),
                row: Int(mapped.table.lineage.row[mention])
            )
            let table = place.table.isEmpty ? place.source : "\(place.source).\(place.table)"
            return "\(table) \(place.locatorKind.rawValue) \(place.rowNumber)"
        }
        let waiting = WaitingReason.text(edge, mergeThreshold: result.model.mergeThreshold)
        let reason = waiting.isEmpty ? "" : " (\(waiting))"
        return String(format: "%.2f", edge.probability) + reason
            + ": \(fields.joined(separator: ", ")); \(places.joined(separator: ", "))"
    }
}
