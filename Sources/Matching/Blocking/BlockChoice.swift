import Records

/// Which rules are worth their pairs: greedily by new probable matches per new pair.
///
/// A candidate is one source up to a size of block, or two sources of different fields together.
/// What it brings and costs beyond the candidates chosen before is counted on the probe's samples,
/// as bits by pair.
struct BlockChoice {
    enum Rule: Equatable, Sendable {
        /// Blocks of one source of more than `floor` and up to `cap` mentions.
        case single(Int, floor: Int, cap: Int)
        case both(Int, Int)
    }

    private struct Candidate {
        let rule: Rule
        let likely: PairBits
        let any: PairBits
        /// Pairs of the whole table; nil where only the sample tells.
        let pairCount: Int?
    }

    /// Those that are chosen beforehand, then in the order of choice.
    private(set) var rules: [Rule] = []
    private(set) var commonCount = 0

    private let probe: BlockProbe
    private let sources: [BlockSource]
    /// Bits of the pairs that the chosen rules bring together.
    private var likely: PairBits
    private var any: PairBits
    private var budget: Double
    private let leastGain: Int

    /// Probable matches in the sample that a rule must add: three, and one in so many, so that the
    /// number of rules suffices for those that bring most.
    private static let leastGain = 3
    private static let leastShare = 400
    /// New pairs that one new match may cost.
    private static let mostPairsPerMatch = 2000.0
    static let mostRules = MatchSpec.mostBlocks

    /// `isLikely` tells which of the probe's likely pairs are taken for matches; `caps` are the
    /// caps of the sources that are chosen beforehand, 0 for none.
    init(
        _ probe: BlockProbe,
        _ sources: [BlockSource],
        isLikely: [Bool],
        caps: [Int],
        budget: Int
    ) {
        self.probe = probe
        self.sources = sources
        self.budget = Double(budget)
        likely = PairBits(count: probe.likely.count)
        any = PairBits(count: probe.any.count)
        let matches = PairBits(count: probe.likely.count) { isLikely[$0] }
        leastGain = max(Self.leastGain, matches.count / Self.leastShare)
        var candidates: [Candidate] = []
        for source in sources.indices where !sources[source].isCoarse {
            candidates += singles(source, matches, from: caps[source])
        }
        candidates += combinations(matches)
        for (source, cap) in caps.enumerated() where cap > 0 {
            let rule = Rule.single(source, floor: 0, cap: cap)
            rules.append(rule)
            commonCount += 1
            likely.formUnion(bits(rule, of: probe.likely))
            any.formUnion(bits(rule, of: probe.any))
        }
        choose(candidates)
    }

    private mutating func choose(_ candidates: [Candidate]) {
        var open = candidates
        while rules.count < Self.mostRules {
            var best: (index: Int, value: Double, cost: Double)?
            var kept: [Candidate] = []
            for candidate in open {
                let gain = candidate.likely.count(without: likely)
                if gain < leastGain { continue }
                let cost = cost(candidate, gain)
                let value = Double(gain) * probe.likelyScale / cost
                if value * Self.mostPairsPerMatch < 1 || cost > budget { continue }
                if value > best?.value ?? 0 { best = (kept.count, value, cost) }
                kept.append(candidate)
            }
            open = kept
            guard let best else { return }
            let chosen = open.remove(at: best.index)
            budget -= best.cost
            likely.formUnion(chosen.likely)
            any.formUnion(chosen.any)
            add(chosen.rule)
        }
    }

    /// A larger cap takes the place of one that was chosen before it.
    private mutating func add(_ rule: Rule) {
        if case .single(let source, let floor, _) = rule {
            let earlier = rules.indices.dropFirst(commonCount).first {
                if case .single(source, _, _) = rules[$0] { true } else { false }
            }
            if let earlier {
                if case .single(_, _, let own) = rules[earlier], own < cap(rule) {
                    rules[earlier] = .single(source, floor: floor, cap: cap(rule))
                }
                return
            }
        }
        rules.append(rule)
    }

    private func cap(_ rule: Rule) -> Int {
        if case .single(_, _, let cap) = rule { cap } else { 0 }
    }

    /// New pairs, estimated from the sample, and where that saw too few, from all pairs of the
    /// rule; what is gained is compared as well.
    private func cost(_ candidate: Candidate, _ gain: Int) -> Double {
        let all = candidate.any.count
        let new = candidate.any.count(without: any)
        var cost = Double(new) * probe.anyScale
        if let pairCount = candidate.pairCount {
            cost = all >= 20 ? Double(pairCount) * Double(new) / Double(all) : Double(pairCount)
        }
        return max(cost, Double(gain) * probe.likelyScale, 1)
    }

