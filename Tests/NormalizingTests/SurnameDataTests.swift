import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Surnames of public data")
struct SurnameDataTests {
    static let givenNames = ["伟", "明", "建国", "小红", "子涵", "志强"]

    /// What people are called rather than named: 阿 before a given name, a given name twice.
    static let nicknames: Set<String> = ["阿伟", "阿明", "伟伟"]

    @Test("every listed surname is split off before given names of one and two characters")
    func splits() throws {
        guard let url = Fixtures.data("normalize/surnames/surnames.csv") else { return }
        var normalizer = try PersonName(nil, context: NormalizingContext())
        var tally = Tally()
        for row in CSV.rows(try String(contentsOf: url, encoding: .utf8)).dropFirst() {
            guard let surname = row.first, !surname.isEmpty else { continue }
            for given in Self.givenNames {
                let cell = surname + given
                let found = ChineseCases.run(&normalizer, Array(cell.utf8))
                let family = found.first?.parts["familyName"]
                tally.add(given, surname, family)
                if Self.nicknames.contains(cell) {
                    #expect(found.first?.code == "N120", "\(cell)")
                    continue
                }
                #expect(family == surname, "\(cell)")
                #expect(found.first?.parts["givenName"] == given, "\(cell)")
                #expect(found.first?.validity == .valid, "\(cell)")
            }
        }
        tally.show("surnames")
    }
}
