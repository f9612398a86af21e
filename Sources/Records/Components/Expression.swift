/// The one expression language of pipelines: `where: "is_del = '1' and tel is blank"`.
///
/// Names are column headers (in `skip:`) or fields (in rules); values are texts. Comparisons by
/// `<` and `>` are numeric when both sides are numbers, else by text (ISO dates sort as text).
package indirect enum Expression: Sendable, Equatable {
    case compare(name: String, Comparison, value: String)
    case isBlank(name: String)
    case isIn(name: String, values: [String])
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)

    package enum Comparison: String, Sendable, CaseIterable {
        case equal = "=", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">"
        case greaterOrEqual = ">="
        case contains, matches = "starts with"
    }

    /// All names that the expression mentions, in order.
    package var names: [String] {
        switch self {
        case .compare(let name, _, _), .isBlank(let name), .isIn(let name, _): [name]
        case .not(let inner): inner.names
        case .and(let a, let b), .or(let a, let b): a.names + b.names
        }
    }

    /// The truth of the expression; `value` gives the text of a name, empty when blank.
    package func holds(_ value: (String) -> String) -> Bool {
        switch self {
        case .compare(let name, let comparison, let other):
            Expression.compare(value(name), comparison, other)
        case .isBlank(let name): value(name).allSatisfy(\.isWhitespace)
        case .isIn(let name, let values): values.contains(value(name))
        case .not(let inner): !inner.holds(value)
        case .and(let a, let b): a.holds(value) && b.holds(value)
        case .or(let a, let b): a.holds(value) || b.holds(value)
        }
    }

    private static func compare(_ a: String, _ comparison: Comparison, _ b: String) -> Bool {
        switch comparison {
        case .equal: return a == b
        case .notEqual: return a != b
        case .contains: return a.firstRange(of: b) != nil
        case .matches: return a.hasPrefix(b)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: break
        }
        if a.isEmpty { return false }
        let order: Int
        if let x = Double(a), let y = Double(b) {
            order = x < y ? -1 : x > y ? 1 : 0
        } else {
            order = a < b ? -1 : a > b ? 1 : 0
        }
        switch comparison {
        case .less: return order < 0
        case .lessOrEqual: return order <= 0
        case .greater: return order > 0
        default: return order >= 0
        }
    }
}
