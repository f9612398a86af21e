import CRM
import Normalizing
import Records

/// What values may look like, whatever their header says.
enum ValueTrait: String, Sendable, CaseIterable {
    case email, mobile, landline, creditCode = "credit code", date, datetime, truth = "boolean"
    case gender, province, city, district, region, address, company, person
    case postalCode = "postal code", website, percent, money, integer, number, handle
    case digits, code, longText = "long text"
}

/// The shares, 0…1, of a column's distinct values that have each trait.
///
/// Measured on a sample by the normalizers themselves: what they take as a telephone number counts
/// as one. Words for nothing (无, N/A) are left out.
struct ValueTraits: Sendable {
    /// How many values of the sample say something.
    var count = 0
    /// Scalars of the middle value.
    var medianLength = 0
    private var shares: [ValueTrait: Double] = [:]

    subscript(trait: ValueTrait) -> Double {
        get { shares[trait] ?? 0 }
        set { shares[trait] = newValue }
    }

    /// Mobile or fixed line.
    var phone: Double { min(1, self[.mobile] + self[.landline]) }

    var anyDate: Double { self[.date] + self[.datetime] }

    /// Whether the values are numbers only.
    var isNumeric: Bool { self[.integer] + self[.number] + self[.money] > 0.9 }

    /// The trait that describes the column best; nil for free text and blank columns.
    var likely: (trait: ValueTrait, share: Double)? {
        guard count > 0 else { return nil }
        for trait in ValueTrait.allCases where trait != .digits && self[trait] >= 0.6 {
            return (trait, self[trait])
        }
        return nil
    }
}

/// Measures traits on a sample of a column's distinct values.
struct TraitReader: Sendable {
    static let sampleCount = 240
    let context: NormalizingContext

    func read(_ column: ColumnValues) -> ValueTraits {
        var texts: [[UInt8]] = []
        for id in column.sample(TraitReader.sampleCount) {
            let text = column.values.copy(id)
            if !NullWords.contain(text.span, type: .phone) { texts.append(text) }
        }
        var traits = ValueTraits()
        traits.count = texts.count
        guard !texts.isEmpty else { return traits }
        traits.medianLength = TraitReader.medianLength(texts)
        var marks = TextMarks(texts)
        for trait in ValueTrait.allCases {
            traits[trait] = Double(marks.count(of: trait, context)) / Double(texts.count)
        }
        return traits
    }

    private static func medianLength(_ texts: [[UInt8]]) -> Int {
        let lengths = texts.map { text in
            text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        }
        return lengths.sorted()[lengths.count / 2]
    }
}

/// Which of the sampled texts have a trait; what several traits need is cleaned once.
private struct TextMarks {
    private let texts: [[UInt8]]
    private let plain: [PlainText]
    private var cleaned: [FieldType: CleanColumn] = [:]
    private var isDate: [Bool]

    init(_ texts: [[UInt8]]) {
        self.texts = texts
        plain = texts.map { PlainText($0) }
        isDate = plain.map(\.isDateLike)
    }

    mutating func count(of trait: ValueTrait, _ context: NormalizingContext) -> Int {
        switch trait {
        case .email:
            return clean(.email, context) { column, outcome, text in
                column.outcomes[outcome].validity == .valid && column.outcomes[outcome].key != 0
                    && text.text.contains("@")
            }
        case .mobile: return phones(context) { $0 == .mobile }
        case .landline: return phones(context) { $0 != .mobile }
        case .creditCode: return plain.count { $0.isCreditCode }
        case .date: return isDate.indices.count { isDate[$0] && !plain[$0].hasTime }
        case .datetime: return isDate.indices.count { isDate[$0] && plain[$0].hasTime }
        case .digits: return isDate.indices.count { !isDate[$0] && plain[$0].mayBePhone }
        case .truth: return known(.boolean, context)
        case .gender: return known(.gender, context)
        case .company: return companies(context)
        case .person: return persons(context)
        case .address, .region, .province, .city, .district: return places(trait, context)
        default: return plain.count { $0.has(trait) }
        }
    }

