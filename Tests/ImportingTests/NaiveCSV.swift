/// The slow twin of `CSVScan` for well-formed text: scalar by scalar, arrays of arrays.
enum NaiveCSV {
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        var isAfterQuotes = false
        let scalars = Array(text.unicodeScalars)
        var index = 0
        func endCell() {
            row.append(isAfterQuotes ? String(cell) : trimmed(String(cell)))
            cell = String.UnicodeScalarView()
            isAfterQuotes = false
        }
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if isQuoted {
                if scalar != "\"" { cell.append(scalar); continue }
                if index < scalars.count, scalars[index] == "\"" {
                    cell.append("\"")
                    index += 1
                } else {
                    isQuoted = false
                    isAfterQuotes = true
                }
                continue
            }
            switch scalar {
            case "\"": isQuoted = true
            case ",": endCell()
            case "\n", "\r":
                if scalar == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
                endCell()
                rows.append(row)
                row = []
            default: cell.append(scalar)
            }
        }
        if !cell.isEmpty || !row.isEmpty || isAfterQuotes {
            endCell()
            rows.append(row)
        }
        return rows
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
        while let first = scalars.first, first == " " || first == "\t" { scalars.removeFirst() }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
