import CRM
import Records

/// Names of regions in columns of their own: official names, with the regions around them and their
/// code (GB/T 2260) as parts.
///
///     内蒙  →  内蒙古自治区 · adcode 150000        海淀  →  海淀区 · city 北京市 · adcode 110108
///     鼓楼区  →  鼓楼区, no code: five cities have one, and the row's address decides
struct RegionText: Sendable {
    private var reader: AddressReader
    private var typed: [UInt8] = []

    init(_ level: Region.Level) { reader = AddressReader(columnLevel: level) }

    mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &typed)
        let text = typed
        reader.readColumn(cell, typed: text.span, into: &column)
    }

    static let findings = [
        ChineseFindings.regionConflict.code, ChineseFindings.regionAmbiguous.code,
        ChineseFindings.regionUnknown.code, ChineseFindings.formerRegion.code,
        ChineseFindings.addressRemark.code, AddressFindings.otherLevel.code,
    ]
}

/// Province, city and district in one cell: 广东省深圳市.
package struct RegionName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "region",
        stage: .normalizing,
        summary: "province, city and district in one cell, by their official names",
        findings: AddressNormalizer.findings,
        example: "region"
    )

    private var reader = AddressRereading()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, RegionName.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let first = column.outcomes.count
        reader.read(cell, into: &column)
        for index in first..<column.outcomes.count {
            column.outcomes[index].key = column.outcomes[index].value
        }
    }
}

/// A province's name.
package struct ProvinceName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "province",
        stage: .normalizing,
        summary: "names of provinces: the official one, with the regions around it",
        findings: RegionText.findings,
        example: "province"
    )

    private var text = RegionText(.province)

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
        summary: "names of cities: the official one, with the regions around it",
        findings: RegionText.findings,
        example: "city"
    )

    private var text = RegionText(.city)

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
        summary: "names of districts: the official one, with the regions around it",
        findings: RegionText.findings,
        example: "district"
    )

    private var text = RegionText(.district)

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, DistrictName.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.normalize(cell, into: &column)
    }
}

/// Postal codes of six digits; five digits may have lost their leading 0, which is proposed.
///
/// The first two digits tell the province (51 and 52 are Guangdong); codes that no province has are
/// suspect. Hong Kong, Macau and Taiwan have 999077 to 999079 for mail from the mainland.
package struct PostalCode: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "postal_code",
        stage: .normalizing,
        summary: "postal codes of six digits",
        findings: [.noPostalCode, .decimalTail, .postalCodeLostZero],
        example: "postal_code"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, PostalCode.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        dropLabel()
        value.removeAll {
            $0 == 0x20 || $0 == 0x28 || $0 == 0x29 || $0 == 0x27 || $0 == 0x60 || $0 == 0x5B
                || $0 == 0x5D
        }
        let hasTail = value.span.hasSuffix(".0")
        if hasTail { value.removeLast(2) }
        let code = value
        if code.count == 5, Digits.areAll(code.span), Self.isKnown([0x30] + code) {
            column.emitRaw(cell, validity: .suspect, code: .postalCodeLostZero)
            column.setPart(.suggestion, ([0x30] + code).span)
            return
        }
        guard code.count == 6, Digits.areAll(code.span), Self.isKnown(code) else {
            column.emitRaw(cell, validity: .suspect, code: .noPostalCode)
            return
        }
        column.emit(raw: cell, value: code.span, code: hasTail ? .decimalTail : .none)
    }

    /// 邮编： before the code.
    private mutating func dropLabel() {
        guard let colon = value.firstIndex(of: 0x3A), colon + 1 < value.count,
            !value[..<colon].contains(where: { $0 < 0x80 })
        else {
            if value.span.hasPrefix("邮编") { value.removeFirst(6) }
            return
        }
        value.removeFirst(colon + 1)
    }

    /// Whether some province has such codes; 999077, 999078 and 999079 stand for three more.
    private static func isKnown(_ code: [UInt8]) -> Bool {
        let prefix = Int(code[0] &- 0x30) * 10 + Int(code[1] &- 0x30)
        if PostalAreas.province(prefix) != 0 { return true }
        return code.span.hasPrefix("99907") && code[5] >= 0x37
    }
}
