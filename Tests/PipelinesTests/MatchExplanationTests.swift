import Foundation
import Records
import Testing

@testable import Pipelines

@Suite("Explanations of matches")
struct MatchExplanationTests {
    private static let pipeline = """
        version: 1
        sources: {book: {csv: book.csv}}
        entities:
          contact:
            from: {book: {source_id: 编号, full_name: 姓名, mobile: 手机, email: 邮箱}}
        """
    private static let rows = [
        "编号,姓名,手机,邮箱", "1,李雷<b>,13400000001,lilei@x.example", "2,李雷,13400000001,",
        "3,韩梅梅,13400000002,", "\"4,5\",高飞,13911112222,",
    ]

    private static func run(_ keys: String?, _ change: (inout RunOptions) -> Void = { _ in })
        throws -> RunOutcome
    {
        let folder = try GuessTests.Folder()
        _ = try folder.write("book.csv", rows.joined(separator: "\n") + "\n")
        var options = RunOptions(pipelinePath: try folder.write("p.yaml", pipeline))
        options.allowsOutside = true
        options.asOf = "2026-01-01"
        options.explained = keys.map { ExplainedKeys($0) }
        change(&options)
        return Runner(options).execute(.match)
    }

    private static func explanation(_ keys: String) throws -> MatchExplanation {
        try #require(try run(keys).explanations.first)
    }

    @Test("a pair is named by keys, by keys without a part, and by ids, also with commas")
    func keys() throws {
        for keys in ["book::1#1,book::2#1", "book::1, book::2", "1,2", "4,5,1"] {
            let outcome = try Self.run(keys)
            #expect(outcome.diagnostics.map { $0.rendered() } == [], "\(keys)")
            #expect(outcome.explanations.count == 1, "\(keys)")
        }
    }

    @Test("an unknown key ends with 2 and the nearest one, and two equal keys with 2")
    func unknownKeys() throws {
        let outcome = try Self.run("boook::1#1,2")
        #expect(outcome.exitCode == 2)
        let text = outcome.diagnostics.map { $0.rendered() }.joined()
        #expect(text.contains("R031") && text.contains("did you mean `book::1#1`?"))
        #expect(try Self.run("1,1").exitCode == 2)
        #expect(try Self.run("nobody").exitCode == 2)
    }

    @Test("values are masked unless they are asked for, in every form")
    func masking() throws {
        let explanation = try Self.explanation("1,2")
        for shows in [false, true] {
            let forms = [
                ExplanationText(explanation, showsValues: shows).text,
                ExplanationJSON(explanation, showsValues: shows).json.text(),
                ExplanationHTML(explanation, showsValues: shows).text,
            ]
            for form in forms {
                #expect(form.contains("13400000001") == shows)
                #expect(form.contains("李雷") == shows)
                #expect(form.contains("same mobile"))
            }
        }
    }

    @Test("birth dates and codes of declared entities are masked")
    func personal() throws {
        let folder = try GuessTests.Folder()
        _ = try folder.write(
            "book.csv",
            "编号,姓名,手机,生日\n1,李雷,13400000001,1987-03-10\n2,李雷,13400000001,1987-03-10\n"
        )
        _ = try folder.write("m.csv", "no,card\n1,AB123456\n2,AB123456\n")
        let text = """
            version: 1
            sources: {book: {csv: book.csv}, cards: {csv: m.csv}}
            entities:
              contact:
                from: {book: {source_id: 编号, full_name: 姓名, mobile: 手机, birth_date: 生日}}
              card:
                fields: {card: code}
                match: {block: [card]}
                from: {cards: {source_id: no, card: card}}
            """
        for entity in ["contact", "card"] {
            var options = RunOptions(pipelinePath: try folder.write("p.yaml", text))
            options.allowsOutside = true
            options.asOf = "2026-01-01"
            options.explained = ExplainedKeys("1,2", entity: entity)
            let outcome = Runner(options).execute(.match)
            #expect(outcome.diagnostics.map { $0.rendered() } == [])
            let explanation = try #require(outcome.explanations.first)
            let masked = [
                ExplanationText(explanation, showsValues: false).text,
                ExplanationJSON(explanation, showsValues: false).json.text(),
                ExplanationHTML(explanation, showsValues: false).text,
            ]
            for form in masked {
                #expect(form.contains(entity == "card" ? "AB******" : "1987-**-**"))
                #expect(!form.contains("1987-03-10") && !form.contains("AB123456"))
            }
        }
    }

