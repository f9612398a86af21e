/// A field that a pipeline declares: `fields: {member_no: code}`.
package struct DeclaredField: Sendable {
    package let name: String
    package let type: FieldType
    package let labelZh: String

    package init(_ name: String, _ type: FieldType, zh: String = "") {
        self.name = name
        self.type = type
        labelZh = zh.isEmpty ? name : zh
    }
}

/// Why a declaration can't be taken.
package struct DeclarationError: Error, Sendable, Equatable {
    package let name: String
    package let message: String
}

extension CRMModel {
    /// The model with the declared fields added to an entity, which is made when it is new.
    package func adding(
        entity name: String,
        fields declared: [DeclaredField]
    ) throws(DeclarationError) -> CRMModel {
        let existing = entity(name)
        if existing == nil { try CRMModel.check(name, isEntity: true) }
        var fields = existing?.fields ?? []
        for field in declared {
            try CRMModel.check(field.name, isEntity: false)
            guard FieldType.declarable.contains(field.type) else {
                throw DeclarationError(
                    name: field.name,
                    message: "the type `\(field.type.rawValue)` can't be declared"
                )
            }
            guard !fields.contains(where: { $0.name == field.name }) else {
                throw DeclarationError(name: field.name, message: "the entity already has it")
            }
            fields.append(
                Field(
                    field.name,
                    field.type,
                    .column(CustomSchema.column(field)),
                    zh: field.labelZh,
                    weight: existing == nil ? 1 : 0
                )
            )
        }
        return replacing(existing, name: name, fields: fields)
    }

    private func replacing(_ existing: Entity?, name: String, fields: [Field]) -> CRMModel {
        let code =
            existing == nil
            ? ("\(name)_code", "X") : existing?.codeColumn.map { ($0, existing?.codePrefix ?? "") }
        let made = Entity(
            name,
            table: existing?.table ?? name,
            id: existing?.idColumn ?? "\(name)_id",
            code: code.map { (column: $0.0, prefix: $0.1) },
            zh: existing?.labelZh ?? name,
            isMatched: existing?.isMatched ?? false,
            isCustom: existing?.isCustom ?? true,
            fields: fields,
            links: existing?.links ?? [
                Link("account", to: "account", column: "account_id"),
                Link("contact", to: "contact", column: "contact_id"),
            ]
        )
        var model = self
        if let index = model.entities.firstIndex(where: { $0.name == name }) {
            model.entities[index] = made
        } else {
            model.entities.append(made)
        }
        return model
    }

    private static func check(_ name: String, isEntity: Bool) throws(DeclarationError) {
        let bytes = Array(name.utf8)
        let isName =
            !bytes.isEmpty && bytes.count <= 40
            && (0x61...0x7A).contains(bytes[0])
            && bytes.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
        guard isName else {
            throw DeclarationError(
                name: name,
                message: "expected lower-case letters, digits and _, a letter first, at most 40"
            )
        }
        if CustomSchema.reservedNames.contains(name) || name.hasPrefix("mig_")
            || name.hasPrefix("sqlite_") || (isEntity && CRMSchema.tableNames.contains(name))
        {
            throw DeclarationError(name: name, message: "the name is reserved")
        }
    }
}
