import Records

/// Types of columns as `mdb-schema` prints them, and captions as `mdb-prop` does.
enum AccessSchema {
    /// By table: whether each column holds bytes.
    ///
    ///     CREATE TABLE [客户]
    ///      (
    ///     ⇥[编号]⇥⇥⇥Long Integer,
    ///     ⇥[照片]⇥⇥⇥OLE (255)
    static func binaryColumns(_ text: String) -> [String: [Bool]] {
        var tables: [String: [Bool]] = [:]
        var table = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("CREATE TABLE ["), let end = line.lastIndex(of: "]") {
                table = String(line[..<end].dropFirst("CREATE TABLE [".count))
                tables[table] = []
            } else if line.hasPrefix("\t["), let range = line.firstRange(of: "]\t") {
                let type = line[range.upperBound...].drop { $0 == "\t" }
                let isBinary = type.hasPrefix("OLE") || type.hasPrefix("Binary")
                tables[table]?.append(isBinary)
            }
        }
        return tables
    }

    /// What the user sees over a column, and whether the column is hidden.
    struct Display: Equatable {
        var label = ""
        var isHidden = false
    }

    /// By column's name; the caption, or else the first line of the description.
    ///
    ///     name: dh
    ///     ⇥Caption: 电话
    ///     ⇥ColumnHidden: no
    static func displays(_ text: String) -> [String: Display] {
        var displays: [String: Display] = [:]
        var name = ""
        var hasCaption = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("name: ") {
                name = String(line.dropFirst(6))
                hasCaption = false
            } else if line.hasPrefix("\tCaption: ") {
                hasCaption = true
                displays[name, default: Display()].label = line.dropFirst(10).trimmedBlanks
            } else if line.hasPrefix("\tDescription: "), !hasCaption {
                displays[name, default: Display()].label = line.dropFirst(14).trimmedBlanks
            } else if line == "\tColumnHidden: yes" {
                displays[name, default: Display()].isHidden = true
            }
        }
        return displays
    }
}
