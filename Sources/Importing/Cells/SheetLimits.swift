import Records

/// How much a workbook may hold before reading stops; what lies beyond is said, never read.
///
/// A few bytes of a compressed or repeating format can claim 10⁹ cells, so cells and text are
/// counted as they come, over all sheets.
struct SheetLimits: Sendable, Equatable {
    /// Rows times columns; a cell takes 5 bytes beside its text.
    var cellCount = 64_000_000
    /// Text of cells, each use of a shared text counted.
    var textByteCount = 512 << 20

    init() {}

    /// From `max_cells` and `max_text_bytes`; I036 when one is no number above zero.
    init(_ options: OptionValue) throws(ImportFailure) {
        cellCount = try Self.number("max_cells", options) ?? cellCount
        textByteCount = try Self.number("max_text_bytes", options) ?? textByteCount
    }

    static func number(
        _ name: String,
        _ options: OptionValue
    ) throws(ImportFailure) -> Int? {
        guard let text = options[name]?.text else { return nil }
        if let number = Int(text), number > 0 { return number }
        throw ImportFailure(
            ImportFindings.badOption,
            "`\(name): \(text)` is no limit; a whole number above 0 was expected"
        )
    }
}

extension SheetLimits {
    static let sheetOption = OptionSpec("sheet", .text, "read only the sheet of this name")
    static let cellOption = OptionSpec(
        "max_cells",
        .integer,
        standard: "\(SheetLimits().cellCount)",
        "the most cells of all sheets, rows times columns"
    )
    static let textOption = OptionSpec(
        "max_text_bytes",
        .integer,
        standard: "\(SheetLimits().textByteCount)",
        "the most bytes of text in cells, each use of a shared text counted"
    )
}

extension ImportInput {
    /// The only sheet to read; nil for all.
    var sheetName: String? { options["sheet"]?.text ?? table }
}
