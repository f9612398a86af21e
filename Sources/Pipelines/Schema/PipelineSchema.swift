import CRM
import Records

/// The JSON Schema (draft 2020-12) of pipeline files, made of the vocabulary, the catalog and the
/// CRM model: editors complete keys, fields, steps and options from it.
///
/// Scalars stay text in pipelines, so a text may be a number or boolean to an editor. A part is
/// checked by `#/$defs/part`. Fields and entities that a pipeline declares itself are let through;
/// `sluice lint` knows them.
package enum PipelineSchema {
    /// Pretty and stable: the same catalog gives the same bytes.
    package static func json(_ catalog: PipelineCatalog) -> String {
        let writer = SchemaWriter(catalog: catalog)
        let root: [(String, JSON)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string("a sluice pipeline")),
            ("$ref", .string("#/$defs/pipeline")),
            ("$defs", .object(writer.definitions)),
        ]
        return JSON.object(root).text(pretty: true) + "\n"
    }
}

private struct SchemaWriter {
    let catalog: PipelineCatalog

    /// Sections whose keys depend on the entity that they stand under.
    private static let entitySections: Set<Section.Name> = [
        .entity, .mapping, .match, .survive, .rule,
    ]

    var definitions: [(String, JSON)] {
        var definitions: [(String, JSON)] = []
        for section in Vocabulary.sections {
            definitions.append((section.name.rawValue, schema(section, nil)))
            guard Self.entitySections.contains(section.name) else { continue }
            for entity in catalog.model.entities {
                definitions.append(
                    ("\(section.name.rawValue).\(entity.name)", schema(section, entity))
                )
            }
        }
        definitions += Self.scalars.map { ($0.name, $0.schema) }
        for case .shared(let name, let shape) in Vocabulary.shared {
            definitions.append((name, schema(shape, nil)))
        }
        definitions.append(("step", step))
        definitions.append(("source", source))
        return definitions
    }

    private func schema(_ section: Section, _ entity: Entity?) -> JSON {
        var properties = section.keys.map { key in
            (key.name, described(schema(key.shape, entity), key.summary))
        }
        var others = JSON.bool(false)
        if let (kind, shape) = section.others {
            others = schema(shape, entity)
            properties += names(kind, shape, entity)
        }
        var pairs: [(String, JSON)] = [
            ("title", .string(section.title)), ("type", .string("object")),
            ("properties", .object(properties)), ("additionalProperties", others),
        ]
        let required = section.keys.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { pairs.append(("required", .array(required))) }
        if !section.exactlyOne.isEmpty {
            let choices = section.exactlyOne.map { name in
                JSON.object([("required", .array([.string(name)]))])
            }
            pairs.append(("oneOf", .array(choices)))
        }
        return .object(pairs)
    }

    private func described(_ schema: JSON, _ summary: String) -> JSON {
        guard case .object(let pairs) = schema else { return schema }
        return .object([("description", .string(summary))] + pairs)
    }

    private func reference(_ name: Section.Name, _ entity: Entity?) -> JSON {
        guard let entity, Self.entitySections.contains(name),
            catalog.model.entity(entity.name) != nil
        else { return .object([("$ref", .string("#/$defs/\(name.rawValue)"))]) }
        return .object([("$ref", .string("#/$defs/\(name.rawValue).\(entity.name)"))])
    }

    private func schema(_ shape: Shape, _ entity: Entity?) -> JSON {
        switch shape {
        case .section(let name): reference(name, entity)
        case .named(let kind, let value):
            .object([
                ("type", .string("object")),
                ("properties", .object(names(kind, value, entity))),
                (
                    "additionalProperties",
                    kind == .report ? .bool(false) : schema(value, entity)
                ),
            ])
        case .list(let item): list(schema(item, entity))
        case .oneOrMore(let item): either([schema(item, entity), list(schema(item, entity))])
        case .either(let shapes): either(shapes.map { schema($0, entity) })
        case .texts: Self.defined("texts")
        case .keys: list(Self.defined("texts"))
        case .shared(let name, _): Self.defined(name)
        case .step: Self.defined("step")
        case .source: Self.defined("source")
        case .any: .object([])
        default: SchemaWriter.scalar(shape)
        }
    }

    /// The names of a kind that are known, each with the schema of its value.
    private func names(_ kind: NameKind, _ value: Shape, _ entity: Entity?) -> [(String, JSON)] {
        switch kind {
        case .entity:
            catalog.model.entities.map { ($0.name, described(schema(value, $0), $0.labelZh)) }
        case .field:
            (entity?.fields ?? []).map { ($0.name, described(schema(value, entity), $0.labelZh)) }
        case .link: (entity?.links ?? []).map { ($0.name, schema(value, entity)) }
        case .gate: catalog.gateNames(catalog.model).map { ($0, schema(value, nil)) }
        case .report:
            catalog.reportFormats.map { ($0.name, described(schema(value, nil), $0.summary)) }
        default: []
        }
    }

