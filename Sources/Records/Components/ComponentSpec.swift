/// The five stages, in the order in which data flows.
package enum Stage: String, Sendable, CaseIterable, Codable {
    case importing, normalizing, matching, validating, loading
}

/// What a component says about itself; `--help`, lint, the JSON Schema, the docs and did-you-mean read it.
package struct ComponentSpec: Sendable {
    /// snake_case; what stands in the YAML.
    package let name: String
    package let stage: Stage
    /// One line, lower case, no full stop.
    package let summary: String
    package let options: [OptionSpec]
    /// The codes it may report.
    package let findings: [FindingCode]
    /// A YAML step or source that lints.
    package let example: String

    package init(
        name: String,
        stage: Stage,
        summary: String,
        options: [OptionSpec] = [],
        findings: [FindingCode] = [],
        example: String
    ) {
        self.name = name
        self.stage = stage
        self.summary = summary
        self.options = options
        self.findings = findings
        self.example = example
    }
}

/// One option of a component.
package struct OptionSpec: Sendable {
    package enum Kind: Sendable, Equatable {
        case text, integer, boolean, share, list, map
        case choice([String])
    }

    package let name: String
    package let kind: Kind
    /// As it would be typed; nil when there is none.
    package let standard: String?
    package let summary: String
    /// Whether the option may stand alone as the step's value: `{phone: CN}`.
    package let isPrimary: Bool

    package init(
        _ name: String,
        _ kind: Kind,
        standard: String? = nil,
        isPrimary: Bool = false,
        _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.isPrimary = isPrimary
        self.summary = summary
    }
}

/// Options as the pipeline file gave them, already checked against the specs: scalars stay text.
package indirect enum OptionValue: Sendable, Equatable {
    case text(String)
    case list([OptionValue])
    case map([(key: String, value: OptionValue)])

    package static func == (a: OptionValue, b: OptionValue) -> Bool {
        switch (a, b) {
        case (.text(let x), .text(let y)): x == y
        case (.list(let x), .list(let y)): x == y
        case (.map(let x), .map(let y)):
            x.count == y.count && zip(x, y).allSatisfy { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }

    package var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The texts of a list; one text stands for a list of one.
    package var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let items): items.compactMap(\.text)
        case .map: []
        }
    }

    package subscript(key: String) -> OptionValue? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.key == key }?.value
    }
}

/// One step of `clean:` or `steps:`, such as `trim` or `{split: ["/", "、"]}`.
package struct Step: Sendable, Equatable {
    package var name: String
    /// The step's value: text, list or map; nil for a bare name.
    package var options: OptionValue?

    package init(_ name: String, _ options: OptionValue? = nil) {
        self.name = name
        self.options = options
    }
}
