import CRM
import Records

/// Makes the typed pipeline of nodes whose keys and forms were checked.
///
/// What was reported there is skipped in silence here; names that mean nothing are reported.
struct PipelineReader {
    let problems: Problems
    let catalog: PipelineCatalog
    let root: ProjectRoot
    /// With the custom entities and fields, once they are read.
    var model: CRMModel
    var sourceNames: [String] = []
    /// Whether a part is read: it may name sources that the pipeline doesn't have.
    var isReadingPart = false

    init(problems: Problems, catalog: PipelineCatalog, root: ProjectRoot) {
        self.problems = problems
        self.catalog = catalog
        self.root = root
        model = catalog.model
    }

    mutating func read(_ node: YAMLNode, path: String, parts: [PipelinePart]) -> Pipeline {
        let fileName = path.split(separator: "/").last.map(String.init) ?? path
        let standardName = fileName.split(separator: ".").first.map(String.init) ?? fileName
        declareCustoms(node["entities"])
        for part in parts { declareCustoms(part.node["entities"]) }
        var pipeline = Pipeline(
            path: path,
            name: node["name"]?.filledText ?? standardName,
            model: model
        )
        pipeline.sources = sources(node["sources"])
        // Names of sources with mistakes count too: their tables are not reported again.
        sourceNames = (node["sources"]?.entries ?? []).map(\.key)
        let entries = node["entities"]?.entries ?? []
        pipeline.entities = entries.compactMap { entity($0) }
        apply(parts, to: &pipeline)
        checkRuleIDs(pipeline.entities)
        pipeline.gates = gates(node["gates"])
        pipeline.target = target(node["target"])
        pipeline.baseline = baseline(node["baseline"])
        pipeline.reports = reports(node["reports"])
        pipeline.testCases = tests(node["tests"], of: pipeline.entities)
        pipeline.tests = pipeline.testCases.map(\.name)
        checkLoadsSomething(pipeline, node)
        return pipeline
    }

    private func entity(_ entry: YAMLNode.Entry) -> EntitySpec? {
        guard let entity = entity(named: entry.key, at: entry.keyLocation) else { return nil }
        var spec = EntitySpec(name: entry.key, location: entry.keyLocation)
        let node = entry.value
        spec.key = node["key"].map { keyParts($0, entity) } ?? []
        spec.from = (node["from"]?.entries ?? []).flatMap { mappings($0, entity) }
        spec.clean = clean(node["clean"], entity)
        spec.links = links(node["link"], entity, from: spec.from)
        spec.match = node["match"].flatMap { match($0, entity) }
        spec.rules = rules(node["rules"], entity)
        return spec
    }

    private func keyParts(_ node: YAMLNode, _ entity: Entity) -> [String] {
        node.itemsOrSelf.compactMap { item in
            guard let text = item.filledText else { return nil }
            if text == "source" { return text }
            return fieldName(text, entity, at: item.location)
        }
    }

    func entity(named name: String, at location: Diagnostic.Location) -> Entity? {
        if let entity = model.entity(name) { return entity }
        problems.unknown(
            PipelineFindings.unknownEntity,
            "unknown entity `\(name.cut)`",
            name,
            at: location,
            among: model.entities.map(\.name),
            owner: "the CRM model"
        )
        return nil
    }

    /// What parts say about an entity holds where the pipeline itself says nothing.
    private mutating func apply(_ parts: [PipelinePart], to pipeline: inout Pipeline) {
        for part in parts {
            for entry in part.node["entities"]?.entries ?? [] { addTables(entry, to: &pipeline) }
            for entry in part.node["clean"]?.entries ?? [] {
                guard let entity = entity(named: entry.key, at: entry.keyLocation) else { continue }
                change(entry, in: &pipeline) { spec in
                    let known = Set(spec.clean.map(\.field))
                    spec.clean += clean(entry.value, entity).filter { !known.contains($0.field) }
                }
            }
            for entry in part.node["match"]?.entries ?? [] {
                guard let entity = entity(named: entry.key, at: entry.keyLocation) else { continue }
                let match = match(entry.value, entity)
                change(entry, in: &pipeline) { $0.match = $0.match ?? match }
            }
            for entry in part.node["rules"]?.entries ?? [] {
                guard let entity = entity(named: entry.key, at: entry.keyLocation) else { continue }
                let rules = rules(entry.value, entity)
                let path = pipeline.path
                change(entry, in: &pipeline) { spec in
                    let own = Set(spec.rules.filter { $0.stands(in: path) }.map(\.id))
                    spec.rules += rules.filter { !own.contains($0.id) }
                }
            }
        }
    }

    /// The tables of a part, for the sources that the pipeline declares; its own mapping of a table
    /// takes the place of the part's.
    private mutating func addTables(_ entry: YAMLNode.Entry, to pipeline: inout Pipeline) {
        isReadingPart = true
        defer { isReadingPart = false }
        guard let part = entity(entry), !part.from.isEmpty else { return }
        change(entry, in: &pipeline) { spec in
            let own = Set(spec.from.map(\.key))
            let added = part.from.filter { !own.contains($0.key) }
            spec.from += added.map { mapping in
                var mapping = mapping
                mapping.isOptional = true
                return mapping
            }
            spec.links += part.links.filter { link in
                added.contains { $0.source == link.source && $0.table == link.table }
            }
            if spec.key.isEmpty { spec.key = part.key }
            let known = Set(spec.clean.map(\.field))
            spec.clean += part.clean.filter { !known.contains($0.field) }
            spec.match = spec.match ?? part.match
            let ids = Set(spec.rules.map(\.id))
            spec.rules += part.rules.filter { !ids.contains($0.id) }
        }
    }

    private func change(
        _ entry: YAMLNode.Entry,
        in pipeline: inout Pipeline,
        _ body: (inout EntitySpec) -> Void
    ) {
        if let index = pipeline.entities.firstIndex(where: { $0.name == entry.key }) {
            return body(&pipeline.entities[index])
        }
        var spec = EntitySpec(name: entry.key, location: entry.keyLocation)
        body(&spec)
        pipeline.entities.append(spec)
    }

    private func checkLoadsSomething(_ pipeline: Pipeline, _ node: YAMLNode) {
        guard pipeline.entities.allSatisfy({ $0.from.isEmpty }), !problems.hasErrors else { return }
        guard let entities = node.entry("entities") else {
            return problems.report(
                PipelineFindings.missingKey,
                "a pipeline needs `entities`, of its own or of a part",
                at: node.location,
                hint: "`entities` is what is made of the sources' tables"
            )
        }
        guard entities.value.entries != nil else { return }
        problems.report(
            PipelineFindings.nothingLoaded,
            "no entity is made of any table",
            at: entities.keyLocation
        )
    }
}

extension YAMLNode {
    /// The text of a scalar that holds one.
    var filledText: String? {
        guard let text, !text.isEmpty, !isMissing else { return nil }
        return text
    }

    /// The texts of a list, or the one text.
    var texts: [String] { itemsOrSelf.compactMap(\.filledText) }
}
