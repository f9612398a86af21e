import CRM
import Foundation
import Records
import Storage
import Testing

@testable import Loading

@Suite struct SchemaTests {
    /// Columns that no field has: keys, codes, states and what the loader works out.
    private static let technical: Set<String> = [
        "custom", "completeness", "status", "master_record_id", "created_run", "updated_run",
        "row_version", "name_norm", "name_pinyin", "account_type", "do_not_call", "email_opt_out",
        "path",
    ]

    private static func database() throws -> (folder: Folder, path: String) {
        let folder = try Folder()
        let file = try SQLiteFile(path: folder.target, access: .build)
        try file.perform { connection throws(StorageFailure) in
            try connection.execute(CRMSchema.sql)
            try connection.execute(CRMSchema.stagingSQL)
        }
        try file.close()
        return (folder, folder.target)
    }

    @Test("the schema runs, and every table is STRICT")
    func strict() throws {
        let made = try SchemaTests.database()
        #expect(
            try Loads.rows(
                made.path,
                "SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main' "
                    + "AND name NOT LIKE 'sqlite_%'"
            ).isEmpty
        )
        let count = try Loads.rows(
            made.path,
            "SELECT count(*) FROM sqlite_schema WHERE type='table'"
        )
        #expect(count == ["46"])
    }

    @Test(
        "every field and link has its column, of a fitting type",
        arguments: CRMModel.standard.entities
    )
    func fields(entity: Entity) throws {
        let made = try SchemaTests.database()
        let columns = Dictionary(
            uniqueKeysWithValues: try Loads.rows(
                made.path,
                "SELECT name, type FROM pragma_table_info('\(entity.table)')"
            ).map { row -> (String, String) in
                let parts = row.split(separator: "|").map(String.init)
                return (parts[0], parts[1])
            }
        )
        #expect(columns[entity.idColumn] == "INTEGER")
        if let code = entity.codeColumn { #expect(columns[code] == "TEXT") }
        for field in entity.fields {
            switch field.storage {
            case .column(let column):
                let isNumber = column == "department_id"
                let type = isNumber ? "INTEGER" : CustomSchema.sqlType(field.type)
                #expect(columns[column] == type, "\(entity.name).\(field.name)")
            case .picklist(_, let column): #expect(columns[column] == "TEXT")
            case .user(let column): #expect(columns[column] == "INTEGER")
            default: break
            }
        }
        for link in entity.links { #expect(columns[link.column] == "INTEGER", "\(link.name)") }
    }

    @Test(
        "every business column is a field, a link or technical",
        arguments: CRMModel.standard.entities
    )
    func columns(entity: Entity) throws {
        let made = try SchemaTests.database()
        let known = entity.fields.compactMap { field -> String? in
            switch field.storage {
            case .column(let name), .picklist(_, let name), .user(let name): name
            default: nil
            }
        }
        let names = Set(known + entity.links.map(\.column) + [entity.idColumn])
            .union(entity.codeColumn.map { [$0] } ?? []).union(SchemaTests.technical)
        let columns = try Loads.rows(
            made.path,
            "SELECT name FROM pragma_table_info('\(entity.table)')"
        )
        #expect(Set(columns).subtracting(names).isEmpty)
    }

    @Test("parents stand before children in the model")
    func order() {
        let names = CRMModel.standard.entities.map(\.name)
        let late: Set<String> = ["reports_to", "converted_opportunity"]
        for (index, entity) in CRMModel.standard.entities.enumerated() {
            for link in entity.links where link.entity != entity.name && !late.contains(link.name) {
                #expect((names.firstIndex(of: link.entity) ?? .max) < index, "\(link.name)")
            }
        }
    }

    @Test("a declared entity and field are created in a new target")
    func custom() throws {
        let folder = try Folder()
        var set = try Loads.set(folder)
        set.model = try CRMModel.standard.adding(
            entity: "account",
            fields: [DeclaredField("member_no", .code)]
        ).adding(entity: "membership", fields: [DeclaredField("fee", .money)])
        _ = try Loader.load(set)
        #expect(try Loads.rows(folder.target, "SELECT member_no FROM account LIMIT 1") == ["∅"])
        #expect(try Loads.rows(folder.target, "SELECT count(*) FROM membership") == ["0"])
    }
}
