import CRM
import Records

/// One entity of a load: its golden records, one plan each, and what Matching said about them.
package struct LoadEntity: Sendable {
    package var records: EntityRecords
    /// By record.
    package var plans: [RecordPlan]
    package var links: [LoadLink] = []
    package var edges: [MatchEdge] = []
    package var pairs: [CandidatePair] = []
    package var decisions: [MatchDecision] = []
    /// Answers of earlier runs that the file no longer gives, by their keys.
    package var withdrawn: [(aKey: String, bKey: String)] = []
    /// How many answers are new, changed or withdrawn: they are worth a run of their own.
    package var changedDecisionCount = 0
    /// The fitted model as JSON; nil keeps the stored one.
    package var model: String?
    /// By mention: what it is known by when it is kept out; 0 for one that is judged anew each time.
    ///
    /// From its content and what judges it. Empty: none is known again.
    package var marks: [UInt64] = []
    /// Old ids that mentions name: further external references (`refs:`).
    package var references: [OldReference] = []

    package init(records: EntityRecords, plans: [RecordPlan]? = nil) {
        self.records = records
        self.plans = plans ?? [RecordPlan](repeating: RecordPlan(), count: records.golden.count)
    }

    package var name: String { records.table.entity }
}

package enum Disposition: Sendable, Equatable {
    case load
    /// With the user's rule id, or a finding code.
    case rejected(String)
    case review(String)
}

/// What becomes of one golden record.
package struct RecordPlan: Sendable {
    package var disposition = Disposition.load
    /// The record's id in the target; nil makes a new one.
    package var existingID: Int64?
    /// Existing records that the match found to be the same: merged into `existingID`.
    package var absorbedIDs: [Int64] = []
    /// Who decided that they are the same; nil for the run itself.
    package var mergedBy: String?
    /// The existing records that its mentions left, with the cause; each stays with other mentions.
    package var partedFrom: [(id: Int64, cause: String)] = []
    /// Fields that rules cleared; their raw text goes to `custom.rejected_values`.
    package var clearedFields: [String] = []
    /// 0…100; nil leaves it unknown.
    package var completeness: Int?

    package init() {}
}

/// The parents of an entity's records along one link.
package struct LoadLink: Sendable {
    package enum Parent: Sendable, Equatable {
        case none
        /// An index into the linked entity's golden records of this load.
        case record(Int)
        /// The id of a record of the target.
        case existing(Int64)
    }

    /// The link's name in the model: `account`, `primary_contact`, `parent`.
    package var name: String
    /// By record.
    package var parents: [Parent]

    package init(_ name: String, parents: [Parent]) {
        self.name = name
        self.parents = parents
    }
}

/// One side of a pair: a mention of this run, or a record of an earlier one by its key.
package enum MentionRef: Sendable, Equatable {
    case mention(Int)
    /// `source:table:key#part`.
    case key(String)
}

/// A link of an automatic merge.
package struct MatchEdge: Sendable {
    package var a: MentionRef
    package var b: MentionRef
    /// nil for a certain link (`same_if`, `refs`, a decision).
    package var weight: Double?
    package var probability: Double
    /// JSON: level and weight per field, never values.
    package var levels: String

    package init(
        _ a: MentionRef,
        _ b: MentionRef,
        weight: Double?,
        probability: Double,
        levels: String
    ) {
        self.a = a
        self.b = b
        self.weight = weight
        self.probability = probability
        self.levels = levels
    }
}

/// A scored pair for `mig_match_pair`; those of band `review` are the queue.
package struct CandidatePair: Sendable {
    package enum Band: String, Sendable { case merge, review, below }

    package var a: MentionRef
    package var b: MentionRef
    package var blocks: String
    package var weight: Double
    package var probability: Double
    package var levels: String
    package var band: Band

    package init(
        _ a: MentionRef,
        _ b: MentionRef,
        blocks: String,
        weight: Double,
        probability: Double,
        levels: String,
        band: Band
    ) {
        self.a = a
        self.b = b
        self.blocks = blocks
        self.weight = weight
        self.probability = probability
        self.levels = levels
        self.band = band
    }
}

/// A person's answer about two mentions, by key; the project's CSV is the truth.
package struct MatchDecision: Sendable {
    package var aKey: String
    package var bKey: String
    /// `match`, `no_match` or `unsure`.
    package var decision: String
    package var probability: Double?
    package var explanation: String?
    package var decidedBy: String
    package var decidedAt: String

    package init(
        _ aKey: String,
        _ bKey: String,
        decision: String,
        decidedBy: String,
        decidedAt: String
    ) {
        self.aKey = aKey
        self.bKey = bKey
        self.decision = decision
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
    }
}

/// A mention's id in another table, as `refs:` names it.
package struct OldReference: Sendable {
    package var mention: Int
    package var source: String
    package var table: String
    package var key: String

    package init(mention: Int, source: String, table: String, key: String) {
        self.mention = mention
        self.source = source
        self.table = table
        self.key = key
    }
}
