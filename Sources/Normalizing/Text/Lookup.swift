import Records

/// `{lookup: {file: cities.csv, from: 旧, to: 新, else: flag}}`: whole texts by a table.
///
/// The table is a file of the project, or one of the CRM's lists, whose words are compared without
/// regard to width, case and blanks.
struct Lookup: TextStep {
    static let spec = ComponentSpec(
        name: "lookup",
        stage: .normalizing,
        summary: "replaces whole texts by those of a table",
        options: [
            OptionSpec("table", .text, isPrimary: true, "name of one of the CRM's lists"),
            OptionSpec("file", .text, "a CSV file of the project, by its path"),
            OptionSpec("from", .text, "the file's column of texts to look for; else its first"),
            OptionSpec("to", .text, "the file's column of replacements; else its second"),
            OptionSpec(
                "fold",
                .boolean,
                standard: "false",
                "whether width, case and blanks don't matter; always so with a list"
            ),
            OptionSpec(
                "else",
                .choice(["keep", "clear", "flag"]),
                standard: "keep",
                "what becomes of texts that the table doesn't have; `flag` keeps them and tells it"
            ),
            OptionSpec("unknown", .choice(["keep", "drop"]), "older name of `else`"),
        ],
        findings: [.notInTable],
        example: "{lookup: {table: industry, else: flag}}"
    )

    private var table = TextTable()
    private var folded = TextTable()
    private var key = WordKey()
    private let unmatched: Unmatched

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Lookup.spec)
        let older = settings.text("unknown") == "drop" ? "clear" : "keep"
        unmatched = Unmatched(settings.text("else") ?? older)
        if let file = settings.text("file") {
            if settings.text("table") != nil {
                throw OptionError("table", "expected `table` or `file`, not both")
            }
            try read(file, settings, context)
            return
        }
        let name = settings.text("table") ?? ""
        guard let pairs = context.lookups[name] else {
            let known = context.lookups.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
            throw OptionError(
                "table",
                "there is no lookup table `\(name)`; known are: \(known); or name a `file`"
            )
        }
        for (word, text) in pairs.sorted(by: { $0.key < $1.key }) {
            table.set(Array(word.utf8).span, text)
            key.read(Array(word.utf8).span)
            let foldedWord = key.bytes
            folded.set(foldedWord.span, text)
        }
    }

    /// Two replacements of one text are an error of the file, which the project has to mend.
    private mutating func read(
        _ name: String,
        _ settings: Settings,
        _ context: NormalizingContext
    ) throws(OptionError) {
        guard let file = context.lookupFiles[name] else {
            throw OptionError("file", "there is no file `\(name)`")
        }
        let from = try file.index(settings.text("from"), standard: 0, option: "from", file: name)
        let to = try file.index(settings.text("to"), standard: 1, option: "to", file: name)
        let folds = try settings.boolean("fold")
        for (index, row) in file.rows.enumerated() where from < row.count && to < row.count {
            let word = Array(row[from].utf8)
            let trimmed = word.span.extracting(Blanks.trimmedRange(word.span))
            if trimmed.isEmpty { continue }
            var isAlone = table.set(trimmed, row[to])
            if folds {
                key.read(trimmed)
                let foldedWord = key.bytes
                isAlone = folded.set(foldedWord.span, row[to]) && isAlone
            }
            if !isAlone {
                throw OptionError(
                    "file",
                    "`\(name)` has two replacements for the text in row \(index + 2)"
                )
            }
        }
    }

    mutating func apply(_ text: Span<UInt8>, to output: inout TextList) {
        let trimmed = text.extracting(Blanks.trimmedRange(text))
        if trimmed.isEmpty { return output.append(text) }
        if table.append(trimmed, to: &output) { return }
        key.read(trimmed)
        if folded.append(key.bytes.span, to: &output) { return }
        unmatched.append(text, code: .notInTable, to: &output)
    }
}
