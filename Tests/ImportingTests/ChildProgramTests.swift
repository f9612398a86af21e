import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Running other programs")
struct ChildProgramTests {
    private static func run(
        _ name: String,
        _ arguments: [String],
        environment: [String] = [],
        timeoutSeconds: Int = 20
    ) -> (ChildProgram.Result, String) {
        var output: [UInt8] = []
        let program = ChildProgram(
            name: name,
            environment: environment,
            timeoutSeconds: timeoutSeconds
        )
        let result = program.run(arguments) { chunk in
            output.append(chunk)
            return output.count < 1 << 20
        }
        return (result, String(decoding: output, as: UTF8.self))
    }

    @Test("arguments arrive as they are; no shell reads them")
    func arguments() {
        let words = ["a b", "$(id)", "`id`", "*", "'", "\"", "客户;rm -rf x", ""]
        let (result, output) = Self.run("printf", ["%s|"] + words)
        #expect(result.outcome == .exited(0))
        #expect(output == words.joined(separator: "|") + "|")
    }

    @Test("only the environment given arrives, and standard input is empty")
    func environment() {
        let (_, output) = Self.run("sh", ["-c", "env; cat"], environment: ["A_B=客户"])
        let names = output.split(separator: "\n").compactMap { $0.split(separator: "=").first }
        #expect(output.contains("A_B=客户"))
        #expect(Set(names).isSubset(of: ["A_B", "PATH", "PWD", "OLDPWD", "SHLVL", "_"]))
    }

    @Test("a status, a message, a signal and a missing program are told")
    func outcomes() {
        let (failed, _) = Self.run("sh", ["-c", "echo no >&2; exit 3"])
        #expect(failed.outcome == .exited(3))
        #expect(failed.message == "no\n")
        #expect(Self.run("sh", ["-c", "kill -9 $$"]).0.outcome == .killed(9))
        #expect(Self.run("no-such-program-here", []).0.outcome == .missing)
    }

    @Test("a program that takes too long is ended, and so is one that writes too much")
    func limits() {
        #expect(Self.run("sleep", ["30"], timeoutSeconds: 1).0.outcome == .timedOut)
        let (result, output) = Self.run("yes", [])
        #expect(result.outcome == .stopped)
        #expect(output.utf8.count < 2 << 20)
    }

    @Test("much output on both streams arrives whole")
    func bothStreams() {
        let script =
            "i=0; while [ $i -lt 3000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done"
        let (result, output) = Self.run("sh", ["-c", script])
        #expect(result.outcome == .exited(0))
        #expect(output.utf8.count == 33_000)
        #expect(result.message.hasPrefix("0123456789\n"))
    }

    @Test("photographs are left out and counted, rows behind them are read")
    func largeBinary() {
        let digits = String(repeating: "AB", count: 200_000)
        let text = "a\u{1F}b\n1\u{1F}\"\(digits)\"\n2\u{1F}\"FFD8\"\n"
        var export = AccessExport(isBinary: [false, true])
        let bytes = Array(text.utf8)
        export.consume(bytes.span)
        #expect(export.rowCount == 2)
        #expect(export.largeCounts == [1: 1])
        #expect(export.batches[0].columns[1].isNull(0))
        #expect(export.batches[0].columns[1].string(1) == "0xFFD8")
        #expect(export.byteCount < 200_000)
    }

    @Test("exported rows are the same in any chunks, and as a slow reader reads them")
    func chunks() {
        var random = SplitMix64(seed: 170)
        let pieces = ["a", "客户", "\"\"", "\u{1F}", "\n", ",", "1", "\u{1E}"]
        for _ in 0..<300 {
            var expected: [[String?]] = []
            var text = "x\u{1F}y\n"
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                var row: [String?] = []
                for column in 0..<2 {
                    if column > 0 { text += "\u{1F}" }
                    if Int.random(in: 0..<4, using: &random) == 0 {
                        text += "\u{1E}"
                        row.append(nil)
                    } else {
                        let cell = (0..<Int.random(in: 0...4, using: &random))
                            .compactMap { _ in pieces.randomElement(using: &random) }.joined()
                        text += "\"\(cell)\""
                        row.append(cell.replacing("\"\"", with: "\""))
                    }
                }
                text += "\n"
                expected.append(row)
            }
            var export = AccessExport(isBinary: [])
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let part = Array(rest.prefix(Int.random(in: 1...7, using: &random)))
                export.consume(part.span)
                rest = rest.dropFirst(part.count)
            }
            let isCut = export.finish()
            #expect(!isCut)
            let rows = export.batches.flatMap { batch in
                (0..<batch.rowCount).map { row in
                    batch.columns.map { $0.isNull(row) ? nil : $0.string(row) }
                }
            }
            #expect(rows == expected)
        }
    }
}
