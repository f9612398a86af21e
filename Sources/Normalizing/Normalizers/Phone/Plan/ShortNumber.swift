/// What a short number is that can be dialled within one region only: 110, 10086, 95588.
package struct ShortNumber: Sendable {
    package enum Cost: Sendable {
        case unknown
        case tollFree
        case standard
        case premium
    }

    /// Bits as the tables have them.
    private let bits: Int

    init(bits: Int) { self.bits = bits }

    /// Whether the region's plan has this number.
    package var isValid: Bool { bits & 1 != 0 }
    package var isEmergency: Bool { bits & 2 != 0 }

    package var cost: Cost {
        if bits & 16 != 0 { return .premium }
        if bits & 8 != 0 { return .standard }
        return bits & 6 != 0 ? .tollFree : .unknown
    }
}

extension NumberingPlan {
    /// Judges digits as a short number of a region; nil when the region knows none like it.
    package func shortNumber(_ digits: Span<UInt8>, region: RegionIndex) -> ShortNumber? {
        var state = territory(region, .shortNumbers)
        for index in digits.indices where state != 0 { state = next(state, digits[index]) }
        let bits = outcome(state)
        return bits == 0 ? nil : ShortNumber(bits: bits)
    }
}
