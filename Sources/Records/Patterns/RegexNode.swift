// Regular expressions that a finite automaton decides: no back-references, no look-around.
//
//     pattern ─ RegexParser ─▶ RegexNode ─ RegexProgram ─▶ instructions ─ RegexMachine ─▶ groups
//
// `(\d{4})\.(\d+)` on `ver 2023.11` finds `2023.11` with the groups `2023` and `11`. A text of n
// bytes and a program of m instructions take at most n · m steps, whatever the pattern (Thompson
// 1968; Pike 1987; Cox 2010). Of several matches the leftmost is taken, and of those that begin
// there the one that the pattern names first, as in Perl.

/// A pattern, parsed.
indirect enum RegexNode: Sendable, Equatable {
    case empty
    /// One scalar of the class.
    case one(ScalarClass)
    case assertion(RegexAssertion)
    case sequence([RegexNode])
    /// The first that leads to a match wins.
    case either([RegexNode])
    /// `most` nil: without end.
    case repeated(RegexNode, least: Int, most: Int?, isGreedy: Bool)
    /// Number 1 and up, by opening brackets.
    case group(RegexNode, Int)

    /// Whether the node may match without taking a scalar.
    var isNullable: Bool {
        switch self {
        case .empty, .assertion: true
        case .one: false
        case .sequence(let items): items.allSatisfy(\.isNullable)
        case .either(let choices): choices.contains(where: \.isNullable)
        case .repeated(let inner, let least, _, _): least == 0 || inner.isNullable
        case .group(let inner, _): inner.isNullable
        }
    }
}

/// What holds between two scalars.
enum RegexAssertion: Int32, Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
}

/// Why a pattern can't be used.
package struct RegexError: Error, Sendable, Equatable {
    /// 1-based, in characters (scalars) of the pattern.
    package let position: Int
    package let message: String
}

/// Bounds that keep a pattern's time and memory small.
enum RegexLimits {
    static let scalarCount = 1000
    static let repeatCount = 1000
    static let depth = 100
    static let groupCount = 50
    static let instructionCount = 4000
    /// Longer texts are left as they are; a spreadsheet's cell holds 32,767 characters.
    static let textByteCount = 1 << 18
}
