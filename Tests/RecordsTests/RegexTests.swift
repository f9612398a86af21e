import TestSupport
import Testing

@testable import Records

@Suite("Regular expressions")
struct RegexTests {
    /// The groups of the first match as texts, `-` for one that took no part; nil without a match.
    static func groups(_ pattern: String, _ text: String) throws -> [String]? {
        var machine = RegexMachine(try RegexProgram(pattern, keepsGroups: true))
        let bytes = Array(text.utf8)
        guard machine.find(in: bytes.span) else { return nil }
        return (0...machine.program.groupCount).map { number in
            machine.range(ofGroup: number).map { String(decoding: bytes[$0], as: UTF8.self) } ?? "-"
        }
    }

    static let examples: [(String, String, [String]?)] = [
        ("", "", [""]), ("", "x", [""]), ("a", "bab", ["a"]), ("^a", "ba", nil), ("a$", "ab", nil),
        ("^$", "", [""]), ("^$", "x", nil), ("^a.c$", "a中c", ["a中c"]), ("a.c", "a\nc", nil),
        ("(?s)a.c", "a\nc", ["a\nc"]), ("a{2,3}", "aaaa", ["aaa"]), ("a{2,3}?", "aaaa", ["aa"]),
        ("a{2}", "aaa", ["aa"]), ("a{3,}", "aaaaa", ["aaaaa"]), ("a{0}b", "ab", ["b"]),
        ("(a+)(b+)", "xaabbb", ["aabbb", "aa", "bbb"]), ("(a+?)(a*)", "aaa", ["aaa", "a", "aa"]),
        ("(a)|(b)", "b", ["b", "-", "b"]), ("a|ab", "ab", ["a"]), ("ab|a", "ab", ["ab"]),
        ("(?:a|ab)(c|bcd)", "abcd", ["abcd", "bcd"]), ("(a*)*", "b", ["", ""]),
        ("(a|b)*c", "abac", ["abac", "a"]),
        ("(\\d{4})年(\\d{1,2})月", "于2023年5月", ["2023年5月", "2023", "5"]),
        ("\\p{Han}{2,4}", "Mr 欧阳修 a", ["欧阳修"]), ("[^一-龥]+", "中abc文", ["abc"]),
        ("[\\d.-]+", "v1.2-3x", ["1.2-3"]), ("[a-]+", "-a-", ["-a-"]), ("[]-]", "x", nil),
        ("\\bcat\\b", "concat cat", ["cat"]), ("\\Bcat", "cat concat", ["cat"]),
        ("(?i)abc", "xAbC", ["AbC"]), ("(?i:é)x", "Éx", ["Éx"]), ("a(?i)b|c", "aB", ["aB"]),
        ("(?i)[a-c]+", "xABCd", ["ABC"]), ("(?i)[^a]", "A", nil), ("(?i)ｗｘ", "ＷＸ", ["ＷＸ"]),
        ("(?m)^b$", "a\nb\nc", ["b"]), ("\\u4e2d\\x41\\u{1F600}", "中A😀", ["中A😀"]),
        ("(?<year>\\d+)-(?P<no>\\d+)", "x12-7", ["12-7", "12", "7"]), ("[[a]", "[", ["["]),
        ("\\.\\*\\[", "a.*[", [".*["]), ("x*", "axx", [""]), ("\\s+", "a\u{3000} b", ["\u{3000} "]),
        ("\\p{Lu}\\p{Ll}+", "im Österreich", ["Österreich"]), ("\\P{L}", "ab1", ["1"]),
        ("\\p{Katakana}+", "カタカナabc", ["カタカナ"]), ("[^\\D]", "a7", ["7"]),
        ("\\Aab\\z", "ab", ["ab"]),
        ("(|a)+", "aaa", ["", ""]), ("(a|)+b", "aab", ["aab", "a"]),
        ("(?:(a)|b)*", "ab", ["ab", "a"]), ("\\w+", "张三_a1!", ["张三_a1"]),
    ]

