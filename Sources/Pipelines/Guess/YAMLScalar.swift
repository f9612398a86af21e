import Records

/// Texts as scalars of YAML: plain where nothing can be misread, else in double quotes.
enum YAMLScalar {
    /// A value or item of a list; `${` is written so that no variable is meant.
    static func value(_ text: String) -> String {
        write(text.contains("${") ? text.replacing("${", with: "$${") : text)
    }

    /// A key, in which variables mean nothing.
    static func key(_ text: String) -> String { write(text) }

    private static func write(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// Letters, digits, Han and a few marks that mean nothing to YAML, a letter first.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first), text.utf8.count <= 200,
            !reserved.contains(text.lowercased())
        else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            isLetter(scalar) || (0x30...0x39).contains(scalar.value)
                || "_-.（）、／".unicodeScalars.contains(scalar)
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x4E00...0x9FFF, 0x3400...0x4DBF: true
        default: false
        }
    }

    private static let reserved: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n", "auto", "same", "same_row",
    ]

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if isPrintable(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "\\U" + hexadecimal(scalar.value)
                }
            }
        }
        return result + "\""
    }

    /// What libyaml takes as it stands and what no reader takes for a line break.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0x2027, 0x202F...0xD7FF, 0xE000...0xFDCF, 0xFDF0...0xFEFE,
            0xFF00...0xFFFD, 0x10000...0x1FFFD, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// A text for a comment: one line, nothing that a terminal or YAML would act on.
    static func comment(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(120) {
            result.append(isPrintable(scalar) ? scalar : "?")
        }
        return String(result)
    }
}
