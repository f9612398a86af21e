import Records

/// Links branches to their parents: 上海骐辰…石家庄分公司 belongs to 上海骐辰….
///
/// A branch is never merged with its parent. The parent is the one organization with
/// the same match key (brand and trade) in the same region as the name before the branch says; when
/// none or several fit, no link is made.
struct BranchParents {
    private let names: CleanColumn
    private let golden: GoldenRecords
    private let field: GoldenField

    init?(_ records: EntityRecords) {
        guard let names = records.table.column("name"), let field = records.golden.field("name")
        else { return nil }
        self.names = names
        self.field = field
        golden = records.golden
    }

    /// By record: its parent's record, -1 for none.
    func parents() -> [Int32] {
        var organizations: [ValueID: [Int]] = [:]
        for record in 0..<golden.count {
            guard let outcome = outcome(record), names.outcomes[outcome].kind == .organization
            else { continue }
            organizations[names.outcomes[outcome].key, default: []].append(record)
        }
        return (0..<golden.count).map { record in
            guard let outcome = outcome(record), names.outcomes[outcome].kind == .branch else {
                return -1
            }
            let key = names.outcomes[outcome].key
            let fitting = (key == 0 ? [] : organizations[key] ?? []).filter { candidate in
                self.outcome(candidate).map { haveSameRegion($0, outcome) } ?? false
            }
            return fitting.count == 1 ? Int32(fitting[0]) : -1
        }
    }

    private func outcome(_ record: Int) -> Int? { field[record].first.map { Int($0.outcome) } }

    /// A region that only one of two names says doesn't part them.
    private func haveSameRegion(_ a: Int, _ b: Int) -> Bool {
        let x = names.part(.region, of: a)
        let y = names.part(.region, of: b)
        return x == 0 || y == 0 || x == y
    }
}
