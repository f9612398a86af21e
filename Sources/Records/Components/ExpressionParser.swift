/// Where and why a text is no expression.
package struct ExpressionError: Error, Sendable, Equatable {
    /// In scalars from the start of the text, 0-based.
    package var offset: Int
    /// In scalars; at least 1.
    package var length: Int
    /// What was expected; lower case, no full stop.
    package var message: String

    package init(offset: Int, length: Int, message: String) {
        self.offset = offset
        self.length = length
        self.message = message
    }
}

extension Expression {
    /// How deep parentheses, `not`, `and` and `or` may nest.
    package static let maxDepth = 64

    /// Reads `is_del = '1' and (tel is blank or not "备 注" contains '作废')`.
    ///
    /// `not` binds tighter than `and`, `and` tighter than `or`; words of the language are read in
    /// any case. A name is bare, or quoted by `` ` `` or `"`; a value is in single quotes, where
    /// `''` is one quote, or a bare number.
    package static func parse(_ text: String) throws(ExpressionError) -> Expression {
        var parser = ExpressionParser(tokens: try ExpressionTokens.scan(text))
        let expression = try parser.disjunction(depth: 0)
        try parser.expectEnd()
        return expression
    }
}

/// Recursive descent over the tokens; one function a level of binding.
private struct ExpressionParser {
    var tokens: [ExpressionToken]
    var index = 0
    /// Deepest chain of operators so far: `a and a and …` nests on the left.
    var operatorCount = 0

    var current: ExpressionToken { tokens[index] }

    mutating func disjunction(depth: Int) throws(ExpressionError) -> Expression {
        var left = try conjunction(depth: depth)
        while take(word: "or") {
            try countOperator()
            left = .or(left, try conjunction(depth: depth))
        }
        return left
    }

    mutating func conjunction(depth: Int) throws(ExpressionError) -> Expression {
        var left = try negation(depth: depth)
        while take(word: "and") {
            try countOperator()
            left = .and(left, try negation(depth: depth))
        }
        return left
    }

    mutating func negation(depth: Int) throws(ExpressionError) -> Expression {
        guard depth < Expression.maxDepth else {
            throw current.error("nested deeper than \(Expression.maxDepth) levels")
        }
        if take(word: "not") { return .not(try negation(depth: depth + 1)) }
        guard take(symbol: "(") else { return try comparison() }
        let inner = try disjunction(depth: depth + 1)
        guard take(symbol: ")") else { throw current.error("expected `)`") }
        return inner
    }

    mutating func comparison() throws(ExpressionError) -> Expression {
        let name = try self.name()
        if take(word: "is") { return try blank(name) }
        if take(word: "in") { return .isIn(name: name, values: try list()) }
        if take(word: "not") {
            guard take(word: "in") else { throw current.error("expected `in` after `not`") }
            return .not(.isIn(name: name, values: try list()))
        }
        let comparison = try self.comparisonSign()
        return .compare(name: name, comparison, value: try value())
    }

    mutating func blank(_ name: String) throws(ExpressionError) -> Expression {
        let isNegated = take(word: "not")
        guard take(word: "blank") else {
            throw current.error("expected `blank`")
        }
        return isNegated ? .not(.isBlank(name: name)) : .isBlank(name: name)
    }

    mutating func name() throws(ExpressionError) -> String {
        switch current.kind {
        case .word(let text) where !ExpressionTokens.reserved.contains(text.lowercased()),
            .name(let text):
            index += 1
            return text
        case .text: throw current.error("expected a name; values stand on the right")
        default: throw current.error("expected a name")
        }
    }

    mutating func comparisonSign() throws(ExpressionError) -> Expression.Comparison {
        if take(word: "contains") { return .contains }
        if take(word: "starts") {
            guard take(word: "with") else { throw current.error("expected `with` after `starts`") }
            return .matches
        }
        if case .symbol(let sign) = current.kind,
            let comparison = Expression.Comparison(rawValue: sign)
        {
            index += 1
            return comparison
        }
        throw current.error(
            "expected `=`, `!=`, `<`, `<=`, `>`, `>=`, `contains`, `starts with`, `in` or `is blank`"
        )
    }

    mutating func list() throws(ExpressionError) -> [String] {
        guard take(symbol: "(") else { throw current.error("expected `(` after `in`") }
        var values = [try value()]
        while take(symbol: ",") { values.append(try value()) }
        guard take(symbol: ")") else { throw current.error("expected `,` or `)`") }
        return values
    }

    mutating func value() throws(ExpressionError) -> String {
        switch current.kind {
        case .text(let text):
            index += 1
            return text
        case .word(let text) where Double(text) != nil:
            index += 1
            return text
        case .word(let text): throw current.error("expected a value in single quotes: '\(text)'")
        default: throw current.error("expected a value in single quotes")
        }
    }

    mutating func countOperator() throws(ExpressionError) {
        operatorCount += 1
        guard operatorCount <= 256 else { throw current.error("more than 256 operators") }
    }

    func expectEnd() throws(ExpressionError) {
        guard case .end = current.kind else {
            throw current.error("expected `and`, `or` or the end")
        }
    }

    mutating func take(word: String) -> Bool {
        guard case .word(let text) = current.kind, text.lowercased() == word else { return false }
        index += 1
        return true
    }

    mutating func take(symbol: String) -> Bool {
        guard case .symbol(symbol) = current.kind else { return false }
        index += 1
        return true
    }
}
