import Records

/// `{drop: [测试, 待定]}`: whole texts that mean nothing here.
struct Drop: TextStep {
    static let spec = ComponentSpec(
        name: "drop",
        stage: .normalizing,
        summary: "drops whole texts that mean nothing",
        options: [OptionSpec("words", .list, isPrimary: true, "the texts to drop")],
        example: "{drop: [测试, 待定]}"
    )

    private var words = ValueTable()

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        for word in try Settings(options, Drop.spec).texts("words") ?? [] { _ = words.intern(word) }
        if words.count == 1 { throw OptionError("words", "expected at least one text") }
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        let trimmed = text.extracting(Blanks.trimmedRange(text))
        let isDropped = trimmed.isEmpty || words.find(trimmed) != nil
        if !isDropped { output.append(text) }
    }
}
