import CRM
import Records

/// Decides which records the rows of a table hold: one entity, or an account and a contact in one row.
struct FrameChoice {
    let table: TableFacts
    /// By entity name.
    let candidates: [String: FieldCandidates]
    /// What the names of table and file say.
    let namedEntity: String?

    enum Verdict {
        case entities([String])
        case nothing(String)
    }

    init(_ table: TableFacts, model: CRMModel) {
        self.table = table
        var candidates: [String: FieldCandidates] = [:]
        for entity in model.entities { candidates[entity.name] = FieldCandidates(table, entity) }
        self.candidates = candidates
        let file = table.file.split(separator: "/").last.map(String.init) ?? ""
        let stem = file.split(separator: ".").first.map(String.init) ?? file
        namedEntity = TableNames.entity(of: table.name) ?? TableNames.entity(of: stem)
    }

    func choose(model: CRMModel) -> Verdict {
        if table.columns.isEmpty { return .nothing("it has no columns") }
        if table.rowCount == 0, table.isHidden { return .nothing("it is hidden and has no rows") }
        let isNamed = TableNames.entity(of: table.name) != nil
        if TableNames.isTechnical(table.name), !isNamed || table.isHidden {
            return .nothing("its name says that it holds no customers' data")
        }
        let scored = model.entities.map { ($0.name, score($0.name)) }
        guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 >= FrameChoice.leastScore else {
            return .nothing("its columns don't tell what kind of records these are")
        }
        if table.isHidden, best.1 < 2.5 {
            return .nothing("it is hidden, and its columns tell little")
        }
        return .entities(companions(best.0))
    }

    static let leastScore = 0.5

    /// How much speaks for an entity: columns that name its fields, the more the fewer other entities
    /// have such a field; and the table's name.
    private func score(_ entity: String) -> Double {
        guard let own = candidates[entity], isPossible(entity, own) else { return 0 }
        // Colleagues are no customers, however many of a contact's fields they have.
        if let namedEntity, namedEntity != entity, [namedEntity, entity].contains("user") {
            return 0
        }
        var score = namedEntity == entity ? 2.0 : 0
        for column in table.columns.indices {
            guard let candidate = own.best[column],
                candidate.confidence >= FieldGuess.leastConfidence
            else { continue }
            let rivals = candidates.values.count {
                $0.best[column].map { $0.confidence >= candidate.confidence - 0.1 } ?? false
            }
            score += candidate.confidence / Double(max(1, rivals))
        }
        if entity == "account" || entity == "contact" { score += 0.3 }
        return score
    }

    /// Fields without which a table can't be of that kind.
    private func isPossible(_ entity: String, _ own: FieldCandidates) -> Bool {
        let isNamed = namedEntity == entity
        switch entity {
        case "account":
            return has(own, "name", at: isNamed ? 0.5 : 0.6) && (isNamed || isSpecific(own, "name"))
                || isNamed && has(own, "short_name", at: 0.7)
        case "contact":
            return has(own, "full_name", at: 0.55) && (isNamed || isSpecific(own, "full_name"))
                || has(own, "family_name", at: 0.8) || has(own, "email", at: 0.95)
                || isNamed && (has(own, "mobile", at: 0.7) || has(own, "email", at: 0.7))
        case "lead":
            guard has(own, "full_name", at: 0.6) || has(own, "company_name", at: 0.6) else {
                return false
            }
            return isNamed || headers { $0.contains("线索") || $0.contains("lead") }
        case "opportunity":
            return has(own, "name", at: 0.6) && (has(own, "stage", at: 0.7) || isNamed)
                || has(own, "stage", at: 0.8) && has(own, "amount", at: 0.7)
        case "contract":
            return isNamed && count(own) >= 2 || headers { $0.contains("合同") } && count(own) >= 3
        case "payment", "payment_plan":
            return isNamed && has(own, "amount", at: 0.6)
                || headers { $0.contains(entity == "payment" ? "回款" : "计划回款") }
                    && has(own, "amount", at: 0.9)
        case "sales_order":
            return has(own, "order_no", at: 0.85) || isNamed && count(own) >= 2
        case "product":
            return has(own, "name", at: 0.6)
                && (isNamed || has(own, "product_code", at: 0.9) || has(own, "list_price", at: 0.9))
        case "activity":
            return has(own, "content", at: 0.8) && has(own, "occurred_at", at: 0.6)
                || isNamed && (has(own, "content", at: 0.6) || has(own, "occurred_at", at: 0.6))
        case "service_case":
            return isNamed && count(own) >= 2 || has(own, "case_no", at: 0.9)
        case "user":
            let isPerson = has(own, "full_name", at: 0.55) || has(own, "alias", at: 0.9)
            return isNamed && (isPerson || hasParts) || isPerson && has(own, "employee_no", at: 0.9)
        default:
            return isNamed && (has(own, "name", at: 0.6) || has(own, "title", at: 0.6))
        }
    }