    @Test("patterns find what they say, with their groups", arguments: examples.indices)
    func findsExamples(index: Int) throws {
        let (pattern, text, expected) = Self.examples[index]
        guard pattern != "[]-]" else {
            #expect(throws: RegexError.self) { try RegexProgram(pattern, keepsGroups: true) }
            return
        }
        #expect(try Self.groups(pattern, text) == expected, "\(pattern) on \(text)")
    }

    @Test(
        "what can't be matched in linear time, or is no pattern, is refused with place and reason",
        arguments: [
            ("(a)\\1", 4, "back-references"), ("(?P<x>a)(?P=x)", 9, "back-references"),
            ("\\k<x>", 1, "back-references"), ("a(?=b)", 2, "look-around"),
            ("(?!a)", 1, "look-around"), ("(?<=a)b", 1, "look-around"),
            ("(?<!a)b", 1, "look-around"),
            ("a++", 2, "possessive"), ("(?>a)", 1, "atomic"), ("a**", 3, "can't be repeated"),
            ("(", 1, "without `)`"), ("a)", 2, "without `(`"), ("[a", 1, "without `]`"),
            ("*a", 1, "nothing to repeat"), ("a|+", 3, "nothing to repeat"),
            ("a{3,2}", 6, "larger number"), ("a{1001}", 3, "at most 1000"),
            ("a{,3}", 3, "a number"),
            ("[z-a]", 3, "larger character"), ("[\\d-x]", 4, "single characters"),
            ("[]", 1, "empty"),
            ("[[:alpha:]]", 2, "\\p{L}"), ("\\q", 1, "unknown escape"), ("\\", 1, "after `\\`"),
            ("\\p{Foo}", 1, "unknown class"), ("^*", 1, "anchor"), ("(?z)a", 3, "unknown flag"),
            ("(?<a>x)(?<a>y)", 11, "twice"), ("\\xZZ", 1, "hexadecimal"),
            ("\\u{110000}", 1, "hexadecimal"),
            ("((a{900}){900}){900}", 1, "too large"), ("[\\b]", 3, "no meaning"),
        ]
    )
    func refuses(pattern: String, position: Int, reason: String) {
        do throws(RegexError) {
            _ = try RegexProgram(pattern, keepsGroups: true)
            Issue.record("`\(pattern)` was taken")
        } catch {
            #expect(error.position == position, "\(pattern): \(error.message)")
            #expect(error.message.contains(reason), "\(pattern): \(error.message)")
        }
    }

