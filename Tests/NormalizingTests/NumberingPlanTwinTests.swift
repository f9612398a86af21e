import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Numbering plans beside their patterns")
struct NumberingPlanTwinTests {
    private let plan = NumberingPlan.shared

    /// The committed plans, and all of them when the data is there.
    private func slowPlans() throws -> [SlowPlan] {
        var plans = [try SlowPlan.fixture()]
        if let url = Fixtures.data("normalize/phone-metadata/territories.json") {
            plans.append(try SlowPlan(url))
        }
        return plans
    }

    /// A number near one that exists, or any digits.
    private func number(_ examples: [[Int]], _ random: inout SplitMix64) -> [Int] {
        var digits = examples.randomElement(using: &random) ?? []
        if digits.isEmpty || Int.random(in: 0..<4, using: &random) == 0 {
            let count = Int.random(in: 2...14, using: &random)
            return (0..<count).map { _ in Int.random(in: 0...9, using: &random) }
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let place = Int.random(in: 0..<digits.count, using: &random)
            digits[place] = Int.random(in: 0...9, using: &random)
        }
        switch Int.random(in: 0..<8, using: &random) {
        case 0: digits.append(Int.random(in: 0...9, using: &random))
        case 1 where digits.count > 3: digits.removeLast()
        default: break
        }
        return digits
    }

    private func bytes(_ digits: [Int]) -> [UInt8] { digits.map { UInt8(0x30 + $0) } }

    private func run(_ digits: [Int]) -> DigitRun {
        var run = DigitRun()
        for byte in bytes(digits) { run.append(byte) }
        return run
    }

    @Test("region, type and groups of digits are what the patterns say")
    func agreesOnVerdicts() throws {
        for slow in try slowPlans() {
            var random = SplitMix64(seed: 41)
            var validCount = 0
            for code in slow.territories.keys.sorted() {
                let examples = slow.territories[code]?.flatMap(\.examples) ?? []
                for _ in 0..<150 {
                    let digits = number(examples, &random)
                    let text = bytes(digits)
                    let reading = plan.read(national: text.span, countryCode: code)
                    let expected = slow.verdict(digits, code: code)
                    #expect(reading.isValid == (expected != nil), "+\(code) \(digits)")
                    if let expected {
                        validCount += 1
                        #expect(reading.region?.code == expected.region, "+\(code) \(digits)")
                        #expect(
                            reading.type.name.description == expected.type,
                            "+\(code) \(digits)"
                        )
                    }
                    for isNational in [true, false] {
                        var form: [UInt8] = []
                        plan.append(reading, as: isNational ? .national : .international, to: &form)
                        let groups = slow.formatted(digits, code: code, isNational: isNational)
                        let wanted = isNational ? groups : "+\(code) \(groups)"
                        #expect(String(decoding: form, as: UTF8.self) == wanted)
                    }
                }
            }
            #expect(validCount > slow.territories.count * 30, "too few numbers were valid")
        }
    }

    @Test("prefixes are cut and transformed as the patterns say")
    func agreesOnPrefixes() throws {
        for slow in try slowPlans() {
            var random = SplitMix64(seed: 43)
            var cutCount = 0
            for territory in slow.territories.values.joined().sorted(by: { $0.id < $1.id })
            where territory.id != "001" {
                let id = Array(territory.id.utf8)
                let found = RegionIndex(code: id.span)
                let region = try #require(found)
                let leads = ["", "0", "1", "8", "01", "9", "179", "15", "0015", "003768", "19"]
                for _ in 0..<150 {
                    let lead = leads.randomElement(using: &random) ?? ""
                    let digits = SlowPlan.digits(lead) + number(territory.examples, &random)
                    let wanted = slow.withoutPrefix(digits, territory)
                    if wanted != digits { cutCount += 1 }
                    let rest = plan.withoutNationalPrefix(run(digits), region)
                    let kept = (0..<rest.count).map { Int(rest[$0] & 0x0F) }
                    #expect(kept == wanted, "\(territory.id) \(digits)")
                    let start = plan.territory(region, .internationalPrefix)
                    let length = plan.leadingMatch(run(digits), from: start).length
                    #expect(length == territory.international?.leading(digits)?.length ?? -1)
                }
            }
            #expect(cutCount > slow.territories.count * 15, "too few prefixes were cut")
        }
    }
}
