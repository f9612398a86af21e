import Records

/// A text with its differing characters, ready to be wrapped and shown.
struct MarkedText {
    private var characters: [(character: Character, isMarked: Bool)] = []

    /// Marks are in brackets where colour is off.
    init(_ text: [Character], marks: [Bool], style: TerminalStyle) {
        var wasMarked = false
        for (character, isMarked) in zip(text, marks) {
            if !style.isOn, isMarked != wasMarked {
                characters.append((isMarked ? "[" : "]", false))
            }
            characters.append((character, isMarked))
            wasMarked = isMarked
        }
        if !style.isOn, wasMarked { characters.append(("]", false)) }
    }

    /// Lines of at most `width` columns, each filled up to it; wide characters take two.
    ///
    /// They end at blanks or beside wide characters, so that no word and no number is cut unless it
    /// is longer than a line.
    func lines(width: Int, style: TerminalStyle) -> [String] {
        var lines: [String] = []
        var start = 0
        repeat {
            let end = self.end(from: start, width: width)
            lines.append(line(start..<end, width: width, style: style))
            start = end
            while start < characters.count, characters[start].character == " " { start += 1 }
        } while start < characters.count
        return lines
    }

    /// Where the line that begins at `start` ends.
    private func end(from start: Int, width: Int) -> Int {
        var used = 0
        var end = start
        while end < characters.count {
            used += columns(end)
            if used > width, end > start { break }
            end += 1
        }
        if end == characters.count { return end }
        return (start + 1...end).last { canEnd(before: $0) } ?? end
    }

    private func canEnd(before next: Int) -> Bool {
        let (last, first) = (characters[next - 1].character, characters[next].character)
        return last == " " || first == " " || columns(next - 1) > 1 && last != "（"
            || columns(next) > 1 && first.isLetter
    }

    private func columns(_ index: Int) -> Int {
        DisplayWidth.of(String(characters[index].character))
    }

    private func line(_ range: Range<Int>, width: Int, style: TerminalStyle) -> String {
        var line = ""
        var used = 0
        var start = range.lowerBound
        while start < range.upperBound {
            let isMarked = characters[start].isMarked
            let rest = characters[start..<range.upperBound]
            let end = rest.firstIndex { $0.isMarked != isMarked } ?? range.upperBound
            let run = String(characters[start..<end].map(\.character))
            line += isMarked ? style.marked(run) : run
            used += DisplayWidth.of(run)
            start = end
        }
        return line + String(repeating: " ", count: max(0, width - used))
    }
}

extension TerminalStyle {
    fileprivate func marked(_ text: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[1;33m\(text)\u{1B}[0m" : text
    }
}
