import CRM
import Records

/// Keys of mentions in their source: the mapped id, or a hash of what the mention says.
///
/// A synthesised key is made of the entity, the clean name, the best phone, e-mail or address, and
/// the account's key for contacts, with an ordinal among equals. It survives a row
/// that moves; when it changes, the matcher finds the record again.
enum SourceKeys {
    private static let reach = ["mobile", "phone", "landline", "email", "wechat", "address"]

    static func assign(
        to mapped: inout MappedEntity,
        parents: [String: MappedEntity],
        sources: SourceSet
    ) {
        var ordinals: [UInt64: Int] = [:]
        // By name, not by position: a further sheet or source must not renew the keys of others.
        let tables = sources.tables.map { Hash64.of("\($0.source)\u{1F}\($0.name)".utf8.span) }
        var keys: [String] = []
        let contents = contents(mapped, parents["account"]?.table.sourceKeys ?? [])
        let lineage = mapped.table.lineage
        keys.reserveCapacity(mapped.count)
        ordinals.reserveCapacity(mapped.count)
        for (mention, native) in mapped.nativeIDs.enumerated() {
            let table = tables[Int(lineage.table[mention])]
            var hash = Hash64.combine(table, UInt64(lineage.part[mention]))
            if native.isEmpty {
                hash = Hash64.combine(hash, contents[mention])
            } else {
                hash = Hash64.combine(hash, Hash64.of(native.utf8.span, seed: 1))
            }
            let ordinal = (ordinals[hash] ?? 0) + 1
            ordinals[hash] = ordinal
            let text = native.isEmpty ? hexadecimal(hash) : native
            // An id with a `~` of its own always gets an ordinal, so that none reads like another's second.
            let isPlain = ordinal == 1 && (native.isEmpty || !native.utf8.contains(0x7E))
            keys.append(isPlain ? text : "\(text)~\(ordinal)")
        }
        mapped.table.sourceKeys = keys
        mapped.table.isNativeKey = mapped.nativeIDs.map { !$0.isEmpty }
    }

    private struct NativeKey: Hashable {
        /// The same for a table in several files.
        var table: Int
        var part: UInt16
        var id: String
    }

    /// Must-links between rows of one native key.
    static func sameKeys(_ mapped: MappedEntity, sources: SourceSet) -> [MappedEntity.Certain] {
        var known: [String: Int] = [:]
        let firsts = sources.tables.indices.map { index in
            let table = sources.tables[index]
            let name = "\(table.source)\u{1F}\(table.name)"
            return known[name]
                ?? {
                    known[name] = index; return index
                }()
        }
        var first: [NativeKey: Int] = [:]
        var links: [MappedEntity.Certain] = []
        let lineage = mapped.table.lineage
        for (mention, id) in mapped.nativeIDs.enumerated() where !id.isEmpty {
            let key = NativeKey(
                table: firsts[Int(lineage.table[mention])],
                part: lineage.part[mention],
                id: id
            )
            if let earlier = first[key] {
                links.append(.init(a: earlier, b: mention, reason: .sameKey))
            } else {
                first[key] = mention
            }
        }
        return links
    }

    // MARK: Contents

    private static func identifying(_ table: EntityTable) -> [Int] {
        let names = table.columns.indices.filter {
            ["name", "full_name"].contains(table.columns[$0].field)
        }
        let reachable = reach.compactMap { table.columnIndex($0) }
        let own = names + reachable
        return own.isEmpty ? Array(table.columns.indices) : own
    }

    /// By mention: a hash of what it says; only of use where there is no native id.
    private static func contents(_ mapped: MappedEntity, _ accountKeys: [String]) -> [UInt64] {
        let start = Hash64.of(mapped.entity.name.utf8.span)
        var hashes = [UInt64](repeating: start, count: mapped.count)
        if mapped.nativeIDs.allSatisfy({ !$0.isEmpty }) { return hashes }
        var isReached = [Bool](repeating: false, count: mapped.count)
        for index in identifying(mapped.table) {
            let isReach = reach.contains(mapped.table.columns[index].field)
            add(mapped.table.columns[index], isReach, &isReached, &hashes)
        }
        guard let link = mapped.table.link("account") else { return hashes }
        for (mention, parent) in link.parent.enumerated()
        where parent >= 0 && Int(parent) < accountKeys.count {
            let key = Hash64.of(accountKeys[Int(parent)].utf8.span)
            hashes[mention] = Hash64.combine(hashes[mention], key)
        }
        return hashes
    }

    /// Adds a column; of the ways to reach somebody only the first that is filled counts.
    private static func add(
        _ column: CleanColumn,
        _ isReach: Bool,
        _ isReached: inout [Bool],
        _ hashes: inout [UInt64]
    ) {
        let seed = Hash64.of(column.field.utf8.span)
        for mention in hashes.indices where !(isReach && isReached[mention]) {
            guard let text = best(column, mention) else { continue }
            if isReach { isReached[mention] = true }
            let hash = Hash64.of(column.values[text], seed: seed)
            hashes[mention] = Hash64.combine(hashes[mention], hash)
        }
    }

    /// The key, the value or the raw text of the first outcome.
    private static func best(_ column: CleanColumn, _ mention: Int) -> ValueID? {
        for raw in column.cells[mention] {
            for outcome in column.outcomeIndices(ofRaw: raw) {
                let value = column.outcomes[outcome]
                return value.key != 0 ? value.key : value.value != 0 ? value.value : value.raw
            }
        }
        return nil
    }

    private static func hexadecimal(_ hash: UInt64) -> String {
        var text: [UInt8] = [0x23]
        text.reserveCapacity(17)
        for shift in stride(from: 60, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: hash >> UInt64(shift)) & 0xF
            text.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
