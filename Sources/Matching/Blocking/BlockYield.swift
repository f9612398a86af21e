import Records

/// What each rule of a plan brought, once the model knows probabilities.
///
/// The recall of all rules together is estimated on the probe, which meets pairs by any key and not
/// by the chosen rules: the probable matches among its pairs that the rules propose too. Matches
/// that share no key at all are estimated from how many fields bring the others together: few by
/// one field alone means that hardly any is met by none (Chao 1987: at least f₁² ÷ 2 f₂ more).
struct BlockYield {
    /// By rule: expected matches among its pairs, among those that no earlier rule brings, and
    /// among those that no other rule brings.
    private(set) var matches: [Double]
    private(set) var newMatches: [Double]
    private(set) var aloneMatches: [Double]
    /// The share of all true pairs that is compared; nil where too few were found to tell.
    private(set) var recall: Double?

    /// Pairs below aren't counted: all of them together are few matches.
    private static let least = 1.0 / 1024
    /// Sums in whole numbers don't depend on the order of the pairs.
    private static let unit = 1_048_576.0
    private static let leastSample = 20.0

    init(
        _ plan: BlockPlan,
        pairs: ScoredPairs,
        verdicts: PatternVerdicts,
        table: WeightTable,
        roles: RoleTable,
        workers: Workers
    ) {
        let rules = plan.names.count
        let shares = verdicts.probabilities.indices.map { index -> Int in
            let probability = verdicts.isVetoed[index] ? 0 : verdicts.probabilities[index]
            return probability < Self.least ? 0 : Int(probability * Self.unit)
        }
        let mentions = pairs.starts.count - 1
        let chunk = 8192
        let parts = workers.map((mentions + chunk - 1) / chunk) { number in
            Self.sums(
                number * chunk..<min(mentions, (number + 1) * chunk),
                plan.blocks,
                pairs,
                shares,
                ruleCount: rules
            )
        }
        var sums = [Int](repeating: 0, count: 3 * rules)
        for part in parts { for index in sums.indices { sums[index] += part[index] } }
        matches = (0..<rules).map { Double(sums[$0]) / Self.unit }
        newMatches = (0..<rules).map { Double(sums[rules + $0]) / Self.unit }
        aloneMatches = (0..<rules).map { Double(sums[2 * rules + $0]) / Self.unit }
        recall = plan.probe.flatMap { Self.recall($0, plan, table, roles) }
    }

    private static func sums(
        _ mentions: Range<Int>,
        _ blocks: PairBlocks,
        _ pairs: ScoredPairs,
        _ shares: [Int],
        ruleCount: Int
    ) -> [Int] {
        var sums = [Int](repeating: 0, count: 3 * ruleCount)
        for a in mentions {
            for index in Int(pairs.starts[a])..<Int(pairs.starts[a + 1]) {
                let share = shares[Int(pairs.patternOf[index])]
                if share == 0 { continue }
                var rules = blocks.rules(of: a, Int(pairs.others[index]))
                if rules == 0 { continue }
                sums[ruleCount + rules.trailingZeroBitCount] += share
                if rules.nonzeroBitCount == 1 {
                    sums[2 * ruleCount + rules.trailingZeroBitCount] += share
                }
                while rules != 0 {
                    sums[rules.trailingZeroBitCount] += share
                    rules &= rules &- 1
                }
            }
        }
        return sums
    }

    private static func recall(
        _ probe: BlockProbe,
        _ plan: BlockPlan,
        _ table: WeightTable,
        _ roles: RoleTable
    ) -> Double? {
        var found = 0
        var covered = 0
        // By number of fields that bring a pair together.
        var byFields = [Int](repeating: 0, count: probe.fields.count + 1)
        for index in 0..<probe.likely.count {
            let probability = Logarithm.probability(table.total(probe.patterns[index]))
            if probability < least || roles.isVetoed(probe.patterns[index]) { continue }
            let share = Int(probability * unit)
            let a = Int(probe.likely.list.firsts[index])
            let b = Int(probe.likely.list.seconds[index])
            found += share
            if plan.blocks.rules(of: a, b) != 0 { covered += share }
            byFields[probe.fieldCount(of: index)] += share
        }
        let one = Double(byFields.count > 1 ? byFields[1] : 0) / unit
        let two = Double(byFields.count > 2 ? byFields[2] : 0) / unit
        let all = Double(found) / unit
        guard all >= leastSample else { return nil }
        let occasions = Double(max(1, probe.fields.count))
        let missed = (occasions - 1) / occasions * one * max(0, one - 1) / (2 * (two + 1))
        return Double(covered) / unit / (all + missed)
    }
}
