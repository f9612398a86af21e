@testable import Importing

/// Writes small binary workbooks for tests.
struct XLSBBuilder {
    private(set) var bytes: [UInt8] = []

    static func text(_ text: String) -> [UInt8] {
        let units = Array(text.utf16)
        return BIFFBuilder.number(units.count, 4) + units.flatMap { BIFFBuilder.number(Int($0), 2) }
    }

    mutating func add(_ type: Int, _ data: [UInt8] = []) {
        bytes += type < 128 ? [UInt8(type)] : [UInt8(type & 0x7F | 0x80), UInt8(type >> 7)]
        var count = data.count
        while count >= 128 {
            bytes.append(UInt8(count & 0x7F | 0x80))
            count >>= 7
        }
        bytes.append(UInt8(count))
        bytes += data
    }

    mutating func row(_ index: Int, isHidden: Bool = false) {
        let number = BIFFBuilder.number
        add(0, number(index, 4) + number(0, 4) + number(300, 2) + [0, isHidden ? 0x10 : 0] + [0])
    }

    static func cell(_ column: Int, style: Int = 0) -> [UInt8] {
        BIFFBuilder.number(column, 4) + BIFFBuilder.number(style, 4)
    }

    /// The part of a worksheet; `layout` stands behind the cells.
    static func sheet(
        columns: (inout XLSBBuilder) -> Void = { _ in },
        layout: (inout XLSBBuilder) -> Void = { _ in },
        cells: (inout XLSBBuilder) -> Void
    ) -> [UInt8] {
        var part = XLSBBuilder()
        part.add(129)
        columns(&part)
        part.add(145)
        cells(&part)
        part.add(146)
        layout(&part)
        part.add(130)
        return part.bytes
    }

    struct Sheet {
        var name: String
        var state = 0
        var type = "worksheet"
        var part: [UInt8]
    }

    static func workbook(
        sheets: [Sheet],
        strings: [String] = [],
        formats: [(id: Int, code: String)] = [],
        styles: [Int] = [0],
        is1904: Bool = false
    ) -> [UInt8] {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let number = BIFFBuilder.number
        var archive = XLSXArchive()
        let start = #"<Relationships><Relationship Id="rId"#
        archive.add(
            "_rels/.rels",
            #"\#(start)1" Type="\#(office)/officeDocument" Target="xl/workbook.bin"/></Relationships>"#
        )
        var book = XLSBBuilder()
        var links = ""
        book.add(131)
        book.add(153, number(is1904 ? 1 : 0, 4) + number(0, 8))
        for (index, sheet) in sheets.enumerated() {
            let id = "rId\(index + 10)"
            book.add(
                156,
                number(sheet.state, 4) + number(index + 1, 4) + text(id) + text(sheet.name)
            )
            links +=
                #"<Relationship Id="\#(id)" Type="\#(office)/\#(sheet.type)" "#
                + #"Target="worksheets/sheet\#(index + 1).bin"/>"#
            archive.add("xl/worksheets/sheet\(index + 1).bin", sheet.part)
        }
        book.add(132)
        archive.add("xl/workbook.bin", book.bytes)
        links += #"<Relationship Id="s" Type="\#(office)/styles" Target="styles.bin"/>"#
        archive.add("xl/styles.bin", styleSheet(formats, styles))
        if !strings.isEmpty {
            var table = XLSBBuilder()
            table.add(159, number(9, 4) + number(9, 4))
            for string in strings { table.add(19, [0] + text(string)) }
            table.add(160)
            archive.add("xl/sharedStrings.bin", table.bytes)
            links +=
                #"<Relationship Id="t" Type="\#(office)/sharedStrings" "#
                + #"Target="sharedStrings.bin"/>"#
        }
        archive.add("xl/_rels/workbook.bin.rels", "<Relationships>\(links)</Relationships>")
        return archive.finished()
    }

    private static func styleSheet(
        _ formats: [(id: Int, code: String)],
        _ styles: [Int]
    ) -> [UInt8] {
        let number = BIFFBuilder.number
        var part = XLSBBuilder()
        for format in formats { part.add(44, number(format.id, 2) + text(format.code)) }
        // Formats of named styles come first and are not those of cells.
        part.add(47, number(0, 2) + number(14, 2) + number(0, 12))
        part.add(617, number(styles.count, 4))
        for id in styles { part.add(47, number(0, 2) + number(id, 2) + number(0, 12)) }
        part.add(618)
        return part.bytes
    }
}
