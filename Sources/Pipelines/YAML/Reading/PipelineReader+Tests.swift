import CRM
import Records

/// `tests:`: rows given and records expected.
extension PipelineReader {
    /// What a test may expect of a record beside its fields.
    static let expectations = ["mentions", "code"]

    func tests(_ node: YAMLNode?, of entities: [EntitySpec]) -> [PipelineTest] {
        let tables = entities.flatMap(\.from).map(\.key).unique()
        return (node?.items ?? []).compactMap { item in
            guard item.entries != nil else { return nil }
            var test = PipelineTest(
                name: item["name"]?.filledText ?? "",
                location: item["name"]?.location ?? item.location
            )
            for entry in item["given"]?.entries ?? [] {
                checkGiven(entry, tables)
                test.given.append((table: entry.key, rows: rows(entry.value)))
            }
            for entry in item["expect"]?.entries ?? [] {
                guard let entity = entity(named: entry.key, at: entry.keyLocation) else { continue }
                test.expected.append((entity: entry.key, records: records(entry.value, entity)))
            }
            return test
        }
    }

    private func checkGiven(_ entry: YAMLNode.Entry, _ tables: [String]) {
        if tables.contains(entry.key) { return }
        problems.unknown(
            PipelineFindings.unknownReference,
            "`given:` names the table `\(entry.key.cut)`, which no entity is made of",
            entry.key,
            at: entry.keyLocation,
            among: tables,
            owner: "`from`"
        )
    }

    private func rows(_ node: YAMLNode) -> [[(column: String, text: String)]] {
        (node.items ?? []).map { row in
            (row.entries ?? []).map { (column: $0.key, text: $0.value.filledText ?? "") }
        }
    }

    private func records(
        _ node: YAMLNode,
        _ entity: Entity
    ) -> [[(field: String, values: [String])]] {
        (node.items ?? []).map { record in
            (record.entries ?? []).compactMap { entry in
                fieldName(
                    entry.key,
                    entity,
                    at: entry.keyLocation,
                    derived: PipelineReader.expectations + entity.links.map(\.name)
                ).map { (field: $0, values: entry.value.texts) }
            }
        }
    }
}
