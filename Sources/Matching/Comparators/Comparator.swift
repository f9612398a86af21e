import CRM
import Records

/// Which evidence counts as one, because it comes from one cause.
///
/// Colleagues share an employer, an address, a switchboard and a mail domain; three of them
/// agreeing is little more than one. Within a group the strongest agreement counts whole, the
/// others by a share.
package enum EvidenceGroup: UInt8, Sendable, CaseIterable {
    case own, workplace, handle, exchange
}

/// What a level means for a merge, beside its weight.
package enum LevelRole: String, Sendable {
    /// Enough for a merge without other agreement.
    case identifying
    /// Agreement that needs a second, independent one.
    case supporting
    case neutral
    /// Each has an own one, and they differ: of namesakes in one company that's what tells them
    /// apart, so what a workplace shares doesn't support a merge beside it.
    case unlike
    /// A conflict: no automatic merge unless something identifying agrees.
    case against
    /// The pair is never one record.
    case veto
}

/// One outcome of a comparison.
///
/// Levels of a comparator are ordered: 0 is the weakest.
package struct Level: Sendable {
    package let name: String
    package let role: LevelRole
    /// P(level | same record) and P(level | other record): what a field type lets one expect.
    package let match: Double
    package let other: Double
    /// Whether the frequency of the shared value moves the weight.
    package let usesFrequency: Bool
    package let group: EvidenceGroup
    /// Whether only one record has such a value: relatives (family, colleagues, branches) agree in
    /// it no more than strangers.
    package let isOwn: Bool
    /// Whether it has no place in the order: what it says is learned by itself.
    package let isUnordered: Bool
    /// The greatest share among other records that can be believed.
    ///
    /// What identifies, such as a registered name in its town, isn't learnt to be common from
    /// records whose other fields say little.
    package var greatestOther: Double { role == .identifying ? 4 * other : 1 }
    /// The greatest share within one record that can be believed.
    ///
    /// Names of one person don't differ
    /// more often than not, however many colleagues share a switchboard, a house and a mail domain:
    /// those are relatives.
    package var greatestMatch: Double { role == .against ? min(1, 8 * match) : 1 }

    package init(
        _ name: String,
        _ role: LevelRole,
        match: Double,
        other: Double,
        usesFrequency: Bool = false,
        group: EvidenceGroup = .own,
        isOwn: Bool = false,
        isUnordered: Bool = false
    ) {
        self.name = name
        self.role = role
        self.match = match
        self.other = other
        self.usesFrequency = usesFrequency
        self.group = group
        self.isOwn = isOwn || role == .identifying
        self.isUnordered = isUnordered || role == .veto
    }
}

/// The outcome for one pair: the level, and how many mentions have the shared value.
package struct Agreement: Sendable, Equatable {
    package var level: Int
    /// Of the commoner value when they differ; 0 when frequency says nothing.
    package var frequency: UInt32

    package init(_ level: Int, frequency: UInt32 = 0) {
        self.level = level
        self.frequency = frequency
    }

    /// One side has no value: no evidence.
    package static let none = Agreement(-1)

    /// Takes another outcome of the same pair when it is closer, or as close by a rarer value: in
    /// whichever order the values of two mentions are met.
    @inline(__always)
    mutating func improve(_ other: Agreement) {
        if other.level < level { return }
        if other.level == level, other.frequency == 0 { return }
        if other.level == level, frequency != 0, frequency <= other.frequency { return }
        self = other
    }
}

/// How mentions with a common key come together.
package struct BlockRule: Sendable {
    package let name: String
    /// Too coarse to propose pairs; it only splits the oversized blocks of other rules.
    package let isCoarse: Bool
    /// Its keys are many per value and meant for rare ones: oversized blocks aren't worth a second
    /// key.
    package let isFuzzy: Bool

    package init(_ name: String, isCoarse: Bool = false, isFuzzy: Bool = false) {
        self.name = name
        self.isCoarse = isCoarse
        self.isFuzzy = isFuzzy
    }
}

/// Compares two mentions by one field: level −1 is "no evidence", 0 disagreement, then ever closer.
///
/// One file, one line in `Comparators.all`, one fixture `Fixtures/comparators/<name>.tsv`.
/// Comparisons are symmetric and total; they read ids and scalars made once per distinct value,
/// never text.
package protocol Comparator: Sendable {
    static var spec: ComponentSpec { get }

    var levels: [Level] { get }
    var blocks: [BlockRule] { get }

    /// Gathers the field's values of all mentions.
    func items(for field: MatchField, in task: MatchTask) -> FieldItems

    func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement

    /// Appends the keys of a mention under the rule `blocks[rule]`.
    func appendKeys(of mention: Int, rule: Int, in items: ItemView, to keys: inout [UInt64])

    /// Compares many pairs and adds the outcomes to their patterns: one dynamic call for all.
    func mark(
        _ pairs: PairList,
        in items: borrowing FieldItems,
        as place: PatternLayout.Place,
        memo: inout PairMemo,
        to patterns: inout [UInt64]
    )

    /// The keys of all mentions under one rule: one dynamic call for all.
    func keys(rule: Int, in items: borrowing FieldItems) -> BlockKeys
}

extension Comparator {
    package static var name: String { spec.name }

    package func mark(
        _ pairs: PairList,
        in items: borrowing FieldItems,
        as place: PatternLayout.Place,
        memo: inout PairMemo,
        to patterns: inout [UInt64]
    ) {
        let view = ItemView(items)
        let classes = place.classes.span
        let firsts = pairs.firsts.span
        let seconds = pairs.seconds.span
        var output = patterns.mutableSpan
        for index in firsts.indices {
            let a = Int(firsts[index])
            let b = Int(seconds[index])
            // Two mentions of one value each agree as any others with these values.
            guard memo.isUsed, let x = view.onlyItem(of: a), let y = view.onlyItem(of: b) else {
                output[index] |= place.code(compare(a, b, in: view), classes)
                continue
            }
            let (key, slot) = PairMemo.key(x, y)
            if let code = memo.code(key, at: slot) {
                output[index] |= code
            } else {
                let code = place.code(compare(a, b, in: view), classes)
                memo.remember(key, code, at: slot)
                output[index] |= code
            }
        }
    }

    package func keys(rule: Int, in items: borrowing FieldItems) -> BlockKeys {
        let view = ItemView(items)
        var keys = BlockKeys(mentionCount: view.mentionCount)
        for mention in 0..<view.mentionCount {
            appendKeys(of: mention, rule: rule, in: view, to: &keys.keys)
            keys.closeMention()
        }
        return keys
    }
}
