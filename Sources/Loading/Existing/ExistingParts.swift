import Records
import Storage

/// The points and addresses of existing records, looked up while updating.
///
/// Each is known by the bytes of what makes it the same: owner and kind, value and extension.
struct ExistingParts {
    private var known = ValueTable()
    /// By id of `known`: the number of the stored point that reads so.
    private var pointIDs: [ValueID: Int64] = [:]
    /// By owner: its primary address, or else its first; only in a clean-up.
    private var addressIDs: [Int64: Int64] = [:]
    private var key: [UInt8] = []
    /// By owner: those that were merged into it, whose parts are its own now.
    private var merged: [Int64: [Int64]] = [:]

    /// What a key says about its owner.
    private enum Mark: UInt8 { case point, primary, pointText, address, addressText, hasAddress }

    init() {}

    /// Reads the parts of all records of an entity; `isSelf` also learns what stored points read.
    mutating func read(
        owner: String,
        isSelf: Bool,
        _ connection: Connection
    ) throws(StorageFailure) {
        let points = try connection.prepare(
            """
            SELECT \(owner), point_id, kind, value_norm, value_raw, extension
            FROM contact_point WHERE \(owner) IS NOT NULL ORDER BY point_id
            """
        )
        while try points.step() { add(points, isSelf: isSelf) }
        let addresses = try connection.prepare(
            """
            SELECT \(owner), kind, adcode, district, detail, address_raw, address_id FROM address
            WHERE \(owner) IS NOT NULL ORDER BY is_primary DESC, address_id
            """
        )
        while try addresses.step() {
            let owner = addresses.integer(0)
            addAddress(owner: owner) { out in
                for column in 1...4 {
                    addresses.append(column, to: &out)
                    out.append(0)
                }
            }
            start(.addressText, owner)
            addresses.append(5, to: &key)
            remember()
            if isSelf, addressIDs[owner] == nil { addressIDs[owner] = addresses.integer(6) }
        }
    }

    private mutating func add(_ row: borrowing Statement, isSelf: Bool) {
        let owner = row.integer(0)
        let hasValue = !row.isNull(3)
        start(.point, owner)
        row.append(2, to: &key)
        key.append(0)
        row.append(3, to: &key)
        key.append(0)
        row.append(hasValue ? 5 : 4, to: &key)
        remember()
        start(.primary, owner)
        row.append(2, to: &key)
        remember()
        if !isSelf { return }
        start(.pointText, owner)
        row.append(hasValue ? 3 : 4, to: &key)
        pointIDs[known.intern(key)] = row.integer(1)
    }

    private mutating func start(_ mark: Mark, _ owner: Int64) {
        key.removeAll(keepingCapacity: true)
        key.append(mark.rawValue)
        for shift in 0..<8 { key.append(UInt8(truncatingIfNeeded: owner >> Int64(shift * 8))) }
    }

    private mutating func remember() { _ = known.intern(key) }

    /// After a merge the winner has what the loser had.
    mutating func merge(loser: Int64, into winner: Int64) {
        merged[winner, default: []] += [loser] + (merged[loser] ?? [])
    }

    private mutating func isKnown(
        _ mark: Mark,
        _ owner: Int64,
        _ write: (inout [UInt8]) -> Void = { _ in }
    ) -> Bool {
        start(mark, owner)
        write(&key)
        if known.find(key.span) != nil { return true }
        if merged.isEmpty { return false }
        for loser in merged[owner] ?? [] {
            start(mark, loser)
            write(&key)
            if known.find(key.span) != nil { return true }
        }
        return false
    }

    // MARK: Points

    static func write(_ point: PointRow, _ texts: PartTexts, to out: inout [UInt8]) {
        out.append(contentsOf: texts.bytes[point.kindName])
        out.append(0)
        out.append(contentsOf: texts.bytes[point.value])
        out.append(0)
        out.append(contentsOf: texts.bytes[point.value.isEmpty ? point.raw : point.suffix])
    }

    mutating func has(_ point: PointRow, _ texts: PartTexts, owner: Int64) -> Bool {
        isKnown(.point, owner) { ExistingParts.write(point, texts, to: &$0) }
    }

    mutating func add(_ point: PointRow, _ texts: PartTexts, owner: Int64) {
        start(.point, owner)
        ExistingParts.write(point, texts, to: &key)
        remember()
        start(.primary, owner)
        key.append(contentsOf: texts.bytes[point.kindName])
        remember()
    }

    /// Whether the owner has a point of that kind already, which stays its primary one.
    mutating func hasPrimary(_ point: PointRow, _ texts: PartTexts, owner: Int64) -> Bool {
        isKnown(.primary, owner) { $0.append(contentsOf: texts.bytes[point.kindName]) }
    }

    /// The stored point that reads as this one's raw text: what a clean-up read and now writes
    /// better.
    mutating func pointToCorrect(_ point: PointRow, _ texts: PartTexts, owner: Int64) -> Int64? {
        start(.pointText, owner)
        key.append(contentsOf: texts.bytes[point.raw])
        return known.find(key.span).flatMap { pointIDs[$0] }
    }

    // MARK: Addresses

    private mutating func addAddress(owner: Int64, _ write: (inout [UInt8]) -> Void) {
        start(.address, owner)
        write(&key)
        remember()
        start(.hasAddress, owner)
        remember()
    }

    static func write(_ address: AddressRow, _ texts: PartTexts, to out: inout [UInt8]) {
        for range in [address.kind, address.adcode, address.district, address.detail] {
            out.append(contentsOf: texts.bytes[range])
            out.append(0)
        }
    }

    mutating func add(_ address: AddressRow, _ texts: PartTexts, owner: Int64) {
        addAddress(owner: owner) { ExistingParts.write(address, texts, to: &$0) }
    }

    mutating func hasAddress(owner: Int64) -> Bool { isKnown(.hasAddress, owner) }

    /// Whether the owner has the address: by its parts or, unless it was read from the target
    /// itself, by the text of its source.
    mutating func has(
        _ address: AddressRow,
        _ texts: PartTexts,
        owner: Int64,
        comparesText: Bool
    ) -> Bool {
        if isKnown(.address, owner, { ExistingParts.write(address, texts, to: &$0) }) {
            return true
        }
        guard comparesText else { return false }
        return isKnown(.addressText, owner) { $0.append(contentsOf: texts.bytes[address.raw]) }
    }

    /// The stored address that a clean-up read; each is corrected at most once.
    mutating func addressToCorrect(owner: Int64) -> Int64? {
        addressIDs.removeValue(forKey: owner)
    }
}
