import Records

/// What the normalizers of addresses and regions report beside `ChineseFindings` (N140–N147).
package enum AddressFindings {
    package static let districtNotInCity = FindingKind(
        "N140",
        "DISTRICT_NOT_IN_CITY",
        .note,
        "the district named is none of the city's, a district of the city was expected",
        hint: "check the city where the district is listed elsewhere",
        action: "the city decides, the district's name is kept in the detail",
        explanation: """
            东莞市东城区 and 三亚市河西区 are names of everyday use; the lists have a 东城区 in Beijing \
            and a 河西区 in Tianjin. A city is rarely mistyped, so it decides.
            """
    )
    package static let postalCodeConflict = FindingKind(
        "N141",
        "POSTAL_CODE_CONFLICT",
        .note,
        "the postal code belongs to another province than the address",
        hint: "look the code up; the address is more often right",
        action: "both kept as they were written",
        explanation: """
            The first two digits of a postal code tell the province: 51 and 52 are Guangdong. A \
            code of another province was copied from elsewhere, or the address was.
            """
    )
    package static let postalCodeLostZero = FindingKind(
        "N142",
        "POSTAL_CODE_LOST_ZERO",
        .warning,
        "postal code has five digits, six were expected; a leading 0 may be lost",
        hint: "format the column as text in the spreadsheet and export it again",
        action: "cell kept and marked suspect; the code with its 0 is proposed",
        explanation: """
            Spreadsheets drop the 0 of 030000 (Taiyuan). Six digits that lost any other one \
            look the same, so the 0 is proposed and never put back by itself.
            """
    )
    package static let severalAddresses = FindingKind(
        "N143",
        "SEVERAL_ADDRESSES",
        .note,
        "the cell holds several addresses, one was expected",
        action: "each kept as an address of its own, in their order",
        explanation: """
            `广州市天河区…；上海市浦东新区…` is two places. A second address is taken for one when it \
            begins, behind a separator, with a region outside that of the first.
            """
    )
    package static let contactInAddress = FindingKind(
        "N144",
        "CONTACT_IN_ADDRESS",
        .note,
        "the address carries a name or telephone number, as delivery notes do",
        hint: "map the cell to `phone` and `full_name` as well when they stand nowhere else",
        action: "name and number cut off and kept as the address's remark",
        explanation: """
            `张三，138…，广东省深圳市…，518000` is what people copy from a web shop. Name and number \
            would keep equal addresses apart; they stay in the remark.
            """
    )
    package static let foreignAddress = FindingKind(
        "N145",
        "FOREIGN_ADDRESS",
        .note,
        "the address is outside China",
        action: "text kept as the detail, with country and postal code where they are plain",
        explanation: """
            Streets, towns and states of other countries aren't told apart. The text is an \
            address all the same.
            """
    )
    package static let otherLevel = FindingKind(
        "N146",
        "REGION_OF_OTHER_LEVEL",
        .note,
        "the region is of another level than its field",
        hint: "map the column to `region` or `address`",
        action: "the region kept, with its own province, city and district",
        explanation: """
            义乌市 in a city column is a county-level city of 金华市, and 深圳 in a province column is \
            a city. The name stays; province, city and district are told as its parts.
            """
    )
    package static let regionFromContext = FindingKind(
        "N147",
        "REGION_FROM_CONTEXT",
        .note,
        "several regions have the name, other words of the cell decided between them",
        action: "region taken, confidence lowered",
        explanation: """
            朝阳区望京… is in Beijing although several cities have a 朝阳区, and a postal code or a \
            city named behind the street decides as well.
            """
    )

    package static let all: [FindingKind] = [
        districtNotInCity, postalCodeConflict, postalCodeLostZero, severalAddresses,
        contactInAddress, foreignAddress, otherLevel, regionFromContext,
    ]
}

extension FindingCode {
    static let postalCodeLostZero = of("N142")
}
