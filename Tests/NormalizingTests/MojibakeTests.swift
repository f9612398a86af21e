import CRM
import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Misread text")
struct MojibakeTests {
    /// UTF-8 as a program shows it that takes it for GBK: bytes without a character become U+FFFD.
    static func asGBK(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var shown = String.UnicodeScalarView()
        var index = 0
        while index < bytes.count {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if bytes[index] <= 0x80 {
                shown.append(bytes[index] == 0x80 ? "€" : Unicode.Scalar(bytes[index]))
                index += 1
            } else if let scalar = Unicode.Scalar(GBKCodes.shared.scalar(bytes[index], next)),
                scalar.value > 0
            {
                shown.append(scalar)
                index += 2
            } else {
                shown.append("\u{FFFD}")
                index += 1
            }
        }
        return String(shown)
    }

    /// Bytes as a program shows them that takes them for windows-1252.
    static func asLatin(_ bytes: [UInt8]) -> String {
        var shown = String.UnicodeScalarView()
        for byte in bytes {
            let special = (0x100...0x2122).first { WindowsLatin.byte(UInt32($0)) == byte }
            shown.append(Unicode.Scalar(UInt32(special ?? Int(byte))) ?? "?")
        }
        return String(shown)
    }

    static func reading(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard case .misread(let reading) = Mojibake.damage(bytes.span) else { return nil }
        return String(decoding: reading, as: UTF8.self)
    }

    /// Whether a reading is the text, but for characters that it says it lacks.
    static func agrees(_ reading: String, _ text: String) -> Bool {
        var rest = Substring(text)
        for piece in reading.split(separator: "\u{FFFD}", omittingEmptySubsequences: true) {
            guard let range = rest.range(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.count <= 2 || reading.contains("\u{FFFD}")
    }

    static let texts = [
        "上海分公司", "中国", "张三", "第一次来电，未接", "客户要求开具增值税发票", "ABC公司 123", "杭州市西湖区文三路90号",
        "王小明（销售）", "已寄样，等待答复", "有限公司",
    ]

    @Test("what was misread is offered as it was", arguments: texts)
    func offers(text: String) {
        let readings = [Self.asGBK(text), Self.asLatin(Array(text.utf8))].map(Self.reading)
        for reading in readings {
            #expect(reading.map { Self.agrees($0, text) } == true, "\(text): \(reading ?? "-")")
        }
    }

    @Test("a reading that may be right and text that is right are left alone")
    func leavesAlone() {
        let real = [
            "滕璩彪", "涓滴", "浣溪沙", "鑫淼", "Café", "ÀÉÎÕÜ", "São Tomé", "Ünlü", "§§ 1–2", "“x”", "±5°C",
            "Ä®Ä®", "寮膘", "Łódź", "ÆØÅ", "繁體中文備註", "カタカナ", "Москва", "", "abc", "£", "é",
        ]
        for text in real { #expect(Self.reading(text) == nil, "\(text)") }
    }

    @Test("300,000 random names of Han characters are left alone but for one in 100,000")
    func leavesRandomNamesAlone() {
        var random = SplitMix64(seed: 23)
        var misreadCount = 0
        for _ in 0..<300_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 2...4, using: &random) {
                // Both levels of GB 2312 alike: far more rare characters than any real list has.
                let lead = UInt8.random(in: 0xB0...0xF7, using: &random)
                let trail = UInt8.random(in: 0xA1...0xFE, using: &random)
                Scalars.append(GBKCodes.shared.scalar(lead, trail), to: &bytes)
            }
            if case .misread = Mojibake.damage(bytes.span) { misreadCount += 1 }
        }
        #expect(misreadCount <= 3)
    }

    @Test("of real addresses and names none is taken for misread, and nearly all are read back")
    func readsBack() throws {
        guard let addresses = Fixtures.data("normalize/addresses/addresses.csv"),
            let names = Fixtures.data("normalize/org-types/company_short_forms.txt")
        else { return }
        var texts = try DataTests.rows(addresses).flatMap { $0 }
        texts += try String(contentsOf: names, encoding: .utf8).split(separator: "\n").map(
            String.init
        )
        texts = texts.filter { $0.unicodeScalars.filter { Scalars.isHan($0.value) }.count >= 2 }
        #expect(texts.compactMap(Self.reading) == [])
        let sample = stride(from: 0, to: texts.count, by: 23).map { texts[$0] }
        var rightCount = 0
        for text in sample {
            if let reading = Self.reading(Self.asGBK(text)) {
                #expect(Self.agrees(reading, text), "\(text): \(reading)")
                rightCount += 1
            }
        }
        let share = Double(rightCount) / Double(sample.count)
        print("misread as GBK and read back: \(rightCount) of \(sample.count)")
        #expect(share >= 0.95)
    }
}
