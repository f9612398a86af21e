import Records

/// Lints the example that a component gives of itself, for the tests of the registries.
package enum SpecExample {
    /// What is wrong with the example of an importer or step; nothing when it lints.
    package static func check(_ spec: ComponentSpec, catalog: PipelineCatalog) -> [Diagnostic] {
        let problems = Problems()
        let root = ProjectRoot(pipeline: "example.yaml", root: nil, allowsOutside: true)
        let reader = PipelineReader(problems: problems, catalog: catalog, root: root)
        let text = YAMLText(file: "example.yaml", problems: problems)
        guard let node = text.read(spec.example) else { return problems.all }
        if spec.stage == .importing {
            let location = node.location
            let entry = YAMLNode.Entry(key: "example", keyLocation: location, value: node)
            ShapeCheck(problems: problems).check(node, .source, of: "the example")
            _ = reader.sources(YAMLNode(content: .map([entry]), location: location))
        } else {
            ShapeCheck(problems: problems).check(node, .step, of: "the example")
            _ = reader.steps(node)
        }
        return problems.all
    }
}
