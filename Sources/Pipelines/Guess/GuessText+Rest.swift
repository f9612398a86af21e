import CRM
import Records

extension GuessText {
    /// Old ids, deleted rows, several persons in a cell, and the columns that no field takes.
    mutating func addRest(
        _ table: GuessedTable,
        _ entity: Entity,
        _ isMain: Bool,
        _ indent: String
    ) {
        let columns = table.facts.columns
        if entity.name == "account", let ref = table.refs.first {
            let old = key(source: ref.source, table: ref.table)
            let column = YAMLScalar.value(columns[ref.column].name)
            let sure =
                "\(GuessText.percent(columns[ref.column].values.fill)) filled, sure "
                + GuessText.percent(ref.confidence)
            add(
                "\(indent)refs: {\(old): \(column)}",
                "the same customer in the other source; \(sure)"
            )
        }
        if entity.name == "contact", let split = table.split {
            let by = split.by.map { "\"\($0)\"" }.joined(separator: ", ")
            let fields = split.fields.joined(separator: ", ")
            add(
                "\(indent)parts: {split: [\(fields)], by: [\(by)]}",
                "some cells hold several persons"
            )
        }
        if !table.deletionMarks.isEmpty { add("\(indent)skip:") }
        for mark in table.deletionMarks {
            let condition = GuessText.condition(columns[mark.column].name, mark.values)
            add("\(indent)  - where: \(YAMLScalar.value(condition))")
            add("\(indent)    why: deleted in the old system")
        }
        if isMain { addUnmapped(table, entity, indent) }
    }

