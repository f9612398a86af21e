import CRM
import Records

/// Tables and columns: those that are named must be there, those that are there must be named.
struct TableLint {
    let problems: Problems
    let pipeline: Pipeline
    let headers: [SourceHeaders]

    func check() {
        for entity in pipeline.entities {
            checkTwice(entity)
            for mapping in entity.from { check(mapping, entity) }
            for link in entity.links { check(link) }
        }
        for table in headers { checkUnmapped(table) }
    }

    private func known(_ source: String) -> [SourceHeaders] {
        headers.filter { $0.source == source }
    }

    /// The table that is meant; nil when unknown, reported once per mapping.
    func table(
        source: String,
        table: String?,
        at location: Diagnostic.Location
    ) -> SourceHeaders? {
        let known = known(source)
        guard !known.isEmpty else { return nil }
        if let hit = headers.table(source, table) { return hit }
        let names = known.map(\.table).unique()
        guard let table else {
            problems.report(
                PipelineFindings.unknownTable,
                "the source `\(source)` has \(names.count) tables; name one",
                at: location,
                label: "`\(source)` has: \(names.prefix(30).joined(separator: ", "))",
                hint: "for example `\(source).\(names[0])`"
            )
            return nil
        }
        problems.unknown(
            PipelineFindings.unknownTable,
            "the source `\(source)` has no table `\(table.cut)`",
            table,
            at: location,
            among: names,
            owner: "`\(source)`"
        )
        return nil
    }

    private func check(_ mapping: TableMapping, _ entity: EntitySpec) {
        // The columns of a database of our own are its fields.
        guard mapping.mode != .same,
            let table = table(
                source: mapping.source,
                table: mapping.table,
                at: mapping.location
            )
        else { return }
        checkColumns(mapping, table)
        if mapping.mode == .auto, mapping.fields.isEmpty { noteAuto(mapping, entity, table) }
        for field in mapping.fields { noteUnits(field, entity) }
    }

    private func checkColumns(_ mapping: TableMapping, _ table: SourceHeaders) {
        for field in mapping.fields {
            for column in field.columns { check(column, table, field.location) }
        }
        for reference in mapping.refs { check(reference.column, table, reference.location) }
        var others = mapping.ignored + mapping.custom + mapping.skip.flatMap(\.filter.names)
        if case .columns(let columns) = mapping.fillDown { others += columns }
        for column in others.unique() {
            check(column, table, mapping.columnPlaces[column] ?? mapping.location)
        }
    }

    private func check(_ link: LinkSpec) {
        let column: String
        switch link.way {
        case .sameRow: return
        case .key(_, let name), .name(let name, _): column = name
        }
        guard
            let table = headers.table(link.source, link.table)
        else { return }
        check(column, table, link.location)
    }

    private func check(
        _ column: String,
        _ table: SourceHeaders,
        _ location: Diagnostic.Location
    ) {
        // In files of one table a column may be missing here and there; the importer says so.
        let variants = headers.tables(table.source, table.table)
        if variants.contains(where: { $0.columnNames.contains(column) }) { return }
        var place = location
        let node = YAMLNode(content: .scalar(column), location: location)
        place = problems.place(of: column, in: node)
        let name = table.table.isEmpty ? table.source : "\(table.source).\(table.table)"
        problems.unknown(
            PipelineFindings.unknownColumn,
            "`\(name)` has no column `\(column.cut)`",
            column,
            at: place,
            among: table.columnNames,
            owner: "`\(name)`"
        )
    }

    /// Amounts in 万元 are counted in that unit without a word in the file, so it is said here.
    private func noteUnits(_ field: FieldMapping, _ entity: EntitySpec) {
        let type = pipeline.model.entity(entity.name)?.field(field.field)?.type
        guard type == .money, !field.steps.contains(where: { $0.name == "unit" }) else { return }
        for column in field.columns {
            guard let unit = HeaderName.unit(of: column) else { continue }
            problems.report(
                PipelineFindings.unitInHeader,
                "`\(field.field)` is read in \(unit), as the header `\(column.cut)` says",
                at: field.location
            )
        }
    }