    private func list(_ item: JSON) -> JSON {
        .object([("type", .string("array")), ("items", item)])
    }

    fileprivate static func defined(_ name: String) -> JSON {
        .object([("$ref", .string("#/$defs/\(name)"))])
    }

    private func either(_ choices: [JSON]) -> JSON { .object([("anyOf", .array(choices))]) }
}

extension SchemaWriter {
    fileprivate static let text = defined("text")

    /// Scalars that stand in many places, defined once.
    fileprivate static let scalars: [(name: String, schema: JSON)] = [
        (
            "text",
            .object([("type", .array(["string", "number", "boolean", "null"].map(JSON.string)))])
        ),
        ("texts", either(text, .object([("type", .string("array")), ("items", text)]))),
        (
            "limit",
            either(integer, pattern("^[0-9]+([.][0-9]{1,3})?%$|^[0-9]+$"), variable)
        ),
    ]

    fileprivate static func scalar(_ shape: Shape) -> JSON {
        switch shape {
        case .path: .object([("type", .string("string")), ("minLength", .int(1))])
        case .expression: .object([("type", .string("string"))])
        case .integer: either(integer, variable)
        case .limit: defined("limit")
        case .percent: either(pattern("^(100|[0-9]{1,2})%$"), variable)
        case .probability: either(probability, variable)
        case .threshold: either(.object([("const", .string("auto"))]), probability, variable)
        case .age: either(pattern("^[0-9]+ (day|week|month|year)s?$"), variable)
        case .choice(let choices):
            .object([("enum", .array(choices.map(JSON.string) + choices.compactMap(number)))])
        default: text
        }
    }

    private static let integer = JSON.object([("type", .string("integer")), ("minimum", .int(0))])
    private static let probability = JSON.object([
        ("type", .string("number")), ("minimum", .int(0)), ("maximum", .int(1)),
    ])
    private static let variable = pattern("[$][{]")

    private static func pattern(_ text: String) -> JSON {
        .object([("type", .string("string")), ("pattern", .string(text))])
    }

    private static func either(_ choices: JSON...) -> JSON { .object([("anyOf", .array(choices))]) }

    private static func number(_ text: String) -> JSON? { Int(text).map(JSON.int) }
}

extension SchemaWriter {
    /// A bare name, or a map of one step.
    fileprivate var step: JSON {
        let names = catalog.steps.map { JSON.string($0.name) }
        let properties = catalog.steps.map { spec in
            (spec.name, described(value(of: spec), spec.summary))
        }
        return .object([
            ("title", .string("a step")),
            (
                "anyOf",
                .array([
                    .object([("enum", .array(names))]),
                    .object([
                        ("type", .string("object")), ("minProperties", .int(1)),
                        ("maxProperties", .int(1)), ("properties", .object(properties)),
                        ("additionalProperties", .bool(false)),
                    ]),
                ])
            ),
        ])
    }

    private func value(of spec: ComponentSpec) -> JSON {
        var choices = spec.options.filter(\.isPrimary).map(schema)
        choices.append(
            .object([
                ("type", .array([.string("object"), .string("null")])),
                ("properties", .object(spec.options.map { ($0.name, schema($0)) })),
                ("additionalProperties", .bool(false)),
            ])
        )
        return .object([("anyOf", .array(choices))])
    }

    private func schema(_ option: OptionSpec) -> JSON {
        let schema: JSON
        switch option.kind {
        case .text: schema = Self.text
        case .integer: schema = Self.scalar(.integer)
        case .boolean: schema = .object([("type", .string("boolean"))])
        case .share: schema = Self.text
        case .list: schema = self.schema(.texts, nil)
        case .map: schema = .object([("type", .string("object"))])
        case .choice(let choices): schema = Self.scalar(.choice(choices))
        }
        let standard = option.standard.map { "; `\($0)` when left out" } ?? ""
        return described(schema, option.summary + standard)
    }

    /// One importer's name with a path, and that importer's options.
    fileprivate var source: JSON {
        let choices = catalog.sourceFormats.map { spec -> JSON in
            let path = described(Self.scalar(.path), spec.summary)
            let options = (spec.options + catalog.sourceOptions).map { ($0.name, schema($0)) }
            let onBroken = Self.scalar(.choice(SourceSpec.OnBroken.allCases.map(\.rawValue)))
            return .object([
                ("type", .string("object")),
                (
                    "properties",
                    .object([(spec.name, path)] + options + [("on_broken", onBroken)])
                ),
                ("required", .array([.string(spec.name)])),
                ("additionalProperties", .bool(false)),
            ])
        }
        return .object([("title", .string("a source")), ("anyOf", .array(choices))])
    }
}