    @Test("answers in a file without a header end with 2")
    func headerlessAnswers() throws {
        for text in [
            "book::1#1,book::2#1,no_match\n", "a_key,b_key,answer\nbook::1#1,book::2#1,x\n",
        ] {
            let outcome = try Self.answered(text)
            #expect(outcome.exitCode == 2)
            #expect(outcome.diagnostics.contains { $0.code == ReviewFindings.notDecisions.code })
        }
        for text in ["", "a_key,b_key,decision\n"] {
            #expect(try Self.answered(text).exitCode == 0)
        }
    }

    private static func answered(_ decisions: String) throws -> RunOutcome {
        let folder = try GuessTests.Folder()
        _ = try folder.write("book.csv", rows.joined(separator: "\n") + "\n")
        _ = try folder.write("d.csv", decisions)
        let text = pipeline + "\n    match: {decisions: d.csv}\n"
        var options = RunOptions(pipelinePath: try folder.write("p.yaml", text))
        options.allowsOutside = true
        options.asOf = "2026-01-01"
        return Runner(options).execute(.match)
    }

    @Test("markup in values is escaped, and the fragment needs nothing from elsewhere")
    func html() throws {
        let text = ExplanationHTML(try Self.explanation("1,2"), showsValues: true).text
        #expect(!text.contains("<b>"))
        #expect(!text.contains("<script") && !text.contains("style=") && !text.contains("http"))
        #expect(text.hasPrefix("<section") && text.contains("<svg"))
    }

    @Test("the sums of the waterfall end at the pair's weight, in columns that line up")
    func waterfall() throws {
        let explanation = try Self.explanation("1,2")
        guard case .pair(let pair) = explanation.trace else {
            Issue.record("no pair")
            return
        }
        let last = try #require(Waterfall.steps(pair).last)
        #expect(abs(last.sum - pair.weight) < 0.02)
        let lines = ExplanationText(explanation, showsValues: true).text.split(separator: "\n")
        let steps = lines.filter { line in
            ["start ", "name ", "phone ", "email "].contains { line.hasPrefix("  " + $0) }
        }
        #expect(Set(steps.map { DisplayWidth.of($0) }).count == 1)
    }

    @Test("one key tells how its record came together")
    func cluster() throws {
        let text = ExplanationText(try Self.explanation("1"), showsValues: false).text
        #expect(text.contains("2 mentions"))
        #expect(text.contains("1. 1 + 1  book::1#1 – book::2#1"))
        let alone = ExplanationText(try Self.explanation("3"), showsValues: false).text
        #expect(alone.contains("no link joined it"))
    }

    @Test("models are written, given back, and refused when they don't fit")
    func models() throws {
        let folder = try GuessTests.Folder()
        let path = folder.url.appendingPathComponent("m.json").path
        let first = try Self.run(nil) { $0.modelPath = path }
        #expect(first.exitCode == 0)
        let again = try Self.run(nil) { $0.givenModelPath = path }
        #expect(again.report?.matching.map(\.modelVerdict) == ["given"])
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let other = try folder.write(
            "other.json",
            text.replacingOccurrences(of: "\"phone\"", with: "\"fone\"")
        )
        let refused = try Self.run(nil) { $0.givenModelPath = other }
        #expect(refused.exitCode == 2)
        let message = refused.diagnostics.map { $0.rendered() }.joined()
        #expect(message.contains("phone: compared now, not in the model"))
        #expect(try Self.run(nil) { $0.givenModelPath = "/none.json" }.exitCode == 2)
        let zeros = try folder.write(
            "zeros.json",
            text.replacing(#/"m":\s*[0-9.e+-]+/#, with: "\"m\": 0")
        )
        let empty = try Self.run(nil) { $0.givenModelPath = zeros }
        #expect(empty.exitCode == 2)
        #expect(empty.diagnostics.map { $0.rendered() }.joined().contains("is 0 at all levels"))
    }
}
