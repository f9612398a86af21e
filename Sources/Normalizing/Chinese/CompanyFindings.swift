import Records

/// What reading company names reports beyond remarks and doubled regions (N130–N139).
package enum CompanyFindings {
    package static let severalCompanies = FindingKind(
        "N130",
        "SEVERAL_COMPANIES",
        .warning,
        "the cell names several companies, one was expected",
        hint: "split the cell with `{split: [\"/\", \"、\", \";\"]}` if each is a customer",
        action: "the first company is kept; the others stand in the raw value only",
        explanation: """
            `甲有限公司/乙有限公司` in one cell is two organizations. Cells are parted only where \
            each side is a whole name with its legal form; 五金/建材经营部 stays one. One record is \
            made of the row, with the first name.
            """
    )
    package static let contactInName = FindingKind(
        "N131",
        "CONTACT_IN_COMPANY_NAME",
        .warning,
        "the company name carries a telephone number, an address or a contact, a name was expected",
        hint: "map the column that holds it, or move it at its source",
        action: "cut off and kept as a remark beside the name",
        explanation: """
            `云岚有限公司 电话010-88886666` holds two facts in one cell. Left in, the number would \
            keep equal companies apart. It is kept as a remark and not filed as a telephone, \
            because nobody knows whose it is.
            """
    )
    package static let noCompanyName = FindingKind(
        "N132",
        "NO_COMPANY_NAME",
        .warning,
        "the cell names no organization, a name with a brand was expected",
        hint: "check the column's mapping",
        action: "value kept, marked suspect and never matched on",
        explanation: """
            有限公司 alone, a bare number, a remark without a name or a whole paragraph names \
            nobody. Taken as a name it would make one customer of many rows.
            """
    )
    package static let departmentOnly = FindingKind(
        "N133",
        "DEPARTMENT_ONLY",
        .warning,
        "the cell names a department or branch without its company, a company was expected",
        hint: "give the company's name",
        action: "value kept as the branch, marked suspect and never matched on",
        explanation: """
            采购部 or 深圳分公司 exists in every second company. Without the company it tells \
            nothing apart, so it takes no part in matching.
            """
    )
    package static let twoLanguages = FindingKind(
        "N134",
        "NAME_IN_TWO_LANGUAGES",
        .note,
        "the name stands in two languages",
        action: "value kept whole; the Chinese name is compared",
        explanation: """
            `云岚 Yunlan Instruments Co., Ltd.` is one company twice. The text stays as it is; \
            parts and match key come from the Chinese name, which is the registered one.
            """
    )
    package static let formerName = FindingKind(
        "N135",
        "FORMER_NAME",
        .note,
        "the company name carries a former name",
        action: "former name cut off and kept as a remark",
        explanation: """
            (原云岚商贸有限公司) says what the company was called before. Today's name is \
            compared; the former one is kept beside it, since old files may still use it.
            """
    )
    package static let truncatedForm = FindingKind(
        "N136",
        "TRUNCATED_FORM",
        .note,
        "the legal form at the end is cut short or misspelt",
        hint: "look whether the source cuts names at a length",
        action: "value kept; the probable name is offered as a suggestion",
        explanation: """
            有限责任公 or 有限公可 is 有限公司 with a character lost or mistyped. The match key \
            leaves the form out either way; the name itself isn't changed by guessing.
            """
    )

    package static let all: [FindingKind] = [
        severalCompanies, contactInName, noCompanyName, departmentOnly, twoLanguages, formerName,
        truncatedForm,
    ]
}
