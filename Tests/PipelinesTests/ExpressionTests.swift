import Records
import TestSupport
import Testing

struct ExpressionTests {
    static func names(_ values: [String: String]) -> (String) -> String { { values[$0] ?? "" } }

    @Test("not binds tighter than and, and tighter than or")
    func precedence() throws {
        let expression = try Expression.parse("a = '1' or b = '2' and not c is blank")
        #expect(
            expression
                == .or(
                    .compare(name: "a", .equal, value: "1"),
                    .and(.compare(name: "b", .equal, value: "2"), .not(.isBlank(name: "c")))
                )
        )
    }

    @Test(
        "each comparison is read",
        arguments: [
            ("a = '1'", Expression.compare(name: "a", .equal, value: "1")),
            ("a!='1'", .compare(name: "a", .notEqual, value: "1")),
            ("a<2", .compare(name: "a", .less, value: "2")),
            ("a <= '2'", .compare(name: "a", .lessOrEqual, value: "2")),
            ("a > 2.5", .compare(name: "a", .greater, value: "2.5")),
            ("a >= '2024-01-01'", .compare(name: "a", .greaterOrEqual, value: "2024-01-01")),
            ("备注 contains '作废'", .compare(name: "备注", .contains, value: "作废")),
            ("a STARTS With 'x'", .compare(name: "a", .matches, value: "x")),
            ("a in ('x', 'y')", .isIn(name: "a", values: ["x", "y"])),
            ("a not in ('x')", .not(.isIn(name: "a", values: ["x"]))),
            ("a is not blank", .not(.isBlank(name: "a"))),
            ("`列 名` = 'it''s'", .compare(name: "列 名", .equal, value: "it's")),
            ("\"and\" is blank", .isBlank(name: "and")),
            ("(((a = '1')))", .compare(name: "a", .equal, value: "1")),
        ]
    )
    func comparisons(text: String, expected: Expression) throws {
        #expect(try Expression.parse(text) == expected)
    }

    @Test(
        "a mistake is shown where it stands",
        arguments: [
            ("", 0, 1), ("a", 1, 1), ("a = b", 4, 1), ("a = '1", 4, 2), ("'a' = 'b'", 0, 3),
            ("(a = '1'", 8, 1), ("a = '1' b", 8, 1), ("a is", 4, 1), ("a in '1'", 5, 3),
            ("a starts 'x'", 9, 3), ("a ! '1'", 2, 1), ("备 注 = '1'", 2, 1), ("and = '1'", 0, 3),
            ("a = '1' and", 11, 1), ("a in ()", 6, 1),
        ]
    )
    func mistakes(text: String, offset: Int, length: Int) {
        do {
            let expression = try Expression.parse(text)
            Issue.record("\(text) was read as \(expression)")
        } catch {
            #expect(error.offset == offset)
            #expect(error.length == length)
        }
    }

    @Test("depth and length are bounded")
    func bounds() {
        let deep = String(repeating: "(", count: 100_000) + "a is blank"
        #expect(throws: ExpressionError.self) { try Expression.parse(deep) }
        let negations = String(repeating: "not ", count: 100_000) + "a is blank"
        #expect(throws: ExpressionError.self) { try Expression.parse(negations) }
        let long = Array(repeating: "a is blank", count: 100_000).joined(separator: " or ")
        #expect(throws: ExpressionError.self) { try Expression.parse(long) }
    }

    @Test("what is written of an expression is read as the same expression")
    func roundTrip() throws {
        var random = SplitMix64(seed: 20_240_301)
        for _ in 0..<2_000 {
            let expression = Self.random(&random, depth: 0)
            #expect(try Expression.parse(Self.written(expression)) == expression)
        }
    }

    private static func random(_ random: inout SplitMix64, depth: Int) -> Expression {
        let names = ["a", "列 名", "备注", "it's", "a`b"]
        let values = ["", "1", "it's", "上海", "a \"b\""]
        let name = names.randomElement(using: &random) ?? "a"
        switch Int.random(in: 0..<(depth > 4 ? 3 : 6), using: &random) {
        case 0: return .isBlank(name: name)
        case 1: return .isIn(name: name, values: Array(values.shuffled(using: &random).prefix(2)))
        case 2:
            let comparison = Expression.Comparison.allCases.randomElement(using: &random) ?? .equal
            let value = values.randomElement(using: &random) ?? ""
            return .compare(name: name, comparison, value: value)
        case 3: return .not(Self.random(&random, depth: depth + 1))
        case 4:
            return .and(
                Self.random(&random, depth: depth + 1),
                Self.random(&random, depth: depth + 1)
            )
        default:
            return .or(
                Self.random(&random, depth: depth + 1),
                Self.random(&random, depth: depth + 1)
            )
        }
    }

    private static func written(_ expression: Expression) -> String {
        func name(_ text: String) -> String { "`\(text.replacing("`", with: "``"))`" }
        func value(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
        switch expression {
        case .compare(let a, let comparison, let b):
            return "\(name(a)) \(comparison.rawValue) \(value(b))"
        case .isBlank(let a): return "\(name(a)) is blank"
        case .isIn(let a, let values):
            return "\(name(a)) in (\(values.map(value).joined(separator: ",")))"
        case .not(let inner): return "not (\(written(inner)))"
        case .and(let a, let b): return "(\(written(a))) and (\(written(b)))"
        case .or(let a, let b): return "(\(written(a))) or (\(written(b)))"
        }
    }
}