    /// How many texts have an outcome for which `isSo` holds.
    private mutating func clean(
        _ type: FieldType,
        _ context: NormalizingContext,
        _ isSo: (CleanColumn, Int, PlainText) -> Bool
    ) -> Int {
        let column = column(type, context)
        return texts.indices.count { index in
            column.outcomeIndices(ofRaw: ValueID(index + 1)).contains {
                isSo(column, $0, plain[index])
            }
        }
    }

    private mutating func column(_ type: FieldType, _ context: NormalizingContext) -> CleanColumn {
        if let column = cleaned[type] { return column }
        var raw = ValueTable(minimumCapacity: texts.count)
        for text in texts { _ = raw.intern(text) }
        var column = CleanColumn(field: "", raw: raw, cells: IDRuns())
        do throws(OptionError) {
            try Cleaner.clean(&column, type: type, steps: nil, context: context, workers: .single)
        } catch {
            column.outcomeStarts = [UInt32](repeating: 0, count: raw.count + 1)
        }
        cleaned[type] = column
        return column
    }

    private mutating func phones(
        _ context: NormalizingContext,
        _ isKind: (ValueKind) -> Bool
    ) -> Int {
        let isDate = isDate
        let column = column(.phone, context)
        return texts.indices.count { index in
            guard !isDate[index], plain[index].mayBePhone else { return false }
            let outcomes = column.outcomeIndices(ofRaw: ValueID(index + 1)).map {
                column.outcomes[$0]
            }
            guard let first = outcomes.first else { return false }
            let isSure = first.validity == .valid || first.kind == .mobile && first.key != 0
            return isSure && isKind(first.kind)
        }
    }

    /// Words that the type's normalizer understands.
    private mutating func known(_ type: FieldType, _ context: NormalizingContext) -> Int {
        clean(type, context) { column, outcome, text in
            column.outcomes[outcome].code == .none && column.outcomes[outcome].value != 0
                && (type != .gender || !text.isInteger)
        }
    }

    private mutating func companies(_ context: NormalizingContext) -> Int {
        clean(.companyName, context) { column, outcome, text in
            let kind = column.outcomes[outcome].kind
            guard kind == .organization || kind == .branch, !text.isInteger else { return false }
            if column.part(.legalForm, of: outcome) != 0 || kind == .branch { return true }
            return text.hanCount >= 4 && text.length <= 24 && text.digitCount == 0
                && column.part(.trade, of: outcome) != 0 && column.part(.brand, of: outcome) != 0
                && column.part(.region, of: outcome) != 0
        }
    }

    private mutating func persons(_ context: NormalizingContext) -> Int {
        clean(.personName, context) { column, outcome, text in
            let value = column.outcomes[outcome]
            guard value.kind == .person, value.key != 0, text.digitCount == 0,
                !text.isOrganization
            else { return false }
            if text.hanCount > 0 {
                return text.length <= 12 && value.code == .none
                    && column.part(.familyName, of: outcome) != 0
            }
            return text.isLatinName
        }
    }

    private mutating func places(_ trait: ValueTrait, _ context: NormalizingContext) -> Int {
        clean(.address, context) { column, outcome, text in
            let hasProvince = column.part(.province, of: outcome) != 0
            let hasCity = column.part(.city, of: outcome) != 0
            let hasDistrict = column.part(.district, of: outcome) != 0
            let hasDetail = column.part(.detail, of: outcome) != 0
            let place = hasProvince || hasCity || hasDistrict
            if text.isOrganization || text.digitCount == text.length { return false }
            switch trait {
            case .address: return text.isStreet || hasDetail && place && text.length > 7
            case .region: return !hasDetail && text.length > 5 && hasCity
            case .province: return !hasDetail && text.isProvince
            case .city: return !hasDetail && hasCity && text.hanCount <= 5 && !text.isProvince
            default: return !hasDetail && hasDistrict && text.hanCount <= 6 && text.isDistrict
            }
        }
    }
}
