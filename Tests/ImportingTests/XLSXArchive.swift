import Foundation

@testable import Importing

/// Writes small workbooks for tests: stored entries, as many as wanted.
struct XLSXArchive {
    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Adds a stored entry.
    mutating func add(_ name: String, _ content: String, flags: Int = 0, method: Int = 0) {
        add(name, Array(content.utf8), flags: flags, method: method)
    }

    mutating func add(_ name: String, _ data: [UInt8], flags: Int = 0, method: Int = 0) {
        let name = Array(name.utf8)
        let offset = bytes.count
        let sizes =
            number(Int(ZipArchive.checksum(data.span)), 4) + number(data.count, 4)
            + number(data.count, 4) + number(name.count, 2) + number(0, 2)
        let common = number(20, 2) + number(flags, 2) + number(method, 2) + number(0, 4) + sizes
        bytes += number(0x0403_4B50, 4) + common + name + data
        directory += number(0x0201_4B50, 4) + number(20, 2) + common
        directory += number(0, 2 + 2 + 2 + 4) + number(offset, 4) + name
        count += 1
    }

    /// The whole archive.
    func finished() -> [UInt8] {
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
            + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
        return bytes + directory + end
    }

    private func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
        (0..<byteCount).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }

    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    /// A workbook with one sheet; `data` is what stands in the worksheet element.
    static func workbook(
        sheet data: String,
        strings: [String] = [],
        relationships: String = "",
        styles: String? = nil,
        workbook: String = #"<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>"#
    ) -> [UInt8] {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006/relationships"
        var archive = XLSXArchive()
        archive.add(
            "_rels/.rels",
            #"<Relationships xmlns="\#(package)"><Relationship Id="rId1" "#
                + #"Type="\#(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        )
        archive.add(
            "xl/workbook.xml",
            #"<workbook xmlns="\#(main)" xmlns:r="\#(office)">\#(workbook)</workbook>"#
        )
        archive.add(
            "xl/_rels/workbook.xml.rels",
            #"<Relationships xmlns="\#(package)"><Relationship Id="rId1" "#
                + #"Type="\#(office)/worksheet" Target="worksheets/sheet1.xml"/>\#(relationships)</Relationships>"#
        )
        if let styles {
            archive.add("xl/styles.xml", #"<styleSheet xmlns="\#(main)">\#(styles)</styleSheet>"#)
        }
        if !strings.isEmpty {
            let items = strings.map { "<si>\($0)</si>" }.joined()
            archive.add("xl/sharedStrings.xml", #"<sst xmlns="\#(main)">\#(items)</sst>"#)
        }
        archive.add(
            "xl/worksheets/sheet1.xml",
            #"<worksheet xmlns="\#(main)">\#(data)</worksheet>"#
        )
        return archive.finished()
    }
}
