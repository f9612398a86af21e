import ArgumentParser
import Loading

struct Hash: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "The SHA-256 of a database's content: business tables and references, no run numbers."
    )

    @Argument(help: "A crm.db.")
    var database: String

    func run() throws {
        do {
            Terminal.write(try DatabaseHash.sha256(database) + "\n")
        } catch {
            throw Failures.show(error)
        }
    }
}