    private func checkTwice(_ entity: EntitySpec) {
        var places: [String: Diagnostic.Location] = [:]
        for mapping in entity.from where mapping.part == 1 {
            let meant = headers.table(mapping.source, mapping.table)
            let key = mapping.source + "." + (mapping.table ?? meant?.table ?? "")
            guard let first = places[key] else {
                places[key] = mapping.location
                continue
            }
            problems.report(
                PipelineFindings.tableTwice,
                "the table `\(mapping.key)` stands twice in `from:` of \(entity.name)",
                at: mapping.location,
                label: "already mapped at line \(first.line)"
            )
        }
    }

    private func noteAuto(
        _ mapping: TableMapping,
        _ entity: EntitySpec,
        _ table: SourceHeaders
    ) {
        guard let model = pipeline.model.entity(entity.name) else { return }
        let fields = AutoMapping.map(
            table.columnNames,
            entity: model,
            location: mapping.location
        )
        let text = fields.map { "\($0.field): \($0.columns.joined(separator: " + "))" }
        problems.report(
            PipelineFindings.autoMapping,
            fields.isEmpty
                ? "`auto` knows none of the headers of `\(mapping.key)`"
                : "`auto` maps \(fields.count) fields of `\(mapping.key)` to \(entity.name)",
            at: mapping.location,
            notes: text,
            severity: fields.isEmpty ? .error : .note
        )
    }
}

extension TableLint {
    /// Warns of columns that no mapping of the table mentions.
    private func checkUnmapped(_ table: SourceHeaders) {
        let mappings = pipeline.entities.flatMap { entity in
            entity.from.filter { $0.isMeant(table, among: known(table.source)) }
                .map { (entity: entity, mapping: $0) }
        }
        guard let first = mappings.first, !mappings.contains(where: { $0.mapping.mode == .same })
        else { return }
        var used: Set<String> = []
        for (entity, mapping) in mappings { used.formUnion(columns(mapping, entity, table)) }
        let left = table.columns.filter {
            !$0.name.isEmpty && !used.contains($0.name) && !HeaderSynonyms.isDropped($0.name)
        }
        guard !left.isEmpty else { return }
        let names = left.map { $0.isHidden ? "\($0.name) (hidden)" : $0.name }
        let count = left.count == 1 ? "1 column" : "\(left.count) columns"
        let listed = left.prefix(12).map(\.name).joined(separator: ", ")
        problems.report(
            PipelineFindings.unmappedColumn,
            "\(count) of `\(first.mapping.key)` "
                + "\(left.count == 1 ? "is" : "are") neither mapped nor ignored",
            at: first.mapping.location,
            label: names.joined(separator: ", "),
            hint: "map them, or add `ignore: [\(listed)\(left.count > 12 ? ", …" : "")]`"
        )
    }

    private func columns(
        _ mapping: TableMapping,
        _ entity: EntitySpec,
        _ table: SourceHeaders
    ) -> [String] {
        var fields = mapping.fields
        if mapping.mode == .auto, let model = pipeline.model.entity(entity.name) {
            fields = AutoMapping.map(
                table.columnNames,
                entity: model,
                location: mapping.location
            )
        }
        let links = entity.links.filter {
            $0.source == mapping.source && $0.table == mapping.table
        }
        return fields.flatMap(\.columns) + mapping.refs.map(\.column) + mapping.ignored
            + mapping.custom + mapping.skip.flatMap(\.filter.names)
            + links.compactMap(\.column)
    }
}

extension TableMapping {
    /// Whether the mapping reads that table; without a name it reads the source's only one.
    fileprivate func isMeant(_ headers: SourceHeaders, among known: [SourceHeaders]) -> Bool {
        guard source == headers.source else { return false }
        let isOnly = known.allSatisfy { $0.table == headers.table }
        return table.map { $0 == headers.table } ?? isOnly
    }
}

extension LinkSpec {
    fileprivate var column: String? {
        switch way {
        case .sameRow: nil
        case .key(_, let column), .name(let column, _): column
        }
    }
}
