import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Pinyin")
struct PinyinTests {
    static func key(_ name: String, surnameCount: Int = 0) -> String {
        var bytes: [UInt8] = []
        let scalars = name.scalarValues
        Pinyin.shared.appendKey(scalars, scalars.indices, surnameCount: surnameCount, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func initials(_ name: String, surnameCount: Int) -> String {
        var bytes: [UInt8] = []
        let scalars = name.scalarValues
        Pinyin.shared.appendInitials(
            scalars,
            scalars.indices,
            surnameCount: surnameCount,
            to: &bytes
        )
        return String(decoding: bytes, as: UTF8.self)
    }

    static func otherKey(_ name: String) -> String {
        var bytes: [UInt8] = []
        let scalars = name.scalarValues
        let isThere = Pinyin.shared.appendOtherKey(
            scalars,
            scalars.indices,
            surnameCount: 1,
            to: &bytes
        )
        return isThere ? String(decoding: bytes, as: UTF8.self) : ""
    }

    @Test(
        "phrases are read as phrases",
        arguments: [
            ("银行", "yinhang"), ("重庆", "chongqing"), ("厦门", "xiamen"), ("六安", "luan"),
            ("会计", "kuaiji"), ("行长", "hangzhang"), ("长沙银行", "changshayinhang"),
            ("音乐", "yinyue"), ("东莞", "dongguan"), ("旅行社", "luxingshe"),
            ("萝卜", "luobo"), ("绿色A", "lusea"), ("𠀀", "he"), ("〇", "ling"),
        ]
    )
    func phrases(_ text: String, _ key: String) { #expect(Self.key(text) == key) }

    /// The surnames of which chinese-name tables say that the usual reading is wrong.
    @Test(
        "polyphonic surnames are read as surnames",
        arguments: """
            单shan 曾zeng 查zha 解xie 仇qiu 区ou 任ren 华hua 乐yue 翟zhai 盖ge 葛ge 种chong 繁po 员yun 召shao
            折she 秘bi 过guo 燕yan 隗wei 纪ji 朴piao 缪miao 么yao 都du 撒sa 那na 能nai 乜nie 洗xian 哈ha
            黑he 祭zhai 薄bo 佴nai 句gou 阚kan 覃qin 柏bai 牟mu 宁ning 谌chen 曲qu 镡tan
            """.split(whereSeparator: \.isWhitespace).map(String.init)
    )
    func singleSurnames(_ entry: String) {
        let surname = String(entry.prefix(1))
        let reading = String(entry.dropFirst())
        #expect(Self.key(surname + "建国", surnameCount: 1) == reading + "jianguo")
        #expect(Self.initials(surname + "建国", surnameCount: 1) == reading.prefix(1) + "jg")
    }

    @Test(
        "compound surnames are read as surnames",
        arguments: [
            ("令狐", "linghu", "lh"), ("尉迟", "yuchi", "yc"), ("万俟", "moqi", "mq"),
            ("长孙", "zhangsun", "zs"), ("澹台", "tantai", "tt"), ("单于", "chanyu", "cy"),
            ("单尉", "shanwei", "sw"), ("呼延", "huyan", "hy"), ("亓官", "qiguan", "qg"),
            ("欧阳", "ouyang", "oy"), ("诸葛", "zhuge", "zg"), ("闾丘", "luqiu", "lq"),
            ("乐正", "yuezheng", "yz"), ("拓跋", "tuoba", "tb"), ("仲长", "zhongchang", "zc"),
        ]
    )
    func compoundSurnames(_ surname: String, _ key: String, _ letters: String) {
        #expect(Self.key(surname + "明", surnameCount: 2) == key + "ming")
        #expect(Self.initials(surname + "明", surnameCount: 2) == letters + "m")
    }

    @Test(
        "a surname with two accepted readings has a second key",
        arguments: [
            ("覃明", "tanming"), ("盖明", "gaiming"), ("翟明", "diming"), ("柏明", "boming"),
            ("牟明", "mouming"), ("隗明", "kuiming"), ("谌明", "shenming"), ("张明", ""),
        ]
    )
    func otherReadings(_ name: String, _ key: String) { #expect(Self.otherKey(name) == key) }

    @Test("readings agree with a table of strings, phrases longest first")
    func twin() {
        let syllables = GeneratedData.pinyinSyllables().map { line in
            String(String.UnicodeScalarView(line.compactMap(UnicodeScalar.init)))
                .replacingOccurrences(of: "ü", with: "u").replacingOccurrences(of: "ê", with: "e")
        }
        let lists = GeneratedData.pinyinLists()
        let places = GeneratedData.pinyinPlaces()
        let list = { (scalar: UInt32) -> [String] in
            guard scalar >= 0x3400, scalar < 0xA000 else { return [] }
            var place = Int(places[Int(scalar - 0x3400)])
            var readings: [String] = []
            while place != 0 {
                readings.append(syllables[Int(lists[place] & 0x7FFF)])
                place = lists[place] & 0x8000 == 0 ? place + 1 : 0
            }
            return readings
        }
        var phrases: [[UInt32]: String] = [:]
        for line in GeneratedData.pinyinPhrases() {
            let word = Array(line.prefix(line.count / 2))
            phrases[word] = zip(word, line.suffix(word.count)).map { list($0)[Int($1) - 0x30] }
                .joined()
        }
        let words = phrases.keys.sorted { $0.lexicographicallyPrecedes($1) }
        var random = SplitMix64(seed: 21)
        for _ in 0..<3000 {
            var text: [UInt32] = []
            for _ in 0..<3 {
                let word = words[Int(random.next() % UInt64(words.count))]
                text += word.prefix(Int(random.next() % UInt64(word.count)) + 1)
                text.append(0x4E00 + UInt32(random.next() % 0x5000))
            }
            var slow = ""
            var start = 0
            while start < text.count {
                let ends = (start + 1...min(text.count, start + 12)).reversed()
                if let end = ends.first(where: { phrases[Array(text[start..<$0])] != nil }) {
                    slow += phrases[Array(text[start..<end])] ?? ""
                    start = end
                } else {
                    slow += list(text[start]).first ?? ""
                    start += 1
                }
            }
            var fast: [UInt8] = []
            Pinyin.shared.appendKey(text, text.indices, surnameCount: 0, to: &fast)
            #expect(String(decoding: fast, as: UTF8.self) == slow)
        }
    }

    @Test("every phrase of the public table that first readings get wrong is read as listed")
    func publicPhrases() throws {
        guard let url = Fixtures.data("normalize/pinyin/phrases_dict.json") else { return }
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        let table = try #require(object as? [String: [[String]]])
        var tally = Tally()
        for (phrase, readings) in table {
            let plain = readings.map { Self.toneless($0.first ?? "") }
            let singles = phrase.map { Self.key(String($0)) }
            let expected = plain.joined()
            let isDifferent = plain != singles
            tally.add(
                isDifferent ? "differing phrases" : "other phrases",
                expected,
                Self.key(phrase)
            )
        }
        tally.show("pinyin")
        #expect(tally.share("differing phrases") == 1)
        #expect(tally.share("other phrases") == 1)
    }

    @Test("every character of the public table has all its readings")
    func publicCharacters() throws {
        guard let url = Fixtures.data("normalize/pinyin/pinyin_dict.json") else { return }
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        let table = try #require(object as? [String: String])
        for (code, text) in table {
            let scalar = try #require(UInt32(code))
            let found = Set(
                Pinyin.shared.variants(scalar).map { String(decoding: $0, as: UTF8.self) }
            )
            let listed = Set(text.split(separator: ",").map { Self.toneless(String($0)) })
            #expect(found.isSuperset(of: listed), "\(code)")
        }
    }

    /// Without tone marks, ü and ê as u and e.
    private static func toneless(_ reading: String) -> String {
        String(
            String.UnicodeScalarView(
                reading.decomposedStringWithCanonicalMapping.unicodeScalars.filter { $0.isASCII }
            )
        )
    }
}
