import Records

/// `{lookup: regions}`: replaces whole texts by a named table of the run.
struct Lookup: TextStep {
    static let spec = ComponentSpec(
        name: "lookup",
        stage: .normalizing,
        summary: "replaces whole texts by those of a table",
        options: [
            OptionSpec("table", .text, isPrimary: true, "name of the table"),
            OptionSpec(
                "unknown",
                .choice(["keep", "drop"]),
                standard: "keep",
                "what becomes of texts that the table doesn't have"
            ),
        ],
        example: "{lookup: {table: regions, unknown: keep}}"
    )

    private var table = TextTable()
    private let isKeptWhenUnknown: Bool

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Lookup.spec)
        isKeptWhenUnknown = settings.text("unknown") != "drop"
        let name = settings.text("table") ?? ""
        guard let pairs = context.lookups[name] else {
            throw OptionError("table", "there is no lookup table `\(name)`")
        }
        for (key, text) in pairs.sorted(by: { $0.key < $1.key }) { table.set(key, text) }
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        table.append(text, to: &output, isKeptWhenUnknown: isKeptWhenUnknown)
    }
}
