import Normalizing
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("Values under the microscope")
struct ValueCleaningTests {
    private static func cleaning(_ type: String, _ form: CleanForm) throws -> ValueCleaning {
        try ValueCleaning(type: type, asOf: "2026-11-22", form: form)
    }

    private static func answer(_ type: String, _ lines: String, _ form: CleanForm) throws -> String
    {
        let answers = try cleaning(type, form).answers(to: [Array(lines.utf8)], workers: .single)
        return answers.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    }

    @Test("each line has one object with its own text, whatever it holds")
    func writesOneObjectPerLine() throws {
        var random = SplitMix64(seed: 3)
        for type in ["phone", "name", "address", "text", "email"] {
            var lines: [String] = []
            for _ in 0..<500 {
                let scalars = (0..<(random.next() % 9)).map { _ in
                    UnicodeScalar(UInt32(random.next() % 0x3100)) ?? "\u{FFFD}"
                }
                let text = String(String.UnicodeScalarView(scalars))
                lines.append(text.filter { !$0.unicodeScalars.contains("\n") })
            }
            let bytes = lines.map { $0 + "\n" }.joined()
            let answers = try Self.answer(type, bytes, .json).split(separator: "\n")
            #expect(answers.count == lines.count)
            for (line, answer) in zip(lines, answers) {
                let object = try JSON.parse(String(answer))
                let isReturned = line.unicodeScalars.last == "\r"
                let input = isReturned ? String(line.unicodeScalars.dropLast()) : line
                #expect(
                    object["input"]?.string?.unicodeScalars.elementsEqual(input.unicodeScalars)
                        == true
                )
                #expect(object["values"]?.items != nil && object["findings"]?.items != nil)
            }
        }
    }

    @Test("blocks and workers never show in the answers")
    func ignoresBlocks() throws {
        let lines = (0..<3_000).map { "1381234\($0 + 1000)/010-8234\($0 + 1000)转8" + "\n" }
        let cleaning = try Self.cleaning("phone", .json)
        let whole = cleaning.answers(to: [Array(lines.joined().utf8)], workers: .single)
        let pieces = stride(from: 0, to: lines.count, by: 7).map { start in
            Array(lines[start..<min(start + 7, lines.count)].joined().utf8)
        }
        let parted = cleaning.answers(to: pieces, workers: .cores(2))
        #expect(whole.flatMap(\.bytes) == parted.flatMap(\.bytes))
    }

    @Test("a value alone isn't judged by its neighbours, a column's values are")
    func judgesColumns() throws {
        let lines = Array("3/4/2023\n13/5/2023\n".utf8)
        let cleaning = try Self.cleaning("date", .json)
        let alone = cleaning.answers(to: [lines], workers: .single)[0].bytes
        let single = cleaning.answers(to: [Array("3/4/2023\n".utf8)], workers: .single)[0].bytes
        #expect(alone.starts(with: single))
        let column = cleaning.judging(column: lines).answers(to: [lines], workers: .single)[0].bytes
        #expect(String(decoding: column, as: UTF8.self).contains("\"2023-04-03\""))
    }

    @Test("bad bytes are read as U+FFFD and counted")
    func repairsBytes() throws {
        let answers = try Self.cleaning("text", .json)
            .answers(to: [[0x61, 0xE9, 0x0A, 0x62, 0x0A]], workers: .single)
        #expect(answers[0].repairedCount == 1)
        #expect(String(decoding: answers[0].bytes, as: UTF8.self).contains("a\u{FFFD}"))
    }

    @Test("a summary counts lines, not distinct values")
    func countsLines() throws {
        let lines = Array("13812345678\n13812345678\n无\n1.38E+10\n".utf8)
        var tally = CleanTally()
        for answer in try Self.cleaning("phone", .summary).answers(to: [lines], workers: .single) {
            tally.add(answer.tally)
        }
        #expect(tally.text.hasPrefix("4 lines: 3 values, 1 lines without one\n"))
        #expect(tally.text.contains("valid 2, suspect 0, invalid 1"))
        #expect(tally.text.contains("N034 UNRECOVERABLE × 1"))
    }
}
