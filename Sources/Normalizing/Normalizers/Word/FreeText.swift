import CRM
import Records

/// Remarks and other prose: what means the same is written the same, and line breaks stay.
///
///     ＡＢＣ　１２３，已寄样。\r\n⽅案   ─ widths, blanks, line ends, radicals ─ NFC ▶   ABC 123，已寄样。\n方案
package struct FreeText: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "text",
        stage: .normalizing,
        summary: "prose in one spelling: letters and digits half width, NFC, line breaks kept",
        options: [
            OptionSpec(
                "width",
                .choice(["letters", "all", "keep"]),
                standard: "letters",
                isPrimary: true,
                "what becomes half width: letters and digits, punctuation too, or nothing"
            ),
            OptionSpec(
                "list_marks",
                .choice(["keep", "drop"]),
                standard: "keep",
                "what becomes of a bullet or number such as `1、` at the start"
            ),
            OptionSpec(
                "keep",
                .choice(["masked", "all"]),
                standard: "masked",
                OptionSpec.keepAll.summary
            ),
        ],
        findings: [.sensitive, .misread, .lostCharacters, .invisibleCharacters],
        example: "{text: {list_marks: drop}}"
    )

    private let isHalfWidth: Bool
    private let keepsWidth: Bool
    private let dropsMarks: Bool
    private var sensitive: SensitiveNumbers
    private var folded: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, FreeText.spec)
        isHalfWidth = settings.text("width") == "all"
        keepsWidth = settings.text("width") == "keep"
        dropsMarks = settings.text("list_marks") == "drop"
        sensitive = SensitiveNumbers(settings)
    }

    package mutating func prepare(_ cells: borrowing ValueTable) { sensitive.prepare(cells) }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if let masked = sensitive.masked(cell) {
            clean(masked.span, isMasked: true, into: &column)
        } else {
            clean(cell, isMasked: false, into: &column)
        }
    }

    private mutating func clean(
        _ cell: Span<UInt8>,
        isMasked: Bool,
        into column: inout CleanColumn
    ) {
        let text = dropsMarks ? cell.extracting(ProseFolding.withoutMark(cell)) : cell
        let isPlain = !isHalfWidth && !ProseFolding.isNeeded(text, keepsWidth: keepsWidth)
        if isPlain {
            emit(text, of: cell, isMasked, into: &column)
            return
        }
        folded.removeAll(keepingCapacity: true)
        ProseFolding.append(text, keepsWidth: keepsWidth, to: &folded)
        if isHalfWidth { narrow() }
        let prose = folded
        let trimmed = prose.span.extracting(Blanks.trimmedRange(prose.span))
        emit(trimmed, of: cell, isMasked, into: &column)
    }

    /// Full-width punctuation too.
    private mutating func narrow() {
        var narrowed: [UInt8] = []
        narrowed.reserveCapacity(folded.count)
        for scalar in Scalars.all(folded.span) {
            Scalars.append(Widths.half(scalar), to: &narrowed)
        }
        folded = narrowed
    }

    private func emit(
        _ text: Span<UInt8>,
        of cell: Span<UInt8>,
        _ isMasked: Bool,
        into column: inout CleanColumn
    ) {
        if let composed = ComposedForm.make(text) {
            emitComposed(composed.span, of: cell, isMasked, into: &column)
        } else {
            emitComposed(text, of: cell, isMasked, into: &column)
        }
    }

    private func emitComposed(
        _ text: Span<UInt8>,
        of cell: Span<UInt8>,
        _ isMasked: Bool,
        into column: inout CleanColumn
    ) {
        if isMasked {
            column.emitMaskedText(text, code: .sensitive)
        } else {
            column.emit(raw: cell, value: text)
        }
    }
}
