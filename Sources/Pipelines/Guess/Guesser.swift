import CRM
import Importing
import Records

// What flows in: files. What flows out: a pipeline that maps them, with what was measured beside it.
//
//     files ──Importers──▶ tables ──TableFacts──▶ fill, distinct values, traits
//           ──FrameChoice──▶ which entities a row holds   ──LinkSearch──▶ keys, parents, old ids
//           ──FieldAssignment──▶ a field for each column  ──GuessText──▶ YAML with comments
//
// Each pick has two kinds of evidence, the header's words and the values' look; a column goes to at
// most one field of an entity. Nothing but the files counts: the same files give the same text.

/// A file as a source of the guessed pipeline.
struct GuessedSource: Sendable {
    var name: String
    /// As the user gave it.
    var path: String
    var format: String
    var encoding: String
    var dialect: String
    var isBroken: Bool
}

/// Finds entities, fields and links of a set of files.
struct Guesser {
    let model: CRMModel
    let workers: Workers
    private(set) var sources: [GuessedSource] = []
    private(set) var tables: [GuessedTable] = []
    private var choices: [FrameChoice] = []

    init(model: CRMModel = .standard, workers: Workers) {
        self.model = model
        self.workers = workers
    }

    /// Reads the files that a path names; fails when nothing of them can be read.
    ///
    /// Files of one format in a folder are one source, as a pipeline reads it; else each is its own.
    mutating func add(path: String) throws(ImportFailure) {
        let (files, _) = try Importers.readFiles(source: "", path: path, workers: workers)
        for file in files {
            guard file.result.isUnread, let finding = file.result.findings.all.first,
                let kind = FindingCatalog.kind(finding.code)
            else { continue }
            throw ImportFailure(kind, "`\(file.path)`: \(kind.summary)")
        }
        let formats = Set(files.map(\.result.format))
        if files.count == 1 || formats.count == 1 {
            var result = files[0].result
            for file in files.dropFirst() {
                result.tables += file.result.tables
                result.isBroken = result.isBroken || file.result.isBroken
            }
            add(result, path: path)
        } else {
            for file in files { add(file.result, path: file.path) }
        }
    }

    /// Takes files that were read; their rows are forgotten when the columns are measured.
    mutating func add(_ result: ImportResult, path: String) {
        let name = SourceNames.name(of: path, among: sources.map(\.name))
        sources.append(
            GuessedSource(
                name: name,
                path: path,
                format: result.format.split(separator: ",").first.map(String.init) ?? "",
                encoding: result.encoding,
                dialect: result.dialect,
                isBroken: result.isBroken
            )
        )
        var names: [String] = []
        for table in result.tables where !names.contains(table.name) { names.append(table.name) }
        for name in names {
            // A table may stand in several files of a source.
            let pieces = result.tables.filter { $0.name == name }
            var guessed = GuessedTable(
                facts: TableFacts.read(pieces, workers: workers),
                source: sources.count - 1
            )
            if name.isEmpty && names.count > 1 || !name.isNameable {
                guessed.reason = "a pipeline can't name it"
            }
            tables.append(guessed)
        }
    }

    /// Decides what the tables hold; call it once, after all files were added.
    mutating func finish() {
        choices = tables.map { FrameChoice($0.facts, model: model) }
        for index in tables.indices { chooseEntities(index) }
        for index in tables.indices { assign(index, taken: [:]) }
        for index in tables.indices { dropNameless(index) }
        for index in tables.indices { dropCompanions(index) }
        let search = LinkSearch(model: model, tables: tables)
        for index in tables.indices where !tables[index].entities.isEmpty {
            tables[index].links = search.links(of: index)
            tables[index].refs = search.refs(of: index)
        }
        dropOrphans()
        for index in tables.indices where !tables[index].entities.isEmpty {
            assign(index, taken: search.owners(of: index))
        }
        let final = LinkSearch(model: model, tables: tables)
        for index in tables.indices where !tables[index].entities.isEmpty {
            tables[index].strangers = final.strangers(of: index)
        }
    }

    private mutating func chooseEntities(_ index: Int) {
        guard tables[index].reason.isEmpty else { return }
        if sources[tables[index].source].format == "crm" {
            let entity = model.entity(tables[index].facts.name)?.name
            tables[index].entities = entity.map { [$0] } ?? []
            if entity == nil { tables[index].reason = "it is none of the CRM's entities" }
            return
        }
        switch choices[index].choose(model: model) {
        case .entities(let names): tables[index].entities = names
        case .nothing(let reason): tables[index].reason = reason
        }
    }

    // MARK: Fields

    /// Gives the columns to fields, but for those that are keys of parents or marks.
    private mutating func assign(_ index: Int, taken owners: [Int: Double]) {
        let table = tables[index]
        guard let main = table.entities.first, sources[table.source].format != "crm" else { return }
        var fixed: [FieldGuess] = []
        let busy = Set(table.links.map(\.link.column)).union(table.refs.map(\.column))
        if let key = LinkSearch.key(of: table.facts, entity: main), !busy.contains(key.column) {
            fixed.append(keyGuess(key.column, main, key.confidence))
        } else if let key = accountKey(table, busy) {
            fixed.append(keyGuess(key, "account", 0.8))
        }
        tables[index].deletionMarks = DeletionMarks.find(table.facts)
            .filter { !busy.contains($0.column) }
        for (column, confidence) in owners.sorted(by: { $0.key < $1.key })
        where !busy.contains(column) && !fixed.contains(where: { $0.field == "owner" }) {
            guard model.entity(main)?.field("owner") != nil else { continue }
            fixed.append(
                FieldGuess(column: column, entity: main, field: "owner", confidence: confidence)
            )
        }
        let assignment = FieldAssignment(
            table: table.facts,
            entities: table.entities,
            candidates: choices[index].candidates,
            taken: busy.union(fixed.map(\.column))
                .union(tables[index].deletionMarks.map(\.column))
        )
        let found = assignment.fields().filter { guess in
            !fixed.contains { $0.entity == guess.entity && $0.field == guess.field }
        }
        tables[index].fields = (fixed + codes(fixed, index) + found)
            .sorted { ($0.column, $0.entity) < ($1.column, $1.entity) }
        addLastName(index)
        addCodeKey(index)
        FieldDetails(model: model).complete(&tables[index])
    }

