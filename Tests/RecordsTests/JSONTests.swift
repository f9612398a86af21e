import TestSupport
import Testing

@testable import Records

@Suite("JSON")
struct JSONTests {
    @Test("what is written is read back the same, over 5,000 seeded values")
    func identity() throws {
        var random = SplitMix64(seed: 8259)
        for round in 0..<5000 {
            let text = JSONTests.value(depth: 4, &random).text(pretty: round % 2 == 0)
            let parsed = try JSON.parse(text)
            #expect(parsed.text(pretty: round % 2 == 0) == text)
        }
    }

    private static func value(depth: Int, _ random: inout SplitMix64) -> JSON {
        let kind = Int.random(in: depth == 0 ? 0...4 : 0...6, using: &random)
        let count = Int.random(in: 0...3, using: &random)
        switch kind {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .int(Int.random(in: .min ... .max, using: &random))
        case 3: return .double(Double.random(in: -1e9...1e9, using: &random))
        case 4: return .string(string(&random))
        case 5: return .array((0..<count).map { _ in value(depth: depth - 1, &random) })
        default:
            return .object(
                (0..<count).map { _ in (string(&random), value(depth: depth - 1, &random)) }
            )
        }
    }

    private static func string(_ random: inout SplitMix64) -> String {
        let scalars: [UInt32] = [
            0, 9, 10, 13, 31, 34, 47, 92, 97, 0x7F, 0xE9, 0x4E2D, 0xFFFD, 0x1F600,
        ]
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            Scalars.append(scalars.randomElement(using: &random) ?? 97, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "texts are read as RFC 8259 says",
        arguments: [
            (" [1 , 2.50,-3e2 ] ", "[1,2.5,-300.0]"),
            (#""\u4e2d\ud83d\ude00\/\b""#, #""中😀/\u0008""#),
            (#"{"a":{"b":[]},"c":null}"#, #"{"a":{"b":[]},"c":null}"#), ("-0", "-0.0"), ("0", "0"),
            ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", "9.223372036854776e+18"), ("\u{FEFF}true", "true"),
            (#""\ud83d!""#, "\"\u{FFFD}!\""), (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#),
        ]
    )
    func reads(_ text: String, _ expected: String) throws {
        #expect(try JSON.parse(text).text() == expected)
    }

    @Test(
        "what is no JSON is refused at its place",
        arguments: [
            ("", 0), ("[1,]", 3), ("{\"a\" 1}", 5), ("{a:1}", 1), ("01", 2), ("1.", 2), ("+1", 0),
            ("nul", 0), ("\"a", 2), ("\"\\x\"", 2), ("\"\\u12g4\"", 5), ("\"\n\"", 1), ("1 2", 2),
            ("[1", 2), ("'a'", 0), ("1e", 2), ("-", 1), ("1e999", 0), ("[1 2]", 3), ("\"\\", 2),
        ]
    )
    func refuses(_ text: String, _ byteOffset: Int) {
        let error = #expect(throws: JSONError.self) { try JSON.parse(text) }
        #expect(error?.byteOffset == byteOffset)
        #expect(error?.message.isEmpty == false)
    }

    @Test("512 levels are read, 513 are refused")
    func depth() throws {
        func nested(_ count: Int) -> String {
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        _ = try JSON.parse(nested(512))
        #expect(throws: JSONError.self) { try JSON.parse(nested(513)) }
    }

    @Test("any bytes end in a value or an error")
    func total() {
        var random = SplitMix64(seed: 404)
        let alphabet = Array("[]{}\",:\\u0d8tfn-.e1 \u{4E2D}".utf8) + [0xFF, 0xC3, 0x00]
        var errorCount = 0
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            do { _ = try JSON.parse(bytes.span) } catch { errorCount += 1 }
        }
        #expect(errorCount > 10_000 && errorCount < 20_000)
    }

    @Test("values are found by key, and texts and numbers by kind")
    func access() throws {
        let json = try JSON.parse(#"{"a": [1, "x", 2.5]}"#)
        #expect(json["a"]?.items?.count == 3)
        #expect(json["a"]?.items?[0].number == 1)
        #expect(json["a"]?.items?[1].string == "x")
        #expect(json["b"] == nil)
    }
}
