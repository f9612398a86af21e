import Records
import TestSupport
import Testing

@testable import Normalizing

struct ChineseCompanyTests {
    @Test("company names follow the fixture")
    func fixture() throws {
        try ChineseCases.check(CompanyName.self, "normalizers/company_name.tsv")
    }

    @Test("any bytes give an end, and the value of an organization reads back with the same parts")
    func totality() throws {
        var normalizer = try CompanyName(nil, context: NormalizingContext())
        for cell in ChineseCases.randomCells(6000, seed: 11) {
            let results = ChineseCases.run(&normalizer, cell)
            guard results.count == 1, let first = results.first, first.code == "" else { continue }
            let again = ChineseCases.run(&normalizer, Array(first.value.utf8))
            #expect(again.first?.value == first.value)
            #expect(again.first?.key == first.key)
        }
    }

    @Test("the legal form and the region's place do not change the key")
    func forms() throws {
        let names = [
            "成都霁特科技有限公司", "霁特科技(成都)有限公司", "霁特科技（成都）有限责任公司", "四川成都霁特科技公司",
            "成都市霁特科技股份有限公司", "霁特科技",
        ]
        for name in names {
            #expect(try ChineseCases.run(CompanyName.self, name).first?.key == "霁特科技")
        }
    }
}
