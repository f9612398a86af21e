import Records

/// What making tables of a grid may find beside `ImportFindings`; codes I050–I059.
package enum TableFindings {
    package static let all: [FindingKind] = [
        severalTables, unrecoverableNumber, excelDamage, fullSheet, unitsJoined, twoLanguages,
    ]

    static let severalTables = FindingKind(
        "I050",
        "SEVERAL_TABLES",
        .note,
        "another table with columns of its own begins below the first",
        hint: "set `tables: one` if it belongs to the table above",
        action: "read as a table of its own, named after its title",
        explanation: """
            A sheet or file may hold several tables below each other. Where a new header with other \
            columns follows, a new table begins: its title line names it, or it gets the sheet's \
            name and a number. A header that is only printed again begins no table.
            """
    )

    static let unrecoverableNumber = FindingKind(
        "I051",
        "UNRECOVERABLE_NUMBER",
        .warning,
        "the cell is a number cut to an exponent; a telephone number or id with all digits was expected",
        hint: "get the file again, saved with this column formatted as text",
        action: "cell kept as it was; the missing digits can't be known",
        explanation: """
            A spreadsheet shows long numbers as 1.38E+10, and writes them so when it saves CSV. The \
            digits behind the last one shown are gone: no program can bring them back, and guessing \
            would give the customer somebody else's telephone number.
            """
    )

    static let excelDamage = FindingKind(
        "I052",
        "EXCEL_DAMAGE",
        .warning,
        "a spreadsheet changed the number: exponent, zeros at the end, or no zero in front",
        hint: "get the file again, saved with this column formatted as text",
        action: "cell kept as it was",
        explanation: """
            Spreadsheets keep 15 digits of a number and set all others to zero, drop zeros in front, \
            and write long numbers with an exponent. Ids of 16 digits and more, postcodes and codes \
            suffer from it whenever a column isn't formatted as text.
            """
    )

    static let fullSheet = FindingKind(
        "I053",
        "FULL_SHEET",
        .warning,
        "the sheet is filled to the last row that its format has",
        hint: "look for the rest on another sheet or in another file, and read both",
        action: "read as it is",
        explanation: """
            Old workbooks have 65,536 rows a sheet and new ones 1,048,576. A table that ends exactly \
            there was cut off, or continues on the next sheet.
            """
    )

    static let unitsJoined = FindingKind(
        "I054",
        "UNITS_JOINED",
        .note,
        "the row below the header holds units",
        action: "each unit was put in brackets behind its column's name",
        explanation: """
            A row of units, such as 万元 or %, belongs to the header. The names keep it in brackets, \
            so that amounts are read with their unit.
            """
    )

    static let twoLanguages = FindingKind(
        "I055",
        "TWO_LANGUAGES",
        .note,
        "the header stands twice, in two languages or as names and codes",
        action: "the first row names the columns, the second is their label",
        explanation: """
            Exports of international systems name every column twice. The upper row gives the names; \
            the lower one is kept as label, and isn't data.
            """
    )
}
