// A diagnostic as text: what, where, the user's own line with a caret, and what to do.
//
//     error[P004 UNKNOWN_OPTION]: unknown option `delimeter` for importer `csv`
//       --> pipelines/acme-migration.yaml:7:7
//      7 |       delimeter: ";"
//        |       ^^^^^^^^^ `csv` has: delimiter, encoding, header, quote, skip_rows
//        = hint: did you mean `delimiter`?

extension Diagnostic {
    /// Lines without a trailing line break; carets count display columns.
    package func rendered(color: Bool = false) -> String {
        let style = TerminalStyle(isOn: color)
        var lines = [headline(style)]
        var gutter = "   "
        if let location {
            let number = String(location.line)
            let margin = String(repeating: " ", count: max(0, 2 - number.count))
            gutter = " " + String(repeating: " ", count: margin.count + number.count)
            let place = "\(location.file):\(location.line):\(location.column)"
            lines.append("  \(style.dim("-->")) \(place.escapedControls)")
            if !sourceLine.isEmpty {
                lines.append("\(margin)\(number) \(style.dim("|")) \(sourceLine.escapedControls)")
                lines.append("\(gutter)\(style.dim("|")) \(caret(location, style))")
            }
        }
        for note in notes { lines.append("\(gutter)= note: \(note)") }
        if !hint.isEmpty { lines.append("\(gutter)= hint: \(hint)") }
        return lines.joined(separator: "\n")
    }

    private func headline(_ style: TerminalStyle) -> String {
        let tag = name.isEmpty ? code.text : "\(code.text) \(name)"
        return "\(style.severity(severity, "\(severity.rawValue)[\(tag)]")): \(message)"
    }

    private func caret(_ location: Location, _ style: TerminalStyle) -> String {
        let scalars = Array(sourceLine.unicodeScalars)
        let start = min(max(location.column - 1, 0), scalars.count)
        let end = min(start + max(location.length, 1), scalars.count)
        let width = scalars[start..<end].reduce(0) { $0 + Diagnostic.shownWidth($1) }
        let indent = scalars[..<start].reduce(0) { $0 + Diagnostic.shownWidth($1) }
        let marks = String(repeating: "^", count: max(width, 1))
        let text = label.isEmpty ? marks : "\(marks) \(label)"
        return String(repeating: " ", count: indent) + style.severity(severity, text)
    }

    /// The width of a scalar as `escapedControls` shows it.
    private static func shownWidth(_ scalar: Unicode.Scalar) -> Int {
        scalar == "\t" ? 1 : DisplayWidth.of(String(scalar).escapedControls)
    }
}

extension String {
    /// The text with control and bidirectional characters made visible, tabs as one blank, so that
    /// no value can move the cursor, break a line or turn the direction of a report.
    package var escapedControls: String {
        let isPlain = unicodeScalars.allSatisfy { !String.isControl($0) }
        if isPlain { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += " "
            case _ where String.isControl(scalar):
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value < 0x20 || (value >= 0x7F && value < 0xA0)
            || (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069)
            || value == 0x2028 || value == 0x2029
    }
}

/// The few escape sequences that reports use (ECMA-48); without colour they are nothing.
package struct TerminalStyle: Sendable {
    package let isOn: Bool

    package init(isOn: Bool) { self.isOn = isOn }

    package func bold(_ text: String) -> String { wrap(text, "1") }

    package func dim(_ text: String) -> String { wrap(text, "2") }

    package func red(_ text: String) -> String { wrap(text, "31") }

    package func green(_ text: String) -> String { wrap(text, "32") }

    package func yellow(_ text: String) -> String { wrap(text, "33") }

    package func severity(_ severity: Severity, _ text: String) -> String {
        switch severity {
        case .note: dim(text)
        case .warning: yellow(text)
        case .error, .fatal: red(text)
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
