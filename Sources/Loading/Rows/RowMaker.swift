import CRM
import Records

/// Makes the row of one golden record after another in a reused image.
struct RowMaker {
    let load: LoadEntity
    let layout: EntityLayout
    private let plan: EntityPlan
    private let plans: [EntityPlan]
    private let sources: [String]
    private let runNumber: Int
    private(set) var image: RowImage
    private(set) var custom = CustomCell()
    /// What was found about the record: code and field.
    private(set) var notes: [(kind: FindingKind, field: String)] = []
    /// By value column and value id: what the value becomes.
    private var memo: [[ColumnForm.Outcome?]]
    private var users: [UInt64: Int64] = [:]
    private var codeBytes: [UInt8] = []
    private let positions: Positions

    /// Positions of technical columns; -1 when the table lacks one.
    private struct Positions {
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

    init(_ set: LoadSet, _ plan: EntityPlan, _ plans: [EntityPlan], runNumber: Int) {
        load = set.entities[plan.index]
        layout = EntityLayout(plan.entity, load: load)
        self.plan = plan
        self.plans = plans
        self.runNumber = runNumber
        sources = set.tables.map(\.table.source)
        image = RowImage(columnCount: layout.names.count)
        memo = layout.values.map { [load] in
            [ColumnForm.Outcome?](
                repeating: nil,
                count: load.records.table.columns[$0.clean].values.count
            )
        }
        positions = Positions(layout)
    }

    /// Fills the image; `isUpdate` leaves out what only a new row needs.
    mutating func make(_ record: Int, isUpdate: Bool, _ reference: inout ReferenceData) {
        image.clear()
        custom.clear()
        notes.removeAll(keepingCapacity: true)
        image.set(0, plan.ids[record])
        if plan.entity.codeColumn != nil {
            plan.code(record, into: &codeBytes)
            image.set(1, codeBytes)
        }
        for index in layout.values.indices { setValue(index, record, isUpdate, &reference) }
        setLinks(record)
        if !isUpdate { setStandards(&reference) }
        setTechnical(record, isUpdate)
        for (name, golden, clean) in layout.customs { addCustom(name, golden, clean, record) }
        if positions.custom >= 0 { image.set(positions.custom, custom.bytes().span) }
    }

    private func pick(_ golden: Int, _ record: Int) -> Int? {
        let start = load.records.golden.fields[golden].starts[record]
        if start == load.records.golden.fields[golden].starts[record + 1] { return nil }
        return Int(start)
    }

    private mutating func setValue(
        _ index: Int,
        _ record: Int,
        _ isUpdate: Bool,
        _ reference: inout ReferenceData
    ) {
        let value = layout.values[index]
        if !isUpdate { image.set(value.position, standard: value.standard) }
        guard let at = pick(value.golden, record) else { return }
        let chosen = load.records.golden.fields[value.golden].picks[at]
        let outcome = Int(chosen.outcome)
        let id = load.records.table.columns[value.clean].outcomes[outcome].value
        let raw = load.records.table.columns[value.clean].outcomes[outcome].raw
        if id == 0 || isCleared(value, record) {
            custom.addRejected(
                value.field.name,
                load.records.table.columns[value.clean].values,
                raw
            )
            return
        }
        store(index, id: id, mention: Int(chosen.mention), record, &reference)
    }

    private func isCleared(_ value: EntityLayout.ValueColumn, _ record: Int) -> Bool {
        let fields = load.plans[record].clearedFields
        if !fields.isEmpty, fields.contains(value.field.name) { return true }
        if plan.cleared.isEmpty { return false }
        return plan.cleared[record]?.contains(value.column) ?? false
    }

