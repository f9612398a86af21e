import Records

/// A mention's key as `mig_external_ref` keeps it.
package struct ReferenceKey: Hashable, Sendable {
    package var source: String
    package var table: String
    package var key: String
    package var part: Int
    package var entity: String

    package init(source: String, table: String, key: String, part: Int, entity: String) {
        self.source = source
        self.table = table
        self.key = key
        self.part = part
        self.entity = entity
    }
}

/// The record that a mention became, and the hash of what the mention said.
package struct KnownReference: Sendable, Equatable {
    package var recordID: Int64
    package var contentHash: UInt64
}

/// What a target holds before a run: enough to recognise mentions, match against records and diff.
package struct ExistingState: Sendable {
    package var path: String
    /// The file's own counter of committed changes: another value later means another writer.
    package var changeCounter: UInt32
    package var lastRunNumber: Int
    package var references: [ReferenceKey: KnownReference]
    /// By entity name: the newest fitted model as JSON.
    package var models: [String: String]
    package var entities: [String: ExistingEntity]
    /// Suppressed identifiers: HMAC (32 bytes) of each.
    package var suppressed: Set<[UInt8]>
}

/// The live records of one entity.
package struct ExistingEntity: Sendable {
    package var ids: [Int64] = []
    /// `A-000001`, or empty.
    package var codes: [String] = []
    /// All columns of the table in its order, and their values as text; null where blank.
    package var columnNames: [String] = []
    package var columns: [Column] = []
    package var points: [ExistingPoint] = []
    package var addresses: [ExistingAddress] = []
    /// Over all records, merged and erased ones included.
    package var highestID: Int64 = 0
    package var highestCode = 0

    package func column(_ name: String) -> Column? {
        columnNames.firstIndex(of: name).map { columns[$0] }
    }
}

package struct ExistingPoint: Sendable {
    package var pointID: Int64
    package var ownerID: Int64
    package var kind: String
    package var value: String?
    package var raw: String
    package var fieldExtension: String?
    package var validity: String
}

package struct ExistingAddress: Sendable {
    package var addressID: Int64
    package var ownerID: Int64
    package var kind: String
    package var adcode: String?
    package var province: String?
    package var city: String?
    package var district: String?
    package var detail: String?
    package var postalCode: String?
    package var raw: String
}
