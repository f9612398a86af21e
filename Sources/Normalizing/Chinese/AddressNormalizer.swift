import Records

/// Chinese addresses: province, city, district and code from any mixture; the rest is the detail.
///
/// In: one cell; several columns (region or province, city, district, detail) come joined by
/// U+001F, any may be blank, and a later one may repeat an earlier one. Out: one value, or one for
/// each address of a cell that holds several.
///
///     海沧区星湖大道５６１号(门卫收)  →  province 福建省 · city 厦门市 · district 海沧区 · adcode 350205
///                                    detail 星湖大道561号 · remark 门卫收 · confidence 85
///                                    key 350205|星湖大道561号
///
/// Every region name that is found is a *mention* with all regions that bear the name; the region
/// to which most mentions are related wins, the more specific of equals. So 朝阳 behind 北京 is its
/// district, and a wrong province column does not beat a whole address. Names inside road names
/// (山西路, 北京大道, 南京东路) are no mentions. Codes: GB/T 2260. Nothing is lost: what is no region,
/// postal code or separator stands in the detail or the remark.
///
/// Where no region, or none of several, can be taken, the part `suggestion` offers what the words of
/// the cell point to: the districts of the name, or the only city that a building or firm names.
///
/// The confidence says how surely and how far the region is known:
///
///     100  down to the district, or a city without districts, by several names
///      85  a district named alone that no other city has; or down to the city only
///      75  a city, with a district that isn't in its list
///      70  spelt in latin letters          65  told from other words of the cell
///      60  the province only               50  names contradict each other; another country
///      40  several regions have the name   30, 10  no region is known
///
/// A short name (深圳 for 深圳市) as the last one takes 5 off.
package struct AddressNormalizer: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "address",
        stage: .normalizing,
        summary: "addresses: province, city, district, region code and detail from any mixture",
        findings: findings,
        example: "address"
    )

    static let findings = [
        ChineseFindings.regionConflict.code, ChineseFindings.regionAmbiguous.code,
        ChineseFindings.regionUnknown.code, ChineseFindings.addressRemark.code,
        ChineseFindings.formerRegion.code, AddressFindings.districtNotInCity.code,
        AddressFindings.postalCodeConflict.code, AddressFindings.severalAddresses.code,
        AddressFindings.contactInAddress.code, AddressFindings.foreignAddress.code,
        AddressFindings.regionFromContext.code, .lostCharacters,
    ]

    private var reader = AddressRereading()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        if options != nil { throw OptionError("address", "has no options") }
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        reader.read(cell, into: &column)
    }
}
