/// Reads the tuples behind VALUES character by character: slow, and plain to see.
///
/// Numbers, NULL and strings with MySQL's escapes are all that it knows.
enum NaiveTuples {
    static func rows(_ sql: String) -> [[String?]] {
        var rows: [[String?]] = []
        var row: [String?] = []
        var word = ""
        var isOpen = false
        var wasString = false
        var scalars = Array(sql.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            guard isOpen else {
                if scalar == "(" { isOpen = true }
                continue
            }
            switch scalar {
            case "'":
                word = string(&scalars)
                wasString = true
            case ",", ")":
                row.append(!wasString && word.uppercased() == "NULL" ? nil : word)
                word = ""
                wasString = false
                if scalar == ")" {
                    rows.append(row)
                    row = []
                    isOpen = false
                }
            default: if scalar.value > 32 { word.unicodeScalars.append(scalar) }
            }
        }
        return rows
    }

    private static let escapes: [UnicodeScalar: UnicodeScalar] = [
        "n": "\n", "r": "\r", "t": "\t", "'": "'", "\"": "\"", "\\": "\\",
    ]

    private static func string(_ scalars: inout ArraySlice<UnicodeScalar>) -> String {
        var text = ""
        while let scalar = scalars.popFirst() {
            if scalar == "\\", let escaped = scalars.popFirst() {
                if escapes[escaped] == nil { text.unicodeScalars.append("\\") }
                text.unicodeScalars.append(escapes[escaped] ?? escaped)
            } else if scalar == "'" {
                if scalars.first != "'" { return text }
                scalars.removeFirst()
                text += "'"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
