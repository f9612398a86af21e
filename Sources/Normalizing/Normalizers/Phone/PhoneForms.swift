import Records

/// A clean number as people and programs write it: `+86 138 1234 5678`, `138 1234 5678`,
/// `tel:+86-138-1234-5678`.
package enum PhoneForms {
    /// Appends a number in E.164, with its extension; false, and nothing, when it is no such number.
    package static func append(
        _ number: Span<UInt8>,
        extension dialled: Span<UInt8>,
        as format: NumberFormat,
        to bytes: inout [UInt8]
    ) -> Bool {
        guard number.count > 1, number[0] == 0x2B else { return false }
        let digits = number.extracting(1..<number.count)
        var reading = NumberingPlan.shared.read(digits: digits, hasPlus: true, region: nil)
        guard reading.error == nil else { return false }
        for index in dialled.indices { reading.extension.append(dialled[index]) }
        NumberingPlan.shared.append(reading, as: format, to: &bytes)
        return true
    }
}
