import Records

/// Match models of several entities in a form that people read and edit.
///
///     {"sluice_match_models": 1, "entities": {"account": {"prior": 0.0008, "merge": 0.99, …,
///       "fields": [{"name": "phone", "comparator": "phone_set", "levels": [
///         {"level": "same mobile", "m": 0.7, "u": 1e-05, "related": 0.2, "weight": 16.1, …}]}]}}}
///
/// `m`, `u`, `related`, `prior`, `related_share`, `merge` and `review` are what a match reads; all
/// else (`weight`, `pairs`, `mentions`, estimates) is for people. Numbers are written in full, so
/// that reading gives the same model.
package struct ModelFile: Sendable, Equatable {
    static let version = 1
    static let versionKey = "sluice_match_models"

    package struct Level: Sendable, Equatable {
        package var name: String
        package var match: Double
        package var other: Double
        package var related: Double
        /// Pairs of the level among those compared; nil when unknown.
        package var pairCount: Int?
    }

    package struct Field: Sendable, Equatable {
        package var name: String
        package var comparator: String
        package var levels: [Level]
    }

    package struct Model: Sendable, Equatable {
        package var entity: String
        package var verdict = ""
        package var mentionCount: Int?
        package var pairCount: Int?
        package var prior: Double
        package var relatedShare: Double
        package var merge: Double
        package var review: Double
        package var estimatedPrecision: Double?
        package var estimatedRecall: Double?
        package var fields: [Field]
    }

    package var models: [Model] = []

    package init() {}

    package func model(of entity: String) -> Model? { models.first { $0.entity == entity } }
}

extension ModelFile {
    /// Adds the model that a match used.
    package mutating func add(_ result: MatchResult, entity: String) {
        let model = result.model
        let counts = Self.levelCounts(result)
        models.append(
            Model(
                entity: entity,
                verdict: model.verdict,
                mentionCount: result.summary.mentionCount,
                pairCount: result.scored.count,
                prior: model.prior,
                relatedShare: model.relatedShare,
                merge: model.mergeThreshold,
                review: model.reviewThreshold,
                estimatedPrecision: model.estimatedPrecision,
                estimatedRecall: model.estimatedRecall,
                fields: model.fields.enumerated().map { index, field in
                    Field(
                        name: field.name,
                        comparator: field.comparator,
                        levels: field.match.indices.map { level in
                            Level(
                                name: result.explain.levelNames[index][level],
                                match: field.match[level],
                                other: field.other[level],
                                related: field.related[level],
                                pairCount: counts[index][level]
                            )
                        }
                    )
                }
            )
        )
    }

    /// By field and level: how many of the compared pairs have it.
    private static func levelCounts(_ result: MatchResult) -> [[Int]] {
        let layout = result.explain.table.layout
        var counts = result.explain.levelNames.map { [Int](repeating: 0, count: $0.count) }
        for (pattern, count) in zip(result.scored.patterns, result.scored.counts) {
            for field in 0..<layout.fieldCount {
                let level = layout.level(field, in: pattern)
                if level >= 0 { counts[field][level] += Int(count) }
            }
        }
        return counts
    }
}

extension ModelFile.Model {
    /// How the model differs from what is compared now.
    package struct Misfit: Error, Sendable, Equatable {
        /// `phone: level "same mobile" is not in the model`.
        package var differences: [String]
    }

    /// The model for these comparisons; fields and levels are found by name.
    package func fitted(to fields: [MatchField]) throws(Misfit) -> MatchModel {
        let compared = fields.prefix(PatternLayout.fieldCount(of: fields))
        var differences: [String] = []
        var fitted: [MatchModel.FieldModel] = []
        for field in compared {
            guard let known = self.fields.first(where: { $0.name == field.name }) else {
                differences.append("\(field.name): compared now, not in the model")
                continue
            }
            differences += Self.differences(known, field)
            let levels = field.comparator.levels.compactMap { level in
                known.levels.first { $0.name == level.name }
            }
            fitted.append(
                MatchModel.FieldModel(
                    name: known.name,
                    comparator: known.comparator,
                    match: levels.map(\.match),
                    other: levels.map(\.other),
                    related: levels.map(\.related)
                )
            )
        }
        let names = Set(compared.map(\.name))
        for field in self.fields where !names.contains(field.name) {
            differences.append("\(field.name): in the model, not compared now")
        }
        if !differences.isEmpty { throw Misfit(differences: differences) }
        var model = MatchModel(fields: fitted, prior: prior)
        model.relatedShare = relatedShare
        model.mergeThreshold = merge
        model.reviewThreshold = review
        // Doubts of the training stay: who gives the model may not know of them.
        let isDoubted = verdict.hasPrefix(MatchModel.notConfident)
        let doubt = isDoubted && !verdict.hasSuffix(Self.given) ? verdict + Self.given : verdict
        model.verdict = isDoubted ? doubt : "given"
        return model
    }

    private static let given = ", given"

    private static func differences(_ known: ModelFile.Field, _ field: MatchField) -> [String] {
        let comparator = type(of: field.comparator).spec.name
        if known.comparator != comparator {
            return ["\(field.name): comparator `\(known.comparator)`, now `\(comparator)`"]
        }
        let names = field.comparator.levels.map(\.name)
        let others = known.levels.map(\.name)
        return names.filter { !others.contains($0) }
            .map { "\(field.name): level `\($0)` is not in the model" }
            + others.filter { !names.contains($0) }
            .map { "\(field.name): level `\($0)` is in the model only" }
    }
}