    @Test("patterns beyond the limits are refused")
    func limits() {
        for pattern in [
            String(repeating: "a", count: 1001), String(repeating: "(", count: 200),
            String(repeating: "(a)", count: 51), "(?:(?:\\p{L}{1000}){1000}){1000}",
        ] {
            #expect(throws: RegexError.self) { try RegexProgram(pattern, keepsGroups: true) }
        }
        // Nothing, repeated, is still nothing.
        #expect(throws: Never.self) {
            try RegexProgram("(?:(?:(?:){1000}){1000}){1000}", keepsGroups: true)
        }
    }

    @Test(
        "patterns that make backtracking engines explode take time linear in the text",
        arguments: [
            "(a+)+$", "(a|aa)+$", "(a|a?)+!$x", "^(a*)*$", "(.*)(.*)(.*)(.*)[^a-z!]$",
            "(a?){60}a{60}$",
            "(x+x+)+y", "([a-z]+)*[0-9]$",
        ]
    )
    func isLinear(pattern: String) throws {
        let text = String(repeating: "a", count: 20_000) + "!"
        #expect(try Self.groups(pattern, text) == nil)
        let tail = String(repeating: "x", count: 5000)
        #expect(try Self.groups("(x+x+)+y", tail) == nil)
    }

    @Test("ill-formed bytes are one character each, and no place is out of bounds")
    func isTotal() throws {
        var random = SplitMix64(seed: 4)
        let patterns = [".", "[^a]+", "\\b.", "(.)(.)$", "\u{FFFD}+", "\\w*?\\W", "é|中"]
        for pattern in patterns {
            var machine = RegexMachine(try RegexProgram(pattern, keepsGroups: true))
            for _ in 0..<500 {
                let bytes = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                    [0x61, 0x80, 0xC3, 0xA9, 0xE4, 0xB8, 0xAD, 0xFF, 0x0A].randomElement(
                        using: &random
                    )
                        ?? UInt8(0)
                }
                if machine.find(in: bytes.span), let range = machine.range(ofGroup: 0) {
                    #expect(range.upperBound <= bytes.count)
                }
            }
        }
        var machine = RegexMachine(try RegexProgram("\u{FFFD}", keepsGroups: false))
        let broken: [UInt8] = [0x61, 0xFF]
        let isFound = machine.find(in: broken.span)
        #expect(isFound)
    }

    @Test("the machine agrees with a matcher that tries all ways, on 20,000 seeded patterns")
    func agreesWithTwin() throws {
        var random = SplitMix64(seed: 90)
        var foundCount = 0
        for _ in 0..<20_000 {
            let pattern = Self.pattern(3, &random)
            let count = Int.random(in: 0...7, using: &random)
            let text = (0..<count).map { _ in
                ["a", "b", "B", "中", " "].randomElement(using: &random) ?? ""
            }
            .joined()
            guard let program = try? RegexProgram(pattern, keepsGroups: true) else { continue }
            var twin = try RegexTwin(pattern, text)
            let slow = twin.find()
            if twin.stepCount > RegexTwin.stepLimit { continue }
            var machine = RegexMachine(program)
            let bytes = Array(text.utf8)
            let offsets = text.unicodeScalars.reduce(into: [0]) { offsets, scalar in
                offsets.append(offsets[offsets.count - 1] + String(scalar).utf8.count)
            }
            let isFound = machine.find(in: bytes.span)
            let fast: [Range<Int>?]? =
                isFound ? (0...program.groupCount).map { machine.range(ofGroup: $0) } : nil
            let expected = slow.map { groups in
                groups.map { $0.map { offsets[$0.lowerBound]..<offsets[$0.upperBound] } }
            }
            #expect(fast == expected, "\(pattern) on `\(text)`")
            if fast != nil { foundCount += 1 }
            var whole = RegexMachine(try RegexProgram(pattern, keepsGroups: false))
            let isSame = whole.find(in: bytes.span)
            #expect(isSame == isFound)
            #expect(whole.range(ofGroup: 0) == (expected?[0] ?? nil), "\(pattern) on `\(text)`")
        }
        #expect(foundCount > 5000)
    }

    /// A random pattern of the whole syntax.
    static func pattern(_ depth: Int, _ random: inout SplitMix64) -> String {
        let atoms = [
            "a", "b", "中", ".", "[ab]", "[^a]", "\\w", "\\s", "^", "$", "\\b", "\\B", "(?i:b)", "",
        ]
        if depth == 0 { return atoms.randomElement(using: &random) ?? "a" }
        let inner = pattern(depth - 1, &random)
        switch random.next() % 7 {
        case 0: return "(" + inner + ")"
        case 1: return inner + "|" + pattern(depth - 1, &random)
        case 2, 3: return inner + pattern(depth - 1, &random)
        case 4:
            let tail = ["*", "+", "?", "{2}", "{1,2}", "{0,1}", "{1,}"].randomElement(
                using: &random
            )
            return "(?:" + inner + ")" + (tail ?? "*") + (random.next() % 3 == 0 ? "?" : "")
        case 5:
            let tail = ["*", "+", "?"].randomElement(using: &random) ?? "*"
            return "(" + inner + ")" + tail + (random.next() % 3 == 0 ? "?" : "")
        default: return inner
        }
    }
}
