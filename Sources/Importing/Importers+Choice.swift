import Records

/// The choice between the declared format and what the content is.
extension Importers {
    /// Formats that customers take for one another, because one program opens them all: a file of
    /// one that is declared as another is read as what it is.
    private static let tableFormats: Set<String> = [
        "csv", "xls", "xlsx", "xlsb", "ods", "spreadsheetml", "html", "fixed",
    ]

    private static let workbookFormats: Set<String> = [
        "xls", "xlsx", "xlsb", "ods", "spreadsheetml",
    ]

    private static let textFormats: Set<String> = ["csv", "fixed"]

    /// Formats whose reader opens the file by its path.
    private static let fileFormats: Set<String> = ["crm", "sqlite", "access"]

    /// From here on a confidence says that the content has the format's own structure.
    private static let structuralConfidence = 80

    struct Choice {
        var importer: any Importer.Type
        /// What was declared and what the content is, when they differ.
        var differs: String?
    }

    static func choose(
        _ declared: (any Importer.Type)?,
        _ bytes: FileBytes,
        _ path: String
    ) throws(ImportFailure) -> Choice {
        // The head of an uncompressed archive may look like the text inside of it.
        let isArchive = !FileKind.remedy(bytes).isEmpty
        let found = isArchive ? nil : detect(bytes)
        guard let declared else {
            if let found { return Choice(importer: found) }
            throw ImportFailure(
                ImportFindings.unknownFormat,
                "can't tell the format of `\(path)`: \(FileKind.describe(bytes))",
                hint: FileKind.remedy(bytes)
            )
        }
        let head = bytes.span.extracting(0..<min(bytes.count, 64 << 10))
        let trust = declared.confidence(head: head)
        if let found, found.spec.name != declared.spec.name,
            isRelative(declared, trust, found, found.confidence(head: head))
        {
            let differs = "declared as \(declared.spec.name), read as \(found.spec.name)"
            return Choice(importer: found, differs: differs)
        }
        if trust > 0 && !isArchive { return Choice(importer: declared) }
        let actual = found.map { "\($0.spec.name)" } ?? FileKind.describe(bytes)
        throw ImportFailure(
            ImportFindings.wrongFormat,
            "`\(path)` is declared as \(declared.spec.name), its content is \(actual)",
            hint: found.map { "set `format: \($0.spec.name)`" } ?? FileKind.remedy(bytes)
        )
    }

    /// Whether the content is structurally another of the formats of tables, or text where a
    /// workbook was declared.
    private static func isRelative(
        _ declared: any Importer.Type,
        _ trust: Int,
        _ found: any Importer.Type,
        _ confidence: Int
    ) -> Bool {
        let names = (declared: declared.spec.name, found: found.spec.name)
        guard tableFormats.contains(names.declared), tableFormats.contains(names.found) else {
            return false
        }
        if confidence >= structuralConfidence { return trust < structuralConfidence }
        return trust == 0 && workbookFormats.contains(names.declared)
            && textFormats.contains(names.found)
    }

    /// Fails for importers that open the file again, where there is no file: a member of an archive,
    /// the standard input.
    static func expectNoPath(
        _ importer: any Importer.Type,
        _ path: String
    ) throws(ImportFailure) {
        guard fileFormats.contains(importer.spec.name) else { return }
        throw ImportFailure(
            ContainerFindings.needsFile,
            "`\(path)` is a database (\(importer.spec.name)), which has to be a file of its own"
        )
    }
}
