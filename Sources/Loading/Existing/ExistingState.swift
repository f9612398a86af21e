import Records
import Storage

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
    /// Whether the record's values come from this mention where lineage says nothing else.
    package var isBase = false
}

/// All references of a target by their keys, each of which is one byte string.
package struct KnownReferences: Sendable {
    private var keys = ValueTable()
    /// By id of `keys`; id 0 names no key.
    private var known = [KnownReference(recordID: 0, contentHash: 0)]

    package init() {}

    package var count: Int { known.count - 1 }

    /// All references of an entity, each with its key as decisions name it
    /// (`source:table:key#part`).
    package func forEach(
        of entity: String,
        _ body: (_ key: () -> String, _ reference: KnownReference) -> Void
    ) {
        let start = Array(entity.utf8) + [0]
        for id in keys.ids {
            let bytes = keys[id]
            guard bytes.count > start.count,
                start.indices.allSatisfy({ bytes[$0] == start[$0] })
            else { continue }
            body(
                {
                    let parts = keys.string(id).split(
                        separator: "\0",
                        omittingEmptySubsequences: false
                    )
                    return parts.count < 5 ? "" : "\(parts[2]):\(parts[3]):\(parts[4])#\(parts[1])"
                },
                known[Int(id)]
            )
        }
    }

    package subscript(key: ReferenceKey) -> KnownReference? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(96)
        bytes.append(contentsOf: key.entity.utf8)
        bytes.append(0)
        bytes.append(contentsOf: String(key.part).utf8)
        bytes.append(0)
        bytes.append(contentsOf: key.source.utf8)
        bytes.append(0)
        bytes.append(contentsOf: key.table.utf8)
        bytes.append(0)
        bytes.append(contentsOf: key.key.utf8)
        return keys.find(bytes.span).map { known[Int($0)] }
    }

    /// Adds a row: entity, part, source, table, key (from column 0), record, hash and base mark.
    mutating func add(_ row: borrowing Statement, _ bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        for column in 0..<5 {
            if column > 0 { bytes.append(0) }
            row.append(column, to: &bytes)
        }
        let hash = row.withBytes(6) { blob in
            var hash: UInt64 = 0
            for index in blob.indices { hash = hash << 8 | UInt64(blob[index]) }
            return hash
        }
        let reference = KnownReference(
            recordID: row.integer(5),
            contentHash: hash,
            isBase: row.integer(7) == 1
        )
        let id = Int(keys.intern(bytes))
        if id == known.count {
            known.append(reference)
        } else {
            known[id] = reference
        }
    }
}

/// What a target holds before a run: enough to recognise mentions, match against records and diff.
package struct ExistingState: Sendable {
    package var path: String
    /// The file's own counter of committed changes: another value later means another writer.
    package var changeCounter: UInt32
    package var lastRunNumber: Int
    package var references: KnownReferences
    /// By entity name: the newest fitted model as JSON.
    package var models: [String: String]
    /// By entity name: the answers that hold now.
    package var decisions: [String: [StoredDecision]] = [:]
    package var entities: [String: ExistingEntity]
    /// Suppressed identifiers: HMAC (32 bytes) of each.
    package var suppressed: Set<[UInt8]>
}

/// An answer as `mig_match_decision` keeps it.
package struct StoredDecision: Sendable, Equatable {
    package var aKey: String
    package var bKey: String
    /// `match`, `no_match` or `unsure`.
    package var answer: String
}

/// The live records of one entity.
package struct ExistingEntity: Sendable {
    package var ids: [Int64] = []
    /// `A-000001`, or empty.
    package var codes: [String] = []
    /// All columns of the table in its order, and their values as text; null where blank.
    package var columnNames: [String] = []
    package var columns: [Column] = []
    /// Over all records, merged and erased ones included.
    package var highestID: Int64 = 0
    package var highestCode = 0

    package func column(_ name: String) -> Column? {
        columnNames.firstIndex(of: name).map { columns[$0] }
    }
}
