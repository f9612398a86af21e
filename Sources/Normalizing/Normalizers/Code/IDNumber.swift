import CRM
import Records

/// ID card numbers (GB 11643): recognised, masked, and dropped unless the pipeline says otherwise.
///
///     11010519190307251X → no value, told as 110105********251X
///
/// Eighteen characters, or the fifteen digits given out until 1999; blanks, width, a small x and
/// the letter O are seen through, because a number with a slip is just as sensitive.
package struct IDNumber: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "id_number",
        stage: .normalizing,
        summary: "ID card numbers, recognised and dropped; masked and never matched on",
        options: [.keepMasked],
        findings: [.idNumber, .noIDNumber, .lostDigits, .starred],
        example: "id_number"
    )

    private let keepsMasked: Bool
    private let lastBirth: Int
    private var text = CodeText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, IDNumber.spec)
        keepsMasked = settings.text("keep") == "masked"
        lastBirth = IDNumber.lastBirth(context.asOf)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        text.read(cell, least: 15)
        if text.isScientific || text.count == 0 {
            column.emitMasked(
                cell,
                value: false,
                code: text.isScientific ? .lostDigits : .noIDNumber
            )
            return
        }
        for piece in 0..<text.count {
            let raw = cell.extracting(text.place(piece, in: cell))
            let code = Array(text.bytes[text.range(piece)])
            if let number = IDNumber.read(code.span, lastBirth: lastBirth) {
                let shown = keepsMasked ? IDNumber.masked(number) : IDNumber.masked(code)
                column.emitMasked(shown.span, value: keepsMasked, code: .idNumber)
            } else if code.contains(0x2A) {
                column.emitMasked(keepsMasked ? code.span : raw, value: keepsMasked, code: .starred)
            } else {
                column.emitMasked(raw, value: false, code: .noIDNumber)
            }
        }
    }

    /// The number of 18 characters that a text in capitals is; nil when it is none.
    static func read(_ code: Span<UInt8>, lastBirth: Int) -> [UInt8]? {
        var digits = code.copy()
        for index in digits.indices where index < 17 {
            if digits[index] == 0x4F { digits[index] = 0x30 }
            if digits[index] == 0x49 || digits[index] == 0x4C { digits[index] = 0x31 }
        }
        if CheckDigits.isOldIDCard(digits.span) {
            digits.insert(0x39, at: 6)
            digits.insert(0x31, at: 6)
            digits.append(CheckDigits.idCheck(digits.span))
        }
        return CheckDigits.isIDCard(digits.span, lastBirth: lastBirth) ? digits : nil
    }

    /// The first six and the last four characters.
    static func masked(_ number: [UInt8]) -> [UInt8] {
        var number = number
        for index in number.indices where index >= 6 && index < number.count - 4 {
            number[index] = 0x2A
        }
        return number
    }

    /// The run's day as a number; the end of the century when the run has no day.
    private static func lastBirth(_ asOf: String) -> Int {
        var number = 0
        for byte in asOf.utf8 where byte >= 0x30 && byte <= 0x39 {
            number = number &* 10 &+ Int(byte - 0x30)
        }
        return number >= 2000_01_01 && number < 2100_00_00 ? number : 2099_12_31
    }
}

extension OptionSpec {
    /// What a normalizer of sensitive numbers leaves.
    static let keepMasked = OptionSpec(
        "keep",
        .choice(["none", "masked"]),
        standard: "none",
        isPrimary: true,
        "what is stored of a number: nothing, or its masked form"
    )

    /// What a normalizer of codes and texts does with sensitive numbers in them.
    static let keepAll = OptionSpec(
        "keep",
        .choice(["masked", "all"]),
        standard: "masked",
        isPrimary: true,
        "what is stored of ID card and payment card numbers: their masked form, or all digits"
    )
}

extension CleanColumn {
    /// A sensitive number, already masked or to be masked by its look; never matched on.
    ///
    /// All digits and letters of the raw text but the first and the last two are hidden when it
    /// isn't masked yet, so that nothing of it reaches reports or the database.
    mutating func emitMasked(_ text: Span<UInt8>, value: Bool, code: FindingCode) {
        var shown = text.copy()
        // One star beside all digits masks nothing.
        var digitCount = 0
        for index in text.indices where Digits.isDigit(text[index]) { digitCount += 1 }
        if text.firstIndex(of: 0x2A) == nil || digitCount > 11 { SensitiveText.hide(&shown) }
        guard value else {
            emitRaw(shown.span, validity: .suspect, code: code)
            return
        }
        emit(raw: shown.span, value: shown.span, code: code, isKey: false)
    }

    /// A number in a column where it doesn't belong: masked, without a value.
    mutating func emitSensitive(_ raw: Span<UInt8>, code: FindingCode) {
        var shown = raw.copy()
        SensitiveText.hide(&shown)
        emitRaw(shown.span, code: code)
    }
}

extension CleanColumn {
    /// A text that was not what the column holds; an ID card or card number in it is masked.
    mutating func emitUnread(
        _ raw: Span<UInt8>,
        kind: ValueKind,
        validity: Validity,
        code: FindingCode
    ) {
        if let masked = SensitiveNumbers().masked(raw) {
            emitRaw(masked.span, kind: kind, code: .sensitive)
        } else {
            emitRaw(raw, kind: kind, validity: validity, code: code)
        }
    }
}

/// Texts that may be sensitive numbers, whatever their form.
package enum SensitiveText {
    /// A cell of a column of such numbers, hidden whatever it is.
    package static func hidden(_ cell: Span<UInt8>) -> [UInt8] {
        var text = cell.copy()
        hide(&text)
        return text
    }

    /// Writes stars for all letters and digits but the first one and the last two.
    ///
    /// 6 and 4 stay of what is as long as an ID number. Texts with fewer than five digits are no
    /// numbers and stay.
    static func hide(_ text: inout [UInt8]) {
        var places: [Int] = []
        var digitCount = 0
        var index = 0
        while index < text.count {
            let isWide =
                text[index] == 0xEF && index + 2 < text.count
                && (text[index + 1] == 0xBC || text[index + 1] == 0xBD)
            if isWide {
                let (scalar, _) = Scalars.decode(text.span, at: index)
                let half = Widths.half(scalar)
                if half < 0x80, EmailSyntax.isAlphanumeric(UInt8(half)) {
                    text.replaceSubrange(index..<(index + 3), with: [UInt8(half)])
                }
            }
            if EmailSyntax.isAlphanumeric(text[index]) {
                places.append(index)
                if Digits.isDigit(text[index]) { digitCount += 1 }
            }
            index += 1
        }
        guard digitCount >= 5 else { return }
        let head = places.count >= 15 ? 6 : 1
        let tail = places.count >= 15 ? 4 : 2
        for place in places.dropFirst(head).dropLast(tail) { text[place] = 0x2A }
    }
}
