import Records
import TestSupport
import Testing

@testable import Validating

@Suite("Patterns")
struct PatternTests {
    private func finds(_ pattern: String, _ text: String) throws -> Bool {
        var matcher = PatternMatcher(try PatternProgram(pattern))
        let bytes = Array(text.utf8)
        return matcher.finds(in: bytes.span)
    }

    @Test(
        "patterns find what they say",
        arguments: [
            ("", "", true), ("", "x", true), ("a", "bab", true), ("^a", "ba", false),
            ("a$", "ab", false), ("^$", "", true), ("^$", "x", false), ("^a.c$", "a中c", true),
            ("^a.c$", "ac", false), ("^a?b$", "b", true), ("^a{2,3}$", "a", false),
            ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false), ("^a{2}$", "aaa", false),
            ("^a{2,}$", "aaaaa", true), ("^(ab|c)+$", "abcab", true), ("^(ab|c)+$", "", false),
            ("^(?:a|)b$", "b", true), ("^[^a-c]$", "d", true), ("^[^a-c]$", "b", false),
            ("^[a-]$", "-", true), ("^[]a]$", "a", false), ("^\\d+\\s\\w$", "12 a", true),
            ("^[\\d.]+$", "1.2", true), ("^\\p{Han}{2,4}$", "欧阳修", true), ("\\.", "a", false),
            ("^(a*)*$", "aaaa", true), ("^(a*)*$", "aab", false), ("^a|b$", "ab", true),
            ("^\\D$", "x", true), ("^[^\\D]$", "7", true), ("^[^\\D]$", "x", false),
            ("^[一-龥]+$", "上海", true), ("^\\u", "u", false),
        ]
    )
    func examples(_ pattern: String, _ text: String, _ expected: Bool) throws {
        guard PatternSyntax.error(pattern) == nil else {
            #expect(["^[]a]$", "^\\u"].contains(pattern), "\(pattern)")
            return
        }
        #expect(try finds(pattern, text) == expected, "\(pattern) on \(text)")
    }

    @Test(
        "bad patterns say what is wrong and where",
        arguments: [
            ("(", "`(` without `)` at character 1"), ("a)", "unmatched `)` at character 2"),
            ("[a", "`[` without `]` at character 1"), ("*a", "nothing to repeat at character 1"),
            ("a{3,2}", "expected the larger number second at character 6"),
            ("[z-a]", "expected the larger character second at character 5"),
            ("a{9999}", "expected at most 1000 repetitions at character 6"),
            ("^*", "an anchor can't be repeated at character 1"),
            (
                "(?=a)",
                "only `(…)` and `(?:…)` are known; look-around and flags are not at character 3"
            ),
        ]
    )
    func errors(_ pattern: String, _ message: String) {
        #expect(PatternSyntax.error(pattern) == message)
    }

    @Test("nested repetitions that would explode are refused")
    func explosion() {
        #expect(PatternSyntax.error("((a{900}){900}){900}") != nil)
        #expect(PatternSyntax.error(String(repeating: "(", count: 500)) != nil)
    }

    @Test("a pattern that makes backtracking engines explode takes linear time")
    func linear() throws {
        let text = String(repeating: "a", count: 5000) + "!"
        #expect(try !finds("^(a|a)*(a|aa)+$", text))
    }

    @Test("the automaton agrees with a backtracking twin on 10,000 seeded cases")
    func twin() throws {
        var random = SplitMix64(seed: 27)
        var foundCount = 0
        for _ in 0..<10_000 {
            let pattern = PatternTests.pattern(depth: 3, &random)
            let count = Int.random(in: 0...6, using: &random)
            let text = String((0..<count).map { _ in "ab中".randomElement(using: &random) ?? "a" })
            let node = try PatternParser.parse(pattern)
            let scalars = text.unicodeScalars.map(\.value)
            let expected =
                scalars.indices.contains { Backtracking.matches(node, scalars, $0) }
                || Backtracking.matches(node, scalars, scalars.count)
            #expect(try finds(pattern, text) == expected, "\(pattern) on \(text)")
            if expected { foundCount += 1 }
        }
        #expect(foundCount > 1000 && foundCount < 9900, "the cases must go both ways")
    }

    private static func pattern(depth: Int, _ random: inout SplitMix64) -> String {
        let atoms = ["a", "b", "中", ".", "[ab]", "[^a]", "^", "$", ""]
        if depth == 0 { return atoms.randomElement(using: &random) ?? "a" }
        let a = pattern(depth: depth - 1, &random)
        let b = pattern(depth: depth - 1, &random)
        switch Int.random(in: 0...5, using: &random) {
        case 0: return "(\(a))?"
        case 1: return "(\(a))*"
        case 2: return "(\(a)){1,2}"
        case 3: return "(\(a)|\(b))"
        default: return a + b
        }
    }
}

/// The readable slow twin: all ends that a node reaches from a start.
private enum Backtracking {
    static func matches(_ node: PatternNode, _ text: [UInt32], _ start: Int) -> Bool {
        !ends(node, text, start).isEmpty
    }

    private static func ends(_ node: PatternNode, _ text: [UInt32], _ start: Int) -> Set<Int> {
        switch node {
        case .empty: return [start]
        case .start: return start == 0 ? [start] : []
        case .end: return start == text.count ? [start] : []
        case .set(let set):
            return start < text.count && set.contains(text[start]) ? [start + 1] : []
        case .sequence(let items):
            return items.reduce([start]) { starts, item in
                Set(starts.flatMap { ends(item, text, $0) })
            }
        case .either(let choices): return Set(choices.flatMap { ends($0, text, start) })
        case .repeated(let inner, let least, let most):
            var reached: Set<Int> = least == 0 ? [start] : []
            var frontier: Set<Int> = [start]
            for count in 1...(most ?? text.count + 2) where !frontier.isEmpty {
                frontier = Set(frontier.flatMap { ends(inner, text, $0) })
                if count >= least { reached.formUnion(frontier) }
            }
            return reached
        }
    }
}