    /// `is_del` = '1', or `in ('1', 'true')`.
    static func condition(_ column: String, _ values: [String]) -> String {
        let name = "`\(column.replacing("`", with: "``"))`"
        let texts = values.map { "'\($0.replacing("'", with: "''"))'" }
        if texts.count == 1 { return "\(name) = \(texts[0])" }
        return "\(name) in (\(texts.joined(separator: ", ")))"
    }

    private mutating func addUnmapped(_ table: GuessedTable, _ entity: Entity, _ indent: String) {
        let used = table.usedColumns
        let left = table.facts.columns.filter { !used.contains($0.index) && $0.name.isNameable }
        let keeps = ["account", "contact", "lead"].contains(entity.name)
        let isKept = { (column: ColumnFacts) in
            keeps && !HeaderSynonyms.isDropped(column.name) && !SensitiveValues.areIn(column.values)
                && (column.values.distinctCount > 1 || table.facts.rowCount == 0)
        }
        for (title, list) in [
            ("custom", left.filter(isKept)), ("ignore", left.filter { !isKept($0) }),
        ] where !list.isEmpty {
            add("\(indent)\(title):")
            for column in list {
                var about = ColumnDescription.text(column)
                if let parent = table.strangers[column.index] {
                    let name = guesser.sources[parent.source].name
                    about =
                        "keys of \(name): a folder or ZIP of both is one source, whose keys can link"
                }
                add(
                    "\(indent)  - \(YAMLScalar.value(column.name))",
                    "\(GuessText.percent(column.values.fill)) filled; \(about)"
                )
            }
        }
    }

    // MARK: Links, matching, rules

    mutating func addLinks(_ entity: Entity, _ tables: [GuessedTable]) {
        var written: [(link: String, lines: [(text: String, note: String)])] = []
        for table in tables {
            for (child, link) in table.links where child == entity.name {
                let column = table.facts.columns[link.column]
                let name = YAMLScalar.value(column.name)
                let way: String =
                    switch link.way {
                    case .key(let parent):
                        "{\(YAMLScalar.key(parentKey(parent, table))): \(name)}"
                    case .name: "{name: \(name)}"
                    }
                let note =
                    "\(GuessText.percent(column.values.fill)) filled, sure "
                    + GuessText.percent(link.confidence)
                let line = ("        \(key(table)): \(way)", note)
                if let index = written.firstIndex(where: { $0.link == link.link }) {
                    written[index].lines.append(line)
                } else {
                    written.append((link.link, [line]))
                }
            }
        }
        guard !written.isEmpty else { return }
        add("    link:")
        for (link, lines) in written {
            add("      \(link):")
            for line in lines { add(line.text, line.note) }
        }
    }

    /// A table called `name` would read as a link by name, one with the source's prefix as another.
    private func parentKey(_ parent: String, _ child: GuessedTable) -> String {
        let source = guesser.sources[child.source].name
        let isAmbiguous = parent == "name" || parent == "min" || parent.hasPrefix(source + ".")
        return isAmbiguous ? "\(source).\(parent)" : parent
    }

    mutating func addMatch(_ entity: Entity, _ tables: [GuessedTable]) {
        guard entity.isMatched else { return }
        if tables.count > 1 {
            add(
                "    # The same \(entity.name) of several tables becomes one record; pairs in doubt"
            )
            add("    # are queued for people.")
        }
        let hasCode = tables.contains { $0.fields(of: entity.name).contains { $0.field == "uscc" } }
        if entity.name == "account", hasCode { add("    match: {same_if: [uscc]}") }
    }

    mutating func addRules(_ entity: Entity, _ tables: [GuessedTable]) {
        let required = ["account": ("A01-name", "name"), "contact": ("C01-name", "full_name")]
        guard let (id, field) = required[entity.name] else { return }
        let blanks = tables.compactMap { table -> String? in
            guard let guess = table.fields(of: entity.name).first(where: { $0.field == field })
            else { return nil }
            let column = table.facts.columns[guess.column]
            return GuessText.percent(1 - column.values.fill)
        }
        guard !blanks.isEmpty else { return }
        add("    # A rule to consider; blank now: \(blanks.joined(separator: ", "))")
        add("    # rules: [{id: \(id), required: \(field), else: reject, fail: 5%}]")
    }

    // MARK: What is left out

    mutating func addLeftOut(_ isFallback: Bool) {
        let left = guesser.tables.enumerated().filter { index, table in
            table.entities.isEmpty && !(isFallback && index == fallbackTable)
        }.map(\.element)
        guard !left.isEmpty else { return }
        add("# Tables that are left out:")
        for table in left {
            let name = guesser.sources[table.source].name
            let key = table.facts.name.isEmpty ? name : "\(name).\(table.facts.name)"
            add("#   \(YAMLScalar.comment(key)), \(table.facts.rowCount) rows: \(table.reason)")
        }
        add("")
    }

    /// The table with the most rows, when no table holds records that the CRM knows.
    var fallbackTable: Int? {
        guesser.tables.indices.filter {
            let facts = guesser.tables[$0].facts
            return facts.columns.contains { $0.name.isNameable } && facts.name.isNameable
                && guesser.tables[$0].reason != "a pipeline can't name it"
        }.max { a, b in
            let (first, second) = (guesser.tables[a].facts, guesser.tables[b].facts)
            return (first.isHidden ? 0 : 1, first.rowCount, b)
                < (second.isHidden ? 0 : 1, second.rowCount, a)
        }
    }

    /// Nothing was recognised: the rows are kept as an entity of their own.
    mutating func addFallback() {
        guard let index = fallbackTable else {
            add("  # No table was found; `auto` maps what a later file brings, by its headers.")
            add("  account: {from: {\(guesser.sources[0].name): auto}}")
            add("")
            return
        }
        let table = guesser.tables[index]
        let columns = table.facts.columns.filter(\.name.isNameable)
        add("  # No table tells what its records are; the largest is kept as an entity of its own.")
        add("  imported_row:")
        add("    fields:")
        for column in columns { add("      column_\(column.index + 1): text") }
        add("    from:")
        add("      \(key(table)):")
        for column in columns {
            add(
                "        column_\(column.index + 1): \(YAMLScalar.value(column.name))",
                "\(GuessText.percent(column.values.fill)) filled; "
                    + ColumnDescription.text(column)
            )
        }
        add("")
    }
}
