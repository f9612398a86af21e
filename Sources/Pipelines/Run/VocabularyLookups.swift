import CRM

/// The CRM's vocabularies as the normalizers read them: list name → folded word → code.
enum VocabularyLookups {
    static let all: [String: [String: String]] = {
        var lookups: [String: [String: String]] = [:]
        for vocabulary in Vocabularies.picklists + [Vocabularies.stages] {
            lookups[vocabulary.name] = vocabulary.lookup
        }
        for entity in CRMModel.standard.entities {
            for field in entity.fields {
                if let words = Vocabularies.keywords(entity: entity.name, field: field.name) {
                    lookups["\(entity.name).\(field.name)"] = words.lookup
                }
            }
        }
        return lookups
    }()

    /// The list of a keyword field; nil when any word may stand there.
    static func list(_ entity: Entity, _ field: Field) -> String? {
        let name = "\(entity.name).\(field.name)"
        return all[name] == nil ? nil : name
    }
}
