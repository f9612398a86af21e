/// How texts of preambles look, whatever they say.
enum PreambleText {
    /// 账号：6222…, `Period: March`, 户名: a label with or without its value.
    static func isLabel(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var depth = 0
        for (index, scalar) in scalars.enumerated() {
            if "(（[【".unicodeScalars.contains(scalar) { depth += 1 }
            if ")）]】".unicodeScalars.contains(scalar) { depth -= 1 }
            guard depth <= 0, scalar == ":" || scalar == "：", index > 0 else { continue }
            let isTime =
                index + 1 < scalars.count && scalars[index - 1].properties.numericType != nil
                && scalars[index + 1].properties.numericType != nil
            let isURL = index + 1 < scalars.count && scalars[index + 1] == "/"
            if !isTime && !isURL { return true }
        }
        return false
    }

    static func endsInColon(_ text: String) -> Bool { text.last == ":" || text.last == "：" }

    /// Text that ends or is parted like sentences.
    static func isSentence(_ text: String) -> Bool {
        if text.hasSuffix("。") || text.hasSuffix("；") || text.hasSuffix("！") { return true }
        if text.hasSuffix(".") && text.contains(" ") { return true }
        let inner = text.dropLast()
        return inner.contains("。") || inner.contains("；") || inner.contains(". ")
    }

    /// A line drawn of `-`, `=`, `*` or `_`, with or without words in it.
    static func isRule(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first,
            "-=*_—─━#~".unicodeScalars.contains(first)
        else { return false }
        let count = text.unicodeScalars.prefix { $0 == first }.count
        return count >= 4
    }
}
