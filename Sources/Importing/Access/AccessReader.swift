import Records

/// Lists the tables of a database and reads one after the other.
struct AccessReader {
    private let input: ImportInput
    private let header: AccessHeader
    /// Where the programs are; empty for PATH.
    private let folder: String
    private let timeoutSeconds: Int
    private let environment: [String]
    /// The file as the programs open it.
    private let path: String
    private var result = ImportResult()
    private var byteCount = 0

    private static let maxListByteCount = 16 << 20
    /// Beyond it the rest of a database isn't read.
    private static let maxByteCount = 1 << 30

    init(_ input: ImportInput, folder: String) throws(ImportFailure) {
        guard let header = AccessHeader(input.bytes.span) else {
            throw ImportFailure(
                ImportFindings.wrongFormat,
                "`\(input.path)` is declared as access, its content is "
                    + FileKind.describe(input.bytes)
            )
        }
        self.input = input
        self.header = header
        self.folder = folder
        // A name that begins with a dash would be taken for an option.
        path = input.openPath.hasPrefix("-") ? "./" + input.openPath : input.openPath
        timeoutSeconds = try AccessReader.timeout(input.options["timeout_seconds"]?.text)
        let charset = try AccessReader.charset(input.options["encoding"]?.text, header)
        environment = ["LC_ALL=C.UTF-8", "MDBICONV=UTF-8", "MDB_JET3_CHARSET=\(charset)"]
        result.encoding = header.isJet3 ? charset : "utf-8"
        result.dialect = header.name
    }

    private static func timeout(_ text: String?) throws(ImportFailure) -> Int {
        guard let text else { return 300 }
        if let seconds = Int(text), seconds > 0, seconds <= 86_400 { return seconds }
        throw ImportFailure(
            ImportFindings.badOption,
            "`timeout_seconds` is `\(text)`; expected a number of seconds from 1 to 86400"
        )
    }

    /// The name of the page for iconv.
    private static func charset(
        _ option: String?,
        _ header: AccessHeader
    ) throws(ImportFailure) -> String {
        if let option, option != "auto", !option.isEmpty {
            let page = try CodePage(named: option)
            return iconvNames[page.name] ?? page.name
        }
        // An English Access says 1252 whatever was typed; it is believed for no other page.
        let known = [932, 936, 949, 950, 874, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258]
        return "cp\(known.contains(header.codePage) ? header.codePage : 936)"
    }

    private static let iconvNames = [
        "gb18030": "cp936", "big5": "cp950", "shift_jis": "cp932", "euc-kr": "cp949",
        "windows-1252": "cp1252",
    ]

    // MARK: Programs

    private func program(_ name: String) -> ChildProgram {
        ChildProgram(
            name: folder.isEmpty ? name : "\(folder)/\(name)",
            environment: environment,
            timeoutSeconds: timeoutSeconds
        )
    }

    /// The whole output of a program that prints a list.
    private func output(_ name: String, _ arguments: [String]) -> (ChildProgram.Result, String) {
        var output: [UInt8] = []
        let result = program(name).run(arguments) { chunk in
            output.append(chunk)
            return output.count < AccessReader.maxListByteCount
        }
        return (result, String(decoding: output, as: UTF8.self))
    }

    // MARK: The database

    mutating func read() throws(ImportFailure) -> ImportResult {
        try expectFile()
        if header.isProtected {
            throw ImportFailure(
                AccessFindings.protected,
                "`\(input.path)` is encrypted with a password"
            )
        }
        let names = try tableNames()
        if let table = input.table, !names.contains(table) {
            throw Importers.missing(table, in: input.path, among: names)
        }
        if header.isJet3, input.options["encoding"] == nil {
            report(AccessFindings.assumedEncoding, detail: result.encoding)
        }
        let (_, schema) = output("mdb-schema", ["--", path])
        let binaryColumns = AccessSchema.binaryColumns(schema)
        for name in names where input.table == nil || input.table == name {
            readTable(name, isBinary: binaryColumns[name] ?? [])
        }
        return result
    }

    /// The programs open the file themselves, so it has to be the one whose bytes are here.
    private func expectFile() throws(ImportFailure) {
        let count = min(input.bytes.count, 4096)
        if let file = try? FileBytes(path: input.openPath), file.count == input.bytes.count {
            let there = file.span.extracting(0..<count)
            if there.hasSameBytes(as: input.bytes.span.extracting(0..<count)) { return }
        }
        throw ImportFailure(
            AccessFindings.needsFile,
            "`\(input.path)` is no file of its own, as mdbtools needs one"
        )
    }

