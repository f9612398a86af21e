import Records

/// The points and addresses of existing records, looked up while updating.
struct ExistingParts {
    private var points: Set<String> = []
    private var primaries: Set<String> = []
    private var pointOfText: [String: Int64] = [:]
    private var pointsOf: [Int64: [ExistingPoint]] = [:]
    private var addresses: [Int64: [AddressRow]] = [:]
    private var addressTexts: Set<String> = []
    private var addressOfText: [String: Int64] = [:]

    init(_ existing: ExistingEntity?) {
        for point in existing?.points ?? [] {
            pointsOf[point.ownerID, default: []].append(point)
            add(
                point.ownerID,
                kind: point.kind,
                value: point.value ?? "",
                raw: point.raw,
                suffix: point.fieldExtension ?? ""
            )
            pointOfText["\(point.ownerID)\u{1F}\(point.value ?? point.raw)"] = point.pointID
        }
        for address in existing?.addresses ?? [] {
            var row = AddressRow()
            row.kind = address.kind
            row.adcode = Array((address.adcode ?? "").utf8)
            row.province = Array((address.province ?? "").utf8)
            row.city = Array((address.city ?? "").utf8)
            row.district = Array((address.district ?? "").utf8)
            row.detail = Array((address.detail ?? "").utf8)
            addresses[address.ownerID, default: []].append(row)
            addressTexts.insert("\(address.ownerID)\u{1F}\(address.raw)")
            let text = row.text.isEmpty ? address.raw : String(decoding: row.text, as: UTF8.self)
            addressOfText["\(address.ownerID)\u{1F}\(text)"] = address.addressID
        }
    }

    /// After a merge the winner has what the loser had.
    mutating func merge(loser: Int64, into winner: Int64) {
        for point in pointsOf[loser] ?? [] {
            add(
                winner,
                kind: point.kind,
                value: point.value ?? "",
                raw: point.raw,
                suffix: point.fieldExtension ?? ""
            )
        }
        for address in addresses[loser] ?? [] {
            addresses[winner, default: []].append(address)
        }
    }

    private func key(
        _ owner: Int64,
        _ kind: String,
        _ value: String,
        _ raw: String,
        _ suffix: String
    ) -> String {
        value.isEmpty
            ? "\(owner)\u{1F}\(kind)\u{1F}\u{1F}\(raw)"
            : "\(owner)\u{1F}\(kind)\u{1F}\(value)\u{1F}\(suffix)"
    }

    func hasPoint(
        _ owner: Int64,
        kind: String,
        value: String,
        raw: String,
        suffix: String
    ) -> Bool {
        points.contains(key(owner, kind, value, raw, suffix))
    }

    mutating func add(_ owner: Int64, kind: String, value: String, raw: String, suffix: String) {
        points.insert(key(owner, kind, value, raw, suffix))
        primaries.insert("\(owner)\u{1F}\(kind)")
    }

    func hasPrimary(_ owner: Int64, kind: String) -> Bool {
        primaries.contains("\(owner)\u{1F}\(kind)")
    }

    /// The stored point that reads as `raw`: what a clean-up read and now writes better.
    func pointToCorrect(_ owner: Int64, raw: String) -> Int64? {
        pointOfText["\(owner)\u{1F}\(raw)"]
    }

    /// The stored address that reads as `raw`: what a clean-up read and now writes better.
    func addressToCorrect(_ owner: Int64, raw: [UInt8]) -> Int64? {
        addressOfText["\(owner)\u{1F}\(String(decoding: raw, as: UTF8.self))"]
    }

    mutating func replace(_ address: AddressRow, owner: Int64) {
        addresses[owner, default: []].append(address)
    }

    func hasAddress(owner: Int64) -> Bool { addresses[owner] != nil }

    func has(_ address: AddressRow, owner: Int64) -> Bool {
        if addressTexts.contains("\(owner)\u{1F}\(String(decoding: address.raw, as: UTF8.self))") {
            return true
        }
        return addresses[owner]?.contains { $0.isSame(as: address) } ?? false
    }
}
