import ArgumentParser
import Foundation
import Importing
import Pipelines
import Records

/// The file that a command looks into, and how it is to be read.
struct SourceFile: ParsableArguments {
    @Argument(help: "Any file that sluice reads, a folder or pattern; - is standard input.")
    var file: String

    @Option(name: .customLong("as"), help: "The format, such as csv or json (default: by content).")
    var format = "auto"

    @Option(
        name: .customLong("option"),
        help: "An option of the importer, such as encoding=gb18030; may stand several times."
    )
    var options: [String] = []

    func read(
        table: String? = nil,
        also more: [(key: String, value: OptionValue)] = []
    ) throws -> ImportResult {
        let given = try OptionValue.named(options)
        for option in given { try checkOption(option.key) }
        return try Importers.readAll(
            source: "file",
            path: file,
            format: format,
            options: .map(given + more),
            table: table,
            workers: .cores(ProcessInfo.processInfo.activeProcessorCount)
        )
    }

    /// Refuses an option that the format doesn't know, or no format when it is to be found.
    private func checkOption(_ name: String) throws {
        let importers = Importers.all.filter { format == "auto" || $0.spec.name == format }
        let known = (importers.flatMap { $0.spec.options } + Containers.options).map(\.name)
        guard !importers.isEmpty, !known.contains(name) else { return }
        let names = Set(known).sorted().joined(separator: ", ")
        throw ValidationError("unknown option `\(name)`; known are \(names)")
    }
}

extension OptionValue {
    /// Options given as `--option NAME=VALUE`.
    static func named(_ options: [String]) throws -> [(key: String, value: OptionValue)] {
        try options.map { option in
            // By scalars: a mark behind the equals sign would make one character with it.
            let scalars = option.unicodeScalars
            guard let equals = scalars.firstIndex(of: "="), equals > scalars.startIndex else {
                throw ValidationError("--option wants NAME=VALUE, not `\(option)`")
            }
            let value = String(scalars[scalars.index(after: equals)...])
            return (key: String(scalars[..<equals]), value: .text(value))
        }
    }
}
