import CRM
import Records

/// Gives each column of a table to one field of one of its entities, the surest first.
struct FieldAssignment {
    let table: TableFacts
    let entities: [String]
    let candidates: [String: FieldCandidates]
    /// Columns that are something else already: keys of parents, marks of deletion.
    let taken: Set<Int>

    private struct Pick {
        var guess: FieldGuess
        var isMultiValued: Bool
        var isNamed: Bool
    }

    func fields() -> [FieldGuess] {
        let ordinals = partOrdinals()
        var picks: [Pick] = []
        for column in table.columns.indices where !taken.contains(column) {
            picks += candidatePicks(column, ordinals)
        }
        picks.sort {
            ($1.guess.confidence, $0.guess.column) < ($0.guess.confidence, $1.guess.column)
        }
        var result: [FieldGuess] = []
        var used: Set<Int> = []
        for pick in picks where !used.contains(pick.guess.column) {
            guard let guess = fit(pick, among: result) else { continue }
            used.insert(guess.column)
            result.append(guess)
        }
        result += optOuts(result)
        return result.sorted { ($0.column, $0.entity) < ($1.column, $1.entity) }
    }

    // MARK: Candidates

    private func candidatePicks(_ column: Int, _ ordinals: [Int: Int]) -> [Pick] {
        let found = entities.compactMap { entity -> Pick? in
            guard let candidate = candidates[entity]?.best[column],
                takes(entity, candidate.field)
            else { return nil }
            var guess = FieldGuess(
                column: column,
                entity: entity,
                field: candidate.field.name,
                confidence: candidate.confidence
            )
            guess.kind = addressKind(column, candidate.field)
            if entity == "contact" { guess.part = ordinals[column] ?? 1 }
            guess.doubt = doubt(candidate)
            return Pick(
                guess: guess,
                isMultiValued: candidate.field.isMultiValued || candidate.field.type == .optOut,
                isNamed: candidate.header > 0.6
            )
        }
        guard found.count > 1 else { return found }
        let preferred = preferredEntity(column, found.map(\.guess))
        return found.map { pick in
            var pick = pick
            if pick.guess.entity != preferred { pick.guess.confidence -= 0.2 }
            return pick
        }.filter { $0.guess.entity == preferred || $0.guess.confidence >= 0.7 }
    }

    /// The account of a deal's or order's row is no more than its name.
    private func takes(_ entity: String, _ field: Field) -> Bool {
        let isBeside = entity == "account" && !["account", "contact"].contains(entities[0])
        return !isBeside || field.name == "name"
    }

    private func doubt(_ candidate: FieldCandidates.Candidate) -> String {
        if candidate.header == 0 { return "only the values say so" }
        if candidate.values < -0.3 { return "the values look otherwise" }
        if candidate.header < 0.7 { return "the header is only similar" }
        return ""
    }

    /// 联系人1, 手机1, 联系人2, 手机2: the number of each such column, when the names have numbers.
    private func partOrdinals() -> [Int: Int] {
        guard entities.contains("contact"), let own = candidates["contact"] else { return [:] }
        let ordinal = { (column: Int) in
            HeaderName.ordinal(of: table.columns[column].name) ?? 1
        }
        let names = own.best.indices.filter {
            own.best[$0]?.field.name == "full_name" && own.best[$0]?.header ?? 0 > 0.6
        }
        let numbers = names.map(ordinal)
        guard Set(numbers).count > 1, Set(numbers).count == numbers.count else { return [:] }
        var result: [Int: Int] = [:]
        for column in table.columns.indices where numbers.contains(ordinal(column)) {
            result[column] = (numbers.sorted().firstIndex(of: ordinal(column)) ?? 0) + 1
        }
        return result
    }

    /// Registered, shipping and other addresses by a word of the header.
    private func addressKind(_ column: Int, _ field: Field) -> String? {
        guard field.name == "address" else { return nil }
        return HeaderSynonyms.addressKind(table.columns[column].name)
    }

