import CRM
import Normalizing
import Records

/// Cleaning steps and the options of components.
extension PipelineReader {
    func clean(_ node: YAMLNode?, _ entity: Entity) -> [(field: String, steps: [Step])] {
        (node?.entries ?? []).compactMap { entry in
            guard let field = fieldName(entry.key, entity, at: entry.keyLocation) else {
                return nil
            }
            return (field: field, steps: steps(entry.value))
        }
    }

    func steps(_ node: YAMLNode?) -> [Step] { (node?.itemsOrSelf ?? []).compactMap(step) }

    private func step(_ node: YAMLNode) -> Step? {
        if let name = node.filledText {
            return isKnownStep(name, at: node.location) ? Step(name) : nil
        }
        guard let entries = node.entries, entries.count == 1, let entry = entries.first,
            isKnownStep(entry.key, at: entry.keyLocation)
        else { return nil }
        let knownProblemCount = problems.all.count
        if let spec = catalog.step(entry.key) { checkValue(entry, spec) }
        guard !entry.value.isMissing else { return Step(entry.key) }
        let step = Step(entry.key, withPath(entry.value.optionValue, entry.value["file"]))
        if problems.all.count == knownProblemCount { checkUse(of: step, entry) }
        return step
    }

    /// What only the step itself can tell: a pattern that can't be used, a table without the column.
    private func checkUse(of step: Step, _ entry: YAMLNode.Entry) {
        // The key of `hash` is the run's own: lint asks for none.
        let environment = [StepContext.hashKeyVariable: "0123456789abcdef"]
        var problem: OptionError?
        do throws(OptionError) {
            let context = try StepContext.make([step], asOf: "", environment: environment)
            problem = Cleaner.problem(of: step, context: context)
        } catch {
            problem = error
        }
        guard let problem else { return }
        let option = entry.value[problem.option]
        problems.report(
            PipelineFindings.badValue,
            "`\(entry.key)`: \(problem.message)",
            at: option?.location ?? entry.value.location
        )
    }

    /// A step's `file:` is meant as the file that names it means it, and stays in the project.
    private func withPath(_ options: OptionValue, _ file: YAMLNode?) -> OptionValue {
        guard case .map(let pairs) = options, let file, let path = path(file, of: "file") else {
            return options
        }
        return .map(pairs.map { ($0.key, $0.key == "file" ? .text(path) : $0.value) })
    }

    private func isKnownStep(_ name: String, at location: Diagnostic.Location) -> Bool {
        if catalog.step(name) != nil { return true }
        problems.unknown(
            PipelineFindings.unknownStep,
            "unknown step `\(name.cut)`",
            name,
            at: location,
            among: catalog.steps.map(\.name),
            owner: "`clean`"
        )
        return false
    }

    /// The value of `{phone: CN}`: the options as a map, or the primary option alone.
    private func checkValue(_ entry: YAMLNode.Entry, _ spec: ComponentSpec) {
        let primary = spec.options.first { $0.isPrimary }
        if let entries = entry.value.entries {
            let hasOptions = entries.allSatisfy { option in
                spec.options.contains { $0.name == option.key }
            }
            if let primary, primary.kind == .map, !hasOptions || entries.isEmpty { return }
            return checkOptions(entries, spec, "step")
        }
        if entry.value.isMissing { return }
        guard let primary else {
            let names = spec.options.map(\.name)
            return problems.report(
                PipelineFindings.wrongShape,
                names.isEmpty
                    ? "the step `\(spec.name)` takes no options"
                    : "the step `\(spec.name)` takes a map of options",
                at: entry.value.location,
                hint: "for example `\(spec.example)`"
            )
        }
        checkOption(entry.value, primary, of: spec)
    }

    func checkOptions(
        _ entries: [YAMLNode.Entry],
        _ spec: ComponentSpec,
        _ title: String,
        shared: [OptionSpec] = [],
        also others: [String] = []
    ) {
        let options = spec.options + shared
        let names = options.map(\.name) + others
        for entry in entries {
            if let option = options.first(where: { $0.name == entry.key }) {
                checkOption(entry.value, option, of: spec)
                continue
            }
            problems.unknown(
                PipelineFindings.unknownOption,
                "unknown option `\(entry.key.cut)` for \(title) `\(spec.name)`",
                entry.key,
                at: entry.keyLocation,
                among: names,
                owner: "`\(spec.name)`"
            )
        }
    }

    private func checkOption(_ node: YAMLNode, _ option: OptionSpec, of spec: ComponentSpec) {
        if node.isMissing || option.takes(node) { return }
        problems.report(
            PipelineFindings.badValue,
            "`\(option.name)` of `\(spec.name)` must be \(option.formName), not "
                + (node.text.map { "`\($0.cut)`" } ?? node.kindName),
            at: node.location,
            hint: option.suggestion(node, problems)
        )
    }
}

extension OptionSpec {
    func takes(_ node: YAMLNode) -> Bool {
        if let text = node.text, text.contains("${") { return true }
        switch kind {
        case .text: return node.text != nil
        case .integer: return node.text.map { Int($0) != nil } ?? false
        case .boolean: return node.text.map { $0 == "true" || $0 == "false" } ?? false
        case .share:
            return node.text.map { Limit($0) != nil || Shape.probability($0) != nil } ?? false
        case .list: return node.entries == nil
        case .map: return node.entries != nil
        case .choice(let choices): return node.text.map(choices.contains) ?? false
        }
    }

    var formName: String {
        switch kind {
        case .text: "a text"
        case .integer: "a whole number"
        case .boolean: "`true` or `false`"
        case .share: "a share (`5%`) or a number"
        case .list: "a list"
        case .map: "a map"
        case .choice(let choices): Shape.choice(choices).scalarName
        }
    }

    fileprivate func suggestion(_ node: YAMLNode, _ problems: Problems) -> String? {
        guard case .choice(let choices) = kind, let text = node.text else { return nil }
        return problems.suggestion(text, among: choices)
    }
}
