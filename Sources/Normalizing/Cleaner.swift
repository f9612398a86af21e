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

    /// What is wrong with a step, whatever the field; nil when it can run or isn't known.
    package static func problem(of step: Step, context: NormalizingContext) -> OptionError? {
        guard TextSteps.find(step.name) != nil || Normalizers.find(step.name) != nil else {
            return nil
        }
        do throws(OptionError) {
            _ = try CleaningPlan(type: .text, steps: [step], context: context)
            return nil
        } catch {
            return error
        }
    }
}

/// The steps of a field, resolved.
package struct CleaningPlan: Sendable {
    let type: FieldType
    var textSteps: [any TextStep] = []
    var normalizer: any ValueNormalizer

    package init(type: FieldType, steps: [Step]?, context: NormalizingContext) throws(OptionError) {
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
    private let holdsProse: Bool
    private let isEmail: Bool
    private let keepsJoiners: Bool
    /// Whether U+001F parts values.
    private let isParted: Bool
    private let strays: StrayNumbers?
    /// Whether texts of any length are read: notes are, names and numbers aren't.
    private let isUnlimited: Bool
    private var textSteps: [any TextStep]
    private var normalizer: any ValueNormalizer
    private var visible: [UInt8] = []
    /// The texts before and behind a step.
    private var texts = TextList()
    private var nextTexts = TextList()

    /// Longer cells are no name, number or address; reading them as one would only cost time.
    private static let longestByteCount = 4096

    /// Types whose cells hold words, which a wrong encoding damages.
    private static let proseTypes: [FieldType] = [
        .text, .personName, .companyName, .address, .region, .province, .city, .district, .user,
        .picklist, .stage, .keyword,
    ]

    init(_ plan: CleaningPlan) {
        type = plan.type
        isEmail = type == .email
        keepsJoiners = type == .text
        isParted = type != .address
        holdsProse = CellCleaner.proseTypes.contains(type)
        textSteps = plan.textSteps
        normalizer = plan.normalizer
        isUnlimited = plan.normalizer is FreeText
        strays = StrayNumbers(plan)
    }

    mutating func clean(
        _ raw: borrowing ValueTable,
        ids: Range<Int>,
        into column: inout CleanColumn
    ) {
        column.outcomeStarts.reserveCapacity(column.outcomeStarts.count + ids.count)
        column.outcomes.reserveCapacity(column.outcomes.count + ids.count)
        // Nearly every telephone cell adds its raw piece and its normal form, an e-mail cell its
        // address and local part: no table grows on the way.
        if type == .phone || type == .email, column.values.count == 1 {
            column.values = ValueTable(minimumCapacity: ids.count * 2 + 64)
        }
        for id in ids {
            clean(raw[ValueID(id)], into: &column)
            column.closeRaw()
        }
    }

    /// Cleans one cell; its values stand at the end of `column.outcomes` afterwards.
    mutating func clean(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let first = column.outcomes.count
        if !Blanks.hasInvisible(cell, keepsJoiners: keepsJoiners) {
            split(cell, into: &column)
            if isEmail, EmailCell.hasLostLines(cell) {
                tell(.lostLines, of: first, isSuspect: true, in: &column)
            }
            tellDamage(of: cell, from: first, in: &column)
            return
        }
        visible.removeAll(keepingCapacity: true)
        Blanks.appendVisible(cell, keepsJoiners: keepsJoiners, to: &visible)
        let text = visible
        split(text.span, into: &column)
        if isEmail, EmailCell.hasControl(cell) { column.offerEmails(from: first) }
        tellDamage(of: cell, from: first, in: &column)
        tell(.invisibleCharacters, of: first, in: &column)
    }

    /// What a wrong encoding did to a cell weighs more than invisible characters in it.
    private func tellDamage(
        of cell: Span<UInt8>,
        from first: Int,
        in column: inout CleanColumn
    ) {
        let damage = holdsProse ? Mojibake.damage(cell) : .none
        if damage != .none { tell(damage, of: first, in: &column) }
    }

    /// U+001F parts the values of a cell that held several, but the components of an address.
    private mutating func split(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if !textSteps.isEmpty {
            applySteps(cell, into: &column)
            return
        }
        guard isParted, cell.firstIndex(of: 0x1F) != nil else {
            finish(cell, into: &column)
            return
        }
        var start = 0
        while start <= cell.count {
            let end = cell.firstIndex(of: 0x1F, from: start) ?? cell.count
            finish(cell.extracting(start..<end), into: &column)
            start = end + 1
        }
    }

    /// All values of a cell go through a step before any goes through the next.
    private mutating func applySteps(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        texts.removeAll()
        var start = 0
        while start <= cell.count {
            let end = isParted ? cell.firstIndex(of: 0x1F, from: start) ?? cell.count : cell.count
            let value = cell.extracting(start..<end)
            texts.append(value.extracting(Blanks.trimmedRange(value)))
            start = end + 1
        }
        for index in textSteps.indices {
            nextTexts.removeAll()
            textSteps[index].applyAll(texts, to: &nextTexts)
            swap(&texts, &nextTexts)
        }
        var done = TextList()
        swap(&done, &texts)
        for index in 0..<done.count {
            let first = column.outcomes.count
            finish(done[index], into: &column)
            tell(done.code(index), of: first, isSuspect: true, in: &column)
        }
        swap(&done, &texts)
    }

    /// What is to be said of a whole text; what the normalizer says of it comes first.
    private func tell(
        _ code: FindingCode,
        of first: Int,
        isSuspect: Bool = false,
        in column: inout CleanColumn
    ) {
        if code == .none { return }
        for index in first..<column.outcomes.count where column.outcomes[index].code == .none {
            column.outcomes[index].code = code
            if isSuspect, column.outcomes[index].validity == .valid {
                column.outcomes[index].validity = .suspect
            }
        }
    }

    /// A misread cell is that before it is anything else; what it was is offered.
    private func tell(_ damage: Mojibake.Damage, of first: Int, in column: inout CleanColumn) {
        guard case .misread(let text) = damage else {
            return tell(.lostCharacters, of: first, isSuspect: true, in: &column)
        }
        for index in first..<column.outcomes.count {
            column.outcomes[index].code = .misread
            if column.outcomes[index].validity == .valid {
                column.outcomes[index].validity = .suspect
            }
        }
        if first < column.outcomes.count { column.setPart(.suggestion, text.span) }
    }

    private mutating func finish(_ text: Span<UInt8>, into column: inout CleanColumn) {
        let range = Blanks.trimmedRange(text)
        if range.isEmpty { return }
        let trimmed = text.extracting(range)
        if NullWords.contain(trimmed, type: type) { return }
        if trimmed.count > CellCleaner.longestByteCount, !isUnlimited {
            column.emitRaw(trimmed, code: .tooLong)
            return
        }
        guard let strays, SensitiveNumbers.hasLongRun(trimmed) else {
            normalizer.normalize(trimmed, into: &column)
            return
        }
        let first = column.outcomes.count
        normalizer.normalize(trimmed, into: &column)
        strays.mask(trimmed, from: first, in: &column)
    }
}
