import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

struct ChineseTablesTests {
    private func simplified(_ text: String) -> String {
        var bytes: [UInt8] = []
        ScriptFolding.simplified(Array(text.utf8).span, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "traditional folds to simplified, phrases before characters",
        arguments: [
            ("嶽麓", "岳麓"), ("峯", "峰"), ("乾隆", "乾隆"), ("乾乾淨淨", "干干净净"), ("⽅", "方"), ("abc", "abc"),
            ("醫療器械", "医疗器械"), ("", ""), ("乾燥", "干燥"), ("圞", "𪢮"), ("嘆⾦", "叹金"),
        ]
    )
    func folding(_ from: String, _ to: String) { #expect(simplified(from) == to) }

    /// Character by character: what keys are made of.
    private func key(_ text: String) -> String {
        var bytes: [UInt8] = []
        for scalar in text.scalarValues {
            Scalars.append(ScriptFolding.shared.simplified(scalar), to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("folding does what OpenCC's t2s does, and its Taiwan and Hong Kong cases get one key")
    func openCC() throws {
        guard let url = Fixtures.data("normalize/opencc/t2s-cases.csv") else { return }
        var tally = Tally()
        for row in CSV.rows(try String(contentsOf: url, encoding: .utf8)).dropFirst() {
            guard row.count == 4, row[1] != "s2t" else { continue }
            tally.add(row[1], row[3], simplified(row[2]))
            tally.add("\(row[1]) key", key(row[3]), key(row[2]))
            if row[1] == "t2s" { #expect(simplified(row[2]) == row[3]) }
        }
        tally.show("OpenCC")
        #expect(tally.share("t2s") == 1)
        #expect(tally.share("tw2s") > 0.9)
        #expect(tally.share("hk2s") == 1)
        for config in ["t2s", "tw2s", "hk2s"] { #expect(tally.share("\(config) key") > 0.8) }
    }

    @Test("folding keeps the length, and characters follow the table as a dictionary does")
    func foldingTwin() {
        let script = ScriptFolding.shared
        var random = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let text = (0..<12).map { _ in 0x4E00 + UInt32(random.next() % 0x5200) }
            var folded: [UInt32] = []
            script.fold(text, text.indices, into: &folded)
            #expect(folded.count == text.count)
            let slow = text.map { Self.slowTable[$0] ?? $0 }
            #expect(text.map(script.simplified) == slow)
        }
    }

    private static let slowTable = slowPairs(GeneratedData.scriptPairs())

    private static func slowPairs(_ pairs: [UInt32]) -> [UInt32: UInt32] {
        var table: [UInt32: UInt32] = [:]
        for index in stride(from: 0, to: pairs.count, by: 2) {
            table[pairs[index]] = pairs[index + 1]
        }
        return table
    }

    @Test("phrases fold as a dictionary of strings folds them, longest first")
    func phraseTwin() {
        var phrases: [[UInt32]: [UInt32]] = [:]
        for line in GeneratedData.scriptPhrases() {
            let sides = line.split(separator: 0x20).map(Array.init)
            phrases[sides[0]] = sides[1]
        }
        let compatible = Self.slowPairs(GeneratedData.compatiblePairs())
        let words = phrases.keys.sorted { $0.lexicographicallyPrecedes($1) }
        let strange = compatible.keys.sorted()
        var random = SplitMix64(seed: 9)
        for _ in 0..<2000 {
            var text: [UInt32] = []
            for _ in 0..<4 {
                let word = words[Int(random.next() % UInt64(words.count))]
                text += random.next() % 3 == 0 ? Array(word.prefix(1)) : word
                if random.next() % 4 == 0 {
                    text.append(strange[Int(random.next() % UInt64(strange.count))])
                }
            }
            let standard = text.map { compatible[$0] ?? $0 }
            var slow: [UInt32] = []
            var start = 0
            while start < standard.count {
                let ends = (start + 1...min(standard.count, start + 12)).reversed()
                if let end = ends.first(where: { phrases[Array(standard[start..<$0])] != nil }) {
                    slow += phrases[Array(standard[start..<end])] ?? []
                    start = end
                } else {
                    slow.append(Self.slowTable[standard[start]] ?? standard[start])
                    start += 1
                }
            }
            var fast: [UInt32] = []
            ScriptFolding.shared.fold(text, text.indices, into: &fast)
            #expect(fast == slow)
        }
    }

    @Test("the trie agrees with a dictionary")
    func trieTwin() {
        var random = SplitMix64(seed: 3)
        var trie = ScalarTrie()
        var twin: [[UInt32]: Int32] = [:]
        for index in 0..<3000 {
            let word = (0..<Int(random.next() % 4 + 1)).map { _ in UInt32(random.next() % 9 + 1) }
            let stored = trie.insert(word, Int32(index))
            if twin[word] == nil { twin[word] = Int32(index) }
            #expect(stored == twin[word])
        }
        for _ in 0..<2000 {
            let text = (0..<8).map { _ in UInt32(random.next() % 10 + 1) }
            let slow = (1...8).reversed().first { twin[Array(text[..<$0])] != nil }
            let fast = trie.longest(text, 0, 8)
            #expect(fast?.count == slow)
            #expect(fast?.value == slow.flatMap { twin[Array(text[..<$0])] })
        }
    }

    @Test(
        "surnames have their own readings and ü is u",
        arguments: [
            ("单雄信", 1, "shanxiongxin"), ("仇英", 1, "qiuying"), ("解晓东", 1, "xiexiaodong"),
            ("尉迟恭", 2, "yuchigong"), ("吕布", 1, "lubu"), ("朴树", 1, "piaoshu"),
            ("曾国藩", 1, "zengguofan"),
            ("万俟卨", 2, "moqixie"), ("区志军", 1, "ouzhijun"), ("女", 0, "nu"),
        ]
    )
    func pinyin(_ name: String, _ surnameCount: Int, _ key: String) {
        var bytes: [UInt8] = []
        let scalars = name.scalarValues
        Pinyin.shared.appendKey(scalars, scalars.indices, surnameCount: surnameCount, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == key)
    }

    @Test("a character keeps all its toneless readings")
    func variants() {
        let readings = Pinyin.shared.variants(0x91CD).map { String(decoding: $0, as: UTF8.self) }
        #expect(Set(readings).isSuperset(of: ["zhong", "chong"]))
        #expect(Pinyin.shared.variants(0x41).isEmpty)
    }

    @Test("short region names leave the level out")
    func shortNames() {
        for (name, level, short) in [
            ("广西壮族自治区", Region.Level.province, "广西"), ("厦门市", .city, "厦门"),
            ("延边朝鲜族自治州", .city, "延边"), ("孟村回族自治县", .district, "孟村"),
            ("积石山保安族东乡族撒拉族自治县", .district, "积石山"), ("唐县", .district, "唐县"),
            ("克孜勒苏柯尔克孜自治州", .city, "克孜勒苏"), ("神农架林区", .district, "神农架"),
        ] {
            #expect(RegionNames.short(name.scalarValues, level) == short.scalarValues)
        }
    }

    @Test("finding codes are unique and lie between N060 and N099")
    func findings() {
        let codes = ChineseFindings.all.map(\.code.text)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0 >= "N060" && $0 <= "N099" })
    }
}
