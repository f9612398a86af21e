import Records

/// The registry of importers, and the choice between them by content.
package enum Importers {
    package static var all: [any Importer.Type] {
        [
            CSV.self,
            FixedWidth.self,
            XLSX.self,
            XLS.self,
            XLSB.self,
            Dump.self,
            CRMDatabase.self,
            JSONDocuments.self,
            DBF.self,
            VCard.self,
            Access.self,
            SpreadsheetML.self,
            HTML.self,
            ODS.self,
            SQLiteDatabase.self,
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
