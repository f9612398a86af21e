import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Numbering plans")
struct NumberingPlanTests {
    private let plan = NumberingPlan.shared

    private func read(_ text: String, _ region: String = "CN") -> PlanReading {
        let bytes = Array(text.utf8)
        let code = Array(region.utf8)
        return plan.read(bytes.span, region: RegionIndex(code: code.span))
    }

    private func form(_ reading: PlanReading, _ format: NumberFormat) -> String {
        var bytes: [UInt8] = []
        plan.append(reading, as: format, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As in the fixture: an error, or region and type, or `invalid` and the length.
    static func verdict(_ reading: PlanReading) -> String {
        if let error = reading.error {
            return switch error {
            case .notANumber: "not_a_number"
            case .invalidCountryCode: "no_country_code"
            case .tooLong: "too_long"
            case .tooShort: "too_short"
            case .tooShortAfterPrefix: "too_short_after_prefix"
            }
        }
        if reading.isValid { return "\(reading.region?.code ?? "") \(reading.type.name)" }
        return switch reading.length {
        case .possible: "invalid possible"
        case .localOnly: "invalid local_only"
        case .tooShort: "invalid too_short"
        case .tooLong: "invalid too_long"
        case .unused: "invalid unused"
        }
    }

    @Test("every text of the fixture gets its verdict and its forms")
    func readsFixture() throws {
        let rows = try Fixtures.rows("numbering-plans/verdicts.tsv")
        #expect(rows.count > 150)
        for row in rows {
            let reading = read(row[0], row[1])
            #expect(Self.verdict(reading) == row[2], "\(row)")
            guard reading.error == nil else { continue }
            var digits: [UInt8] = []
            reading.extension.append(to: &digits)
            #expect(String(decoding: digits, as: UTF8.self) == row[4], "\(row)")
            #expect(form(reading, .e164) == row[3], "\(row)")
            #expect(form(reading, .national) == row[5], "\(row)")
            #expect(form(reading, .international) == row[6], "\(row)")
            #expect(form(reading, .rfc3966) == row[7], "\(row)")
        }
    }

    @Test("digits alone are read as the same digits in a text")
    func readsDigits() {
        var random = SplitMix64(seed: 7)
        let regions = ["CN", "US", "AR", "BR", "GB", "IT", "JP", "RU", "AG", "ZZ"]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...22, using: &random)
            var digits = (0..<count).map { _ in UInt8(0x30 + Int.random(in: 0...9, using: &random))
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                digits.insert(contentsOf: Array("00861".utf8), at: 0)
            }
            let hasPlus = Bool.random(using: &random)
            let code = Array((regions.randomElement(using: &random) ?? "CN").utf8)
            let region = RegionIndex(code: code.span)
            let text = (hasPlus ? [0x2B] : []) + digits
            let plain = plan.read(digits: digits.span, hasPlus: hasPlus, region: region)
            let whole = plan.read(text.span, region: region)
            #expect(Self.verdict(plain) == Self.verdict(whole))
            if plain.error == nil { #expect(form(plain, .e164) == form(whole, .e164)) }
        }
    }

    @Test("the one-pass reading of plain texts is the reading by symbols")
    func readsPlainTexts() {
        var random = SplitMix64(seed: 11)
        let signs = Array("0123456789013800+ -().[]/*a,#".utf8)
        for _ in 0..<30_000 {
            let count = Int.random(in: 0...24, using: &random)
            let text = (0..<count).map { _ in signs[Int.random(in: 0..<signs.count, using: &random)]
            }
            let fast = plan.read(text.span, region: .china)
            // A mark that no number has but every reading skips keeps the fast path out.
            let marked = Array("；".utf8) + text
            let slow = plan.read(marked.span, region: .china)
            let shown = String(decoding: text, as: UTF8.self)
            #expect(Self.verdict(fast) == Self.verdict(slow), "\(shown)")
            if fast.error == nil {
                #expect(form(fast, .rfc3966) == form(slow, .rfc3966), "\(shown)")
            }
        }
    }

    @Test("a valid number is read again from each of its forms")
    func readsItsForms() throws {
        for row in try Fixtures.rows("numbering-plans/verdicts.tsv") where row[2].hasPrefix("CN ") {
            for text in [row[3], row[5], row[6], row[7]] {
                #expect(form(read(text), .e164) == row[3], "\(text)")
            }
        }
    }

    @Test("any bytes are read without a trap")
    func readsAnything() {
        var random = SplitMix64(seed: 13)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...300, using: &random)
            var text = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            if Bool.random(using: &random) { text.insert(contentsOf: Array("+86138".utf8), at: 0) }
            let reading = plan.read(text.span, region: .china)
            #expect(reading.error == nil || !reading.isValid)
        }
    }

    @Test("a text of more than 250 characters is too long, one of 250 is read")
    func limitsLength() {
        let number = "13812345678"
        let padding = String(repeating: "电", count: 239)
        #expect(read(padding + number).isValid)
        #expect(read(padding + "话" + number).error == .tooLong)
        #expect(read(String(repeating: "-", count: 240) + number).error == .tooLong)
    }

    @Test("regions are known by their ISO codes")
    func knowsRegions() throws {
        let china = try #require(RegionIndex("CN"))
        #expect(china.code == "CN" && china.countryCode == 86)
        #expect(RegionIndex("tw")?.countryCode == 886)
        #expect(RegionIndex("ZZ") == nil && RegionIndex("C") == nil && RegionIndex("001") == nil)
        #expect(read("+800 1234 5678").region?.code == "001")
        #expect(read("+800 1234 5678").region?.letters == nil)
    }

    @Test("types bear the names of the data")
    func namesTypes() {
        let names = NumberType.allCases.map(\.name.description)
        #expect(
            Set(names).count == 12 && names[10] == "mobile" && names[11] == "fixed_line_or_mobile"
        )
        func type(_ name: String) -> NumberType? {
            let bytes = Array(name.utf8)
            return NumberType(name: bytes.span)
        }
        for name in names { #expect(type(name)?.name.description == name) }
        #expect(type("landline") == nil)
    }

    @Test("short numbers of a region are known with their cost")
    func knowsShortNumbers() {
        func short(_ text: String, _ region: RegionIndex?) -> ShortNumber? {
            let bytes = Array(text.utf8)
            return region.flatMap { plan.shortNumber(bytes.span, region: $0) }
        }
        let police = short("110", .china)
        #expect(police?.isEmergency == true && police?.isValid == true && police?.cost == .tollFree)
        #expect(
            short("95588", .china)?.isValid == true && short("95588", .china)?.cost == .standard
        )
        #expect(short("10086", .china)?.isEmergency == false)
        #expect(short("999", .hongKong)?.isEmergency == true && short("999", .china) == nil)
        #expect(short("119", .taiwan)?.isEmergency == true)
        #expect(short("13812345678", .china) == nil && short("", .china) == nil)
    }

    @Test("area codes name their place, the longest prefix first")
    func namesAreas() {
        func names(_ text: String) -> [String] {
            let bytes = Array(text.utf8)
            let reading = plan.read(national: bytes.span, countryCode: 86)
            guard let area = plan.areaName(reading.national) else { return [] }
            var chinese: [UInt8] = []
            var english: [UInt8] = []
            area.appendChinese(to: &chinese)
            area.appendEnglish(to: &english)
            return [chinese, english].map { String(decoding: $0, as: UTF8.self) }
                + ["\(area.codeLength)"]
        }
        #expect(names("1082345678") == ["北京市", "Beijing", "2"])
        #expect(names("5922345678") == ["福建省厦门市", "Xiamen, Fujian", "3"])
        #expect(names("87912345678") == ["云南省普洱市", "Simao, Yunnan", "3"])
        #expect(names("6002345678").isEmpty)
    }
}