    private mutating func tableNames() throws(ImportFailure) -> [String] {
        let (run, text) = output("mdb-tables", ["-1", "--", path])
        switch run.outcome {
        case .exited(0): break
        case .missing:
            throw ImportFailure(
                AccessFindings.programsMissing,
                "`\(input.path)` is an Access database; `mdb-tables` of mdbtools isn't installed"
            )
        case .timedOut:
            throw ImportFailure(
                AccessFindings.brokenDatabase,
                "`\(input.path)` takes longer than `timeout_seconds`"
            )
        default:
            let reason = AccessReader.reason(run)
            let kind =
                header.pageKey == 0 ? AccessFindings.brokenDatabase : AccessFindings.protected
            throw ImportFailure(kind, "can't open `\(input.path)`: \(reason)")
        }
        let (linked, links) = output("mdb-tables", ["-1", "-t", "linkedtable", "--", path])
        if linked.outcome == .exited(0) {
            for name in links.split(separator: "\n") {
                report(AccessFindings.linkedTable, table: String(name))
            }
        }
        return text.split(separator: "\n").map(String.init)
    }

    private static func reason(_ run: ChildProgram.Result) -> String {
        let line = run.message.split(separator: "\n").first.map { String($0.prefix(200)) }
        switch run.outcome {
        case .exited(let status): return line ?? "exit \(status)"
        case .killed(let signal): return "signal \(signal)"
        case .timedOut: return "it took longer than `timeout_seconds`"
        case .stopped: return "more than 1 GiB"
        case .missing: return "no such program"
        case .failed(let code): return "error \(code)"
        }
    }

    // MARK: One table

    private mutating func readTable(_ name: String, isBinary: [Bool]) {
        var export = AccessExport(isBinary: isBinary)
        let limit = AccessReader.maxByteCount - byteCount
        let arguments = [
            "-d", "\u{1F}", "-0", "\u{1E}", "-D", "%Y-%m-%d", "-T", "%Y-%m-%d %H:%M:%S", "-b",
            "hex", "-B", "--", path, name,
        ]
        let run = program("mdb-export").run(arguments) { chunk in
            export.consume(chunk)
            return export.byteCount < limit
        }
        let isCut = export.finish()
        byteCount += export.byteCount
        if run.outcome == .stopped {
            result.isBroken = true
            report(ImportFindings.limit, table: name, detail: "more than 1 GiB of rows")
        } else if run.outcome != .exited(0) || isCut {
            result.isBroken = true
            let reason = AccessReader.reason(run)
            report(AccessFindings.exportFailed, table: name, detail: reason)
        }
        let headers = headers(export, name)
        var table = SourceTable(
            source: input.source,
            file: input.path,
            name: name,
            columns: headers,
            locatorKind: .record
        )
        table.batches = export.batches
        // Access keeps tables that were deleted in the running session under such names.
        table.isHidden = name.hasPrefix("~")
        result.tables.append(table)
        reportRows(export, name, headers)
    }

    private mutating func headers(_ export: AccessExport, _ name: String) -> [ColumnHeader] {
        let unique = HeaderNames.unique(export.names)
        for index in unique.repeated {
            report(
                ImportFindings.duplicateHeader,
                table: name,
                column: unique.names[index],
                detail: "`\(export.names[index])` again"
            )
        }
        for index in unique.blank {
            report(ImportFindings.blankHeader, table: name, column: unique.names[index])
        }
        let (_, text) = output("mdb-prop", ["--", path, name])
        let displays = AccessSchema.displays(text)
        return zip(unique.names, export.names).map { unique, name in
            let display = displays[name] ?? AccessSchema.Display()
            let label = display.label == name ? "" : display.label
            return ColumnHeader(name: unique, label: label, isHidden: display.isHidden)
        }
    }

    private mutating func reportRows(
        _ export: AccessExport,
        _ name: String,
        _ headers: [ColumnHeader]
    ) {
        for column in export.binaryColumns.sorted() {
            report(ImportFindings.binaryValue, table: name, column: headers[column].name)
        }
        for (column, count) in export.largeCounts.sorted(by: { $0.key < $1.key }) {
            report(
                VCardFindings.binaryLeftOut,
                table: name,
                column: headers[column].name,
                detail: "\(count) values of more than 64 KiB"
            )
        }
        for row in export.raggedRows.prefix(1000) {
            report(ImportFindings.tooFewCells, table: name, row: row)
        }
        let (run, text) = output("mdb-count", ["--", path, name])
        guard run.outcome == .exited(0), let count = Int(text.trimmedBlanks) else { return }
        if count != Int(export.rowCount) {
            report(
                AccessFindings.rowCount,
                table: name,
                detail: "\(count) in its counter, \(export.rowCount) read"
            )
        }
    }

    private mutating func report(
        _ kind: FindingKind,
        table: String = "",
        row: UInt32 = 0,
        column: String = "",
        detail: String = ""
    ) {
        let place = Place(
            source: input.source,
            file: input.path,
            table: table,
            locatorKind: .record,
            rowNumber: row,
            column: column
        )
        var finding = Finding(kind.code, at: place)
        finding.detail = detail
        result.findings.add(finding)
    }
}
