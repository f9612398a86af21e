import ArgumentParser
import Foundation
import Pipelines
import Records

/// The CSV round trip of `sluice review`.
struct ReviewSheets {
    let path: String

    private func only(_ desks: [ReviewDesk]) throws -> ReviewDesk {
        let asked = desks.filter { $0.session.current != nil }
        guard let desk = asked.first ?? desks.first, asked.count < 2 else {
            let names = asked.map(\.questions.entity).joined(separator: ", ")
            throw ValidationError("a CSV file is for one entity; name it: \(names)")
        }
        return desk
    }

    func write(_ desks: [ReviewDesk], _ options: PipelineOptions) throws {
        let desk = try only(desks)
        let pairs = desk.session.open.map { desk.session.pairs[$0] }
        let text = ReviewSheet.text(pairs, desk.questions, showsValues: options.showValues)
        do {
            try Data(text).write(to: URL(fileURLWithPath: path), options: .atomic)
            // Keys are pseudonyms, values are people: neither is for others on the machine.
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            let reason = Terminal.reason(error)
            Terminal.write("error: can't write `\(path)`: \(reason)\n", to: .standardError)
            throw ExitCode(3)
        }
        Terminal.write(
            "\(desk.questions.entity): \(pairs.count) pairs written to \(path); answer in "
                + "`decision` with match, no_match or unsure, then --from-csv \(path)\n"
        )
    }

    func read(_ desks: [ReviewDesk], _ asked: ReviewOptions) throws {
        guard desks.count == 1 || asked.entity != nil, let desk = desks.first else {
            let names = desks.map(\.questions.entity).joined(separator: ", ")
            throw ValidationError("a CSV file is for one entity; name it: \(names)")
        }
        let read = try ReviewSheet.read(path, by: asked.decidedBy, at: asked.decidedAt)
        if !read.mistakes.isEmpty {
            var diagnostic = Diagnostic(
                ReviewFindings.badAnswer,
                "`\(path)` can't be taken in; mistakes: \(read.mistakes.count)"
            )
            diagnostic.notes = Array(read.mistakes.prefix(20))
            Terminal.write(diagnostic.rendered() + "\n", to: .standardError)
            throw ExitCode(2)
        }
        let changes = try desk.store.take(read.rows).map(\.change)
        let counts = [DecisionFile.Change.added, .replaced, .unchanged].map { change in
            changes.count { $0 == change }
        }
        Terminal.write(
            "\(desk.questions.entity): \(read.rows.count) answers: \(counts[0]) new, "
                + "\(counts[1]) changed, \(counts[2]) known; \(read.blankCount) without an answer\n"
        )
        warn(desk.questions.unknownKeys(read.rows))
    }

    private func warn(_ unknown: [String]) {
        if unknown.isEmpty { return }
        var diagnostic = Diagnostic(
            ReviewFindings.unknownKeys,
            "\(unknown.count) keys name no mention of the present files"
        )
        diagnostic.notes = Array(unknown.prefix(5))
        Terminal.write(diagnostic.rendered() + "\n", to: .standardError)
    }
}
