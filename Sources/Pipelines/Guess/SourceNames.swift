import Records

/// Names of sources, made of the names of their files.
enum SourceNames {
    /// The file's name without its ending, with a number when it is taken.
    ///
    /// Marks become `_`.
    static func name(of path: String, among taken: [String]) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = file.split(separator: ".").first.map(String.init) ?? file
        var name = ""
        for scalar in stem.unicodeScalars.prefix(60) {
            let isWord =
                scalar.properties.isAlphabetic && scalar.value < 0xE000
                || (0x30...0x39).contains(scalar.value)
            if isWord {
                name.unicodeScalars.append(scalar)
            } else if name.last != "_" {
                name += "_"
            }
        }
        while name.last == "_" { name.removeLast() }
        while name.first == "_" { name.removeFirst() }
        if name.isEmpty { name = "source" }
        if name.first?.isNumber == true { name = "source_" + name }
        var unique = name
        var number = 2
        while taken.contains(unique) {
            unique = "\(name)_\(number)"
            number += 1
        }
        return unique
    }
}
