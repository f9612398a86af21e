import Records

/// What an archive or the standard input may not go beyond, and which members are wanted.
struct ContainerLimits {
    /// A name or a pattern with `*` and `?`; nil for all members.
    var member: String?
    var entryCount = ZipArchive.maxEntryCount
    var entryByteCount = ZipArchive.maxEntryBytes
    var totalByteCount = 4 << 30
    /// Of the standard input.
    var inputByteCount = 4 << 30

    init(_ options: OptionValue) throws(ImportFailure) {
        member = options["member"]?.text
        entryCount = try Self.number("max_entries", options) ?? entryCount
        entryByteCount = try Self.number("max_entry_bytes", options) ?? entryByteCount
        totalByteCount = try Self.number("max_total_bytes", options) ?? totalByteCount
        inputByteCount = try Self.number("max_bytes", options) ?? inputByteCount
    }

    private static func number(
        _ name: String,
        _ options: OptionValue
    ) throws(ImportFailure) -> Int? {
        guard let text = options[name]?.text else { return nil }
        if let number = Int(text), (1...(1 << 40)).contains(number) { return number }
        throw ImportFailure(
            ImportFindings.badOption,
            "`\(name): \(text)` is no number; a whole number from 1 was expected"
        )
    }
}

/// The options that every source has, because its file may be an archive or the standard input.
package enum Containers {
    package static let options: [OptionSpec] = [
        OptionSpec(
            "member",
            .text,
            "the file inside an archive to read, such as `customers.csv` or `*.csv`"
        ),
        OptionSpec("max_entries", .integer, standard: "1000", "the most files in an archive"),
        OptionSpec(
            "max_entry_bytes",
            .integer,
            standard: "536870912",
            "the most bytes of one file in an archive"
        ),
        OptionSpec(
            "max_total_bytes",
            .integer,
            standard: "4294967296",
            "the most bytes of all files in an archive"
        ),
        OptionSpec(
            "max_bytes",
            .integer,
            standard: "4294967296",
            "the most bytes read from the standard input"
        ),
    ]
}
