import Records

/// Finds the field that a header names: by its own name, its label or a synonym.
package struct HeaderSynonyms: Sendable {
    /// How sure a match is.
    package enum Certainty: Int, Sendable, Comparable {
        case similar, synonym, exact

        package static func < (a: Certainty, b: Certainty) -> Bool { a.rawValue < b.rawValue }
    }

    package let entity: Entity
    private var indexByName: [String: (field: Int, certainty: Certainty)] = [:]
    /// In order of declaration: a tie of similar names goes to the field declared first.
    private var names: [(scalars: [UInt32], field: Int)] = []

    package init(_ entity: Entity) {
        self.entity = entity
        for (index, field) in entity.fields.enumerated() {
            add(field.name, index, .exact)
            add(field.labelZh, index, .exact)
        }
        for (index, field) in entity.fields.enumerated() {
            for synonym in field.synonyms { add(synonym, index, .synonym) }
        }
    }

    private mutating func add(_ text: String, _ field: Int, _ certainty: Certainty) {
        let name = HeaderName.normalized(text)
        guard indexByName[name] == nil else { return }
        indexByName[name] = (field, certainty)
        names.append((name.unicodeScalars.map(\.value), field))
    }

    /// The field of a header; nil when none has that name or synonym.
    package func match(_ header: String) -> (field: Field, certainty: Certainty)? {
        guard let hit = indexByName[HeaderName.normalized(header)] else { return nil }
        return (entity.fields[hit.field], hit.certainty)
    }

    /// The field whose name is nearest, at a similarity of at least `minimum` (1 − edits ÷ length).
    package func similar(to header: String, minimum: Double = 0.85) -> (Field, Double)? {
        let wanted = HeaderName.normalized(header).unicodeScalars.map(\.value)
        var best: (field: Int, score: Double)?
        for (scalars, field) in names {
            let longer = max(scalars.count, wanted.count)
            guard longer > 0 else { continue }
            let score = 1 - Double(HeaderSynonyms.edits(scalars, wanted)) / Double(longer)
            if score >= minimum, score > best?.score ?? 0 { best = (field, score) }
        }
        return best.map { (entity.fields[$0.field], $0.score) }
    }

    package static func match(header: String, entity: Entity) -> Field? {
        HeaderSynonyms(entity).match(header)?.field
    }

    /// Whether a header names the key of a row in its source (客户编号, Record ID).
    package static func isSourceID(_ header: String) -> Bool {
        sourceIDs.contains(HeaderName.normalized(header))
    }

    /// Whether a column is left out unless it is mapped by name: identity cards, passwords, accounts.
    package static func isDropped(_ header: String) -> Bool {
        dropped.contains(HeaderName.normalized(header))
    }

    /// Whether a column is one of numbers of identity cards or bank accounts.
    package static func namesSensitiveNumber(_ header: String) -> Bool {
        sensitive.contains(HeaderName.normalized(header))
    }

    /// Whether any entity of the standard model has a field of that name, label or synonym, or the
    /// header is a key or a column left out.
    package static func isKnown(_ header: String) -> Bool {
        let name = HeaderName.normalized(header)
        return known[name] != nil || sourceIDs.contains(name) || dropped.contains(name)
    }

    /// The types of the fields, of whatever entity, that a header may name.
    package static func types(of header: String) -> Set<FieldType> {
        known[HeaderName.normalized(header)] ?? []
    }

    private static let known: [String: Set<FieldType>] = {
        var types: [String: Set<FieldType>] = [:]
        for field in CRMModel.standard.entities.flatMap(\.fields) {
            for name in [field.name, field.labelZh] + field.synonyms {
                types[HeaderName.normalized(name), default: []].insert(field.type)
            }
        }
        return types
    }()

    private static let sourceIDs = Set(
        [
            "客户编号", "客户编码", "客户代码", "客户代号", "客户ID", "编号", "档案编号", "联系人编号", "联系人ID",
            "source_id", "cCusCode", "KUNNR", "FNumber", "account id", "company id", "contact id",
            "customer no", "customer id", "record id", "id", "lead id", "deal id", "opportunity id",
            "hs_object_id", "_id", "external id",
        ].map(HeaderName.normalized)
    )

    private static let sensitive = Set(
        [
            "身份证号", "身份证", "身份证号码", "证件号码", "银行账号", "银行帐号", "银行卡号", "cCusAccount", "FAccount",
        ].map(HeaderName.normalized)
    )

    private static let dropped = Set(
        [
            "序号", "密码", "password", "passwd", "pwd", "salt", "身份证号", "身份证", "身份证号码", "证件号码",
            "银行账号", "银行帐号", "银行卡号", "开户行", "开户银行", "cCusBank", "cCusAccount", "FBank",
            "FAccount", "经度", "纬度", "头像", "img", "avatar",
        ].map(HeaderName.normalized)
    )

    /// Levenshtein's distance over scalars, one row at a time.
    private static func edits(_ a: [UInt32], _ b: [UInt32]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var row = Array(0...b.count)
        for i in 1...a.count {
            var diagonal = row[0]
            row[0] = i
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                let value = min(diagonal + cost, row[j] + 1, row[j - 1] + 1)
                diagonal = row[j]
                row[j] = value
            }
        }
        return row[b.count]
    }
}
