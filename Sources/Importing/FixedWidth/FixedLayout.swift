import Records

/// What places in a line count.
enum FixedMeasure: String, Sendable, CaseIterable {
    /// Bytes of the file's encoding.
    case bytes
    case characters
    /// Of a screen with letters of one width: two for Han, one for ASCII.
    case cells
}

/// One column: places from 0, the end not in it; open to the right when nil.
struct FixedColumn: Sendable, Equatable {
    var name = ""
    var start: Int
    var end: Int?
}

/// Where the columns of a fixed-width text stand.
struct FixedLayout: Sendable, Equatable {
    var columns: [FixedColumn]
    var measure = FixedMeasure.bytes
    /// Words that stand across a border that was only guessed stay whole.
    var isGuessed = false

    static let maxColumnCount = 4096
    static let maxPlace = 1 << 20

    init(columns: [FixedColumn], measure: FixedMeasure = .bytes, isGuessed: Bool = false) {
        self.columns = columns
        self.measure = measure
        self.isGuessed = isGuessed
    }

    /// `positions=1,9,25 measure=bytes`, as reports show it.
    var text: String {
        let starts = columns.map { "\($0.start + 1)" }.joined(separator: ",")
        return "positions=\(starts) measure=\(measure.rawValue)"
    }

    /// The bytes of a record in a file without line ends; nil when the last column is open.
    var recordByteCount: Int? {
        measure == .bytes ? columns.last?.end : nil
    }

    /// From `columns`, `widths` or `positions`; nil when none is set, I036 when they make no sense.
    init?(options: OptionValue) throws(ImportFailure) {
        var columns: [FixedColumn] = []
        if let value = options["columns"], value.text != "auto" {
            for item in FixedLayout.items(value) { columns.append(try FixedLayout.column(item)) }
        } else if let value = options["widths"], value.text != "auto" {
            var start = 0
            for item in FixedLayout.items(value) {
                let width = try FixedLayout.number(item.text ?? "", "widths")
                columns.append(FixedColumn(start: start, end: start + width))
                start += width
            }
        } else if let value = options["positions"], value.text != "auto" {
            for item in FixedLayout.items(value) {
                let start = try FixedLayout.number(item.text ?? "", "positions") - 1
                if let last = columns.indices.last { columns[last].end = start }
                columns.append(FixedColumn(start: start, end: nil))
            }
        } else {
            return nil
        }
        let names = options["names"].map(FixedLayout.items) ?? []
        for (index, name) in names.enumerated() where index < columns.count {
            columns[index].name = FixedLayout.trimmed(name.text ?? "")
        }
        let isSound = columns.allSatisfy { $0.start >= 0 && $0.end ?? Int.max > $0.start }
        let isOrdered = zip(columns, columns.dropFirst()).allSatisfy { $0.start < $1.start }
        guard isSound, isOrdered, !columns.isEmpty, columns.count <= FixedLayout.maxColumnCount
        else {
            throw FixedLayout.failure("columns must follow each other from left to right")
        }
        self.columns = columns
        measure = options["measure"]?.text.flatMap(FixedMeasure.init(rawValue:)) ?? .bytes
    }

    private static func trimmed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[CellText.trimmed(bytes.span)], as: UTF8.self)
    }

    /// The items of a list; a text is cut at commas.
    private static func items(_ value: OptionValue) -> [OptionValue] {
        switch value {
        case .list(let items): items
        case .text(let text): text.split(separator: ",").map { .text(String($0)) }
        case .map: [value]
        }
    }

    /// `编号 1-8`, `编号 1+8` or `{name: 编号, start: 1, width: 8}`; places from 1.
    private static func column(_ item: OptionValue) throws(ImportFailure) -> FixedColumn {
        if case .map = item {
            let start = try number(item["start"]?.text ?? "", "columns")
            let width = try number(item["width"]?.text ?? "", "columns")
            let name = item["name"]?.text ?? ""
            return FixedColumn(name: name, start: start - 1, end: start - 1 + width)
        }
        let words = (item.text ?? "").split(separator: " ")
        guard let places = words.last else { throw failure("a column is blank") }
        let name = words.dropLast().joined(separator: " ")
        let mark: Character = places.contains("+") ? "+" : "-"
        let parts = places.split(separator: mark, maxSplits: 1).map(String.init)
        let start = try number(parts.first ?? "", "columns")
        guard parts.count == 2 else {
            throw failure("`\(item.text ?? "")` has no last place: write `\(name) \(start)-…`")
        }
        let second = try number(parts[1], "columns")
        let end = mark == "+" ? start - 1 + second : second
        return FixedColumn(name: name, start: start - 1, end: end)
    }

    private static func number(_ text: String, _ option: String) throws(ImportFailure) -> Int {
        let digits = text.filter { $0 != " " }
        guard let number = Int(digits), number > 0, number <= maxPlace else {
            throw failure("`\(option): \(text)` is no number from 1 to \(maxPlace)")
        }
        return number
    }

    private static func failure(_ message: String) -> ImportFailure {
        ImportFailure(
            ImportFindings.badOption,
            message,
            hint: "write `widths: [8, 16]`, `positions: [1, 9]` or `columns: [编号 1-8]`"
        )
    }
}
