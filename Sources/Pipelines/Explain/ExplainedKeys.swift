import Matching
import Records

/// Which mentions `sluice match --explain` asks for: one key, or two with a comma between them.
package struct ExplainedKeys: Sendable, Equatable {
    package var text: String
    /// Only this entity.
    package var entity: String?

    package init(_ text: String, entity: String? = nil) {
        self.text = text
        self.entity = entity
    }

    /// By entity, what is asked of it: a key may name a mention of several entities.
    func requests(
        _ mapped: [String: MappedEntity],
        order: [String],
        sources: SourceSet
    ) throws(Diagnostic) -> [String: TraceRequest] {
        let names = try entities(order)
        var requests: [String: TraceRequest] = [:]
        var problems: [Diagnostic] = []
        for name in names {
            guard let mapped = mapped[name] else { continue }
            do throws(Diagnostic) {
                requests[name] = try request(KeyIndex(mapped, sources))
            } catch {
                problems.append(error)
            }
        }
        if let first = problems.first, requests.isEmpty {
            // Of several entities, the one that holds at least one of the keys knows best.
            throw problems.max { $0.notes.count < $1.notes.count } ?? first
        }
        return requests
    }

    private func entities(_ order: [String]) throws(Diagnostic) -> [String] {
        guard let entity else { return order }
        if order.contains(entity) { return [entity] }
        let near = DidYouMean.suggest(entity, among: order)
        throw Diagnostic(
            RunFindings.unknownMention,
            "no entity `\(entity)` is matched" + (near.map { ", did you mean `\($0)`?" } ?? "")
        )
    }

    /// Ids may hold commas: the first comma with a known key on both sides parts them.
    private func request(_ index: KeyIndex) throws(Diagnostic) -> TraceRequest {
        if index.mentions(text).count == 1 { return .cluster(index.mentions(text)[0]) }
        let commas = text.indices.filter { text[$0] == "," }
        let splits = commas.map { comma in
            (
                String(text[..<comma]).trimmed,
                String(text[text.index(after: comma)...]).trimmed
            )
        }
        for (a, b) in splits {
            let (x, y) = (index.mentions(a), index.mentions(b))
            guard x.count == 1, y.count == 1 else { continue }
            if x == y {
                throw Diagnostic(RunFindings.unknownMention, "`\(a)` is the same mention twice")
            }
            return .pair(x[0], y[0])
        }
        let asked = splits.first.map { [$0.0, $0.1] } ?? [text]
        throw index.problem(asked)
    }
}

/// The mentions of an entity by key and by id.
private struct KeyIndex {
    private let entity: String
    private let keys: [String]
    private var byKey: [String: Int] = [:]
    private var byID: [String: [Int]] = [:]

    init(_ mapped: MappedEntity, _ sources: SourceSet) {
        entity = mapped.entity.name
        keys = (0..<mapped.count).map { mapped.key($0, sources) }
        for (mention, key) in keys.enumerated() {
            byKey[key] = mention
            let id = mapped.nativeIDs[mention]
            if !id.isEmpty { byID[id, default: []].append(mention) }
        }
    }

    /// The mention of a key, also without `#1`, or all of an id.
    func mentions(_ text: String) -> [Int] {
        if let mention = byKey[text] ?? byKey[text + "#1"] { return [mention] }
        return byID[text] ?? []
    }

    func problem(_ asked: [String]) -> Diagnostic {
        var notes: [String] = []
        let wrong = asked.filter { mentions($0).count != 1 }
        for text in wrong {
            let several = mentions(text)
            if several.count > 1 {
                let shown = several.prefix(5).map { "`\(keys[$0])`" }.joined(separator: ", ")
                notes.append("\(several.count) mentions of \(entity) have this id: \(shown)")
            } else if let near = near(text) {
                notes.append("did you mean `\(near)`?")
            }
        }
        let names = wrong.map { "`\($0)`" }.joined(separator: " and ")
        var problem = Diagnostic(
            RunFindings.unknownMention,
            "\(names): no mention of \(entity), or several"
        )
        problem.notes = notes
        return problem
    }

    /// Only keys that begin or end alike are looked at: there may be a million.
    private func near(_ text: String) -> String? {
        let head = text.prefix(3)
        let tail = text.suffix(4)
        let ids = byID.keys.sorted()
        let candidates = (keys + ids).lazy
            .filter { $0.hasPrefix(head) || $0.hasSuffix(tail) || $0.contains(text) }
        return DidYouMean.suggest(text, among: Array(candidates.prefix(20_000)))
            ?? candidates.first { $0.contains(text) }
    }
}
