import CRM
import Records

/// `{mask: phone}`: 13812345678 → 138****5678, as in reports.
struct Mask: TextStep {
    static let spec = ComponentSpec(
        name: "mask",
        stage: .normalizing,
        summary: "makes personal data unreadable, as reports do",
        options: [
            OptionSpec(
                "kind",
                .choice(["phone", "email", "name", "id", "address", "text"]),
                standard: "text",
                isPrimary: true,
                "what the text is, and so what stays readable"
            )
        ],
        example: "{mask: phone}"
    )

    private let type: FieldType
    private let isID: Bool

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let kind = try Settings(options, Mask.spec).text("kind") ?? "text"
        isID = kind == "id"
        type = FieldType(rawValue: kind) ?? .text
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        let trimmed = text.extracting(Blanks.trimmedRange(text))
        let masked = isID ? Mask.id(trimmed.string()) : Masking.mask(trimmed.string(), type: type)
        output.append(Array(masked.utf8).span)
    }

    /// ID and bank card numbers keep six and four digits; shorter numbers two at each end.
    private static func id(_ text: String) -> String {
        let masked = Masking.mask(text, type: .code)
        return masked == text ? Masking.mask(text, type: .handle) : masked
    }
}
