import CRM
import Matching
import Records

/// A match that was asked to be told in full, with what people call its mentions.
package struct MatchExplanation: Sendable {
    package struct Mention: Sendable {
        /// `source:table:key#part`.
        package var key: String
        /// `book.客户档案 row 86`.
        package var place: String
        /// `A12`, as `--clusters` writes it.
        package var cluster: String
        /// The value that people know the record by; nil when it has none.
        package var name: PairTrace.TracedValue?
    }

    package var entity: String
    package var verdict: String
    package var trace: MatchTrace
    /// By mention: those that the trace names.
    package var mentions: [Int: Mention]
    let explain: Explanation
    /// By field: how its values are masked.
    let types: [String: FieldType]
    /// Fields whose values may tell of one person though their type doesn't.
    let personal: Set<String>
    /// Fields that hold numbers of ID or bank cards.
    let sensitive: Set<String>

    /// The levels and weights behind a link, the strongest first, for one line.
    func evidence(_ edge: MatchEdge) -> [Explanation.FieldWeight] {
        explain.fields(edge.pattern).filter { $0.level >= 0 }
            .sorted { abs($0.weight) > abs($1.weight) }
    }

    func mention(_ index: Int) -> Mention {
        mentions[index] ?? Mention(key: "#\(index)", place: "", cluster: "", name: nil)
    }
}

/// Gathers explanations from what a match left.
struct MatchExplaining {
    let sources: SourceSet
    let mapped: [String: MappedEntity]
    let matched: [String: MatchedEntity]
    let pipeline: Pipeline

    func explanation(_ name: String) -> MatchExplanation? {
        guard let mapped = mapped[name], let result = matched[name]?.result,
            var trace = result.trace
        else { return nil }
        if case .pair(var pair) = trace {
            addAccounts(to: &pair, mapped)
            trace = .pair(pair)
        }
        var mentions: [Int: MatchExplanation.Mention] = [:]
        for index in Self.mentions(of: trace) {
            mentions[index] = mention(index, mapped, result)
        }
        return MatchExplanation(
            entity: name,
            verdict: result.model.verdict,
            trace: trace,
            mentions: mentions,
            explain: result.explain,
            types: types(mapped.entity),
            personal: Set(mapped.entity.fields.map(\.name).filter(mapped.entity.isPersonal)),
            sensitive: sensitive(name)
        )
    }

    private static func mentions(of trace: MatchTrace) -> Set<Int> {
        switch trace {
        case .pair(let pair):
            var edges = pair.queuedInstead.map { [$0] } ?? []
            if case .joined(let path) = pair.ending { edges += path }
            return Set([pair.a, pair.b] + edges.flatMap { [$0.a, $0.b] })
        case .cluster(let cluster):
            let edges = cluster.refused + cluster.queued
            return Set(cluster.members + [cluster.mention] + edges.flatMap { [$0.a, $0.b] })
        }
    }

    private func mention(
        _ index: Int,
        _ mapped: MappedEntity,
        _ result: MatchResult
    ) -> MatchExplanation.Mention {
        let prefix =
            mapped.entity.codePrefix.isEmpty ? mapped.entity.name : mapped.entity.codePrefix
        let place = sources.place(
            table: Int(mapped.table.lineage.table[index]),
            row: Int(mapped.table.lineage.row[index])
        )
        let table = place.table.isEmpty ? place.source : "\(place.source).\(place.table)"
        return MatchExplanation.Mention(
            key: mapped.key(index, sources),
            place: "\(table) \(place.locatorKind.rawValue) \(place.rowNumber)",
            cluster: "\(prefix)\(result.clusters.clusterOf[index] + 1)",
            name: name(index, mapped)
        )
    }

    /// The first filled name, or else the first filled field that is compared.
    private func name(_ index: Int, _ mapped: MappedEntity) -> PairTrace.TracedValue? {
        let named = mapped.table.columns.filter { ["name", "full_name"].contains($0.field) }
        for column in named + mapped.table.columns {
            guard let outcome = column.outcomeIndices(ofMention: index).first else { continue }
            let value = column.outcomes[outcome]
            let text = column.values.string(value.value != 0 ? value.value : value.raw)
            if !text.isEmpty { return PairTrace.TracedValue(field: column.field, text: text) }
        }
        return nil
    }

    /// The line that compares accounts has no column of its own: it shows the accounts' names.
    private func addAccounts(to pair: inout PairTrace, _ contacts: MappedEntity) {
        guard let link = contacts.table.link("account"), let accounts = mapped["account"],
            let index = pair.lines.firstIndex(where: { $0.field == "account" })
        else { return }
        let shown = { (mention: Int) -> [PairTrace.TracedValue] in
            let parent = Int(link.parent[mention])
            guard parent >= 0, let name = name(parent, accounts) else { return [] }
            return [PairTrace.TracedValue(field: Self.accountName, text: name.text)]
        }
        pair.lines[index].a.values = shown(pair.a)
        pair.lines[index].b.values = shown(pair.b)
    }

    private static let accountName = "account.name"

    private func types(_ entity: Entity) -> [String: FieldType] {
        var types: [String: FieldType] = [
            "full_name": .personName, "phone": .phone, "email": .email,
            Self.accountName: .companyName,
        ]
        for field in entity.fields { types[field.name] = field.type }
        return types
    }

    private func sensitive(_ entity: String) -> Set<String> {
        let clean = pipeline.entities.first { $0.name == entity }?.clean ?? []
        return Set(
            clean.filter { SourceMasks.policy($0.steps) == .whole }
                .map { String($0.field.prefix { $0 != "@" }) }
        )
    }
}
