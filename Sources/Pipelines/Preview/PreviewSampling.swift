import CRM
import Normalizing
import Records

/// Picks mentions to show, and tells each of their values step by step.
struct PreviewSampling {
    let preparing: Preparing
    let sources: SourceSet
    let mapped: [String: MappedEntity]

    /// One sample for each table of each entity that was asked for, in the order of the run.
    func samples(_ asked: PreviewOptions) -> [Preview.Sample] {
        var samples: [Preview.Sample] = []
        for (entity, spec) in preparing.order {
            guard asked.entity == nil || asked.entity == entity.name,
                let mentions = mapped[entity.name]
            else { continue }
            var seen: Set<Int> = []
            for mapping in spec.from {
                for table in sources.indices(source: mapping.source, table: mapping.table)
                where seen.insert(table).inserted && isAsked(mapping, table, asked) {
                    samples.append(sample(mentions, spec, table, asked.rowCount))
                }
            }
        }
        return samples
    }

    private func isAsked(_ mapping: TableMapping, _ table: Int, _ asked: PreviewOptions) -> Bool {
        guard let name = asked.table else { return true }
        let source = sources.tables[table]
        return name == mapping.key || name == source.name || name == source.key
    }

    private func sample(
        _ entity: MappedEntity,
        _ spec: EntitySpec,
        _ table: Int,
        _ count: Int
    ) -> Preview.Sample {
        let own = (0..<entity.count).filter { Int(entity.table.lineage.table[$0]) == table }
        let flags = Flags(entity)
        let cells = own.map { flags.isFlagged($0) }
        let picks = PreviewSampling.picks(own.count, count) { cells[$0] }
        return Preview.Sample(
            entity: entity.entity.name,
            table: sources.tables[table].key,
            mentionCount: own.count,
            flaggedCount: cells.count { $0 },
            mentions: picks.map { mention(own[$0], entity, spec, table) }
        )
    }

    /// Indices spread over `total`: of each of `count` equal stretches the first that is flagged,
    /// else the one in the middle.
    static func picks(_ total: Int, _ count: Int, isFlagged: (Int) -> Bool) -> [Int] {
        if total <= count { return Array(0..<total) }
        return (0..<count).map { stretch in
            let low = total * stretch / count
            let high = total * (stretch + 1) / count
            return (low..<high).first(where: isFlagged) ?? (low + high) / 2
        }
    }

    /// By column and raw id: whether cleaning had something to say.
    private struct Flags {
        private let entity: MappedEntity
        private let isBad: [[Bool]]

        init(_ entity: MappedEntity) {
            self.entity = entity
            isBad = entity.table.columns.map { column in
                (0..<column.raw.count).map { raw in
                    column.outcomeIndices(ofRaw: ValueID(raw))
                        .contains { column.outcomes[$0].code != .none }
                }
            }
        }

        func isFlagged(_ mention: Int) -> Bool {
            entity.table.columns.indices.contains { index in
                entity.table.columns[index].cells[mention].contains { isBad[index][Int($0)] }
            }
        }
    }

    // MARK: One mention

    private func mention(
        _ index: Int,
        _ entity: MappedEntity,
        _ spec: EntitySpec,
        _ table: Int
    ) -> Preview.Mention {
        let row = Int(entity.table.lineage.row[index])
        let part = Int(entity.table.lineage.part[index])
        let mappings = spec.from.filter {
            sources.indices(source: $0.source, table: $0.table).contains(table)
        }
        let mapping = mappings.first { $0.part == part } ?? mappings.first
        let values = entity.table.columns.compactMap { column in
            value(column, index, entity.entity, spec, mapping, table, row)
        }
        let links = entity.table.links.compactMap { link -> (name: String, isFound: Bool)? in
            let isFound = link.parent[index] >= 0
            return isFound || link.isMissing[index] ? (link.name, isFound) : nil
        }
        return Preview.Mention(
            place: sources.place(table: table, row: row),
            part: part,
            values: values,
            links: links
        )
    }

    private func value(
        _ column: CleanColumn,
        _ mention: Int,
        _ entity: Entity,
        _ spec: EntitySpec,
        _ mapping: TableMapping?,
        _ table: Int,
        _ row: Int
    ) -> Preview.Value? {
        let columns = sourceColumns(column.field, mapping, table)
        let before = columns.map { sources.text(table: table, row: row, column: $0) }
            .filter { !$0.isEmpty }
        let raws = column.cells[mention].filter { $0 != 0 }.map { column.raw.string($0) }
        guard !before.isEmpty || !raws.isEmpty else { return nil }
        let task = preparing.task(column.field, entity, spec)
        let base = String(column.field.prefix { $0 != "@" })
        let own = mapping?.fields.first { $0.field == base }?.steps ?? []
        var steps: [(name: String, texts: [String])] = []
        if own.isEmpty {
            let shown = raws.map { $0.replacing("\u{1F}", with: " ").trimmed }
            let isSame =
                shown.map { $0.filter { !$0.isWhitespace } }.joined()
                == before.map { $0.filter { !$0.isWhitespace } }.joined()
            if !isSame { steps.append(("from the mapping", shown)) }
        } else {
            steps += texts(of: own, before)
        }
        steps += texts(of: task.steps ?? [], raws)
        let outcomes = column.outcomeIndices(ofMention: mention).map { outcome($0, column) }
        return Preview.Value(
            field: column.field,
            type: task.type,
            isSensitive: SourceMasks.policy(own + (task.steps ?? [])) == .whole,
            isPersonal: entity.isPersonal(base),
            columns: columns.map { sources.tables[table].columns[$0].name },
            before: before,
            steps: steps,
            after: outcomes
        )
    }

    /// The columns of the table that fill a field, those of an address's parts with it.
    private func sourceColumns(_ field: String, _ mapping: TableMapping?, _ table: Int) -> [Int] {
        let parts = ["region", "province", "city", "district"]
        let names = (mapping?.fields ?? []).filter { candidate in
            let name = candidate.kind.map { "\(candidate.field)@\($0)" } ?? candidate.field
            return name == field || field == "address" && parts.contains(name)
        }
        // Address parts stand as they are joined: the wide ones first.
        let order = parts + [field]
        let sorted = names.sorted {
            (order.firstIndex(of: $0.field) ?? 9) < (order.firstIndex(of: $1.field) ?? 9)
        }
        var columns = sorted.flatMap(\.columns)
        if field.hasPrefix("custom.") { columns = [String(field.dropFirst(7))] }
        return columns.compactMap { sources.tables[table].columnIndex($0) }
    }

    private func outcome(_ index: Int, _ column: CleanColumn) -> Preview.Outcome {
        let value = column.outcomes[index]
        let id = value.value != 0 ? value.value : value.raw
        return Preview.Outcome(
            text: column.values.string(id),
            kind: value.kind == .plain ? "" : "\(value.kind)",
            validity: value.validity,
            code: value.code
        )
    }

    /// What each text step makes of the texts that the one before made.
    private func texts(
        of steps: [Step],
        _ texts: [String]
    ) -> [(name: String, texts: [String])] {
        var current = texts
        var result: [(name: String, texts: [String])] = []
        for step in steps where TextSteps.find(step.name) != nil {
            do throws(OptionError) {
                var chain = try TextChain([step], context: preparing.context)
                var output = TextList()
                for text in current { chain.apply(Array(text.utf8).span, to: &output) }
                current = (0..<output.count).map { output[$0].string() }
                result.append((step.name, current))
            } catch {
                return result
            }
        }
        return result
    }
}
