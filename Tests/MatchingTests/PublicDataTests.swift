import Foundation
import TestSupport
import Testing

@testable import Matching

@Suite("public data sets, when SLUICE_DATA is set")
struct PublicDataTests {
    @Test("persons of febrl3 and fake_1000 are matched precisely at the automatic threshold")
    func persons() throws {
        let parts: [(String, any Matching.Comparator)] = [
            ("given_name", TextSimilarity()), ("surname", TextSimilarity()),
            ("address_1", TextSimilarity()), ("suburb", TextSimilarity()),
            ("postcode", TextSimilarity()), ("date_of_birth", DateParts()),
            ("soc_sec_id", DateParts()),
        ]
        if let score = try score("er/febrl3", parts) {
            #expect(score.precision >= 0.995)
            #expect(score.recall >= 0.99)
        }
        let fake: [(String, any Matching.Comparator)] = [
            ("first_name", TextSimilarity()), ("surname", TextSimilarity()), ("dob", DateParts()),
            ("city", TextSimilarity()), ("email", EmailSet(isPerson: true)),
        ]
        if let score = try score("er/fake_1000", fake) {
            #expect(score.precision >= 0.98)
            #expect(score.f1 >= 0.92)
        }
    }

    private func score(
        _ folder: String,
        _ comparators: [(String, any Matching.Comparator)]
    ) throws -> Evaluation.Score? {
        guard let url = Fixtures.data(folder) else { return nil }
        let rows = try rows(url.appendingPathComponent("records.csv"))
        let truth = try labels(url.appendingPathComponent("truth.csv"))
        let columns = try comparators.map { name, _ in
            let index = try #require(rows[0].firstIndex(of: name))
            return (name, rows.dropFirst().map { $0[index].lowercased() })
        }
        let table = SampleTables.table("person", columns)
        let fields = comparators.enumerated().map { index, pair in
            MatchField(pair.0, columns: [index], comparator: pair.1)
        }
        let result = Matcher.match(MatchTask(table: table, fields: fields), workers: .single)
        let found = zip(rows.dropFirst(), result.clusters.clusterOf).map { ($0[0], "\($1)") }
        return Evaluation.evaluate(found, truth: truth).pairwise
    }

    private func labels(_ url: URL) throws -> [(id: String, cluster: String)] {
        try rows(url).dropFirst().map { ($0[0], $0[1]) }
    }

    private func rows(_ url: URL) throws -> [[String]] {
        try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
            SampleTables.split(String(line), by: ",").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "\"\r"))
            }
        }
    }
}
