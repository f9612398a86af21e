import Records

/// Sources, target, gates, reports and baseline.
extension PipelineReader {
    func sources(_ node: YAMLNode?) -> [SourceSpec] {
        (node?.entries ?? []).compactMap(source)
    }

    private func source(_ entry: YAMLNode.Entry) -> SourceSpec? {
        guard let options = entry.value.entries else { return nil }
        let formats = catalog.sourceFormats
        guard !entry.key.isEmpty, !entry.key.contains(".") else {
            problems.report(
                PipelineFindings.badValue,
                "a source's name holds no `.`: `source.table` names a table",
                at: entry.keyLocation
            )
            return nil
        }
        let named = options.filter { option in formats.contains { $0.name == option.key } }
        guard let format = named.first, let spec = formats.first(where: { $0.name == format.key })
        else {
            unknownFormat(entry, options, formats)
            return nil
        }
        var source = SourceSpec(
            name: entry.key,
            format: format.key,
            path: "",
            location: entry.keyLocation
        )
        source.path = path(format.value, of: format.key) ?? ""
        let rest = options.filter { $0.key != format.key }
        source.onBroken = onBroken(rest)
        let known = rest.filter { $0.key != "on_broken" }
        checkOptions(
            known,
            spec,
            "importer",
            shared: catalog.sourceOptions,
            also: ["on_broken"]
        )
        source.options = .map(known.map { ($0.key, $0.value.optionValue) })
        return source
    }

    private func unknownFormat(
        _ entry: YAMLNode.Entry,
        _ options: [YAMLNode.Entry],
        _ formats: [ComponentSpec]
    ) {
        let names = formats.map(\.name)
        guard let first = options.first else {
            problems.report(
                PipelineFindings.missingKey,
                "the source `\(entry.key.cut)` names no file",
                at: entry.keyLocation,
                hint: "for example `{csv: customers.csv}`"
            )
            return
        }
        problems.unknown(
            PipelineFindings.unknownFormat,
            "unknown importer `\(first.key.cut)` for the source `\(entry.key.cut)`",
            first.key,
            at: first.keyLocation,
            among: names,
            owner: "a source"
        )
    }

    private func onBroken(_ options: [YAMLNode.Entry]) -> SourceSpec.OnBroken {
        guard let node = options.first(where: { $0.key == "on_broken" })?.value else {
            return .reject
        }
        let choices = SourceSpec.OnBroken.allCases.map(\.rawValue)
        ShapeCheck(problems: problems).check(node, .choice(choices), of: "on_broken")
        return node.text.flatMap(SourceSpec.OnBroken.init) ?? .reject
    }

    /// Resolved against the file that names it; nil after a report.
    func path(_ node: YAMLNode, of key: String) -> String? {
        guard let text = node.text else {
            ShapeCheck(problems: problems).check(node, .path, of: key)
            return nil
        }
        guard !node.isMissing, Shape.path.takes(text) else {
            if node.isMissing { ShapeCheck(problems: problems).check(node, .path, of: key) }
            return nil
        }
        if text.contains("${") { return nil }
        // Standard input.
        if text == "-" { return text }
        let resolved = ProjectRoot.resolve(text, namedBy: node.location.file)
        return root.check(resolved, at: node.location, problems) ? resolved : nil
    }

    func target(_ node: YAMLNode?) -> TargetSpec? {
        guard let node, let database = node["database"],
            let path = path(database, of: "database")
        else { return nil }
        var target = TargetSpec(database: path, location: database.location)
        target.staging = node["staging"].flatMap { self.path($0, of: "staging") }
        target.write = node["write"]?.text.flatMap(TargetSpec.Write.init) ?? .createOrUpdate
        target.blanks = node["blanks"]?.text.flatMap(TargetSpec.Blanks.init) ?? .keep
        return target
    }

    func baseline(_ node: YAMLNode?) -> BaselineSpec? {
        guard let node, let file = node["file"], let path = path(file, of: "file") else {
            return nil
        }
        return BaselineSpec(path: path, failsOnNewOnly: node["fail_on"]?.text != "all")
    }

    func reports(_ node: YAMLNode?) -> [ReportSpec] {
        (node?.entries ?? []).compactMap { entry in
            let formats = catalog.reportFormats.map(\.name)
            guard formats.contains(entry.key) else {
                problems.unknown(
                    PipelineFindings.unknownFormat,
                    "unknown report `\(entry.key.cut)`",
                    entry.key,
                    at: entry.keyLocation,
                    among: formats,
                    owner: "`reports`"
                )
                return nil
            }
            return path(entry.value, of: entry.key).map {
                ReportSpec(format: entry.key, path: $0)
            }
        }
    }
}
