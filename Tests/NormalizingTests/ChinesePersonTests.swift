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

    @Test("options are refused")
    func options() {
        #expect(throws: OptionError.self) {
            try PersonName(.text("x"), context: NormalizingContext())
        }
    }
}
