import Records

/// Company names: cleaned, taken apart, and told from persons and branches.
///
/// A name is 行政区划 + 字号 + 行业 + 组织形式 (企业名称登记管理规定 art. 6); the region may stand in brackets
/// instead. In: one cell. Out: one value, whose key is brand + trade in simplified characters and
/// lower case; region and legal form are compared apart.
///
///     南寧榛拓醫療器械有限責任公司【VIP】  →  value 南寧榛拓醫療器械有限責任公司 · remark VIP · region 南宁
///                                         brand 榛拓 · trade 医疗器械 · legalForm 有限公司 · key 榛拓医疗器械
///
/// A customer of two to four Han characters that begins with a common surname and has no form,
/// trade or place is a person; so is a name with · between Han characters.
package struct CompanyName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "company_name",
        stage: .normalizing,
        summary: "company names: remark cut off, taken apart into region, brand, trade, legal form",
        findings: [
            ChineseFindings.companyRemark.code, ChineseFindings.doubledRegion.code,
            ChineseFindings.doubtfulKind.code, ChineseFindings.surnameOnly.code,
            ChineseFindings.rareCharacter.code, ChineseFindings.unlikelyName.code,
            ChineseFindings.roleInsteadOfName.code, ChineseFindings.unlistedSurname.code,
            CompanyFindings.severalCompanies.code, CompanyFindings.contactInName.code,
            CompanyFindings.noCompanyName.code, CompanyFindings.departmentOnly.code,
            CompanyFindings.twoLanguages.code, CompanyFindings.formerName.code,
            CompanyFindings.truncatedForm.code,
        ],
        example: "company_name"
    )

    private var reader = CompanyReader()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        if options != nil { throw OptionError("company_name", "has no options") }
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        reader.read(cell, into: &column)
    }
}
