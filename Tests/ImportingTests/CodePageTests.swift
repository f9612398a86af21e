import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Texts of fields in code pages")
struct CodePageTests {
    private static func decoded(_ bytes: [UInt8], _ name: String) throws -> String {
        let page = try CodePage(named: name)
        var output: [UInt8] = []
        _ = page.append(bytes.span, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("a field is decoded as a file of the same bytes is")
    func twins() throws {
        var random = SplitMix64(seed: 162)
        var comparedCount = 0
        for encoding in [Encoding.gb18030, .big5, .shiftJIS, .eucKR, .windows1252] {
            let page = encoding.rawValue
            for _ in 0..<500 {
                let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                    UInt8.random(in: 1...255, using: &random)
                }
                let text = try DecodedText(FileBytes(bytes), encoding: encoding.rawValue)
                // Around bad bytes a file is repaired by what stands near; a field is too short.
                guard !text.span.string().contains("\u{FFFD}"), text.issues.isEmpty else {
                    continue
                }
                comparedCount += 1
                #expect(try Self.decoded(bytes, page) == text.span.string())
            }
        }
        #expect(comparedCount > 100)
    }

    @Test("half a character at the end is left out and told")
    func cut() throws {
        let page = try CodePage(named: "gbk")
        let cases: [(bytes: [UInt8], isCut: Bool)] = [
            ([0xC4, 0xE3, 0xBA], true), ([0xC4, 0xE3], false),
        ]
        for (bytes, isCut) in cases {
            var output: [UInt8] = []
            let outcome = page.append(bytes.span, to: &output)
            #expect(outcome.isCut == isCut)
            #expect(outcome.badByteCount == 0)
            #expect(output == Array("你".utf8))
        }
        let utf8 = try CodePage(named: "utf-8")
        var output: [UInt8] = []
        let bytes = Array("你好".utf8.dropLast())
        let outcome = utf8.append(bytes.span, to: &output)
        #expect(outcome.isCut)
        #expect(output == Array("你".utf8))
    }

    @Test("pages of one byte, four-byte characters and the euro sign are known")
    func pages() throws {
        #expect(try Self.decoded([0x8F, 0xE0, 0xA8], "cp866") == "При")
        #expect(try Self.decoded([0xCF, 0xF0], "windows-1251") == "Пр")
        #expect(try Self.decoded([0x81], "437") == "ü")
        #expect(try Self.decoded([0x95, 0x32, 0x82, 0x36, 0x80], "gb18030") == "\u{20000}€")
        #expect(throws: ImportFailure.self) { try Self.decoded([], "utf-16") }
        #expect(throws: ImportFailure.self) { try Self.decoded([], "klingon") }
    }
}
