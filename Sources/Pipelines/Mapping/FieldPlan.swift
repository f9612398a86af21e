import CRM
import Normalizing
import Records

/// How one target field is read from the cells of a row.
struct FieldPlan: Sendable {
    enum Source: Sendable {
        /// The first column that isn't blank.
        case first([Int])
        /// All columns that aren't blank, as several cells of one mention.
        case all([Int])
        /// Address components, joined by U+001F: region or province, city, district, detail.
        case components([[Int]])
        /// A person's name: the first whole one that isn't blank, else family and given name.
        case name(whole: [Int], family: [Int], given: [Int])
        case constant(ValueID)
    }

    var source: Source
    /// The column of the entity's table.
    var target: Int
    var steps: StepMemo?
    /// Whether a value here alone makes a mention (constants and links don't).
    var makesMention = true

    /// The columns of the source table that the plan reads.
    var columns: [Int] {
        switch source {
        case .first(let columns), .all(let columns): columns
        case .components(let groups): groups.flatMap { $0 }
        case .name(let whole, let family, let given): whole + family + given
        case .constant: []
        }
    }
}

/// Source-only steps, run once per distinct cell.
struct StepMemo: Sendable {
    private var chain: TextChain
    private var seen = ValueTable()
    private var results: [[ValueID]] = [[]]
    private var scratch = TextList()

    init(_ chain: TextChain) { self.chain = chain }

    /// The ids in `values` that the steps make of a cell.
    mutating func apply(_ cell: Span<UInt8>, values: inout ValueTable) -> [ValueID] {
        let id = seen.intern(cell)
        if id < results.count { return results[Int(id)] }
        scratch.removeAll()
        chain.apply(cell, to: &scratch)
        let ids = (0..<scratch.count).map { values.intern(scratch[$0]) }.filter { $0 != 0 }
        results.append(ids)
        return ids
    }
}
