import Records
import TestSupport
import Testing

@testable import Importing

/// Texts are encoded here, by the decoder's own table turned round, so that the answer is known.
@Suite("Telling encodings apart")
struct EncodingGuessTests {
    /// Writes text in an encoding; what the encoding lacks is left out.
    struct Encoder {
        private var bytes: [UInt32: [UInt8]] = [:]
        private let encoding: Encoding

        init(_ encoding: Encoding) {
            self.encoding = encoding
            guard let table = ByteTable.of(encoding) else { return }
            for (pair, packed) in table.pairs.enumerated() where packed != 0 {
                bytes[ByteTable.scalar(packed)] = [UInt8(pair >> 8), UInt8(pair & 0xFF)]
            }
            for (byte, packed) in table.singles.enumerated()
            where packed != 0 && packed != ByteTable.leadMark {
                bytes[ByteTable.scalar(packed)] = [UInt8(byte)]
            }
        }

        func encode(_ text: String) -> [UInt8] {
            switch encoding {
            case .utf8: return Array(text.utf8)
            case .utf16LittleEndian:
                return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            case .utf16BigEndian:
                return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            default: return text.unicodeScalars.flatMap { bytes[$0.value] ?? [] }
            }
        }
    }

    struct Tally {
        var all = 0
        var right = 0
        var wrongButSure = 0

        mutating func add(_ guess: EncodingGuess, _ expected: Encoding) {
            all += 1
            if guess.encoding == expected { right += 1; return }
            if guess.confidence >= EncodingGuess.doubtfulBelow { wrongButSure += 1 }
        }
    }

    private static func tally(
        _ encoding: Encoding,
        _ byteCount: Int,
        _ make: (inout EncodingPhrases, Int) -> String
    ) -> Tally {
        let encoder = Encoder(encoding)
        var tally = Tally()
        for seed in 0..<200 {
            var phrases = EncodingPhrases(seed: UInt64(seed))
            for kind in 0..<2 {
                let text = make(&phrases, kind)
                let bytes = Array(encoder.encode(text).prefix(byteCount))
                tally.add(EncodingGuess(FileBytes(bytes)), encoding)
            }
        }
        return tally
    }

    @Test(
        "at least 99 of 100 openings of Chinese text are told, prose and rows of a customer list",
        arguments: [64, 256, 1024]
    )
    func chinese(byteCount: Int) {
        for encoding in [Encoding.gb18030, .utf8, .utf16LittleEndian, .utf16BigEndian] {
            let tally = Self.tally(encoding, byteCount) { phrases, kind in
                kind == 0
                    ? phrases.dense(EncodingPhrases.simplified, byteCount)
                    : phrases.rows(
                        EncodingPhrases.simplifiedHeaders,
                        EncodingPhrases.simplified,
                        byteCount
                    )
            }
            #expect(tally.right * 100 >= tally.all * 99, "\(encoding) \(tally)")
            #expect(tally.wrongButSure == 0, "\(encoding) \(tally)")
        }
        let big5 = Self.tally(.big5, byteCount) { phrases, kind in
            kind == 0
                ? phrases.dense(EncodingPhrases.traditional, byteCount)
                : phrases.rows(
                    EncodingPhrases.traditionalHeaders,
                    EncodingPhrases.traditional,
                    byteCount
                )
        }
        #expect(big5.right * 100 >= big5.all * 99, "\(big5)")
        #expect(big5.wrongButSure == 0, "\(big5)")
    }

    @Test(
        "at least 99 of 100 openings of Japanese and Korean text are told",
        arguments: [64, 256, 1024]
    )
    func others(byteCount: Int) {
        for encoding in [Encoding.shiftJIS, .eucJP, .eucKR] {
            let words = encoding == .eucKR ? EncodingPhrases.korean : EncodingPhrases.japanese
            let tally = Self.tally(encoding, byteCount) { phrases, kind in
                kind == 0 ? phrases.dense(words, byteCount) : phrases.rows(words, words, byteCount)
            }
            #expect(tally.right * 100 >= tally.all * 99, "\(encoding) \(tally)")
        }
    }

    @Test("a text that ends inside a character is told like the whole one")
    func cutAtEnd() {
        for encoding in [Encoding.gb18030, .big5, .utf8, .shiftJIS] {
            let encoder = Encoder(encoding)
            let words =
                encoding == .big5
                ? EncodingPhrases.traditional
                : encoding == .shiftJIS ? EncodingPhrases.japanese : EncodingPhrases.simplified
            var phrases = EncodingPhrases(seed: 3)
            let bytes = encoder.encode(phrases.rows(words, words, 200))
            for count in 60..<120 {
                let guess = EncodingGuess(FileBytes(Array(bytes.prefix(count))))
                #expect(guess.encoding == encoding, "\(encoding) cut at \(count)")
            }
        }
    }

    @Test("the smallest customer list of all is told, and two characters are doubtful")
    func smallest() {
        let bytes = Encoder(.gb18030).encode("编号,名称\n1,北京")
        let guess = EncodingGuess(FileBytes(bytes))
        #expect(guess.encoding == .gb18030)
        #expect(guess.confidence >= EncodingGuess.doubtfulBelow)
        let short = EncodingGuess(FileBytes(Encoder(.big5).encode("id\n琪")))
        #expect(short.confidence < EncodingGuess.doubtfulBelow)
    }

    @Test(
        "whatever one byte of a GBK text is lost, the rows keep their places and the rest is read"
    )
    func lostByte() throws {
        let text = "编号,客户名称,城市\n1,北京恒元环保科技有限公司,北京市\n2,上海贸易,上海\n"
        let bytes = Encoder(.gb18030).encode(text)
        var damaged = 0
        for index in bytes.indices where bytes[index] >= 0x80 {
            var part = bytes
            part.remove(at: index)
            let decoded = try DecodedText(FileBytes(part), encoding: "gbk")
            let lines = decoded.span.string().split(separator: "\n")
            #expect(lines.count == 3)
            #expect(decoded.issues.count <= 2)
            let kept = Set(text.unicodeScalars).intersection(decoded.span.string().unicodeScalars)
            if kept.count + 3 < Set(text.unicodeScalars).count { damaged += 1 }
        }
        #expect(damaged * 10 <= bytes.count)
    }

    @Test("text encoded twice is decoded once more; the same letters in French are left alone")
    func doubleEncoding() throws {
        let twice = "å®¢æˆ·,1\nÃ©tÃ©"
        let decoded = try DecodedText(FileBytes(Array(twice.utf8)), encoding: nil)
        #expect(decoded.span.string().hasPrefix("客户,1\n"))
        #expect(decoded.issues.map(\.kind) == [.doubleEncoded])
        let french = "privé»…,été à Noël,ça\nçà et là,œuvre é¢,1"
        let plain = try DecodedText(FileBytes(Array(french.utf8)), encoding: nil)
        #expect(plain.isInPlace)
    }
}