    // MARK: Choosing

    /// Of several entities in a row, the one whose field it is: telephones and mail are the
    /// contact's, switchboards, fax and places the account's; the rest is the main entity's.
    private func preferredEntity(_ column: Int, _ guesses: [FieldGuess]) -> String {
        let names = guesses.map(\.entity)
        let main = names.contains(entities[0]) ? entities[0] : names[0]
        let header = HeaderName.normalized(table.columns[column].name)
        for entity in ["contact", "account"] where names.contains(entity) {
            let prefixes = HeaderSynonyms.prefixes(of: entity).filter { $0.count > 1 }
            let isOwn = prefixes.contains { header.hasPrefix($0) && header != $0 && isRare($0) }
            if isOwn { return entity }
        }
        guard names.contains("contact"), names.contains("account") else {
            let best = guesses.map(\.confidence).max() ?? 0
            let ours = guesses.first { $0.entity == main }?.confidence ?? 0
            return ours > best - 0.08
                ? main : guesses.first { $0.confidence == best }?.entity ?? main
        }
        let field = guesses.first { $0.entity == "contact" }?.field ?? ""
        switch field {
        case "mobile", "email", "wechat", "qq", "opt_out", "openid", "unionid": return "contact"
        case "phone", "landline", "fax":
            if main == "contact" { return "contact" }
            return isSwitchboard(column, field) ? "account" : "contact"
        case "website", "address", "region", "province", "city", "district", "postal_code":
            return entities[0] == "contact" && companyIsRare ? "contact" : "account"
        default: return main
        }
    }

    /// Whether few headers begin so: a prefix of all, as in cCusPhone, tells nothing.
    private func isRare(_ prefix: String) -> Bool {
        let count = table.columns.count { HeaderName.normalized($0.name).hasPrefix(prefix) }
        return count * 2 < table.columns.count
    }

    private var companyIsRare: Bool {
        guard table.rowCount > 0, let own = candidates["account"] else { return false }
        let column = own.best.firstIndex { $0?.field.name == "name" }
        return column.map { table.columns[$0].values.fill < 0.5 } ?? true
    }

    private func isSwitchboard(_ column: Int, _ field: String) -> Bool {
        if field != "phone" { return true }
        let header = HeaderName.normalized(table.columns[column].name)
        if ["main", "总机", "前台", "switchboard"].contains(where: header.contains) { return true }
        let traits = table.columns[column].traits
        return traits[.landline] > 0.6 && traits[.landline] > 2 * traits[.mobile]
    }

    /// The guess, changed so that it fits what is taken already; nil when it can't.
    private func fit(_ pick: Pick, among result: [FieldGuess]) -> FieldGuess? {
        var guess = pick.guess
        guard guess.confidence >= FieldGuess.leastConfidence else { return nil }
        let same = result.filter {
            $0.entity == guess.entity && $0.field == guess.field && $0.part == guess.part
        }
        if same.isEmpty {
            guess.kind = nil
            return guess
        }
        guard pick.isMultiValued, pick.isNamed else { return nil }
        if guess.field == "address" {
            return guess.kind != nil && !same.contains { $0.kind == guess.kind } ? guess : nil
        }
        let isComponent = ["region", "province", "city", "district", "postal_code"]
            .contains(guess.field)
        return isComponent ? nil : guess
    }

    /// Remarks in which somebody asks not to be called are read for that too.
    private func optOuts(_ fields: [FieldGuess]) -> [FieldGuess] {
        guard entities.contains("contact"), !fields.contains(where: { $0.field == "opt_out" })
        else { return [] }
        return fields.filter { $0.field == "description" }.prefix(1).compactMap { remark in
            guard OptOutSearch.occurs(in: table.columns[remark.column].values) else { return nil }
            return FieldGuess(
                column: remark.column,
                entity: "contact",
                field: "opt_out",
                confidence: 0.9
            )
        }
    }
}
