import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Encodings of text files")
struct EncodingTests {
    private static func decode(_ bytes: [UInt8], _ encoding: String? = nil) throws -> DecodedText {
        try DecodedText(FileBytes(bytes), encoding: encoding)
    }

    private static func text(_ decoded: DecodedText) -> String { decoded.span.string() }

    /// One character in 1, 2 or 4 bytes; not each is assigned.
    private static func character(_ random: inout SplitMix64) -> [UInt8] {
        func byte(_ range: ClosedRange<UInt8>) -> UInt8 { UInt8.random(in: range, using: &random) }
        switch Int.random(in: 0..<12, using: &random) {
        case 0...6: return [byte(0xB0...0xF7), byte(0xA1...0xFE)]
        case 7: return [byte(0x81...0xFE), byte(0x40...0xFE)]
        case 8: return [byte(0x81...0x84), byte(0x30...0x39), byte(0x81...0xFE), byte(0x30...0x39)]
        case 9: return [0x0D, 0x0A]
        default: return [byte(0x20...0x7E)]
        }
    }

    @Test("random GB 18030 decodes as ICU decodes each character, over chunk borders")
    func gb18030Twin() throws {
        guard let converter = ICUConverter("GB18030") else {
            Issue.record("ICU has no GB18030")
            return
        }
        var random = SplitMix64(seed: 21)
        for _ in 0..<3 {
            var bytes: [UInt8] = []
            var expected: [UInt8] = []
            while bytes.count < 150_000 {
                let character = Self.character(&random)
                let scalar = character == [0x0D, 0x0A] ? -1 : converter.scalar(character)
                if scalar < 0 && character != [0x0D, 0x0A] { continue }
                bytes += character
                if scalar < 0 { expected += character; continue }
                Scalars.append(UInt32(scalar), to: &expected)
            }
            let decoded = try Self.decode(bytes, "gbk")
            #expect(decoded.issues.isEmpty)
            #expect(decoded.span.copy() == expected)
        }
    }

    @Test("line offsets of decoded text are those of the raw file")
    func lineOffsets() throws {
        let raw: [UInt8] = [0xB1, 0xE0, 0x0D, 0x0A, 0x31, 0x0D, 0x32, 0x0A, 0xBA, 0xC5, 0x0A]
        let decoded = try Self.decode(raw, "gbk")
        #expect(decoded.lineOffsets == [0, 4, 6, 8])
        #expect(decoded.rawOffset(4, decoded.lineStarts()) == 0)
        #expect(decoded.rawOffset(5, decoded.lineStarts()) == 4)
    }

    @Test("names are known in any spelling; an unknown one is answered with the nearest")
    func names() throws {
        for (name, encoding) in [
            ("GBK", Encoding.gb18030), ("cp936", .gb18030), ("UTF8", .utf8), ("Big-5", .big5),
            ("Shift-JIS", .shiftJIS), ("latin1", .windows1252),
        ] {
            #expect(try Encoding(named: name) == encoding)
        }
        #expect { try Encoding(named: "gbkk") } throws: { error in
            let failure = error as? ImportFailure
            return failure?.kind.code == ImportFindings.unknownEncoding.code
                && failure?.hint == "did you mean `gbk`?"
        }
    }

    @Test("random bytes never trap in any encoding, and plain ASCII survives in all")
    func randomBytes() throws {
        var random = SplitMix64(seed: 22)
        for encoding in Encoding.allCases {
            for _ in 0..<60 {
                let count = Int.random(in: 0...40, using: &random)
                let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                let decoded = try Self.decode(bytes, encoding.rawValue)
                let isValid = UTF8Check.isValid(decoded.span)
                #expect(isValid)
            }
            if encoding == .utf16LittleEndian || encoding == .utf16BigEndian { continue }
            #expect(Self.text(try Self.decode(Array("a,b\n".utf8), encoding.rawValue)) == "a,b\n")
        }
    }

    @Test("UTF-8 is used in place, behind its BOM")
    func inPlace() throws {
        let decoded = try Self.decode(Array("\u{FEFF}编号".utf8))
        #expect(decoded.isInPlace)
        #expect(Self.text(decoded) == "编号")
        #expect(decoded.confidence == 100)
    }
}