    /// First and last names in columns of their own.
    private var hasParts: Bool {
        candidates["contact"].map { has($0, "family_name", at: 0.8) } ?? false
    }

    private func has(_ own: FieldCandidates, _ field: String, at least: Double) -> Bool {
        own.best.contains { $0?.field.name == field && $0?.confidence ?? 0 >= least }
    }

    /// Whether the values, or a header that few other entities know, say what the name is of.
    private func isSpecific(_ own: FieldCandidates, _ field: String) -> Bool {
        table.columns.indices.contains { index in
            guard let candidate = own.best[index], candidate.field.name == field else {
                return false
            }
            if candidate.values >= 0.5 { return true }
            let name = HeaderName.normalized(table.columns[index].name)
            return !["name", "title", "名称", "标题", "类型", "状态", "编号"].contains(name)
                && candidate.header >= 0.75
        }
    }

    private func count(_ own: FieldCandidates) -> Int {
        Set(own.best.compactMap { $0 }.filter { $0.confidence >= 0.7 }.map(\.field.name)).count
    }

    private func headers(_ isSo: (String) -> Bool) -> Bool {
        table.columns.contains { isSo(HeaderName.normalized($0.name)) }
    }

    // MARK: Companions

    /// The entity with those that its rows hold beside it, the main one first.
    private func companions(_ entity: String) -> [String] {
        let company = nameColumn("account", "name")
        let person = nameColumn("contact", "full_name") ?? nameColumn("contact", "family_name")
        switch entity {
        case "account", "contact":
            guard let company, let person, company != person else { return [entity] }
            return isContactFirst(company, person)
                ? ["contact", "account"] : ["account", "contact"]
        case "opportunity", "contract", "activity", "service_case", "sales_order":
            var all = [entity]
            if let company, isOther(company, entity) { all.append("account") }
            if entity == "sales_order", let person, person != company { all.append("contact") }
            return all
        default: return [entity]
        }
    }

    /// The column that names a record of the entity best.
    private func nameColumn(_ entity: String, _ field: String) -> Int? {
        guard let own = candidates[entity] else { return nil }
        let found = own.best.indices.filter {
            own.best[$0]?.field.name == field && own.best[$0]?.confidence ?? 0 >= 0.55
                && !table.columns[$0].isBlank
                || table.rowCount == 0
                    && own.best[$0]?.field.name == field
        }
        return found.max {
            (own.best[$0]?.confidence ?? 0, -$0) < (own.best[$1]?.confidence ?? 0, -$1)
        }
    }

    /// Whether the column isn't rather the entity's own name.
    private func isOther(_ column: Int, _ entity: String) -> Bool {
        let own = candidates[entity]?.best[column]?.confidence ?? 0
        let other = candidates["account"]?.best[column]?.confidence ?? 0
        return other > own + 0.05
    }

    private func isContactFirst(_ company: Int, _ person: Int) -> Bool {
        if namedEntity == "contact" { return true }
        // A customers' table where few rows name a company is one of persons.
        if table.columns[company].values.fill < 0.5, table.rowCount > 0,
            table.columns[person].values.fill > 0.8
        {
            return true
        }
        if namedEntity == "account" { return false }
        let fields = { (entity: String, names: Set<String>) in
            candidates[entity]?.best.count { names.contains($0?.field.name ?? "") } ?? 0
        }
        let accounts = fields(
            "account",
            ["uscc", "industry", "level", "source", "size", "lifecycle"]
        )
        let contacts = fields("contact", ["job_title", "gender", "birth_date", "decision_role"])
        if accounts != contacts { return contacts > accounts && person < company }
        return person < company
    }
}
