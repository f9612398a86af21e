import CRM
import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Properties of normalizers")
struct PropertyTests {
    /// Cells of each kind and normalizer; `scripts/fuzz` asks for a million.
    static let cellCount =
        ProcessInfo.processInfo.environment["SLUICE_PROPERTY_CELLS"].flatMap { Int($0) } ?? 10_000

    static let normalizers = Normalizers.all.map { $0.spec.name }

    @Test("random bytes, scalars and pieces give outcomes with a raw piece", arguments: normalizers)
    func isTotal(name: String) throws {
        var random = RandomCells(seed: 11)
        for kind in RandomCells.Kind.allCases {
            for block in stride(from: 0, to: Self.cellCount, by: 10_000) {
                let count = min(10_000, Self.cellCount - block)
                let column = try clean((0..<count).map { _ in random.next(kind) }, name)
                #expect(column.outcomeStarts.count == column.raw.count + 1)
                #expect(column.outcomes.allSatisfy { $0.raw != 0 })
                #expect(column.outcomes.allSatisfy { $0.validity != .invalid || $0.key == 0 })
                #expect(column.parts.allSatisfy { $0.count <= column.outcomes.count })
            }
        }
    }

    @Test("chunks and workers never show in what comes out", arguments: normalizers)
    func ignoresChunks(name: String) throws {
        var random = RandomCells(seed: 23)
        let cells = (0..<Cleaner.parallelThreshold + 500).map { _ in random.next(.pieces) }
        let one = try clean(cells, name)
        let two = try clean(cells, name, workers: CleanerTests.threaded)
        #expect(one.outcomeStarts == two.outcomeStarts)
        #expect(one.outcomes.count == two.outcomes.count)
        #expect(shownAll(one) == shownAll(two))
    }

    /// Money counts fen where it reads yuan, shares below one percent read as shares.
    static let idempotent = normalizers.filter { $0 != "money" && $0 != "percent" }

    @Test("what came out valid stays as it is", arguments: idempotent)
    func isIdempotent(name: String) throws {
        var random = RandomCells(seed: 31)
        var cells = (0..<Self.cellCount).map { _ in random.next(.pieces) }
        for row in (try? Fixtures.rows("normalizers/\(name).tsv")) ?? [] {
            cells.append(Array(NormalizerCases.unescaped(row[0]).utf8))
        }
        let once = try clean(cells, name)
        var texts: [[UInt8]] = []
        for outcome in once.outcomes where outcome.validity == .valid && outcome.kind != .fax {
            // What was filed under another kind is read by that kind's normalizer.
            if outcome.value != 0, outcome.code != .wrongColumn, outcome.code != .alsoNumber {
                texts.append(once.values.copy(outcome.value))
            }
        }
        let twice = try clean(texts, name)
        for (mention, text) in texts.enumerated() {
            let values = twice.outcomeIndices(ofMention: mention).map { twice.outcomes[$0] }
            let shown = String(decoding: text, as: UTF8.self)
            let own = values.filter { $0.code != .alsoNumber }
            #expect(own.map { twice.values.string($0.value) } == [shown])
            #expect(values.allSatisfy { $0.validity == .valid }, "\(shown)")
        }
    }

    /// A normalizer that no field type brings by itself is a step of a text field.
    private func clean(
        _ cells: [[UInt8]],
        _ name: String,
        workers: Workers = .single
    ) throws -> CleanColumn {
        let type = FieldType(rawValue: name)
        return try NormalizerCases.clean(
            cells,
            type: type ?? .text,
            steps: type == nil ? [Step(name)] : nil,
            workers: workers
        )
    }

    /// Everything that a column holds, in order.
    private func shownAll(_ column: CleanColumn) -> [String] {
        column.outcomes.indices.map { index in
            let outcome = column.outcomes[index]
            let parts = Part.allCases.map { column.partText($0, of: index) }
            return [
                column.values.string(outcome.value), column.values.string(outcome.raw),
                column.values.string(outcome.key), outcome.code.text, "\(outcome.kind)",
                "\(outcome.validity)", "\(outcome.confidence)",
            ].joined(separator: "\u{1}") + parts.joined(separator: "\u{1}")
        }
    }

    @Test("digits of a phone's normal form all stood in the cell")
    func inventsNoDigits() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<3000 {
            var cell = ""
            for _ in 0..<(random.next() % 6 + 1) {
                cell += RandomCells.pieces[Int(random.next() % UInt64(RandomCells.pieces.count))]
                cell += String(random.next() % 100_000_000)
            }
            let column = try NormalizerCases.clean([cell], type: .phone)
            for (index, outcome) in column.outcomes.enumerated() where outcome.value != 0 {
                guard outcome.code != .wrongColumn, outcome.code != .letterInDigits else {
                    continue
                }
                let value = column.values.string(outcome.value).drop { $0 == "+" }
                // Letters stand for digits in numbers of other countries: 1-800-FLOWERS.
                let isForeign = column.partText(.country, of: index) != "CN"
                let raw = column.values.string(outcome.raw).map { plain($0) }
                    .compactMap { isForeign ? keypad($0) : $0.isNumber ? $0 : nil }
                let digits = value.hasPrefix("86") ? value.dropFirst(2) : value[...]
                // A trunk prefix may go out of the middle: +44 (0)20 … is +4420….
                var rest = digits[...]
                for digit in raw where digit == rest.first { rest = rest.dropFirst() }
                #expect(rest.isEmpty, "\(cell)")
            }
        }
    }

    /// The digit of a key with the character (ITU-T E.161).
    private func keypad(_ character: Character) -> Character? {
        if character.isNumber { return character }
        let keys: [Character: String] = [
            "2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv",
            "9": "wxyz",
        ]
        return keys.first { $0.value.contains(character.lowercased()) }?.key
    }

    @Test("the fast forms of phones and dates agree with the scanners that read everything")
    func agreesWithTwins() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<10_000 {
            let mobile = "1\(3 + random.next() % 7)\(100_000_000 + random.next() % 900_000_000)"
            var day = String(1_000_000_000 + random.next() % 3_000_000_000).dropFirst(2)
            day = "2\(day.prefix(3))-\(10 + random.next() % 4)-\(10 + random.next() % 24)"
            for (text, type) in [(mobile, FieldType.phone), (String(day), .date)] {
                let fast = try NormalizerCases.clean([text], type: type)
                // A full-width first character is what the fast forms don't take.
                let wide = String(UnicodeScalar(UInt8(text.utf8.first ?? 0)) == "1" ? "１" : "２")
                let slow = try NormalizerCases.clean([wide + text.dropFirst()], type: type)
                #expect(NormalizerCases.shown(fast) == NormalizerCases.shown(slow), "\(text)")
            }
        }
    }

    private func plain(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
            let half = UnicodeScalar(Widths.plain(scalar.value))
        else { return character }
        return Character(half)
    }

    @Test("days and their numbers turn into each other")
    func countsDays() {
        for number in stride(from: -719_000, through: 2_900_000, by: 37) {
            #expect(CalendarDay(number: number).number == number)
        }
        #expect(CalendarDay(2000, 3, 1)?.number == 11_017)
        #expect(CalendarDay(serial: 61) == CalendarDay(1900, 3, 1))
    }
}
