import Records

/// What the normalizers of Chinese names, companies and addresses report (N060–N099).
package enum ChineseFindings {
    package static let surnameOnly = FindingKind(
        "N060",
        "SURNAME_ONLY",
        .warning,
        "the name is a surname with a title, a full name was expected",
        hint: "ask for the full name",
        action: "value kept, marked suspect and never matched on",
        explanation: "A cell such as `王总` names nobody in particular: it counts half for "
            + "completeness and takes no part in matching by name."
    )
    package static let twoPeople = FindingKind(
        "N061",
        "TWO_PEOPLE",
        .note,
        "the cell names several people, one was expected",
        hint: "map the cell with `parts: {split: [full_name], by: [\"/\", \"、\"]}`",
        action: "split into one value for each person"
    )
    package static let unlistedSurname = FindingKind(
        "N062",
        "UNLISTED_SURNAME",
        .note,
        "the first character is no listed surname",
        action: "value kept as it was"
    )
    package static let unlikelyName = FindingKind(
        "N063",
        "UNLIKELY_NAME",
        .warning,
        "the text is no usual person name, 2 to 4 Han characters or latin words were expected",
        hint: "check the column's mapping",
        action: "value kept and marked suspect"
    )
    package static let roleInsteadOfName = FindingKind(
        "N064",
        "ROLE_INSTEAD_OF_NAME",
        .warning,
        "the cell holds a role or department, a person's name was expected",
        action: "value kept as job title, marked suspect and never matched on"
    )
    package static let rareCharacter = FindingKind(
        "N065",
        "RARE_CHARACTER",
        .warning,
        "the name has a private-use or replacement character, a Unicode character was expected",
        hint: "look the character up in the source system and correct it",
        action: "value kept and marked suspect"
    )
    package static let companyRemark = FindingKind(
        "N070",
        "COMPANY_REMARK",
        .note,
        "the company name carries a remark",
        action: "remark cut off and kept beside the name"
    )
    package static let doubledRegion = FindingKind(
        "N071",
        "DOUBLED_REGION",
        .note,
        "the region stands twice before the company name",
        action: "one of the two removed"
    )
    package static let doubtfulKind = FindingKind(
        "N072",
        "DOUBTFUL_KIND",
        .note,
        "neither a legal form, trade or place nor a person's name was found",
        action: "taken as an organization"
    )
    package static let regionConflict = FindingKind(
        "N080",
        "REGION_CONFLICT",
        .warning,
        "the parts of the address name regions that do not lie in one another",
        action: "the more specific region kept, confidence lowered"
    )
    package static let regionAmbiguous = FindingKind(
        "N081",
        "REGION_AMBIGUOUS",
        .note,
        "the region's name occurs several times and nothing else decides",
        hint: "give the city or province",
        action: "region code left open"
    )
    package static let regionUnknown = FindingKind(
        "N082",
        "REGION_UNKNOWN",
        .note,
        "no province, city or district was recognised",
        action: "text kept as the address's detail"
    )
    package static let addressRemark = FindingKind(
        "N083",
        "ADDRESS_REMARK",
        .note,
        "the address carries a remark in brackets",
        action: "remark cut off and kept beside the address"
    )
    package static let formerRegion = FindingKind(
        "N084",
        "FORMER_REGION",
        .note,
        "the district was renamed or merged into another one",
        hint: "check the district where only part of the old one went into the new one",
        action: "today's name and code used"
    )

    package static let all: [FindingKind] = [
        surnameOnly, twoPeople, unlistedSurname, unlikelyName, roleInsteadOfName, rareCharacter,
        companyRemark, doubledRegion, doubtfulKind, regionConflict, regionAmbiguous,
        regionUnknown, addressRemark, formerRegion,
    ]
}
