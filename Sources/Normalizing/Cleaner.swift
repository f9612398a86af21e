import CRM
import Records

/// Normalizing as a whole: the distinct raw cells of a column in, their values out.
///
///     "１３８…（微信同号）\u{200B}" ─ trim, drop invisible ─ split at U+001F ─ text steps ─ null words ─ phone ▶ outcomes
///
/// Every distinct cell is read once. With several workers the distinct ids are cut into ranges;
/// each range fills a column of its own, and these are appended in order, so that ids and bytes
/// are the same whatever the number of workers.
package enum Cleaner {
    /// Below this number of distinct cells one worker is faster.
    static let parallelThreshold = 20_000

    package static func clean(
        _ column: inout CleanColumn,
        type: FieldType,
        steps: [Step]?,
        context: NormalizingContext,
        workers: Workers
    ) throws(OptionError) {
        var plan = try CleaningPlan(type: type, steps: steps, context: context)
        plan.normalizer.prepare(column.raw)
        let idCount = column.raw.count
        guard workers.count > 1, idCount > parallelThreshold else {
            let raw = column.raw
            var piece = CellCleaner(plan)
            piece.clean(raw, ids: 1..<idCount, into: &column)
            return
        }
        let raw = column.raw
        let shared = plan
        let chunkCount = min(workers.count * 4, (idCount + 4095) / 4096)
        let pieces = workers.map(chunkCount) { chunk in
            let low = 1 + (idCount - 1) * chunk / chunkCount
            let high = 1 + (idCount - 1) * (chunk + 1) / chunkCount
            var piece = CleanColumn(field: "", raw: ValueTable(), cells: IDRuns())
            var cleaner = CellCleaner(shared)
            cleaner.clean(raw, ids: low..<high, into: &piece)
            return piece
        }
        for piece in pieces { column.append(piece) }
    }

    /// What is wrong with the steps of a field; empty when they can run.
    package static func validateSteps(
        _ steps: [Step],
        type: FieldType,
        context: NormalizingContext
    ) -> [OptionError] {
        steps.compactMap { step in
            do throws(OptionError) {
                _ = try CleaningPlan(type: type, steps: [step], context: context)
                return nil
            } catch {
                return error
            }
        }
    }
}

/// The steps of a field, resolved.
struct CleaningPlan: Sendable {
    let type: FieldType
    var textSteps: [any TextStep] = []
    var normalizer: any ValueNormalizer

    init(type: FieldType, steps: [Step]?, context: NormalizingContext) throws(OptionError) {
        self.type = type
        var typed: (any ValueNormalizer)?
        for step in steps ?? [] {
            if let kind = TextSteps.find(step.name) {
                textSteps.append(try kind.init(step.options, context: context))
            } else if let kind = Normalizers.find(step.name) {
                if typed != nil {
                    throw OptionError(step.name, "a field has one typed step, this is a second")
                }
                typed = try kind.init(step.options, context: context)
            } else {
                throw OptionError(step.name, "there is no step `\(step.name)`")
            }
        }
        if let typed {
            normalizer = typed
            return
        }
        let name = StandardCleaning.normalizerName(of: type)
        guard let kind = Normalizers.find(name) else {
            throw OptionError(name, "there is no step `\(name)`")
        }
        normalizer = try kind.init(nil, context: context)
    }
}

/// One worker's cleaner with its scratch.
struct CellCleaner {
    private let type: FieldType
    private let textSteps: [any TextStep]
    private var normalizer: any ValueNormalizer
    private var visible: [UInt8] = []

    init(_ plan: CleaningPlan) {
        type = plan.type
        textSteps = plan.textSteps
        normalizer = plan.normalizer
    }

    mutating func clean(
        _ raw: borrowing ValueTable,
        ids: Range<Int>,
        into column: inout CleanColumn
    ) {
        for id in ids {
            clean(raw[ValueID(id)], into: &column)
            column.closeRaw()
        }
    }

    /// Cleans one cell; its values stand at the end of `column.outcomes` afterwards.
    mutating func clean(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let first = column.outcomes.count
        let keepsJoiners = type == .text
        guard Blanks.hasInvisible(cell, keepsJoiners: keepsJoiners) else {
            split(cell, into: &column)
            return
        }
        visible.removeAll(keepingCapacity: true)
        Blanks.appendVisible(cell, keepsJoiners: keepsJoiners, to: &visible)
        let text = visible
        split(text.span, into: &column)
        for index in first..<column.outcomes.count where column.outcomes[index].code == .none {
            column.outcomes[index].code = .invisibleCharacters
        }
    }

    /// U+001F parts the values of a cell that held several, but the components of an address.
    private mutating func split(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        guard type != .address, cell.firstIndex(of: 0x1F) != nil else {
            apply(cell, into: &column)
            return
        }
        var start = 0
        while start <= cell.count {
            let end = cell.firstIndex(of: 0x1F, from: start) ?? cell.count
            apply(cell.extracting(start..<end), into: &column)
            start = end + 1
        }
    }

    private mutating func apply(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if textSteps.isEmpty {
            finish(cell, into: &column)
            return
        }
        var texts = TextList()
        texts.append(cell.extracting(Blanks.trimmedRange(cell)))
        for step in textSteps {
            var next = TextList()
            for index in 0..<texts.count { step.apply(texts[index], to: &next) }
            texts = next
        }
        for index in 0..<texts.count { finish(texts[index], into: &column) }
    }

    private mutating func finish(_ text: Span<UInt8>, into column: inout CleanColumn) {
        let range = Blanks.trimmedRange(text)
        if range.isEmpty { return }
        let trimmed = text.extracting(range)
        if NullWords.contain(trimmed, type: type) { return }
        normalizer.normalize(trimmed, into: &column)
    }
}
