import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Text steps")
struct StepTests {
    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("SHA-256 gives the digests of FIPS 180-4's examples")
    func hashes() {
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        let million = [UInt8](repeating: 0x61, count: 1_000_000)
        let cases: [([UInt8], String)] = [
            ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (Array(long.utf8), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
            (million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ]
        for (bytes, digest) in cases { #expect(hexadecimal(SHA256.digest(bytes)) == digest) }
    }

    @Test("HMAC-SHA-256 gives the digests of RFC 4231")
    func hashesWithKey() {
        let cases: [([UInt8], [UInt8], String)] = [
            (
                [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ]
        for (key, text, digest) in cases {
            #expect(hexadecimal(KeyedHash(key: key).digest(text.span)) == digest)
        }
    }

    @Test("a step without what it needs says how to give it")
    func needs() {
        let cases: [(any TextStep.Type, OptionValue?, String)] = [
            (Hash.self, nil, "SLUICE_HASH_KEY"),
            (Lookup.self, .map([("file", .text("x.csv"))]), "no file `x.csv`"),
            (Lookup.self, .text("none"), "known are: `industry`"),
            (Replace.self, .map([("pattern", .text("(a)\\1"))]), "at character 4"),
            (
                Replace.self, .map([("pattern", .text("a")), ("to", .text("$1"))]),
                "the pattern has 0"
            ),
            (Replace.self, .map([("pattern", .text("a")), ("from", .text("b"))]), "not both"),
            (Replace.self, .map([("to", .text("b"))]), "`pattern`"),
            (Extract.self, nil, "expected a pattern"),
            (Extract.self, .map([("pattern", .text("a")), ("group", .text("n"))]), "`$<name>`"),
            (Extract.self, .map([("pattern", .text("a")), ("else", .text("x"))]), "one of"),
            (Split.self, .map([("by", .text("a")), ("max", .text("0"))]), "from 1"),
            (Split.self, .map([("by", .text("a")), ("pattern", .text("a"))]), "not both"),
            (Concat.self, nil, "`prefix`"), (Mask.self, .text("shoe"), "phone"),
            (Trim.self, .text("x"), "no value"), (Map.self, .text("x"), "expected a map"),
        ]
        for (kind, options, message) in cases {
            do throws(OptionError) {
                _ = try kind.init(options, context: NormalizerCases.context)
                Issue.record("`\(kind.spec.name)` was taken")
            } catch {
                #expect(error.message.contains(message), "\(kind.spec.name): \(error.message)")
            }
        }
    }

    @Test("a lookup file that answers one text twice, or lacks a column, is refused")
    func refusesFiles() {
        var context = NormalizerCases.context
        context.lookupFiles["a"] = LookupFile(
            columns: ["x", "y"],
            rows: [["1", "a"], ["1", "b"]]
        )
        context.lookupFiles["b"] = LookupFile(columns: ["x"], rows: [["1"]])
        context.lookupFiles["c"] = LookupFile(
            columns: ["x", "y"],
            rows: [["A", "1"], ["a", "2"]]
        )
        let cases: [([(key: String, value: OptionValue)], String)] = [
            ([("file", .text("a"))], "row 3"), ([("file", .text("b"))], "expected two"),
            ([("file", .text("b")), ("from", .text("z"))], "it has `x`"),
            ([("file", .text("c")), ("fold", .text("true"))], "row 3"),
        ]
        for (options, message) in cases {
            do throws(OptionError) {
                _ = try Lookup(.map(options), context: context)
                Issue.record("\(options) was taken")
            } catch {
                #expect(error.message.contains(message), "\(error.message)")
            }
        }
        #expect(throws: Never.self) { try Lookup(.map([("file", .text("c"))]), context: context) }
    }

    @Test("what a step tells of a text reaches its outcome through the steps behind it")
    func tells() throws {
        let steps = [
            Step("split", .text("/")),
            Step("lookup", .map([("table", .text("industry")), ("else", .text("flag"))])),
            Step("upper"),
        ]
        let column = try NormalizerCases.clean(["物流/abc"], type: .text, steps: steps)
        #expect(NormalizerCases.shown(column) == ("LOGISTICS | ABC suspect", "N180"))
    }

    @Test("values parted by U+001F go through the steps as values of one cell")
    func joins() throws {
        let steps = [Step("trim"), Step("join", .text("、"))]
        let column = try NormalizerCases.clean(["甲\u{1F} 乙"], type: .text, steps: steps)
        #expect(NormalizerCases.shown(column).values == "甲、乙")
        let dropped = [Step("drop", .text("待定")), Step("default", .text("未分类"))]
        let other = try NormalizerCases.clean(["待定"], type: .text, steps: dropped)
        #expect(NormalizerCases.shown(other).values == "未分类")
    }

    @Test("any bytes go through any step without a trap", arguments: FixtureTests.stepNames)
    func isTotal(name: String) throws {
        let kind = try #require(TextSteps.find(name))
        let primary: OptionValue? =
            switch name {
            case "split", "drop": .list([.text("a"), .text("中")])
            case "map": .map([("a", .text("b"))])
            case "extract": .text("(.)\\W*(a?)")
            case "replace": .map([("pattern", .text("[^a]|$")), ("to", .text("<$0>"))])
            case "lookup": .map([("table", .text("industry")), ("else", .text("flag"))])
            case "unit": .text("万元")
            case "default", "concat": .text("a")
            default: nil
            }
        var step = try kind.init(primary, context: StepCases.context)
        var random = SplitMix64(seed: 17)
        let pool: [UInt8] = [
            0x61, 0x41, 0x20, 0x1F, 0x80, 0xC3, 0xA9, 0xE4, 0xB8, 0xAD, 0xFF, 0x31,
        ]
        for _ in 0..<2000 {
            var texts = TextList()
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let bytes = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                    pool.randomElement(using: &random) ?? 0
                }
                texts.append(bytes.span)
            }
            var output = TextList()
            step.applyAll(texts, to: &output)
            #expect(!output.hasOpenText)
        }
    }

    /// Steps whose own output they leave as it is.
    @Test(
        "a step that tidies leaves what it tidied",
        arguments: ["trim", "squeeze", "width", "lower", "upper", "title", "join", "coalesce"]
    )
    func isIdempotent(name: String) throws {
        let kind = try #require(TextSteps.find(name))
        var step = try kind.init(nil, context: StepCases.context)
        for row in try Fixtures.rows("normalizers/steps/\(name).tsv") where row.count > 1 {
            let bytes = Array(NormalizerCases.unescaped(row[0]).utf8)
            var once = TextList()
            step.apply(bytes.span, to: &once)
            var twice = TextList()
            step.applyAll(once, to: &twice)
            #expect(once.bytes == twice.bytes, "\(row[0])")
        }
    }
}
