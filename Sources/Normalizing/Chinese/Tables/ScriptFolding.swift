import Records

/// Traditional → simplified characters, for keys only: the customer's own characters stay.
///
/// Phrases go before characters, longest first (OpenCC t2s): 乾隆 stays, 乾淨 becomes 干净. Every
/// entry keeps its length, so folded text lies parallel to the text that it came from.
/// Compatibility ideographs and Kangxi radicals (PDF copies) fold as well.
final class ScriptFolding: Sendable {
    static let shared = ScriptFolding()

    /// By scalar below U+10000; 0 = itself.
    private let basic: [UInt16]
    /// By scalar below U+10000: 1 = begins a phrase, 2 = its simplified form lies beyond U+FFFF.
    private let marks: [UInt8]
    /// The other scalars, sorted by the first of each pair.
    private let beyond: [(from: UInt32, to: UInt32)]
    private let phrases: ScalarTrie
    private let replacements: [[UInt32]]

    private init() {
        var basic = [UInt16](repeating: 0, count: 0x10000)
        var beyond: [(from: UInt32, to: UInt32)] = []
        let pairs = GeneratedData.scriptPairs()
        for index in stride(from: 0, to: pairs.count - 1, by: 2) {
            if pairs[index] < 0x10000, pairs[index + 1] < 0x10000 {
                basic[Int(pairs[index])] = UInt16(pairs[index + 1])
            } else {
                beyond.append((pairs[index], pairs[index + 1]))
            }
        }
        var marks = [UInt8](repeating: 0, count: 0x10000)
        for pair in beyond where pair.from < 0x10000 { marks[Int(pair.from)] |= 2 }
        var phrases = ScalarTrie()
        var replacements: [[UInt32]] = []
        for line in GeneratedData.scriptPhrases() {
            let parts = line.split(separator: 0x20).map(Array.init)
            guard parts.count == 2, parts[0].count == parts[1].count else { continue }
            phrases.insert(parts[0], Int32(replacements.count))
            if parts[0][0] < 0x10000 { marks[Int(parts[0][0])] |= 1 }
            replacements.append(parts[1])
        }
        self.basic = basic
        self.marks = marks
        self.beyond = beyond
        self.phrases = phrases
        self.replacements = replacements
    }

    /// The simplified form of one character, without regard to phrases.
    @inline(__always)
    func simplified(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x2E80 { return scalar }
        if scalar < 0x10000 {
            let folded = basic[Int(scalar)]
            if folded != 0 { return UInt32(folded) }
            return marks[Int(scalar)] & 2 == 0 ? scalar : fromBeyond(scalar, scalar)
        }
        return fromBeyond(scalar, scalar)
    }

    private func fromBeyond(_ scalar: UInt32, _ standard: UInt32) -> UInt32 {
        var low = 0
        var high = beyond.count
        while low < high {
            let middle = (low + high) / 2
            if beyond[middle].from < scalar { low = middle + 1 } else { high = middle }
        }
        return low < beyond.count && beyond[low].from == scalar ? beyond[low].to : standard
    }

    /// Appends the simplified form of a range of scalars; as many as it was given.
    func fold(_ text: [UInt32], _ range: Range<Int>, into folded: inout [UInt32]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let scalar = text[index]
            if scalar < 0x10000, marks[Int(scalar)] & 1 != 0,
                let phrase = phrases.longest(text, index, range.upperBound)
            {
                folded.append(contentsOf: replacements[Int(phrase.value)])
                index &+= phrase.count
            } else {
                folded.append(simplified(scalar))
                index &+= 1
            }
        }
    }

    /// Appends the simplified form of UTF-8 text.
    static func simplified(_ text: Span<UInt8>, into bytes: inout [UInt8]) {
        if text.isASCII { return bytes.append(text) }
        let scalars = Scalars.all(text)
        var folded: [UInt32] = []
        folded.reserveCapacity(scalars.count)
        shared.fold(scalars, scalars.indices, into: &folded)
        for scalar in folded { Scalars.append(scalar, to: &bytes) }
    }
}
