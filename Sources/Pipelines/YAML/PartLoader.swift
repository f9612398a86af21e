import Records

/// A part that was read: its file and what stands in it.
struct PipelinePart {
    var file: String
    var node: YAMLNode
}

/// Reads the parts that a pipeline uses, and theirs, each once, in order of first use.
struct PartLoader {
    static let maxDepth = 16

    let problems: Problems
    let substitution: Substitution
    let root: ProjectRoot
    private(set) var loaded: [PipelinePart] = []
    /// The files from the pipeline down to the part being read.
    private var chain: [String] = []

    init(problems: Problems, substitution: Substitution, root: ProjectRoot) {
        self.problems = problems
        self.substitution = substitution
        self.root = root
    }

    mutating func load(_ node: YAMLNode, of file: String) {
        chain.append(ProjectRoot.real(ProjectRoot.absolute(file)))
        defer { chain.removeLast() }
        for use in node["use"]?.items ?? [] {
            guard let name = use.text, !name.isEmpty else { continue }
            loadPart(ProjectRoot.resolve(name, namedBy: file), at: use.location)
        }
    }

    private mutating func loadPart(_ path: String, at location: Diagnostic.Location) {
        let real = ProjectRoot.real(ProjectRoot.absolute(path))
        if let start = chain.firstIndex(of: real) {
            problems.report(
                PipelineFindings.partCycle,
                "the part `\(path)` uses itself",
                at: location,
                notes: [
                    (chain[start...] + [real]).map { root.shown($0) }.joined(separator: " → ")
                ]
            )
            return
        }
        guard !loaded.contains(where: { ProjectRoot.real(ProjectRoot.absolute($0.file)) == real })
        else { return }
        guard root.check(path, at: location, problems) else { return }
        guard chain.count < PartLoader.maxDepth else {
            problems.report(
                PipelineFindings.tooLarge,
                "parts use parts deeper than \(PartLoader.maxDepth) levels",
                at: location
            )
            return
        }
        guard
            let raw = PipelineFile.read(
                path,
                problems,
                failure: PipelineFindings.missingPart,
                at: location
            )
        else { return }
        let node = substitution.apply(raw)
        ShapeCheck(problems: problems).check(node, .section(.part), of: "the part")
        loaded.append(PipelinePart(file: path, node: node))
        load(node, of: path)
    }
}

extension ProjectRoot {
    /// An absolute path relative to the root, for messages.
    func shown(_ path: String) -> String {
        path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    }

    /// Reports a path that leaves the root.
    func check(_ path: String, at location: Diagnostic.Location, _ problems: Problems) -> Bool {
        if contains(path) { return true }
        problems.report(
            PipelineFindings.outsideRoot,
            "the path `\(path)` leaves the project's folder",
            at: location,
            notes: ["the project's root is `\(folder)`"]
        )
        return false
    }
}
