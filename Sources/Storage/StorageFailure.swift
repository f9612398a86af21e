/// Why a database can't be read or written; the caller turns it into a finding and an exit code.
package struct StorageFailure: Error, Sendable {
    package enum Kind: String, Sendable {
        /// Another program holds it, longer than the busy time-out.
        case locked
        case readOnly
        case diskFull
        case missing
        /// No SQLite file, or one of another application.
        case foreign
        /// Written by a newer version of this program.
        case newerVersion
        /// A UNIQUE, CHECK, NOT NULL or foreign key.
        case constraint
        case corrupt
        /// Another writer came in between.
        case changed
        case other
    }

    package var kind: Kind
    /// SQLite's or our own words; never values of rows.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
