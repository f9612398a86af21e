/// One word, sign or quoted text of an expression.
struct ExpressionToken {
    enum Kind: Equatable {
        /// Bare: a word of the language, a name or a number.
        case word(String)
        /// Quoted by `` ` `` or `"`.
        case name(String)
        /// In single quotes.
        case text(String)
        case symbol(String)
        case end
    }

    var kind: Kind
    /// In scalars.
    var offset: Int
    var length: Int

    func error(_ message: String) -> ExpressionError {
        ExpressionError(offset: offset, length: max(length, 1), message: message)
    }
}

/// Cuts an expression into tokens.
enum ExpressionTokens {
    /// Words that are no bare names; quoted, they are.
    static let reserved: Set<String> = [
        "and", "or", "not", "is", "in", "blank", "contains", "starts", "with",
    ]

    static func scan(_ text: String) throws(ExpressionError) -> [ExpressionToken] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [ExpressionToken] = []
        var index = 0
        while index < scalars.count {
            if scalars[index].properties.isWhitespace {
                index += 1
                continue
            }
            let token = try next(scalars, index)
            tokens.append(token)
            index += token.length
        }
        tokens.append(ExpressionToken(kind: .end, offset: scalars.count, length: 0))
        return tokens
    }

    private static func next(
        _ scalars: [UnicodeScalar],
        _ start: Int
    ) throws(ExpressionError) -> ExpressionToken {
        switch scalars[start] {
        case "'", "`", "\"": return try quoted(scalars, start)
        case "(", ")", ",", "=": return symbol(String(scalars[start]), start)
        case "!", "<", ">":
            let isTwo = start + 1 < scalars.count && scalars[start + 1] == "="
            if isTwo { return symbol("\(scalars[start])=", start) }
            guard scalars[start] == "!" else { return symbol(String(scalars[start]), start) }
            throw ExpressionError(offset: start, length: 1, message: "expected `!=`")
        default: return word(scalars, start)
        }
    }

    private static func symbol(_ text: String, _ start: Int) -> ExpressionToken {
        ExpressionToken(kind: .symbol(text), offset: start, length: text.unicodeScalars.count)
    }

    private static func word(_ scalars: [UnicodeScalar], _ start: Int) -> ExpressionToken {
        var end = start
        while end < scalars.count, !isBreak(scalars[end]) { end += 1 }
        return ExpressionToken(
            kind: .word(string(scalars[start..<end])),
            offset: start,
            length: end - start
        )
    }

    private static func isBreak(_ scalar: UnicodeScalar) -> Bool {
        switch scalar {
        case "'", "`", "\"", "(", ")", ",", "=", "!", "<", ">": true
        default: scalar.properties.isWhitespace
        }
    }

    /// A text or name in quotes; the doubled quote is one quote.
    private static func quoted(
        _ scalars: [UnicodeScalar],
        _ start: Int
    ) throws(ExpressionError) -> ExpressionToken {
        let quote = scalars[start]
        var text = String.UnicodeScalarView()
        var index = start + 1
        while index < scalars.count {
            if scalars[index] == quote {
                guard index + 1 < scalars.count, scalars[index + 1] == quote else {
                    let kind = quote == "'" ? ExpressionToken.Kind.text : ExpressionToken.Kind.name
                    return ExpressionToken(
                        kind: kind(String(text)),
                        offset: start,
                        length: index + 1 - start
                    )
                }
                index += 1
            }
            text.append(scalars[index])
            index += 1
        }
        throw ExpressionError(
            offset: start,
            length: scalars.count - start,
            message: "the quote \(quote) is never closed"
        )
    }

    private static func string(_ scalars: ArraySlice<UnicodeScalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
