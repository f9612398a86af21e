import Records

extension Training {
    /// One start on its way.
    struct Climb {
        var model: MatchModel
        var likelihood = -Double.infinity
        var count = 0
        var isSettled = false
        /// Whether people's answers take the place of what the model expects of their pairs.
        var heedsAnswers = false
        /// By field: expected matches in which both mentions have a value.
        var evidence: [Double] = []
        /// By field: how often related pairs have the value from one place.
        var sharing: [Double]

        init(model: MatchModel, sharing: [Double]) {
            self.model = model
            self.sharing = sharing
            spread()
        }

        /// r = s · m + (1 − s) · u: a value from one place varies as that of one record does.
        mutating func spread() {
            for field in model.fields.indices {
                let known = model.fields[field]
                let part = sharing[field]
                model.fields[field].related = zip(known.match, known.other).map {
                    part * $0 + (1 - part) * $1
                }
            }
        }
    }

    /// Expected counts; by field · 16 + level + 1 where they are by level.
    struct Sums {
        var matches = 0.0
        var related = 0.0
        var likelihood = 0.0
        var matched: [Double]
        var relatedLevels: [Double]
        var proposed: [Double]

        init(fieldCount: Int) {
            matched = [Double](repeating: 0, count: fieldCount << 4)
            relatedLevels = matched
            proposed = matched
        }

        mutating func add(_ other: Sums) {
            matches += other.matches
            related += other.related
            likelihood += other.likelihood
            for index in matched.indices {
                matched[index] += other.matched[index]
                relatedLevels[index] += other.relatedLevels[index]
                proposed[index] += other.proposed[index]
            }
        }
    }

    /// Pools neighbours whose weights are in the wrong order; a veto stands outside the order.
    static func order(_ field: inout MatchModel.FieldModel, _ isUnordered: [Bool]) {
        var pools: [(levels: [Int], match: Double, other: Double)] = []
        for level in field.match.indices where !isUnordered[level] {
            pools.append(([level], field.match[level], field.other[level]))
            while pools.count > 1 {
                let last = pools[pools.count - 1]
                let before = pools[pools.count - 2]
                if before.match * last.other <= last.match * before.other { break }
                pools.removeLast()
                pools[pools.count - 1] = (
                    before.levels + last.levels, before.match + last.match,
                    before.other + last.other
                )
            }
        }
        for pool in pools where pool.levels.count > 1 {
            for level in pool.levels {
                // One weight for all of the pool; the shares of u stay as they were.
                field.match[level] = field.other[level] * pool.match / pool.other
            }
        }
    }
}
