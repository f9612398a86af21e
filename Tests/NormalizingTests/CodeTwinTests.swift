import CRM
import Records
import TestSupport
import Testing

@testable import Normalizing

/// The check characters and address forms as the standards write them, slow and by table.
private enum Slow {
    static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    static func isCreditCode(_ text: String) -> Bool {
        let code = Array(text)
        guard code.count == 18, code[2..<8].allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return false
        }
        let values = code.map { alphabet.firstIndex(of: $0) ?? -1 }
        guard !values.contains(-1) else { return false }
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(values, weights).map(*).reduce(0, +)
        guard values[17] == (31 - sum % 31) % 31 else { return false }
        let own = code[8..<17].map { letters.firstIndex(of: $0) ?? -1 }
        let inner = zip(own, [3, 7, 9, 10, 5, 8, 4, 2]).map(*).reduce(0, +)
        let check = ["0", "X", "9", "8", "7", "6", "5", "4", "3", "2", "1"][inner % 11]
        return String(code[16]) == check
    }

    static func idCheck(_ digits: String) -> Character {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits.compactMap(\.wholeNumberValue), weights).map(*).reduce(0, +)
        return Array("10X98765432")[sum % 11]
    }

    static func isLuhn(_ digits: String) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().compactMap(\.wholeNumberValue).enumerated() {
            sum += index % 2 == 0 ? digit : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit]
        }
        return sum % 10 == 0
    }

    /// Optimal string alignment distance by the full table.
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { rows[i][0] = i }
        for j in 0...b.count { rows[0][j] = j }
        for i in 1..<(a.count + 1) {
            for j in 1..<(b.count + 1) {
                let same = a[i - 1] == b[j - 1] ? 0 : 1
                var least = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    least = min(least, rows[i - 2][j - 2] + 1)
                }
                rows[i][j] = least
            }
        }
        return rows[a.count][b.count]
    }
}

@Suite("Fast kernels of codes and their slow twins")
struct CodeTwinTests {
    @Test("credit codes are judged as by the standard's tables")
    func agreesOnCreditCodes() {
        var random = SplitMix64(seed: 31)
        var validCount = 0
        for _ in 0..<20_000 {
            var code = Array("91350100M000100Y43")
            for _ in 0..<(random.next() % 3) {
                let at = Int(random.next() % 18)
                code[at] = Slow.letters[Int(random.next() % 36)]
            }
            let text = String(code)
            let isValid = CheckDigits.isCreditCode(Array(text.utf8).span)
            #expect(isValid == Slow.isCreditCode(text), "\(text)")
            if isValid { validCount += 1 }
        }
        #expect(validCount > 1000)
    }

    @Test("the values of all bytes are those of the alphabet")
    func knowsAlphabet() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(UnicodeScalar(byte))
            let value = byte < 0x80 ? Slow.alphabet.firstIndex(of: character) ?? -1 : -1
            #expect(CheckDigits.creditValue(byte) == value)
        }
    }

    @Test("check characters of ID numbers and cards are those of the formulas")
    func agreesOnChecks() {
        var random = SplitMix64(seed: 32)
        for _ in 0..<10_000 {
            let digits = String(10_000_000_000_000_000 + random.next() % 80_000_000_000_000_000)
            let bytes = Array(digits.utf8)
            let check = Character(UnicodeScalar(CheckDigits.idCheck(bytes.span)))
            #expect(check == Slow.idCheck(digits))
            let isLuhn = CheckDigits.isLuhn(bytes.span)
            #expect(isLuhn == Slow.isLuhn(digits))
        }
    }

    @Test("one or two slips are found as by the full table of distances")
    func agreesOnSlips() {
        var random = SplitMix64(seed: 33)
        for _ in 0..<20_000 {
            let make = { (random: inout SplitMix64) in
                (0..<(1 + random.next() % 6)).map { _ in UInt8(0x61 + random.next() % 3) }
            }
            let a = make(&random)
            var b = a
            if random.next() % 4 == 0 { b = make(&random) }
            for _ in 0..<(random.next() % 3) where !b.isEmpty {
                let at = Int(random.next() % UInt64(b.count))
                switch random.next() % 4 {
                case 0: b.remove(at: at)
                case 1: b.insert(UInt8(0x61 + random.next() % 3), at: at)
                case 2: b[at] = UInt8(0x61 + random.next() % 3)
                default: if at > 0 { b.swapAt(at, at - 1) }
                }
            }
            let distance = Slow.distance(a, b)
            for most in 1...2 {
                let isNear = Slips.areWithin(most, a.span, b.span)
                #expect(isNear == (distance <= most), "\(a) \(b)")
            }
        }
    }

    @Test("plain addresses come out as by the scanner that reads everything")
    func agreesOnPlainAddresses() throws {
        var random = SplitMix64(seed: 34)
        let alphabet = Array("ab1._-@".utf8)
        var plainCount = 0
        for _ in 0..<30_000 {
            var text: [UInt8] = []
            for _ in 0..<(4 + random.next() % 6) { text.append(alphabet[Int(random.next() % 7)]) }
            text += Array([".cn", "@a.cn", "@qq.com", "b.c", ""][Int(random.next() % 5)].utf8)
            guard EmailSyntax.plainAt(text.span) != nil else { continue }
            plainCount += 1
            let fast = try NormalizerCases.clean([text], type: .email)
            // A bracket keeps the cell from the fast form.
            let slow = try NormalizerCases.clean([[0x3C] + text + [0x3E]], type: .email)
            let shown = NormalizerCases.shown(fast)
            #expect(shown == NormalizerCases.shown(slow))
            let capitals = text.map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 32 : $0 }
            let folded = try NormalizerCases.clean([capitals + Array("；".utf8)], type: .email)
            #expect(shown == NormalizerCases.shown(folded))
            let isAddress = EmailSyntax.isAddress(text.span)
            #expect(isAddress)
        }
        #expect(plainCount > 1000)
    }

    @Test("addresses, codes and names of any bytes are read twice alike")
    func isIdempotentOnNoise() throws {
        var random = SplitMix64(seed: 35)
        let pieces = [
            "zs", "@", "qq.com", ".", ",", " ", "，", "。", "张三", "（", ")", "gmail", ".con", "163",
            "<",
            ">", "138", "13912345670", "www.", "http://", "/", "例子", ".中国", "邮箱：", "+", "*",
            "wxid_",
            "91350100M000100Y43", "O", "l", "-", "\n", "、", "x@y.cn", "6222000000123456786", "'",
        ]
        for type in [
            FieldType.email, .website, .wechat, .qq, .uscc, .registrationNo, .code, .keyword,
        ] {
            var cells: [String] = []
            for _ in 0..<3000 {
                cells.append(
                    (0..<(1 + random.next() % 6))
                        .map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
                )
            }
            let once = try NormalizerCases.clean(cells, type: type)
            for outcome in once.outcomes where outcome.value != 0 && outcome.validity == .valid {
                if outcome.code == .wrongColumn || outcome.code == .alsoNumber { continue }
                let text = once.values.string(outcome.value)
                let twice = try NormalizerCases.clean([text], type: type)
                let texts = twice.outcomes.filter { $0.code != .alsoNumber }
                    .map { twice.values.string($0.value) }
                #expect(texts == [text], "\(type)")
            }
        }
    }
}
