import Records

/// How a report is shown; the same options and the same report give the same bytes.
package struct RenderOptions: Sendable {
    package var isColored = false
    /// Of the terminal, in columns; long texts are cut to it.
    package var width = 100
    /// Values unmasked; needs the user's word (`--show-values`).
    package var showsValues = false
    /// Elapsed times and memory differ from run to run, so that they are left out unless asked for.
    package var showsTimings = false
    /// How many findings, changes and other list entries a text shows before it says how many more.
    package var maxListCount = 12
    /// How values are masked, from the value and its field; the rules of masking live in `CRM`.
    package var mask: @Sendable (_ value: String, _ field: String?) -> String = { value, _ in
        RenderOptions.maskedWhole(value)
    }

    package init() {}

    /// A value as this report may show it: masked unless asked, no control characters, at most 40
    /// columns.
    func shown(_ value: String, field: String?) -> String {
        // A cell may hold megabytes, of which no more than the first columns can show.
        let isLong = value.utf8.count > 2048
        let head = isLong ? String(value.unicodeScalars.prefix(256)) + "…" : value
        let text = showsValues ? head : mask(head, field)
        return DisplayWidth.cut(text.escapedControls, to: 40)
    }

    /// The first character only; the length isn't told either.
    package static func maskedWhole(_ value: String) -> String {
        value.isEmpty ? "" : "\(value.prefix(1))***"
    }
}

/// Counts with separators: `48,000,000`.
func grouped(_ count: Int) -> String {
    var digits = Array(String(abs(count)))
    var index = digits.count - 3
    while index > 0 {
        digits.insert(",", at: index)
        index -= 3
    }
    return (count < 0 ? "-" : "") + String(digits)
}

/// `1 pair`, `2 pairs`.
func counted(_ count: Int, _ noun: String) -> String {
    let plural =
        noun.hasSuffix("y")
        ? "\(noun.dropLast())ies" : noun.hasSuffix("ch") ? "\(noun)es" : "\(noun)s"
    return "\(grouped(count)) \(count == 1 ? noun : plural)"
}

/// A share or probability to three digits, rounded down: `0.999`.
func thousandths(_ value: Double) -> String {
    guard value.isFinite else { return "n/a" }
    let thousandths = Int((min(max(value, 0), 1) * 1000).rounded(.down))
    let digits = String(1000 + thousandths % 1000).dropFirst()
    return "\(thousandths / 1000).\(digits)"
}
