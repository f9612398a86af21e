import Records

extension Importers {
    /// What was read of one file of a source.
    package struct FileResult: Sendable {
        package var path: String
        package var result: ImportResult
    }

    /// Reads the files that a path names: one, or those of a folder or pattern.
    ///
    /// A table keeps its file. Tables without a name are one table in several files when they share
    /// most of their columns; else each is named by its file. A file whose format can't be told is
    /// left out with a finding as long as another one is read; a file that can't be opened fails.
    package static func readFiles(
        source: String,
        path: String,
        format: String = "auto",
        options: OptionValue = .map([]),
        table: String? = nil,
        workers: Workers = .single
    ) throws(ImportFailure) -> (files: [FileResult], findings: Findings) {
        guard FileList.isList(path) else {
            let result = try read(
                source: source,
                path: path,
                format: format,
                options: options,
                table: table,
                workers: workers
            )
            return ([FileResult(path: path, result: result)], Findings())
        }
        let list = try FileList(path, source: source)
        var findings = list.findings
        let outcomes = workers.map(list.paths.count) { index in
            outcome(source, list.paths[index], format, options, workers)
        }
        var files: [FileResult] = []
        var firstFailure: ImportFailure?
        for (path, outcome) in zip(list.paths, outcomes) {
            switch outcome {
            case .success(let result): files.append(FileResult(path: path, result: result))
            case .failure(let failure):
                firstFailure = firstFailure ?? failure
                guard leftOutKinds.contains(failure.kind.code) else { throw failure }
                var finding = Finding(
                    ContainerFindings.fileNotRead.code,
                    at: Place(source: source, file: path)
                )
                finding.detail = failure.message.replacing("`\(path)`", with: "it")
                findings.add(finding)
            }
        }
        if files.isEmpty, let firstFailure { throw firstFailure }
        nameTables(&files)
        noteDifferences(files, &findings)
        if let table { try keep(table, of: &files, path) }
        return (files, findings)
    }

    /// As `readFiles`, the files' tables behind each other in one result.
    package static func readAll(
        source: String,
        path: String,
        format: String = "auto",
        options: OptionValue = .map([]),
        table: String? = nil,
        workers: Workers = .single
    ) throws(ImportFailure) -> ImportResult {
        let (files, findings) = try readFiles(
            source: source,
            path: path,
            format: format,
            options: options,
            table: table,
            workers: workers
        )
        var merged = files[0].result
        for file in files.dropFirst() { merged.add(file.result) }
        merged.findings.add(contentsOf: findings)
        return merged
    }

    /// Names tables without a name by their file, unless they are one table in several files.
    private static func nameTables(_ files: inout [FileResult]) {
        let unnamed = files.flatMap { $0.result.tables.filter(\.name.isEmpty) }
        guard files.count > 1, let first = unnamed.first else { return }
        if unnamed.allSatisfy({ sharesColumns(first, $0) }) { return }
        for file in files.indices {
            let stem = MemberName.stem(MemberName.last(files[file].path))
            for table in files[file].result.tables.indices
            where files[file].result.tables[table].name.isEmpty {
                files[file].result.tables[table].name = stem
            }
        }
    }

    /// Whether at least half of the columns of both stand in both.
    private static func sharesColumns(_ a: SourceTable, _ b: SourceTable) -> Bool {
        let (old, new) = (Set(a.columns.map(\.name)), Set(b.columns.map(\.name)))
        return old.isEmpty || new.isEmpty
            || old.intersection(new).count * 2 >= old.union(new).count
    }

    private static func keep(
        _ table: String,
        of files: inout [FileResult],
        _ path: String
    ) throws(ImportFailure) {
        let names = files.flatMap { $0.result.tables.map(\.name) }
        guard names.contains(table) else { throw missing(table, in: path, among: names) }
        for index in files.indices {
            files[index].result.tables.removeAll { $0.name != table }
        }
    }

    /// Whether two tables of a source are parts of one: the same name, the same columns in the
    /// same order.
    package static func isSameTable(_ a: SourceTable, _ b: SourceTable) -> Bool {
        a.source == b.source && a.name == b.name
            && a.columns.map(\.name) == b.columns.map(\.name)
    }

    private static let leftOutKinds: Set<FindingCode> = [
        ImportFindings.unknownFormat.code, ImportFindings.wrongFormat.code,
        ImportFindings.noSuchTable.code, ContainerFindings.noMember.code,
    ]

    private static func outcome(
        _ source: String,
        _ path: String,
        _ format: String,
        _ options: OptionValue,
        _ workers: Workers
    ) -> Result<ImportResult, ImportFailure> {
        do throws(ImportFailure) {
            return .success(
                try read(
                    source: source,
                    path: path,
                    format: format,
                    options: options,
                    workers: workers
                )
            )
        } catch {
            return .failure(error)
        }
    }

    /// One finding for each table whose columns aren't those of the first table of its name.
    private static func noteDifferences(_ files: [FileResult], _ findings: inout Findings) {
        var first: [String: SourceTable] = [:]
        for table in files.flatMap(\.result.tables) where !table.columns.isEmpty {
            guard let known = first[table.name] else {
                first[table.name] = table
                continue
            }
            if isSameTable(known, table) { continue }
            let place = Place(source: table.source, file: table.file, table: table.name)
            var finding = Finding(ContainerFindings.columnsDiffer.code, at: place)
            finding.detail = difference(known, table)
            findings.add(finding)
        }
    }

    private static func difference(_ a: SourceTable, _ b: SourceTable) -> String {
        let (old, new) = (a.columns.map(\.name), b.columns.map(\.name))
        let (missing, added) = (Set(old).subtracting(new), Set(new).subtracting(old))
        let quoted = { (names: [String], kept: Set<String>) in
            names.filter(kept.contains).prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        }
        var parts: [String] = []
        if !missing.isEmpty { parts.append("lacks \(quoted(old, missing))") }
        if !added.isEmpty { parts.append("has \(quoted(new, added)) besides") }
        if parts.isEmpty { parts.append("the columns stand in another order") }
        return parts.joined(separator: "; ") + "; compared with `\(a.file)`"
    }
}

extension ImportResult {
    /// Puts what was read of one more file behind.
    mutating func add(_ other: ImportResult) {
        merge(encoding: other.encoding, format: other.format)
        encodingConfidence = min(encodingConfidence, other.encodingConfidence)
        tables += other.tables
        findings.add(contentsOf: other.findings)
        isBroken = isBroken || other.isBroken
    }

    /// Names encodings and formats of several files, each once, in order.
    mutating func merge(encoding: String, format: String) {
        self.encoding = ImportResult.listed(self.encoding, encoding)
        self.format = ImportResult.listed(self.format, format)
    }

    private static func listed(_ list: String, _ name: String) -> String {
        if name.isEmpty { return list }
        if list.isEmpty { return name }
        var names: [String] = []
        var rest = list[...]
        while let comma = rest.firstIndex(of: ",") {
            names.append(String(rest[..<comma]))
            rest = rest[rest.index(after: comma)...].drop { $0 == " " }
        }
        names.append(String(rest))
        return names.contains(name) ? list : "\(list), \(name)"
    }
}
