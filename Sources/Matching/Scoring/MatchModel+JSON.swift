import Records

/// The stored form of a model (`mig_match_model`).
extension MatchModel {
    private static let version = 2

    package var json: JSON {
        .object([
            ("version", .int(Self.version)), ("prior", .double(prior)),
            ("related", .double(relatedShare)),
            ("merge", .double(mergeThreshold)), ("review", .double(reviewThreshold)),
            ("verdict", .string(verdict)),
            ("precision", estimatedPrecision.map(JSON.double) ?? .null),
            ("recall", estimatedRecall.map(JSON.double) ?? .null),
            (
                "fields",
                .array(
                    fields.map { field in
                        .object([
                            ("name", .string(field.name)),
                            ("comparator", .string(field.comparator)),
                            ("match", .array(field.match.map(JSON.double))),
                            ("other", .array(field.other.map(JSON.double))),
                            ("related", .array(field.related.map(JSON.double))),
                        ])
                    }
                )
            ),
        ])
    }

    /// nil when the text is of another version or no model.
    package init?(_ json: JSON) {
        guard json["version"]?.number == Double(Self.version), let prior = json["prior"]?.number,
            prior > 0, prior < 1, let related = json["related"]?.number, related >= 0,
            related < 1, let items = json["fields"]?.items,
            let merge = json["merge"]?.number, let review = json["review"]?.number
        else { return nil }
        var fields: [FieldModel] = []
        for item in items {
            guard let name = item["name"]?.string, let comparator = item["comparator"]?.string,
                let match = item["match"]?.items?.compactMap(\.number),
                let other = item["other"]?.items?.compactMap(\.number), match.count == other.count,
                let related = item["related"]?.items?.compactMap(\.number),
                match.count == related.count
            else { return nil }
            fields.append(
                FieldModel(
                    name: name,
                    comparator: comparator,
                    match: match,
                    other: other,
                    related: related
                )
            )
        }
        self.init(fields: fields, prior: prior)
        relatedShare = related
        mergeThreshold = merge
        reviewThreshold = review
        verdict = json["verdict"]?.string ?? ""
        estimatedPrecision = json["precision"]?.number
        estimatedRecall = json["recall"]?.number
    }
}
