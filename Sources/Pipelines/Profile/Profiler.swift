import CRM
import Importing
import Normalizing
import Records

/// Profiles of a file's tables, from the distinct values of their columns.
package struct Profiler: Sendable {
    package static let patternLimit = 5
    package static let exampleLimit = 3

    let workers: Workers
    let showsValues: Bool

    package init(workers: Workers, showsValues: Bool = false) {
        self.workers = workers
        self.showsValues = showsValues
    }

    /// Profiles all tables of a file that was read, or the one named.
    package func profile(
        _ result: ImportResult,
        path: String,
        table: String? = nil
    ) throws(ImportFailure) -> FileProfile {
        var guesser = Guesser(workers: workers)
        guesser.add(result, path: path)
        guesser.finish()
        let chosen = guesser.tables.filter { table == nil || $0.facts.name == table }
        if let table, chosen.isEmpty {
            throw Importers.missing(table, in: path, among: guesser.tables.map(\.facts.name))
        }
        let source = guesser.sources[0]
        return FileProfile(
            format: source.format,
            encoding: source.encoding,
            dialect: source.dialect,
            tables: chosen.map { profile($0, guesser.model) }
        )
    }

    private func profile(_ table: GuessedTable, _ model: CRMModel) -> TableProfile {
        let columns = workers.map(table.facts.columns.count) { index in
            profile(table.facts.columns[index], table, model)
        }
        return TableProfile(
            name: table.facts.name,
            rowCount: table.facts.rowCount,
            skippedCount: table.facts.skippedCount,
            isHidden: table.facts.isHidden,
            entities: table.entities,
            columns: columns
        )
    }

    private func profile(
        _ column: ColumnFacts,
        _ table: GuessedTable,
        _ model: CRMModel
    ) -> ColumnProfile {
        var profile = ColumnProfile(name: column.name)
        profile.label = column.header.label
        profile.isHidden = column.header.isHidden
        profile.rowCount = column.values.rowCount
        profile.filledCount = column.values.filledCount
        profile.distinctCount = column.values.distinctCount
        if let (trait, share) = column.traits.likely {
            profile.type = trait.rawValue
            profile.typeShare = share
        }
        let field = nameTarget(column, table, model, &profile)
        let type = field?.field.type ?? ColumnProfile.fieldType(profile.type) ?? .text
        if column.traits.anyDate > 0.5 || type == .date || type == .datetime {
            profile.dateOrder = DateOrderVerdict.of(column.values.values).rawValue
        }
        count(column.values, type, &profile)
        clean(column.values, type, field, table, &profile)
        return profile
    }

    /// The field that `guess` would map the column to.
    private func nameTarget(
        _ column: ColumnFacts,
        _ table: GuessedTable,
        _ model: CRMModel,
        _ profile: inout ColumnProfile
    ) -> (entity: Entity, field: Field)? {
        if let link = table.links.first(where: { $0.link.column == column.index }) {
            profile.target = "\(link.entity).\(link.link.link)"
            profile.targetConfidence = link.link.confidence
            return nil
        }
        guard
            let guess = table.fields.filter({ $0.column == column.index })
                .max(by: { $0.confidence < $1.confidence })
        else { return nil }
        profile.target = "\(guess.entity).\(guess.target)"
        profile.targetConfidence = guess.confidence
        guard let entity = model.entity(guess.entity), let field = entity.field(guess.field) else {
            return nil
        }
        return (entity, field)
    }

    // MARK: Counts

    /// Shapes, lengths, words for nothing, and the most frequent values.
    private func count(
        _ values: ColumnValues,
        _ type: FieldType,
        _ profile: inout ColumnProfile
    ) {
        var shape = ValueShape()
        var shapes = ValueTable()
        var shapeCounts: [Int] = [0]
        var lengths = LengthCounts()
        for id in values.values.ids {
            let count = Int(values.counts[Int(id)])
            let shapeID = Int(shapes.intern(shape.read(values.values[id])))
            if shapeID == shapeCounts.count { shapeCounts.append(0) }
            shapeCounts[shapeID] += count
            lengths.add(values.values[id], count)
            if NullWords.contain(values.values[id], type: type) {
                profile.placeholderCount += count
            }
        }
        profile.patternCount = shapes.count - 1
        profile.patterns = top(shapeCounts, Profiler.patternLimit).map {
            ColumnProfile.Count(text: shapes.string(ValueID($0)), count: shapeCounts[$0])
        }
        profile.lengths = lengths.summary
        guard showsValues else { return }
        let counts = values.counts.map(Int.init)
        profile.examples = top(counts, Profiler.exampleLimit).map {
            ColumnProfile.Count(text: values.values.string(ValueID($0)), count: counts[$0])
        }
    }

    /// The ids with the largest counts, ties in the order of their first occurrence; id 0 left out.
    private func top(_ counts: [Int], _ limit: Int) -> [Int] {
        var best: [Int] = []
        for id in counts.indices.dropFirst() {
            if best.count == limit, let last = best.last, counts[id] <= counts[last] { continue }
            let place = best.firstIndex { counts[$0] < counts[id] } ?? best.count
            best.insert(id, at: place)
            if best.count > limit { best.removeLast() }
        }
        return best
    }

    // MARK: Findings

    /// Cleans every distinct value as a run would, and counts what it finds, cell by cell.
    private func clean(
        _ values: ColumnValues,
        _ type: FieldType,
        _ field: (entity: Entity, field: Field)?,
        _ table: GuessedTable,
        _ profile: inout ColumnProfile
    ) {
        guard values.distinctCount > 0 else { return }
        var column = CleanColumn(field: "", raw: values.values, cells: IDRuns())
        var context = NormalizingContext()
        context.lookups = VocabularyLookups.all
        let steps = field.map { found in
            VocabularyLookups.list(found.entity, found.field).map {
                [Step("picklist", .text($0))]
            } ?? StandardCleaning.steps(for: type, field: found.field)
        }
        do throws(OptionError) {
            try Cleaner.clean(&column, type: type, steps: steps, context: context, workers: .single)
        } catch {
            return
        }
        var counts: [FindingCode: Int] = [:]
        for id in values.values.ids {
            var seen: Set<FindingCode> = []
            for outcome in column.outcomeIndices(ofRaw: id) {
                let code = column.outcomes[outcome].code
                if code != .none, seen.insert(code).inserted {
                    counts[code, default: 0] += Int(values.counts[Int(id)])
                }
            }
        }
        // Province and city stand in columns of their own: a run reads them together.
        let names = ["region", "province", "city"]
        if type == .address, table.fields.contains(where: { names.contains($0.field) }) {
            counts[ChineseFindings.regionUnknown.code] = nil
        }
        profile.findings = counts.map { ($0.key, $0.value) }
            .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    }
}

extension ColumnProfile {
    /// The field type that a trait's values are cleaned as.
    static func fieldType(_ trait: String) -> FieldType? {
        switch ValueTrait(rawValue: trait) {
        case .email: .email
        case .mobile, .landline: .phone
        case .creditCode: .uscc
        case .date: .date
        case .datetime: .datetime
        case .company: .companyName
        case .person: .personName
        case .address: .address
        case .money: .money
        case .website: .website
        default: nil
        }
    }
}

/// How many cells have each length, in scalars; all beyond the last count as the longest seen.
private struct LengthCounts {
    private var counts = [Int](repeating: 0, count: 4097)
    private var least = Int.max
    private var most = 0
    private var total = 0

    mutating func add(_ value: Span<UInt8>, _ count: Int) {
        var length = 0
        for index in value.indices where value[index] & 0xC0 != 0x80 { length += 1 }
        least = min(least, length)
        most = max(most, length)
        counts[min(length, 4096)] += count
        total += count
    }

    var summary: (least: Int, median: Int, most: Int) {
        guard total > 0 else { return (0, 0, 0) }
        var seen = 0
        for (length, count) in counts.enumerated() {
            seen += count
            if seen * 2 >= total { return (least, length, most) }
        }
        return (least, most, most)
    }
}
