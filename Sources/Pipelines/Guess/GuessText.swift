import CRM
import Records

/// The guessed pipeline as YAML with what was measured in comments; no value of a cell is in it.
struct GuessText {
    let guesser: Guesser
    let model: CRMModel
    /// The name of the pipeline.
    let name: String
    /// By source: its path as the pipeline's file names it.
    let paths: [String]
    private var lines: [String] = []

    init(_ guesser: Guesser, name: String, paths: [String]) {
        self.guesser = guesser
        model = guesser.model
        self.name = name
        self.paths = paths
    }

    /// The whole text.
    mutating func text() -> String {
        let used = usedSources
        let count = guesser.sources.count
        add("# Guessed by `sluice guess` from \(count) file\(count == 1 ? "" : "s").")
        add(
            "# Beside a column stand the share of its cells that are filled and how sure the pick is."
        )
        add("# Read the lines marked `doubtful`, then: sluice lint, sluice preview, sluice plan.")
        add("version: 1")
        add("name: \(YAMLScalar.value(name))")
        add("")
        addSources(used)
        add("")
        add("entities:")
        let isFallback = !guesser.tables.contains { !$0.entities.isEmpty }
        if isFallback {
            addFallback()
        } else {
            for entity in model.entities { add(entity) }
        }
        addLeftOut(isFallback)
        if !used.contains(where: { guesser.sources[$0].format == "crm" }) {
            add("target: {database: crm.db}")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    mutating func add(_ line: String) { lines.append(line) }

    /// A line with a comment that stands in the same column as its neighbours'.
    mutating func add(_ line: String, _ comment: String) {
        let width = DisplayWidth.of(line)
        let blanks = String(repeating: " ", count: max(2, 44 - width))
        add(line + blanks + "# " + YAMLScalar.comment(comment))
    }

    // MARK: Sources

    /// Sources with a table that is read; all when none is.
    private var usedSources: [Int] {
        let used = Set(guesser.tables.filter { !$0.entities.isEmpty }.map(\.source))
        if !used.isEmpty { return guesser.sources.indices.filter { used.contains($0) } }
        return fallbackTable.map { [guesser.tables[$0].source] } ?? [0]
    }

    private mutating func addSources(_ used: [Int]) {
        add("sources:")
        for (index, source) in guesser.sources.enumerated() {
            let facts = [source.format, source.encoding, source.dialect].filter { !$0.isEmpty }
            let isUsed = used.contains(index)
            let format = source.format.isEmpty ? "csv" : source.format
            let line = "\(source.name): {\(format): \(YAMLScalar.value(paths[index]))}"
            var notes = isUsed ? [] : ["left out, no table of it is mapped"]
            if !facts.isEmpty { notes.append(facts.joined(separator: ", ")) }
            if source.isBroken {
                notes.append("empty or cut off: nothing is published until it is whole")
            }
            add("  # \(YAMLScalar.comment(notes.joined(separator: "; ")))")
            add(isUsed ? "  \(line)" : "  # \(YAMLScalar.comment(line))")
        }
    }

    /// `source` or `source.table`.
    func key(_ table: GuessedTable) -> String {
        key(source: table.source, table: table.facts.name)
    }

    func key(source: Int, table: String) -> String {
        let name = guesser.sources[source].name
        return YAMLScalar.key(table.isEmpty ? name : "\(name).\(table)")
    }

    // MARK: Entities

    mutating func add(_ entity: Entity) {
        let tables = guesser.tables.filter { $0.entities.contains(entity.name) }
        guard !tables.isEmpty else { return }
        add("  \(entity.name):")
        add("    from:")
        for table in tables { add(table, entity) }
        addLinks(entity, tables)
        addMatch(entity, tables)
        addRules(entity, tables)
        add("")
    }

    mutating func add(_ table: GuessedTable, _ entity: Entity) {
        if guesser.sources[table.source].format == "crm" {
            add("      \(guesser.sources[table.source].name): same")
            return
        }
        let facts = table.facts
        var about = "\(facts.rowCount) rows, \(facts.skippedCount) skipped"
        if let row = facts.headerRow { about += ", header in \(facts.locatorKind.rawValue) \(row)" }
        if facts.isHidden { about += ", hidden" }
        add("      # \(about)")
        let fields = table.fields(of: entity.name)
        let parts = Set(fields.map(\.part)).sorted()
        let isMain = table.main == entity.name
        add("      \(key(table)):")
        for part in parts.isEmpty ? [1] : parts {
            let indent = parts.count > 1 ? "        - " : "        "
            let start = lines.count
            addFields(fields.filter { $0.part == part }, table, entity, "          ")
            if part == parts.first ?? 1 { addRest(table, entity, isMain, "          ") }
            reindent(from: start, first: indent, rest: parts.count > 1 ? "          " : "        ")
        }
    }

    /// The lines of a mapping were written with ten blanks; a list's items keep them.
    private mutating func reindent(from start: Int, first: String, rest: String) {
        if start == lines.count { add("          set: {}") }
        for index in start..<lines.count {
            let text = lines[index].dropFirst(10)
            lines[index] = (index == start ? first : rest) + text
        }
    }

    private mutating func addFields(
        _ fields: [FieldGuess],
        _ table: GuessedTable,
        _ entity: Entity,
        _ indent: String
    ) {
        var done: Set<String> = []
        let order = fields.sorted { rank($0, entity) < rank($1, entity) }
        for guess in order where done.insert(guess.target).inserted {
            let all = fields.filter { $0.target == guess.target }
            let names = all.map { YAMLScalar.value(table.facts.columns[$0.column].name) }
            var value = names.count == 1 ? names[0] : "{all: [\(names.joined(separator: ", "))]}"
            if let steps = guess.steps {
                value = "{column: \(names[0]), steps: [\(GuessText.steps(steps))]}"
            }
            let notes = all.map { note($0, table) }.joined(separator: "; ")
            add("\(indent)\(guess.target): \(value)", notes)
        }
    }

    /// Keys first, then the order of the CRM's own fields.
    private func rank(_ guess: FieldGuess, _ entity: Entity) -> Int {
        if guess.field == "source_id" { return -1 }
        let place = entity.fields.firstIndex { $0.name == guess.field } ?? 999
        return place * 10_000 + guess.column
    }

    private static func steps(_ steps: GuessedSteps) -> String {
        switch steps {
        case .unit(let unit): return "{unit: \(YAMLScalar.value(unit))}"
        case .map(let pairs):
            let items = pairs.map { "\"\($0.from)\": \(YAMLScalar.value($0.to))" }
            return "{map: {\(items.joined(separator: ", "))}}"
        }
    }

    private func note(_ guess: FieldGuess, _ table: GuessedTable) -> String {
        let column = table.facts.columns[guess.column]
        let sure =
            "\(GuessText.percent(column.values.fill)) filled, sure "
            + GuessText.percent(guess.confidence)
        let hidden = column.header.isHidden ? ", hidden column" : ""
        guard guess.confidence < FieldGuess.doubtfulBelow else { return sure + hidden }
        let doubt = guess.doubt.isEmpty ? "little speaks for it" : guess.doubt
        return "doubtful: \(doubt); \(sure)\(hidden)"
    }

    static func percent(_ share: Double) -> String {
        // Nothing is rounded to all or to nothing.
        let whole = Int((share * 100).rounded())
        if whole == 100, share < 1 { return "99%" }
        return whole == 0 && share > 0 ? "1%" : "\(whole)%"
    }
}
