import Records

/// The words of each item of a field, rare ones heavier than common ones.
///
///     item ──starts──▶ word ids, ascending ──▶ weight: ⌊log2(mentions ÷ mentions with it)⌋ + 1
///                                          ──▶ scalars of the word, for abbreviations and slips
///
/// Words are runs of letters and digits; of Han text, pairs of neighbouring characters. "art's" is
/// one word, and so is "st.".
struct WordSets: Sendable {
    private(set) var starts: [UInt32] = [0]
    private(set) var ids: [UInt32] = []
    /// By word.
    private(set) var weights: [Float] = []
    private(set) var scalars: [UInt32] = []
    private(set) var scalarStarts: [UInt32] = [0]

    /// Words of a text that are looked at: the first ones.
    static let longest = 16

    init() {}

    /// `texts` gives the scalars of item after item; `counts` the number of mentions that have it.
    init(scalars texts: [UInt32], starts textStarts: [UInt32], counts: [UInt32]) {
        var known = PatternNumbers()
        var frequencies: [Double] = []
        var places: [Range<Int>] = []
        let all = texts.span
        for item in counts.indices {
            let first = ids.count
            let offset = Int(textStarts[item])
            let text = all.extracting(offset..<Int(textStarts[item + 1]))
            Words.forEach(in: text) { range, hash in
                if ids.count - first == Self.longest { return }
                let word = known.add(hash)
                if Int(word) == frequencies.count {
                    frequencies.append(0)
                    places.append(range.lowerBound + offset..<range.upperBound + offset)
                }
                if ids[first...].contains(word) { return }
                ids.append(word)
                frequencies[Int(word)] += Double(counts[item])
            }
            starts.append(UInt32(ids.count))
        }
        // In the order of their hashes, words don't depend on the order of the input.
        let order = places.indices.sorted { known.patterns[$0] < known.patterns[$1] }
        let total = counts.reduce(0.0) { $0 + Double($1) }
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, word) in order.enumerated() {
            ranks[word] = UInt32(rank)
            let rarity = Logarithm.base2(max(2, total + 1) / max(1, frequencies[word]))
            weights.append(Float(rarity.rounded(.down) + 1))
            for index in places[word] where !Words.isSilent(texts[index]) {
                scalars.append(texts[index])
            }
            scalarStarts.append(UInt32(scalars.count))
        }
        for item in counts.indices {
            let range = Int(starts[item])..<Int(starts[item + 1])
            for index in range { ids[index] = ranks[Int(ids[index])] }
            ids[range].sort()
        }
    }
}

/// Cuts a text into words.
enum Words {
    /// Calls `body` with the range and the hash of each word, in order.
    static func forEach(in text: Span<UInt32>, _ body: (Range<Int>, UInt64) -> Void) {
        var start = 0
        var hash: UInt64 = 0
        func close(_ end: Int) {
            if end > start { body(start..<end, hash) }
        }
        for index in 0..<text.count {
            let scalar = text[index]
            if Scalars.isHan(scalar) {
                close(index)
                hash = combined(combined(0, scalar), index + 1 < text.count ? text[index + 1] : 0)
                if index + 1 < text.count, Scalars.isHan(text[index + 1]) {
                    body(index..<index + 2, hash)
                } else if index == 0 || !Scalars.isHan(text[index - 1]) {
                    body(index..<index + 1, combined(0, scalar))
                }
                start = index + 1
                hash = 0
            } else if isPart(scalar) {
                hash = combined(hash, scalar)
            } else if !isSilent(scalar) || start == index {
                close(index)
                start = index + 1
                hash = 0
            }
        }
        close(text.count)
    }

    @inline(__always)
    private static func combined(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
        Hash64.combine(hash, UInt64(scalar))
    }

    /// Letters and digits of any script but Han.
    @inline(__always)
    static func isPart(_ scalar: UInt32) -> Bool {
        scalar >= 0x61 && scalar <= 0x7A || scalar >= 0x30 && scalar <= 0x39
            || scalar >= 0x41 && scalar <= 0x5A
            || scalar >= 0xC0 && scalar != 0xD7
                && !(0x2000...0x206F).contains(scalar) && !(0x3000...0x303F).contains(scalar)
    }

    /// Apostrophes and full stops stand in words and belong to none.
    @inline(__always)
    static func isSilent(_ scalar: UInt32) -> Bool {
        scalar == 0x27 || scalar == 0x2019 || scalar == 0x2E
    }
}