    private func keyGuess(_ column: Int, _ entity: String, _ confidence: Double) -> FieldGuess {
        var guess = FieldGuess(
            column: column,
            entity: entity,
            field: "source_id",
            confidence: confidence
        )
        if confidence < FieldGuess.doubtfulBelow { guess.doubt = "a running number may change" }
        return guess
    }

    /// The customer's number in a table of contacts: rows of one number are one customer.
    private func accountKey(_ table: GuessedTable, _ busy: Set<Int>) -> Int? {
        guard table.main == "contact", table.entities.contains("account") else { return nil }
        return table.facts.nameable.first {
            !$0.isBlank && !busy.contains($0.index)
                && HeaderSynonyms.keyOwner($0.name) == "account"
                && HeaderSynonyms.isSourceID($0.name)
        }?.index
    }

    /// A key that has a field of its own too, such as 订单编号.
    private func codes(_ fixed: [FieldGuess], _ index: Int) -> [FieldGuess] {
        fixed.compactMap { key in
            guard key.field == "source_id",
                let candidate = choices[index].candidates[key.entity]?.best[key.column],
                candidate.field.type == .code, candidate.header >= 0.85
            else { return nil }
            return FieldGuess(
                column: key.column,
                entity: key.entity,
                field: candidate.field.name,
                confidence: candidate.confidence
            )
        }
    }

    /// Colleagues with a name in two columns go by the last one.
    private mutating func addLastName(_ index: Int) {
        let table = tables[index]
        guard table.main == "user", !table.fields.contains(where: { $0.field == "full_name" }),
            let names = choices[index].candidates["contact"],
            let column = names.best.firstIndex(where: { $0?.field.name == "family_name" }),
            !table.usedColumns.contains(column)
        else { return }
        var guess = FieldGuess(column: column, entity: "user", field: "full_name", confidence: 0.55)
        guess.doubt = "first names stand in a column of their own"
        tables[index].fields.append(guess)
    }

    /// A unique code is the key where there is no other.
    private mutating func addCodeKey(_ index: Int) {
        let table = tables[index]
        guard table.keyColumn(of: table.main) == nil, let model = model.entity(table.main),
            let code = table.fields(of: table.main).first(where: {
                model.field($0.field)?.type == .code && $0.confidence >= 0.85
                    && table.facts.columns[$0.column].values.isUnique
            })
        else { return }
        tables[index].fields.append(keyGuess(code.column, table.main, code.confidence))
    }

    // MARK: Entities beside the main one

    /// An entity beside the main one stands only where a column names it.
    private mutating func dropNameless(_ index: Int) {
        let names: Set<String> = ["name", "full_name", "family_name", "given_name"]
        let nameless = tables[index].entities.dropFirst().filter { entity in
            !tables[index].fields.contains { $0.entity == entity && names.contains($0.field) }
        }
        if nameless.isEmpty { return }
        tables[index].entities.removeAll(where: nameless.contains)
        assign(index, taken: [:])
    }

    /// An account is not made of a row that names one of another table.
    private mutating func dropCompanions(_ index: Int) {
        let table = tables[index]
        guard table.entities.count > 1, table.main != "account",
            let place = table.entities.firstIndex(of: "account")
        else { return }
        var alone = tables
        alone[index].entities.remove(at: place)
        let links = LinkSearch(model: model, tables: alone).links(of: index)
        let isFound = links.contains { found in
            guard found.link.link == "account" else { return false }
            // A contact's row says more of its company than the name alone.
            return table.main != "contact" || found.link.way != .name
        }
        if isFound { tables[index].entities.remove(at: place) }
    }

    /// Records that can't stand without a parent are left out when no column names it.
    private mutating func dropOrphans() {
        for index in tables.indices {
            guard let entity = model.entity(tables[index].main) else { continue }
            let missing = entity.links.first { link in
                link.isRequired && !tables[index].entities.contains(link.entity)
                    && !tables[index].links.contains { $0.link.link == link.name }
            }
            guard let missing, sources[tables[index].source].format != "crm" else { continue }
            tables[index].reason =
                "its rows look like \(entity.name), whose \(missing.entity) no column names"
            tables[index].entities = []
            tables[index].fields = []
            tables[index].links = []
        }
        let loaded = Set(tables.flatMap(\.entities))
        for index in tables.indices {
            tables[index].links.removeAll { found in
                let parent = model.entity(found.entity)?.links
                    .first { $0.name == found.link.link }?.entity
                return !loaded.contains(parent ?? "")
            }
        }
    }
}

extension String {
    /// Whether it can be written in a pipeline: no controls, nothing that reading YAML replaces.
    var isNameable: Bool {
        unicodeScalars.allSatisfy { $0.value < 0x10FFFC && !(0xFDD0...0xFDEF).contains($0.value) }
    }
}
