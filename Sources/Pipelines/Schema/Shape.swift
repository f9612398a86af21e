import Records

/// What may stand at a place of the pipeline file.
package indirect enum Shape: Sendable {
    /// Any scalar, kept as it is written.
    case text
    /// One text or a list of texts.
    case texts
    /// A path; relative to the file that names it.
    case path
    case integer
    /// `5%` or `10`.
    case limit
    /// `80%`.
    case percent
    /// `auto`, or 0…1.
    case threshold
    /// 0…1.
    case probability
    /// `24 months`.
    case age
    /// The language of `where:`.
    case expression
    case choice([String])
    /// Keys of that section of the vocabulary.
    case section(Section.Name)
    /// Names of a kind, each with a value of the shape.
    case named(NameKind, Shape)
    case list(Shape)
    /// A list of the shape, or one alone.
    case oneOrMore(Shape)
    /// A list of texts, or of lists of texts that hold together: `[uscc, [name, city]]`.
    case keys
    /// The first whose form fits: text, list or map.
    case either([Shape])
    /// A shape that the JSON Schema defines once, under that name.
    case shared(String, Shape)
    /// A step of a normalizer or of text: `trim`, `{phone: CN}`.
    case step
    /// `{xlsx: path, sheet: …}`: one key is an importer, the others are its options.
    case source
    /// Anything at all: a component checks it.
    case any
}

/// What the keys of a map name.
package enum NameKind: String, Sendable, CaseIterable {
    case variable, source, entity, table, field, link, gate, report, column, customField
}

/// One key of the pipeline file.
package struct Key: Sendable {
    package let name: String
    package let shape: Shape
    package let isRequired: Bool
    /// One line, lower case, no full stop.
    package let summary: String

    package init(_ name: String, _ shape: Shape, isRequired: Bool = false, _ summary: String) {
        self.name = name
        self.shape = shape
        self.isRequired = isRequired
        self.summary = summary
    }
}

/// The keys that may stand together in one map.
package struct Section: Sendable {
    package enum Name: String, Sendable, CaseIterable {
        case pipeline, part, entity, mapping, value, cellParts = "cell_parts", skip
        case nameLink = "name_link", match, survive, preference, rule, complete, range,
            customField = "custom_field"
        case gate, target, baseline, test
    }

    package let name: Name
    /// What the map is, for messages: `a rule`.
    package let title: String
    package let keys: [Key]
    /// What keys beyond those listed name, and the shape of their values.
    package let others: (kind: NameKind, shape: Shape)?
    /// Of these keys exactly one must stand.
    package let exactlyOne: [String]

    package init(
        _ name: Name,
        _ title: String,
        _ keys: [Key],
        others: (kind: NameKind, shape: Shape)? = nil,
        exactlyOne: [String] = []
    ) {
        self.name = name
        self.title = title
        self.keys = keys
        self.others = others
        self.exactlyOne = exactlyOne
    }

    package func key(_ name: String) -> Key? { keys.first { $0.name == name } }
}