    /// Caps beyond the one that is chosen already.
    private func singles(_ source: Int, _ matches: PairBits, from cap: Int) -> [Candidate] {
        BlockProbe.sizes.filter { $0 > cap }.map { size in
            let rule = Rule.single(source, floor: cap, cap: size)
            let index = sources[source].index
            return Candidate(
                rule: rule,
                likely: bits(rule, of: probe.likely).intersection(matches),
                any: bits(rule, of: probe.any),
                pairCount: index.pairCount(cap: size) - index.pairCount(cap: cap)
            )
        }
    }

    private func combinations(_ matches: PairBits) -> [Candidate] {
        let halves = sources.indices.filter { !sources[$0].isFuzzy }
        let shared = halves.map { bits(.both($0, $0), of: probe.likely).intersection(matches) }
        let costs = halves.map { bits(.both($0, $0), of: probe.any) }
        var candidates: [Candidate] = []
        for x in halves.indices {
            for y in halves.indices.dropFirst(x + 1)
            where sources[halves[x]].field != sources[halves[y]].field {
                let likely = shared[x].intersection(shared[y])
                if likely.count < leastGain { continue }
                candidates.append(
                    Candidate(
                        rule: .both(halves[x], halves[y]),
                        likely: likely,
                        any: costs[x].intersection(costs[y]),
                        pairCount: nil
                    )
                )
            }
        }
        return candidates
    }

    /// How many pairs a rule makes, by the sample.
    func estimate(_ rule: Rule) -> Int {
        Int(Double(bits(rule, of: probe.any).count) * probe.anyScale)
    }

    /// For sources with blocks that are too large and no chosen combination: the combination that
    /// covers most of them with at most `mostPairs` pairs.
    func splits(mostPairs: Int) -> [Rule] {
        var splits: [Rule] = []
        for source in sources.indices where !sources[source].isCoarse && !sources[source].isFuzzy {
            let isTaken = (rules + splits).contains {
                if case .both(let x, let y) = $0 { x == source || y == source } else { false }
            }
            if isTaken || !hasOversize(source) || rules.count + splits.count >= Self.mostRules {
                continue
            }
            let seconds = sources.indices.filter {
                !sources[$0].isFuzzy && sources[$0].field != sources[source].field
            }
            let options = seconds.map(Self.pairing(source))
                .map { (rule: $0, pairs: estimate($0)) }
                .filter { $0.pairs > 0 && $0.pairs <= mostPairs }
            if let best = options.max(by: { $0.pairs < $1.pairs }) { splits.append(best.rule) }
        }
        return splits
    }

    private static func pairing(_ source: Int) -> (Int) -> Rule {
        { .both(min(source, $0), max(source, $0)) }
    }

    private func hasOversize(_ source: Int) -> Bool {
        let cap = rules.reduce(0) {
            if case .single(source, _, let cap) = $1 { max($0, cap) } else { $0 }
        }
        return sources[source].index.largest > cap
    }

    /// The pairs of a sample that a rule brings together.
    func bits(_ rule: Rule, of pairs: BlockProbe.Pairs) -> PairBits {
        let width = sources.count
        switch rule {
        case .single(let source, let floor, let cap):
            let least = UInt8((BlockProbe.sizes.lastIndex { $0 <= floor } ?? -1) + 1)
            let most = UInt8((BlockProbe.sizes.lastIndex { $0 <= cap } ?? -1) + 1)
            return PairBits(count: pairs.count) {
                let found = pairs.classes[$0 * width + source]
                return found > least && found <= most
            }
        case .both(let x, let y):
            return PairBits(count: pairs.count) {
                pairs.classes[$0 * width + x] > 0 && pairs.classes[$0 * width + y] > 0
            }
        }
    }
}

/// A set of pairs of a sample.
struct PairBits: Sendable {
    private var words: [UInt64]

    init(count: Int, _ isIn: (Int) -> Bool = { _ in false }) {
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
        for index in 0..<count where isIn(index) { words[index >> 6] |= 1 << UInt64(index & 63) }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    func contains(_ index: Int) -> Bool { words[index >> 6] >> UInt64(index & 63) & 1 != 0 }

    func count(without other: PairBits) -> Int {
        var total = 0
        let own = words.span
        let others = other.words.span
        for index in own.indices { total &+= (own[index] & ~others[index]).nonzeroBitCount }
        return total
    }

    mutating func formUnion(_ other: PairBits) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    func intersection(_ other: PairBits) -> PairBits {
        var both = self
        for index in both.words.indices { both.words[index] &= other.words[index] }
        return both
    }
}
