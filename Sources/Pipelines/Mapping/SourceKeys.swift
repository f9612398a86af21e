import CRM
import Records

/// Keys of mentions in their source: the mapped id, or a hash of what the mention says.
///
/// A synthesised key is made of the entity, the clean name, the best phone, e-mail or address, and
/// the account's key for contacts, with an ordinal among equals (decisions 22). It survives a row
/// that moves; when it changes, the matcher finds the record again.
enum SourceKeys {
    private static let reach = ["mobile", "phone", "landline", "email", "wechat", "address"]

    static func assign(to mapped: inout MappedEntity, parents: [String: MappedEntity]) {
        var ordinals: [UInt64: Int] = [:]
        var keys: [String] = []
        let columns = identifying(mapped.table)
        keys.reserveCapacity(mapped.count)
        for mention in 0..<mapped.count {
            let table = UInt64(mapped.table.lineage.table[mention])
            let native = mapped.nativeIDs[mention]
            let part = UInt64(mapped.table.lineage.part[mention])
            var hash = Hash64.combine(table, part)
            if native.isEmpty {
                hash = Hash64.combine(hash, content(mapped, mention, columns, parents))
            } else {
                hash = Hash64.combine(hash, Hash64.of(Array(native.utf8).span, seed: 1))
            }
            let ordinal = (ordinals[hash] ?? 0) + 1
            ordinals[hash] = ordinal
            let text = native.isEmpty ? hexadecimal(hash) : native
            keys.append(ordinal == 1 ? text : "\(text)~\(ordinal)")
        }
        mapped.table.sourceKeys = keys
        mapped.table.isNativeKey = mapped.nativeIDs.map { !$0.isEmpty }
    }

    /// Must-links between rows of one native key.
    static func sameKeys(_ mapped: MappedEntity) -> [MappedEntity.Certain] {
        var first: [String: Int] = [:]
        var links: [MappedEntity.Certain] = []
        for mention in 0..<mapped.count where !mapped.nativeIDs[mention].isEmpty {
            let lineage = mapped.table.lineage
            let key = "\(lineage.table[mention]) \(lineage.part[mention]) \(mapped.nativeIDs[mention])"
            if let earlier = first[key] {
                links.append(.init(a: earlier, b: mention, reason: .sameKey))
            } else {
                first[key] = mention
            }
        }
        return links
    }

    private static func identifying(_ table: EntityTable) -> [Int] {
        let names = table.columns.indices.filter {
            ["name", "full_name"].contains(table.columns[$0].field)
        }
        let reachable = reach.compactMap { table.columnIndex($0) }
        let own = names + reachable
        return own.isEmpty ? Array(table.columns.indices) : own
    }

    private static func content(
        _ mapped: MappedEntity,
        _ mention: Int,
        _ columns: [Int],
        _ parents: [String: MappedEntity]
    ) -> UInt64 {
        var hash = Hash64.of(Array(mapped.entity.name.utf8).span)
        var reachCount = 0
        for index in columns {
            let column = mapped.table.columns[index]
            let isReach = reach.contains(column.field)
            if isReach, reachCount > 0 { continue }
            guard let text = best(column, mention) else { continue }
            if isReach { reachCount += 1 }
            hash = Hash64.combine(hash, Hash64.of(column.values[text], seed: UInt64(index)))
        }
        if let link = mapped.table.link("account"), link.parent[mention] >= 0,
            let accounts = parents["account"],
            Int(link.parent[mention]) < accounts.table.sourceKeys.count
        {
            let key = accounts.table.sourceKeys[Int(link.parent[mention])]
            hash = Hash64.combine(hash, Hash64.of(Array(key.utf8).span))
        }
        return hash
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
        let digits = String(hash, radix: 16)
        return "#" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
