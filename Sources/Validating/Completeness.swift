import CRM
import Records

/// Record completeness: weights of filled and valid fields over weights asked for, 0–100.
///
/// Questions and weights are the model's (`Entity.completenessItems`); an account is reachable also
/// through its contacts. A person's name of which only the family name is known counts half; to
/// stay in integers all sums are in halves.
package enum Completeness {
    /// Mean over raw mentions: what the sources say before duplicates help each other out.
    package static func ofMentions(_ table: EntityTable, entity: Entity) -> Share {
        var fields = RecordFields(mentions: table, entity: entity)
        return share(&fields, isAsked: nil)
    }

    package static func ofMentions(
        _ table: EntityTable,
        entity name: String,
        model: CRMModel
    ) -> Share {
        guard let entity = model.entity(name) else { return Share(0, of: 0) }
        return ofMentions(table, entity: entity)
    }

    /// Mean over the golden records of an entity; `kept` leaves out those that aren't loaded.
    package static func ofRecords(
        _ entity: String,
        entities: [String: EntityRecords],
        model: CRMModel,
        context: ValidatingContext,
        kept: [Bool]? = nil
    ) -> Share {
        let links = ParentIndex(entities: entities, model: model, context: context)
        var fields = RecordFields(entity, links: links)
        return share(&fields, isAsked: kept)
    }

    /// `ofRecords` and `fields` of one entity, whose values are collected once.
    package static func summary(
        _ entity: String,
        entities: [String: EntityRecords],
        model: CRMModel,
        context: ValidatingContext,
        kept: [Bool]?
    ) -> (share: Share, fields: [(field: String, filled: Share)]) {
        let links = ParentIndex(entities: entities, model: model, context: context)
        var fields = RecordFields(entity, links: links)
        return (share(&fields, isAsked: kept), filledShares(&fields))
    }

    /// The same by group of `by:` (`owner`, `source`, a field), ordered by name.
    package static func byGroup(
        _ entity: String,
        by name: String,
        entities: [String: EntityRecords],
        model: CRMModel,
        context: ValidatingContext,
        kept: [Bool]? = nil
    ) -> [(group: String, share: Share)] {
        let links = ParentIndex(entities: entities, model: model, context: context)
        var fields = RecordFields(entity, links: links)
        let groups = fields.groups(by: name)
        return Set(groups).sorted().compactMap { group in
            let asked = groups.indices.map { groups[$0] == group && kept?[$0] ?? true }
            let share = share(&fields, isAsked: asked)
            return share.denominator > 0 ? (group, share) : nil
        }
    }

    /// Filled and valid by question, over the records.
    package static func fields(
        _ entity: String,
        entities: [String: EntityRecords],
        model: CRMModel,
        context: ValidatingContext
    ) -> [(field: String, filled: Share)] {
        let links = ParentIndex(entities: entities, model: model, context: context)
        var fields = RecordFields(entity, links: links)
        return filledShares(&fields)
    }

    private static func filledShares(
        _ fields: inout RecordFields
    ) -> [(field: String, filled: Share)] {
        fields.entity.completenessItems.map { item in
            let halves = weighedHalves(&fields, [Question(item)])
            let filled = halves.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
            return (item.name, Share(filled, of: halves.count))
        }
    }

    /// By record: the weights of the questions that it answers, in halves.
    static func weighedHalves(
        _ fields: inout RecordFields,
        _ questions: [Question]
    ) -> [Int] {
        var sums = [Int](repeating: 0, count: fields.count)
        for question in questions {
            var best = [Int](repeating: 0, count: fields.count)
            for name in question.fields {
                fields.values(name).raise(&best)
            }
            for record in sums.indices { sums[record] += question.weight * best[record] }
        }
        return sums
    }

    /// The sum of the weights, in halves.
    static func whole(_ questions: [Question]) -> Int { 2 * questions.reduce(0) { $0 + $1.weight } }

    /// By record, 0–100, rounded down: 100 means that nothing is missing.
    static func percents(_ fields: inout RecordFields) -> [UInt8] {
        let questions = fields.entity.completenessItems.map { Question($0) }
        let whole = whole(questions)
        if whole == 0 { return [UInt8](repeating: 100, count: fields.count) }
        return weighedHalves(&fields, questions).map { UInt8($0 * 100 / whole) }
    }

    private static func share(_ fields: inout RecordFields, isAsked: [Bool]?) -> Share {
        let questions = fields.entity.completenessItems.map { Question($0) }
        let halves = weighedHalves(&fields, questions)
        let asked = halves.indices.filter { isAsked?[$0] ?? true }
        return Share(asked.reduce(0) { $0 + halves[$1] }, of: asked.count * whole(questions))
    }
}

/// What a record is asked for: one of the fields answers it.
struct Question {
    let fields: [String]
    let weight: Int

    init(fields: [String], weight: Int = 1) {
        self.fields = fields
        self.weight = weight
    }

    init(_ item: CompletenessItem) {
        self.init(
            fields: item.name == "reachable" ? ["reachable"] : item.fields,
            weight: item.weight
        )
    }
}
