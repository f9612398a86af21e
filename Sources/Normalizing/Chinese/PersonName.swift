import Records

/// Person names: Han, minority (·) and latin ones, with their titles.
///
/// In: one cell, such as `魏超丽(副总)`, `張鵬浩`, `王总`, `Deng Xue Qiang`, `张伟/李娜`. Out: one value a
/// person. The value keeps the customer's own characters; the key is simplified, so 張鵬浩 and 张鹏浩
/// meet, and latin keys are the lower-case words in alphabetical order, so `Wei ZHANG` meets
/// `Zhang Wei`. Name order and surname readings follow GB/T 28039-2011.
///
///     魏超丽(副总)  →  value 魏超丽 · familyName 魏 · givenName 超丽 · jobTitle 副总
///                     key 魏超丽 · simplified 魏超丽 · pinyin weichaoli · initials wcl
package struct PersonName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "name",
        stage: .normalizing,
        summary:
            "person names: title and remark cut off, surname split, pinyin and simplified keys",
        findings: [
            ChineseFindings.surnameOnly.code, ChineseFindings.twoPeople.code,
            ChineseFindings.unlistedSurname.code, ChineseFindings.unlikelyName.code,
            ChineseFindings.roleInsteadOfName.code, ChineseFindings.rareCharacter.code,
            PersonFindings.givenNameOnly.code, PersonFindings.relative.code,
            PersonFindings.noPerson.code, PersonFindings.numberBeside.code,
            PersonFindings.phoneBeside.code, PersonFindings.standIn.code,
            PersonFindings.otherWords.code,
        ],
        example: "name"
    )

    private var reader = PersonReader()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        if options != nil { throw OptionError("name", "has no options") }
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        reader.read(cell, into: &column)
    }
}
