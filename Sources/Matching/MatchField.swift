import CRM
import Records

/// A field that is compared: the columns that hold its values, and how.
package struct MatchField: Sendable {
    package let name: String
    /// Indices into the table's columns.
    package let columns: [Int]
    package let comparator: any Comparator

    package init(_ name: String, columns: [Int], comparator: any Comparator) {
        self.name = name
        self.columns = columns
        self.comparator = comparator
    }

    /// The comparisons of an entity, from the types of its mapped fields.
    ///
    /// Several columns of one nature (mobile, landline, phone) make one comparison: a number counts
    /// wherever it was typed. Fields that describe a record without identifying it are not
    /// compared.
    package static func standard(for entity: Entity, table: EntityTable) -> [MatchField] {
        func columns(_ types: Set<FieldType>, but left: Set<String> = []) -> [Int] {
            table.columns.indices.filter { index in
                guard let field = entity.field(baseName(table.columns[index].field)) else {
                    return false
                }
                // A column without a value is no evidence, and must not change what a model is for.
                return types.contains(field.type) && !left.contains(field.name)
                    && !table.columns[index].outcomes.isEmpty
            }
        }
        var fields: [MatchField] = []
        func add(_ name: String, _ columns: [Int], _ comparator: any Comparator) {
            if !columns.isEmpty {
                fields.append(MatchField(name, columns: columns, comparator: comparator))
            }
        }
        let isCompany = !columns([.companyName]).isEmpty
        add("company", columns([.companyName]), CompanyName())
        if !isCompany {
            add("name", columns([.personName], but: ["legal_representative"]), PersonName())
        }
        add("uscc", columns([.uscc]), ExclusiveID(isExclusive: true))
        add("registration_no", columns([.registrationNo]), ExclusiveID(isExclusive: false))
        add("phone", columns([.phone], but: ["fax"]), PhoneSet(isPerson: !isCompany))
        add("email", columns([.email]), EmailSet(isPerson: !isCompany))
        add("wechat", columns([.wechat]), Handle())
        add("qq", columns([.qq]), Handle())
        add("handle", columns([.handle]), Handle())
        add(
            "address",
            columns([.address, .region, .province, .city, .district]),
            PostalAddress(isPerson: !isCompany)
        )
        if fields.isEmpty { add("text", columns([.text, .code]), TextSimilarity()) }
        if isCompany {
            fields.append(MatchField("people", columns: [], comparator: SharedPeople()))
        }
        if !isCompany, entity.links.contains(where: { $0.entity == "account" }) {
            fields.append(MatchField("account", columns: [], comparator: ParentAccount()))
        }
        return fields
    }

    /// `address` of `address@shipping`.
    static func baseName(_ field: String) -> String {
        String(field.prefix { $0 != "@" })
    }
}
