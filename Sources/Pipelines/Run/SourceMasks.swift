import CRM
import Loading
import Normalizing
import Records

/// What of the source's cells may stand in staged rows and rejects.
///
///     备注       身份证11010519030708007X   →  身份证110105********007X
///     身份证号   1101051903O708007x         →  1101051903… as a whole, because the column holds such
///     订单备注   cleaned with keep: all     →  as it is
///
/// ID card and payment card numbers are masked wherever they stand. A column of such numbers is
/// masked whole, slips included; one that the pipeline keeps with `keep: all` stays.
struct SourceMasks: Sendable {
    enum Policy: Sendable { case detected, whole, kept }

    private let pipeline: Pipeline
    private let sources: SourceSet

    init(_ pipeline: Pipeline, _ sources: SourceSet) {
        self.pipeline = pipeline
        self.sources = sources
    }

    /// How a column is masked; nil when it stays.
    func mask(table: Int, column: Int?) -> CellMask? {
        guard let column else {
            let numbers = SensitiveNumbers()
            return { numbers.masked($0) }
        }
        switch policy(table, sources.tables[table].columns[column].name) {
        case .kept: return nil
        case .whole: return { SensitiveText.hidden($0) }
        case .detected:
            let numbers = evidence(table, column)
            return { numbers.masked($0) }
        }
    }

    /// What the column's cells say of long numbers, as cleaning sees them.
    private func evidence(_ table: Int, _ column: Int) -> SensitiveNumbers {
        var numbers = SensitiveNumbers()
        for batch in sources.tables[table].batches where column < batch.columns.count {
            let cells = batch.columns[column]
            for row in 0..<batch.rowCount { numbers.see(cells[row]) }
        }
        return numbers
    }

    private func policy(_ table: Int, _ header: String) -> Policy {
        var policies: [Policy] = []
        for entity in pipeline.entities {
            for mapping in entity.from
            where sources.indices(source: mapping.source, table: mapping.table).contains(table) {
                for field in mapping.fields where field.columns.contains(header) {
                    policies.append(
                        SourceMasks.policy(field.steps)
                            ?? SourceMasks.policy(entity.steps(of: field.field, kind: field.kind))
                            ?? .detected
                    )
                }
                if mapping.custom.contains(header) {
                    let steps = entity.steps(of: "custom.\(header)", kind: nil)
                    policies.append(SourceMasks.policy(steps) ?? .detected)
                }
            }
        }
        if policies.contains(where: { $0 == .whole }) { return .whole }
        if policies.contains(where: { $0 == .kept }) { return .kept }
        return HeaderSynonyms.namesSensitiveNumber(header) ? .whole : .detected
    }

    /// What the steps of a field say; nil when nothing.
    static func policy(_ steps: [Step]) -> Policy? {
        for step in steps {
            switch step.name {
            case "id_number", "bank_card": return .whole
            case "code", "keyword", "handle":
                let keep = step.options?.text ?? step.options?["keep"]?.text
                if keep == "all" { return .kept }
            case "text":
                if step.options?["keep"]?.text == "all" { return .kept }
            default: break
            }
        }
        return nil
    }
}

extension EntitySpec {
    /// The declared steps of a field, or of one kind of it.
    fileprivate func steps(of field: String, kind: String?) -> [Step] {
        let whole = kind.map { "\(field)@\($0)" } ?? field
        return clean.first { $0.field == whole || $0.field == field }?.steps ?? []
    }
}

/// Values as reports and previews show them: by their type, and sensitive numbers masked first.
package enum ShownValue {
    package static func mask(_ text: String, type: FieldType, isPersonal: Bool) -> String {
        guard let masked = SensitiveNumbers().masked(Array(text.utf8).span) else {
            return Masking.mask(text, type: type, isPersonal: isPersonal)
        }
        let known = String(decoding: masked, as: UTF8.self)
        return Masking.mask(known, type: type, isPersonal: isPersonal)
    }
}
