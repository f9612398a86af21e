import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

/// What a normalizer made of one cell, as text.
struct CellResult: Equatable {
    var value: String
    var key: String
    var code: String
    var kind: ValueKind
    var validity: Validity
    var confidence: Int
    var parts: [String: String]
}

/// Runs a normalizer over cells and over the fixtures `input⇥options⇥output⇥code⇥parts`.
///
/// In fixtures ␟ stands for U+001F and ␠ for a blank; several values are joined by ` | `; parts
/// are `name=value`, parted by blanks, with `key`, `kind` and `validity` among them, `name=` for
/// a part that must be missing.
enum ChineseCases {
    static func run<N: ValueNormalizer>(_ type: N.Type, _ cell: String) throws -> [CellResult] {
        var normalizer = try N(nil, context: NormalizingContext())
        return run(&normalizer, Array(cell.utf8))
    }

    static func run<N: ValueNormalizer>(_ normalizer: inout N, _ cell: [UInt8]) -> [CellResult] {
        collect { normalizer.normalize(cell.span, into: &$0) }
    }

    /// What `body` emits, as text.
    static func collect(_ body: (inout CleanColumn) -> Void) -> [CellResult] {
        var column = CleanColumn(field: "f", raw: ValueTable(), cells: IDRuns())
        body(&column)
        column.closeRaw()
        return column.outcomes.indices.map { index in
            let outcome = column.outcomes[index]
            var parts: [String: String] = [:]
            for part in Part.allCases {
                let text = column.partText(part, of: index)
                if !text.isEmpty { parts["\(part)"] = text }
            }
            #expect(outcome.raw != 0, "an outcome has a raw piece")
            return CellResult(
                value: column.values.string(outcome.value),
                key: column.values.string(outcome.key),
                code: outcome.code.text,
                kind: outcome.kind,
                validity: outcome.validity,
                confidence: Int(outcome.confidence),
                parts: parts
            )
        }
    }

    static func check<N: ValueNormalizer>(_ type: N.Type, _ fixture: String) throws {
        var caseCount = 0
        for row in try Fixtures.rows(fixture) where row.count >= 4 {
            caseCount += 1
            let results = try run(type, plain(row[0]))
            let values = results.map(\.value).joined(separator: " | ")
            #expect(values == plain(row[2]), "value of \(row[0])")
            let codes = results.map(\.code).joined(separator: " | ")
            #expect(codes == row[3], "code of \(row[0])")
            if row.count > 4 { checkParts(row[4], results, row[0]) }
        }
        #expect(caseCount >= 60, "\(fixture) has \(caseCount) cases")
    }

    private static func plain(_ text: String) -> String {
        text.replacingOccurrences(of: "␟", with: "\u{1F}").replacingOccurrences(of: "␠", with: " ")
    }

    private static func checkParts(_ text: String, _ results: [CellResult], _ input: String) {
        let groups = text.components(separatedBy: " | ")
        for (result, group) in zip(results, groups) {
            for pair in group.split(separator: " ") {
                let sides = pair.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                let expected = plain(String(sides[1]))
                let found: String =
                    switch sides[0] {
                    case "key": result.key
                    case "kind": "\(result.kind)"
                    case "validity": "\(result.validity)"
                    default: result.parts[String(sides[0])] ?? ""
                    }
                #expect(found == expected, "\(sides[0]) of \(input)")
            }
        }
    }

    /// Random cells: raw bytes, and texts from the characters that matter.
    static func randomCells(_ count: Int, seed: UInt64) -> [[UInt8]] {
        var random = SplitMix64(seed: seed)
        let alphabet = Array(
            "王张欧阳总工经理先生·.•(（）)【】 \u{3000}\u{1F}/、；,-－—省市区县路街大道北京上海朝阳鼓楼成都有限公司分科技厂Aaz09１９乾隆龍\u{E000}"
        )
        return (0..<count).map { index in
            let length = Int(random.next() % 24) + 1
            if index % 3 == 0 {
                return (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            }
            let text = String(
                (0..<length).map { _ in
                    alphabet[Int(random.next() % UInt64(alphabet.count))]
                }
            )
            return Array(text.utf8)
        }
    }
}
