import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Numbering plans on labelled data")
struct NumberingPlanDataTests {
    private let plan = NumberingPlan.shared

    private func form(_ reading: PlanReading, _ format: NumberFormat) -> String {
        var bytes: [UInt8] = []
        plan.append(reading, as: format, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("every example number of the metadata is what it is an example of")
    func readsExamples() throws {
        guard let url = Fixtures.data("normalize/phone-examples.csv") else { return }
        let rows = try DataTests.rows(url).filter { $0.count >= 10 }
        #expect(rows.count > 1_000)
        for row in rows {
            let text = Array(row[4].utf8)
            let reading = plan.read(text.span, region: nil)
            #expect(reading.isValid == (row[5] == "true"), "\(row)")
            #expect(reading.region?.code == row[6], "\(row)")
            #expect(reading.type.name.description == row[7].lowercased(), "\(row)")
            #expect(form(reading, .e164) == row[4], "\(row)")
            #expect(form(reading, .national) == row[8], "\(row)")
            #expect(form(reading, .international) == row[9], "\(row)")
        }
    }

    /// Outcome, E.164, extension, validity, possibility, region and type, in the data's words.
    private func verdict(_ reading: PlanReading) -> [String] {
        let errors = [
            "NOT_A_NUMBER", "INVALID_COUNTRY_CODE", "TOO_LONG", "TOO_SHORT_NSN",
            "TOO_SHORT_AFTER_IDD",
        ]
        let lengths = [
            "IS_POSSIBLE", "IS_POSSIBLE_LOCAL_ONLY", "TOO_SHORT", "TOO_LONG", "INVALID_LENGTH",
        ]
        if let error = reading.error {
            return [errors[Int(error.rawValue)], "", "", "false", "", "", ""]
        }
        var digits: [UInt8] = []
        reading.extension.append(to: &digits)
        return [
            "ok", form(reading, .e164), String(decoding: digits, as: UTF8.self),
            reading.isValid ? "true" : "false", lengths[Int(reading.length.rawValue)],
            reading.isValid ? reading.region?.code ?? "" : "",
            reading.isValid ? reading.type.name.description.uppercased() : "",
        ]
    }

    @Test("damaged texts of all regions get the library's verdicts")
    func readsDamagedTexts() throws {
        guard let url = Fixtures.data("normalize/phone-random-5k.csv") else { return }
        var counts: [String: (all: Int, same: Int)] = [:]
        for row in try DataTests.rows(url) where row.count >= 10 {
            let text = Array(row[0].utf8)
            let region = Array(row[1].utf8)
            let reading = plan.read(text.span, region: RegionIndex(code: region.span))
            let isSame = verdict(reading) == Array(row[3...9])
            counts[row[2], default: (0, 0)].all += 1
            if isSame { counts[row[2], default: (0, 0)].same += 1 }
            if !isSame { print("differs:", row, verdict(reading)) }
        }
        let all = counts.values.reduce(0) { $0 + $1.all }
        let same = counts.values.reduce(0) { $0 + $1.same }
        for (kind, count) in counts.sorted(by: { $0.key < $1.key }) where count.same < count.all {
            print("phone verdicts, \(kind): \(count.same) of \(count.all)")
        }
        print("phone verdicts equal: \(same) of \(all)")
        #expect(all > 4_900 && same * 1_000 >= all * 999)
    }
}
