import Records

extension ModelFile {
    /// JSON with a line per level.
    package var text: String {
        let entities = models.map { model in
            let lines = Self.facts(model).map { name, value in
                "      \(JSON.string(name).text()): \(value.text())"
            }
            let fields = model.fields.map(Self.text).joined(separator: ",\n")
            let list = "      \"fields\": [\n\(fields)\n      ]"
            let body = (lines + [list]).joined(separator: ",\n")
            return "    \(JSON.string(model.entity).text()): {\n\(body)\n    }"
        }
        return """
            {
              "\(Self.versionKey)": \(Self.version),
              "entities": {
            \(entities.joined(separator: ",\n"))
              }
            }

            """
    }

    private static func facts(_ model: Model) -> [(String, JSON)] {
        [
            ("verdict", .string(model.verdict)),
            ("mentions", model.mentionCount.map(JSON.int) ?? .null),
            ("pairs", model.pairCount.map(JSON.int) ?? .null),
            ("prior", .double(model.prior)),
            ("related_share", .double(model.relatedShare)),
            ("merge", .double(model.merge)), ("review", .double(model.review)),
            ("estimated_precision", model.estimatedPrecision.map(JSON.double) ?? .null),
            ("estimated_recall", model.estimatedRecall.map(JSON.double) ?? .null),
        ]
    }

    private static func text(_ field: Field) -> String {
        let levels = field.levels.map { "          " + line($0) }.joined(separator: ",\n")
        let name = JSON.string(field.name).text()
        let comparator = JSON.string(field.comparator).text()
        return "        {\"name\": \(name), \"comparator\": \(comparator), \"levels\": [\n"
            + "\(levels)\n        ]}"
    }

    private static func line(_ level: Level) -> String {
        var pairs: [(String, JSON)] = [
            ("level", .string(level.name)), ("m", .double(level.match)),
            ("u", .double(level.other)),
            ("related", .double(level.related)),
            ("weight", .double((weight(level) * 1000).rounded() / 1000)),
        ]
        if let count = level.pairCount { pairs.append(("pairs", .int(count))) }
        let cells = pairs.map { "\(JSON.string($0.0).text()): \($0.1.text())" }
        return "{\(cells.joined(separator: ", "))}"
    }

    /// In bits, before the frequency of a value.
    static func weight(_ level: Level) -> Double {
        let least = 1e-300
        return Logarithm.base2(max(level.match, least) / max(level.other, least))
    }
}
