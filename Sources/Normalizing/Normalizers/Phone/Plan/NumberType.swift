import Records

/// What a valid number is for; the raw value is its number in the plan's outcomes.
package enum NumberType: UInt8, Sendable, CaseIterable {
    case unknown
    case premiumRate
    case tollFree
    case sharedCost
    case voip
    case personalNumber
    case pager
    case uan
    case voicemail
    case fixedLine
    case mobile
    /// A plan in which both look alike, as in North America.
    case fixedLineOrMobile

    /// The name in data and pipelines: `toll_free`.
    package var name: StaticString {
        switch self {
        case .unknown: "unknown"
        case .premiumRate: "premium_rate"
        case .tollFree: "toll_free"
        case .sharedCost: "shared_cost"
        case .voip: "voip"
        case .personalNumber: "personal_number"
        case .pager: "pager"
        case .uan: "uan"
        case .voicemail: "voicemail"
        case .fixedLine: "fixed_line"
        case .mobile: "mobile"
        case .fixedLineOrMobile: "fixed_line_or_mobile"
        }
    }

    /// The type that a name stands for; nil when it stands for none.
    package init?(name: Span<UInt8>) {
        for type in NumberType.allCases where name.equals(type.name) {
            self = type
            return
        }
        return nil
    }
}

/// Whether a national number has a length that its country code uses.
package enum NumberLength: UInt8, Sendable {
    case possible
    /// Enough within its area only.
    case localOnly
    case tooShort
    case tooLong
    /// Between possible lengths.
    case unused
}

/// Why a text is no phone number.
package enum PlanError: UInt8, Sendable {
    case notANumber
    /// No country code is known from the number or the region.
    case invalidCountryCode
    case tooLong
    case tooShort
    /// Hardly anything follows the plus sign or the international prefix.
    case tooShortAfterPrefix
}
