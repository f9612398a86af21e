import Records

/// One field of an entity, as pipelines, rules and reports name it.
package struct Field: Sendable {
    /// Where the field lands in crm.db.
    package enum Storage: Sendable, Equatable {
        /// A column of the entity's own table.
        case column(String)
        /// Rows of `contact_point`; nil: the value decides between mobile, landline and service.
        case point(ValueKind?)
        /// Rows of `address`, together with the entity's other address fields.
        case address
        /// A code of `picklist`, in that column.
        case picklist(list: String, column: String)
        /// A salesperson's id in that column.
        case user(String)
        /// `do_not_call` / `email_opt_out` and a consent row.
        case consent
        /// A key of the JSON column `custom`.
        case custom
    }

    package let name: String
    package let type: FieldType
    package let storage: Storage
    /// 客户名称: the label of Chinese reports.
    package let labelZh: String
    /// Headers seen in the wild, Chinese and English; compared after `HeaderName.normalized`.
    package let synonyms: [String]
    /// The weight in record completeness (quality.md); 0 = not asked for.
    package let completenessWeight: Int

    package init(
        _ name: String,
        _ type: FieldType,
        _ storage: Storage,
        zh: String,
        synonyms: [String] = [],
        weight: Int = 0
    ) {
        self.name = name
        self.type = type
        self.storage = storage
        labelZh = zh
        self.synonyms = synonyms
        completenessWeight = weight
    }

    /// Whether a record may have several values of it.
    package var isMultiValued: Bool {
        switch storage {
        case .point, .address: true
        default: false
        }
    }
}

/// A reference from one entity to another.
package struct Link: Sendable {
    /// `account`, `primary_contact`, `owner`.
    package let name: String
    package let entity: String
    /// The foreign key column.
    package let column: String
    /// A child without its parent is rejected.
    package let isRequired: Bool

    package init(_ name: String, to entity: String, column: String, isRequired: Bool = false) {
        self.name = name
        self.entity = entity
        self.column = column
        self.isRequired = isRequired
    }
}
