import CRM
import Records

/// A column taken for a field of an entity, and how surely.
struct FieldGuess: Sendable {
    var column: Int
    var entity: String
    /// The field's name; `source_id` for the row's key.
    var field: String
    /// `shipping` of `address@shipping`.
    var kind: String?
    /// 联系人2 is part 2.
    var part = 1
    /// 0…1, from the header and from the values.
    var confidence: Double
    /// Why a person should look at it; empty when nothing speaks against.
    var doubt = ""
    /// Steps before the field's own cleaning.
    var steps: GuessedSteps?

    /// `address@shipping`.
    var target: String { kind.map { "\(field)@\($0)" } ?? field }

    /// Below this a pick is marked as doubtful.
    static let doubtfulBelow = 0.7
    /// Below this a column is left unmapped.
    static let leastConfidence = 0.5
}

/// A step that a column's own unit or codes make necessary.
enum GuessedSteps: Sendable, Equatable {
    /// 万元 in the header.
    case unit(String)
    /// `1:A 2:B` in the column's comment.
    case map([(from: String, to: String)])

    static func == (a: GuessedSteps, b: GuessedSteps) -> Bool { "\(a)" == "\(b)" }
}

/// How one table names its parents.
struct LinkGuess: Sendable {
    enum Way: Sendable, Equatable {
        /// The parent's table in the same source, as it is named there, and the column with its key.
        case key(table: String)
        /// The column holds the parent's name.
        case name
    }

    var link: String
    var column: Int
    var way: Way
    var confidence: Double
}

/// What was made of one table.
struct GuessedTable: Sendable {
    let facts: TableFacts
    /// Index of its source.
    let source: Int
    /// The entities that its rows hold, the main one first; empty when it is left out.
    var entities: [String] = []
    /// Why it is left out; empty when it isn't.
    var reason = ""
    var fields: [FieldGuess] = []
    /// By child entity.
    var links: [(entity: String, link: LinkGuess)] = []
    /// Columns that mark deleted rows, with the values that do.
    var deletionMarks: [(column: Int, values: [String])] = []
    /// Old ids of another source's table: column, source and table.
    var refs: [(column: Int, source: Int, table: String, confidence: Double)] = []
    /// Columns with keys of another source's table, by column: `source.table` cannot be linked.
    var strangers: [Int: (source: Int, table: String)] = [:]
    /// Fields of the contact whose cells hold several persons, and what parts them.
    var split: (fields: [String], by: [String])?

    init(facts: TableFacts, source: Int) {
        self.facts = facts
        self.source = source
    }

    var main: String { entities.first ?? "" }

    /// The column that is the key of the entity's rows.
    func keyColumn(of entity: String) -> ColumnFacts? {
        fields.first { $0.entity == entity && $0.field == "source_id" }
            .map { facts.columns[$0.column] }
    }

    func fields(of entity: String) -> [FieldGuess] { fields.filter { $0.entity == entity } }

    /// Columns that something is made of.
    var usedColumns: Set<Int> {
        Set(fields.map(\.column)).union(links.map(\.link.column))
            .union(deletionMarks.map(\.column)).union(refs.map(\.column))
    }
}
