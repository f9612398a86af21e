import CRM
import Records

/// How the text of a normalized value becomes the value of a column.
enum ColumnForm {
    case text
    /// ISO text; without a day it goes to `custom.partial_dates`.
    case date
    case money, integer, real, boolean, percent, gender
    case keyword(Vocabulary)
    case picklist(String)
    case user, stage, department
    case currency, uscc

    init(_ field: Field, entity: Entity) {
        switch field.storage {
        case .user: self = .user
        case .picklist(let list, _): self = .picklist(list)
        case .column("department_id"): self = .department
        case .column("currency"): self = .currency
        default: self = ColumnForm(type: field.type, entity: entity.name, field: field.name)
        }
    }

    private init(type: FieldType, entity: String, field: String) {
        switch type {
        case .date, .datetime: self = .date
        case .money: self = .money
        case .integer: self = .integer
        case .number: self = .real
        case .boolean: self = .boolean
        case .percent: self = .percent
        case .gender: self = .gender
        case .stage: self = .stage
        case .uscc: self = .uscc
        case .keyword:
            self = Vocabularies.keywords(entity: entity, field: field).map { .keyword($0) } ?? .text
        default: self = .text
        }
    }

    var isText: Bool { if case .text = self { true } else { false } }

    /// Whether a value's meaning depends on other rows of the database.
    var isReferred: Bool {
        switch self {
        case .picklist, .user, .stage, .department: true
        default: false
        }
    }

    /// What a distinct value becomes; the same for every record that has it.
    enum Outcome {
        /// The value's own bytes.
        case same
        case integer(Int64)
        case real(Double)
        case text([UInt8])
        /// A word that the column can't hold: `L011` for keywords, else `L013`.
        case unknownTerm, unstorable
        case partialDate
        /// Needs the mention's source or the reference data.
        case referred
    }

    func outcome(_ value: Span<UInt8>) -> Outcome {
        switch self {
        case .text: .same
        case .date: value.count >= 10 ? (IsoDate.isDay(value) ? .same : .unstorable) : .partialDate
        case .money: Numbers.integer(value).map { .integer($0) } ?? .unstorable
        case .integer: Numbers.integer(value).map { .integer($0) } ?? .unstorable
        case .real: Numbers.real(value).map { .real($0) } ?? .unstorable
        case .boolean: Numbers.boolean(value).map { .integer($0 ? 1 : 0) } ?? .unstorable
        case .percent: Numbers.percent(value).map { .integer($0) } ?? .unstorable
        case .gender: Numbers.gender(value).map { .integer($0) } ?? .unstorable
        case .keyword(let words):
            words.code(for: value.string()).map { .text(Array($0.utf8)) } ?? .unknownTerm
        case .picklist, .user, .stage, .department: .referred
        case .currency: value.count == 3 ? .same : .unstorable
        case .uscc: Numbers.isCreditCode(value) ? .same : .unstorable
        }
    }
}

/// ISO 8601 dates, in the proleptic Gregorian calendar.
enum IsoDate {
    /// Whether the first ten bytes are a day that exists: `2024-02-29`.
    static func isDay(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 10, text[4] == 0x2D, text[7] == 0x2D else { return false }
        guard let year = digits(text, 0..<4), let month = digits(text, 5..<7),
            let day = digits(text, 8..<10)
        else { return false }
        return (1...12).contains(month) && day >= 1 && day <= dayCount(month, of: year)
    }

    private static func digits(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            guard text[index] >= 0x30, text[index] <= 0x39 else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
        }
        return value
    }

    private static func dayCount(_ month: Int, of year: Int) -> Int {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        switch month {
        case 2: return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}
