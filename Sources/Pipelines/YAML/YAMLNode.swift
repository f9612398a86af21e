import Records

/// A node of a pipeline file with its place; scalars are the text that the file shows.
struct YAMLNode: Sendable {
    /// A key and its value.
    struct Entry: Sendable {
        var key: String
        var keyLocation: Diagnostic.Location
        var value: YAMLNode
    }

    indirect enum Content: Sendable {
        case scalar(String)
        case list([YAMLNode])
        case map([Entry])
    }

    var content: Content
    var location: Diagnostic.Location
    /// Whether a scalar stands without quotes.
    var isPlain = false

    /// Whether the value was left out: `key:` with nothing behind it.
    var isMissing: Bool {
        guard isPlain, case .scalar(let text) = content else { return false }
        return text.isEmpty || text == "~"
    }

    var text: String? { if case .scalar(let text) = content { text } else { nil } }

    var items: [YAMLNode]? { if case .list(let items) = content { items } else { nil } }

    var entries: [Entry]? { if case .map(let entries) = content { entries } else { nil } }

    /// The items of a list; a node that is none is a list of one.
    var itemsOrSelf: [YAMLNode] { items ?? [self] }

    subscript(key: String) -> YAMLNode? { entry(key)?.value }

    func entry(_ key: String) -> Entry? { entries?.first { $0.key == key } }

    /// What the node is, for messages.
    var kindName: String {
        switch content {
        case .scalar: isMissing ? "nothing" : "a text"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The node as options of a component.
    var optionValue: OptionValue {
        switch content {
        case .scalar(let text): .text(text)
        case .list(let items): .list(items.map(\.optionValue))
        case .map(let entries): .map(entries.map { ($0.key, $0.value.optionValue) })
        }
    }

    /// The node in a form where only content counts: comments, quotes and styles are gone.
    var canonical: JSON {
        switch content {
        case .scalar(let text): .string(text)
        case .list(let items): .array(items.map(\.canonical))
        case .map(let entries): .object(entries.map { ($0.key, $0.value.canonical) })
        }
    }
}
