import Records

/// What a numbering plan calls a number, written into the part `numberType`.
enum PhoneType: UInt8, Sendable, CaseIterable {
    case unknown, fixedLine, mobile, fixedLineOrMobile, tollFree, premiumRate, sharedCost, voip
    case personalNumber, pager, universalAccess, voicemail
    /// 95588, 10086: dialled as they stand, without area code.
    case shortCode
    /// A SIM card in a device, of 11 or 13 digits.
    case machine

    var name: String {
        switch self {
        case .unknown: ""
        case .fixedLine: "fixed_line"
        case .mobile: "mobile"
        case .fixedLineOrMobile: "fixed_line_or_mobile"
        case .tollFree: "toll_free"
        case .premiumRate: "premium_rate"
        case .sharedCost: "shared_cost"
        case .voip: "voip"
        case .personalNumber: "personal_number"
        case .pager: "pager"
        case .universalAccess: "uan"
        case .voicemail: "voicemail"
        case .shortCode: "short_code"
        case .machine: "machine"
        }
    }

    /// How a CRM files a number of this type.
    ///
    /// Where a plan doesn't tell mobiles from landlines (+1), the weaker evidence is taken.
    var kind: ValueKind {
        switch self {
        case .mobile: .mobile
        case .fixedLine, .fixedLineOrMobile, .voip: .landline
        case .tollFree, .sharedCost, .premiumRate, .universalAccess, .shortCode: .service
        default: .other
        }
    }
}
