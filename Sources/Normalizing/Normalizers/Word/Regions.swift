import CRM
import Records

/// Names of regions as they were typed, in half width and without blanks between Han characters.
///
/// What they mean (codes of GB/T 2260) is settled together with the address of the row.
struct RegionText: Sendable {
    private var value: [UInt8] = []

    mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        let text = value
        column.emit(raw: cell, value: text.span)
    }
}

/// Province, city and district in one cell: 广东省深圳市.
package struct RegionName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "region",
        stage: .normalizing,
        summary: "province, city and district in one cell, as typed",
        example: "region"
    )

    private var text = RegionText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, RegionName.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.normalize(cell, into: &column)
    }
}

/// A province's name.
package struct ProvinceName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "province",
        stage: .normalizing,
        summary: "names of provinces, as typed",
        example: "province"
    )

    private var text = RegionText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, ProvinceName.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.normalize(cell, into: &column)
    }
}

/// A city's name.
package struct CityName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "city",
        stage: .normalizing,
        summary: "names of cities, as typed",
        example: "city"
    )

    private var text = RegionText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, CityName.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.normalize(cell, into: &column)
    }
}

/// A district's name.
package struct DistrictName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "district",
        stage: .normalizing,
        summary: "names of districts, as typed",
        example: "district"
    )

    private var text = RegionText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, DistrictName.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.normalize(cell, into: &column)
    }
}

/// Postal codes of six digits; five digits have lost their 0 and stay suspect.
package struct PostalCode: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "postal_code",
        stage: .normalizing,
        summary: "postal codes of six digits",
        findings: [.noPostalCode, .decimalTail],
        example: "postal_code"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, PostalCode.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        value.removeAll { $0 == 0x20 || $0 == 0x28 || $0 == 0x29 }
        let hasTail = value.span.hasSuffix(".0")
        if hasTail { value.removeLast(2) }
        let code = value
        guard code.count == 6, Digits.areAll(code.span) else {
            column.emitRaw(cell, validity: .suspect, code: .noPostalCode)
            return
        }
        column.emit(raw: cell, value: code.span, code: hasTail ? .decimalTail : .none)
    }
}