    private mutating func store(
        _ index: Int,
        id: ValueID,
        mention: Int,
        _ record: Int,
        _ reference: inout ReferenceData
    ) {
        let value = layout.values[index]
        let outcome = remembered(index, id: id)
        switch outcome {
        case .same:
            image.set(value.position, load.records.table.columns[value.clean].values, id)
        case .integer(let number):
            if number < 0, EntityLayout.isNonNegative(layout.entity.name, value.column) {
                return reject(LoadFindings.badStored, value, id)
            }
            image.set(value.position, number)
        case .real(let number): image.set(value.position, real: number)
        case .text(let bytes): image.set(value.position, bytes.span)
        case .unknownTerm: reject(LoadFindings.unknownTerm, value, id)
        case .unstorable: reject(LoadFindings.badStored, value, id)
        case .partialDate:
            notes.append((LoadFindings.partialDate, value.field.name))
            let text = load.records.table.columns[value.clean].values.copy(id)
            custom.addPartialDate(value.field.name, text.span)
        case .referred: refer(value, id, mention, &reference)
        }
    }

    private mutating func remembered(_ index: Int, id: ValueID) -> ColumnForm.Outcome {
        if let known = memo[index][Int(id)] { return known }
        let value = layout.values[index]
        let made = RowMaker.outcome(
            value.form,
            load.records.table.columns[value.clean].values,
            id
        )
        memo[index][Int(id)] = made
        return made
    }

    private static func outcome(
        _ form: ColumnForm,
        _ values: ValueTable,
        _ id: ValueID
    ) -> ColumnForm.Outcome {
        form.outcome(values[id])
    }

    private mutating func reject(
        _ kind: FindingKind,
        _ value: EntityLayout.ValueColumn,
        _ id: ValueID
    ) {
        notes.append((kind, value.field.name))
        let text = load.records.table.columns[value.clean].values.copy(id)
        custom.addRejected(value.field.name, text.span)
    }

    private mutating func refer(
        _ value: EntityLayout.ValueColumn,
        _ id: ValueID,
        _ mention: Int,
        _ reference: inout ReferenceData
    ) {
        let text = load.records.table.columns[value.clean].values.string(id)
        switch value.form {
        case .picklist(let list): image.set(value.position, reference.code(text, list: list))
        case .stage: image.set(value.position, reference.stage(text))
        case .department: image.set(value.position, reference.department(text))
        default:
            let table = load.records.table.lineage.table[mention]
            let key = UInt64(value.position) << 56 | UInt64(table) << 32 | UInt64(id)
            if let user = users[key] { return image.set(value.position, user) }
            let user = reference.user(text, source: sources[Int(table)])
            if user.isNew { notes.append((LoadFindings.unknownUser, value.field.name)) }
            users[key] = user.id
            image.set(value.position, user.id)
        }
    }

    private mutating func setLinks(_ record: Int) {
        for (link, position, index) in layout.links {
            switch load.links[index].parents[record] {
            case .none: continue
            case .existing(let id): image.set(position, id)
            case .record(let parent):
                let other = plans.first { $0.entity.name == link.entity } ?? plan
                let id = other.ids[parent]
                let isSelf = link.entity == layout.entity.name && id == plan.ids[record]
                if id != 0, !isSelf { image.set(position, id) }
            }
        }
    }

    private mutating func setStandards(_ reference: inout ReferenceData) {
        for (position, standard) in layout.extra where image.isNull(position) {
            image.set(position, standard: standard)
        }
        if layout.entity.name == "opportunity", let stage = layout.index(of: "stage_id"),
            image.isNull(stage)
        {
            image.set(stage, reference.stage(""))
        }
        settleLead()
        settleContract()
    }

    /// A lead is converted exactly when it has the time of it.
    private mutating func settleLead() {
        guard layout.entity.name == "lead" else { return }
        guard let status = layout.index(of: "status") else { return }
        let at = layout.index(of: "converted_at")
        let hasTime = at.map { !image.isNull($0) } ?? false
        if hasTime {
            image.set(status, "converted")
        } else if image.text(status) == "converted" {
            custom.addRejected("status", Array("converted".utf8).span)
            image.set(status, "qualified")
        }
    }

