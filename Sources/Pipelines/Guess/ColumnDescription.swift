import Normalizing
import Records

/// What a column holds, in words that name no value.
enum ColumnDescription {
    static func text(_ column: ColumnFacts) -> String {
        let values = column.values
        if values.filledCount == 0 { return "blank" }
        if SensitiveValues.areIn(values) { return "looks like identity or card numbers" }
        if values.distinctCount == 1 { return "always the same" }
        let kind = kind(column)
        if values.isUnique { return "\(kind), all different" }
        return "\(kind), \(values.distinctCount) different"
    }

    private static func kind(_ column: ColumnFacts) -> String {
        let traits = column.traits
        guard let (trait, share) = traits.likely else {
            return traits.medianLength > 12 ? "free text" : "short texts"
        }
        let words: String =
            switch trait {
            case .truth: "yes or no"
            case .integer: "whole numbers"
            case .date, .datetime: "dates"
            case .mobile, .landline: "telephone numbers"
            case .company: "companies' names"
            case .person: "persons' names"
            case .longText: "long texts"
            case .number: "numbers"
            case .code, .handle: "codes"
            case .address: "addresses"
            case .city: "cities"
            case .email: "e-mail addresses"
            case .gender, .money: trait.rawValue
            case .percent: "per cent"
            default: trait.rawValue + "s"
            }
        return share > 0.95 ? words : "mostly \(words)"
    }
}

/// Identity and payment card numbers, which no pipeline takes along unasked.
enum SensitiveValues {
    static func areIn(_ column: ColumnValues) -> Bool {
        let ids = column.sample(200)
        var numbers = SensitiveNumbers()
        numbers.prepare(column.values)
        let found = ids.count { numbers.masked(column.values[$0]) != nil }
        return found * 4 > ids.count
    }
}
