import CRM
import Records

/// Makes the rows of golden records, a block at a time.
struct RowMaker {
    let load: LoadEntity
    let layout: EntityLayout
    let plan: EntityPlan
    private let plans: [EntityPlan]
    private let sources: [String]
    private let runNumber: Int
    private(set) var block: RowBlock
    private(set) var custom = CustomCells()
    /// The records of the block, by row, and whether they are new.
    private(set) var records: [Int] = []
    private(set) var isNew: [Bool] = []
    /// By row: whether the record asks not to be called.
    private(set) var optsOut: [Bool] = []
    /// What was found: row, kind and field; by row once the block is made.
    private(set) var notes: [(row: Int, kind: FindingKind, field: String)] = []
    /// By value column and value id: what the value becomes.
    private var memo: [[ColumnForm.Outcome?]]
    private var users: [UInt64: Int64] = [:]
    private let hasCleared: Bool
    let positions: TechnicalPositions

    init(_ set: LoadSet, _ plan: EntityPlan, _ plans: [EntityPlan], runNumber: Int) {
        load = set.entities[plan.index]
        layout = EntityLayout(plan.entity, load: load)
        self.plan = plan
        self.plans = plans
        self.runNumber = runNumber
        sources = set.tables.map(\.table.source)
        block = RowBlock(columnCount: layout.names.count)
        memo = layout.values.map { [load] in
            [ColumnForm.Outcome?](
                repeating: nil,
                count: load.records.table.columns[$0.clean].values.count
            )
        }
        hasCleared =
            !plan.cleared.isEmpty || load.plans.contains { !$0.clearedFields.isEmpty }
        positions = TechnicalPositions(layout)
    }

    /// Makes the rows of these records; an existing one gets only what its mentions say.
    mutating func make(_ records: [Int], _ reference: inout ReferenceData) {
        self.records = records
        isNew = records.map { plan.isNew[$0] }
        block.clear(rowCount: records.count)
        custom.clear()
        notes.removeAll(keepingCapacity: true)
        setKeys()
        for index in layout.values.indices { setValues(index) }
        for row in records.indices { refer(row, &reference) }
        for (link, position, index) in layout.links { setLinks(link, position, index) }
        setStandards(&reference)
        findOptOuts()
        setTechnical()
        for (name, golden, clean) in layout.customs { addCustom(name, golden, clean) }
    }

    /// Ends the block: from here its rows are read.
    mutating func finish() {
        custom.write(to: &block, column: positions.custom)
        notes.sort { $0.row < $1.row }
    }

    /// Keeps a text that no column can hold.
    mutating func reject(_ row: Int, _ field: String, _ text: Span<UInt8>) {
        custom.add(row, .rejected, field, text)
    }

    private mutating func setKeys() {
        let hasCode = plan.entity.codeColumn != nil
        for (row, record) in records.enumerated() {
            block.set(row, 0, plan.ids[record])
            if hasCode { block.set(row, 1) { [plan] in plan.code(record, into: &$0) } }
        }
    }

    // MARK: Values

    private mutating func setValues(_ index: Int) {
        let value = layout.values[index]
        let column = load.records.table.columns[value.clean]
        let field = load.records.golden.fields[value.golden]
        let starts = field.starts.span
        let picks = field.picks.span
        let outcomes = column.outcomes.span
        let isReferred = value.form.isReferred
        let isText = value.form.isText
        let hasStandard = value.standard.isGiven
        for row in records.indices {
            let record = records[row]
            if hasStandard, isNew[row] { block.set(row, value.position, standard: value.standard) }
            let start = Int(starts[record])
            if start == Int(starts[record + 1]) { continue }
            let clean = outcomes[Int(picks[start].outcome)]
            if clean.value == 0 || (hasCleared && isCleared(value, record)) {
                custom.add(row, .rejected, value.field.name, column.values[clean.raw])
            } else if isText {
                block.set(row, value.position, column.values[clean.value])
            } else if !isReferred {
                store(row, index, value, column, clean.value)
            }
        }
    }

    private func isCleared(_ value: EntityLayout.ValueColumn, _ record: Int) -> Bool {
        if load.plans[record].clearedFields.contains(value.field.name) { return true }
        return plan.cleared[record]?.contains(value.column) ?? false
    }

    private mutating func store(
        _ row: Int,
        _ index: Int,
        _ value: EntityLayout.ValueColumn,
        _ column: CleanColumn,
        _ id: ValueID
    ) {
        let outcome = memo[index][Int(id)] ?? value.form.outcome(column.values[id])
        memo[index][Int(id)] = outcome
        switch outcome {
        case .same: block.set(row, value.position, column.values[id])
        case .integer(let number):
            if number < 0, EntityLayout.isNonNegative(layout.entity.name, value.column) {
                return reject(row, LoadFindings.badStored, value, column.values[id])
            }
            block.set(row, value.position, number)
        case .real(let number): block.set(row, value.position, real: number)
        case .text(let bytes): block.set(row, value.position, bytes.span)
        case .unknownTerm: reject(row, LoadFindings.unknownTerm, value, column.values[id])
        case .unstorable: reject(row, LoadFindings.badStored, value, column.values[id])
        case .partialDate:
            notes.append((row, LoadFindings.partialDate, value.field.name))
            custom.add(row, .partialDates, value.field.name, column.values[id])
        case .referred: break
        }
    }

