import Foundation
import Records
import Testing

@testable import Pipelines

@Suite("Decisions file")
struct DecisionFileTests {
    private func file(_ text: String) throws -> DecisionFile {
        try #require(DecisionFile(Array(text.utf8)))
    }

    private func text(_ file: DecisionFile) -> String {
        String(decoding: file.text, as: UTF8.self)
    }

    private let row = DecisionRow(
        "b:t:2#1",
        "a:t:1#1",
        .match,
        by: "li.mei",
        at: "2026-11-22",
        note: "seen, by me"
    )

    @Test("an empty file gets its header and the answer, keys in order")
    func empty() throws {
        var file = try file("")
        let change = file.take(row).change
        #expect(change == .added)
        #expect(
            text(file) == """
                a_key,b_key,decision,decided_by,decided_at,note
                a:t:1#1,b:t:2#1,match,li.mei,2026-11-22,"seen, by me"

                """
        )
        #expect(file.tail == file.text)
    }

    @Test("what people wrote stays byte by byte, and an answer goes behind it")
    func kept() throws {
        let before =
            "\u{FEFF}# ours\r\nb_key;a_key;decision;ticket\r\n"
            + "x:t:1#1;y:t:2#1;unsure;\"T;1\"\r\n\r\n# end"
        var file = try file(before)
        let change = file.take(row).change
        #expect(change == .added)
        #expect(text(file) == before + "\r\nb:t:2#1;a:t:1#1;match;\r\n")
        #expect(
            file.tail.map { String(decoding: $0, as: UTF8.self) }
                == "\r\nb:t:2#1;a:t:1#1;match;\r\n"
        )
    }

    @Test("a later answer replaces the earlier one in its place, with a note of it")
    func replaced() throws {
        var file = try file(
            """
            a_key,b_key,decision,decided_by,decided_at,note,ticket
            b:t:2#1,a:t:1#1,no_match,wang,2026-01-02,old,T1
            c:t:1#1,d:t:1#1,match,wang,2026-01-02,,
            a:t:1#1,b:t:2#1,unsure,wang,2026-01-03,,T2

            """
        )
        let (change, earlier) = file.take(row)
        #expect(change == .replaced && file.tail == nil)
        #expect(
            text(file) == """
                a_key,b_key,decision,decided_by,decided_at,note,ticket
                c:t:1#1,d:t:1#1,match,wang,2026-01-02,,
                a:t:1#1,b:t:2#1,match,li.mei,2026-11-22,"was unsure by wang 2026-01-03; seen, by me",T2

                """
        )
        let again = file.take(row).change
        #expect(again == .unchanged)
        file.restore(earlier, row.keys)
        #expect(file.answer(row.keys) == .unsure)
    }

    @Test("an added answer is taken back without a trace")
    func restored() throws {
        let before = "a_key,b_key,decision\nc:t:1#1,d:t:1#1,match\n"
        var file = try file(before)
        let earlier = file.take(row).earlier
        file.restore(earlier, row.keys)
        #expect(text(file) == before)
    }

    @Test("a quote inside a cell doesn't swallow the rows behind it")
    func quote() throws {
        let before =
            "a_key,b_key,decision,note\na:t:1#1,b:t:2#1,match,5\" pipe\nc:t:1#1,d:t:1#1,match,\n"
        #expect(try file(before).answer(DecisionKeys("d:t:1#1", "c:t:1#1")) == .match)
    }

    @Test(
        "only a quote at a cell's start quotes",
        arguments: ["阿\" pipe", "a;\"b", "a\t\"b", "\"a\"\",\n\"\"b\"", "\"\"", "\"阿\"\"\""]
    )
    func quotes(note: String) throws {
        let next = "e:t:1#1,f:t:1#1,match,\"x\"\n"
        var file = try file(
            "a_key,b_key,decision,note\n# a note, \"open\nc:t:1#1,d:t:1#1,unsure,\(note)\n" + next
        )
        file.take(DecisionRow("c:t:1#1", "d:t:1#1", .match, by: "li", at: "2026-11-22"))
        #expect(text(file).hasSuffix("\n" + next))
        #expect(file.answer(DecisionKeys("e:t:1#1", "f:t:1#1")) == .match)
    }

    @Test("a quoted header behind a byte order mark is read")
    func quotedHeader() throws {
        let file = try file("\u{FEFF}\"a_key\";\"b_key\";\"decision\"\nc:t:1#1;d:t:1#1;match\n")
        #expect(file.answer(DecisionKeys("c:t:1#1", "d:t:1#1")) == .match)
    }

    @Test("names of people are text")
    func names() {
        let row = DecisionRow("a", "b", .match, by: " li\n\u{1B}[31m,mei\u{7F}\u{2028}", at: "")
        #expect(row.decidedBy == "li[31m,mei")
    }

    @Test("dates are compared as dates, and as far as both say them")
    func dates() {
        #expect(DecisionFile.isBefore("2026-5-1", "2026-12-01"))
        #expect(!DecisionFile.isBefore("2026-12-01", "2026-5-1"))
        #expect(DecisionFile.isBefore("2026-05-01T09:00", "2026年5月1日 10:00"))
        #expect(!DecisionFile.isBefore("2026-05-01", "2026-05-01T10:00"))
        #expect(
            !DecisionFile.isBefore("", "2026-05-01") && !DecisionFile.isBefore("2026-05-01", "may")
        )
    }

    @Test("what is no file of answers is refused")
    func refused() {
        #expect(DecisionFile(Array("name,phone\n".utf8)) == nil)
        #expect(DecisionFile([0xCE, 0xD2, 0x0A]) == nil)
    }

    @Test("the store makes the file and its folder, appends, and leaves no other file behind")
    func store() throws {
        let folder = try GuessTests.Folder()
        let path = folder.url.path + "/decisions/account.csv"
        let store = DecisionStore(path: path)
        #expect(try store.take([row]).map(\.change) == [.added])
        let other = DecisionRow("c:t:1#1", "d:t:1#1", .unsure, by: "wang", at: "2026-11-23")
        let earlier = try #require(try store.take([other]).first?.earlier)
        #expect(try store.take([row, other]).map(\.change) == [.unchanged, .unchanged])
        try store.restore(earlier, other.keys)
        let read = try store.read()
        #expect(read.answer(row.keys) == .match && read.answer(other.keys) == nil)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.url.path + "/decisions"
        )
        #expect(names == ["account.csv"])
    }

    @Test("of several rows of a pair the latest by date holds, of equal dates the last")
    func repeats() throws {
        func answer(_ rows: [String]) throws -> ReviewAnswer? {
            let lines = rows.map { "a:t:1#1,b:t:2#1,\($0)\n" }
            return try file("a_key,b_key,decision,decided_at\n" + lines.joined())
                .answer(DecisionKeys("a:t:1#1", "b:t:2#1"))
        }
        #expect(try answer(["match,2026-02-01", "no_match,2026-01-01"]) == .match)
        #expect(try answer(["match,2026-01-01", "no_match,2026-01-01"]) == .noMatch)
        #expect(try answer(["match,2026-01-01", "no_match,"]) == .noMatch)
        #expect(try answer(["match,", ",2026-01-01"]) == .match)
    }

    @Test("answers that several give at the same time are all kept")
    func sameTime() async throws {
        let folder = try GuessTests.Folder()
        let path = try folder.write("d.csv", "a_key,b_key,decision,decided_by,decided_at,note\n")
        let store = DecisionStore(path: path)
        _ = try store.take([DecisionRow("a:t:0#1", "b:t:0#1", .match, by: "x", at: "2026-01-01")])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...40 {
                group.addTask {
                    // Every second one changes an answer, so that the file is written anew.
                    let answer: ReviewAnswer = number % 4 == 0 ? .match : .noMatch
                    let key = number.isMultiple(of: 2) ? 0 : number
                    _ = try store.take([
                        DecisionRow("a:t:\(key)#1", "b:t:\(key)#1", answer, by: "x", at: "")
                    ])
                }
            }
            try await group.waitForAll()
        }
        let kept = try store.read()
        for number in stride(from: 1, through: 39, by: 2) {
            #expect(kept.answer(DecisionKeys("a:t:\(number)#1", "b:t:\(number)#1")) == .noMatch)
        }
    }
}
