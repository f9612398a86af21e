import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

struct ChinesePersonTests {
    @Test("person names follow the fixture")
    func fixture() throws { try ChineseCases.check(PersonName.self, "normalizers/name.tsv") }

    @Test("any bytes give an end and a raw piece, and the value reads back as itself")
    func totality() throws {
        var normalizer = try PersonName(nil, context: NormalizingContext())
        for cell in ChineseCases.randomCells(6000, seed: 7) {
            for result in ChineseCases.run(&normalizer, cell) where result.validity == .valid {
                let again = ChineseCases.run(&normalizer, Array(result.value.utf8))
                #expect(again.map(\.value) == [result.value])
                #expect(again.first?.key == result.key)
            }
        }
    }

    private static let pieces = [
        "张", "王伟", "李小明", "欧阳", "娜娜", "陳", "乾", "於", "覃", "田中", "さくら", "김철수", "阿依古丽", "々",
        "先生", "女士", "总", "工", "经理", "采购部", "妈妈", "前台", "联系人", "姓名", "公司", "某", "*", "X", "○",
        "·", ".", "。", "•", "(", ")", "（", "）", "【", "】", " ", "　", ",", "，", "、", "/", "&", "和",
        ":",
        "：", "-", "'", "’", "Zhang", "Wei", "ZHANG", "ZhangWei", "Lv", "van", "de", "Smith",
        "O'Brien",
        "J.", "Mr.", "Mrs", "Dr", "Jr.", "III", "PhD", "CEO", "and", "Jack", "é", "ß", "x", "1",
        "138",
        "@", "www.", "Ltd", "\u{E000}", "\u{FFFD}", "\u{301}", "锟斤拷", "峯", "⽅",
    ]

    @Test("pieces of names in any order: a valid value reads back as itself and invents no letter")
    func pieces() throws {
        var normalizer = try PersonName(nil, context: NormalizingContext())
        var random = SplitMix64(seed: 41)
        for _ in 0..<20_000 {
            var cell = ""
            for _ in 0...(random.next() % 6) {
                cell += Self.pieces[Int(random.next() % UInt64(Self.pieces.count))]
                if random.next() % 4 == 0 { cell += " " }
            }
            for result in ChineseCases.run(&normalizer, Array(cell.utf8)) {
                #expect(Self.isSubsequence(result.value, of: cell), "\(cell)")
                #expect(result.validity == .valid || result.code != "", "\(cell)")
                guard result.validity == .valid else { continue }
                let again = ChineseCases.run(&normalizer, Array(result.value.utf8))
                #expect(again.map(\.value) == [result.value], "\(cell)")
                #expect(again.first?.key == result.key, "\(cell)")
                #expect(again.first?.validity == .valid, "\(cell)")
                for name in ["familyName", "givenName", "pinyin", "initials"] {
                    #expect(again.first?.parts[name] == result.parts[name], "\(name) of \(cell)")
                }
            }
        }
    }

    /// Whether the letters of a value stand in the cell in the same order.
    private static func isSubsequence(_ value: String, of cell: String) -> Bool {
        var rest = cell.unicodeScalars[...]
        for scalar in value.unicodeScalars where scalar.properties.isAlphabetic {
            guard let index = rest.firstIndex(of: scalar) else { return false }
            rest = rest[rest.index(after: index)...]
        }
        return true
    }

    @Test("a traditional name and its simplified form have the same key and pinyin")
    func scripts() throws {
        for (a, b) in [("張鵬浩", "张鹏浩"), ("諸葛軍", "诸葛军"), ("陳軍", "陈军")] {
            let left = try ChineseCases.run(PersonName.self, a)
            let right = try ChineseCases.run(PersonName.self, b)
            #expect(left.first?.key == right.first?.key)
            #expect(left.first?.parts["pinyin"] == right.first?.parts["pinyin"])
            #expect(left.first?.value == a)
        }
    }

    @Test("plain names come out of the fast path as they come out of the slow one")
    func plainTwin() throws {
        let surnames = Array("王李张赵区覃朴阿欧司诸单曾查翟万令".unicodeScalars)
        let others = Array("伟明建国小红子涵总工姐处某乾於長龍辺明阳马葛老X先生妈".unicodeScalars)
        var random = SplitMix64(seed: 31)
        var reader = PersonReader()
        for _ in 0..<8000 {
            var cell = String(surnames[Int(random.next() % UInt64(surnames.count))])
            for _ in 0...(random.next() % 2) {
                cell.unicodeScalars.append(others[Int(random.next() % UInt64(others.count))])
            }
            let bytes = Array(cell.utf8)
            let fast = ChineseCases.collect { reader.read(bytes.span, into: &$0) }
            let slow = ChineseCases.collect { reader.readAny(bytes.span, into: &$0) }
            #expect(fast == slow, "\(cell)")
        }
    }

    @Test(
        "characters of Japan and rare variants share a key with those of China",
        arguments: [("渡辺直美", "渡边直美"), ("佐々木希", "佐佐木希"), ("锺楚红", "钟楚红"), ("黒沢明", "黑泽明")]
    )
    func variants(_ a: String, _ b: String) throws {
        let left = try ChineseCases.run(PersonName.self, a)
        let right = try ChineseCases.run(PersonName.self, b)
        #expect(left.first?.key == right.first?.key)
    }

    @Test(
        "spellings of ü meet",
        arguments: ["Lü Bu", "Lv Bu", "Lyu Bu", "LU BU", "吕布", "LǙ BU"]
    )
    func umlauts(_ name: String) throws {
        #expect(try ChineseCases.run(PersonName.self, name).first?.parts["pinyin"] == "lubu")
    }

    @Test("letters with diacritics fold to their base letters")
    func latinLetters() {
        for scalar in Array(UInt32(0xC0)...0x17F) + Array(0x1CD...0x1DC) + Array(0x1EA0...0x1EF9) {
            guard let letter = UnicodeScalar(scalar), letter.properties.isAlphabetic else {
                continue
            }
            let base = String(Character(letter)).decomposedStringWithCanonicalMapping.unicodeScalars
            guard let first = base.first, first.isASCII else { continue }
            var folded: [UInt32] = []
            LatinLetters.append(scalar, to: &folded)
            #expect(folded == [first.value | 0x20], "\(letter)")
        }
    }

    @Test("options are refused")
    func options() {
        #expect(throws: OptionError.self) {
            try PersonName(.text("x"), context: NormalizingContext())
        }
    }
}
