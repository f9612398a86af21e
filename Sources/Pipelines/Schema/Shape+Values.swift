import Records

/// Which scalars a shape takes, and what it is called in messages.
extension Shape {
    var isKeys: Bool { if case .keys = self { true } else { false } }

    var isScalar: Bool {
        switch self {
        case .text, .texts, .path, .integer, .limit, .percent, .threshold, .probability, .age,
            .expression, .choice:
            true
        default: false
        }
    }

    /// Whether the node has the form of the shape: scalar, list or map.
    func fits(_ node: YAMLNode) -> Bool {
        switch self {
        case .section, .named, .source: node.entries != nil
        case .list: node.items != nil
        case .texts, .keys: node.entries == nil
        case .oneOrMore, .any, .step: true
        case .either(let shapes): shapes.contains { $0.fits(node) }
        case .shared(_, let shape): shape.fits(node)
        default: node.text != nil
        }
    }

    func takes(_ text: String) -> Bool {
        switch self {
        case .integer: Int(text).map { $0 >= 0 } ?? false
        case .limit: Limit(text) != nil
        case .percent: Shape.percent(text) != nil
        case .threshold: text == "auto" || Shape.probability(text) != nil
        case .probability: Shape.probability(text) != nil
        case .age: Age(text) != nil
        case .choice(let choices): choices.contains(text)
        case .path: !text.isEmpty && !text.unicodeScalars.contains("\0")
        default: true
        }
    }

    /// What a scalar of the shape is, for messages.
    var scalarName: String {
        switch self {
        case .integer: "a whole number"
        case .limit: "a share (`5%`) or a number (`10`)"
        case .percent: "a share such as `80%`"
        case .threshold: "`auto` or a probability between 0 and 1"
        case .probability: "a probability between 0 and 1"
        case .age: "an age such as `24 months` or `90 days`"
        case .expression: "an expression such as `\"is_del = '1'\"`"
        case .path: "a path"
        case .choice(let choices): choices.map { "`\($0)`" }.joined(separator: ", ").lastOr
        default: "a text"
        }
    }

    /// What the form of the shape is, for messages.
    var formName: String {
        switch self {
        case .section, .named, .source: "a map"
        case .list: "a list"
        case .choice: scalarName
        default: isScalar ? scalarName : "a text, list or map"
        }
    }

    static func percent(_ text: String) -> Int? {
        guard text.hasSuffix("%"), let value = Int(text.dropLast()), 0...100 ~= value else {
            return nil
        }
        return value
    }

    static func probability(_ text: String) -> Double? {
        guard let value = Double(text), value >= 0, value <= 1 else { return nil }
        return value
    }
}

/// `24 months`, `2 years`, `90 days`, `6 weeks`.
struct Age: Equatable {
    var months = 0
    var days = 0

    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, let number = Int(words[0]), 0...100_000 ~= number else {
            return nil
        }
        switch words[1] {
        case "day", "days": days = number
        case "week", "weeks": days = number * 7
        case "month", "months": months = number
        case "year", "years": months = number * 12
        default: return nil
        }
    }
}

extension String {
    /// At most 40 scalars, for messages.
    var cut: String {
        let scalars = unicodeScalars
        return scalars.count <= 40
            ? self : String(String.UnicodeScalarView(scalars.prefix(39))) + "…"
    }

    func onlyIf(_ condition: Bool) -> String? { condition ? self : nil }

    /// `a, b, c` → `a, b or c`.
    fileprivate var lastOr: String {
        guard let range = ranges(of: ", ").last else { return self }
        return self[..<range.lowerBound] + " or " + self[range.upperBound...]
    }
}

extension Array where Element: Hashable {
    /// The elements in order, each once.
    func unique() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
