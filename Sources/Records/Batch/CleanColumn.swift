/// Whether a value can be trusted.
package enum Validity: UInt8, Sendable, Comparable {
    case valid = 0
    case suspect = 1
    case invalid = 2

    package static func < (a: Validity, b: Validity) -> Bool { a.rawValue < b.rawValue }
}

/// What kind of thing a value of a mixed column turned out to be.
package enum ValueKind: UInt8, Sendable, CaseIterable {
    case plain = 0
    case mobile, landline, service, fax, email, wechat, wecom, qq, openid, unionid, website, other
    case person, organization, branch
}

/// A named component of a normalized value.
package enum Part: UInt8, Sendable, CaseIterable {
    /// Phones: digits after 转; the area code without 0; ISO 3166 country; 微信同号 and other remarks in the cell.
    case `extension`, areaCode, country, label
    /// Person names.
    case familyName, givenName, salutation, jobTitle, pinyin, simplified, initials
    /// Companies: 行政区划, 字号, 行业, 组织形式, the branch's own name (厦门分公司), a remark in brackets.
    case region, brand, trade, legalForm, branch, remark
    /// Addresses.
    case province, city, district, detail, adcode, postalCode
    /// Money: ISO 4217. E-mail: local part and domain for matching.
    case currency, localPart, domain
    /// Phones: the numbering plan's type (`mobile`, `toll_free`, …).
    case numberType
    /// Person names: GB/T 2261.1 code from a salutation; `Jr.`, `PhD` and the like.
    case gender, nameSuffix
    /// Companies: the organization that a branch or department belongs to; the group (集团) named.
    case parent, group
    /// Any value: what was probably meant, offered and never applied (a typo's domain, O for 0, a list's nearest term).
    case suggestion
    /// Person names: `pinyin` under the other accepted reading of the surname (覃 tan for qin).
    case pinyinVariant
    /// E-mail: `role` when several people read the mailbox (info@), `free` when anybody may have one (qq.com).
    case mailbox
}

/// One normalized value.
///
/// All texts are ids in the column's `values`.
package struct CleanValue: Sendable {
    /// The normal form; 0 when there is none (an invalid value keeps only its raw text).
    package var value: ValueID = 0
    /// This value's own piece of the cell as it was written; never 0.
    package var raw: ValueID = 0
    /// What Matching compares and blocks on; 0 when the value must never match (placeholder, masked, invalid).
    package var key: ValueID = 0
    /// The finding about it; `.none` when there is nothing to say.
    package var code: FindingCode = .none
    package var kind: ValueKind = .plain
    package var validity: Validity = .valid
    /// 0…100.
    package var confidence: UInt8 = 100

    package init() {}
}

/// A field after Normalizing: what each distinct raw cell became, and which raw cell each mention has.
///
///     mention ──cells──▶ raw id ──outcomeStarts──▶ outcomes[…] ──value, key, parts──▶ values
///
/// Normalizers run once per distinct raw cell; nothing here is per mention but `cells`.
package struct CleanColumn: Sendable {
    /// The field's name in the CRM model.
    package var field: String
    /// Distinct raw cells as the source wrote them (after source-only steps).
    package var raw: ValueTable
    /// Raw id(s) per mention; 0 = blank.
    package var cells: IDRuns
    /// By raw id: its outcomes are `outcomes[outcomeStarts[id]..<outcomeStarts[id + 1]]`; none for id 0.
    package var outcomeStarts: [UInt32] = [0, 0]
    package var outcomes: [CleanValue] = []
    /// All texts of outcomes and parts.
    package var values = ValueTable()
    /// By `Part.rawValue`: a value id per outcome, or empty when no outcome has that part.
    package var parts: [[ValueID]] = [[ValueID]](repeating: [], count: Part.allCases.count)

    package init(field: String, raw: ValueTable, cells: IDRuns) {
        self.field = field
        self.raw = raw
        self.cells = cells
    }

    @inlinable package func outcomeIndices(ofRaw id: ValueID) -> Range<Int> {
        Int(outcomeStarts[Int(id)])..<Int(outcomeStarts[Int(id) &+ 1])
    }

    /// The outcomes of all cells of a mention, in order.
    package func outcomeIndices(ofMention mention: Int) -> [Int] {
        cells[mention].flatMap { outcomeIndices(ofRaw: $0) }
    }

    /// The id of a part of an outcome; 0 when it has none.
    @inlinable package func part(_ part: Part, of outcome: Int) -> ValueID {
        let column = parts[Int(part.rawValue)]
        return outcome < column.count ? column[outcome] : 0
    }

    package func partText(_ part: Part, of outcome: Int) -> String {
        values.string(self.part(part, of: outcome))
    }

    /// Closes the outcomes of the next raw id; called once per id, in order, after its `emit`s.
    package mutating func closeRaw() { outcomeStarts.append(UInt32(outcomes.count)) }

    /// Adds an outcome to the raw id that is being filled.
    package mutating func emit(_ value: CleanValue) { outcomes.append(value) }

    /// Sets a part of the outcome emitted last.
    package mutating func setPart(_ part: Part, _ id: ValueID) {
        let index = Int(part.rawValue)
        while parts[index].count < outcomes.count - 1 { parts[index].append(0) }
        if parts[index].count < outcomes.count {
            parts[index].append(id)
        } else {
            parts[index][outcomes.count - 1] = id
        }
    }

    package mutating func setPart(_ part: Part, _ text: Span<UInt8>) {
        if !text.isEmpty { setPart(part, values.intern(text)) }
    }

    package mutating func setPart(_ part: Part, _ text: String) {
        if !text.isEmpty { setPart(part, values.intern(text)) }
    }
}
