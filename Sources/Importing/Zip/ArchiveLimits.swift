import Records

/// How much of an archive is inflated; a finding names the option when one is reached.
///
/// Absolute sizes decide. The ratio of sizes alone would refuse honest files (poiji#107,
/// dataverse#7854), so it only warns.
struct ArchiveLimits: Sendable, Equatable {
    var entryCount = ZipArchive.maxEntryCount
    var entryByteCount = ZipArchive.maxEntryBytes
    /// Of all entries that are read.
    var totalByteCount = 4 << 30
    /// Of the part that holds the texts which cells share.
    var stringByteCount = ZipArchive.maxEntryBytes

    /// An entry beyond this size that inflates to more than 100 times its bytes is told.
    static let suspectByteCount = 100 << 10
    static let suspectRatio = 100

    init() {}

    /// From the options of a source; I036 when one is no number above zero.
    init(_ options: OptionValue) throws(ImportFailure) {
        entryCount = try SheetLimits.number("max_entries", options) ?? entryCount
        entryByteCount = try SheetLimits.number("max_entry_bytes", options) ?? entryByteCount
        totalByteCount = try SheetLimits.number("max_total_bytes", options) ?? totalByteCount
        stringByteCount = try SheetLimits.number("max_string_bytes", options) ?? stringByteCount
    }

    /// The options of every reader of archives.
    static let options: [OptionSpec] = [
        OptionSpec(
            "max_entries",
            .integer,
            standard: "\(ArchiveLimits().entryCount)",
            "the most entries of the archive"
        ),
        OptionSpec(
            "max_entry_bytes",
            .integer,
            standard: "\(ArchiveLimits().entryByteCount)",
            "the most bytes of one part of the archive, inflated"
        ),
        OptionSpec(
            "max_total_bytes",
            .integer,
            standard: "\(ArchiveLimits().totalByteCount)",
            "the most bytes of all parts that are read, inflated"
        ),
    ]
}
