import CRM
import Records

/// The fields of one entity's rows by name: plain ones, contact points by kind, and derived ones.
///
/// A contact point counts by what its value is, not by the column it stood in: a mobile number
/// found in 电话 is a `mobile`. Derived fields: `reachable`, `contacts`, `last_activity_at`, parts of
/// addresses, and links by name (`owner`).
struct RecordFields {
    let entity: Entity
    let rows: RowOutcomes
    let links: ParentIndex
    private let records: EntityRecords?
    private let context: ValidatingContext
    private var known: [String: FieldValues] = [:]
    private var cleared: [String: [Bool]] = [:]

    /// Over golden records.
    init(_ name: String, links: ParentIndex) {
        let records = links.entities[name]
        entity = links.entity(name)
        rows = RowOutcomes(records: records ?? .empty(name))
        self.links = links
        self.records = records
        context = links.context
    }

    /// Over raw mentions: derived fields that need other entities are blank.
    init(mentions table: EntityTable, entity: Entity) {
        self.entity = entity
        rows = RowOutcomes(mentions: table)
        links = ParentIndex(entities: [:], model: CRMModel(entities: [entity]), context: .init())
        records = nil
        context = .init()
    }

    var count: Int { rows.count }

    /// The field as pipelines name it; a contact's `name` is its `full_name`.
    func canonicalName(_ name: String) -> String {
        name == "name" && entity.field("name") == nil && entity.field("full_name") != nil
            ? "full_name" : name
    }

    mutating func values(_ field: String) -> FieldValues {
        let name = canonicalName(field)
        if let values = known[name] { return values }
        let values = build(name)
        known[name] = values
        return values
    }

    /// Blanks a scalar field of a record for all rules to come; false when the field isn't scalar.
    mutating func clear(_ field: String, record: Int) -> Bool {
        let name = canonicalName(field)
        let isMultiValued = entity.field(name)?.isMultiValued ?? false
        guard !isMultiValued, rows.table.column(name) != nil else { return false }
        if cleared[name] == nil { cleared[name] = [Bool](repeating: false, count: count) }
        cleared[name]?[record] = true
        known[name] = nil
        return true
    }

    /// The group of each record for `by:`; what has no text is `(blank)`.
    mutating func groups(by name: String) -> [String] {
        let values = values(name)
        return (0..<count).map { record in
            let text = name == "source" ? sourceName(record) : values.text(record)
            return text.isEmpty ? "(blank)" : text
        }
    }

    /// What findings and reports call the record; never a value of it.
    func key(_ record: Int) -> String {
        if let name = context.recordKey { return name(entity.name, record) }
        guard let records, let base = base(record) else { return "\(entity.name) \(record + 1)" }
        let keys = records.table.sourceKeys
        return base < keys.count ? keys[base] : "\(entity.name) \(record + 1)"
    }

    private func base(_ record: Int) -> Int? {
        guard let records, record < records.golden.base.count else { return nil }
        return Int(records.golden.base[record])
    }

    private func sourceName(_ record: Int) -> String {
        guard let base = base(record), base < rows.table.lineage.count else { return "" }
        let table = Int(rows.table.lineage.table[base])
        return table < context.sourceNames.count ? context.sourceNames[table] : "table \(table + 1)"
    }
}

extension RecordFields {
    private func build(_ name: String) -> FieldValues {
        if let texts = context.derived[entity.name]?[name], texts.count == count {
            return merged(texts, over: column(name))
        }
        if rows.table.column(name) == nil {
            switch name {
            case "reachable": return presence(reachable())
            case "contacts": return presence(linkedTo("contact"))
            case "last_activity_at": return lastActivity()
            default: break
            }
        }
        return column(name)
    }

    private func column(_ name: String) -> FieldValues {
        switch entity.field(name)?.storage {
        case .point(let kind): return points(name, kind)
        case .address where name != "address": return addressPart(name)
        default: break
        }
        guard let index = rows.table.columnIndex(name) else { return linkTexts(name) }
        let isPersonName = entity.field(name)?.type == .personName
        var maker = EntryMaker(rows.table.columns[index], isPersonName: isPersonName)
        let runs = rows.runs(index)
        let isCleared = cleared[name]
        return filled { record, values in
            if isCleared?[record] ?? false { return }
            for at in runs.range(record) { maker.add(runs[at], to: &values) }
        }
    }

    private func filled(_ fill: (Int, inout FieldValues) -> Void) -> FieldValues {
        var values = FieldValues()
        for record in 0..<count {
            fill(record, &values)
            values.closeRecord()
        }
        return values
    }

    private func merged(_ texts: [String], over own: FieldValues) -> FieldValues {
        filled { record, values in
            if texts[record].isEmpty {
                for entry in own[record] { values.add(own.texts[entry.id], like: entry) }
            } else {
                values.add(texts[record])
            }
        }
    }

    /// The values of a kind of contact point, whichever column they stood in.
    private func points(_ name: String, _ kind: ValueKind?) -> FieldValues {
        let columns = rows.table.columns.indices.filter { pointKind(of: $0) != nil }
        var makers = columns.map { EntryMaker(rows.table.columns[$0]) }
        let runs = columns.map { rows.runs($0) }
        let isOwn = makers.map { $0.column.field == name }
        return filled { record, values in
            for slot in runs.indices {
                for at in runs[slot].range(record) {
                    let outcome = runs[slot][at]
                    let found = makers[slot].column.outcomes[outcome].kind
                    if RecordFields.counts(found, as: kind, isOwn: isOwn[slot]) {
                        makers[slot].add(outcome, to: &values)
                    }
                }
            }
        }
    }

