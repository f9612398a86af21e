import CRM
import Records

/// What Matching is asked: which mentions of one entity are one record.
///
/// The table's columns bring keys and parts from Normalizing; everything else is what the run knows
/// of the mentions beside their own cells. All arrays are by mention or empty.
package struct MatchTask: Sendable {
    package var table: EntityTable
    package var fields: [MatchField]
    package var spec: MatchSpec
    package var certain: [CertainLink] = []
    package var decisions: [Decision] = []
    /// For contacts: what is known of the company that each belongs to.
    package var companies: ParentEvidence?
    /// For accounts: persons, phones and e-mails of the contacts in the mention's rows.
    package var children: [SetEvidence] = []
    /// The existing record of a mention; -1 for none.
    package var recordOf: [Int32] = []
    package var mayMergeExisting = false
    /// Known and unchanged: not scored among themselves.
    package var isFrozen: [Bool] = []
    /// Their record is taken apart and clustered anew, because an answer about it changed.
    package var isReopened: [Bool] = []
    /// The stored model; nil trains one.
    package var model: MatchModel?
    package var sourceOf: [UInt16] = []
    /// The source of mentions that stand for existing records: it limits nothing.
    package static let noSource = UInt16.max
    /// No cluster grows beyond this many mentions.
    package var maxClusterSize = 200
    /// What the result tells in full.
    package var trace: TraceRequest?

    package init(table: EntityTable, fields: [MatchField], spec: MatchSpec = MatchSpec()) {
        self.table = table
        self.fields = fields
        self.spec = spec
    }

    func record(_ mention: Int) -> Int32 { recordOf.isEmpty ? -1 : recordOf[mention] }

    func reopened(_ mention: Int) -> Bool { !isReopened.isEmpty && isReopened[mention] }

    func frozen(_ mention: Int) -> Bool { !isFrozen.isEmpty && isFrozen[mention] }
}

/// Two mentions that are one record for a reason outside their values; it yields to vetoes.
package struct CertainLink: Sendable, Equatable {
    package enum Reason: String, Sendable {
        case filledDown = "filled down"
        case sameKey = "same key"
        /// An old id in another file: against a very different name it goes to review.
        case reference = "old id"
        case sameIf = "same_if"
        case sameRecord = "same record"
    }

    package var a: Int
    package var b: Int
    package var reason: Reason

    package init(_ a: Int, _ b: Int, _ reason: Reason) {
        self.a = a
        self.b = b
        self.reason = reason
    }
}

/// What a person said of a pair: it holds against values, keys and rules.
package struct Decision: Sendable, Equatable {
    package var a: Int
    package var b: Int
    package var isMatch: Bool

    package init(_ a: Int, _ b: Int, isMatch: Bool) {
        self.a = a
        self.b = b
        self.isMatch = isMatch
    }
}

/// The parent account of each contact: its cluster, its name's key and brand, whichever are known.
package struct ParentEvidence: Sendable {
    package static let unknown = UInt32.max

    /// `unknown` when the contact has no resolved account.
    package var cluster: [UInt32]
    /// The company name's key and its brand as ids of one numbering; 0 for none.
    package var name: [UInt32]
    package var brand: [UInt32]

    /// Nothing known of any contact.
    package init(count: Int) {
        cluster = [UInt32](repeating: Self.unknown, count: count)
        name = [UInt32](repeating: 0, count: count)
        brand = name
    }

    package var isEmpty: Bool {
        name.allSatisfy { $0 == 0 } && cluster.allSatisfy { $0 == Self.unknown }
    }

    package init(cluster: [UInt32], name: [UInt32], brand: [UInt32]) {
        self.cluster = cluster
        self.name = name
        self.brand = brand
    }
}

/// Set-valued evidence from the child rows of a mention, as normal texts.
package struct SetEvidence: Sendable {
    package enum Kind: String, Sendable { case person, phone, email }

    package var kind: Kind
    package var values: EncodedColumn

    package init(kind: Kind, values: EncodedColumn) {
        self.kind = kind
        self.values = values
    }
}
