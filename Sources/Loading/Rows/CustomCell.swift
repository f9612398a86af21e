import Records

/// The JSON column `custom` of one record while it is made.
///
///     {"会员号":"8812","partial_dates":{"birth_date":"1990-05"},"rejected_values":{"uscc":"9135…"}}
struct CustomCell {
    private var own: [UInt8] = []
    private var partial: [UInt8] = []
    private var rejected: [UInt8] = []

    var isEmpty: Bool { own.isEmpty && partial.isEmpty && rejected.isEmpty }

    mutating func clear() {
        own.removeAll(keepingCapacity: true)
        partial.removeAll(keepingCapacity: true)
        rejected.removeAll(keepingCapacity: true)
    }

    mutating func add(_ name: String, _ text: Span<UInt8>) { CustomCell.pair(name, text, &own) }

    mutating func addPartialDate(_ name: String, _ text: Span<UInt8>) {
        CustomCell.pair(name, text, &partial)
    }

    mutating func addRejected(_ name: String, _ text: Span<UInt8>) {
        CustomCell.pair(name, text, &rejected)
    }

    mutating func add(_ name: String, _ values: ValueTable, _ id: ValueID) {
        CustomCell.pair(name, values[id], &own)
    }

    mutating func addRejected(_ name: String, _ values: ValueTable, _ id: ValueID) {
        CustomCell.pair(name, values[id], &rejected)
    }

    private static func pair(_ name: String, _ text: Span<UInt8>, _ out: inout [UInt8]) {
        if text.isEmpty { return }
        if !out.isEmpty { out.append(0x2C) }
        JSON.write(Array(name.utf8).span, to: &out)
        out.append(0x3A)
        JSON.write(text, to: &out)
    }

    /// The JSON text; empty when there is nothing to keep.
    func bytes() -> [UInt8] {
        if isEmpty { return [] }
        var out: [UInt8] = [0x7B]
        out += own
        CustomCell.group("partial_dates", partial, &out)
        CustomCell.group("rejected_values", rejected, &out)
        out.append(0x7D)
        return out
    }

    private static func group(_ name: StaticString, _ pairs: [UInt8], _ out: inout [UInt8]) {
        if pairs.isEmpty { return }
        if out.count > 1 { out.append(0x2C) }
        out.append(0x22)
        out.append(name)
        out.append("\":{")
        out += pairs
        out.append(0x7D)
    }
}