    private mutating func reject(
        _ row: Int,
        _ kind: FindingKind,
        _ value: EntityLayout.ValueColumn,
        _ text: Span<UInt8>
    ) {
        notes.append((row, kind, value.field.name))
        custom.add(row, .rejected, value.field.name, text)
    }

    /// Users, stages and picklist words of one row: record after record, because new ones are
    /// numbered in the order of their first mention.
    private mutating func refer(_ row: Int, _ reference: inout ReferenceData) {
        for index in layout.referred {
            let record = records[row]
            let field = load.records.golden.fields[layout.values[index].golden]
            let start = Int(field.starts[record])
            if start == Int(field.starts[record + 1]) { continue }
            let pick = field.picks[start]
            let value = layout.values[index]
            let id = load.records.table.columns[value.clean].outcomes[Int(pick.outcome)].value
            if id == 0 || (hasCleared && isCleared(value, record)) { continue }
            refer(row, index, value, id, Int(pick.mention), &reference)
        }
    }

    private mutating func refer(
        _ row: Int,
        _ index: Int,
        _ value: EntityLayout.ValueColumn,
        _ id: ValueID,
        _ mention: Int,
        _ reference: inout ReferenceData
    ) {
        if case .text(let code)? = memo[index][Int(id)] {
            return block.set(row, value.position, code.span)
        }
        switch value.form {
        case .picklist(let list):
            let code = reference.code(text(value, id), list: list)
            memo[index][Int(id)] = .text(Array(code.utf8))
            block.set(row, value.position, code)
        case .stage: block.set(row, value.position, reference.stage(text(value, id)))
        case .department:
            block.set(row, value.position, reference.department(text(value, id)))
        default:
            let table = load.records.table.lineage.table[mention]
            let key = UInt64(value.position) << 56 | UInt64(table) << 32 | UInt64(id)
            if let user = users[key] { return block.set(row, value.position, user) }
            let user = reference.user(text(value, id), source: sources[Int(table)])
            if user.isNew { notes.append((row, LoadFindings.unknownUser, value.field.name)) }
            users[key] = user.id
            block.set(row, value.position, user.id)
        }
    }

    private func text(_ value: EntityLayout.ValueColumn, _ id: ValueID) -> String {
        load.records.table.columns[value.clean].values.string(id)
    }

    private mutating func setLinks(_ link: Link, _ position: Int, _ index: Int) {
        let parents = load.links[index].parents
        let other = plans.first { $0.entity.name == link.entity } ?? plan
        let isSame = link.entity == layout.entity.name
        for (row, record) in records.enumerated() {
            switch parents[record] {
            case .none: continue
            case .existing(let id): block.set(row, position, id)
            case .record(let parent):
                let id = other.ids[parent]
                if id != 0, !(isSame && id == plan.ids[record]) { block.set(row, position, id) }
            }
        }
    }

    // MARK: What new rows need

    private mutating func setStandards(_ reference: inout ReferenceData) {
        let stage = layout.entity.name == "opportunity" ? layout.index(of: "stage_id") : nil
        for row in records.indices where isNew[row] {
            for (position, standard) in layout.extra where block.isNull(row, position) {
                block.set(row, position, standard: standard)
            }
            if let stage, block.isNull(row, stage) { block.set(row, stage, reference.stage("")) }
        }
        if layout.entity.name == "lead" { settleLeads() }
        if layout.entity.name == "contract" { settleContracts() }
    }

    /// A lead is converted exactly when it has the time of it.
    private mutating func settleLeads() {
        guard let status = layout.index(of: "status") else { return }
        let at = layout.index(of: "converted_at")
        for row in records.indices where isNew[row] {
            let hasTime = at.map { !block.isNull(row, $0) } ?? false
            if hasTime {
                block.set(row, status, "converted")
            } else if block.text(row, status) == "converted" {
                custom.add(row, .rejected, "status", Array("converted".utf8).span)
                block.set(row, status, "qualified")
            }
        }
    }

    /// A contract can't end before it starts: such an end is kept as rejected.
    private mutating func settleContracts() {
        guard let start = layout.index(of: "start_date"), let end = layout.index(of: "end_date")
        else { return }
        for row in records.indices where isNew[row] {
            if block.isNull(row, start) || block.isNull(row, end) { continue }
            if block.text(row, end) >= block.text(row, start) { continue }
            notes.append((row, LoadFindings.badStored, "end_date"))
            block.setNull(row, end)
        }
    }

    // MARK: Technical columns

