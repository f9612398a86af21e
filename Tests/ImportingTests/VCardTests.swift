import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Reading address cards")
struct VCardTests {
    private static func read(_ bytes: [UInt8]) throws -> ImportResult {
        try VCard.read(ImportInput(source: "s", path: "t.vcf", bytes: FileBytes(bytes)))
    }

    private static func properties(_ bytes: [UInt8]) -> [VCardProperty] {
        var properties: [VCardProperty] = []
        var lines = VCardLines()
        while lines.next(bytes.span) {
            if let property = VCardProperty(lines.line.span) { properties.append(property) }
        }
        return properties
    }

    @Test("public cards have the properties counted in them, and none of their values is lost")
    func corpus() throws {
        guard let folder = Fixtures.data("import/vcard") else { return }
        let text = try String(
            contentsOf: folder.appendingPathComponent("counts.csv"),
            encoding: .utf8
        )
        var valueCount = 0
        for line in text.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let counts = cells[3...11].map { Int($0) ?? -1 }
            let name = String(cells[0])
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            let properties = Self.properties(bytes)
            let names = ["BEGIN", "N", "FN", "TEL", "EMAIL", "ADR", "ORG", "NOTE", "PHOTO"]
            let read = names.map { name in properties.count { $0.name == name } }
            #expect(read == Array(counts), "\(name)")
            let result = try Self.read(bytes)
            #expect(!result.isBroken, "\(name)")
            #expect(result.tables[0].rowCount == counts[0], "\(name)")
            #expect(result.dialect == String(cells[2]))
            valueCount += try lostValues(properties, result, name)
        }
        print("vcard: \(valueCount) values of properties found in their rows")
        #expect(valueCount > 400)
    }

    /// Looks for the words of every value among the cells; returns how many values there are.
    private func lostValues(
        _ properties: [VCardProperty],
        _ result: ImportResult,
        _ name: String
    ) throws -> Int {
        let text = try VCardText(defaultName: CodePage.utf8Name)
        let cells = result.tables[0].batches.flatMap { batch in
            batch.columns.flatMap { column in (0..<column.count).map(column.string) }
        }
        let words = Self.letters(cells.joined(separator: "\n"))
        let structural = ["BEGIN", "END", "VERSION"]
        var count = 0
        for property in properties where !structural.contains(property.name) {
            let value = text.components(property)
            if value.problem == .binary { continue }
            count += 1
            for component in value.components {
                var wanted = VCardRecord.cleaned(component)
                if property.name == "X-ABLABEL", wanted.lowercased() == "homepage" { continue }
                if ["BDAY", "ANNIVERSARY", "REV"].contains(property.name) {
                    wanted = VCardDate.text(component)
                }
                for prefix in ["tel:", "mailto:"] where wanted.hasPrefix(prefix) {
                    wanted.removeFirst(prefix.count)
                }
                if property.name == "IMPP" { wanted = String(wanted.split(separator: ":")[1]) }
                wanted = wanted.replacingOccurrences(of: "ext=", with: "ext")
                if Self.letters(wanted).isEmpty { continue }
                #expect(
                    words.contains(Self.letters(wanted)),
                    "\(name): \(property.name) \(component.prefix(60))"
                )
            }
        }
        return count
    }

    private static func letters(_ text: String) -> String {
        String(text.unicodeScalars.filter { !" \n\t\r,;".unicodeScalars.contains($0) })
    }

    @Test("mutated cards never trap, and a batch's columns stay of one length")
    func mutated() throws {
        var random = SplitMix64(seed: 180)
        let marks = Array(":;=\\\r\n \t\".,".utf8)
        let names = ["gbk_quoted", "folded_utf8", "version4", "agent", "broken", "android"]
        for name in names {
            let original = try Fixtures.bytes("importers/vcard/\(name)/input.vcf")
            for _ in 0..<400 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: index)
                    default: bytes[index] = marks.randomElement(using: &random) ?? 0
                    }
                }
                if Bool.random(using: &random) {
                    bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
                }
                let result = try Self.read(bytes)
                for batch in result.tables.flatMap(\.batches) {
                    #expect(batch.columns.count <= result.tables[0].columns.count)
                    #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
                }
            }
        }
    }

    @Test("a file cut off within a card counts as broken, and the cards before it are read")
    func truncated() throws {
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nTEL:1\r\nEND:VCARD\r\n"
        let bytes = Array((card + card + card).utf8)
        for count in stride(from: card.utf8.count * 2 + 12, to: bytes.count - 12, by: 3) {
            let result = try Self.read(Array(bytes[..<count]))
            #expect(result.isBroken)
            #expect(result.tables[0].rowCount + result.tables[0].skipped.count == 3)
        }
        #expect(try !Self.read(bytes).isBroken)
    }

    @Test("any folding of the lines gives the same cells")
    func folding() throws {
        var random = SplitMix64(seed: 181)
        let text = "NOTE:客户要求\\n每月对账, 不含税;\\\\结束 = 3;TEL 👍"
        let head = Array("BEGIN:VCARD\r\nFN:张三\r\n".utf8)
        let tail = Array("\r\nEND:VCARD\r\n".utf8)
        let plain = try Self.cells(head + Array(text.utf8) + tail)
        for _ in 0..<300 {
            var folded: [UInt8] = []
            for (index, byte) in text.utf8.enumerated() {
                if index > 5, Int.random(in: 0..<5, using: &random) == 0 {
                    folded += Array((Bool.random(using: &random) ? "\r\n " : "\n\t").utf8)
                }
                folded.append(byte)
            }
            #expect(try Self.cells(head + folded + tail) == plain)
        }
    }

    @Test("any soft breaks of quoted-printable give the same cells")
    func softBreaks() throws {
        var random = SplitMix64(seed: 182)
        let text = Array("杭州云起科技有限公司 = 3".utf8)
        for _ in 0..<300 {
            var encoded = "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
            for byte in text {
                if Int.random(in: 0..<4, using: &random) == 0 { encoded += "=\r\n" }
                encoded += "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
            let cells = try Self.cells(
                Array("BEGIN:VCARD\r\nFN:a\r\n\(encoded)\r\nTEL:1\r\nEND:VCARD\r\n".utf8)
            )
            #expect(cells.contains("杭州云起科技有限公司 = 3"))
            #expect(cells.contains("1"))
        }
    }

    private static func cells(_ bytes: [UInt8]) throws -> [String] {
        try read(bytes).tables[0].batches.flatMap { batch in
            batch.columns.flatMap { column in (0..<column.count).map(column.string) }
        }
    }

    @Test("more X- properties than there are columns for go among the others")
    func manyExtensions() throws {
        let names = (0..<60).map { "X-A\($0):v\($0)" }.joined(separator: "\r\n")
        let result = try Self.read(
            Array("BEGIN:VCARD\r\nFN:a\r\n\(names)\r\nEND:VCARD\r\n".utf8)
        )
        let table = result.tables[0]
        let limit = VCardTable.maxExtensionCount
        #expect(table.columns.count == VCardColumn.all.count + limit)
        let other = try #require(table.columnIndex("other"))
        let text = table.batches[0].columns[other].string(0)
        #expect(text.split(separator: "\n").count == 60 - limit)
        #expect(text.hasSuffix("X-A59: v59"))
    }

    @Test("cards are told from other text by their first line")
    func confidence() {
        let cards = ["BEGIN:VCARD\r\n", "\u{FEFF}begin:vcard\n", "\r\n\r\nBEGIN:VCARD"]
        for text in cards {
            let bytes = Array(text.utf8)
            #expect(VCard.confidence(head: bytes.span) == 95)
        }
        let second = Array("Exported\r\nBEGIN:VCARD\r\n".utf8)
        #expect(VCard.confidence(head: second.span) == 60)
        for text in ["BEGIN:VCALENDAR\r\n", "name,tel\na,BEGIN:VCARD", "", "BEGIN TRANSACTION;"] {
            let bytes = Array(text.utf8)
            #expect(VCard.confidence(head: bytes.span) == 0)
        }
    }

    @Test("dates of any form become ISO 8601, other text stays")
    func dates() {
        let dates = [
            "19800322": "1980-03-22", "1980-03-22": "1980-03-22", "--0203": "--02-03",
            "1980-03-22T00:00:00Z": "1980-03-22", "20120305T131933Z": "2012-03-05 13:19:33",
            "20090808T1430-0500": "2009-08-08 14:30:00", "circa 1800": "circa 1800", "": "",
        ]
        for (raw, text) in dates { #expect(VCardDate.text(raw) == text) }
    }
}