    /// A contract can't end before it starts: such an end is kept as rejected.
    private mutating func settleContract() {
        guard layout.entity.name == "contract", let start = layout.index(of: "start_date"),
            let end = layout.index(of: "end_date"), !image.isNull(start), !image.isNull(end),
            image.text(end) < image.text(start)
        else { return }
        notes.append((LoadFindings.badStored, "end_date"))
        image.setNull(end)
    }

    private mutating func setTechnical(_ record: Int, _ isUpdate: Bool) {
        if positions.createdRun >= 0 { image.set(positions.createdRun, Int64(runNumber)) }
        if positions.updatedRun >= 0 { image.set(positions.updatedRun, Int64(runNumber)) }
        if positions.completeness >= 0, let value = load.plans[record].completeness {
            image.set(positions.completeness, Int64(value))
        }
        if positions.isPrimary >= 0, !plan.isPrimary.isEmpty {
            image.set(positions.isPrimary, plan.isPrimary[record] ? 1 : 0)
        }
        if positions.path >= 0, image.isNull(positions.path), let name = layout.index(of: "name") {
            let path = image.text(name)
            image.set(positions.path, path)
        }
        setName(record)
        if positions.doNotCall >= 0, optsOut(record) {
            image.set(positions.doNotCall, 1)
        } else if positions.doNotCall >= 0, !isUpdate {
            image.set(positions.doNotCall, 0)
        }
    }

    /// Whether the record asks not to be called.
    func optsOut(_ record: Int) -> Bool {
        for consent in layout.consents {
            guard let at = pick(consent.golden, record) else { continue }
            let outcome = load.records.golden.fields[consent.golden].picks[at].outcome
            let column = load.records.table.columns[consent.clean]
            let id = column.outcomes[Int(outcome)].value
            if id != 0, !column.values[id].equals("0") { return true }
        }
        return false
    }

    /// The match key and the parts of the name.
    private mutating func setName(_ record: Int) {
        guard let value = layout.nameColumn, positions.nameNorm >= 0 || positions.family >= 0 else {
            return
        }
        guard let at = pick(value.golden, record) else { return }
        let outcome = Int(load.records.golden.fields[value.golden].picks[at].outcome)
        let clean = load.records.table.columns[value.clean].outcomes[outcome]
        let key = clean.key == 0 ? clean.value : clean.key
        if positions.nameNorm >= 0 {
            image.set(positions.nameNorm, load.records.table.columns[value.clean].values, key)
        }
        if positions.accountType >= 0 {
            image.set(positions.accountType, clean.kind == .person ? "person" : "organization")
        }
        setPart(.pinyin, positions.pinyin, value.clean, outcome)
        setPart(.familyName, positions.family, value.clean, outcome)
        setPart(.givenName, positions.given, value.clean, outcome)
        setPart(.salutation, positions.salutation, value.clean, outcome)
    }

    private mutating func setPart(_ part: Part, _ position: Int, _ clean: Int, _ outcome: Int) {
        guard position >= 0, image.isNull(position) else { return }
        let id = load.records.table.columns[clean].part(part, of: outcome)
        if id != 0 { image.set(position, load.records.table.columns[clean].values, id) }
    }

    private mutating func addCustom(
        _ name: String,
        _ golden: Int?,
        _ clean: Int,
        _ record: Int
    ) {
        if let golden {
            guard let at = pick(golden, record) else { return }
            let outcome = Int(load.records.golden.fields[golden].picks[at].outcome)
            let value = load.records.table.columns[clean].outcomes[outcome]
            let id = value.value == 0 ? value.raw : value.value
            custom.add(name, load.records.table.columns[clean].values, id)
            return
        }
        let mention = Int(load.records.golden.base[record])
        let column = load.records.table.columns[clean]
        if let id = column.cells[mention].first, id != 0 { custom.add(name, column.raw, id) }
    }
}
