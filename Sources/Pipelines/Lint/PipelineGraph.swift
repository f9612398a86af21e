import Records

/// Draws a pipeline as a Mermaid flow chart: sources, tables, entities, links, target.
package enum PipelineGraph {
    /// The same pipeline gives the same text; names are quoted, so that any header is safe.
    package static func mermaid(_ pipeline: Pipeline) -> String {
        var lines = ["flowchart LR"]
        let loaded = pipeline.entities.filter { !$0.from.isEmpty }
        let tables = loaded.flatMap(\.from).map(\.key).unique()
        for (index, source) in pipeline.sources.enumerated() {
            lines.append("    s\(index)[(\(quoted("\(source.name) · \(source.format)")))]")
        }
        for (index, table) in tables.enumerated() {
            lines.append("    t\(index)[\(quoted(table))]")
            let name = table.split(separator: ".", maxSplits: 1).first.map(String.init) ?? table
            guard let source = pipeline.sources.firstIndex(where: { $0.name == name }) else {
                continue
            }
            lines.append("    s\(source) --> t\(index)")
        }
        lines += entityLines(loaded, tables)
        lines += linkLines(loaded, pipeline)
        if let target = pipeline.target {
            let name = target.database.split(separator: "/").last.map(String.init) ?? ""
            lines.append("    target[(\(quoted(name)))]")
            for index in loaded.indices { lines.append("    e\(index) --> target") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func entityLines(_ loaded: [EntitySpec], _ tables: [String]) -> [String] {
        var lines: [String] = []
        for (index, entity) in loaded.enumerated() {
            let rules = entity.rules.isEmpty ? "" : " · \(entity.rules.count) rules"
            lines.append("    e\(index)([\(quoted(entity.name + rules))])")
            for key in entity.from.map(\.key).unique() {
                guard let table = tables.firstIndex(of: key) else { continue }
                lines.append("    t\(table) --> e\(index)")
            }
        }
        return lines
    }

    private static func linkLines(_ loaded: [EntitySpec], _ pipeline: Pipeline) -> [String] {
        var lines: [String] = []
        for (index, entity) in loaded.enumerated() {
            let links = pipeline.model.entity(entity.name)?.links ?? []
            for name in entity.links.map(\.link).unique() {
                guard let parent = links.first(where: { $0.name == name })?.entity,
                    let target = loaded.firstIndex(where: { $0.name == parent })
                else { continue }
                lines.append("    e\(index) -. \(quoted(name)) .-> e\(target)")
            }
        }
        return lines
    }

    /// Mermaid reads `#name;` as a character: quotes and `#` become such names.
    private static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "#quot;"
            case "#": result += "#35;"
            case "\n", "\r": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return "\"\(result)\""
    }
}
