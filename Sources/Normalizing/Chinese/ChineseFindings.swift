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
        .warning,
        "the cell names several people, one was expected",
        hint:
            "map the cell with `parts: {split: [full_name, phone], by: [\"/\", \"、\", \"\\n\"]}`",
        action: "the first person is kept; the others stand in the raw value only",
        explanation: """
            `张三/李四` or `张三、李四` in one cell is two people. One record is made of the row, with \
            the first name, until the cell is mapped with `parts:`, which makes a record of each and \
            pairs names and numbers by position.
            """
    )
    package static let unlistedSurname = FindingKind(
        "N062",
        "UNLISTED_SURNAME",
        .note,
        "the first character is no listed surname",
        action: "value kept as it was",
        explanation: """
            The list of surnames covers nearly everybody, minorities and double surnames \
            included. A first character outside it may be a rare surname, a nickname or a given \
            name alone.
            """
    )
    package static let unlikelyName = FindingKind(
        "N063",
        "UNLIKELY_NAME",
        .warning,
        "the text is no usual person name, 2 to 4 Han characters or latin words were expected",
        hint: "check the column's mapping",
        action: "value kept and marked suspect",
        explanation: """
            Digits, addresses or whole sentences among names usually mean that a column was \
            mapped to the wrong field. The text is kept and takes no part in matching by name.
            """
    )
    package static let roleInsteadOfName = FindingKind(
        "N064",
        "ROLE_INSTEAD_OF_NAME",
        .warning,
        "the cell holds a role, department or form of address, a person's name was expected",
        action: "value kept as such, marked suspect and never matched on",
        explanation: """
            财务 or 采购部 says whom to ask for, not who it is. It is worth keeping as a title; \
            as a name it would make one person of all accountants.
            """
    )
    package static let rareCharacter = FindingKind(
        "N065",
        "RARE_CHARACTER",
        .warning,
        "the name has a private-use or replacement character, a Unicode character was expected",
        hint: "look the character up in the source system and correct it",
        action: "value kept and marked suspect",
        explanation: """
            Rare characters that an old system couldn't write were kept in its private area or \
            lost as U+FFFD. Which character was meant can't be known from the file.
            """
    )
    package static let companyRemark = FindingKind(
        "N070",
        "COMPANY_REMARK",
        .note,
        "the company name carries a remark",
        action: "remark cut off and kept beside the name",
        explanation: """
            【VIP】, (老客户) and －已成交 are notes to oneself, not part of the name. Cut off, \
            they no longer keep equal names apart, and they are kept as a remark.
            """
    )
    package static let doubledRegion = FindingKind(
        "N071",
        "DOUBLED_REGION",
        .note,
        "the region stands twice before the company name",
        action: "one of the two removed; only suggested where the second may begin the brand",
        explanation: """
            上海上海宏图贸易有限公司 has its region twice, as when an export puts the city before \
            the name. One of the two says the same.
            """
    )
    package static let doubtfulKind = FindingKind(
        "N072",
        "DOUBTFUL_KIND",
        .note,
        "a bare name in a column of companies may be an organization or a person",
        action: "taken as a person when it reads as one and is no well-known brand; else as an "
            + "organization",
        explanation: """
            A short name without a legal form, a trade, a place or a title may be a brand or a \
            person: 李宁 is both. What begins with a surname is taken as a person, unless it is a \
            well-known brand, and all else as an organization; the finding lists those to look at.
            """
    )
    package static let regionConflict = FindingKind(
        "N080",
        "REGION_CONFLICT",
        .warning,
        "the parts of the address name regions that do not lie in one another",
        action: "the more specific region kept, confidence lowered",
        explanation: """
            浙江省南京市 can't be: Nanjing lies in Jiangsu. The smaller region is the one that \
            people know best, so it decides, and the address counts as less certain.
            """
    )
    package static let regionAmbiguous = FindingKind(
        "N081",
        "REGION_AMBIGUOUS",
        .note,
        "the region's name occurs several times and nothing else decides",
        hint: "give the city or province",
        action: "region code left open",
        explanation: """
            Several cities have a 鼓楼区 or a 朝阳区. Without the city the code isn't chosen by \
            chance; the text is kept.
            """
    )
    package static let regionUnknown = FindingKind(
        "N082",
        "REGION_UNKNOWN",
        .note,
        "no province, city or district was recognised",
        action: "text kept as the address's detail",
        explanation: """
            The text has no name that the list of regions of the Ministry of Civil Affairs knows. \
            A street alone is still an address, but one without a city.
            """
    )
    package static let addressRemark = FindingKind(
        "N083",
        "ADDRESS_REMARK",
        .note,
        "the address carries a remark",
        action: "remark cut off and kept beside the address",
        explanation: """
            (近地铁2号线) or （收货前电话联系） helps a driver and hinders comparison. It is kept \
            beside the address.
            """
    )
    package static let formerRegion = FindingKind(
        "N084",
        "FORMER_REGION",
        .note,
        "the district was renamed or merged into another one",
        hint: "check the district where only part of the old one went into the new one",
        action: "today's name and code used",
        explanation: """
            Districts are renamed, merged and raised to cities every few years. Today's name and \
            code are stored so that old and new addresses of one place are equal.
            """
    )

    package static let all: [FindingKind] = [
        surnameOnly, twoPeople, unlistedSurname, unlikelyName, roleInsteadOfName, rareCharacter,
        companyRemark, doubledRegion, doubtfulKind, regionConflict, regionAmbiguous,
        regionUnknown, addressRemark, formerRegion,
    ]
}
