import Records

/// What differs between the SQL of dumps; one tokenizer reads them all.
struct SQLDialect: Sendable, Equatable {
    var name: String
    /// MySQL's `\'`; in standard SQL a backslash is data.
    var hasBackslashEscapes: Bool
    /// Whether `"` quotes a name; else it quotes a string, as MySQL does by default.
    var hasQuotedNames: Bool
    /// Whether `#` begins a comment.
    var hasHashComments: Bool

    static let mySQL = SQLDialect(
        name: "mysql",
        hasBackslashEscapes: true,
        hasQuotedNames: false,
        hasHashComments: true
    )
    /// SQLite's `.dump` and what keeps to the standard.
    static let standard = SQLDialect(
        name: "standard",
        hasBackslashEscapes: false,
        hasQuotedNames: true,
        hasHashComments: false
    )

    static let all = [mySQL, standard]

    /// By what the writing programs put at the beginning.
    static func find(_ text: Span<UInt8>) -> SQLDialect {
        let head = String(
            decoding: text.extracting(0..<min(text.count, 4096)).copy(),
            as: UTF8.self
        )
        let marks = [
            "PRAGMA foreign_keys", "BEGIN TRANSACTION;", "standard_conforming_strings = on",
        ]
        return marks.contains { head.firstRange(of: $0) != nil } ? standard : mySQL
    }
}
