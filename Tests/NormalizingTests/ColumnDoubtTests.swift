import CRM
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Doubts that a column settles")
struct ColumnDoubtTests {
    private func shown(_ cells: [String], _ type: FieldType) throws -> [String] {
        let column = try NormalizerCases.clean(cells, type: type, steps: nil)
        return column.outcomes.map { value in
            let text = value.value == 0 ? "-" : column.values.string(value.value)
            return value.code == .none ? text : text + " " + value.code.text
        }
    }

    @Test("six digits have the order that another cell shows, and none where cells differ")
    func sixDigits() throws {
        #expect(try shown(["010523"], .date) == ["- N014"])
        #expect(try shown(["010523", "980101"], .date) == ["2001-05-23", "1998-01-01"])
        #expect(try shown(["010523", "122599"], .date) == ["2023-01-05", "1999-12-25"])
        #expect(try shown(["010523", "251299"], .date) == ["2023-05-01", "1999-12-25"])
        #expect(try shown(["010523", "980101", "122599"], .date).first == "- N014")
    }

    @Test("numbers below one are shares where several are, and ambiguous among percentages")
    func shares() throws {
        #expect(try shown(["0.5", "0.6", "1"], .percent) == ["50", "60", "100"])
        #expect(try shown(["1", "0.5", "60"], .percent) == ["- N157", "- N157", "60"])
        #expect(try shown(["1", "60"], .percent) == ["1", "60"])
        #expect(try shown(["1"], .percent) == ["1 N159"])
    }
}
