import Records

/// Names for the second and later tables of a sheet or file, each unique.
struct TableNames {
    private let base: String
    private var taken: Set<String>
    private var count = 1

    init(_ base: String, taken: Set<String>) {
        self.base = base
        self.taken = taken
        if !base.isEmpty { self.taken.insert(base) }
    }

    /// The title, or `NAME (2)`, or `table 2` when the file has no name for its table.
    mutating func next(_ title: String?) -> String {
        count += 1
        if let title, taken.insert(title).inserted { return title }
        let stem = title ?? base
        var number = count
        while true {
            let name = stem.isEmpty ? "table \(number)" : "\(stem) (\(number))"
            if taken.insert(name).inserted { return name }
            number += 1
        }
    }

    /// A title as a name: `【联系人】：` → `联系人`; nil when the line is no title.
    static func title(_ text: String) -> String? {
        let marks = "【】[]「」<>《》=-*#—: ：\u{3000}\t"
        var name = text[...]
        while let last = name.last, marks.contains(last) { name.removeLast() }
        while let first = name.first, marks.contains(first) { name.removeFirst() }
        guard !name.isEmpty, name.count <= 40 else { return nil }
        let line = String(name.filter { $0 != "\n" && $0 != "\r" })
        let isLabel = PreambleText.isLabel(line) && line.contains { $0 >= "0" && $0 <= "9" }
        if isLabel || PreambleText.isSentence(line) || RowWords.startsNote(line) { return nil }
        return line
    }
}
