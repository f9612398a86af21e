import CRM
import Testing

@Suite struct CustomModelTests {
    @Test("a declared entity gets a table with quoted names, a code and run columns")
    func newEntity() throws {
        let model = try CRMModel.standard.adding(
            entity: "membership",
            fields: [DeclaredField("member_no", .code), DeclaredField("fee", .money)]
        )
        let entity = try #require(model.entity("membership"))
        let sql = CustomSchema.createTable(entity)
        #expect(sql.hasPrefix("CREATE TABLE \"membership\" ("))
        #expect(sql.contains("\"fee_minor\" INTEGER"))
        #expect(sql.contains("created_run INTEGER NOT NULL") && sql.hasSuffix("STRICT"))
    }

    @Test("a declared field is added to an entity of the model and to no other")
    func newField() throws {
        let model = try CRMModel.standard.adding(
            entity: "account",
            fields: [DeclaredField("member_no", .code)]
        )
        #expect(model.entity("account")?.field("member_no") != nil)
        #expect(model.entity("contact")?.field("member_no") == nil)
        #expect(model.entity("account")?.isCustom == false)
    }

    @Test(
        "reserved, malformed and foreign names are refused",
        arguments: ["select", "mig_run", "sqlite_x", "Größe", "1st", "", "a b", "custom"]
    )
    func refused(name: String) {
        #expect(throws: DeclarationError.self) {
            try CRMModel.standard.adding(
                entity: "account",
                fields: [DeclaredField(name, .text)]
            )
        }
    }

    @Test("a table of ours can't be declared again, and a derived type can't be declared")
    func refusedEntity() {
        #expect(throws: DeclarationError.self) {
            try CRMModel.standard.adding(entity: "picklist", fields: [])
        }
        #expect(throws: DeclarationError.self) {
            try CRMModel.standard.adding(entity: "account", fields: [DeclaredField("x", .uscc)])
        }
    }
}