    private mutating func setTechnical() {
        let name = layout.index(of: "name")
        for (row, record) in records.enumerated() {
            if positions.createdRun >= 0 { block.set(row, positions.createdRun, Int64(runNumber)) }
            if positions.updatedRun >= 0 { block.set(row, positions.updatedRun, Int64(runNumber)) }
            if positions.completeness >= 0, let value = load.plans[record].completeness {
                block.set(row, positions.completeness, Int64(value))
            }
            if positions.isPrimary >= 0, !plan.isPrimary.isEmpty {
                block.set(row, positions.isPrimary, plan.isPrimary[record] ? 1 : 0)
            }
            if positions.path >= 0, block.isNull(row, positions.path), let name {
                block.set(row, positions.path, block.text(row, name))
            }
            if positions.doNotCall >= 0, optsOut[row] {
                block.set(row, positions.doNotCall, 1)
            } else if positions.doNotCall >= 0, isNew[row] {
                block.set(row, positions.doNotCall, 0)
            }
        }
        setNames()
    }

    /// The strictest answer of all mentions counts, whichever value survived.
    private mutating func findOptOuts() {
        optsOut.removeAll(keepingCapacity: true)
        optsOut.append(contentsOf: repeatElement(false, count: records.count))
        for consent in layout.consents {
            let column = load.records.table.columns[consent.clean]
            let refuses = column.outcomes.map {
                $0.value != 0 && !column.values[$0.value].equals("0")
            }
            let clusters = load.records.golden.clusters
            for (row, record) in records.enumerated() where !optsOut[row] {
                optsOut[row] = clusters[record].contains { mention in
                    column.cells[Int(mention)].contains { cell in
                        column.outcomeIndices(ofRaw: cell).contains { refuses[$0] }
                    }
                }
            }
        }
    }

    /// The match key and the parts of the name.
    private mutating func setNames() {
        guard let value = layout.nameColumn, positions.nameNorm >= 0 || positions.family >= 0 else {
            return
        }
        let column = load.records.table.columns[value.clean]
        let field = load.records.golden.fields[value.golden]
        for (row, record) in records.enumerated() {
            let start = Int(field.starts[record])
            if start == Int(field.starts[record + 1]) { continue }
            let outcome = Int(field.picks[start].outcome)
            let clean = column.outcomes[outcome]
            if positions.nameNorm >= 0 {
                let key = clean.key == 0 ? clean.value : clean.key
                block.set(row, positions.nameNorm, column.values[key])
            }
            if positions.accountType >= 0 {
                let isPerson = clean.kind == .person
                block.set(row, positions.accountType) {
                    $0.append(isPerson ? "person" : "organization")
                }
            }
        }
        setPart(.pinyin, positions.pinyin, column, field)
        setPart(.familyName, positions.family, column, field)
        setPart(.givenName, positions.given, column, field)
        setPart(.salutation, positions.salutation, column, field)
    }

    private mutating func setPart(
        _ part: Part,
        _ position: Int,
        _ column: CleanColumn,
        _ field: GoldenField
    ) {
        let ids = column.parts[Int(part.rawValue)]
        if position < 0 || ids.isEmpty { return }
        for (row, record) in records.enumerated() where block.isNull(row, position) {
            let start = Int(field.starts[record])
            if start == Int(field.starts[record + 1]) { continue }
            let outcome = Int(field.picks[start].outcome)
            if outcome < ids.count, ids[outcome] != 0 {
                block.set(row, position, column.values[ids[outcome]])
            }
        }
    }

    private mutating func addCustom(_ name: String, _ golden: Int?, _ clean: Int) {
        let key = CustomCells.key(name)
        let column = load.records.table.columns[clean]
        for (row, record) in records.enumerated() {
            guard let golden else {
                let mention = Int(load.records.golden.base[record])
                if let outcome = column.outcomeIndices(ofMention: mention).first {
                    addCustom(row, key, column, column.outcomes[outcome])
                }
                continue
            }
            let starts = load.records.golden.fields[golden].starts
            let start = Int(starts[record])
            if start == Int(starts[record + 1]) { continue }
            let pick = load.records.golden.fields[golden].picks[start]
            addCustom(row, key, column, column.outcomes[Int(pick.outcome)])
        }
    }

    /// The outcome's text, never the cell's: cleaning masked what mustn't be stored.
    private mutating func addCustom(
        _ row: Int,
        _ key: [UInt8],
        _ column: CleanColumn,
        _ value: CleanValue
    ) {
        let id = value.value == 0 ? value.raw : value.value
        if id != 0 { custom.add(row, .own, key: key, column.values[id]) }
    }
}

/// Positions of technical columns; -1 when the table lacks one.
struct TechnicalPositions {
    let accountType, nameNorm, pinyin, family, given, salutation, isPrimary, doNotCall: Int
    let custom, completeness, createdRun, updatedRun, path: Int

    init(_ layout: EntityLayout) {
        let at = { (column: String) in layout.index(of: column) ?? -1 }
        accountType = at("account_type")
        nameNorm = at("name_norm")
        pinyin = at("name_pinyin")
        family = at("family_name")
        given = at("given_name")
        salutation = at("salutation")
        isPrimary = layout.entity.name == "contact" ? at("is_primary") : -1
        doNotCall = at("do_not_call")
        custom = at("custom")
        completeness = at("completeness")
        createdRun = at("created_run")
        updatedRun = at("updated_run")
        path = layout.entity.name == "department" ? at("path") : -1
    }
}
