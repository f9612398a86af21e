import TestSupport
import Testing

@testable import Records

@Suite("Bytes and scalars")
struct BytesTests {
    @Test("every scalar is written and read back")
    func roundTrip() {
        for scalar in (0...UInt32(0x10FFFF)).lazy.filter({ $0 % 7 == 0 || $0 < 0x900 }) {
            var bytes: [UInt8] = []
            Scalars.append(scalar, to: &bytes)
            let isSurrogate = (0xD800..<0xE000).contains(scalar)
            let (read, byteCount) = Scalars.decode(bytes.span, at: 0)
            #expect(read == (isSurrogate ? 0xFFFD : scalar) && byteCount == bytes.count)
        }
    }

    @Test("decoding agrees with the standard library on well-formed text")
    func twin() {
        let text = "aé中😀\u{10FFFF}\u{7FF}\u{800}"
        let bytes = Array(text.utf8)
        #expect(Scalars.all(bytes.span) == text.unicodeScalars.map(\.value))
    }

    @Test(
        "ill-formed bytes become U+FFFD one by one",
        arguments: [
            ([0x80], 1), ([0xC0, 0xAF], 2), ([0xE4, 0xB8], 2), ([0xED, 0xA0, 0x80], 3),
            ([0xF5, 0x80, 0x80, 0x80], 4), ([0xFF, 0x41], 2),
        ] as [([UInt8], Int)]
    )
    func illFormed(_ bytes: [UInt8], _ count: Int) {
        let scalars = Scalars.all(bytes.span)
        #expect(scalars.count == count)
        #expect(scalars.allSatisfy { $0 == 0xFFFD || $0 == 0x41 })
    }

    @Test("equal bytes hash equally, and one changed bit changes the hash")
    func hash() {
        var random = SplitMix64(seed: 64)
        for count in 0..<70 {
            var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let copy = bytes
            let hash = Hash64.of(bytes.span)
            #expect(hash == Hash64.of(copy.span))
            #expect(hash != Hash64.of(bytes.span, seed: 1))
            guard count > 0 else { continue }
            bytes[Int.random(in: 0..<count, using: &random)] ^= 1
            #expect(hash != Hash64.of(bytes.span))
        }
        #expect(Hash64.combine(1, 2) != Hash64.combine(2, 1))
    }

    @Test("the word of a few bytes holds them in order, as one by one")
    func tailWord() {
        var random = SplitMix64(seed: 65)
        for count in 0...8 {
            for _ in 0..<50 {
                let bytes = (0..<12).map { _ in UInt8.random(in: 0...255, using: &random) }
                let offset = Int.random(in: 0...(12 - count), using: &random)
                var expected: UInt64 = 0
                for index in 0..<count {
                    expected |= UInt64(bytes[offset + index]) << UInt64(index * 8)
                }
                #expect(Hash64.word(bytes.span, at: offset, count: count) == expected)
            }
        }
    }

    @Test("searching agrees with a naive twin")
    func search() {
        var random = SplitMix64(seed: 5)
        var foundCount = 0
        for _ in 0..<5000 {
            let hay = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                UInt8.random(in: 97...98, using: &random)
            }
            let needle = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                UInt8.random(in: 97...98, using: &random)
            }
            let last = hay.count - needle.count
            let expected = (0...max(last, 0)).first {
                last >= 0 && Array(hay[$0..<($0 + needle.count)]) == needle
            }
            #expect(hay.span.range(of: needle.span)?.lowerBound == expected)
            if expected != nil { foundCount += 1 }
        }
        #expect(foundCount > 500)
    }

    @Test("prefixes and suffixes never reach outside")
    func edges() {
        let bytes = Array("中a".utf8)
        #expect(bytes.span.hasPrefix("中") && bytes.span.hasSuffix("a") && bytes.span.equals("中a"))
        #expect(!bytes.span.hasPrefix("中ab") && !bytes.span.starts(with: "a", at: -1))
        #expect(!bytes.span.isASCII && bytes.span.firstIndex(of: 0x61) == 3)
        #expect(bytes.span.string() == "中a")
    }

    @Test("Han is what Unicode says, not kana or full-width letters")
    func han() {
        let texts: [(Unicode.Scalar, Bool)] = [
            ("中", true), ("〇", true), ("\u{20000}", true), ("ア", false), ("Ａ", false), ("、", false),
        ]
        for (scalar, isHan) in texts { #expect(Scalars.isHan(scalar.value) == isHan) }
    }
}
