import Records

/// Reads one format into tables.
///
/// One file or folder a format, one line in `Importers.all`.
package protocol Importer {
    static var spec: ComponentSpec { get }

    /// How sure the importer is, from the first 64 KiB, that it can read the file; 0 = no, 100 = certain.
    /// The name is never asked: content decides.
    static func confidence(head: Span<UInt8>) -> Int

    /// Reads all tables. Data never throws; what is wrong with rows and cells is a finding.
    static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult
}

/// What an importer gets: the whole file and what the pipeline says about it.
package struct ImportInput: Sendable {
    package var source: String
    /// The path as the user wrote it, for places; and where to open it.
    package var path: String
    /// Where the file is opened again by importers that need a path (SQLite).
    package var openPath: String
    package var bytes: FileBytes
    /// Options of the source in the pipeline (`encoding`, `delimiter`, `header`, …).
    package var options: OptionValue
    /// Read only this sheet or table when set.
    package var table: String?
    /// Files that belong to a member of an archive, such as its memos; a file has its folder.
    package var companions: [(name: String, bytes: FileBytes)] = []
    /// The cores that reading may use.
    package var workers = Workers.single

    package init(
        source: String,
        path: String,
        bytes: FileBytes,
        openPath: String? = nil,
        options: OptionValue = .map([]),
        table: String? = nil
    ) {
        self.source = source
        self.path = path
        self.openPath = openPath ?? path
        self.bytes = bytes
        self.options = options
        self.table = table
    }
}

/// What an importer hands on.
package struct ImportResult: Sendable {
    package var format = ""
    package var encoding = ""
    /// 0…100.
    package var encodingConfidence = 100
    package var dialect = ""
    package var tables: [SourceTable] = []
    package var findings = Findings()
    /// Set when the source is truncated or empty: nothing is published unless `on_broken: keep`.
    package var isBroken = false

    package init() {}

    /// Whether a broken file gave nothing at all; an empty one was read.
    package var isUnread: Bool {
        isBroken && tables.allSatisfy { $0.rowCount == 0 && $0.skipped.isEmpty }
            && findings.all.contains { $0.code != ImportFindings.emptySource.code }
    }
}

/// A file that can't be read at all: missing, a folder, unknown encoding, no such table (exit 2).
package struct ImportFailure: Error, Sendable {
    package var kind: FindingKind
    package var message: String
    package var hint: String

    package init(_ kind: FindingKind, _ message: String, hint: String = "") {
        self.kind = kind
        self.message = message
        self.hint = hint.isEmpty ? kind.hint : hint
    }
}
