import CRM
import Records

/// Chooses the values of one field among the mentions of a record.
///
/// What a value has to say for itself is one number per distinct outcome, made once; a choice
/// compares numbers.
struct FieldChoice {
    /// Lexicographic, smaller is better: the standing of the value, then of the mention.
    private struct Candidate: Comparable {
        var value: UInt64
        let lateness: UInt64
        let mention: UInt32
        let outcome: UInt32

        static func < (a: Candidate, b: Candidate) -> Bool {
            if a.value != b.value { return a.value < b.value }
            return a.lateness != b.lateness ? a.lateness < b.lateness : a.outcome < b.outcome
        }
    }

    private let column: CleanColumn
    private let order: MentionOrder
    private let policy: MatchSpec.Survivorship
    private let keepsAll: Bool
    /// By outcome: what it holds (3 bits), the policy's own rank (48 from bit 8), name (5).
    private let standings: [UInt64]
    /// By number of a source: its place in `prefer`.
    private let preferences: [UInt64]

    private static let ownShift: UInt64 = 8

    init(column: CleanColumn, field: Field, spec: MatchSpec, order: MentionOrder) {
        self.column = column
        self.order = order
        let policy = spec.survive[field.name] ?? spec.surviveDefault
        self.policy = policy
        keepsAll = field.isMultiValued || policy == .all
        let isName = field.type == .companyName || field.type == .personName
        standings = column.outcomes.indices.map {
            Standing.value($0, in: column, policy: policy)
                | (isName ? Standing.name($0, in: column) : 0)
        }
        preferences = policy.preferences(order.sourceNames)
    }

    var ruleName: String { keepsAll ? "union" : policy.name }

    /// The picks of all records.
    func golden(_ clusters: Clusters) -> GoldenField {
        var result = GoldenField(name: column.field, rule: ruleName)
        result.starts.reserveCapacity(clusters.count + 1)
        let view = ColumnView(column)
        var candidates: [Candidate] = []
        for cluster in 0..<clusters.count {
            candidates.removeAll(keepingCapacity: true)
            for position in Int(clusters.starts[cluster])..<Int(clusters.starts[cluster + 1]) {
                let mention = Int(clusters.members[position])
                view.forEachOutcome(of: mention) { candidates.append(candidate(mention, $0)) }
            }
            choose(&candidates, into: &result.picks)
            if !keepsAll, candidates.count > 1 {
                conflict(cluster, candidates).map { result.conflicts.append($0) }
            }
            result.starts.append(UInt32(result.picks.count))
        }
        return result
    }

    @inline(__always)
    private func candidate(_ mention: Int, _ outcome: Int) -> Candidate {
        var value = standings[outcome]
        if !preferences.isEmpty {
            value |= preferences[Int(order.source[mention])] << Self.ownShift
        }
        let late = UInt64(UInt32.max - order.lateness[mention])
        return Candidate(
            value: value,
            lateness: late << 8 | UInt64(255 - column.outcomes[outcome].confidence),
            mention: UInt32(mention),
            outcome: UInt32(outcome)
        )
    }

    private func choose(_ candidates: inout [Candidate], into picks: inout [Pick]) {
        if candidates.count > 1 {
            if policy == .majority { countEqual(&candidates) }
            if keepsAll {
                candidates.sort()
            } else if let best = candidates.indices.min(by: { candidates[$0] < candidates[$1] }) {
                candidates.swapAt(0, best)
            }
        }
        let first = picks.count
        for candidate in keepsAll ? candidates[...] : candidates.prefix(1) {
            if isPicked(Int(candidate.outcome), picks[first...]) { continue }
            picks.append(Pick(mention: Int(candidate.mention), outcome: Int(candidate.outcome)))
        }
    }

    /// The best of the values that say something else than the first, which survived.
    private func conflict(_ record: Int, _ candidates: [Candidate]) -> FieldConflict? {
        let kept = candidates[0]
        let own = Identity(Int(kept.outcome), in: column)
        let other = candidates.dropFirst().filter { candidate in
            let value = column.outcomes[Int(candidate.outcome)]
            return value.value != 0 && value.validity != .invalid
                && Identity(Int(candidate.outcome), in: column) != own
        }.min()
        guard let other else { return nil }
        return FieldConflict(
            record: record,
            kept: Pick(mention: Int(kept.mention), outcome: Int(kept.outcome)),
            other: Pick(mention: Int(other.mention), outcome: Int(other.outcome))
        )
    }

