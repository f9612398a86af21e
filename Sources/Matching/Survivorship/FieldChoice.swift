import CRM
import Records

/// Chooses the values of one field among the mentions of a record.
struct FieldChoice {
    private struct Candidate {
        let mention: Int
        let outcome: Int
        /// Lexicographic, smaller is better.
        var rank: [Int]
    }

    let column: CleanColumn
    let order: MentionOrder
    let policy: MatchSpec.Survivorship
    let keepsAll: Bool
    let isName: Bool

    init(column: CleanColumn, field: Field, spec: MatchSpec, order: MentionOrder) {
        self.column = column
        self.order = order
        policy = spec.survive[field.name] ?? spec.surviveDefault
        keepsAll = field.isMultiValued || policy == .all
        isName = field.type == .companyName || field.type == .personName
    }

    var ruleName: String { keepsAll ? "union" : policy.name }

    func picks(_ members: ArraySlice<UInt32>) -> [Pick] {
        var candidates = members.flatMap { self.candidates(of: Int($0)) }
        if candidates.count > 1 {
            let common = majority(candidates)
            for index in candidates.indices {
                candidates[index].rank = rank(candidates[index], common: common)
            }
            candidates.sort { $0.rank.lexicographicallyPrecedes($1.rank) }
        }
        let kept = keepsAll ? distinct(candidates) : Array(candidates.prefix(1))
        return kept.map { Pick(mention: $0.mention, outcome: $0.outcome) }
    }

    private func candidates(of mention: Int) -> [Candidate] {
        column.outcomeIndices(ofMention: mention).map {
            Candidate(mention: mention, outcome: $0, rank: [])
        }
    }

    /// What makes two values one: kind, key (or normal form, or text) and extension.
    private func identity(_ outcome: Int) -> [UInt32] {
        let value = column.outcomes[outcome]
        let extra = [column.part(.extension, of: outcome), column.part(.adcode, of: outcome)]
        if value.key != 0 { return [0, UInt32(value.kind.rawValue), value.key] + extra }
        if value.value != 0 { return [1, UInt32(value.kind.rawValue), value.value] + extra }
        return [2, 0, value.raw] + extra
    }

    private func distinct(_ candidates: [Candidate]) -> [Candidate] {
        var seen: Set<[UInt32]> = []
        return candidates.filter { seen.insert(identity($0.outcome)).inserted }
    }

    /// How many mentions have each value; only when the policy asks.
    private func majority(_ candidates: [Candidate]) -> [[UInt32]: Int] {
        guard policy == .majority else { return [:] }
        var counts: [[UInt32]: Int] = [:]
        for candidate in candidates { counts[identity(candidate.outcome), default: 0] += 1 }
        return counts
    }

    private func rank(_ candidate: Candidate, common: [[UInt32]: Int]) -> [Int] {
        let value = column.outcomes[candidate.outcome]
        let late = -Int(order.lateness[candidate.mention])
        let own: [Int] =
            switch policy {
            case .latest, .all: []
            case .mostComplete: [-filledParts(candidate.outcome), -length(value)]
            case .longest: [-length(value)]
            case .majority: [-common[identity(candidate.outcome), default: 0]]
            case .prefer(let sources):
                [sources.firstIndex(of: order.sources[candidate.mention]) ?? sources.count]
            }
        let isBlank = value.value == 0 ? 1 : 0
        return [Int(value.validity.rawValue), isBlank] + own + nameRank(candidate.outcome)
            + [late, -Int(value.confidence), candidate.outcome]
    }

    private func length(_ value: CleanValue) -> Int {
        column.values.byteCount(value.value != 0 ? value.value : value.raw)
    }

    private func filledParts(_ outcome: Int) -> Int {
        Part.allCases.count { column.part($0, of: outcome) != 0 }
    }

    /// A full legal name before a brand alone, a given name before `王总`, Han before pinyin, and a
    /// value without a finding before one with.
    private func nameRank(_ outcome: Int) -> [Int] {
        guard isName else { return [] }
        let value = column.outcomes[outcome]
        let form =
            column.part(.legalForm, of: outcome) != 0 || column.part(.givenName, of: outcome) != 0
        let trade = column.part(.trade, of: outcome) != 0
        let text = column.values[value.value]
        let isHan = !text.isEmpty && Scalars.isHan(Scalars.decode(text, at: 0).scalar)
        let isTraditional = isFolded(outcome)
        return [
            isHan ? 0 : 1, form ? 0 : 1, trade || value.kind == .person ? 0 : 1,
            isTraditional ? 1 : 0, value.code == .none ? 0 : 1,
        ]
    }

    /// Whether the simplified form differs from the value: traditional or variant characters.
    private func isFolded(_ outcome: Int) -> Bool {
        let simplified = column.part(.simplified, of: outcome)
        return simplified != 0 && simplified != column.outcomes[outcome].value
    }
}
