import CRM
import Records

/// Finds the columns that hold keys or names of other tables' records.
///
/// A key is believed by its header (customer_id, 客户编号), and by its values when they stand in the
/// key column of the other table.
struct LinkSearch {
    let model: CRMModel
    let tables: [GuessedTable]

    /// The column that is the key of a table's main records; nil when none is unique.
    static func key(of table: TableFacts, entity: String) -> (column: Int, confidence: Double)? {
        var best: (column: Int, confidence: Double)?
        for column in table.nameable where !column.isBlank || table.rowCount == 0 {
            guard let confidence = keyConfidence(column, table, entity) else { continue }
            if confidence > best?.confidence ?? 0 { best = (column.index, confidence) }
        }
        return best
    }

    private static func keyConfidence(
        _ column: ColumnFacts,
        _ table: TableFacts,
        _ entity: String
    ) -> Double? {
        let name = HeaderName.normalized(column.name)
        let isUnique = column.values.isUnique && column.values.fill > 0.9 || table.rowCount == 0
        let owner = HeaderSynonyms.keyOwner(column.name)
        if name == "id" { return isUnique ? 0.98 : nil }
        if name == "序号" {
            let numbers = Double(column.values.distinctCount)
            let isCounter = numbers >= 0.7 * Double(column.values.filledCount)
            return isCounter && entity == "account" ? 0.55 : nil
        }
        let tableKey = HeaderName.normalized(table.name) + "id"
        let singular = tableKey.hasSuffix("sid") ? String(tableKey.dropLast(3)) + "id" : tableKey
        if name == tableKey || name == singular { return isUnique ? 0.97 : nil }
        if HeaderSynonyms.isSourceID(column.name) {
            guard owner == nil || owner == entity || name == "客户id" && entity == "account" else {
                return nil
            }
            return isUnique ? 0.95 : nil
        }
        if owner == entity { return isUnique ? 0.9 : nil }
        return nil
    }

    /// The parents that a table's rows name, by child entity.
    func links(of index: Int) -> [(entity: String, link: LinkGuess)] {
        let table = tables[index]
        var found: [(entity: String, link: LinkGuess)] = []
        for name in table.entities {
            guard let entity = model.entity(name) else { continue }
            for link in entity.links
            where link.entity != name && !table.entities.contains(link.entity) {
                guard let guess = key(index, link) ?? self.name(index, link),
                    !found.contains(where: { $0.link.column == guess.column })
                else { continue }
                found.append((name, guess))
            }
        }
        return found
    }

    /// A column with keys of a table of the same source.
    private func key(_ index: Int, _ link: Link) -> LinkGuess? {
        let table = tables[index]
        var best: LinkGuess?
        for parent in tables
        where parent.source == table.source && parent.entities.contains(link.entity)
            && parent.facts.name != table.facts.name
        {
            guard let key = parent.keyColumn(of: link.entity) else { continue }
            for column in table.facts.nameable {
                let confidence = keyConfidence(column, link, key, table, parent)
                guard confidence >= 0.6, confidence > best?.confidence ?? 0 else { continue }
                best = LinkGuess(
                    link: link.name,
                    column: column.index,
                    way: .key(table: parent.facts.name),
                    confidence: confidence
                )
            }
        }
        return best
    }

    private func keyConfidence(
        _ column: ColumnFacts,
        _ link: Link,
        _ key: ColumnFacts,
        _ table: GuessedTable,
        _ parent: GuessedTable
    ) -> Double {
        if table.keyColumn(of: table.main)?.index == column.index { return 0 }
        let name = HeaderName.normalized(column.name)
        let isMeant =
            HeaderSynonyms.keyOwner(column.name) == link.entity
            || name == HeaderName.normalized(parent.facts.name) + "id"
            || name == HeaderName.normalized(key.name) && name != "id"
        // A link that isn't the entity's own (signed_by_contact) must be named in the header.
        if link.name != link.entity, !isSaid(link, in: name) { return 0 }
        if link.name == link.entity, !isMeant { return 0 }
        if column.isBlank || key.isBlank { return isMeant && table.facts.rowCount == 0 ? 0.8 : 0 }
        let share = column.values.share(in: key.values)
        return share < 0.5 ? 0 : 0.6 + 0.4 * share
    }

    private func isSaid(_ link: Link, in header: String) -> Bool {
        let words = link.name.split(separator: "_").filter { $0 != Substring(link.entity) }
        return words.allSatisfy { header.contains($0) }
    }

    /// A column with the parents' names; only where their table is read too.
    private func name(_ index: Int, _ link: Link) -> LinkGuess? {
        guard link.name == link.entity, link.entity == "account" else { return nil }
        let table = tables[index]
        guard let model = model.entity(link.entity) else { return nil }
        let synonyms = HeaderSynonyms(model)
        for column in table.facts.nameable where !column.isBlank {
            guard synonyms.candidate(column.name)?.field.name == "name",
                synonyms.candidate(column.name)?.score ?? 0 > 0.8
            else { continue }
            for parent in tables where parent.entities.contains(link.entity) {
                let names = parent.fields(of: link.entity).first { $0.field == "name" }
                guard let names else { continue }
                let share = column.values.share(in: parent.facts.columns[names.column].values)
                if share >= 0.9 {
                    return LinkGuess(
                        link: link.name,
                        column: column.index,
                        way: .name,
                        confidence: 0.6 + 0.4 * share
                    )
                }
            }
        }
        return nil
    }

    /// Columns of salespeople that hold keys of a users' table, by column.
    func owners(of index: Int) -> [Int: Double] {
        let table = tables[index]
        var found: [Int: Double] = [:]
        for users in tables where users.source == table.source && users.entities == ["user"] {
            guard let key = users.keyColumn(of: "user") else { continue }
            for column in table.facts.nameable
            where HeaderSynonyms.keyOwner(column.name) == "user" && !column.isBlank {
                let share = column.values.share(in: key.values)
                if share >= 0.8 { found[column.index] = 0.6 + 0.4 * share }
            }
        }
        return found
    }

    /// Columns that hold keys of another source's table: links are followed inside a source only.
    func strangers(of index: Int) -> [Int: (source: Int, table: String)] {
        let table = tables[index]
        var found: [Int: (source: Int, table: String)] = [:]
        for column in table.facts.nameable
        where !column.isBlank && !table.usedColumns.contains(column.index) {
            guard let owner = HeaderSynonyms.keyOwner(column.name) else { continue }
            for parent in tables where parent.source != table.source {
                guard parent.entities.contains(owner), let key = parent.keyColumn(of: owner),
                    column.values.share(in: key.values) >= 0.8
                else { continue }
                found[column.index] = (parent.source, parent.facts.name)
                break
            }
        }
        return found
    }

    /// Old ids of accounts of another source, for must-links.
    func refs(of index: Int) -> [(column: Int, source: Int, table: String, confidence: Double)] {
        let table = tables[index]
        guard table.entities.contains("account") else { return [] }
        for parent in tables
        where parent.source != table.source && parent.entities.contains("account") {
            guard let key = parent.keyColumn(of: "account"), key.values.distinctCount > 4 else {
                continue
            }
            for column in table.facts.nameable
            where !column.isBlank && HeaderSynonyms.isForeignID(column.name) {
                let share = column.values.share(in: key.values)
                if share >= 0.8 {
                    let confidence = 0.5 + 0.45 * share
                    return [(column.index, parent.source, parent.facts.name, confidence)]
                }
            }
        }
        return []
    }
}
