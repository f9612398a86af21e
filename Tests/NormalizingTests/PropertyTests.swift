import CRM
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Properties of normalizers")
struct PropertyTests {
    static let types = FieldType.allCases

    /// Pieces from which cells of all kinds are put together.
    static let pieces = [
        "138", "00", "+86", "010", "-", " ", "/", "、", "(", ")", "（", "转", "分机", "*", "x", "#",
        "@", ".", "。", "qq.com", "年", "月", "日", "2023", "13", "万", "亿", "¥", "约", "%", "E+1",
        "张三", "有限公司", "O", "l", "，", "\n", "\u{1F}", "\u{200B}", "\u{202E}", "１２", "是", "无", "N/A",
        "十", "廿", "民国", "：", "'", "\"", "=", "Jan", "PM", "Z", "T", "8", "88888888",
    ]

    @Test("any bytes give outcomes with a raw piece, and never a trap", arguments: types)
    func isTotal(type: FieldType) throws {
        var random = SplitMix64(seed: 11)
        var cells: [[UInt8]] = []
        for _ in 0..<2000 {
            var cell: [UInt8] = []
            for _ in 0..<(random.next() % 12 + 1) {
                if random.next() % 5 == 0 {
                    cell.append(UInt8(truncatingIfNeeded: random.next()))
                } else {
                    let index = Int(random.next() % UInt64(Self.pieces.count))
                    cell.append(contentsOf: Array(Self.pieces[index].utf8))
                }
            }
            cells.append(cell)
        }
        let column = try NormalizerCases.clean(cells, type: type)
        #expect(column.outcomeStarts.count == column.raw.count + 1)
        #expect(column.outcomes.allSatisfy { $0.raw != 0 })
        #expect(column.outcomes.allSatisfy { $0.validity != .invalid || $0.key == 0 })
        #expect(column.parts.allSatisfy { $0.count <= column.outcomes.count })
    }

    /// Money counts fen where it reads yuan, shares below one percent read as shares.
    static let idempotent = types.filter { $0 != .money && $0 != .percent }

    @Test("what came out valid stays as it is", arguments: idempotent)
    func isIdempotent(type: FieldType) throws {
        var cells: [String] = []
        for row in (try? Fixtures.rows("normalizers/\(type.rawValue).tsv")) ?? [] {
            cells.append(NormalizerCases.unescaped(row[0]))
        }
        let once = try NormalizerCases.clean(cells, type: type)
        var texts: [String] = []
        for outcome in once.outcomes where outcome.validity == .valid && outcome.kind != .fax {
            if outcome.value != 0, outcome.code != .wrongColumn {
                texts.append(once.values.string(outcome.value))
            }
        }
        let twice = try NormalizerCases.clean(texts, type: type)
        for (mention, text) in texts.enumerated() {
            let values = twice.outcomeIndices(ofMention: mention).map { twice.outcomes[$0] }
            #expect(values.map { twice.values.string($0.value) } == [text])
            #expect(values.allSatisfy { $0.validity == .valid }, "\(text)")
        }
    }

    @Test("digits of a phone's normal form all stood in the cell")
    func inventsNoDigits() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<3000 {
            var cell = ""
            for _ in 0..<(random.next() % 6 + 1) {
                cell += Self.pieces[Int(random.next() % UInt64(Self.pieces.count))]
                cell += String(random.next() % 100_000_000)
            }
            let column = try NormalizerCases.clean([cell], type: .phone)
            for outcome in column.outcomes where outcome.value != 0 {
                guard outcome.code != .wrongColumn, outcome.code != .letterInDigits else {
                    continue
                }
                let raw = column.values.string(outcome.raw).map { plain($0) }.filter(\.isNumber)
                let value = column.values.string(outcome.value).drop { $0 == "+" }
                let digits = value.hasPrefix("86") ? value.dropFirst(2) : value[...]
                #expect(String(raw).contains(digits), "\(cell)")
            }
        }
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
