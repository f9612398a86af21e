/// The largest tolerated share (`5%`) or number (`10`) of offenders, compared in exact integers.
package enum Limit: Sendable, Equatable {
    case count(Int)
    /// In hundred-thousandths: `0.5%` is 500.
    case share(hundredThousandths: Int)

    /// Whether `offenders` are more than the limit allows.
    package func isExceeded(by offenders: Share) -> Bool {
        switch self {
        case .count(let count): offenders.numerator > count
        case .share(let share):
            offenders.numerator * 100_000 > share * offenders.denominator
        }
    }

    /// From `5%`, `0.5%` or `10`; nil when it is neither.
    package init?(_ text: String) {
        guard text.hasSuffix("%") else {
            guard let count = Int(text), (0...Int(Int32.max)).contains(count) else { return nil }
            self = .count(count)
            return
        }
        let digits = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard digits.count == 1 || digits.count == 2, let whole = Int(digits[0]),
            (0...1_000_000).contains(whole)
        else { return nil }
        let fraction = digits.count == 2 ? String(digits[1]) : ""
        guard fraction.count <= 3, let part = Int((fraction + "000").prefix(3)) else { return nil }
        self = .share(hundredThousandths: whole * 1000 + part)
    }

    /// As it is typed.
    package var text: String {
        switch self {
        case .count(let count): return "\(count)"
        case .share(let share):
            let part = String(1000 + share % 1000).dropFirst()
            let digits = part.reversed().drop { $0 == "0" }.reversed()
            return digits.isEmpty ? "\(share / 1000)%" : "\(share / 1000).\(String(digits))%"
        }
    }
}
