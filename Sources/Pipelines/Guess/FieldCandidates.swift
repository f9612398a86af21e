import CRM
import Records

/// The field of an entity that each column of a table most likely holds.
struct FieldCandidates: Sendable {
    struct Candidate: Sendable {
        var field: Field
        /// What the header says, 0 = nothing.
        var header: Double
        /// What the values say, -1…1.
        var values: Double
        var confidence: Double
    }

    private static let maxColumnCount = 512

    let entity: Entity
    /// By column.
    let best: [Candidate?]

    init(_ table: TableFacts, _ entity: Entity) {
        self.entity = entity
        let synonyms = HeaderSynonyms(entity)
        best = table.columns.enumerated().map { index, column in
            // Tables of customers have tens of columns; thousands are a matrix.
            if index >= FieldCandidates.maxColumnCount || !column.isNameable
                || HeaderSynonyms.isDropped(column.name)
                || HeaderSynonyms.isOperator(column.name)
            {
                return nil
            }
            return FieldCandidates.best(column, entity, synonyms)
        }
    }

    private static func best(
        _ column: ColumnFacts,
        _ entity: Entity,
        _ synonyms: HeaderSynonyms
    ) -> Candidate? {
        let named = synonyms.candidate(column.name, label: column.header.label).map {
            let values = ValueAgreement.of(column, $0.field, entity)
            return Candidate(
                field: $0.field,
                header: $0.score,
                values: values,
                confidence: confidence(header: $0.score, values: values)
            )
        }
        guard named?.confidence ?? 0 < 0.6, let told = told(column, entity) else { return named }
        return told.confidence > named?.confidence ?? 0 ? told : named
    }

    /// A header's word counts for more than the values, unless they contradict it.
    static func confidence(header: Double, values: Double) -> Double {
        values >= 0 ? header + (1 - header) * values * 0.6 : header * (1 + 0.7 * values)
    }

    /// The field that the values alone tell, such as an e-mail address under any header.
    private static func told(_ column: ColumnFacts, _ entity: Entity) -> Candidate? {
        for (trait, names, weight) in telling {
            let share = column.traits[trait]
            guard share >= 0.7, column.values.distinctCount >= 3 || column.values.isUnique,
                let field = names.lazy.compactMap({ entity.field($0) }).first,
                fits(field, entity)
            else { continue }
            return Candidate(field: field, header: 0, values: share, confidence: share * weight)
        }
        return nil
    }

    private static func fits(_ field: Field, _ entity: Entity) -> Bool {
        field.type != .text && (entity.name != "user" || field.name != "full_name")
    }

    private static let telling: [(ValueTrait, [String], Double)] = [
        (.email, ["email"], 0.78), (.mobile, ["mobile"], 0.75), (.landline, ["phone"], 0.7),
        (.creditCode, ["uscc"], 0.78), (.company, ["name", "company_name"], 0.75),
        (.address, ["address"], 0.7), (.person, ["full_name"], 0.62),
        (.website, ["website"], 0.65),
    ]
}
