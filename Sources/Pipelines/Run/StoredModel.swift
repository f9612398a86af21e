import Loading
import Matching
import Records

/// The form in which a model is kept with the target: with a mark of the `match:` block it was
/// trained under.
enum StoredModel {
    private static let mark = "match"

    static func text(_ model: MatchModel, _ spec: MatchSpec?) -> String {
        guard case .object(var members) = model.json else { return model.json.text() }
        members.append((mark, .string(Self.mark(of: spec ?? MatchSpec()))))
        return JSON.object(members).text()
    }

    /// Whether the block has changed since; a model without a mark fits any.
    static func isOutdated(_ text: String, _ spec: MatchSpec?) -> Bool {
        do {
            guard let known = try JSON.parse(text)[mark]?.string else { return false }
            return known != Self.mark(of: spec ?? MatchSpec())
        } catch {
            return true
        }
    }

    /// A mark of what decides which mentions of the entity are kept out, and with which others.
    ///
    /// These are its rules, without their limits and texts, and its `match:` block.
    static func judgement(of spec: EntitySpec) -> UInt64 {
        let rules = spec.rules.filter { $0.action != .keep }.map { rule in
            let filter = rule.filter.map { "\($0)" } ?? ""
            return "\(rule.id) \(rule.condition) \(rule.action) \(filter)"
        }
        let text = (rules + [mark(of: spec.match ?? MatchSpec())]).joined(separator: "\u{1F}")
        return Hash64.of(text.utf8.span)
    }

    /// What of the block bears on weights and thresholds; survivorship and answers don't.
    private static func mark(of spec: MatchSpec) -> String {
        let text = [
            "\(spec.sameIf)", "\(spec.neverIf)", "\(spec.merge)", "\(spec.review)", "\(spec.block)",
            "\(spec.maxPairCount)", "\(spec.maxPerSource ?? 0)",
        ].joined(separator: "\u{1F}")
        return String(Hash64.of(Array(text.utf8).span), radix: 16)
    }
}
