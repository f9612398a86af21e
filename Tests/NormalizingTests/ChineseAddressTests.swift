import Records
import TestSupport
import Testing

@testable import Normalizing

struct ChineseAddressTests {
    @Test("addresses follow the fixture")
    func fixture() throws {
        try ChineseCases.check(AddressNormalizer.self, "normalizers/address.tsv")
    }

    @Test("any bytes give an end, and a sure address reads back from its value and its parts")
    func totality() throws {
        var normalizer = try AddressNormalizer(nil, context: NormalizingContext())
        for cell in ChineseCases.randomCells(6000, seed: 13) {
            for result in ChineseCases.run(&normalizer, cell) where result.validity == .valid {
                let parts = ["province", "city", "district", "detail"].map {
                    result.parts[$0] ?? ""
                }
                let again = ChineseCases.run(
                    &normalizer,
                    Array(parts.joined(separator: "\u{1F}").utf8)
                )
                #expect(again.first?.parts["adcode"] == result.parts["adcode"])
                #expect(again.first?.parts["detail"] == result.parts["detail"])
            }
        }
    }

    @Test("the components of a clean address come back as they are")
    func components() throws {
        let cell = "福建省\u{1F}厦门市\u{1F}同安区\u{1F}山西大道92号"
        let result = try ChineseCases.run(AddressNormalizer.self, cell).first
        #expect(result?.value == "福建省厦门市同安区山西大道92号")
        #expect(result?.parts["adcode"] == "350212")
        #expect(result?.parts["detail"] == "山西大道92号")
        #expect(result?.confidence == 100)
    }

    @Test("every region's full path names the region")
    func allRegions() throws {
        var normalizer = try AddressNormalizer(nil, context: NormalizingContext())
        var wrongCount = 0
        let rows = RegionTable.all
        let byCode = Dictionary(rows.map { ($0.adcode, $0) }) { first, _ in first }
        for region in rows {
            var path = [region.name]
            var outer = region.parent.flatMap { byCode[$0] }
            while let row = outer {
                path.insert(row.name, at: 0)
                outer = row.parent.flatMap { byCode[$0] }
            }
            let isMunicipal = region.level == 2 && path.first == region.name
            let cell = path.joined(separator: "\u{1F}")
            let result = ChineseCases.run(&normalizer, Array(cell.utf8)).first
            // Development zones are listed, but an address keeps them in its detail.
            if RegionNames.isZone(Int(region.adcode) ?? 0) {
                #expect(result?.parts["adcode"]?.prefix(4) == region.adcode.prefix(4), "\(cell)")
                continue
            }
            let code = isMunicipal ? region.parent : region.adcode
            if result?.parts["adcode"] != code { wrongCount += 1 }
        }
        #expect(wrongCount == 0)
        #expect(rows.count > 3300)
        #expect(byCode["429004"]?.parent == "420000")
    }
}
