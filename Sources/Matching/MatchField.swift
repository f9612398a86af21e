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
    /// wherever it was typed. Of accounts and contacts, fields that describe a record without
    /// identifying it are not compared; of entities that a pipeline declares, all typed fields are.
    /// `children` bring values of their own, so that an account without a column of e-mails is
    /// compared by those of its contacts.
    package static func standard(
        for entity: Entity,
        table: EntityTable,
        children: [SetEvidence] = []
    ) -> [MatchField] {
        let kinds = Set(children.filter { $0.values.values.count > 1 }.map(\.kind))
        var list = FieldList(entity: entity, table: table, children: kinds)
        if entity.isCustom { list.addDeclared() } else { list.addKnown() }
        return list.fields
    }

    /// `address` of `address@shipping`.
    static func baseName(_ field: String) -> String {
        String(field.prefix { $0 != "@" })
    }
}

/// The comparisons of an entity while they are gathered.
private struct FieldList {
    let entity: Entity
    let table: EntityTable
    let children: Set<SetEvidence.Kind>
    private(set) var fields: [MatchField] = []

    init(entity: Entity, table: EntityTable, children: Set<SetEvidence.Kind>) {
        self.entity = entity
        self.table = table
        self.children = children
    }

    /// The mapped columns of some types that hold anything.
    private func columns(_ types: Set<FieldType>, but left: Set<String> = []) -> [Int] {
        table.columns.indices.filter { index in
            guard let field = entity.field(MatchField.baseName(table.columns[index].field)) else {
                return false
            }
            // A column without a value is no evidence, and must not change what a model is for.
            return types.contains(field.type) && !left.contains(field.name)
                && !table.columns[index].outcomes.isEmpty
        }
    }

    private func columns(_ types: Set<FieldType>, named name: String) -> [Int] {
        columns(types).filter { table.columns[$0].field == name }
    }

    private mutating func add(
        _ name: String,
        _ columns: [Int],
        _ comparator: any Comparator,
        orFrom child: SetEvidence.Kind? = nil
    ) {
        if !columns.isEmpty || child.map({ children.contains($0) }) ?? false {
            fields.append(MatchField(name, columns: columns, comparator: comparator))
        }
    }

    /// One comparison per column.
    private mutating func addEach(_ types: Set<FieldType>, _ comparator: any Comparator) {
        for column in columns(types) { add(table.columns[column].field, [column], comparator) }
    }

    /// Parts of a name in columns of their own; each knows the others.
    private mutating func addParts(_ parts: [Int]) {
        for part in parts {
            add(table.columns[part].field, [part] + parts.filter { $0 != part }, NamePart())
        }
    }

    mutating func addKnown() {
        let isCompany = !columns([.companyName]).isEmpty
        let others = CompanyItem.shortFields.sorted().reversed()
            .flatMap { columns([.text], named: $0) }
        add("company", columns([.companyName]) + (isCompany ? others : []), CompanyName())
        let names = columns([.personName], but: ["legal_representative"])
        if !isCompany { add("name", names, PersonName()) }
        addContactPoints(isPerson: !isCompany)
        add(
            "address",
            columns([.address, .region, .province, .city, .district]),
            PostalAddress(isPerson: !isCompany)
        )
        if !isCompany { add("birth_date", columns([.date], named: "birth_date"), DateParts()) }
        if fields.allSatisfy({ $0.columns.isEmpty }) { addEach([.text, .code], TextSimilarity()) }
        if isCompany {
            fields.append(MatchField("people", columns: [], comparator: SharedPeople()))
        }
    }

    private mutating func addContactPoints(isPerson: Bool) {
        add("uscc", columns([.uscc]), ExclusiveID(isExclusive: true))
        add("registration_no", columns([.registrationNo]), ExclusiveID(isExclusive: false))
        var phones = columns([.phone], but: ["fax"])
        // A mobile in the column of a messenger is a number as well.
        if !phones.isEmpty { phones += columns([.wechat]) }
        add("phone", phones, PhoneSet(isPerson: isPerson), orFrom: .phone)
        add("email", columns([.email]), EmailSet(isPerson: isPerson), orFrom: .email)
        // Before what is rarely filled: a comparison holds about eight fields.
        if isPerson, !entity.isCustom, entity.links.contains(where: { $0.entity == "account" }) {
            fields.append(MatchField("account", columns: [], comparator: ParentAccount()))
        }
        add("wechat", columns([.wechat]), Handle())
        add("qq", columns([.qq]), Handle())
        add("handle", columns([.handle]), Handle())
    }

    /// The fields that tell records apart best come first: a comparison holds about eight.
    mutating func addDeclared() {
        let names = columns([.personName])
        let companies = columns([.companyName])
        let isPerson = companies.isEmpty && !names.isEmpty
        add("company", companies, CompanyName())
        if names.count > 1 { addParts(names) } else { add("name", names, PersonName()) }
        addContactPoints(isPerson: isPerson)
        addEach([.date], DateParts(isOwn: isPerson))
        addEach([.text, .address], TextSimilarity())
        addEach([.code, .postalCode], CodeParts())
        addEach([.number, .money, .integer], NumberNearness())
    }
}
