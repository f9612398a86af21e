import Records

/// The database container (.dbc) to which a table of Visual FoxPro belongs.
///
/// It is a table itself. It knows the names of fields beyond ten bytes, which the table's header
/// cuts: `COMPANY_NA` is `company_name`.
///
///     OBJECTID │ PARENTID │ OBJECTTYPE │ OBJECTNAME
///     7        │ 1        │ Table      │ contacts
///     9        │ 7        │ Field      │ company_name
struct FoxProContainer {
    private let rows: [Row]

    private struct Row {
        var id: String
        var parent: String
        var type: String
        var name: String
    }

    private static let maxByteCount = 64 << 20

    /// The container beside a table that names it in its header; nil when there is none.
    static func beside(_ path: String, _ bytes: Span<UInt8>, _ header: DBFHeader) -> Self? {
        let start = header.descriptorEnd
        guard header.version == .visualFoxPro, start + 263 <= bytes.count else { return nil }
        let link = DBFHeader.text(bytes.extracting(start..<(start + 263)))
        guard link.count > 0, link.isASCII else { return nil }
        let name = link.string().split { $0 == "\\" || $0 == "/" }.last.map(String.init) ?? ""
        let folder = NeighbourFile.parts(path).folder
        let file = NeighbourFile.open(
            beside: folder + name,
            extensions: ["dbc"],
            allowsItself: true
        )
        guard let (found, content) = file, content.count <= maxByteCount else { return nil }
        return FoxProContainer(found, content)
    }

    private init?(_ path: String, _ bytes: FileBytes) {
        let input = ImportInput(source: "", path: path, bytes: bytes)
        guard let header = DBFHeader(bytes.span) else { return nil }
        var reader = DBFReader(input, header, isContainer: true)
        guard let table = try? reader.read().tables.first else { return nil }
        let indices = ["OBJECTID", "PARENTID", "OBJECTTYPE", "OBJECTNAME"]
            .compactMap { table.columnIndex($0) }
        guard indices.count == 4 else { return nil }
        rows = table.batches.flatMap { batch in
            (0..<batch.rowCount).map { row in
                let cells = indices.map { batch.columns[$0].string(row) }
                return Row(id: cells[0], parent: cells[1], type: cells[2], name: cells[3])
            }
        }
    }

    /// The names of a table's fields, in their order; empty when the container lacks the table.
    func fieldNames(of table: String) -> [String] {
        let wanted = table.lowercased()
        let found = rows.first { $0.type == "Table" && $0.name.lowercased() == wanted }
        guard let found else { return [] }
        return rows.filter { $0.type == "Field" && $0.parent == found.id }.map(\.name)
    }
}
