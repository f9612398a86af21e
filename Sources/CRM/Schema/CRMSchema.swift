/// The SQL text of crm.db and of its staging file, statement by statement (SQLite ≥ 3.37, STRICT).
///
/// A new database gets tables, then rows, then indexes and triggers: sorting once is cheaper than
/// keeping each index in order.
///
/// JSON columns are checked by their first character only: SQLite 3.40 refuses `json_valid` in a
/// CHECK of a connection with `trusted_schema = OFF` ("unsafe use of json_valid()"), and a database
/// from elsewhere must not be opened without it.
package enum CRMSchema {
    /// `application_id` of a crm.db: "SLCR" in ASCII.
    package static let applicationID: Int32 = 0x534C_4352
    /// `application_id` of a staging file: "SLST".
    package static let stagingApplicationID: Int32 = 0x534C_5354
    /// `user_version`: a newer one is refused, an older one would be migrated.
    package static let version: Int32 = 1

    package static let tables =
        organisationTables + customerTables + businessTables + migrationTables
    package static let indexes = customerIndexes + migrationIndexes
    package static let triggers = migrationTriggers

    package static let stagingStatements = stagingTables + stagingIndexes

    /// The whole crm.db as one script.
    package static var sql: String { script(tables + indexes + triggers) }

    /// The whole staging file as one script.
    package static var stagingSQL: String { script(stagingStatements) }

    /// Names of all tables of crm.db.
    package static let tableNames: Set<String> = Set((tables + stagingTables).map(name(of:)))

    /// The table that a `CREATE TABLE` statement makes.
    package static func name(of statement: String) -> String {
        String(statement.dropFirst("CREATE TABLE ".count).prefix { $0 != " " })
    }

    private static func script(_ statements: [String]) -> String {
        statements.map { $0 + "\n;\n" }.joined()
    }
}
