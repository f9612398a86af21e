import Records

/// The registry of importers, and the choice between them by content.
package enum Importers {
    package static var all: [any Importer.Type] {
        [
            CSV.self,
            XLSX.self,
            Dump.self,
            CRMDatabase.self,
        ]
    }

    package static func named(_ name: String) -> (any Importer.Type)? {
        all.first { $0.spec.name == name }
    }

    /// The importer that is surest of the content; nil when none is.
    package static func detect(_ bytes: FileBytes) -> (any Importer.Type)? {
        let head = bytes.span.extracting(0..<min(bytes.count, 64 << 10))
        var best: (importer: any Importer.Type, confidence: Int)?
        for importer in all {
            let confidence = importer.confidence(head: head)
            if confidence > best?.confidence ?? 0 { best = (importer, confidence) }
        }
        return best?.importer
    }

    /// Opens a file and reads it with the declared format, or by content when that is `auto`.
    package static func read(
        source: String,
        path: String,
        format: String = "auto",
        options: OptionValue = .map([]),
        table: String? = nil
    ) throws(ImportFailure) -> ImportResult {
        try read(
            source: source,
            path: path,
            openAt: path,
            format: format,
            options: options,
            table: table
        )
    }

    /// As above, for a file that is opened elsewhere than the user's path says.
    package static func read(
        source: String,
        path: String,
        openAt: String,
        format: String = "auto",
        options: OptionValue = .map([]),
        table: String? = nil
    ) throws(ImportFailure) -> ImportResult {
        let importer = try checked(format)
        let bytes = try FileBytes(path: openAt)
        let input = ImportInput(
            source: source,
            path: path,
            bytes: bytes,
            openPath: openAt,
            options: options,
            table: table
        )
        if bytes.isEmpty { return empty(input, format: importer?.spec.name ?? "") }
        let chosen = try choose(importer, bytes, path)
        var result = try chosen.read(input)
        result.format = chosen.spec.name
        if let table, !result.tables.contains(where: { $0.name == table }) {
            throw missing(table, in: path, among: result.tables.map(\.name))
        }
        return result
    }

    private static func checked(
        _ format: String
    ) throws(ImportFailure) -> (any Importer.Type)? {
        if format == "auto" || format.isEmpty { return nil }
        if let importer = named(format) { return importer }
        let names = all.map { $0.spec.name } + ["auto"]
        throw ImportFailure(
            ImportFindings.unknownFormat,
            "unknown format `\(format)`; known are \(names.joined(separator: ", "))",
            hint: NearestName.hint(format, among: names)
        )
    }

    private static func choose(
        _ declared: (any Importer.Type)?,
        _ bytes: FileBytes,
        _ path: String
    ) throws(ImportFailure) -> any Importer.Type {
        let found = detect(bytes)
        guard let declared else {
            if let found { return found }
            throw ImportFailure(
                ImportFindings.unknownFormat,
                "can't tell the format of `\(path)`: \(FileKind.describe(bytes))"
            )
        }
        let head = bytes.span.extracting(0..<min(bytes.count, 64 << 10))
        if declared.confidence(head: head) > 0 { return declared }
        let actual = found.map { "\($0.spec.name)" } ?? FileKind.describe(bytes)
        throw ImportFailure(
            ImportFindings.wrongFormat,
            "`\(path)` is declared as \(declared.spec.name), its content is \(actual)",
            hint: found.map { "set `format: \($0.spec.name)`" } ?? ""
        )
    }

    private static func empty(_ input: ImportInput, format: String) -> ImportResult {
        var result = ImportResult()
        result.format = format
        result.isBroken = true
        result.findings.add(
            Finding(
                ImportFindings.emptySource.code,
                at: Place(source: input.source, file: input.path)
            )
        )
        return result
    }

    /// The failure for a sheet or table that the file doesn't have.
    package static func missing(
        _ table: String,
        in path: String,
        among names: [String]
    ) -> ImportFailure {
        let known = names.filter { !$0.isEmpty }.map { "`\($0)`" }.joined(separator: ", ")
        return ImportFailure(
            ImportFindings.noSuchTable,
            known.isEmpty
                ? "`\(path)` is one table without a name; `\(table)` was asked for"
                : "`\(path)` has no table `\(table)`; it has \(known)",
            hint: NearestName.hint(table, among: names)
        )
    }
}
