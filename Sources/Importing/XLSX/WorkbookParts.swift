import Records

/// What a workbook says about its sheets, and the relationships that say where they are.
struct WorkbookParts: Sendable {
    struct Sheet: Sendable {
        var name: String
        /// `visible`, `hidden` or `veryHidden`.
        var state: String
        var relationship: String
    }

    private(set) var sheets: [Sheet] = []
    /// Days count from 1904-01-01, as on old Macs.
    private(set) var is1904 = false

    init(sheets: [Sheet], is1904: Bool) {
        self.sheets = sheets
        self.is1904 = is1904
    }

    init(_ workbook: XMLTape) {
        var reader = Reader()
        workbook.walk(&reader)
        (sheets, is1904) = (reader.sheets, reader.is1904)
    }

    private struct Reader: XMLVisitor {
        var sheets: [Sheet] = []
        var is1904 = false

        mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
            if name.equals("workbookPr") {
                // An extension of Excel 2013 has an element of the same local name.
                if attributes.isTrue("date1904") { is1904 = true }
            } else if name.equals("sheet"), let title = attributes.string("name") {
                let sheet = Sheet(
                    name: title,
                    state: attributes.string("state") ?? "visible",
                    relationship: attributes.string("id") ?? ""
                )
                sheets.append(sheet)
            }
        }

        mutating func text(_ text: Span<UInt8>) {}
        mutating func finish() {}
    }
}

/// The relationships of a part (ECMA-376 part 2, 9.3); targets are names of entries.
struct PartRelationships: Sendable {
    struct Relationship: Sendable {
        var id: String
        /// The last word of the type's URI, so that Strict OOXML makes no difference.
        var type: String
        var target: String
    }

    private(set) var all: [Relationship] = []

    init() {}

    /// `part` is the name of the part whose relationships these are; empty for the package.
    init(_ tape: XMLTape, of part: String) {
        var reader = Reader()
        tape.walk(&reader)
        all = reader.all.map { relationship in
            var relationship = relationship
            relationship.target = Self.resolve(relationship.target, from: part)
            return relationship
        }
    }

    subscript(id id: String) -> Relationship? { all.first { $0.id == id } }

    subscript(type type: String) -> Relationship? { all.first { $0.type == type } }

    /// Where the relationships of a part are: `xl/_rels/workbook.xml.rels`.
    static func part(of part: String) -> String {
        let folders = part.split(separator: "/")
        let folder = folders.dropLast().map { "\($0)/" }.joined()
        return "\(folder)_rels/\(folders.last ?? "").rels"
    }

    /// Targets are relative to the part's folder, or absolute; some programs write backslashes.
    static func resolve(_ target: String, from part: String) -> String {
        let target = String(target.map { $0 == "\\" ? "/" : $0 })
        var folders = target.hasPrefix("/") ? [] : Array(part.split(separator: "/").dropLast())
        for folder in target.split(separator: "/") where folder != "." {
            if folder == ".." { _ = folders.popLast() } else { folders.append(folder) }
        }
        return folders.joined(separator: "/")
    }

    private struct Reader: XMLVisitor {
        var all: [Relationship] = []

        mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
            guard name.equals("Relationship"), let target = attributes.string("Target") else {
                return
            }
            let type = attributes.string("Type") ?? ""
            let relationship = Relationship(
                id: attributes.string("Id") ?? "",
                type: type.split(separator: "/").last.map { String($0) } ?? "",
                target: target
            )
            all.append(relationship)
        }

        mutating func text(_ text: Span<UInt8>) {}
        mutating func finish() {}
    }
}