    /// Of an own column also what has no kind of its own; of others only that very kind.
    private static func counts(_ found: ValueKind, as kind: ValueKind?, isOwn: Bool) -> Bool {
        if isOwn && (found == .plain || found == .other) { return true }
        guard let kind else {
            return isOwn || found == .mobile || found == .landline || found == .service
        }
        return found == kind
    }

    /// The declared kind of a column of contact points (`.some(nil)`: the value decides).
    private func pointKind(of column: Int) -> ValueKind?? {
        if case .point(let kind) = entity.field(rows.table.columns[column].field)?.storage {
            return .some(kind)
        }
        return nil
    }

    /// The own column's text, or else that part of another address column.
    private func addressPart(_ name: String) -> FieldValues {
        let parts: [String: Part] = [
            "province": .province, "city": .city, "district": .district,
            "postal_code": .postalCode,
        ]
        let part = parts[name] ?? .detail
        let columns = rows.table.columns.indices.filter {
            entity.field(rows.table.columns[$0].field)?.storage == .address
        }
        let own = columns.filter { rows.table.columns[$0].field == name }
        let others = columns.filter { rows.table.columns[$0].field != name }
        var makers = (own + others).map { EntryMaker(rows.table.columns[$0]) }
        let runs = (own + others).map { rows.runs($0) }
        return filled { record, values in
            let before = values.entries.count
            for slot in own.indices {
                for at in runs[slot].range(record) { makers[slot].add(runs[slot][at], to: &values) }
            }
            for slot in own.count..<runs.count where values.entries.count == before {
                for at in runs[slot].range(record) {
                    makers[slot].add(part, of: runs[slot][at], to: &values)
                }
            }
        }
    }
}

extension RecordFields {
    private func presence(_ isPresent: [Bool]) -> FieldValues {
        filled { record, values in
            if isPresent[record] { values.append(FieldEntry(id: values.intern("yes".utf8.span))) }
        }
    }

    /// The ways to reach somebody; a fax, a web site or an openid alone is none.
    private static func reaches(_ kind: ValueKind) -> Bool {
        switch kind {
        case .mobile, .landline, .service, .email, .wechat, .wecom, .qq: true
        default: false
        }
    }

    private func ownReachable() -> [Bool] {
        var reachable = [Bool](repeating: false, count: count)
        for index in rows.table.columns.indices {
            guard let declared = pointKind(of: index) else { continue }
            let outcomes = rows.table.columns[index].outcomes
            let runs = rows.runs(index)
            for record in 0..<count {
                for at in runs.range(record) {
                    let value = outcomes[runs[at]]
                    let hasKind = value.kind != .plain && value.kind != .other
                    let kind = hasKind ? value.kind : declared ?? .mobile
                    if value.validity != .invalid, RecordFields.reaches(kind) {
                        reachable[record] = true
                    }
                }
            }
        }
        return reachable
    }

    private func reachable() -> [Bool] {
        var reachable = ownReachable()
        guard links.entities["contact"] != nil, entity.name != "contact" else { return reachable }
        let contacts = RecordFields("contact", links: links).ownReachable()
        for (child, parent) in links.parents(of: "contact", in: entity.name).enumerated()
        where parent >= 0 && contacts[child] {
            reachable[Int(parent)] = true
        }
        return reachable
    }

    private func linkedTo(_ child: String) -> [Bool] {
        var isLinked = [Bool](repeating: false, count: count)
        for parent in links.parents(of: child, in: entity.name) where parent >= 0 {
            isLinked[Int(parent)] = true
        }
        return isLinked
    }

    /// The latest `occurred_at` of a record's children; ISO dates sort as text.
    private func lastActivity() -> FieldValues {
        var latest = [String](repeating: "", count: count)
        for child in links.entities.keys.sorted() where child != entity.name {
            guard links.entities[child]?.table.column("occurred_at") != nil else { continue }
            var fields = RecordFields(child, links: links)
            let times = fields.values("occurred_at")
            for (index, parent) in links.parents(of: child, in: entity.name).enumerated()
            where parent >= 0 && times.isFilled(index) {
                latest[Int(parent)] = max(latest[Int(parent)], times.text(index))
            }
        }
        return filled { record, values in values.add(latest[record]) }
    }

    /// What a link's parent is called; for grouping and for whether it is there at all.
    private func linkTexts(_ name: String) -> FieldValues {
        guard let link = rows.table.link(name), links.entities[link.entity] != nil else {
            return filled { _, _ in }
        }
        let parents = links.parents(of: entity.name, in: link.entity, link: name)
        var parentFields = RecordFields(link.entity, links: links)
        let hasName = parentFields.entity.field("full_name") != nil
        let names = parentFields.values(hasName ? "full_name" : "name")
        return filled { record, values in
            guard parents[record] >= 0 else { return }
            let parent = Int(parents[record])
            let text = names.text(parent)
            values.add(text.isEmpty ? parentFields.key(parent) : text)
        }
    }
}
