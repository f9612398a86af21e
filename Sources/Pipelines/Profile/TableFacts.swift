import CRM
import Normalizing
import Records

/// A column with what its values say.
struct ColumnFacts: Sendable {
    let index: Int
    let header: ColumnHeader
    let values: ColumnValues
    let traits: ValueTraits

    var name: String { header.name }
    var isBlank: Bool { values.filledCount == 0 }
    /// Whether a pipeline can name it.
    var isNameable: Bool { name.isNameable }
}

/// A table with what its columns say; the rows themselves stay where they are.
struct TableFacts: Sendable {
    let name: String
    let file: String
    let isHidden: Bool
    let rowCount: Int
    let skippedCount: Int
    /// Where the header stands, as the user's program counts; nil when the table has none.
    let headerRow: UInt32?
    let locatorKind: LocatorKind
    let columns: [ColumnFacts]

    /// Reads all columns of a table, several at once where there are workers.
    ///
    /// A table in several files has the columns of all of them.
    static func read(_ pieces: [SourceTable], workers: Workers) -> TableFacts {
        var context = NormalizingContext()
        context.lookups = VocabularyLookups.all
        let reader = TraitReader(context: context)
        var headers: [ColumnHeader] = []
        for header in pieces.flatMap(\.columns)
        where !headers.contains(where: { $0.name == header.name }) {
            headers.append(header)
        }
        let names = headers
        let columns = workers.map(names.count) { index in
            let values = ColumnValues.read(pieces, column: names[index].name)
            return ColumnFacts(
                index: index,
                header: names[index],
                values: values,
                traits: reader.read(values)
            )
        }
        let first = pieces[0]
        return TableFacts(
            name: first.name,
            file: first.file,
            isHidden: first.isHidden,
            rowCount: pieces.reduce(0) { $0 + $1.rowCount },
            skippedCount: pieces.reduce(0) { $0 + $1.skipped.count },
            headerRow: first.skipped.last { $0.kind == .header }?.rowNumber,
            locatorKind: first.locatorKind,
            columns: columns
        )
    }

    var nameable: [ColumnFacts] { columns.filter(\.isNameable) }
}
