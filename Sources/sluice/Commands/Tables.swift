import ArgumentParser
import Importing
import Records

struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The tables of a file, as a run would read them."
    )

    @OptionGroup var source: SourceFile

    @Option(help: "text or json.")
    var format: Form = .text

    enum Form: String, ExpressibleByArgument { case text, json }

    func run() throws {
        do {
            let result = try source.read()
            let listing = TableListing(result)
            Terminal.write(format == .json ? json(listing) : text(listing))
            FindingLines(isJSON: false).writeSummary(of: result.findings)
            if listing.isUnread { throw ExitCode(2) }
        } catch {
            throw Failures.show(error)
        }
    }

    private func json(_ listing: TableListing) -> String {
        JSON.array(
            listing.entries.map { entry in
                .object([
                    ("name", .string(entry.name)),
                    ("columns", .array(entry.columns.map { .string($0) })),
                    ("rows", .int(entry.rowCount)), ("hidden", .bool(entry.isHidden)),
                ])
            }
        ).text(pretty: true) + "\n"
    }

    private func text(_ listing: TableListing) -> String {
        let facts = [listing.format, listing.encoding, listing.dialect].filter { !$0.isEmpty }
        var text = facts.isEmpty ? "" : facts.joined(separator: ", ") + "\n"
        let hasFiles = Set(listing.entries.map(\.file)).count > 1
        for entry in listing.entries {
            let own = entry.name.isEmpty ? "(the file)" : entry.name
            let name = hasFiles ? "\(entry.file), \(own)" : own
            text +=
                "\n\(name): \(entry.rowCount) rows, \(entry.skippedRowCount) skipped"
                + "\(entry.isHidden ? ", hidden" : "")\n"
            for column in entry.columns { text += "    \(column)\n" }
        }
        return text
    }
}
