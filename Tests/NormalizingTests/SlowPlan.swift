import Foundation
import TestSupport

/// The numbering plans as their patterns say, without tables: the slow reference of the engine.
final class SlowPlan {
    struct Territory {
        let id: String
        let code: Int
        let types: [String: (pattern: SlowPattern, lengths: Set<Int>)]
        let examples: [[Int]]
        let leadingDigits: SlowPattern?
        let international: SlowPattern?
        let national: SlowPattern?
        let transform: String?
        let formats: [Format]
        let internationalFormats: [Format]
    }

    struct Format {
        let pattern: SlowPattern
        let leading: SlowPattern?
        let template: String
        let rule: String?
    }

    /// By country code, the main territory first.
    let territories: [Int: [Territory]]

    /// The committed plans of a few countries.
    static func fixture() throws -> SlowPlan {
        try SlowPlan(Fixtures.url("numbering-plans/territories.json"))
    }

    init(_ url: URL) throws {
        let parsed = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        let root = parsed as? [String: Any] ?? [:]
        let orders = root["country_code_to_regions"] as? [String: [String]] ?? [:]
        var territories: [Int: [Territory]] = [:]
        for json in root["territories"] as? [[String: Any]] ?? [] {
            let territory = Self.territory(json)
            territories[territory.code, default: []].append(territory)
        }
        self.territories = Dictionary(
            uniqueKeysWithValues: territories.map { code, list in
                let order = orders[String(code)] ?? []
                let sorted = list.sorted {
                    (order.firstIndex(of: $0.id) ?? 0) < (order.firstIndex(of: $1.id) ?? 0)
                }
                return (code, sorted)
            }
        )
    }

    private static func territory(_ json: [String: Any]) -> Territory {
        let descriptions = json["types"] as? [String: [String: Any]] ?? [:]
        let general = Set(descriptions["general"]?["lengths"] as? [Int] ?? [])
        var types: [String: (SlowPattern, Set<Int>)] = [:]
        for (name, description) in descriptions {
            guard let pattern = description["pattern"] as? String else { continue }
            let lengths = (description["lengths"] as? [Int]).map { Set($0) } ?? general
            types[name] = (SlowPattern(pattern), lengths)
        }
        func pattern(_ key: String) -> SlowPattern? { (json[key] as? String).map(SlowPattern.init) }
        func formats(_ key: String) -> [Format] {
            (json[key] as? [[String: Any]] ?? []).map {
                Format(
                    pattern: SlowPattern($0["pattern"] as? String ?? ""),
                    leading: ($0["leading_digits"] as? [String])?.last.map(SlowPattern.init),
                    template: $0["format"] as? String ?? "",
                    rule: $0["national_prefix_rule"] as? String
                )
            }
        }
        return Territory(
            id: json["id"] as? String ?? "",
            code: json["country_code"] as? Int ?? 0,
            types: types,
            examples: descriptions.values.compactMap { $0["example"] as? String }.sorted()
                .map(Self.digits),
            leadingDigits: pattern("leading_digits"),
            international: pattern("international_prefix"),
            national: pattern("national_prefix_for_parsing"),
            transform: json["national_prefix_transform_rule"] as? String,
            formats: formats("formats"),
            internationalFormats: formats("intl_formats")
        )
    }

    static func digits(_ text: String) -> [Int] { text.compactMap(\.wholeNumberValue) }

    /// Region and type of a valid national number.
    func verdict(_ number: [Int], code: Int) -> (region: String, type: String)? {
        for territory in territories[code] ?? [] {
            let type = Self.type(number, territory)
            if let leading = territory.leadingDigits {
                if leading.leading(number) == nil { continue }
            } else if type == nil {
                continue
            }
            return type.map { (territory.id, $0) }
        }
        return nil
    }

    private static func type(_ number: [Int], _ territory: Territory) -> String? {
        func fits(_ name: String) -> Bool {
            guard let type = territory.types[name] else { return false }
            return type.lengths.contains(number.count) && type.pattern.matchesWhole(number)
        }
        guard fits("general") else { return nil }
        for name in [
            "premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan",
            "voicemail",
        ] where fits(name) { return name }
        if fits("fixed_line") { return fits("mobile") ? "fixed_line_or_mobile" : "fixed_line" }
        return fits("mobile") ? "mobile" : nil
    }

    /// The number without its national prefix.
    func withoutPrefix(_ number: [Int], _ territory: Territory) -> [Int] {
        guard let prefix = territory.national, let match = prefix.leading(number) else {
            return number
        }
        var rest = Array(number[match.length...])
        if let rule = territory.transform, let group = match.groups[prefix.groupCount] {
            rest = Self.digits(String(rule.prefix { $0 != "\\" })) + number[group] + rest
        }
        let general = territory.types["general"]?.pattern
        let isGood = general?.matchesWhole(number) ?? false
        return isGood && general?.matchesWhole(rest) == false ? number : rest
    }

    /// The national or international form without the country code.
    func formatted(_ number: [Int], code: Int, isNational: Bool) -> String {
        guard let territory = territories[code]?.first else { return "" }
        let hasOwn = !isNational && !territory.internationalFormats.isEmpty
        for format in hasOwn ? territory.internationalFormats : territory.formats {
            if let leading = format.leading, leading.leading(number) == nil { continue }
            guard let groups = format.pattern.wholeGroups(number) else { continue }
            var template = format.template
            if isNational, let rule = format.rule, let first = template.firstIndex(of: "\\") {
                let end = template.index(first, offsetBy: 2)
                let sign = String(template[first..<end])
                template.replaceSubrange(
                    first..<end,
                    with: rule.replacingOccurrences(of: "\\1", with: sign)
                )
            }
            for index in 1..<groups.count {
                let digits = number[groups[index] ?? 0..<0].map(String.init).joined()
                template = template.replacingOccurrences(of: "\\\(index)", with: digits)
            }
            return template
        }
        return number.map(String.init).joined()
    }
}
