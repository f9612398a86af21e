import Records

/// Makes the columns' names from the header rows: cleaned, and unique in their table.
enum HeaderNames {
    /// `*客户名称` → `客户名称`, `成交金额\n（万元）` → `成交金额（万元）`, `姓名(必填)` → `姓名`.
    package static func cleaned(_ text: String) -> String {
        var scalars = joinedLines(Array(text.unicodeScalars))
        var isChanged = true
        while isChanged {
            isChanged = false
            trim(&scalars)
            for mark in marks where remove(mark, from: &scalars) { isChanged = true }
        }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: scalars)
        return String(name)
    }

    /// Gives blank names their column's number and repeated ones a number in brackets.
    static func unique(_ names: [String]) -> (names: [String], repeated: [Int], blank: [Int]) {
        var taken = Set(names.filter { !$0.isEmpty })
        var next: [String: Int] = [:]
        var seen: Set<String> = []
        var result: [String] = []
        var repeated: [Int] = []
        var blank: [Int] = []
        for (index, name) in names.enumerated() {
            if name.isEmpty {
                blank.append(index)
                result.append(free("column \(index + 1)", &taken, &next))
            } else if seen.insert(name).inserted {
                result.append(name)
            } else {
                repeated.append(index)
                result.append(free(name, &taken, &next))
            }
        }
        return (result, repeated, blank)
    }

    private static let marks = ["*", "＊", "(必填)", "（必填）", "[必填]", "【必填】"]
        .map { Array($0.unicodeScalars) }

    /// The name, or the name with the first free number; `next` is where the search goes on.
    private static func free(
        _ name: String,
        _ taken: inout Set<String>,
        _ next: inout [String: Int]
    ) -> String {
        if taken.insert(name).inserted { return name }
        var number = next[name] ?? 2
        while !taken.insert("\(name) (\(number))").inserted { number += 1 }
        next[name] = number + 1
        return "\(name) (\(number))"
    }

    /// Line breaks vanish; between ASCII letters or digits they become a blank.
    private static func joinedLines(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var index = 0
        while index < scalars.count {
            guard isLineBreak(scalars[index]) else {
                result.append(scalars[index])
                index += 1
                continue
            }
            while index < scalars.count && isLineBreak(scalars[index]) { index += 1 }
            if let before = result.last, index < scalars.count, isWord(before),
                isWord(scalars[index])
            {
                result.append(" ")
            }
        }
        return result
    }

    private static func remove(_ mark: [Unicode.Scalar], from scalars: inout [Unicode.Scalar])
        -> Bool
    {
        if scalars.count > mark.count && scalars.starts(with: mark) {
            scalars.removeFirst(mark.count)
            return true
        }
        if scalars.count > mark.count && Array(scalars.suffix(mark.count)) == mark {
            scalars.removeLast(mark.count)
            return true
        }
        return false
    }

    private static func trim(_ scalars: inout [Unicode.Scalar]) {
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        let start = scalars.firstIndex { !isBlank($0) } ?? scalars.count
        scalars.removeFirst(start)
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{85}"
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar.value < 0x20
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
}
