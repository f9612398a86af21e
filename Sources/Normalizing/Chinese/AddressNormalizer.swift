import Records

/// Chinese addresses: province, city, district and code from any mixture; the rest is the detail.
///
/// In: one cell; several columns (region or province, city, district, detail) come joined by
/// U+001F, any may be blank, and a later one may repeat an earlier one. Out: one value.
///
///     海沧区星湖大道５６１号(门卫收)  →  province 福建省 · city 厦门市 · district 海沧区 · adcode 350205
///                                    detail 星湖大道561号 · remark 门卫收 · confidence 85
///                                    key 350205|星湖大道561号
///
/// Every region name that is found is a *mention* with all regions that bear the name; the region
/// to which most mentions are related wins, the more specific of equals. So 朝阳 behind 北京 is its
/// district, and a wrong province column does not beat a whole address. Names inside road names
/// (山西路, 北京大道, 南京东路) are no mentions. Codes: GB/T 2260.
package struct AddressNormalizer: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "address",
        stage: .normalizing,
        summary: "addresses: province, city, district, region code and detail from any mixture",
        findings: [
            ChineseFindings.regionConflict.code, ChineseFindings.regionAmbiguous.code,
            ChineseFindings.regionUnknown.code, ChineseFindings.addressRemark.code,
            ChineseFindings.formerRegion.code,
        ],
        example: "address"
    )

    private var reader = AddressReader()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        if options != nil { throw OptionError("address", "has no options") }
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        reader.read(cell, into: &column)
    }
}
