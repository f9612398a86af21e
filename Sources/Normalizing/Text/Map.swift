import Records

/// `{map: {"1": A, "2": B}}`: whole texts; what the map doesn't name stays.
struct Map: TextStep {
    static let spec = ComponentSpec(
        name: "map",
        stage: .normalizing,
        summary: "replaces whole texts by others",
        options: [OptionSpec("texts", .map, isPrimary: true, "whole texts and their replacements")],
        example: "{map: {\"1\": A, \"2\": B}}"
    )

    private var table = TextTable()

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        guard case .map(let pairs)? = options else {
            throw OptionError("map", "expected a map such as {\"1\": A}")
        }
        for (key, value) in pairs {
            guard let text = value.text else { throw OptionError(key, "expected one text") }
            table.set(Array(key.utf8).span, text)
        }
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        let trimmed = text.extracting(Blanks.trimmedRange(text))
        if !table.append(trimmed, to: &output) { output.append(text) }
    }
}
