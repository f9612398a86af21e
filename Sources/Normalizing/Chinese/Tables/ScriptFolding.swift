import Records

/// Traditional → simplified characters, for keys only: the customer's own characters stay.
///
/// As OpenCC's t2s: compatibility ideographs and Kangxi radicals (PDF copies) become standard
/// characters, then phrases go before characters, longest first: 乾隆 stays, 乾淨 becomes 干净. Every
/// entry keeps its length, so folded text lies parallel to the text that it came from.
final class ScriptFolding: Sendable {
    static let shared = ScriptFolding()

    /// By scalar below U+10000: the simplified character; 0 = itself, 1 = look in `beyond`.
    private let basic: [UInt16]
    /// By scalar below U+10000, a bit each: whether a phrase begins with it.
    private let starters: [UInt64]
    /// Sorted by `from`: what doesn't fit 16 bits, and all scalars from U+10000 on.
    private let beyond: [(from: UInt32, to: UInt32)]
    /// Sorted by `from`: the standard form of compatibility characters.
    private let compatible: [(from: UInt32, to: UInt32)]
    private let phrases: ScalarTrie
    /// The simplified forms of all phrases; a phrase's value is where its own begins.
    private let replacements: [UInt32]

    private init() {
        let characters = Self.pairs(GeneratedData.scriptPairs())
        compatible = Self.pairs(GeneratedData.compatiblePairs())
        var basic = [UInt16](repeating: 0, count: 0x10000)
        var beyond: [(from: UInt32, to: UInt32)] = []
        for pair in characters + compatible {
            var to = pair.to
            if let further = Self.find(characters, to) { to = further }
            if pair.from < 0x10000, to < 0x10000 {
                basic[Int(pair.from)] = UInt16(to)
            } else {
                if pair.from < 0x10000 { basic[Int(pair.from)] = 1 }
                beyond.append((pair.from, to))
            }
        }
        var starters = [UInt64](repeating: 0, count: 1024)
        for pair in compatible where pair.from < 0x10000 {
            starters[Int(pair.from >> 6)] |= 1 << UInt64(pair.from & 63)
        }
        var phrases = ScalarTrie()
        var replacements: [UInt32] = []
        for line in GeneratedData.scriptPhrases() {
            let parts = line.split(separator: 0x20)
            guard parts.count == 2, parts[0].count == parts[1].count, let first = parts[0].first
            else { continue }
            phrases.insert(Array(parts[0]), Int32(replacements.count))
            if first < 0x10000 { starters[Int(first >> 6)] |= 1 << UInt64(first & 63) }
            replacements.append(contentsOf: parts[1])
        }
        self.basic = basic
        self.starters = starters
        self.beyond = beyond.sorted { $0.from < $1.from }
        self.phrases = phrases
        self.replacements = replacements
    }

    private static func pairs(_ flat: [UInt32]) -> [(from: UInt32, to: UInt32)] {
        stride(from: 0, to: flat.count - 1, by: 2).map { (flat[$0], flat[$0 + 1]) }
    }

    private static func find(
        _ pairs: [(from: UInt32, to: UInt32)],
        _ scalar: UInt32
    ) -> UInt32? {
        var low = 0
        var high = pairs.count
        while low < high {
            let middle = (low + high) / 2
            if pairs[middle].from < scalar { low = middle + 1 } else { high = middle }
        }
        return low < pairs.count && pairs[low].from == scalar ? pairs[low].to : nil
    }

    /// The simplified form of one character, without regard to phrases.
    @inline(__always)
    func simplified(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x2E80 { return scalar }
        guard scalar < 0x10000 else { return simplifiedBeyond(scalar) }
        let folded = basic[Int(scalar)]
        if folded > 1 { return UInt32(folded) }
        return folded == 0 ? scalar : simplifiedBeyond(scalar)
    }

    @inline(never)
    private func simplifiedBeyond(_ scalar: UInt32) -> UInt32 {
        Self.find(beyond, scalar) ?? scalar
    }

    /// Whether a phrase may begin with a scalar.
    @inline(__always)
    func beginsPhrase(_ scalar: UInt32) -> Bool {
        scalar < 0x10000 && starters[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 != 0
    }

    /// Whether folding leaves a character alone, whatever stands beside it.
    @inline(__always)
    func isInert(_ scalar: UInt32) -> Bool {
        scalar < 0x2E80 || scalar < 0x10000 && basic[Int(scalar)] == 0 && !beginsPhrase(scalar)
    }

    /// Appends the simplified form of a range of scalars; as many as it was given.
    func fold(_ text: [UInt32], _ range: Range<Int>, into folded: inout [UInt32]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let scalar = text[index]
            if beginsPhrase(scalar), let phrase = phrase(text, index, range.upperBound) {
                for offset in 0..<phrase.count {
                    folded.append(replacements[Int(phrase.value) &+ offset])
                }
                index &+= phrase.count
            } else {
                folded.append(simplified(scalar))
                index &+= 1
            }
        }
    }

    /// The longest phrase at `start`, compatibility characters taken as their standard forms.
    private func phrase(
        _ text: [UInt32],
        _ start: Int,
        _ end: Int
    ) -> (value: Int32, count: Int)? {
        var node = ScalarTrie.root
        var best: (value: Int32, count: Int)?
        var index = start
        while index < end {
            let scalar = text[index]
            let isPlain = scalar >= 0x3400 && scalar < 0xA000
            let standard = isPlain ? scalar : Self.find(compatible, scalar) ?? scalar
            node = phrases.step(node, standard)
            if node == 0 { break }
            index &+= 1
            if phrases.value(node) >= 0 { best = (phrases.value(node), index &- start) }
        }
        return best
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
