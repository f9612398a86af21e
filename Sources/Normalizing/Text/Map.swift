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
            table.set(key, text)
        }
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        table.append(text, to: &output, isKeptWhenUnknown: true)
    }
}

/// Whole texts and what they stand for.
struct TextTable: Sendable {
    private var keys = ValueTable()
    private var texts: [[UInt8]] = [[]]

    mutating func set(_ key: String, _ text: String) {
        let id = Int(keys.intern(key))
        if id == texts.count { texts.append([]) }
        texts[id] = Array(text.utf8)
    }

    func append(_ text: Span<UInt8>, to output: inout TextList, isKeptWhenUnknown: Bool) {
        let trimmed = text.extracting(Blanks.trimmedRange(text))
        if let id = keys.find(trimmed), id > 0 {
            let replacement = texts[Int(id)]
            output.append(replacement.span)
        } else if isKeptWhenUnknown {
            output.append(text)
        }
    }
}
