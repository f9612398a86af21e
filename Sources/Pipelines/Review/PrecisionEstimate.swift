import Foundation

/// How many merges are right, from a checked sample of strata.
///
/// A stratum counts by its size, not by how many of it were checked. The interval is Wilson's
/// (1927), on the sample size that is left after unequal weights (Kish 1965): (Σw)² ÷ Σw².
package struct PrecisionEstimate: Sendable, Equatable {
    package var checkedCount = 0
    package var wrongCount = 0
    /// Merges of the strata in which some were checked.
    package var coveredCount = 0
    package var precision = 0.0
    package var low = 0.0
    package var high = 1.0

    /// 97.5 % of the normal distribution lie below.
    private static let z = 1.959_963_985

    /// nil when nothing was checked.
    package init?(_ strata: [(size: Int, rightCount: Int, wrongCount: Int)]) {
        var right = 0.0
        var squares = 0.0
        for stratum in strata {
            let checked = stratum.rightCount + stratum.wrongCount
            if checked == 0 { continue }
            let size = Double(stratum.size)
            checkedCount += checked
            wrongCount += stratum.wrongCount
            coveredCount += stratum.size
            right += size * Double(stratum.rightCount) / Double(checked)
            squares += size * size / Double(checked)
        }
        if checkedCount == 0 { return nil }
        let total = Double(coveredCount)
        precision = right / total
        (low, high) = Self.wilson(precision, count: total * total / squares)
    }

    /// The 95 % interval of a share that was seen in `count` cases.
    package static func wilson(_ share: Double, count: Double) -> (low: Double, high: Double) {
        let square = z * z
        let middle = share + square / (2 * count)
        let spread = z * sqrt(share * (1 - share) / count + square / (4 * count * count))
        let scale = 1 + square / count
        return (max(0, (middle - spread) / scale), min(1, (middle + spread) / scale))
    }
}
