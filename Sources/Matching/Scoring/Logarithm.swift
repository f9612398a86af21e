import Glibc

/// Logarithms and powers of two, as weights use them.
enum Logarithm {
    @inline(__always)
    static func base2(_ x: Double) -> Double { log2(x) }

    /// 1 ÷ (1 + 2^−w): the probability of a weight.
    @inline(__always)
    static func probability(_ weight: Double) -> Double {
        weight >= 0 ? 1 / (1 + exp2(-weight)) : exp2(weight) / (1 + exp2(weight))
    }

    /// log2(1 + 2^w), without overflow.
    @inline(__always)
    static func onePlusPower(_ weight: Double) -> Double {
        max(0, weight) + log2(1 + exp2(-abs(weight)))
    }
}
