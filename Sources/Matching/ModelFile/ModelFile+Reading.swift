import Records

extension ModelFile {
    /// Why a text is no file of models, and where in it.
    package struct Problem: Error, Sendable, Equatable {
        /// `entities.account.fields[2].levels[0].m`; `line 3, column 7` of a text that is no JSON.
        package var path: String
        package var message: String
    }

    package init(parsing bytes: [UInt8]) throws(Problem) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON.parse(bytes.span)
        } catch {
            let before = bytes.prefix(error.byteOffset)
            let line = before.count { $0 == 0x0A } + 1
            let column = before.count - (before.lastIndex(of: 0x0A) ?? -1)
            throw Problem(path: "line \(line), column \(column)", message: error.message)
        }
        var file = ModelFile()
        let root = ModelNode(json, "")
        try root.expectKeys([Self.versionKey, "entities"])
        guard json[Self.versionKey]?.number == Double(Self.version) else {
            throw Problem(
                path: Self.versionKey,
                message: "expected \(Self.version): what `sluice match --model` writes"
            )
        }
        for (entity, node) in try root.child("entities").members() {
            file.models.append(try Self.model(entity, node))
        }
        self = file
    }

    private static let modelKeys = [
        "verdict", "mentions", "pairs", "prior", "related_share", "merge", "review",
        "estimated_precision", "estimated_recall", "fields",
    ]

    private static func model(_ entity: String, _ node: ModelNode) throws(Problem) -> Model {
        try node.expectKeys(modelKeys)
        let prior = try node.child("prior")
        let merge = try node.child("merge")
        let review = try node.child("review")
        let model = Model(
            entity: entity,
            verdict: node.json["verdict"]?.string ?? "",
            mentionCount: node.json["mentions"]?.number.flatMap { Int(exactly: $0) },
            pairCount: node.json["pairs"]?.number.flatMap { Int(exactly: $0) },
            prior: try prior.share(),
            relatedShare: try node.child("related_share").share(),
            merge: try merge.share(),
            review: try review.share(),
            estimatedPrecision: node.json["estimated_precision"]?.number,
            estimatedRecall: node.json["estimated_recall"]?.number,
            fields: try fields(try node.child("fields"))
        )
        if model.prior <= 0 || model.prior >= 1 {
            throw prior.problem("expected a number between 0 and 1, not \(prior.shown)")
        }
        if model.relatedShare >= 1 {
            throw try node.child("related_share").problem("expected a number below 1")
        }
        if model.review > model.merge {
            throw review.problem("expected at most `merge`, which is \(merge.shown)")
        }
        return model
    }

    private static func fields(_ node: ModelNode) throws(Problem) -> [Field] {
        var fields: [Field] = []
        for item in try node.elements() {
            try item.expectKeys(["name", "comparator", "levels"])
            let name = try item.child("name").text()
            if fields.contains(where: { $0.name == name }) {
                throw try item.child("name").problem("`\(name)` stands twice")
            }
            let field = Field(
                name: name,
                comparator: try item.child("comparator").text(),
                levels: try levels(try item.child("levels"))
            )
            for (key, shares) in [
                ("m", field.levels.map(\.match)), ("u", field.levels.map(\.other)),
            ]
            where !shares.isEmpty && !shares.contains(where: { $0 > 0 }) {
                throw try item.child("levels").problem("`\(key)` is 0 at all levels")
            }
            fields.append(field)
        }
        return fields
    }

    private static func levels(_ node: ModelNode) throws(Problem) -> [Level] {
        var levels: [Level] = []
        for item in try node.elements() {
            try item.expectKeys(["level", "m", "u", "related", "weight", "pairs"])
            let name = try item.child("level").text()
            if levels.contains(where: { $0.name == name }) {
                throw try item.child("level").problem("`\(name)` stands twice")
            }
            levels.append(
                Level(
                    name: name,
                    match: try item.child("m").share(),
                    other: try item.child("u").share(),
                    related: try item.child("related").share(),
                    pairCount: item.json["pairs"]?.number.flatMap { Int(exactly: $0) }
                )
            )
        }
        return levels
    }
}

/// A value of the file with its path, for messages.
private struct ModelNode {
    let json: JSON
    let path: String

    init(_ json: JSON, _ path: String) {
        self.json = json
        self.path = path
    }

    var shown: String { json.text() }

    func problem(_ message: String) -> ModelFile.Problem {
        ModelFile.Problem(path: path.isEmpty ? "the file" : path, message: message)
    }

    func child(_ key: String) throws(ModelFile.Problem) -> ModelNode {
        guard case .object = json else { throw problem("expected an object") }
        guard let value = json[key] else { throw problem("expected the key `\(key)`") }
        return ModelNode(value, path.isEmpty ? key : "\(path).\(key)")
    }

    func members() throws(ModelFile.Problem) -> [(String, ModelNode)] {
        guard case .object(let pairs) = json else { throw problem("expected an object") }
        return pairs.map { ($0.0, ModelNode($0.1, path.isEmpty ? $0.0 : "\(path).\($0.0)")) }
    }

    func elements() throws(ModelFile.Problem) -> [ModelNode] {
        guard let items = json.items else { throw problem("expected a list") }
        return items.enumerated().map { ModelNode($0.element, "\(path)[\($0.offset)]") }
    }

    func text() throws(ModelFile.Problem) -> String {
        guard let text = json.string, !text.isEmpty else { throw problem("expected a text") }
        return text
    }

    /// A number from 0 to 1.
    func share() throws(ModelFile.Problem) -> Double {
        guard let number = json.number, (0...1).contains(number) else {
            throw problem("expected a number from 0 to 1, not \(shown.prefix(40))")
        }
        return number
    }

    /// No other keys, and none twice.
    func expectKeys(_ known: [String]) throws(ModelFile.Problem) {
        var seen: Set<String> = []
        for (key, node) in try members() {
            if !known.contains(key) {
                let near = DidYouMean.suggest(key, among: known)
                throw node.problem("unknown key" + (near.map { ", did you mean `\($0)`?" } ?? ""))
            }
            if !seen.insert(key).inserted { throw node.problem("stands twice") }
        }
    }
}
