/// One table of a source as an importer read it: a sheet, a CSV file, the tuples of one SQL table.
///
/// Every row that the file shows is here exactly once: data rows in `batches`, all others in
/// `skipped` with their reason.
package struct SourceTable: Sendable {
    package var source: String
    package var file: String
    /// The sheet or table; empty when the source has only one.
    package var name: String
    /// What a dump says about the table (`COMMENT='客户表'`); empty otherwise.
    package var label = ""
    package var columns: [ColumnHeader]
    package var locatorKind: LocatorKind
    package var batches: [RecordBatch] = []
    package var skipped: [SkippedRow] = []
    /// Data rows whose cells can't be told apart (too many of them), by data-row index (0-based,
    /// over all batches), with the finding that says why: such a row is rejected whole.
    package var rejectedRows: [UInt32: FindingCode] = [:]
    /// Data rows that a `skip:` of the pipeline left out, by data-row index, with its `why:`; they are
    /// rows skipped of kind `filtered`.
    package var filteredRows: [UInt32: String] = [:]
    package var isHidden = false

    package init(
        source: String,
        file: String,
        name: String,
        columns: [ColumnHeader],
        locatorKind: LocatorKind
    ) {
        self.source = source
        self.file = file
        self.name = name
        self.columns = columns
        self.locatorKind = locatorKind
    }

    /// The number of data rows.
    package var rowCount: Int { batches.reduce(0) { $0 + $1.rowCount } }

    /// The number of its first row, whatever that is; 0 when it has none.
    package var firstRowNumber: UInt32 {
        let first = batches.lazy.compactMap(\.rowNumbers.first).first
        return min(first ?? .max, skipped.first?.rowNumber ?? first ?? 0)
    }

    /// `source` or `source.table`, as `from:` names it.
    package var key: String { name.isEmpty ? source : "\(source).\(name)" }

    /// The index of the column with that header, exactly as the file shows it.
    package func columnIndex(_ header: String) -> Int? {
        columns.firstIndex { $0.name == header }
    }
}

/// A column as the file names it.
package struct ColumnHeader: Sendable, Equatable {
    /// The header's text without line breaks and outer blanks.
    ///
    /// Merged group headers that only decorate are left out; where names repeat below several groups
    /// the group stands before the name (`一季度 金额`). A row of units is joined (`金额(万元)`).
    /// Unique in its table: a second `电话` is `电话 (2)`, a blank one `column N`.
    package var name: String
    /// What a dump says about it (`COMMENT '姓名'`), or the second of two header rows that say the
    /// same in two languages; empty otherwise.
    package var label: String = ""
    package var isHidden: Bool = false
    /// Where the column stands in its sheet or file, from 0; nil where the format has no places.
    package var position: Int?

    package init(
        name: String,
        label: String = "",
        isHidden: Bool = false,
        position: Int? = nil
    ) {
        self.name = name
        self.label = label
        self.isHidden = isHidden
        self.position = position
    }
}

/// How the user finds a row again: Excel's row, an editor's line, the tuple's number in its table.
package enum LocatorKind: String, Sendable, Codable { case row, line, tuple, record }

/// A row that is no data, with its reason; it stays in the ledger.
package struct SkippedRow: Sendable {
    package var rowNumber: UInt32
    package var kind: RowKind
    /// The row's text, cut to 1,024 bytes; empty when suppressed.
    package var text: String

    package init(rowNumber: UInt32, kind: RowKind, text: String) {
        self.rowNumber = rowNumber
        self.kind = kind
        self.text = text
    }
}

/// What a row is; all but `data` are rows skipped.
package enum RowKind: String, Sendable, CaseIterable, Codable {
    case data, preamble, header, note, blank, subtotal, footer, filtered, suppressed
}
