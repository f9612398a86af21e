import ArgumentParser
import Importing
import Records

struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The tables of a file, as a run would read them."
    )

    @Argument(help: "Any file that sluice reads.")
    var file: String

    @Option(help: "text or json.")
    var format: Form = .text

    enum Form: String, ExpressibleByArgument { case text, json }

    func run() throws {
        do {
            let listing = try TableListing.list(file)
            Terminal.write(format == .json ? json(listing) : text(listing))
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
        var text = facts.joined(separator: ", ") + "\n"
        for entry in listing.entries {
            let name = entry.name.isEmpty ? "(the file)" : entry.name
            text +=
                "\n\(name): \(entry.rowCount) rows, \(entry.skippedRowCount) skipped"
                + "\(entry.isHidden ? ", hidden" : "")\n"
            for column in entry.columns { text += "    \(column)\n" }
        }
        return text
    }
}