    /// The policy's own rank becomes the number of candidates with the same value.
    private func countEqual(_ candidates: inout [Candidate]) {
        let identities = candidates.map { Identity(Int($0.outcome), in: column) }
        for index in candidates.indices {
            let count = identities.count { $0 == identities[index] }
            candidates[index].value |= (Standing.most - UInt64(count)) << Self.ownShift
        }
    }

    private func isPicked(_ outcome: Int, _ picks: ArraySlice<Pick>) -> Bool {
        if picks.isEmpty { return false }
        let own = Identity(outcome, in: column)
        return picks.contains { Identity(Int($0.outcome), in: column) == own }
    }
}

/// What makes two values one: kind, key (or normal form, or text) and extension.
private struct Identity: Equatable {
    private let nature: UInt8
    private let kind: UInt8
    private let text: ValueID
    private let phoneExtension: ValueID
    private let adcode: ValueID

    init(_ outcome: Int, in column: CleanColumn) {
        let value = column.outcomes[outcome]
        phoneExtension = column.part(.extension, of: outcome)
        adcode = column.part(.adcode, of: outcome)
        nature = value.key != 0 ? 0 : value.value != 0 ? 1 : 2
        kind = nature == 2 ? 0 : value.kind.rawValue
        text = nature == 0 ? value.key : nature == 1 ? value.value : value.raw
    }
}

/// The parts of a value's standing; smaller is better.
private enum Standing {
    /// The policy's own rank counts down from here where more is better.
    static let most: UInt64 = 1 << 48 - 1

    /// Valid before suspect before invalid before blank, then what the policy asks of the value
    /// itself.
    static func value(
        _ outcome: Int,
        in column: CleanColumn,
        policy: MatchSpec.Survivorship
    ) -> UInt64 {
        let value = column.outcomes[outcome]
        let length = UInt64(column.values.byteCount(value.value != 0 ? value.value : value.raw))
        let own: UInt64 =
            switch policy {
            case .mostComplete: most - (filledParts(outcome, in: column) << 32 | length)
            case .longest: most - length
            case .validated: (value.code == .none ? 0 : 256) | UInt64(255 - value.confidence)
            case .latest, .all, .majority, .prefer: 0
            }
        return content(value) << 61 | own << 8
    }

    /// 0 valid, 1 suspect, 2 invalid, 3 invalid with its raw text alone, 4 nothing (无).
    private static func content(_ value: CleanValue) -> UInt64 {
        if value.value != 0 { return UInt64(value.validity.rawValue) }
        return value.validity == .invalid ? 3 : 4
    }

    private static func filledParts(_ outcome: Int, in column: CleanColumn) -> UInt64 {
        UInt64(content.count { column.part($0, of: outcome) != 0 })
    }

    /// Parts that a value says itself; what cleaning adds to it makes it no more complete.
    private static let content = Part.allCases.filter { part in
        switch part {
        case .suggestion, .mailbox, .label, .numberType, .gender, .pinyinVariant: false
        default: true
        }
    }

    /// Han before pinyin, a full legal name before a brand alone, a given name before `王总`,
    /// simplified before traditional, and a value without a finding before one with.
    static func name(_ outcome: Int, in column: CleanColumn) -> UInt64 {
        let value = column.outcomes[outcome]
        let form =
            column.part(.legalForm, of: outcome) != 0 || column.part(.givenName, of: outcome) != 0
        let trade = column.part(.trade, of: outcome) != 0
        let text = column.values[value.value]
        let isHan = !text.isEmpty && Scalars.isHan(Scalars.decode(text, at: 0).scalar)
        let simplified = column.part(.simplified, of: outcome)
        let isTraditional = simplified != 0 && simplified != value.value
        let rank: [Bool] = [
            !isHan, !form, !(trade || value.kind == .person), isTraditional, value.code != .none,
        ]
        return rank.reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
}

extension MatchSpec.Survivorship {
    /// By number of a source: its place in `prefer`; empty for other policies.
    fileprivate func preferences(_ names: [String]) -> [UInt64] {
        guard case .prefer(let wanted) = self else { return [] }
        return names.map { name in UInt64(wanted.firstIndex(of: name) ?? wanted.count) }
    }
}
