import Records

extension Importers {
    /// Opens a file and reads it with the declared format, or by content when that is `auto`.
    ///
    /// The path `-` is the standard input. Of a gzip or ZIP archive the files inside are read.
    package static func read(
        source: String,
        path: String,
        format: String = "auto",
        options: OptionValue = .map([]),
        table: String? = nil,
        workers: Workers = .single
    ) throws(ImportFailure) -> ImportResult {
        try read(
            source: source,
            path: path,
            openAt: path,
            format: format,
            options: options,
            table: table,
            workers: workers
        )
    }

    /// As above, for a file that is opened elsewhere than the user's path says.
    package static func read(
        source: String,
        path: String,
        openAt: String,
        format: String = "auto",
        options: OptionValue = .map([]),
        table: String? = nil,
        workers: Workers = .single
    ) throws(ImportFailure) -> ImportResult {
        let importer = try checked(format)
        let limits = try ContainerLimits(options)
        let bytes =
            openAt == "-"
            ? try FileBytes(standardInputUpTo: limits.inputByteCount)
            : try FileBytes(path: openAt)
        var input = ImportInput(
            source: source,
            path: path,
            bytes: bytes,
            openPath: openAt,
            options: options,
            table: table
        )
        input.workers = workers
        if bytes.isEmpty { return empty(input, format: importer?.spec.name ?? "") }
        guard let container = Container(bytes.span, maxEntryCount: limits.entryCount) else {
            return try readFile(input, importer)
        }
        var reader = ContainerReader(input, importer, limits)
        return try reader.read(container)
    }

    /// Reads a file that is no container, or a member of one.
    static func readFile(
        _ input: ImportInput,
        _ declared: (any Importer.Type)?
    ) throws(ImportFailure) -> ImportResult {
        let choice = try choose(declared, input.bytes, input.path)
        if input.openPath == "-" { try expectNoPath(choice.importer, input.path) }
        var result = try choice.importer.read(input)
        result.format = choice.importer.spec.name
        if let differs = choice.differs {
            var finding = Finding(
                ContainerFindings.formatDiffers.code,
                at: Place(source: input.source, file: input.path)
            )
            finding.detail = differs
            var findings = Findings()
            findings.add(finding)
            findings.add(contentsOf: result.findings)
            result.findings = findings
        }
        if let table = input.table, !result.tables.contains(where: { $0.name == table }) {
            throw missing(table, in: input.path, among: result.tables.map(\.name))
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

    static func empty(_ input: ImportInput, format: String) -> ImportResult {
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
}
