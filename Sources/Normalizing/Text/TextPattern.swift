import Records

/// A pattern as an option of a step: compiled once, with its machine's scratch.
struct TextPattern: Sendable {
    private(set) var machine: RegexMachine

    /// Shared by the steps that take a pattern.
    static let option = OptionSpec(
        "pattern",
        .text,
        "a regular expression; without back-references and look-around, its time is linear"
    )
    static let caseOption = OptionSpec(
        "ignore_case",
        .boolean,
        standard: "false",
        "whether small and capital letters are alike"
    )

    /// With `keepsGroups` false, groups can't be asked for, and matching is faster.
    init(
        _ pattern: String,
        ignoresCase: Bool,
        keepsGroups: Bool = true
    ) throws(OptionError) {
        do throws(RegexError) {
            machine = RegexMachine(
                try RegexProgram(pattern, ignoresCase: ignoresCase, keepsGroups: keepsGroups)
            )
        } catch {
            let place = "at character \(error.position) of the pattern"
            throw OptionError("pattern", "\(error.message), \(place)")
        }
    }

    /// A literal text as a pattern that matches it alone.
    static func escaped(_ text: String) -> String {
        var pattern = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, !scalar.properties.isAlphabetic, scalar.value > 0x20,
                scalar.value &- 0x30 >= 10
            {
                pattern.append("\\")
            }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern
    }

    /// The next match at or after `start`; an empty one right behind the match before is skipped.
    mutating func next(in text: Span<UInt8>, from start: Int, lastEnd: Int) -> Range<Int>? {
        var start = start
        while start <= text.count, machine.find(in: text, from: start),
            let range = machine.range(ofGroup: 0)
        {
            if !range.isEmpty || range.lowerBound != lastEnd { return range }
            guard start < text.count else { return nil }
            start += Scalars.decode(text, at: start).byteCount
        }
        return nil
    }

    /// Where to look for the match behind one: behind an empty one, a character further.
    static func start(behind range: Range<Int>, of text: Span<UInt8>) -> Int {
        guard range.isEmpty else { return range.upperBound }
        if range.upperBound >= text.count { return text.count + 1 }
        return range.upperBound + Scalars.decode(text, at: range.upperBound).byteCount
    }
}
